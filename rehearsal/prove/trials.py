"""What the real `bot run` has to live through: clocks, sessions, pages, crowds, databases, disks, and itself beside itself.

Each trial lets letters fall due while something happens, and asks afterwards: did each arrive once, is every delivery accounted for,
and does the bot go on by itself? `brief` trials last some seconds.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGKILL, SIGSTOP
from typing import Any

from rehearsal.discord import messages
from rehearsal.prove.live import Live, live

LEAD = 20.0  # seconds in which a process has started, before the first letter is due
HISTORY, PAGE = 10_000, 100
READS, SENDS = "GET /channels/{channel_id}/messages", "POST /channels/{channel_id}/messages"


@dataclass
class Outcome:
    """What came of one trial."""

    letters: int = 0
    arrived: int = 0
    ends: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    not_run: str = ""  # why this machine cannot run it


@dataclass(frozen=True)
class Bench:
    """Where a trial runs: a database of its own, a folder, the dice, and whether it is to be brief."""

    url: str
    folder: Path
    seed: int
    brief: bool = False

    @property
    def afterwards(self) -> float:
        """Seconds within which all is done that could not be done meanwhile."""
        return self.seconds(60, 25)

    def seconds(self, long: float, brief: float) -> float:
        """How long something lasts."""
        return brief if self.brief else long


Trial = Callable[[Bench], Coroutine[Any, Any, Outcome]]


@asynccontextmanager
async def trial(bench: Bench, outcome: Outcome, seconds: float) -> AsyncGenerator[Live]:
    """Letters fall due while the body runs and five seconds longer; then all must arrive, and the accounts are looked at."""
    count, lead = (6, LEAD / 5 * 3) if bench.brief else (40, LEAD)
    async with live(bench.url, bench.folder, bench.seed, count, timedelta(seconds=lead), timedelta(seconds=seconds + 5)) as made:
        made.let_go()
        began = made.now
        await made.run()
        await asyncio.sleep(max(lead - (made.now - began).total_seconds(), 0))
        if made.arrived() > count / 2:
            outcome.wrong.append("the process started so slowly that nothing is left to fall due while something happens")
        yield made
        await _account(made, outcome, seconds + bench.afterwards)


async def _account(made: Live, outcome: Outcome, within: float) -> None:
    """Everything has arrived, people are answered, and every delivery and everything that people wrote is accounted for."""
    if not await made.all_arrive(within):
        outcome.wrong.append(f"{len(made.letters) - made.arrived()} of {len(made.letters)} letters did not arrive within {within:.0f} s")
    if not await made.all_answered(within):
        outcome.wrong.append(f"somebody who wrote was not answered within {within:.0f} s more")
    outcome.notes += [f"{len(made.written)} messages written meanwhile"] if made.written else []
    outcome.wrong += [wrong for wrong in [await made.answers()] if wrong]
    outcome.letters, outcome.arrived = len(made.letters), made.arrived()
    await made.end()
    outcome.ends, wrong = await made.verdict()
    outcome.wrong += wrong


def _stepped(off: timedelta) -> Trial:
    async def run(bench: Bench) -> Outcome:
        """The clock is that far off for a minute, and then right again."""
        outcome, wrong_for = Outcome(), bench.seconds(60, 18)  # the bot looks at its clock every 15 s at least
        async with trial(bench, outcome, wrong_for + 5) as made:
            await asyncio.sleep(5)
            made.step(off)
            await asyncio.sleep(wrong_for)
            made.step(timedelta(0))
        return outcome

    return run


async def invalid_sessions(bench: Bench) -> Outcome:
    """Discord says that the session is over, again and again."""
    outcome, times = Outcome(), 1 if bench.brief else 4
    async with trial(bench, outcome, times * 10) as made:
        for _ in range(times):
            await asyncio.sleep(5)
            made.stage.discord.faults.invalidate()
            if not await made.connected(within=30):
                outcome.wrong.append("the bot did not come back within 30 s after its session was invalidated")
                break
    return outcome


def _pages(status: int, title: str, retry_after: int | None) -> Trial:
    async def run(bench: Bench) -> Outcome:
        """Somebody in front of Discord answers everything for a while."""
        outcome, lasts = Outcome(), bench.seconds(30, 10)
        async with trial(bench, outcome, lasts + 5) as made:
            made.stage.discord.faults.pages(status, title, retry_after)
            await asyncio.sleep(lasts)
            refused = made.stage.discord.faults.page_hits
            made.stage.discord.faults.clear()
            outcome.notes.append(f"{refused} requests got the page")
            outcome.wrong += [] if refused else ["nothing was asked of Discord while the page stood in front of it"]
        return outcome

    return run


async def busy_home(bench: Bench) -> Outcome:
    """The bot is away when a session is to be announced, and comes back to a home with ten thousand messages."""
    outcome = Outcome()
    count = 300 if bench.brief else HISTORY
    async with live(bench.url, bench.folder, bench.seed, 6, timedelta(0), timedelta(seconds=30)) as made:
        stage, home = made.stage, made.circle.home
        stage.discord.limits.give(READS, 5, 5.0)  # Discord names no number; a page a second makes a look of 100 pages a long one
        for number in range(count):
            messages.create(stage.discord, home, made.circle.members[number % 3], {"content": f"Words {number}"})
        stage.clock.move_to(made.now + timedelta(minutes=10))
        made.let_go()
        posts, within = made.announced(), bench.afterwards + count / PAGE  # all are from the last minutes, and have to be read
        await made.run()
        try:
            await stage.discord.until(lambda: made.announced() > posts, within=within)
        except AssertionError:
            outcome.wrong.append(f"the session was not announced within {within:.0f} s among {count} messages")
        await _account(made, outcome, bench.afterwards)
    return outcome


async def full_buckets(bench: Bench) -> Outcome:
    """Discord lets one message a while into each conversation, so that every letter waits longer than any request may."""
    outcome, window = Outcome(), bench.seconds(40, 8)
    count = 6 if bench.brief else 9
    async with live(bench.url, bench.folder, bench.seed, count, timedelta(seconds=1), timedelta(seconds=1)) as made:
        made.stage.discord.limits.give(SENDS, 1, window)
        made.let_go()
        await made.run()
        await _account(made, outcome, window * (count / 3 + 2) + bench.afterwards)
    return outcome


async def two_at_once(bench: Bench) -> Outcome:
    """Two processes have one token and one database. The second stands by, takes over from a frozen one and loses it again by a kill."""
    outcome, takes = Outcome(), 15.0
    async with trial(bench, outcome, 2 * takes + 15) as made:
        first, second = made.processes[0], await made.start()
        if not await second.says("this one stands by", takes):
            outcome.wrong.append("the second process did not say that it stands by")
        await _press_on(made, outcome)
        first.signal(SIGSTOP)
        if not await second.says("the bot is connected", takes):
            outcome.wrong.append(f"nobody took over from a frozen process within {takes:.0f} s")
        first.signal(SIGCONT)
        await _press_on(made, outcome)  # for a moment Discord tells both
        if not await first.says("another process has taken over", takes):
            outcome.wrong.append("the process that was frozen did not notice that another leads")
        second.signal(SIGKILL)
        await second.made.wait()
        if not await first.says("the bot is connected", takes, times=2):
            outcome.wrong.append(f"nobody took over from a killed process within {takes:.0f} s")
        await _press_on(made, outcome)
    return outcome


async def _press_on(made: Live, outcome: Outcome, presses: int = 9) -> None:
    """Every act is answered with what was asked for, and none as if it had been done before."""
    for number in range(presses):
        answer = await made.circle.members[number % 3].command(made.circle.signup, "me")
        if answer.kind != "message" or "already" in answer.text:
            outcome.wrong.append(f"an act was answered with {answer.kind}: {answer.text}")
    outcome.notes.append(f"{presses} acts answered")


async def killed_again(bench: Bench) -> Outcome:
    """The real process is killed at any instant of real time, and started again."""
    outcome, dice, times = Outcome(), Random(bench.seed), 1 if bench.brief else 8
    async with trial(bench, outcome, times * 6) as made:
        for _ in range(times):
            await asyncio.sleep(dice.uniform(0.5, 5))
            made.processes[-1].signal(SIGKILL)
            await made.processes[-1].made.wait()
            await made.run()
    return outcome


TRIALS: dict[str, Trial] = {
    "a clock one hour ahead": _stepped(timedelta(hours=1)),
    "a clock one year ahead": _stepped(timedelta(days=365)),
    "a clock one hour behind": _stepped(timedelta(hours=-1)),
    "invalid sessions": invalid_sessions,
    "pages that say 403": _pages(403, "Access denied | Error 1015", None),
    "pages that say 429": _pages(429, "You are being rate limited | Error 1015", 20),
    "a busy home": busy_home,
    "full buckets": full_buckets,
    "two processes": two_at_once,
    "a process that is killed": killed_again,
}
