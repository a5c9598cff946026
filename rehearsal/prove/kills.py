"""The season of the rehearsal, with a bot that dies in the middle of it and backups that are put back, beside its unkilled twin."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from domain.ground.ids import MessageId
from domain.sending.deliveries import Delivery, DeliveryState, Kind
from rehearsal.plays.checks import bot_messages, denied, repeated, rows_of, unplanned, unseen
from rehearsal.plays.season import START, SeasonPlay
from rehearsal.prove.findings import Fault, What, faults
from rehearsal.prove.likeness import Record, compare, record
from rehearsal.prove.process import ProcessStage
from rehearsal.prove.seasons import Diary, KilledSeason, TwinSeason
from rehearsal.prove.sound import unsound
from rehearsal.prove.subject import Lots
from rehearsal.stage import Stage
from storage.migrate import migrate
from storage.store import open_store

SEEN = frozenset({Kind.DM, Kind.POST, Kind.THREAD, Kind.EVENT})  # what can be looked for on Discord
OVER = frozenset({DeliveryState.EXPIRED, DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.UNCERTAIN})


@dataclass
class Tally:
    """What came of one proof."""

    seasons: int = 0
    kills: Counter[str] = field(default_factory=Counter[str])
    lost_answers: int = 0
    restores: int = 0
    ends: Counter[str] = field(default_factory=Counter[str])  # deliveries by how they ended
    compared: int = 0  # deliveries that the twin has as well
    replies: int = 0
    wrong: list[Fault] = field(default_factory=list[Fault])

    @property
    def killed(self) -> int:
        """How often it was killed."""
        return sum(self.kills.values())

    def of(self, *kinds: What) -> int:
        """How many faults of these kinds."""
        return sum(fault.what in kinds for fault in self.wrong)


async def killed_season(
    url: str, twin: str, folder: Path, seed: int, most: int, tally: Tally, *, without: str | None = None, until: datetime | None = None,
    restores: int = 2,
) -> None:  # fmt: skip
    """One season, or its beginning, with at most that many kills, held beside its twin, which is played on the database `twin`.

    A weakened bot's season may break off; that one is looked at by itself.
    """
    await migrate(url)
    async with ProcessStage(url, START, folder, seed, most, without) as stage:
        for route in ("POST /channels/{channel_id}/messages", "POST /channels/{channel_id}/threads"):
            stage.discord.faults.lose_answer(route, probability=0.03, rng=stage.dice)
            stage.discord.faults.error(route, 503, probability=0.02, rng=stage.dice)
            stage.discord.faults.error(route, 503, before=False, probability=0.02, rng=stage.dice)
        stage.discord.faults.late("POST /channels/{channel_id}/messages", probability=0.04, rng=stage.dice)
        play = KilledSeason(stage, _nothing, restores)
        whole = True
        try:
            await _perform(play, until)
        except Exception:
            if without is None:
                raise
            whole = False  # what people were to answer never came, which shows in how its row ended
        await stage.stop_bot()
        stage.store = await open_store(url)
        try:
            tally.wrong += await _judge(play, tally)
            left = await record(play)
        finally:
            await stage.store.close()
        tally.kills += stage.kills
        tally.lost_answers += sum(rule.hits for rule in stage.discord.faults.rules)
        tally.restores += play.restored
        tally.seasons += 1
    tally.wrong += faults(What.UNSOUND, await unsound(url))
    if not whole:
        return
    other = await twin_of(twin, play.diary, until)
    tally.compared += sum(len(rows) for name, rows in other.rows.items() if name in left.rows)
    tally.wrong += compare(left, other, stage.downtimes, [at for at, _, _ in play.diary.written])


async def twin_of(url: str, diary: Diary, until: datetime | None) -> Record:
    """The same season by the same people, with a bot that is never killed on a Discord without faults."""
    async with Stage(url, START) as stage:
        stage.chance = Lots()
        stage.discord.limits.off()
        play = TwinSeason(stage, _nothing, diary)
        await _perform(play, until)
        return await record(play)


async def _perform(play: SeasonPlay, until: datetime | None) -> None:
    """The story, to its end or up to that moment."""
    await (play.perform() if until is None else play.perform_until(until))


def _nothing(_: str) -> None:
    """The proof says what it counted, not what it plays."""


async def _judge(play: KilledSeason, tally: Tally) -> list[Fault]:
    """What is wrong with the killed season by itself."""
    rows, said = await rows_of(play), bot_messages(play)
    wrong = [
        *faults(What.TWICE, [*repeated(rows, said), *_twice(play)]),
        *faults(What.LOST, unseen(rows, said)),
        *faults(What.DENIED, denied(rows, said)),
        *faults(What.MISSING, await unplanned(play, rows)),
    ]
    for row in rows:
        tally.ends[_end(row)] += 1
        wrong += _ended(row, play.now)
    wrong += faults(What.UNREAD, await _replies(play, {row.key for row in rows}, tally))
    discord = play.stage.discord
    return wrong + faults(What.STRICT, [*discord.unknown_routes, *discord.openapi_violations, *discord.crashes])


def _ended(row: Delivery, now: datetime) -> list[Fault]:
    """What is wrong with how a row ended, whatever its twin says."""
    wrong: list[Fault] = []
    if row.state is DeliveryState.UNCERTAIN and row.kind in SEEN:
        wrong.append(Fault(What.DOUBT, f"{row.key} is uncertain, though it could be looked for: {row.reason}"))
    if row.state is DeliveryState.HELD:
        wrong.append(Fault(What.OURS, f"{row.key} met a fault of ours: {row.reason}"))
    if row.state is DeliveryState.SENDING or (row.state is DeliveryState.PENDING and row.due < now):
        wrong.append(Fault(What.STUCK, f"{row.key} is {row.state.value} since {row.due}"))
    if row.state in OVER and not row.reason:
        wrong.append(Fault(What.REASON, f"{row.key} is {row.state.value} without a reason"))
    return wrong


def _end(row: Delivery) -> str:
    reason = (row.reason or "").split(":")[0]
    return row.state.value if row.state in {DeliveryState.SENT, DeliveryState.PENDING} else f"{row.state.value} ({reason})"


def _twice(play: KilledSeason) -> list[str]:
    """Threads and events, which carry no mark, by their names and places."""
    discord = play.stage.discord
    threads = Counter((one.parent and one.parent.name, one.name) for one in discord.channels.values() if one.thread is not None)
    events = Counter((event.name, event.starts) for server in discord.servers.values() for event in server.events.values())
    return [f"{name} is there {n} times" for name, n in [*threads.items(), *events.items()] if n > 1]


async def _replies(play: KilledSeason, rows: set[str], tally: Tally) -> list[str]:
    """Everything that anybody wrote is stored (once: its id is the key), was acted upon, and has its answer."""
    written = [seen for role in play.cast for seen in role.person.dm if seen.author is role.person]
    tally.replies += len(written)
    async with play.stage.store.read() as db:
        handled = [await db.replies.is_handled(MessageId(seen.id)) for seen in written]
    wrong = [f"a message is not there or waits: {seen.text!r}" for seen, done in zip(written, handled, strict=True) if not done]
    return wrong + [f"a message has no answer: {seen.text!r}" for seen in written if f"reply/{seen.id}/answer" not in rows]
