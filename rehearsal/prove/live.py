"""The real `bot run`, as a process of its own in real time, on the local Discord: what the trials in trials.py are made of.

The story up to an interesting moment is played in this process by hand. Then the hand lets go of the clock, and the process takes
over on the same database.
"""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import WallClock
from domain.ground.ids import CohortId, MessageId, ServerId, UserId
from domain.pair.checkins import Answer
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Subject
from domain.sending.facts import Said
from rehearsal.clock import HandClock
from rehearsal.discord import Seen
from rehearsal.plays.checks import denied, repeated, unseen
from rehearsal.prove.circle import FIRST_ROUND, START, Circle, furnish
from rehearsal.prove.launch import step
from rehearsal.stage import Stage
from storage.store import Store, open_store

UP_WITHIN = 30.0
MET, HEARD = "we met yesterday, thank you", "Noted: you met"  # what a member writes, and how the answer to it begins
DONE = frozenset({DeliveryState.SENT, DeliveryState.CANCELLED})


class Watch(HandClock):
    """A clock moved by hand until the hand lets go; from then on it runs."""

    _since: float | None = None

    def now(self) -> datetime:
        """The moment it was moved to, and what has passed since it was let go."""
        return self._now if self._since is None else self._now + timedelta(seconds=time.monotonic() - self._since)

    def let_go(self) -> None:
        """From now on it runs by itself."""
        self._since = time.monotonic()


@dataclass
class Process:
    """One `bot run`."""

    made: asyncio.subprocess.Process
    log: Path

    @property
    def alive(self) -> bool:
        """True until it has ended."""
        return self.made.returncode is None

    async def says(self, words: str, within: float, times: int = 1) -> bool:
        """True once its log has these words, so many times."""
        end = time.monotonic() + within
        while self.log.read_text(encoding="utf-8").count(words) < times:
            if time.monotonic() > end or not self.alive:
                return False
            await asyncio.sleep(0.05)
        return True

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if there is anybody to get it."""
        if self.alive:
            self.made.send_signal(number)

    async def end(self) -> None:
        """As a service manager does: asked first, then killed."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.made.wait(), 15)
        except TimeoutError:
            self.signal(signal.SIGKILL)
            await self.made.wait()


