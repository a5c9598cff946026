"""The weekly digests: planned each night for the coming Monday, composed from the state of that moment, and none where all is well."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from domain.cohort.cohorts import RUNNING, Cohort, Program
from domain.cohort.weeks import FOR_LEADERS, QUIET_AFTER, SOON, Matter, Point, next_monday, told
from domain.ground.ids import PersonId, ProgramId
from domain.ground.people import Person
from domain.ground.times import on_the_wall
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Planned, Reason, Subject
from domain.sending.facts import OfWeek
from domain.sending.gate import plan
from messages.cohort import weeks as words
from messages.cohort.cohorts import Today
from messages.cohort.weeks import Of
from messages.ground.values import Message
from services.cohort.cohorts import Cohorts
from services.sending.deliveries import Composer, Placed
from services.sending.unit import Unit, Units
from storage.db import Db

KEEP = timedelta(days=4)  # a page for the week that comes on its Friday is of no use any more
LOOKED_BACK = 6  # weeks, for the last digest that went out: some are left out by a holiday or a pause


class Weeks:
    """Each facilitator's page for the week, and the program's."""

    def __init__(self, units: Units, cohorts: Cohorts) -> None:
        self._units = units
        self._cohorts = cohorts

    async def nightly(self) -> None:
        """Plan the coming Monday's, a program at a time; what is planned already stays as it is."""
        async with self._units.read() as db:
            running = sorted(await db.cohorts.in_states(RUNNING), key=lambda cohort: (cohort.program, cohort.id))
        for program, cohorts in groupby(running, key=lambda cohort: cohort.program):
            async with self._units.change() as unit:
                await self._plan(unit, program, list(cohorts))

    async def _plan(self, unit: Unit, id_: ProgramId, cohorts: Sequence[Cohort]) -> None:
        program = await unit.db.programs.get(id_)
        if program.removed_at is not None:
            return
        leaders = {one.id: one for cohort in cohorts for one in await unit.db.cohorts.facilitators(cohort.id)}
        for leader in leaders.values():
            if leader.user is not None:
                await unit.deliveries.plan(unit.db, _to_leader(program, leader, unit.now), program, None)
        await unit.deliveries.plan(unit.db, _to_staff(program, unit.now), program, None)

    def composers(self) -> dict[Subject, Composer]:
        """The digests themselves."""
        return {Subject.WEEK: self._compose_week, Subject.PROGRAM_WEEK: self._compose_program}

    async def _compose_week(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To somebody who leads: of every cohort of this program that they lead now."""
        person = None if row.person is None else await db.people.get(row.person)
        led = [] if person is None else [one for one in await db.cohorts.led_by(person.id) if one.program == row.program]
        found = await self._said(db, row, led, now)
        return words.week(person.name, found) if person is not None and found else Reason.UNWANTED

    async def _compose_program(self, db: Db, row: Delivery, now: datetime) -> Placed | Reason:
        """To the staff channel as it is now."""
        program = await db.programs.get(row.program)
        found = await self._said(db, row, await db.cohorts.on(program.server), now)
        return Placed(program.staff_channel, words.program_week(program, found), elsewhere=False) if found else Reason.UNWANTED

    async def _said(self, db: Db, row: Delivery, cohorts: Iterable[Cohort], now: datetime) -> list[Of]:
        """What there is to say of each, beside what the last one said; it is remembered for the next."""
        found = list[tuple[Cohort, list[Point]]]()
        for cohort in cohorts:
            if cohort.state in RUNNING:
                view = await self._cohorts.page_of(db, cohort)
                heard = await self._heard_of(db, view, row.person)
                theirs = [one for one in points(view, now) if row.person is not None or one.matter not in FOR_LEADERS]
                found.append((cohort, [point for point in theirs if (point.matter, point.number) not in heard]))
        before = await self._before(db, row)
        keys = tuple(point.key for _, these in found for point in these)
        if keys:
            await db.deliveries.remember(row, OfWeek(keys))
        return [Of(cohort, told(these, before)) for cohort, these in found if these]

    async def _heard_of(self, db: Db, view: Today, person: PersonId | None) -> set[tuple[Matter, int]]:
        """The rounds of which the one word about quiet pairs went out to them: it says that no other comes."""
        numbers = {view.round, view.loose.over} - {None}
        keys = [f"round/{view.cohort.id}/{number}/facilitator/{person}/word" for number in numbers] if person is not None else []
        rows = await db.deliveries.by_keys(keys)
        told_of = {int(one.key.split("/")[2]) for one in rows if one.state is DeliveryState.SENT}
        return {(matter, number) for matter in (Matter.QUIET, Matter.OVER) for number in told_of}

    async def _before(self, db: Db, row: Delivery) -> tuple[str, ...]:
        """What the last one said. One that had nothing to say ends it: what comes after that is new again."""
        what, program, monday, to = row.key.split("/", 3)
        mondays = [date.fromisoformat(monday) - timedelta(weeks=back) for back in range(1, LOOKED_BACK + 1)]
        rows = await db.deliveries.by_keys([f"{what}/{program}/{day}/{to}" for day in mondays])
        for one in sorted(rows, key=lambda other: other.key, reverse=True):
            if one.state is DeliveryState.SENT or one.reason == Reason.UNWANTED:
                return one.facts_as(OfWeek).said if one.state is DeliveryState.SENT else ()
        return ()


def _to_leader(program: Program, leader: Person, now: datetime) -> Planned:
    """A direct message on Monday morning by their own clock, or at their next open moment in that week."""
    quiet = leader.quiet(program.zone, program.observance)
    at = next_monday(now, quiet.zone)
    due = plan(at, Direction.LATER, quiet, Class.DIGEST, Kind.DM, quiet.zone, program.own_days)
    key = f"week/{program.id}/{_monday(at, quiet.zone)}/person/{leader.id}"
    return Planned(key, Kind.DM, Subject.WEEK, at, due, at + KEEP, Class.DIGEST, person=leader.id, facts=OfWeek())


def _to_staff(program: Program, now: datetime) -> Planned:
    """A post in the staff channel on Monday morning at home."""
    at = next_monday(now, program.zone)
    due = plan(at, Direction.LATER, program.home_quiet(), Class.DIGEST, Kind.POST, program.zone, program.held_in(program.staff_channel))
    key = f"week/{program.id}/{_monday(at, program.zone)}/staff"
    channel = program.staff_channel
    return Planned(key, Kind.POST, Subject.PROGRAM_WEEK, at, due, at + KEEP, Class.DIGEST, channel=channel, facts=OfWeek())


def points(view: Today, now: datetime) -> list[Point]:
    """What of a cohort's page for today belongs into a digest: not what is weeks away, and nobody's quiet of a few days."""
    cohort, loose = view.cohort.id, view.loose
    found = [Point(f"{cohort}/lost/{one.id}", Matter.LOST) for one in view.lost.lines]
    found += [Point(f"{cohort}/lost/beyond/{number}", Matter.LOST) for number in range(view.lost.beyond)]
    found += [Point(f"{cohort}/link", Matter.LINK)] if view.lacks_link else []
    lacking = loose.lacking
    if lacking is not None and lacking.at - now <= SOON:
        key = f"{cohort}/lacks/{lacking.session}"
        found.append(Point(key, Matter.LACKS, number=lacking.number, at=lacking.at, gaps=lacking.gaps))
    soon = view.next_session is not None and view.next_session - now <= SOON
    if view.lacks_prompt is not None and (soon or view.round == view.lacks_prompt):
        found.append(Point(f"{cohort}/text/{view.lacks_prompt}", Matter.TEXT, number=view.lacks_prompt))
    found += [Point(f"{cohort}/unpaired/{one}", Matter.UNPAIRED, (name,)) for one, name in loose.unpaired.items()]
    found += [Point(f"{cohort}/alone/{one}", Matter.ALONE, (name,)) for one, name in loose.alone.items()]
    found += [Point(f"{cohort}/unsettled/{one.round}/{one.pair}", Matter.UNSETTLED, names, one.round) for one, names in loose.unsettled]
    found += [Point(f"{cohort}/over/{loose.over}/{pair}", Matter.OVER, names, loose.over or 0) for pair, names in loose.silent.items()]
    return found + _of_the_open_round(view, now)


def _of_the_open_round(view: Today, now: datetime) -> list[Point]:
    """Who is quiet, once the round is a week old, and who looks for a time."""
    cohort, span = view.cohort.id, view.loose.open_round
    if span is None or view.unasked:
        return []
    old = now - span.opens_at >= QUIET_AFTER
    quiet = {pair.names for pair in view.quiet} if old else set[tuple[str, ...]]()
    helped = set(view.helped)
    found = list[Point]()
    for pair, names in view.loose.open_pairs.items():
        matter = Matter.HELP if names in helped else Matter.QUIET if names in quiet else None
        if matter is not None:
            found.append(Point(f"{cohort}/{matter}/{span.number}/{pair}", matter, names, span.number))
    return found


def _monday(at: datetime, zone: str) -> str:
    return on_the_wall(at, zone).date().isoformat()
