"""The season of the rehearsal, with a bot that dies in the middle of it, backups that are put back, and people who write meanwhile."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from domain.deliveries import Delivery, Kind, State
from domain.ids import MessageId
from rehearsal.discord import Answer, Seen
from rehearsal.plays.checks import bot_messages, mark_of, once, promised, rows_of
from rehearsal.plays.habits import DAY
from rehearsal.plays.play import Act, Role
from rehearsal.plays.season import START, SeasonPlay
from rehearsal.prove.process import ProcessStage
from rehearsal.prove.sound import unsound
from storage.backup import backup, restore
from storage.migrate import migrate
from storage.store import open_store

SEEN = frozenset({Kind.DM, Kind.POST, Kind.THREAD, Kind.EVENT})  # what can be looked for on Discord
WORDS = ("we met yesterday, thank you", "not this month, sorry", "it is complicated", "yes we met", "hard to find a time, can you help?")
MARGIN = timedelta(days=4)  # the story goes on at set moments, so the bot is there some days before


class Interrupted(Exception):  # noqa: N818
    """Somebody's act met a bot that was not there; they try again."""


class KilledSeason(SeasonPlay):
    """The same people and the same story. While time passes the bot is killed; what somebody could not do they do a little later."""

    stage: ProcessStage

    def __init__(self, stage: ProcessStage, say: Callable[[str], None], restores: int) -> None:
        super().__init__(stage, say)
        self.restores = restores
        self.lost_time: list[tuple[datetime, datetime]] = []  # from a backup to its being put back
        self._writer: Role | None = None
        stage.while_down, stage.while_reading = self.write_meanwhile, self.write_again

    async def until(self, moment: datetime) -> None:
        """Time passes, and the bot is in danger."""
        if self.restores and moment - self.now > 20 * DAY and not self.stage.spent:
            self.restores -= 1
            await self._until(self.now + self.stage.dice.uniform(3, 7) * DAY, moment)
            made = await backup(self.stage.url, Path(self.stage.subject.clock).parent / f"old-{self.restores}{_ending(self.stage.url)}")
            since = self.now
            await self._until(self.now + self.stage.dice.uniform(2, 9) * DAY, moment)
            self.stage.kill("to put an old backup back")
            await restore(self.stage.url, made.path, overwrite=True)
            self.lost_time.append((since, self.now))
        await self._until(moment, moment)

    async def _until(self, moment: datetime, goes_on: datetime) -> None:
        self.stage.calm(goes_on - MARGIN)
        self.stage.armed = True
        await super().until(moment)
        self.stage.armed = False
        await self.stage.revive()

    async def act(self, who: Role, what: str, doing: Awaitable[Answer]) -> Answer:
        """Somebody does something; it may fail, because the bot died of it."""
        answer = await doing
        if answer.kind in {"failed", "unresolved"}:
            raise Interrupted(f"{who.name}, {what}: {answer.kind}")
        return answer

    async def perform_act(self, act: Act) -> None:
        """Done now, or a little later."""
        await self.stage.revive()
        try:
            await act()
        except Interrupted:
            self.later(timedelta(minutes=5), act)

    async def hear(self, role: Role, before: int) -> None:
        """An answer comes now, or after the bot is there again."""
        await self._heard(role, before, 1.0)

    async def _heard(self, role: Role, before: int, within: float) -> None:
        try:
            await self.stage.discord.until(lambda: len(role.person.dm) >= before + 2 or not self.stage.alive, within=within)
        except AssertionError:
            return

    async def write_meanwhile(self) -> None:
        """Somebody writes while nobody listens."""
        able = [role for role in self.cast if role.dms_open and role.person.dm]
        self._writer = self.stage.dice.choice(able) if able and self.stage.dice.random() < 0.5 else None
        if self._writer is not None:
            await self._writer.person.write(self.stage.discord.bot, self.stage.dice.choice(WORDS))

    async def write_again(self) -> None:
        """The same person goes on writing while the bot has only begun to read."""
        if self._writer is not None:
            before = len(self._writer.person.dm)
            await self._writer.person.write(self.stage.discord.bot, "are you there?")
            await self._heard(self._writer, before, 0.3)


def _ending(url: str) -> str:
    return ".sqlite" if url.startswith("sqlite") else ".zip"


@dataclass
class Tally:
    """What came of one proof."""

    seasons: int = 0
    kills: Counter[str] = field(default_factory=Counter[str])
    lost_answers: int = 0
    restores: int = 0
    ends: Counter[str] = field(default_factory=Counter[str])  # deliveries by how they ended
    doubled: int = 0
    replies: int = 0
    wrong: list[str] = field(default_factory=list[str])

    @property
    def killed(self) -> int:
        """How often it was killed."""
        return sum(self.kills.values())


