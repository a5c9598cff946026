"""People write while the database is away, while Discord is, and far too much: all of it is read, once, in order, and answered."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from domain.ground.ids import ChannelId, UserId
from rehearsal.discord import Person
from rehearsal.discord.routing import Call
from rehearsal.stage import Stage
from storage import postgres, sqlite
from storage.library import library
from storage.tables import deliveries, people, replies
from tests.bot.test_reconnecting import at_once

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)  # a Monday in New York
MOST = 40  # messages of a day, here
HISTORY = "GET /channels/{channel_id}/messages"


async def furnished(stage: Stage, *names: str) -> list[Person]:
    """A program, and these people on its server."""
    discord = stage.discord
    owner = discord.add_person("Owner")
    server = discord.add_server("Beit Midrash", owner)
    found = [discord.add_person(name) for name in names]
    for person in found:
        server.join(person)
    channel, managers = server.add_text_channel("staff"), server.add_role("Managers")
    await stage.start_bot()
    await owner.command(
        channel, "program setup", name="Circle", managers=managers, staff=channel, signups=channel, zone="New York",
        contact="noa@example.org", wording="jewish",
    )  # fmt: skip
    return found


async def kept(stage: Stage, person: Person) -> list[str]:
    """What is kept of them and was understood, in the order in which it came in."""
    async with stage.store.read() as db:
        link: Any = db.link
        rows = await link.rows(
            select(replies.c.words)
            .join(people, people.c.id == replies.c.person_id)
            .where(people.c.user_id == UserId(person.id), replies.c.handled_at.is_not(None))
            .order_by(replies.c.handled_at, replies.c.message_id)
        )
    return [row.words for row in rows]


def answers(person: Person) -> int:
    return sum(seen.author is not person for seen in person.dm)


def at_last(path: Path, statement: str) -> Any:
    """A connection that has run it, after what the bot is just writing; the bot itself waits for nobody here (`soon`)."""
    connection = library.connect(str(path), isolation_level=None, timeout=20, check_same_thread=False)
    connection.execute(statement)
    return connection


@asynccontextmanager
async def nobody_writes(url: str) -> AsyncGenerator[None]:
    """Somebody else holds the database's one right to write."""
    path = sqlite.sqlite_path(url)
    if path is not None:
        connection = await asyncio.to_thread(at_last, path, "BEGIN IMMEDIATE")
        yield
        connection.close()
        return
    engine = postgres.engine_of(url, 1)
    async with engine.begin() as other:
        await other.execute(postgres.ONE_WRITER)
        yield
    await engine.dispose()


@asynccontextmanager
async def no_inbox(url: str) -> AsyncGenerator[None]:
    """The table of what people wrote is not there."""
    path = sqlite.sqlite_path(url)
    for name, other in (("replies", "elsewhere"), ("elsewhere", "replies")):
        rename = f"ALTER TABLE {name} RENAME TO {other}"
        if path is not None:
            (await asyncio.to_thread(at_last, path, rename)).close()
        else:
            engine = postgres.engine_of(url, 1)
            async with engine.begin() as connection:
                await connection.execute(text(rename))
            await engine.dispose()
        if name == "replies":
            yield


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five real seconds for a lock."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 20)
    monkeypatch.setitem(postgres._SETTINGS, "lock_timeout", "20ms")  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize("away", [nobody_writes, no_inbox])
async def test_what_is_written_while_the_database_is_away_is_read_in_order_when_it_is_back(database_url: str, away: Any) -> None:
    async with Stage(database_url, NOON) as stage:
        dana, avi = await furnished(stage, "Dana", "Avi")
        inbox = stage.house.client.inbox
        await dana.write(stage.discord.bot, "before")
        await stage.discord.until(lambda: answers(dana) == 1)
        async with away(database_url):
            await dana.write(stage.discord.bot, "one")
            await dana.write(stage.discord.bot, "two")
            await avi.write(stage.discord.bot, "somebody new")
            await stage.discord.until(lambda: len(inbox.behind) == 2)
            await inbox.read_back()
            assert len(inbox.behind) == 2, "it is tried until it is done"
        await dana.write(stage.discord.bot, "three")
        await stage.beat()
        assert not inbox.behind
        await stage.discord.until(lambda: inbox.idle and answers(avi) == 1)
        heard = answers(dana)
        await dana.write(stage.discord.bot, "four")
        await stage.discord.until(lambda: answers(dana) > heard)
        assert await kept(stage, dana) == ["before", "one", "two", "three", "four"]
        assert await kept(stage, avi) == ["somebody new"]
        await stage.restart_bot()
        await stage.beat()
        assert await kept(stage, dana) == ["before", "one", "two", "three", "four"]
        assert answers(dana) == heard + 1, "what was read once is not answered again"


