"""Discord is away, something answers in its place, or takes the token no more: nothing is lost, nothing doubtful, nothing silent."""

import itertools
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.ground.ids import ChannelId, DeliveryId, PersonId, ServerId, UserId
from domain.sending.deliveries import Class, DeliveryState, Kind, Planned, Subject
from domain.sending.facts import OfOwnThread
from rehearsal.discord import Person
from rehearsal.discord.model import Channel
from rehearsal.discord.routing import Call
from rehearsal.stage import Stage
from services.ground.ports import Absent, Done, LookFrom, OpenThread, Unauthorised, Unfinished
from tests.plays.letters import NOON, letters, of_program, plan, post, server_of, states, write

AWAY = timedelta(hours=20)


async def test_a_night_without_discord_is_held_against_no_letter(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.outage(on=True)
        await stage.pass_until(NOON + AWAY)
        stage.discord.faults.outage(on=False)
        await stage.pass_until(NOON + AWAY + timedelta(hours=6))
        assert await states(stage) == [DeliveryState.SENT] * 5
        assert [len(person.dm) for person in people] == [1] * 5


async def test_letters_wait_while_discord_takes_no_messages_though_it_still_says_who_is_there(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        await stage.pass_until(NOON + timedelta(minutes=1))
        server = ServerId(server_of(stage).id)
        refused = stage.discord.faults.error("POST /channels/{channel_id}/messages", 503)
        await write(stage, people[:2], "Another letter.")
        while stage.clock.now() < NOON + timedelta(minutes=30):
            await stage.made.ground.discord.member(server, UserId(people[0].id))
            await stage.pass_until(stage.clock.now() + timedelta(seconds=10))
        assert [(row.state, row.attempts) for row in await of_program(stage) if row.state is not DeliveryState.SENT] == [
            (DeliveryState.PENDING, 1)
        ] * 2
        stage.discord.faults.remove(refused)
        await stage.pass_until(NOON + timedelta(hours=1))
        assert [len(person.dm) for person in people] == [2, 2, 1, 1, 1]


async def test_a_page_of_something_on_the_way_to_discord_decides_about_no_letter(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        banned = stage.discord.faults.page_on("*", 403)
        await stage.pass_until(NOON + timedelta(hours=2))
        assert await states(stage) == [DeliveryState.PENDING] * 5
        stage.discord.faults.remove(banned)
        await stage.pass_until(NOON + timedelta(hours=3))
        assert await states(stage) == [DeliveryState.SENT] * 5
        assert [len(person.dm) for person in people] == [1] * 5


async def test_a_ban_that_names_its_length_is_waited_for_and_hardly_asked_about(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        banned = stage.discord.faults.page_on("*", 429, retry_after=1200)
        await stage.pass_until(NOON + timedelta(minutes=19))
        assert banned.hits == 1
        stage.discord.faults.remove(banned)
        await stage.pass_until(NOON + timedelta(hours=1))
        assert [len(person.dm) for person in people] == [1] * 5


async def test_one_conversation_that_is_never_answered_ends_as_uncertain_and_holds_up_nobody_else(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        await stage.pass_until(NOON + timedelta(minutes=1))
        dm = str(people[0].dm[0].channel.id)
        stage.discord.faults.page_on("* ", 403, when=lambda call: call.path.get("channel_id") == dm)
        for day in range(12):
            await write(stage, people, f"Letter {day}.")
            before = stage.clock.now()
            await stage.pass_until(before + timedelta(minutes=1))
            assert [len(person.dm) for person in people[1:]] == [day + 2] * 4, "the others have theirs within a minute"
            await stage.pass_until(before + timedelta(minutes=39))
        rows = await of_program(stage)
        first = next(row for row in rows if row.key == "letter/0/Letter 0.")
        assert (first.state, first.reason) == (DeliveryState.UNCERTAIN, "exhausted")
        assert len(people[0].dm) == 1
        assert not [row.reason for row in rows if "<" in (row.reason or "")]


async def test_a_busy_channel_does_not_keep_an_announcement_from_going_out_after_a_downtime(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON - timedelta(days=20)) as stage:
        people = await letters(stage)
        home = server_of(stage).add_text_channel("home")
        await stage.pass_until(NOON - timedelta(days=19))
        await post(stage, [home], "Session two.", NOON)
        for _ in range(6000):
            await people[0].write(home, "hello")
        await stage.stop_bot()
        stage.clock.move_to(NOON + timedelta(minutes=10))
        for _ in range(1200):
            await people[0].write(home, "hello again")
        await stage.start_bot()
        stage.discord.requests.clear()
        await stage.beat()
        assert [seen.text for seen in people[0].sees(home) if seen.author is stage.discord.bot] == ["Session two."]
        read = [one for one in stage.discord.requests if one.route == "GET /channels/{channel_id}/messages"]
        assert len(read) < 30, "1,200 messages since it was due, and none of the weeks before"


async def test_a_look_that_takes_long_goes_on_where_it_was_interrupted(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.sending.sender.NO_ANSWER", 3.0)
    monkeypatch.setattr("bot.looking.LOOK_WITHIN", 1.0)
    async with Stage(sqlite_url, NOON - timedelta(days=20)) as stage:
        people = await letters(stage)
        home = server_of(stage).add_text_channel("home")
        await stage.pass_until(NOON - timedelta(days=19))
        await post(stage, [home], "Session two.", NOON)
        await stage.stop_bot()
        stage.clock.move_to(NOON + timedelta(minutes=10))
        for _ in range(250):
            await people[0].write(home, "hello")
        await stage.start_bot()
        page = itertools.count()
        stage.discord.faults.delay("GET /channels/{channel_id}/messages", 6.0, when=lambda call: _of(call, home) and next(page) % 2 == 1)
        await stage.beat()
        assert [seen.text for seen in people[0].sees(home) if seen.author is stage.discord.bot] == ["Session two."]
        assert next(page) == 5, "three looks, of which two were stopped at their second page"


HISTORY = "GET /channels/{channel_id}/messages"
SENDS = "POST /channels/{channel_id}/messages"
SLEEPING = "GET /channels/{channel_id}/users/@me/threads/archived/private"


async def test_a_look_reads_five_pages_at_most_and_others_have_their_turn_before_it_goes_on(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON - timedelta(days=20)) as stage:
        people = await letters(stage)
        server = server_of(stage)
        home, other = server.add_text_channel("home"), server.add_text_channel("other")
        await stage.pass_until(NOON - timedelta(days=19))
        await post(stage, [home], "Session two.", NOON)
        await post(stage, [other], "Session three.", NOON + timedelta(minutes=9, seconds=30))
        await stage.stop_bot()
        stage.clock.move_to(NOON + timedelta(minutes=10))
        for _ in range(1200):
            await people[0].write(home, "hello")
        await stage.start_bot()
        stage.discord.requests.clear()
        await stage.beat()
        made = [one.route for one in stage.discord.requests if one.route in {HISTORY, SENDS}]
        assert made == [*[HISTORY] * 5, SENDS, *[HISTORY] * 8, SENDS], "twelve pages, and one that is empty"
        assert [seen.text for seen in people[0].sees(other) if seen.author is stage.discord.bot] == ["Session three."]


async def test_a_look_among_sleeping_threads_reads_a_page_at_most_and_goes_on_where_it_stopped(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        await stage.pass_until(NOON + timedelta(minutes=1))
        stage.discord.limits.off()
        server, discord = server_of(stage), stage.made.ground.discord.discord
        places = [server.add_text_channel(name) for name in ("home", "sign-up")]
        ours = [OpenThread(DeliveryId(f"{n:020}"), ChannelId(places[n % 2].id), f"Thread {n}", None) for n in range(450)]
        for one in ours:
            assert isinstance(await discord.do(one), Done)
        for thread in server.threads.values():
            thread.thread.archived = True  # pyright: ignore[reportOptionalMemberAccess] - it is one
        eldest = replace(ours[1], channel=ChannelId(places[0].id), also=(ChannelId(places[1].id),))  # it was opened in the other one
        stage.discord.requests.clear()
        since: LookFrom = NOON
        for look in (1, 2):
            found = await discord.find(eldest, since)
            assert isinstance(found, Unfinished)
            assert sum(one.route == SLEEPING for one in stage.discord.requests) == 2 * look
            since = found.up_to
        assert isinstance(await discord.find(eldest, since), Done)
        assert sum(one.route == SLEEPING for one in stage.discord.requests) == 6
        assert isinstance(await discord.find(replace(eldest, name="Another"), since), Absent)
        await _others_have_their_turn(stage, people, places[0])


async def _others_have_their_turn(stage: Stage, people: list[Person], home: Channel) -> None:
    """Somebody is written to between two looks for a thread that was never opened."""
    now = stage.clock.now()
    opening = Planned(
        "thread/x", Kind.THREAD, Subject.PRIVATE_THREAD, now, now, now + timedelta(days=1), Class.LETTER,
        person=PersonId(1), channel=ChannelId(home.id), facts=OfOwnThread(None), acted_at=now,
    )  # fmt: skip
    await plan(stage, [opening])
    stage.clock.move_to(now + timedelta(seconds=1))
    await write(stage, people[1:2], "Another letter.")
    stage.discord.requests.clear()
    await stage.beat()
    made = [one.route for one in stage.discord.requests]
    looks = [place for place, route in enumerate(made) if route == SLEEPING]
    assert len(looks) == 3
    assert looks[0] < made.index(SENDS) < looks[1]
    assert "POST /channels/{channel_id}/threads" in made


def _of(call: Call, channel: Channel) -> bool:
    return call.path.get("channel_id") == str(channel.id)


async def test_a_token_that_is_not_taken_any_more_ends_the_bot_and_loses_no_letter(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        await letters(stage)
        stage.discord.faults.error("POST /users/@me/channels", 401)
        stage.discord.faults.error("GET /users/@me", 401)
        with pytest.raises(Unauthorised):
            await stage.beat()
        with pytest.raises(Unauthorised):  # and it stays so, whoever rings: the process ends with it
            await stage.beat()
        assert set(await states(stage)) <= {DeliveryState.PENDING, DeliveryState.SENDING}


async def test_one_request_that_is_refused_the_token_ends_nothing_and_is_made_again(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.error("POST /users/@me/channels", 401, times=2)
        await stage.pass_until(NOON + timedelta(hours=6))
        assert await states(stage) == [DeliveryState.SENT] * 5
        assert [len(person.dm) for person in people] == [1] * 5


async def test_a_token_is_not_at_fault_while_nobody_can_say_so(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.error("POST /users/@me/channels", 401, times=2)
        stage.discord.faults.error("GET /users/@me", 503, times=2)
        await stage.pass_until(NOON + timedelta(hours=6))
        assert [len(person.dm) for person in people] == [1] * 5
