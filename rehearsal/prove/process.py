"""A stage on which the bot is a process of its own, killed and started again as the dice say."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

from rehearsal.clock import SharedClock
from rehearsal.discord.front import Cut
from rehearsal.prove.subject import BEAT, READY, Subject, live
from rehearsal.stage import READY_WITHIN, Stage

LATE = timedelta(seconds=50)  # how long a request may wander: its process's lease has a little more, so that the successor may have looked
REQUESTS = 500  # of a season, of which each may be its last: fewer kills are spread over all of it
DOWNTIMES = (timedelta(0), timedelta(seconds=20), timedelta(seconds=90), timedelta(minutes=7), timedelta(minutes=40), timedelta(hours=5))
SENDS = "POST /channels/{channel_id}/messages"
READS = "GET /channels/{channel_id}/messages"
_CONTEXT = get_context("forkserver")  # a fresh process each time, without importing everything again
_CONTEXT.set_forkserver_preload(["__main__", "rehearsal.prove.subject"])


class Killed(Exception):  # noqa: N818 - it is what was wanted
    """The process died while it was asked for something."""


class ProcessStage(Stage):
    """The bot is killed at moments that dice choose, while `armed`: at requests, between them, and while it starts."""

    def __init__(self, url: str, start: datetime, folder: Path, seed: int, most: int, without: str | None = None) -> None:
        self.dice = Random(seed)
        clock = SharedClock(folder / "clock", start)
        super().__init__(url, start, seed, clock)
        self.subject = Subject("", self.discord.token, url, folder / "clock", folder / "subject.log", without)
        self.most = most
        self.kills: Counter[str] = Counter()
        self.downtimes: list[tuple[datetime, datetime]] = []  # from its death until the next process was ready
        self._died: datetime | None = None
        self.armed = False
        self._process: BaseProcess | None = None
        self._line: Any
        self._countdown = self._draw()
        self._late: list[tuple[datetime, asyncio.Event]] = []
        self._starting = False
        self._calm_until = start
        self.discord.on_request = self._request
        self.discord.unresolved_after = READY_WITHIN

    def take_zone_data(self, other: str, name: str, since: datetime) -> Path:
        """See `Stage`: the processes that are started from now on go by it as well."""
        folder = super().take_zone_data(other, name, since)
        self.subject = replace(self.subject, zones=folder)
        return folder

    # the process

    @property
    def alive(self) -> bool:
        """True while there is a process to ask."""
        return self._process is not None and self._process.is_alive()

    async def start_bot(self) -> None:
        """A new process, ready: logged in, and all that was written meanwhile read."""
        while not await self._started():
            pass
        if self._died is not None:
            self.downtimes.append((self._died, self.clock.now()))
            self._died = None

    async def _started(self) -> bool:
        self._line, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=live, args=(replace(self.subject, api=self.discord.api_url), theirs), daemon=True)
        self._starting = self.armed and self.dice.random() < 0.25
        self._process.start()
        theirs.close()
        try:
            ready = await asyncio.wait_for(self._answer(), READY_WITHIN)
        except Killed:
            return False
        except TimeoutError:
            self._process.kill()  # it hears nothing, not even that it is to stop
            raise
        finally:
            self._starting = False
        assert ready == READY
        return True

    async def stop_bot(self) -> None:
        """As SIGTERM does; one that is killed meanwhile has stopped too."""
        if self.alive:
            with suppress(Killed, BrokenPipeError):
                self._line.send("stop")
                await self._answer()
        self._reap()

    def _reap(self) -> None:
        if self._process is not None:
            self._process.join()
            self._line.close()
        self._process = None

    async def _answer(self) -> object:
        try:
            return await asyncio.to_thread(self._line.recv)
        except (EOFError, OSError):
            self._reap()
            raise Killed from None

    async def beat(self) -> datetime | None:
        """What is due now is done now, however often the process dies of it."""
        while True:
            await self.revive()
            await self._carry_out_late()  # before its process's lease ends, whatever moment time has jumped to
            self.discord.tick()
            try:
                self._line.send(BEAT)
                due = await self._answer()
            except (Killed, BrokenPipeError):
                continue
            assert due is None or isinstance(due, datetime)
            return due

    # its deaths

    def kill(self, kind: str) -> None:
        """SIGKILL, counted by its kind."""
        if self.alive:
            self.end()
            self.kills[kind] += 1
            self._countdown = self._draw()

    def end(self) -> None:
        """SIGKILL. Whoever was waiting for an answer reads that there is none."""
        if not self.alive:
            return
        assert self._process is not None
        self._process.kill()
        self._process.join()
        self._died = self._died or self.clock.now()
        for interaction in [found for found in self.discord.interactions.values() if found.state == "pending"]:
            interaction.die()

    def _draw(self) -> int:
        return self.dice.randrange(1, max(7, 2 * REQUESTS // max(self.most, 1)))

    @property
    def spent(self) -> bool:
        """True when it was killed often enough."""
        return sum(self.kills.values()) >= self.most

    async def _request(self, route: str, when: str) -> None:
        if not self.armed or self.spent or not self.alive:
            return
        if route == READS and self._starting and when == "before":
            self._starting = False
            await self.while_reading()
            self.kill("while it read back what it had missed")
            raise Cut
        if route.startswith("GET") or self._starting:
            return
        self._countdown -= 1
        if self._countdown <= 0:
            await self._strike(route, when)

    async def _strike(self, route: str, when: str) -> None:
        """Let that request be its last."""
        if self.dice.random() < 0.3:
            self._countdown = self._draw()
            asyncio.get_running_loop().call_later(self.dice.uniform(0.0, 0.04), self._strike_blindly)
        elif when == "after":
            self.kill("after the effect, before its answer")
        elif (fate := self.dice.random()) < 0.3:
            self.kill("before the effect")
            raise Cut
        elif fate < 0.5 and route.startswith("POST /channels"):
            self.kill("with a request on its way that was carried out late")
            carried_out = asyncio.Event()
            self._late.append((self.clock.now(), carried_out))
            await carried_out.wait()
        else:
            self.kill("with a request on its way")

    def _strike_blindly(self) -> None:
        if self.armed:
            self.kill("at some instant")

    async def _carry_out_late(self) -> None:
        for sent, carried_out in self._late:
            if self.clock.now() - sent >= LATE:
                carried_out.set()
                for _ in range(20):  # it is carried out at this moment of the clock, and not after the next move
                    await asyncio.sleep(0)
        self._late = [held for held in self._late if not held[1].is_set()]

    async def revive(self) -> None:
        """Started again, sooner or later, if it is dead."""
        if self.alive:
            return
        self._died = self._died or self.clock.now()  # it may have ended by itself
        self._reap()
        most = DOWNTIMES[:1] if self._late else DOWNTIMES
        down = self.dice.choice([one for one in most if self.clock.now() + one <= self._calm_until] or [timedelta(0)])
        self.clock.move_to(self.clock.now() + down)
        if self.armed:
            await self.while_down()
        await self.start_bot()

    def calm(self, until: datetime) -> None:
        """No downtime goes beyond that moment."""
        self._calm_until = until

    async def while_down(self) -> None:
        """What people do while the bot is not there."""

    async def while_reading(self) -> None:
        """What people do while the bot reads what it missed."""
