"""The sign-up window: opened and closed by a person or by its hour, the same way; and places that a policy gives without a draft."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count

from domain.cohort import cohorts as rules
from domain.cohort.cohorts import Cohort, CohortState, Policy, Program, Readiness, Window
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.quiet import sacred
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime
from domain.group.sessions import Session, SessionState
from domain.joining.selection import fingerprint, mark_of
from domain.joining.signups import DECIDED, Application, ApplicationState
from domain.joining.standing import Standing
from domain.joining.waitlist import next_in_line
from domain.sending.deliveries import Class, Delivery, Reason, Subject
from domain.sending.facts import OfWindow
from domain.sending.timeline.turns import TurnKind
from messages.ground.places import Advance
from messages.ground.values import Message
from messages.joining import windows as words
from messages.joining.windows import Closing
from services.ground import permissions
from services.ground.text import clock, day
from services.joining.good_standing import NOTHING, line_moves, passed_over
from services.joining.interests import tell_of_opening
from services.joining.waitlist import after_the_last, offer, reach
from services.sending import receipts
from services.sending.deliveries import Composer
from services.sending.turns import ByTime
from services.sending.unit import CohortAct, Unit, Units
from storage.db import Db

IN_HAND = DECIDED | {ApplicationState.APPLIED}  # what came in, and was not withdrawn
_AFTER = frozenset({CohortState.SELECTING, CohortState.FORMING})


async def readiness(db: Db, cohort: Cohort) -> Readiness:
    """What the guards of a cohort's steps look at."""
    return Readiness(
        facilitators=len(await db.cohorts.facilitators(cohort.id)),
        sessions=len(await db.sessions.of(cohort.id)),
        members=await db.cohorts.count_members(cohort.id),
        paired=await db.chevruta.published_at(cohort.id) is not None,
    )


async def open_(unit: Unit, cohort: Cohort) -> None:
    """Open it, and tell whoever asked for its topic. Raises `Refusal(NOT_READY)` with all that is missing."""
    db = unit.db
    rules.step(cohort, CohortState.OPEN, await readiness(db, cohort))
    await db.cohorts.open_window(cohort.id, unit.now)
    opened = await db.cohorts.get(cohort.id)
    assert opened is not None, "it was just changed"  # noqa: S101
    unit.changed(opened)
    await tell_of_opening(unit, opened, await db.programs.get(cohort.program))


async def outcome(db: Db, cohort: Cohort, now: datetime) -> tuple[CohortState, list[Application]]:
    """What closing makes of it now: its state after, and to whom the policy gives a place by that, in the order of their applications."""
    state = rules.step(cohort, CohortState.SELECTING, await readiness(db, cohort))
    applied = [application for application, _ in await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))]
    if cohort.policy is Policy.ACCEPT_ALL:
        free = cohort.capacity - await db.cohorts.count_taken(cohort.id)
        over = await passed_over(db, cohort.program, {application.person for application in applied}, now)
        if not over and 0 < len(applied) <= free:
            return CohortState.FORMING, applied
    return CohortState.FORMING if await _nobody_is_left_to_choose(db, cohort) else state, []


async def _nobody_is_left_to_choose(db: Db, cohort: Cohort) -> bool:
    """First come gave the places as they came, and nobody waits for a person's decision."""
    if cohort.policy is not Policy.FIRST_COME or not await db.cohorts.count_members(cohort.id):
        return False
    return not await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))


async def go_on_forming(db: Db, cohort: Cohort) -> None:
    """The last one on whom a person had to decide has gone: what was to be chosen is chosen. In a unit about that cohort."""
    if cohort.state is CohortState.SELECTING and await _nobody_is_left_to_choose(db, cohort):
        await db.cohorts.step(cohort.id, CohortState.FORMING)


async def close(unit: Unit, cohort: Cohort, program: Program, by: Person | None = None) -> Sequence[Application]:
    """Close it: what follows is a person's choosing, or nothing where a policy has given the places; gives whose those are.

    Whoever leads it, and whoever closed it, hears later whether the letters about places arrived.
    """
    db, now = unit.db, unit.now
    state, given = await outcome(db, cohort, now)
    for application in given:
        await offer(db, application, now)
    await db.cohorts.close_window(cohort.id, state, min(cohort.closes_at or now, now))
    unit.changed(cohort)
    if given:
        await receipts.promise(unit, cohort, program, by)
    return given


async def whose_turn(
    db: Db, cohort: Cohort, now: datetime, given: Mapping[PersonId, Standing] = NOTHING
) -> list[tuple[Application, ApplicationState]]:
    """Who gets a place, an offer of one or a place in the line now, and which, were those standings attested as well.

    An application whose standing is not settled, or whose person has left the server, waits meanwhile.
    """
    first_come = cohort.policy is Policy.FIRST_COME and cohort.state is CohortState.OPEN
    offering = await line_moves(db, cohort, now)
    if not (first_come or offering):
        return []
    applied = await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED})) if first_come else []
    came = sorted((application for application, _ in applied), key=lambda one: (one.applied_at or one.created_at, one.id))
    line = await db.signups.waiting(cohort.id)
    over = await passed_over(db, cohort.program, {one.person for one in (*came, *line)}, now, given)
    moves = next_in_line(came, line, over, cohort.capacity - await db.cohorts.count_taken(cohort.id), offering=offering)
    return [(one, moves[one.id]) for one in (*came, *line) if one.id in moves]