async def killed_season(
    url: str, folder: Path, seed: int, most: int, tally: Tally, *, without: str | None = None, until: datetime | None = None
) -> None:
    """One season, or its beginning, with at most that many kills, and what it left behind."""
    await migrate(url)
    async with ProcessStage(url, START, folder, seed, most, without) as stage:
        for route in ("POST /channels/{channel_id}/messages", "POST /channels/{channel_id}/threads"):
            stage.discord.faults.lose_answer(route, probability=0.03, rng=stage.dice)
            stage.discord.faults.error(route, 503, probability=0.02, rng=stage.dice)
            stage.discord.faults.error(route, 503, before=False, probability=0.02, rng=stage.dice)
        stage.discord.faults.late("POST /channels/{channel_id}/messages", probability=0.04, rng=stage.dice)
        play = KilledSeason(stage, _nothing, restores=2)
        await (play.perform() if until is None else play.perform_until(until))
        await stage.stop_bot()
        stage.store = await open_store(url)
        try:
            await _judge(play, tally)
        finally:
            await stage.store.close()
        tally.wrong += await unsound(url)
        tally.kills += stage.kills
        tally.lost_answers += sum(rule.hits for rule in stage.discord.faults.rules)
        tally.restores += len(play.lost_time)
        tally.seasons += 1


def _nothing(_: str) -> None:
    """The proof says what it counted, not what it plays."""


async def _judge(play: KilledSeason, tally: Tally) -> None:
    rows, said = await rows_of(play), bot_messages(play)
    known = {row.id for row in rows}
    said = [seen for seen in said if mark_of(seen) in known or not _forgotten(play, seen)]
    found = [*once(rows, said), *_twice(play)]
    tally.doubled += len(found)
    tally.wrong += found + [one for one in await promised(play, rows) if not _listed(one)]
    for row in rows:
        tally.ends[_end(row)] += 1
        if row.state is State.UNCERTAIN and row.kind in SEEN:
            tally.wrong.append(f"{row.key} is uncertain, though it could be looked for: {row.reason}")
        if row.state in {State.EXPIRED, State.DEAD, State.HELD, State.UNCERTAIN} and not row.reason:
            tally.wrong.append(f"{row.key} is {row.state.value} without a reason")
        if row.state is State.HELD:
            tally.wrong.append(f"{row.key} met a fault of ours: {row.reason}")
    tally.wrong += await _replies(play, {row.key: row for row in rows}, tally)
    tally.wrong += [*play.stage.discord.unknown_routes, *play.stage.discord.openapi_violations, *play.stage.discord.crashes]


def _forgotten(play: KilledSeason, seen: Seen) -> bool:
    """Sent between a backup and its being put back, for a reason that went with the database (a button pressed meanwhile)."""
    return any(since <= seen.at <= until for since, until in play.lost_time)


def _listed(sentence: str) -> bool:
    """What was not delivered, with its reason: that is for a person to read, and no fault here."""
    return " was dropped: " in sentence or " is dead: " in sentence


def _end(row: Delivery) -> str:
    reason = (row.reason or "").split(":")[0]
    return row.state.value if row.state in {State.SENT, State.PENDING} else f"{row.state.value} ({reason})"


def _twice(play: KilledSeason) -> list[str]:
    """Threads and events, which carry no mark, by their names."""
    discord = play.stage.discord
    threads = Counter(channel.name for channel in discord.channels.values() if channel.thread is not None)
    events = Counter((event.name, event.starts) for server in discord.servers.values() for event in server.events.values())
    return [f"{name} is there {n} times" for name, n in [*threads.items(), *events.items()] if n > 1]


async def _replies(play: KilledSeason, rows: dict[str, Delivery], tally: Tally) -> list[str]:
    """Everything that anybody wrote is stored (once: its id is the key), was acted upon, and has its answer."""
    written = [seen for role in play.cast for seen in role.person.dm if seen.author is role.person]
    tally.replies += len(written)
    async with play.stage.store.read() as db:
        handled = [await db.replies.is_handled(MessageId(seen.id)) for seen in written]
    wrong = [f"a message is not there or waits: {seen.text!r}" for seen, done in zip(written, handled, strict=True) if not done]
    return wrong + [f"a message has no answer: {seen.text!r}" for seen in written if f"reply/{seen.id}/answer" not in rows]
