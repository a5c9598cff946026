"""The dates of a cohort: drafted as a whole term, frozen, made longer or shorter; and told to those who know others."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, SessionId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.group import series as calendar
from domain.group.series import MOST_SESSIONS, EveryWeeks, Recurrence
from domain.group.sessions import Drafted, Session, SessionState, drafted_now, paired
from domain.joining.selection import mark_of
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Delivery, Reason, Subject
from messages.ground.values import Form, Message
from messages.group import series as words
from messages.group.calendars import Entry, attached
from messages.group.series import Carried, Frozen, NewDates, Replacing, Series, Told
from services.ground import permissions
from services.ground.text import clock, day, month, whole
from services.group.changes import tell_leaders
from services.group.new_dates import frozen_then, still_unknown, tell_of_dates
from services.group.planning import (
    MINUTES,
    Asked,
    Knowing,
    asked,
    check_after_sign_up,
    how_many,
    mark_of_draft,
    meeting_then,
    shown,
    standing,
    who_knows,
)
from services.pair.partners import own_round
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db

_AT = re.compile(r"(?P<day>.+?)(?:,?\s+(?:at\s+)?(?P<clock>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)|\d{1,2}[:.]\d{2}))?\Z", re.IGNORECASE)


class Rule(Value):
    """The rule of a series as a facilitator says it: second Tuesday, 13:00, six times from October."""

    nth: int
    weekday: int
    at: str
    count: int
    first_month: str


class Every(Value):
    """The other rule: every second week from 4 November, at 13:00, six times."""

    weeks: int
    first: str
    at: str
    count: int


class SeriesOfSessions:
    """A cohort's dates until they stand, and what replaces those that do."""

    def __init__(self, units: Units, installation: str) -> None:
        """`installation` makes the ids in calendar files this database's own."""
        self._units, self._installation = units, installation

    async def draft_series(self, actor: Actor, cohort: CohortId, rule: Rule) -> Series:
        """Draft the dates of one weekday of the month and show what is to be said of each; what stands stays, and nobody is told.

        Raises `Refusal(FROZEN)` for a group that has begun to meet, and what `calendar.sessions` and `calendar.not_past` raise.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            recurrence = Recurrence(
                whole(rule.nth, -1, 4), whole(rule.weekday, 0, 6), clock(rule.at), act.program.zone, month(rule.first_month),
                whole(rule.count, 2, MOST_SESSIONS),
            )  # fmt: skip
            view = await self._whole_term(act, calendar.sessions(recurrence))
        return await shown(view)

    async def draft_every(self, actor: Actor, cohort: CohortId, rule: Every) -> Series:
        """The same by the other rule."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            recurrence = EveryWeeks(
                whole(rule.weeks, 1, 8), day(rule.first), clock(rule.at), act.program.zone, whole(rule.count, 2, MOST_SESSIONS)
            )
            view = await self._whole_term(act, calendar.sessions(recurrence))
        return await shown(view)

    async def dates_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form for dates as a list, with those that are drafted, or else those that stand; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            _require_not_begun(found)
            stand = standing(await db.sessions.of(cohort))
            times = drafted_now(await db.cohorts.drafted_dates(cohort), stand) or [one.when for one in stand]
            return words.dates_form(found, times)

    async def draft_dates(self, actor: Actor, cohort: CohortId, typed: str, at: str) -> Series:
        """The same from a list, a date in each line, with a time of its own or that of all. Raises `Refusal(BAD_DATE)` with the line."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            usual, zone = clock(at), act.program.zone
            listed = {_typed(line, usual, zone) for line in typed.splitlines() if line.strip()}
            whole_term = sorted(listed, key=lambda when: when.instant())
            if not 2 <= len(whole_term) <= MOST_SESSIONS:
                raise Refusal(Why.BAD_SERIES, count=len(whole_term), most=MOST_SESSIONS)
            view = await self._whole_term(act, whole_term)
        return await shown(view)

    async def extend(self, actor: Actor, cohort: CohortId, count: int) -> Series:
        """Draft so many sessions more after those that stand, as those go, and show the whole term; nobody is told.

        Raises `Refusal(NO_DRAFT)` where no dates stand, and `Refusal(TOO_MANY_SESSIONS)`.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            times = [one.when for one in self._require_standing(act, await act.db.sessions.of(cohort))]
            more = whole(count, 1, MOST_SESSIONS)
            if len(times) + more > MOST_SESSIONS:
                raise Refusal(Why.TOO_MANY_SESSIONS, count=len(times) + more, most=MOST_SESSIONS)
            view = await self._draft(act, [*times, *calendar.not_past(calendar.further(times, more), act.now)])
        return await shown(view)

    async def shorten(self, actor: Actor, cohort: CohortId, count: int) -> Replacing:
        """Draft the term without its last so many sessions, and show who would hear of it. Raises as `extend`, or `TOO_FEW_SESSIONS`."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            sessions = await act.db.sessions.of(cohort)
            stand = self._require_standing(act, sessions)
            fewer = whole(count, 1, MOST_SESSIONS)
            ahead = sum(_is_ahead(one, act.now) for one in stand)
            if fewer > min(ahead, len(stand) - 1):
                raise Refusal(Why.TOO_FEW_SESSIONS, ahead=min(ahead, len(stand) - 1))
            times = [one.when for one in stand[:-fewer]]
            await self._keep_draft(act, times)
            return _change(act.cohort, stand, times, await who_knows(act.db, act.cohort, stand, sessions, act.now))

    def _require_standing(self, act: CohortAct, sessions: Sequence[Session]) -> list[Session]:
        stand = sorted(standing(sessions), key=lambda one: one.starts_at)
        if not stand:
            raise Refusal(Why.NO_DRAFT)
        if act.cohort.state is CohortState.COMPLETE:
            raise Refusal(Why.WRONG_STATE, state=act.cohort.state, target=CohortState.MEETING)
        return stand

    async def _whole_term(self, act: CohortAct, times: Sequence[LocalTime]) -> Asked:
        """Draft dates in place of all others, on the program's home clock, which becomes the cohort's once they stand."""
        _require_not_begun(act.cohort)
        return await self._draft(act, calendar.apart(calendar.not_past(times, act.now), MINUTES))

    async def _draft(self, act: CohortAct, times: Sequence[LocalTime]) -> Asked:
        """Draft dates; what is to be said of them is found once the unit is over."""
        await self._keep_draft(act, times)
        return await asked(act.db, act.cohort, act.program, times, act.now)

    async def _keep_draft(self, act: CohortAct, times: Sequence[LocalTime]) -> None:
        stand = {one.when: one.id for one in standing(await act.db.sessions.of(act.cohort.id))}
        await act.db.cohorts.draft_dates(act.cohort.id, [Drafted(when, stand.get(when)) for when in times])
        act.says(what="drafted", count=len(times))

    async def drafted(self, actor: Actor, cohort: CohortId) -> Series:
        """The draft as it is now. Raises `Refusal(NO_DRAFT)`."""
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            view = await asked(db, found, program, await self._require_draft(db, found), self._units.now())
        return await shown(view)

    async def _require_draft(self, db: Db, cohort: Cohort) -> tuple[LocalTime, ...]:
        times = drafted_now(await db.cohorts.drafted_dates(cohort.id), standing(await db.sessions.of(cohort.id)))
        if not times:
            raise Refusal(Why.NO_DRAFT)
        return times

    async def swap_date(self, actor: Actor, cohort: CohortId, before: date, at: time, after: date) -> tuple[Series, LocalTime]:
        """Take another date in place of a session of the draft, by its day and time; gives the draft, and what took its place.

        Raises `Refusal(STALE)` where the draft has no such session any more or has the other one already, or where the group has begun to
        meet and that session stands; and `Refusal(DATE_PAST | TIME_TAKEN)`.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, times = act.db, act.cohort, await self._require_draft(act.db, act.cohort)
            stand = [one.when for one in standing(await db.sessions.of(cohort))] if found.started_at is not None else []
            was = next((when for when in times if (when.date, when.time) == (before, at) and when not in stand), None)
            if was is None or any(when.date == after for when in times) or any(after <= when.date for when in stand):
                raise Refusal(Why.STALE)
            (new,) = calendar.not_past([LocalTime(after, was.time, was.zone)], act.now)
            others = sorted([new, *(when for when in times if when != was)], key=lambda when: when.instant())
            view = await self._draft(act, calendar.apart(others, MINUTES))
        return await shown(view), new

    async def freeze(self, actor: Actor, cohort: CohortId, seen: int | None, mark: int | None = None) -> Frozen | Replacing | Series:
        """The drafted dates stand; from now on one session at a time may be moved. Pressed twice, it says what stands.

        `seen` is the mark of the draft as it was shown: since then it, or what stands, may have changed, and it is shown again.
        Where people know other dates, or what was entered for a date gets another, nothing changes before that was shown: `mark` is that
        of the change shown. Raises what `_check_ahead` and `_stand` raise, and `Refusal(TIME_TAKEN)`.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, sessions = act.db, act.cohort, await act.db.sessions.of(cohort)
            stand = standing(sessions)
            times = drafted_now(await db.cohorts.drafted_dates(cohort), stand)
            if not times:
                if found.frozen_at is None:
                    raise Refusal(Why.NO_DRAFT)
                return Frozen(found, len(stand), await self._told(db, found, found.frozen_at))
            if seen != mark_of_draft(times, stand):
                other = await asked(db, found, act.program, times, act.now)
            else:
                knowing = await who_knows(db, found, stand, sessions, act.now)
                change = _change(found, stand, times, knowing)
                _check_ahead(found, change.added, act.now)
                if change.added:
                    calendar.apart(times, MINUTES)
                if change.matters and mark != change.mark:
                    return change
                await self._stand(act, stand, times, change)
                act.says(what="frozen", count=len(times))
                if stand:
                    await tell_leaders(act, change.gone, change.added, change.told.all)
                if change.told.all:
                    last = max(when.instant() for when in (*times, *change.gone))
                    await tell_of_dates(act, sessions, knowing, frozen_then(found, act.now), last)
                return Frozen(found, len(times), change.told.all)
        return replace(await shown(other), again=True)

    async def _stand(self, act: CohortAct, stand: Sequence[Session], times: Sequence[LocalTime], change: Replacing) -> None:
        """Those dates stand. A group that has begun to meet keeps what it has: sessions are added after the last, or the last called off.

        Raises `Refusal(STALE)` where a session that stands is not before a new one any more, or one that would go has begun.
        """
        db, cohort, now = act.db, act.cohort, act.now
        if cohort.started_at is None:
            await db.sessions.freeze(cohort.id, times, MINUTES, now)
            await db.cohorts.set_zone(cohort.id, times[-1].zone)
        else:
            gone = [one for one in stand if one.when in change.gone]
            last = max(one.starts_at for one in stand)
            if not all(_is_ahead(one, now) for one in gone) or (gone and change.added) or any(at.instant() <= last for at in change.added):
                raise Refusal(Why.STALE)
            for one in gone:
                await db.sessions.set_state(one.id, SessionState.CANCELLED, now, together=True)
            numbered = max(one.number for one in await db.sessions.of(cohort.id))
            for number, when in enumerate(change.added, start=numbered + 1):
                await db.sessions.add(cohort.id, number, when, MINUTES)
            if change.added and cohort.state is CohortState.CLOSING:
                await db.cohorts.step(cohort.id, CohortState.MEETING)
        await db.cohorts.freeze_dates(cohort.id, now)

    async def _told(self, db: Db, cohort: Cohort, at: datetime) -> int:
        """How many people the freezing at that moment tells."""
        rows = await db.deliveries.of_cohort(cohort.id)
        return sum(row.message == Subject.DATES_CHANGED and row.key.startswith(frozen_then(cohort, at)) for row in rows)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a series by itself."""
        return {Subject.DATES_CHANGED: self._compose_changed}

    async def _compose_changed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """The dates as they stand when it goes out, to somebody who still has a place or wishes for one, and knows others."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None or cohort.state is CohortState.CANCELLED or row.person is None:
            return Reason.UNWANTED
        sessions = await db.sessions.of(cohort.id)
        concerned = (await who_knows(db, cohort, sessions, sessions, now)).get(row.person)
        if concerned is None:
            return Reason.UNWANTED
        person, state = concerned
        ahead = [one for one in sessions if _is_ahead(one, now)]
        beside = await meeting_then(db, cohort, [person], [one.starts_at for one in ahead])
        titles = tuple(sorted({one.title for _, one in beside}))
        knew = await still_unknown(db, row, sessions)
        new = _new_dates(cohort, person.name, state, sessions, ahead, knew, titles)
        if knew and not (new.moved or new.new or new.gone or new.passed):
            return Reason.UNWANTED  # all of it was taken back, or heard meanwhile
        said = words.dates_changed(new)
        off = [one for one in sessions if one.state is SessionState.CANCELLED] + await db.sessions.gone(cohort.id)
        known = [Entry(cohort, one) for one in (*ahead, *off)]
        if state is ApplicationState.ACCEPTED and known:
            said = replace(said, file=attached("sessions.ics", known, self._installation, now))
        own = await own_round(db, cohort, person, now)
        return said if own is None else words.with_round(said, own[1], own[0].closes_at)


def _new_dates(
    cohort: Cohort, name: str, state: ApplicationState, sessions: Sequence[Session], ahead: Sequence[Session],
    knew: Mapping[SessionId, int], beside: tuple[str, ...],
) -> NewDates:  # fmt: skip
    """What is new in the sessions to come, for somebody who knew those starts; nothing is called new where that was not kept."""
    before = {session: datetime.fromtimestamp(at, UTC) for session, at in knew.items()}
    moved = {one.id: before[one.id] for one in ahead if before.get(one.id, one.starts_at) != one.starts_at}
    new = frozenset(one.id for one in ahead if before and one.id not in before)
    stand = {one.id for one in sessions if one.state is not SessionState.CANCELLED}
    gone = tuple(sorted(at for session, at in before.items() if session not in stand))
    begun = [one for one in sessions if one.id in stand and one not in ahead]
    passed = tuple((one, before[one.id]) for one in begun if before.get(one.id, one.starts_at) != one.starts_at)
    changed = [one for one in sessions if one.id in moved or (one.id in before and one.id not in stand)]
    reasons = tuple((one.number, one.because) for one in changed if one.because)
    return NewDates(cohort, name, state, tuple(ahead), moved, new, gone, beside, passed, reasons)


def _typed(line: str, usual: time, zone: str) -> LocalTime:
    """A line of a list of dates: the day, and its own time if it names one."""
    found = _AT.match(line.strip(" ,;-"))
    if found is None:
        raise Refusal(Why.BAD_DATE, typed=line[:40])
    return LocalTime(day(found["day"]), clock(found["clock"]) if found["clock"] else usual, zone)


def _require_not_begun(cohort: Cohort) -> None:
    if cohort.started_at is not None:
        raise Refusal(Why.FROZEN, title=cohort.title)


def _check_ahead(cohort: Cohort, added: Sequence[LocalTime], now: datetime) -> None:
    """New dates are to come, and after sign-up. Raises `Refusal(DATE_PAST | BEGINS_BEFORE)`."""
    check_after_sign_up(cohort, calendar.not_past(added, now))


def _is_ahead(session: Session, now: datetime) -> bool:
    return session.state is SessionState.PLANNED and session.starts_at > now


def _change(cohort: Cohort, stand: Sequence[Session], times: Sequence[LocalTime], knowing: Knowing) -> Replacing:
    """What those dates would change, and for whom; nobody is told of dates that stay as they are."""
    stood = {one.when for one in stand}
    gone = tuple(one.when for one in stand if one.when not in times)
    added = tuple(when for when in times if when not in stood)
    if not (gone or added):
        return Replacing(cohort, (), (), Told(), mark_of_draft(times, stand), 0)
    told = how_many(knowing)
    carried = _carried(stand, times) if cohort.started_at is None else ()
    mark = mark_of((*times, *((one.id, one.revision, one.state, one.entered) for one in stand), *sorted(knowing)))
    return Replacing(cohort, gone, added, told, mark_of_draft(times, stand), mark, carried)


def _carried(stand: Sequence[Session], times: Sequence[LocalTime]) -> tuple[Carried, ...]:
    """Sessions for which something was entered, and which get another date or none."""
    after = {one.id: when for when, one in paired(stand, times).items()}
    return tuple(Carried(one, after.get(one.id)) for one in stand if one.entered and after.get(one.id) != one.when)