async def take_turns(db: Db, cohort: Cohort, now: datetime) -> list[tuple[Application, ApplicationState]]:
    """Give what `whose_turn` says. In a unit about that cohort."""
    moves = await whose_turn(db, cohort, now)
    places = count(await after_the_last(db, cohort.id)) if moves else count()
    for application, to in moves:
        if to is ApplicationState.OFFERED:
            await offer(db, application, now)
            continue
        place = next(places) if to is ApplicationState.WAITLISTED else None
        await db.signups.decide(application.id, to, now, place)
        if to is ApplicationState.ACCEPTED:
            await db.cohorts.add_member(cohort.id, application.person, now)
    return moves


async def go_on(unit: Unit, program: Program) -> Advance | None:
    """Somebody's standing has changed, or they are back: who waited for it, and who was passed over in a line, have their turn."""
    moved: list[tuple[Cohort, Application, ApplicationState]] = []
    for cohort in await unit.db.cohorts.on(program.server):
        if moves := await take_turns(unit.db, cohort, unit.now):
            unit.changed(cohort)
            moved += [(cohort, application, to) for application, to in moves]
    return await _named(unit.db, program, moved, unit.now)


async def would_go_on(db: Db, program: Program, now: datetime, given: Mapping[PersonId, Standing]) -> Advance | None:
    """What `go_on` would do, were those standings attested as well; only reads."""
    moves = [
        (cohort, application, to)
        for cohort in await db.cohorts.on(program.server)
        for application, to in await whose_turn(db, cohort, now, given)
    ]
    return await _named(db, program, moves, now)


async def _named(db: Db, program: Program, moves: Sequence[tuple[Cohort, Application, ApplicationState]], now: datetime) -> Advance | None:
    if not moves:
        return None
    reached = await reach(db, program, [application for _, application, _ in moves], now)
    given = tuple((name, cohort.title, to) for name, (cohort, _, to) in zip(reached.names, moves, strict=True))
    return Advance(given, reached.first, reached.last, fingerprint({application.id: to for _, application, to in moves}))


def _last_moment(last: date, cohort: Cohort, program: Program, now: datetime) -> LocalTime:
    """20:00 of that day at home, or noon where the program's sacred time begins in between. Raises `Refusal(REST_DAY)`."""
    evening, noon = (LocalTime(last, clock(at), cohort.zone) for at in ("20:00", "12:00"))
    found = next((at for at in (evening, noon) if sacred(program.quiet(cohort.zone), at.instant()) is None), None)
    if found is None and evening.instant() > now:
        raise Refusal(Why.REST_DAY, at=evening.instant())
    return found or evening


def _in_order(opens: datetime, closes: datetime | None, sessions: Sequence[Session], now: datetime) -> None:
    """A window ends after it has begun, and before the next session: nobody can join a group that has met without them."""
    if closes is not None and closes <= now:
        raise Refusal(Why.IN_THE_PAST, at=closes)
    if closes is not None and closes <= opens:
        raise Refusal(Why.ENDS_BEFORE, opens=opens, closes=closes)
    ahead = next((one for one in sessions if one.state is SessionState.PLANNED and one.starts_at > now), None)
    if ahead is not None and max(opens, closes or opens) > ahead.starts_at:
        raise Refusal(Why.AFTER_SESSION, number=ahead.number, at=ahead.starts_at)


