"""Letters about applications: offers and their reminders, places with their roles, the line and its end, noes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort
from domain.group.sessions import Session
from domain.joining.signups import ApplicationState
from domain.joining.waitlist import halfway, line_ends
from domain.sending.deliveries import Class, Direction, Kind, Planned, Subject
from domain.sending.facts import OfDecision, OfRole
from domain.sending.gate import plan as moment
from domain.sending.timeline.season import Letter, Member, direct


def plan(cohort: Cohort, letters: Sequence[Letter], sessions: Sequence[Session]) -> Iterator[Planned]:
    """What each is told of their application: an offer and its one reminder, a place, with its role, or in the line, its end, a no."""
    for letter in letters:
        key = f"application/{letter.application}/{letter.state}/{letter.at:%Y%m%d%H%M%S}"  # of whoever left and returned, again
        offer = f"application/{letter.application}/offer/{letter.offers}"
        match letter.state:
            case ApplicationState.OFFERED:
                yield _letter(letter, offer, Subject.OFFER, letter.at)
                yield _letter(letter, f"{offer}/reminder", Subject.OFFER_REMINDER, halfway(cohort, letter.hours, letter.at))
            case ApplicationState.ACCEPTED:
                if not letter.asked:
                    yield _letter(letter, key, Subject.LETTER, letter.at)
                yield from _role(cohort, letter, f"{key}/role")
            case ApplicationState.LAPSED:
                yield _letter(letter, f"{offer}/lapsed", Subject.OFFER_LAPSED, letter.at)
            case _:
                if not letter.asked:  # whoever returned to the line has their receipt
                    yield _letter(letter, key, Subject.LETTER, letter.at)
                ends = line_ends(cohort, sessions)
                if letter.state is ApplicationState.WAITLISTED and ends is not None and letter.at < ends:
                    yield _letter(letter, f"{key}/over/{cohort.offers_until or 1}", Subject.WAITLIST_OVER, ends)


def _letter(letter: Letter, key: str, message: Subject, at: datetime) -> Planned:
    until = at + timedelta(days=45)
    return direct(key, message, OfDecision(letter.application, letter.state), Member(letter.person, letter.quiet), at, until, Class.LETTER)


def _role(cohort: Cohort, letter: Letter, key: str) -> Iterator[Planned]:
    """The role that opens the cohort's home."""
    if cohort.role is not None:
        due = moment(letter.at, Direction.LATER, letter.quiet, Class.LETTER, Kind.DM, letter.quiet.zone)
        yield Planned(
            key, Kind.ROLE, Subject.ROLE, letter.at, due, letter.at + timedelta(days=45), Class.LETTER, person=letter.person,
            facts=OfRole(cohort.role),
        )  # fmt: skip