async def test_a_read_back_that_failed_at_the_start_is_tried_again_and_stops_no_other(database_url: str) -> None:
    async with Stage(database_url, NOON) as stage:
        dana, avi = await furnished(stage, "Dana", "Avi")
        for person in (dana, avi):
            await person.write(stage.discord.bot, "before")
            await stage.discord.until(lambda: answers(dana) + answers(avi) > 0)
        await stage.discord.until(lambda: answers(dana) == answers(avi) == 1)
        await stage.stop_bot()
        for person in (dana, avi):
            await person.write(stage.discord.bot, "meanwhile")
        dm = stage.discord.dms[dana.id].id
        fault = stage.discord.faults.error(HISTORY, 503, when=lambda call: call.id("channel_id") == dm)
        await stage.start_bot()
        await stage.beat()
        assert await kept(stage, avi) == ["before", "meanwhile"]
        assert await kept(stage, dana) == ["before"]
        await dana.write(stage.discord.bot, "after")
        stage.discord.faults.remove(fault)
        await stage.beat()
        assert await kept(stage, dana) == ["before", "meanwhile", "after"]
        await stage.discord.until(lambda: answers(dana) > 1 and answers(avi) == 2)


async def test_a_burst_of_messages_is_kept_up_to_a_day_s_limit_and_answered_in_a_few(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.pair.replies.MOST_MESSAGES", MOST)
    async with Stage(database_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        written = [f"Thought {number}" for number in range(MOST + 10)]
        for one in written:
            await dana.write(stage.discord.bot, one)
        await stage.discord.until(lambda: answers(dana) >= 3, within=60)
        await stage.discord.until(lambda: stage.house.client.inbox.idle, within=60)
        await stage.pass_until(NOON + timedelta(minutes=2))  # Discord takes five messages in five seconds; the other answers wait
        assert sorted(await kept(stage, dana)) == sorted(written[:MOST])
        said = [seen.text for seen in dana.dm if seen.author is not dana]
        assert sum("more than I can keep" in one for one in said) == 1, "once that day"
        assert len(said) < 12
        stage.discord.verdict()


async def test_what_is_written_before_a_new_session_that_meets_a_busy_database_is_read_by_the_next_beat(database_url: str) -> None:
    async with Stage(database_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        await dana.write(stage.discord.bot, "before")
        await stage.discord.until(lambda: answers(dana) == 1)
        client = stage.house.client
        client.before_identify_hook = at_once
        client.caught_up.clear()
        async with nobody_writes(database_url):
            stage.discord.faults.invalidate_sessions()
            await dana.write(stage.discord.bot, "during")
            async with asyncio.timeout(20):
                await client.caught_up.wait()
        await stage.beat()
        assert await kept(stage, dana) == ["before", "during"]


async def test_a_server_that_took_the_bot_off_while_the_database_was_away_is_known_to_have_done_so(database_url: str) -> None:
    async with Stage(database_url, NOON) as stage:
        await furnished(stage)
        client = stage.house.client
        (server,) = stage.discord.servers.values()
        async with nobody_writes(database_url):
            stage.discord.remove_bot(server)
            await stage.discord.until(lambda: not client.guilds)
            async with stage.store.read() as db:
                assert list((await db.programs.servers()).values()) == [None]
        await stage.beat()
        async with stage.store.read() as db:
            assert None not in (await db.programs.servers()).values()


async def test_a_long_conversation_is_read_on_from_where_time_was_up_while_discord_does_not_say_where_its_author_is(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.CONVERSATION_TAKES", 1.0)
    monkeypatch.setattr("services.program.presence.HURRY", 0.1)
    async with Stage(sqlite_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        await dana.write(stage.discord.bot, "before")
        await stage.discord.until(lambda: answers(dana) == 1)
        await stage.stop_bot()
        written = [f"Thought {number}" for number in range(30)]
        for one in written:
            await dana.write(stage.discord.bot, one)
        silent = stage.discord.faults.delay("GET /guilds/{guild_id}/members/{user_id}", 3.0)
        stage.clock.move_to(NOON + timedelta(hours=1))
        await stage.start_bot()
        assert not stage.house.client.inbox.behind, "all is stored, whatever is known of its author"
        stage.discord.faults.remove(silent)
        await stage.beat()
        assert await kept(stage, dana) == ["before", *written]


async def test_what_was_read_before_time_was_up_is_not_read_again(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbox.CONVERSATION_TAKES", 2.0)
    async with Stage(sqlite_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        await dana.write(stage.discord.bot, "before")
        await stage.discord.until(lambda: answers(dana) == 1)
        await stage.stop_bot()
        for number in range(150):
            await dana.write(stage.discord.bot, f"Thought {number}")
        asked: list[str] = []

        def later_pages(call: Call) -> bool:
            asked.append(call.query["after"])
            return len(asked) > 1

        slow = stage.discord.faults.delay(HISTORY, 4.0, when=later_pages)
        await stage.start_bot()
        stage.discord.faults.remove(slow)
        begins: list[str] = []
        stage.discord.faults.delay(HISTORY, 0.0, when=lambda call: not begins.append(call.query["after"]))
        await stage.beat()
        assert int(begins[0]) > int(asked[0])
        assert len(await kept(stage, dana)) == 151


async def test_a_ban_is_not_prolonged_by_asking_for_every_conversation_at_every_beat(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await furnished(stage, *(f"Person {number}" for number in range(8)))
        for person in people:
            await person.write(stage.discord.bot, "before")
        await stage.discord.until(lambda: all(answers(person) == 1 for person in people))
        await stage.stop_bot()
        for person in people:
            await person.write(stage.discord.bot, "meanwhile")
        banned = stage.discord.faults.page_on(HISTORY, 403)
        await stage.start_bot()
        for _ in range(40):  # ten minutes of the scheduler's pulse
            stage.clock.move_to(stage.clock.now() + timedelta(seconds=15))
            await stage.beat()
        assert banned.hits < 10
        stage.discord.faults.remove(banned)
        stage.clock.move_to(stage.clock.now() + timedelta(minutes=5))
        await stage.beat()
        assert [await kept(stage, person) for person in people] == [["before", "meanwhile"]] * 8


async def test_what_somebody_had_us_forget_is_not_read_back_with_what_they_write_later(database_url: str) -> None:
    async with Stage(database_url, NOON) as stage:
        dana = await forgotten(stage)
        async with nobody_writes(database_url):
            await dana.write(stage.discord.bot, "hello again")
            await stage.discord.until(lambda: len(stage.house.client.inbox.behind) == 1)
        await stage.beat()
        assert await kept(stage, dana) == ["hello again"]
        await stage.restart_bot()
        await stage.beat()
        assert await kept(stage, dana) == ["hello again"]


async def test_what_somebody_had_us_forget_is_not_read_back_when_they_come_to_us_again(database_url: str) -> None:
    async with Stage(database_url, NOON) as stage:
        dana = await forgotten(stage)
        async with stage.store.begin() as db:
            again = await db.people.ensure(UserId(dana.id), "Dana", stage.clock.now())
            await db.people.set_dm(again.id, ChannelId(stage.discord.dms[dana.id].id))
        await stage.restart_bot()
        await stage.beat()
        assert await kept(stage, dana) == []


async def test_what_arrives_while_the_bot_ends_is_kept_and_answered_by_the_next_one(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        inbox = stage.house.client.inbox
        async with nobody_writes(sqlite_url):
            await dana.write(stage.discord.bot, "hello")
            await stage.discord.until(lambda: not inbox.idle)
            await stage.house.client.finish()
        await stage.discord.until(lambda: inbox.idle)
        assert answers(dana) == 0, "its connection may close at any moment"
        await stage.restart_bot()
        await stage.beat()
        assert answers(dana) == 1


async def forgotten(stage: Stage) -> Person:
    """Somebody who told us a secret, and had us forget it two months ago."""
    (dana,) = await furnished(stage, "Dana")
    await dana.write(stage.discord.bot, "a secret")
    await stage.discord.until(lambda: answers(dana) == 1)
    await forget(stage, dana)
    stage.clock.move_to(NOON + timedelta(days=60))
    return dana


async def forget(stage: Stage, person: Person) -> None:
    """Nothing that they wrote, and nothing about them, is left in the database."""
    async with stage.store.begin() as db:
        known = await db.people.by_user(UserId(person.id))
        assert known is not None
        await db.link.run(delete(deliveries).where(deliveries.c.person_id == known.id))
        await db.link.run(delete(people).where(people.c.id == known.id))