class Windows:
    """The window, as those who look after a cohort open and close it."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def open(self, actor: Actor, cohort: CohortId, closes: str | None, opens: str | None = None) -> Cohort:
        """Open it, now or on a date at 9:00 on the home clock, until a date at 20:00 if one is given: at noon where that is an eve.

        While it is open, another end is taken, and nothing else.
        Raises `Refusal(IN_THE_PAST | ENDS_BEFORE | AFTER_SESSION | REST_DAY)` for dates that cannot be.
        """
        async with self._units.act(actor, Action.OPEN_COHORT, cohort) as act:
            db, found, now = act.db, act.cohort, act.now
            begin = LocalTime(day(opens), clock("9:00"), found.zone) if opens else None
            end = _last_moment(day(closes), found, act.program, now) if closes else None
            opens_at = now if begin is None else begin.instant()
            closes_at = None if end is None else end.instant()
            _in_order(opens_at, closes_at, await db.sessions.of(cohort), now)
            act.says(what=await self._open(act, opens_at, closes_at, Window(begin if opens_at > now else None, end)))
            return await self._now(db, cohort)

    async def _open(self, act: CohortAct, opens_at: datetime, closes_at: datetime | None, window: Window) -> str:
        db, cohort, now = act.db, act.cohort, act.now
        if cohort.state is CohortState.OPEN and closes_at is not None and opens_at <= now:
            await db.cohorts.set_window(cohort.id, window, opens_at=cohort.opens_at, closes_at=closes_at)
            return "prolonged"
        if opens_at <= now:
            await db.cohorts.set_window(cohort.id, window, opens_at=cohort.opens_at, closes_at=closes_at)
            await open_(act, cohort)
            return "opened"
        if cohort.state is not CohortState.DRAFT:
            raise Refusal(Why.WRONG_STATE, state=cohort.state, target=CohortState.OPEN)
        rules.step(cohort, CohortState.OPEN, await readiness(db, cohort))
        await db.cohorts.set_window(cohort.id, window, opens_at=opens_at, closes_at=closes_at)
        return "planned"

    async def _now(self, db: Db, cohort: CohortId) -> Cohort:
        found = await db.cohorts.get(cohort)
        assert found is not None, "it is there, or its rights had not been granted"  # noqa: S101
        return found

    async def preview_close(self, actor: Actor, cohort: CohortId) -> Closing:
        """What closing it now would mean, and whom it would give a place; only reads."""
        now = self._units.now()
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.OPEN_COHORT, cohort)
            state, given = await outcome(db, found, now)
            in_hand = await db.signups.in_cohort(cohort, IN_HAND | {ApplicationState.STARTED})
            begun = sum(application.state is ApplicationState.STARTED for application, _ in in_hand)
            reached = await reach(db, program, given, now) if given else None
            return Closing(found, state, len(in_hand) - begun, begun, reached, mark_of(one.id for one in given))

    async def close(self, actor: Actor, cohort: CohortId, mark: int) -> tuple[Cohort, int]:
        """Close it, as the preview with that mark showed it; gives how many have applied. Pressed twice, it says what stands."""
        async with self._units.act(actor, Action.OPEN_COHORT, cohort) as act:
            db, found = act.db, act.cohort
            if found.state not in _AFTER:
                _, given = await outcome(db, found, act.now)
                if mark_of(one.id for one in given) != mark:
                    raise Refusal(Why.STALE)
                await close(act, found, act.program, await act.me())
                act.says(what="closed")
            return await self._now(db, cohort), len(await db.signups.in_cohort(cohort, IN_HAND))

    def by_time(self) -> dict[TurnKind, ByTime]:
        """A window opens and closes at its hour."""
        return {TurnKind.WINDOW_OPENS: self._opens, TurnKind.WINDOW_CLOSES: self._closes}

    async def _closes(self, unit: Unit, cohort: int, key: str) -> None:
        found = await unit.db.cohorts.get(CohortId(cohort))
        if found is not None and found.state is CohortState.OPEN:
            applied = len(await unit.db.signups.in_cohort(found.id, IN_HAND))
            await close(unit, found, await unit.db.programs.get(found.program))
            await self._tell_leads(unit, found, f"closed/{found.closes_at:%Y%m%d}", Subject.WINDOW_CLOSED, applied=applied)

    async def _opens(self, unit: Unit, cohort: int, key: str) -> None:
        """What is missing by then becomes a word to its facilitators, and the cohort stays a draft."""
        found = await unit.db.cohorts.get(CohortId(cohort))
        if found is None or found.state is not CohortState.DRAFT:
            return
        try:
            await open_(unit, found)
        except Refusal:
            await unit.db.cohorts.set_window(found.id, Window(closes=found.window.closes), opens_at=None, closes_at=found.closes_at)
            await self._tell_leads(unit, found, f"not-opened/{found.opens_at:%Y%m%d}", Subject.WINDOW_NOT_OPENED)
            unit.changed(found)

    async def _tell_leads(self, unit: Unit, cohort: Cohort, what: str, message: Subject, applied: int = 0) -> None:
        program = await unit.db.programs.get(cohort.program)
        for leader in await unit.db.cohorts.facilitators(cohort.id):
            key = f"cohort/{cohort.id}/{what}/{leader.id}"
            await unit.deliveries.direct(unit.db, key, message, leader, program, cohort.id, Class.NOTICE, facts=OfWindow(applied))

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a window by itself."""
        return {Subject.WINDOW_NOT_OPENED: self._compose_not_opened, Subject.WINDOW_CLOSED: self._compose_closed}

    async def _compose_closed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To a facilitator whose window closed at its hour; of no use once the places are given by a person."""
        assert row.cohort is not None  # noqa: S101
        cohort = await self._now(db, row.cohort)
        by_policy = cohort.state is CohortState.FORMING and cohort.policy is not None
        if not by_policy and cohort.state is not CohortState.SELECTING:
            return Reason.UNWANTED
        return words.closed(cohort, row.facts_as(OfWindow).applied)

    async def _compose_not_opened(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To a facilitator whose window could not open at its hour."""
        assert row.cohort is not None  # noqa: S101
        cohort = await self._now(db, row.cohort)
        gaps = rules.missing(cohort, CohortState.OPEN, await readiness(db, cohort))
        return Reason.UNWANTED if cohort.state is not CohortState.DRAFT else words.not_opened(cohort, gaps)