@dataclass
class Live:
    """The local Discord, a circle in the middle of its season, and processes of the bot."""

    stage: Stage
    circle: Circle
    folder: Path
    off: Path
    letters: list[str] = field(default_factory=list[str])
    before: dict[str, DeliveryState] = field(default_factory=dict[str, DeliveryState])
    processes: list[Process] = field(default_factory=list[Process])
    written: list[Seen] = field(default_factory=list[Seen])  # by members, while something happened
    _base: timedelta = timedelta(0)

    @property
    def now(self) -> datetime:
        """By Discord's clock, which is right."""
        return self.stage.clock.now()

    def let_go(self) -> None:
        """Time runs from here, for Discord, people and every process to come."""
        watch = self.stage.clock
        assert isinstance(watch, Watch)
        watch.let_go()
        self._base = watch.now() - WallClock().now()
        self.step(timedelta(0))

    def step(self, off: timedelta) -> None:
        """The clock of the bot's machine is that far from Discord's."""
        step(self.off, self._base + off)

    async def run(self) -> Process:
        """Start `bot run`, and wait until it is connected."""
        process = await self.start()
        await process.says("the bot is connected", UP_WITHIN)
        return process

    async def start(self) -> Process:
        """Start `bot run`, and wait for nothing."""
        log = self.folder / f"bot-{len(self.processes)}.log"
        with log.open("wb") as out:
            made = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "rehearsal.prove.launch", str(self.off), "run",
                env=self._environment(), stdout=out, stderr=out, cwd=Path(__file__).parents[2],
            )  # fmt: skip
        self.processes.append(Process(made, log))
        return self.processes[-1]

    def _environment(self) -> dict[str, str]:
        discord = self.stage.discord
        ours = {name: value for name, value in os.environ.items() if not name.startswith("SHAMASH_")}
        return ours | {
            "SHAMASH_DISCORD__TOKEN": discord.token, "SHAMASH_DISCORD__API_URL": discord.api_url, "SHAMASH_STORAGE__URL": self.stage.url,
            "SHAMASH_STORAGE__BACKUPS": str(self.folder / "backups"), "SHAMASH_LOG__FORMAT": "json",
        }  # fmt: skip

    async def plan_letters(self, count: int, first: timedelta, over: timedelta) -> None:
        """So many letters to the members, evenly from then on over that time: the work that must not be lost while something happens."""
        made = self.stage.made
        async with self.stage.store.begin() as db:
            program = await db.programs.on(ServerId(self.circle.server.id))
            assert program is not None
            people = [await db.people.ensure(UserId(one.id), one.name, self.now) for one in self.circle.members]
            for number in range(count):
                due = self.now + first + over * number / max(count - 1, 1)
                key, said = f"letter/{number}", {"text": f"Letter {number}.", "rows": [[{"label": "Pause messages", "act": "hard-week"}]]}
                self.letters.append(key)
                letter = Planned(
                    key, Kind.DM, Subject.ANSWER, due, due, due + timedelta(days=9), Class.LETTER, person=people[number % len(people)].id,
                    facts=Said(said),
                )  # fmt: skip
                await made.sending.deliveries.plan(db, letter, program, None)

    async def rows(self, store: Store) -> list[Delivery]:
        """All deliveries of the program."""
        async with store.read() as db:
            program = await db.programs.on(ServerId(self.circle.server.id))
            return [] if program is None else await db.deliveries.of_program(program.id)

    def said(self) -> list[Seen]:
        """All that the bot wrote, anywhere."""
        every = [Seen(one) for one in self.stage.discord.messages.values() if one.author.bot and not one.ephemeral_for and one.content]
        return sorted(every, key=lambda seen: seen.id)

    async def write(self, number: int) -> None:
        """That member tells the bot, once, that their chevruta met, whatever happens to it just then."""
        who = self.circle.members[number]
        self.written.append(await who.write(self.stage.discord.bot, MET))

    def _is_answered(self, written: Seen) -> bool:
        """What they hear may be part of a letter that waited too."""
        return any(seen.channel is written.channel and seen.id > written.id and HEARD in seen.text for seen in self.said())

    def arrived(self) -> int:
        """How many of the letters can be read by now."""
        return len({seen.text.split("\n")[0] for seen in self.said() if seen.text.startswith("Letter ")})

    def announced(self) -> int:
        """How often a session was announced in the home."""
        theirs = {"The link", "I was there"}  # before it ends, and afterwards
        return sum(seen.channel is self.circle.home and not theirs.isdisjoint(seen.buttons) for seen in self.said())

    async def connected(self, within: float) -> bool:
        """True once a process has a session at the gateway."""
        gateway = self.stage.discord.gateway
        try:
            await self.stage.discord.until(lambda: any(one.connection for one in gateway.sessions.values()), within=within)
        except AssertionError:
            return False
        return True

    async def all_arrive(self, within: float) -> bool:
        """True once every letter can be read."""
        try:
            await self.stage.discord.until(lambda: self.arrived() == len(self.letters), within=within)
        except AssertionError:
            return False
        return True

    async def all_answered(self, within: float) -> bool:
        """True once everybody who wrote has heard something."""
        try:
            await self.stage.discord.until(lambda: all(self._is_answered(one) for one in self.written), within=within)
        except AssertionError:
            return False
        return True

    async def answers(self, within: float = 10.0) -> str:
        """Whether somebody who asks something now is answered; what is wrong, or nothing."""
        answer = await self.circle.members[0].command(self.circle.signup, "me")
        return "" if answer.kind == "message" and answer.seconds < within else f"/me was answered with {answer.kind}"

    async def end(self) -> None:
        """Every process that still runs."""
        for process in self.processes:
            await process.end()

    async def _misheard(self, store: Store, rows: list[Delivery]) -> list[str]:
        """What people wrote and is not kept, not understood once, or not answered once."""
        answers = {row.key: row.state for row in rows}
        async with store.read() as db:
            kept = [await db.replies.get(MessageId(one.id)) is not None for one in self.written]
            people = [await db.people.by_user(UserId(one.author.id)) for one in self.written]
            met = Counter(one.by for one in await db.checkins.of(CohortId(1)) if one.answer is Answer.MET)
        wrong: list[str] = []
        for one, is_kept, person in zip(self.written, kept, people, strict=True):
            times, answer = 0 if person is None else met[person.id], answers.get(f"reply/{one.id}/answer")
            wrong += [] if is_kept else [f"what {one.author.name} wrote is not kept"]
            wrong += [] if times == 1 else [f"what {one.author.name} wrote was understood {times} times"]
            wrong += [] if answer is DeliveryState.SENT else [f"the answer to {one.author.name} is {answer or 'not there'}"]
        return wrong

    async def verdict(self) -> tuple[Counter[str], list[str]]:
        """How the deliveries ended; and what was lost, doubled or not done though it was due."""
        store = await open_store(self.stage.url)
        try:
            rows = await self.rows(store)
            wrong = await self._misheard(store, rows)
        finally:
            await store.close()
        said = self.said()
        wrong += [*repeated(rows, said), *unseen(rows, said), *denied(rows, said)]
        over = self.now - timedelta(seconds=30)
        for row in rows:
            if row.state is self.before.get(row.key):
                waits = row.state is DeliveryState.PENDING and row.due < over
                wrong += [f"{row.key} is due since {row.due:%H:%M:%S} and waits: {row.reason}"] if waits else []
            elif row.state not in DONE and not (row.state is DeliveryState.PENDING and row.due >= over):
                wrong.append(f"{row.key} is {row.state.value}: {row.reason}")
        known = {row.key for row in rows}
        wrong += [f"{key} is planned no more" for key in self.before if key not in known]
        doubled = Counter(channel.name for channel in self.stage.discord.channels.values() if channel.thread is not None)
        wrong += [f"the thread {name} is there {n} times" for name, n in doubled.items() if n > 1]
        events = Counter((e.name, e.starts) for server in self.stage.discord.servers.values() for e in server.events.values())
        wrong += [f"the event {name} is there {n} times" for (name, _), n in events.items() if n > 1]
        return Counter(row.state.value for row in rows), wrong


@asynccontextmanager
async def live(url: str, folder: Path, seed: int, letters: int, first: timedelta, over: timedelta) -> AsyncGenerator[Live]:
    """A circle some seconds before the next session is announced, with letters to come; no process runs yet."""
    async with Stage(url, START, seed, Watch(START)) as stage:
        circle = furnish(stage)
        await stage.start_bot()
        await circle.begin()
        made = Live(stage, circle, folder, folder / "clock")
        announced = min(
            row.due
            for row in await made.rows(stage.store)
            if row.state is DeliveryState.PENDING and row.message == "session" and row.due > FIRST_ROUND
        )
        await stage.pass_until(announced - timedelta(seconds=15))
        await made.plan_letters(letters, first, over)
        made.before = {row.key: row.state for row in await made.rows(stage.store)}
        await stage.stop_bot()
        try:
            yield made
        finally:
            await made.end()
