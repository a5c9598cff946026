"""The changes of state that time will bring to a cohort."""

from datetime import datetime
from enum import StrEnum

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, PersonId
from domain.ground.values import Value
from domain.group.sessions import SessionState, season_end
from domain.joining.signups import ApplicationState
from domain.joining.waitlist import deadline
from domain.pair.apart import decides_by
from domain.sending.timeline.season import Season


class TurnKind(StrEnum):
    """Changes of state that time brings."""

    WINDOW_OPENS = "window-opens"
    WINDOW_CLOSES = "window-closes"
    OFFER_LAPSES = "offer-lapses"
    SESSION_ENDS = "session-ends"
    ASK_LAPSES = "ask-lapses"  # whether somebody may join a pair
    CHOICE_LAPSES = "choice-lapses"  # of somebody who was left by a partner, beside somebody who waits
    PAUSE_ENDS = "pause-ends"  # of somebody without a partner
    RETURNED = "returned"  # to a server that they had left


class Turn(Value):
    """A change of state that falls due; it never speaks, it plans deliveries."""

    key: str
    kind: TurnKind
    due: datetime
    subject: int


def turns(season: Season) -> list[Turn]:
    """Every change of state that time will bring to this cohort."""
    cohort = season.cohort
    found = [
        Turn(
            f"application/{letter.application}/offer/{letter.offers}/lapses", TurnKind.OFFER_LAPSES,
            deadline(cohort, letter.hours, letter.at), letter.application,
        )
        for letter in season.letters
        if letter.state is ApplicationState.OFFERED
    ]  # fmt: skip
    if cohort.state is CohortState.DRAFT and cohort.opens_at is not None:
        found.append(
            Turn(f"cohort/{cohort.id}/window-opens/{cohort.opens_at:%Y%m%d%H%M}", TurnKind.WINDOW_OPENS, cohort.opens_at, cohort.id)
        )
    if cohort.state is CohortState.OPEN and cohort.closes_at is not None:
        found.append(
            Turn(f"cohort/{cohort.id}/window-closes/{cohort.closes_at:%Y%m%d%H%M}", TurnKind.WINDOW_CLOSES, cohort.closes_at, cohort.id)
        )
    if cohort.state in {CohortState.MEETING, CohortState.CLOSING}:
        planned = [session for session in season.sessions if session.state is SessionState.PLANNED]
        last = season_end(season.sessions) if cohort.state is CohortState.MEETING and not planned else None
        found += [
            Turn(f"session/{session.id}/ends", TurnKind.SESSION_ENDS, session.ends_at, session.id)
            for session in (planned if last is None else [last])
        ]
    found += [Turn(f"ask/{ask.id}/lapses", TurnKind.ASK_LAPSES, ask.until, ask.id) for ask in season.asks]
    found += [
        Turn(f"alone/{cohort.id}/{one.person}/{until:%Y%m%d%H%M%S}", TurnKind.CHOICE_LAPSES, until, cohort.id)
        for one in season.alone
        if (until := decides_by(one, season.alone)) is not None
    ]
    back = {member.person: member.paused_until for member in season.members}
    found += [
        Turn(pause_key(cohort.id, one.person, until), TurnKind.PAUSE_ENDS, until, cohort.id)
        for one in season.alone
        if (until := back.get(one.person)) is not None and until > one.since
    ]
    return found


def pause_key(cohort: CohortId, person: PersonId, until: datetime) -> str:
    """Of the end of a pause of somebody without a partner there."""
    return f"alone/{cohort}/{person}/paused/{until:%Y%m%d%H%M%S}"


def returned(person: PersonId, at: datetime) -> Turn:
    """Somebody is back on a server: what they have there is given again, at once."""
    return Turn(f"person/{person}/returned/{at:%Y%m%d%H%M%S%f}", TurnKind.RETURNED, at, person)
