"""What is measured inside one process: a beat with nothing due, a season's timeline, a draft, and the pacing of 600 direct messages."""

import statistics
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from random import Random

from msgspec.structs import replace

from bot.wiring import services_of
from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ChannelId, CohortId, PairId, PersonId, ProgramId, RoleId, ServerId, SessionId, UserId
from domain.ground.people import Actor
from domain.ground.quiet import Observance, PersonQuiet
from domain.group.series import Recurrence, sessions
from domain.group.sessions import Session, SessionState
from domain.joining.signups import Answers
from domain.joining.standing import Standing
from domain.sending import timeline
from domain.sending.deliveries import Class, Kind, Planned, Subject
from domain.sending.facts import Said
from domain.sending.timeline.season import Member, PairPlan, Season
from messages.joining.signups import SETTINGS
from rehearsal.clock import HandClock
from rehearsal.prove.stories import Far
from rehearsal.stage import Stage
from services.ground.paced import NEW_CONVERSATION, PER_SECOND
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from storage.migrate import migrate
from storage.sqlite import connect
from storage.store import open_store

NOW = datetime(2026, 10, 5, 15, 0, tzinfo=UTC)
ZONES = ("America/New_York", "Pacific/Honolulu", "Asia/Jerusalem", "Europe/London", "America/Los_Angeles")
LETTERS, NEW = 600, 150
APPLICANTS = 500


def season() -> Season:
    """A cohort of 15 with eight sessions."""
    cohort = Cohort(
        CohortId(1), ProgramId(1), ServerId(1), "t", "t", 15, CohortState.MEETING, ZONES[0], ChannelId(1), None, "https://x.example", NOW,
        None, NOW, NOW,
    )  # fmt: skip
    people = [Member(PersonId(n), PersonQuiet(ZONES[n % len(ZONES)], list(Observance)[n % 4])) for n in range(1, 16)]
    times = sessions(Recurrence(2, 1, wall(13, 0), ZONES[0], date(2026, 10, 1), 8))
    meetings = tuple(
        Session(SessionId(n), cohort.id, n, when, when.instant(), 90, SessionState.PLANNED, 0) for n, when in enumerate(times, start=1)
    )
    groups = [(1, 2, 15)] + [(n, n + 1) for n in range(3, 15, 2)]
    pairs = tuple(PairPlan(PairId(n), tuple(PersonId(p) for p in group), NOW) for n, group in enumerate(groups, start=1))
    return Season(cohort, tuple(people), (people[0],), meetings, pairs)


def timeline_ms() -> tuple[float, int]:
    """Milliseconds for a whole season's plan (median of 50, warm), and how many deliveries are in it."""
    found = season()
    planned = timeline.deliveries(found)
    took: list[float] = []
    for _ in range(50):
        started = time.perf_counter()
        timeline.deliveries(replace(found))
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took), len(planned)


def _fill(path: Path, program: int, rows: int) -> None:
    """That many deliveries, one in a hundred of them pending for a later day."""
    due = int((NOW + timedelta(days=30)).timestamp() * 1_000_000)
    columns = (
        "id, key, scope, kind, message, class, direction, state, program_id, facts, created_at, ideal, due, last_useful, attempts, epoch"
    )
    values = (
        (f"row{n:017d}", f"bench/{n}", "act", "dm", "answer", "letter", "later", "sent" if n % 100 else "pending", program, "{}",
         due, due, due + n, due + n, 1, 1)
        for n in range(rows)
    )  # fmt: skip
    connection = connect(path)
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO deliveries ({columns}) VALUES ({', '.join('?' * 16)})", values)  # noqa: S608
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


async def beat_us(folder: Path, rows: int) -> float:
    """Microseconds of one beat with nothing due, with that many rows stored (median of 300)."""
    url = f"sqlite:///{folder / f'rows-{rows}.sqlite'}"
    await migrate(url)
    store = await open_store(url)
    clock = HandClock(NOW)
    made = services_of(store, clock, Random(1), "bench", Far())
    async with store.begin() as db:
        program = await db.programs.put(
            ServerId(1), NOW, name="x", zone=ZONES[0], manager_role=RoleId(1), staff_channel=ChannelId(1),
            signup_channel=ChannelId(1), contact="x",
        )  # fmt: skip
    _fill(folder / f"rows-{rows}.sqlite", int(program.id), rows)

    sender = Sender(made.attempts, made.ground.discord)
    beat = Beat(Turns(made.sending.units, clock, made.by_time), made.pair.replies.run_waiting, sender, made.sending.deliveries, clock)
    took: list[float] = []
    for _ in range(330):
        started = time.perf_counter()
        await beat()
        took.append((time.perf_counter() - started) * 1e6)
    await store.close()
    return statistics.median(took[30:])


