"""The season of the rehearsal played twice: by a bot that is killed, and by its twin that never is.

People do the same things at the same moments in both. The killed season keeps a diary of when each act got through and of what
was written while the bot was away; the twin follows it. So whatever differs in the end comes from the bot.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from rehearsal.discord import Answer, Seen
from rehearsal.plays.habits import DAY
from rehearsal.plays.play import Act, Role
from rehearsal.plays.season import SeasonPlay
from rehearsal.prove.process import ProcessStage
from rehearsal.stage import Stage
from storage.backup import backup, restore

WORDS = ("we met yesterday, thank you", "not this month, sorry", "it is complicated", "yes we met", "hard to find a time, can you help?")
MARGIN = timedelta(days=4)  # the story goes on at set moments, so the bot is there some days before
SOON = timedelta(minutes=5)  # after which somebody tries again


class Interrupted(Exception):  # noqa: N818
    """Somebody's act met a bot that was not there; they try again."""


Deed = tuple[str, str, int]  # who does it, the letter that made them, and the how-manieth time with that letter


@dataclass
class Diary:
    """What people did in the killed season, and when."""

    done: dict[Deed, datetime] = field(default_factory=dict[Deed, datetime])
    written: list[tuple[datetime, str, str]] = field(default_factory=list[tuple[datetime, str, str]])  # when, who, what


class ToldSeason(SeasonPlay):
    """The season, with every act that a letter leads to known by its deed."""

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        super().__init__(stage, say)
        self.diary = Diary()
        self._deeds: Counter[tuple[str, str]] = Counter()

    def deed(self, role: Role, seen: Seen) -> Deed:
        """A name for the next act that this letter leads to."""
        self._deeds[role.name, seen.text] += 1
        return role.name, seen.text, self._deeds[role.name, seen.text]


class KilledSeason(ToldSeason):
    """While time passes the bot is killed; what somebody could not do they do a little later."""

    stage: ProcessStage

    def __init__(self, stage: ProcessStage, say: Callable[[str], None], restores: int) -> None:
        super().__init__(stage, say)
        self.restores = restores
        self.restored = 0
        self._forgotten_until: datetime | None = None  # while what is done will go with the database, when a backup is put back
        self._waiting = 0  # acts that people keep until then
        self._writer: Role | None = None
        stage.while_down, stage.while_reading = self.write_meanwhile, self.write_again

    async def until(self, moment: datetime) -> None:
        """Time passes, and the bot is in danger."""
        while self.restores and moment - self.now > 20 * DAY:
            self.restores -= 1
            await self._until(self.now + self.stage.dice.uniform(3, 7) * DAY, moment)
            made = await backup(self.stage.url, Path(self.stage.subject.clock).parent / f"old-{self.restores}{_ending(self.stage.url)}")
            self._forgotten_until = self.now + self.stage.dice.uniform(2, 9) * DAY
            await self._until(self._forgotten_until, moment)
            self.stage.end()
            await restore(self.stage.url, made.path, overwrite=True)
            self._forgotten_until, self._waiting = None, 0
            self.restored += 1
        await self._until(moment, moment)

    async def _until(self, moment: datetime, goes_on: datetime) -> None:
        self.stage.calm(goes_on - MARGIN)
        discord, patience = self.stage.discord, self.stage.discord.unresolved_after
        self.stage.armed, discord.unresolved_after = True, 1.0  # a process that died resolves nothing any more
        await super().until(moment)
        self.stage.armed, discord.unresolved_after = False, patience
        await self.stage.revive()

    async def act(self, who: Role, what: str, doing: Awaitable[Answer]) -> Answer:
        """Somebody does something; it may fail, because the bot died of it."""
        answer = await doing
        if answer.kind in {"failed", "unresolved"}:
            raise Interrupted(f"{who.name}, {what}: {answer.kind}")
        return answer

    def intend(self, role: Role, seen: Seen, after: timedelta, act: Act) -> None:
        """Write down when it got through."""
        deed = self.deed(role, seen)

        async def noted() -> None:
            began = self.now
            await act()
            self.diary.done[deed] = began

        self.later(after, noted)

    async def perform_act(self, act: Act) -> None:
        """Done now, or a little later. What is pressed after a backup is lost when it is put back, so people press afterwards.

        They do so one after the other: which of two came last may decide what a third reads.
        """
        if self._forgotten_until is not None:
            self._waiting += 1
            self.later(max(self._forgotten_until - self.now, timedelta(0)) + self._waiting * SOON, act)
            return
        await self.stage.revive()
        try:
            await act()
        except Interrupted:
            self.later(SOON, act)

    async def hear(self, role: Role, before: int) -> None:
        """An answer comes now, or after the bot is there again."""
        await self._heard(role, before, 1.0)

    async def _heard(self, role: Role, before: int, within: float) -> None:
        try:
            await self.stage.discord.until(lambda: len(role.person.dm) >= before + 2 or not self.stage.alive, within=within)
        except AssertionError:
            return

    async def _write(self, role: Role, text: str) -> None:
        self.diary.written.append((self.now, role.name, text))
        await role.person.write(self.stage.discord.bot, text)

    async def write_meanwhile(self) -> None:
        """Somebody writes while nobody listens."""
        able = [role for role in self.cast if role.dms_open and role.person.dm]
        self._writer = self.stage.dice.choice(able) if able and self.stage.dice.random() < 0.5 else None
        if self._writer is not None:
            await self._write(self._writer, self.stage.dice.choice(WORDS))

    async def write_again(self) -> None:
        """The same person goes on writing while the bot has only begun to read."""
        if self._writer is not None:
            before = len(self._writer.person.dm)
            await self._write(self._writer, "are you there?")
            await self._heard(self._writer, before, 0.3)


class TwinSeason(ToldSeason):
    """The same people, with a bot that is always there: each does what the diary says, when it says it."""

    def __init__(self, stage: Stage, say: Callable[[str], None], diary: Diary) -> None:
        super().__init__(stage, say)
        self.diary = diary
        for at, name, words in diary.written:
            self.later(at - self.now, self._writing(name, words))

    def _writing(self, name: str, words: str) -> Act:
        async def act() -> None:
            role = next(one for one in self.cast if one.name == name)
            before = len(role.person.dm)
            await role.person.write(self.stage.discord.bot, words)
            await self.hear(role, before)

        return act

    def intend(self, role: Role, seen: Seen, after: timedelta, act: Act) -> None:
        """At the moment at which it got through in the killed season."""
        noted = self.diary.done.get(self.deed(role, seen))
        self.later(after if noted is None else max(noted - self.now, timedelta(0)), act)


def _ending(url: str) -> str:
    return ".sqlite" if url.startswith("sqlite") else ".zip"
