"""The planner's page: dates as they are for the people of a cohort, on everybody's clock, beside what else they belong to."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import PersonId
from domain.ground.people import Person
from domain.ground.quiet import PersonQuiet
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.group.series import NEVER, Clash, clock_changes, clocks, looked_at
from domain.group.sessions import Busy, Session, SessionState
from domain.joining.selection import mark_of
from domain.joining.signups import WANTING, ApplicationState
from domain.joining.waitlist import line_is_over
from domain.program.dates import Almanac
from domain.sending import gate
from domain.sending.deliveries import Class, DeliveryState, Direction, Kind
from messages.group.series import Series, Told
from storage.db import Db

MINUTES = 90
_LONGEST = timedelta(days=1)  # of sessions that began before
Knowing = Mapping[PersonId, tuple[Person, ApplicationState]]


def standing(sessions: Sequence[Session]) -> list[Session]:
    """Those that were held or are to be, in their order."""
    return [one for one in sessions if one.state is not SessionState.CANCELLED]


class Asked(Value):
    """Dates with what was read of those whom they are for."""

    cohort: Cohort
    times: tuple[LocalTime, ...]
    numbers: tuple[int, ...]
    people: tuple[PersonQuiet, ...]
    almanac: Almanac
    after: datetime  # better dates are after it
    beside: Mapping[LocalTime, tuple[tuple[str, int], ...]]
    standing: frozenset[LocalTime]
    known: int
    mark: int  # of these dates, and of what stands


def check_after_sign_up(cohort: Cohort, times: Sequence[LocalTime]) -> None:
    """No session is before the end of sign-up. Raises `Refusal(BEGINS_BEFORE)`."""
    closes = cohort.closes_at if cohort.state in {CohortState.DRAFT, CohortState.OPEN} else None
    if any(closes is not None and when.instant() < closes for when in times):
        raise Refusal(Why.BEGINS_BEFORE, title=cohort.title, closes=closes)


async def asked(db: Db, cohort: Cohort, program: Program, times: Sequence[LocalTime], now: datetime) -> Asked:
    """What is to be said of dates is asked for the members, or before there are any for those who wish for a place.

    Better dates are in the future, and for a group that has begun to meet after the last session that stands.
    """
    sessions, people = await db.sessions.of(cohort.id), await _people(db, cohort)
    stand = standing(sessions)
    quiet = tuple(person.quiet(program.zone, program.observance) for person in people)
    after = now if cohort.started_at is None else max([now, *(one.starts_at for one in stand)])
    return Asked(
        cohort, tuple(times), _numbers(cohort, sessions, times), quiet, await db.dates.almanac(program, times[-1].zone), after,
        await _beside(db, cohort, people, times), frozenset(one.when for one in stand),
        len(await who_knows(db, cohort, stand, sessions, now)), mark_of_draft(times, stand),
    )  # fmt: skip


async def shown(view: Asked) -> Series:
    """The dates with all that is to be said of each. For many people it takes long, and others are to be answered meanwhile."""
    return await asyncio.to_thread(_looked_at, view)


def _looked_at(view: Asked) -> Series:
    times = view.times
    return Series(
        view.cohort, looked_at(times, view.people, MINUTES, view.after, view.almanac), view.numbers,
        clocks(times, [one.zone for one in view.people]), frozenset(clock_changes(times)), view.beside, len(view.people), view.standing,
        view.known, view.mark,
    )  # fmt: skip


def mark_of_draft(times: Sequence[LocalTime], stand: Sequence[Session]) -> int:
    """Of dates, and of what stood when they were shown."""
    return mark_of((*times, *((one.id, one.revision) for one in stand)))


async def moved_there(
    db: Db, cohort: Cohort, program: Program, session: Session, when: LocalTime, now: datetime
) -> tuple[Clash, int, tuple[tuple[str, int], ...]]:
    """What is to be said of that time for one session, for how many people, and which other cohorts meet then with how many of them.

    Better dates keep the sessions in their order.
    """
    people = await _people(db, cohort)
    quiet = [person.quiet(program.zone, program.observance) for person in people]
    stand = standing(await db.sessions.of(cohort.id))
    after = max([now, *(one.starts_at for one in stand if one.number < session.number)])
    before = min((one.starts_at for one in stand if one.number > session.number), default=NEVER)
    almanac, taken = await db.dates.almanac(program, cohort.zone), {one.when.date for one in stand}  # its own is not free either
    (found,) = looked_at([when], quiet, session.minutes, after, almanac, before=before, taken=taken)
    return found, len(quiet), (await _beside(db, cohort, people, [when])).get(when, ())


async def _people(db: Db, cohort: Cohort) -> list[Person]:
    """The members, or before there are any all who wish for a place."""
    return await db.cohorts.members(cohort.id) or [person for _, person in await db.signups.in_cohort(cohort.id, WANTING)]


def _numbers(cohort: Cohort, sessions: Sequence[Session], times: Sequence[LocalTime]) -> tuple[int, ...]:
    """The numbers of those sessions, which those of a group that has begun to meet keep."""
    if cohort.started_at is None:
        return tuple(range(1, len(times) + 1))
    given = {one.when: one.number for one in standing(sessions)}
    new = [when for when in times if when not in given]
    given |= {when: number for number, when in enumerate(new, start=max((one.number for one in sessions), default=0) + 1)}
    return tuple(given[when] for when in times)


async def _beside(
    db: Db, cohort: Cohort, people: Sequence[Person], times: Sequence[LocalTime]
) -> Mapping[LocalTime, tuple[tuple[str, int], ...]]:
    """For each date the other cohorts of its program that meet then, with how many of the people are in both."""
    found = defaultdict[LocalTime, Counter[str]](Counter)
    for at, one in await meeting_then(db, cohort, people, [when.instant() for when in times]):
        for when in times:
            if when.instant() == at:
                found[when][one.title] += 1
    return {when: tuple(sorted(counts.items())) for when, counts in found.items()}


async def meeting_then(db: Db, cohort: Cohort, people: Sequence[Person], starts: Sequence[datetime]) -> list[tuple[datetime, Busy]]:
    """Which of those people are at a session of another cohort of its program while one of this cohort that starts then is on."""
    if not (people and starts):
        return []
    long = timedelta(minutes=MINUTES)
    busy = await db.sessions.beside(cohort, [one.id for one in people], min(starts) - _LONGEST, max(starts) + long)
    return [(at, one) for at in starts for one in busy if one.starts_at < at + long and at < one.ends_at]


async def who_knows(db: Db, cohort: Cohort, stand: Sequence[Session], sessions: Sequence[Session], now: datetime) -> Knowing:
    """Who knows the dates that stand, of all the cohort's sessions, and where they stand themselves.

    A letter about a place or an offer named the first session, and whoever applied read it on the board. To somebody whose offer has
    not gone out yet the letter itself says what holds. A place in a line that has come to its end is nobody's concern any more.
    """
    if not stand:
        return {}
    over = line_is_over(cohort, sessions, now)
    wanting = await db.signups.in_cohort(cohort.id, WANTING - {ApplicationState.WAITLISTED} if over else WANTING)
    offers = {f"application/{one.id}/offer/{one.offers}" for one, _ in wanting if one.state is ApplicationState.OFFERED}
    unsent = {row.key for row in await db.deliveries.by_keys(offers) if row.state is DeliveryState.PENDING}
    found = {person.id: (person, one.state) for one, person in wanting if f"application/{one.id}/offer/{one.offers}" not in unsent}
    return found | {person.id: (person, ApplicationState.ACCEPTED) for person in await db.cohorts.members(cohort.id)}


async def who_hears(
    db: Db, cohort: Cohort, program: Program, session: Session, other: LocalTime | None, sessions: Sequence[Session], now: datetime
) -> tuple[Knowing, Told]:  # fmt: skip
    """Who hears of a change of one session that is made now: everybody who knows its dates.

    `other`: its other time, None where it is called off. Counts also those who can hear of it only when one of its times has come.
    """
    knowing = await who_knows(db, cohort, sessions, sessions, now)
    begins = session.starts_at if other is None else min(session.starts_at, other.instant())
    quiet = [person.quiet(program.zone, program.observance) for person, _ in knowing.values()]
    own = program.own_days
    late = sum(gate.plan(now, Direction.LATER, one, Class.NOTICE, Kind.DM, one.zone, own) >= begins for one in quiet)
    return knowing, how_many(knowing, late)


def how_many(knowing: Knowing, late: int = 0) -> Told:
    """They by where they stand; `late`: how many of them hear of a change too late."""
    states = [state for _, state in knowing.values()]
    members, offered = states.count(ApplicationState.ACCEPTED), states.count(ApplicationState.OFFERED)
    return Told(members, offered, len(states) - members - offered, late)