async def draft_ms(folder: Path) -> float:
    """Milliseconds until a draft of 15 from 500 applications is drawn, kept and shown (median of 15, on SQLite)."""
    url = f"sqlite:///{folder / 'draft.sqlite'}"
    await migrate(url)
    store = await open_store(url)
    made = services_of(store, HandClock(NOW), Random(1), "bench", Far())
    manager = Actor(UserId(1), "Manager", ServerId(1), frozenset({RoleId(1)}), False, None)
    async with store.begin() as db:
        program = await db.programs.put(
            ServerId(1), NOW, name="x", zone=ZONES[0], manager_role=RoleId(1), staff_channel=ChannelId(1),
            signup_channel=ChannelId(1), contact="x",
        )  # fmt: skip
        cohort = await db.cohorts.add(program.id, NOW, title="x", topic="x", capacity=15, zone=ZONES[0], home=ChannelId(1), seed=1)
        await db.cohorts.step(cohort, CohortState.SELECTING)
        for number in range(APPLICANTS):
            known = await db.people.ensure(UserId(100 + number), f"Person {number}", NOW)
            await db.people.set_zone(known.id, ZONES[number % len(ZONES)])
            answers = Answers("why " * 100, "bring " * 50, SETTINGS[number % len(SETTINGS)], "congregation", readiness=3, committed=True)
            await db.standing.put(program.id, {known.id: Standing(number % 10 > 0)}, known.id, NOW)
            kept = await db.signups.save(cohort, known.id, answers, NOW)
            await db.signups.apply(kept.id, NOW, 0)
    took: list[float] = []
    for _ in range(15):
        async with store.begin() as db:
            await db.selection.forget_fits(cohort)
        started = time.perf_counter()
        await made.joining.selection.draft(manager, cohort)
        took.append((time.perf_counter() - started) * 1000)
    await store.close()
    return statistics.median(took)


async def pacing(folder: Path) -> tuple[float, float, int]:
    """Simulated seconds for 600 direct messages due at once, the stated pacing's seconds, and how often Discord said 429."""
    async with Stage(f"sqlite:///{folder / 'pacing.sqlite'}", NOW) as stage:
        owner = stage.discord.add_person("Owner")
        server = stage.discord.add_server("Beit Midrash", owner)
        await stage.start_bot()
        people = [stage.discord.add_person(f"Person {n}") for n in range(LETTERS)]
        for person in people:
            server.join(person)
        async with stage.store.begin() as db:
            program = await db.programs.put(
                ServerId(server.id),
                NOW,
                name="x",
                zone=ZONES[0],
                manager_role=RoleId(1),
                staff_channel=ChannelId(1),
                signup_channel=ChannelId(1),
                contact="x",
            )
            for number, person in enumerate(people):
                known = await db.people.ensure(person.id, person.name, NOW)  # pyright: ignore[reportArgumentType]
                if number % (LETTERS // NEW):
                    await db.people.set_dm(known.id, ChannelId(stage.discord.dm_with(person).id))
                await stage.made.sending.deliveries.plan(
                    db,
                    Planned(
                        f"bench/{number}", Kind.DM, Subject.ANSWER, NOW, NOW, NOW + timedelta(days=1), Class.LETTER, person=known.id,
                        facts=Said({"text": "A letter.", "rows": [[{"label": "A hard week", "act": "hard-week"}]]}),
                    ),
                    program, None,
                )  # fmt: skip
        await stage.beat()
        sent = sum(len(person.dm) for person in people)
        assert sent == LETTERS, sent
        took = stage.clock.monotonic()
        refused = sum(1 for request in stage.discord.requests if request.status == 429)
    return took, max((NEW - 1) * NEW_CONVERSATION, (LETTERS - 1) / PER_SECOND), refused
