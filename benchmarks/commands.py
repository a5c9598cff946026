"""How long a person waits for an answer: one at a time, and 64 at once; ours and the bare bot's in turn, in one run."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.subjects import Subject, running
from rehearsal.discord import Answer, Person

ROUNDS = 300
IN_FLIGHT = 64
AT_ONCE_ROUNDS, WARM = 24, 4
READY = 3.0  # seconds in which discord.py waits for more servers, and a start does what it does once they are there
NONE = float("inf")  # no ratio was promised

Act = Callable[[Subject, Person, int], Awaitable[Answer]]


@dataclass(frozen=True)
class Line:
    """One figure: ours, the bare bot's, and the ratio that was promised."""

    what: str
    ours: float
    bare: float
    unit: str
    promised: float
    at_least: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    @property
    def holds(self) -> bool:
        return self.ratio >= self.promised if self.at_least else self.ratio <= self.promised


@dataclass(frozen=True)
class Bound:
    """A figure that needs no bare bot beside it."""

    what: str
    ours: float
    unit: str
    most: float

    @property
    def holds(self) -> bool:
        return self.ours <= self.most


async def _pause(subject: Subject, person: Person, number: int) -> Answer:
    until = (subject.discord.now() + timedelta(days=7 + number % 60)).date()
    return await person.command(subject.place, "pause", until=until.isoformat())


def _reads(command: str) -> Act:
    async def act(subject: Subject, person: Person, number: int) -> Answer:
        return await person.command(subject.place, command)

    return act


async def furnish(subject: Subject) -> None:
    """A program with an open cohort, so that reading has something to read."""
    owner, lead = subject.people[0], subject.people[1]
    role = subject.server.add_role("Manager", 0)
    subject.server.members[owner.id].roles.append(role)
    staff = subject.server.add_text_channel("staff")
    await owner.command(
        subject.place, "program setup", name="Circle", managers=role, staff=staff, signups=subject.place, zone="New York",
        contact="noa@example.org",
    )  # fmt: skip
    await owner.command(subject.place, "cohort create", title="Racial justice", topic="Justice", facilitator=lead, home=subject.place)
    first = (subject.discord.now() + timedelta(days=60)).strftime("%Y-%m")
    drafted = await owner.command(subject.place, "session series", cohort="1", nth=2, weekday=1, time="13:00", count=6, first_month=first)
    assert drafted.message is not None, drafted.text
    await owner.click(drafted.message, "These dates stand")
    opened = await owner.command(subject.place, "cohort open", cohort="1")
    assert "open" in opened.text, opened.text


async def _alone(pairs: list[tuple[Subject, Act]], rounds: int) -> list[list[float]]:
    """Seconds of each answer, in turn."""
    times: list[list[float]] = [[] for _ in pairs]
    for number in range(rounds + 20):
        for taken, (subject, act) in zip(times, pairs, strict=True):
            answer = await act(subject, subject.people[number % len(subject.people)], number)
            assert answer.kind == "message", (answer.kind, answer.text)
            if number >= 20:
                taken.append(answer.seconds)
    return times


async def _at_once(subject: Subject, act: Act, number: int) -> float:
    """Answers per second with 64 in flight."""
    people = [subject.people[(number + n) % len(subject.people)] for n in range(IN_FLIGHT)]
    started = time.perf_counter()
    answers = await asyncio.gather(*(act(subject, person, number + n) for n, person in enumerate(people)))
    assert all(answer.kind == "message" for answer in answers)
    return IN_FLIGHT / (time.perf_counter() - started)


async def measure(folder: Path) -> tuple[list[Line], list[Bound]]:
    """The lines of the table, and the event loop's longest absence."""
    async with running("bare", folder, "read") as bare, running("ours", folder, "help") as ours:
        await furnish(ours)
        await asyncio.sleep(READY)
        read, write = _reads("read"), _reads("write")
        lines: list[Line] = []
        for command in ("help", "me"):
            lines += _both(f"read: /{command}", 1.6, 2.5, *await _alone([(ours, _reads(command)), (bare, read)], ROUNDS))
        # The board's buttons alone cost discord.py half as much again as a plain answer, so both bots read it and answer with them.
        board = await _alone([(ours, _reads("cohorts")), (bare, _reads("board")), (bare, read)], ROUNDS)
        lines += _both("read: /cohorts, same answer", 1.6, 2.5, *board[:2])
        lines += _both("bare: the board beside a plain answer", NONE, NONE, *board[1:])
        lines += _both("write: /pause until", 2.2, NONE, *await _alone([(ours, _pause), (bare, write)], ROUNDS))
        for what, mine, theirs, promised in (("reads", _reads("help"), read, 0.6), ("writes", _pause, write, 0.4)):
            per_second = [(await _at_once(ours, mine, n), await _at_once(bare, theirs, n)) for n in range(WARM + AT_ONCE_ROUNDS)]
            fast, plain = (statistics.median(column) for column in zip(*per_second[WARM:], strict=True))
            lines.append(Line(f"64 in flight: {what}", fast, plain, "/s", promised, at_least=True))
    return lines, [Bound("event loop away at most, start-up included", await _absence(folder), "ms", 50)]


async def _absence(folder: Path) -> float:
    """Milliseconds; in a process of its own, since whoever watches a loop also slows it."""
    report = folder / "absence"
    async with running("ours", folder, "help", watch=report) as watched:
        await _alone([(watched, _reads("cohorts")), (watched, _pause)], 50)
        return float(report.read_text(encoding="utf-8")) * 1000


def _both(what: str, promised: float, promised_p99: float, ours: list[float], bare: list[float]) -> list[Line]:
    """Median and p99, in milliseconds."""
    median = Line(f"{what}, median", statistics.median(ours) * 1000, statistics.median(bare) * 1000, "ms", promised)
    late = Line(f"{what}, p99", _p99(ours), _p99(bare), "ms", promised_p99)
    return [median, late]


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)] * 1000
