"""Letters about applications: offers and their reminders, places with their roles, the line and its end, noes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.joining.signups import ApplicationState
from domain.joining.waitlist import halfway, line_ends
from domain.sending.deliveries import Class, Direction, Kind, Planned, Subject
from domain.sending.facts import OfDecision, OfRole
from domain.sending.gate import plan as moment
from domain.sending.timeline.season import Letter, Member, Season, direct


def plan(season: Season) -> Iterator[Planned]:
    """What each is told of their application: an offer and its one reminder, a place, with its role, or in the line, its end, a no."""
    cohort = season.cohort
    for letter in season.letters:
        key = f"application/{letter.application}/{letter.state}/{letter.at:%Y%m%d%H%M%S}"  # of whoever left and returned, again
        offer = f"application/{letter.application}/offer/{letter.offers}"
        match letter.state:
            case ApplicationState.OFFERED:
                yield _letter(season, letter, offer, Subject.OFFER, letter.at)
                yield _letter(season, letter, f"{offer}/reminder", Subject.OFFER_REMINDER, halfway(cohort, letter.hours, letter.at))
            case ApplicationState.ACCEPTED:
                if not letter.asked:
                    yield _letter(season, letter, key, Subject.LETTER, letter.at)
                yield from _role(season, letter, f"{key}/role")
            case ApplicationState.LAPSED:
                yield _letter(season, letter, f"{offer}/lapsed", Subject.OFFER_LAPSED, letter.at)
            case _:
                if not letter.asked:  # whoever returned to the line has their receipt
                    yield _letter(season, letter, key, Subject.LETTER, letter.at)
                ends = line_ends(cohort, season.sessions)
                if letter.state is ApplicationState.WAITLISTED and ends is not None and letter.at < ends:
                    yield _letter(season, letter, f"{key}/over/{cohort.offers_until or 1}", Subject.WAITLIST_OVER, ends)


def _letter(season: Season, letter: Letter, key: str, message: Subject, at: datetime) -> Planned:
    until = at + timedelta(days=45)
    about, to = OfDecision(letter.application, letter.state), Member(letter.person, letter.quiet)
    return direct(season, key, message, about, to, at, until, Class.LETTER)


def _role(season: Season, letter: Letter, key: str) -> Iterator[Planned]:
    """The role that opens the cohort's home."""
    role = season.cohort.role
    if role is not None:
        due = moment(letter.at, Direction.LATER, letter.quiet, Class.LETTER, Kind.DM, letter.quiet.zone, season.own)
        yield Planned(
            key, Kind.ROLE, Subject.ROLE, letter.at, due, letter.at + timedelta(days=45), Class.LETTER, person=letter.person,
            facts=OfRole(role),
        )  # fmt: skip
