"""Word of dates that others take the place of, to everybody who knows them: planned once for each, however many changes it is about."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId, SessionId
from domain.group.sessions import Session
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfClocks, OfDates, OfMoved, OfSession
from services.group.planning import Knowing, standing
from services.sending.unit import CohortAct
from storage.db import Db

_OF_ONE = frozenset({Subject.SESSION_MOVED, Subject.SESSION_CANCELLED})
_OUT = frozenset({DeliveryState.SENT, DeliveryState.UNCERTAIN})


def frozen_then(cohort: Cohort, at: datetime) -> str:
    """How the keys begin of what tells people of dates that were frozen then."""
    return f"cohort/{cohort.id}/dates/{at:%Y%m%d%H%M%S%f}/"


def changed_once(session: Session) -> str:
    """How the keys begin of what tells people of the next change of that one session."""
    return f"cohort/{session.cohort}/dates/session/{session.id}/{session.revision + 1}/"


async def tell_of_dates(act: CohortAct, before: Sequence[Session], knowing: Knowing, begins: str, last: datetime) -> None:
    """Plan one message to each, of use until the last session; an earlier one that has not gone out gives way to it.

    Each is told what changed in the dates that they know: those that stood `before`, or those before the word that has not gone out.
    Word of a single session gives way only before the start; a group that meets has it in its plan.
    """
    waiting = await act.db.deliveries.of_cohort(act.cohort.id, frozenset({DeliveryState.PENDING}))
    stood, knew = _starts(standing(before)), _knew(before, waiting)
    for row in waiting:
        ours = row.message == Subject.DATES_CHANGED or (row.message in _OF_ONE and act.cohort.started_at is None)
        if ours and row.person in knowing:
            await act.db.deliveries.drop(row.id, act.now, Reason.UNWANTED.value, DeliveryState.CANCELLED)
    for person, _ in knowing.values():
        await act.deliveries.direct(
            act.db, f"{begins}{person.id}", Subject.DATES_CHANGED, person, act.program, act.cohort.id, Class.NOTICE, keep=last - act.now,
            facts=OfDates(tuple(knew.get(person.id, stood).items())),
        )  # fmt: skip


def _knew(before: Sequence[Session], waiting: Sequence[Delivery]) -> dict[PersonId | None, dict[SessionId, int]]:
    """The dates as those believe them for whom a word of them waits: as they were before all that they have not heard of."""
    whole = {row.person: dict(row.facts_as(OfDates).knew) for row in waiting if row.message == Subject.DATES_CHANGED}
    stood, all_, single = _starts(standing(before)), _starts(before), dict[PersonId | None, dict[SessionId, int]]()
    for row in (one for one in waiting if one.message in _OF_ONE):
        session = row.facts_as(OfSession).session
        was = row.facts_as(OfMoved).before if row.message == Subject.SESSION_MOVED else None
        if session in all_:
            single.setdefault(row.person, dict(stood))[session] = all_[session] if was is None else int(was.timestamp())
    by_clocks = {one.id for one in before if one.by_clocks}
    for row in (one for one in waiting if one.message == Subject.CLOCKS_CHANGED):
        for session, _, at in row.facts_as(OfClocks).was:
            if session in by_clocks & stood.keys():
                single.setdefault(row.person, dict(stood))[session] = at
    return single | whole


def _starts(sessions: Sequence[Session]) -> dict[SessionId, int]:
    return {one.id: int(one.starts_at.timestamp()) for one in sessions}


async def still_unknown(db: Db, row: Delivery, sessions: Sequence[Session]) -> Mapping[SessionId, int]:
    """The dates as the reader of that word knows them, with those of which a word about one session has told them meanwhile."""
    changed = {f"session/{one.id}/member/{row.person}/{word}/{one.revision}": one for one in sessions for word in _OF_ONE}
    heard = {changed[one.key].id: changed[one.key] for one in await db.deliveries.by_keys(changed.keys()) if one.state in _OUT}
    now = _starts(standing(list(heard.values())))
    knew = dict(row.facts_as(OfDates).knew)
    return {session: now.get(session, at) for session, at in knew.items() if session not in heard or session in now}


async def read_since(db: Db, row: Delivery, at: datetime | None) -> bool:
    """True when the reader of that row has read all dates of the cohort as they stood after that moment."""
    words = await _words(db, row, Subject.DATES_CHANGED)
    return any(one.state in _OUT and at is not None and (one.first_attempt_at or one.ideal) >= at for one in words)


async def told_of_last(db: Db, session: Session) -> bool:
    """True where somebody may have heard of the session's last change, or nobody has to hear of it.

    Of other zone data people hear in another way: what has not reached one of them is left to `known_by`.
    """
    if session.moved_from is None or session.by_clocks:
        return True
    return await db.deliveries.any_sent(f"session/{session.id}/", f"/{Subject.SESSION_MOVED}/{session.revision}")


async def known_by(db: Db, row: Delivery, session: Session) -> datetime | None:
    """When the reader of that word of a move believes the session to be: as it was before the earliest change they have not heard of."""
    if (by_all_dates := await _believed(db, row, session)) is not None:
        return by_all_dates
    begins = row.key.rpartition("/")[0]
    moves = await db.deliveries.by_keys({f"{begins}/{number}" for number in range(1, session.revision + 1)})
    clocks = await _words(db, row, Subject.CLOCKS_CHANGED)
    changes = {int(one.key.rpartition("/")[2]): (one, one.facts_as(OfMoved).before) for one in moves}
    changes |= {revision: (one, at) for one in clocks for id_, revision, at in _was(one) if id_ == session.id}
    known, until = session.moved_from, None
    for number in range(session.revision, 0, -1):
        word, before = changes.get(number, (None, None))
        if word is None or (_said_between(clocks, word.created_at, until) if word in clocks else word.state in _OUT):
            break
        known, until = before or known, word.created_at
    return known


def _was(word: Delivery) -> list[tuple[SessionId, int, datetime]]:
    return [(session, revision, datetime.fromtimestamp(at, UTC)) for session, revision, at in word.facts_as(OfClocks).was]


def _said_between(clocks: Sequence[Delivery], since: datetime, until: datetime | None) -> bool:
    """True where word of the clocks went out then: it says what holds, of sessions that nobody has moved since."""
    gone = [one.first_attempt_at or one.ideal for one in clocks if one.state in _OUT]
    return any(since <= at and (until is None or at <= until) for at in gone)


async def _believed(db: Db, row: Delivery, session: Session) -> datetime | None:
    """When the reader of that row still believes the session to be, where word of all dates has yet to reach them."""
    waits = (dict(one.facts_as(OfDates).knew) for one in await _words(db, row, Subject.DATES_CHANGED) if one.under_way)
    return next((datetime.fromtimestamp(knew[session.id], UTC) for knew in waits if session.id in knew), None)


async def _words(db: Db, row: Delivery, message: Subject) -> list[Delivery]:
    if row.cohort is None or row.person is None:
        return []
    return await db.deliveries.words_to(row.person, row.cohort, message)
