"""Rate-limit buckets: a wait that Discord named is a wait, and never looks as if Discord had not answered."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord.http
import pytest

from domain.ground.ids import ChannelId, DeliveryId, ServerId
from messages.ground.values import Message
from rehearsal.discord.model import Channel
from rehearsal.stage import Stage
from services.ground.ports import Done, Effect, Outcome, Post, Schedule, TooFast

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)
MINUTE = 60.0


class Busy:
    """A server with a channel, where a minute takes two events."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.server = stage.discord.add_server("Beit Midrash", stage.discord.add_person("Owner"))
        self.home: Channel = self.server.add_text_channel("home")
        stage.discord.limits.other = (2, MINUTE)

    async def do(self, effect: Effect) -> Outcome:
        assert self.stage.house is not None
        return await self.stage.made.ground.discord.discord.do(effect)

    def event(self, number: int) -> Schedule:
        start = NOON + timedelta(days=number)
        end = start + timedelta(hours=1)
        return Schedule(DeliveryId(f"e{number:0>19}"), ServerId(self.server.id), f"Session {number}", "", start, end, "Zoom")

    def post(self, number: int) -> Post:
        return Post(DeliveryId(f"p{number:0>19}"), ChannelId(self.home.id), Message(f"Post {number}"))


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Busy]:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        made = Busy(stage)
        await stage.start_bot()
        stage.discord.limits.forget()
        yield made


async def test_the_last_request_that_fits_is_answered_at_once_and_the_next_one_hears_how_long_to_wait(busy: Busy) -> None:
    assert [type(await busy.do(busy.event(number))) for number in (1, 2)] == [Done, Done]
    third = await busy.do(busy.event(3))
    assert isinstance(third, TooFast)
    assert MINUTE - 1 < third.seconds < MINUTE + 1
    assert busy.stage.clock.now() == NOON, "nobody waited"
    assert len(busy.server.events) == 2
    assert isinstance(await busy.do(busy.post(1)), Done), "another bucket has room"


async def test_after_the_time_that_was_named_it_is_done(busy: Busy) -> None:
    for number in (1, 2, 3):
        outcome = await busy.do(busy.event(number))
    assert isinstance(outcome, TooFast)
    busy.stage.clock.move_to(NOON + timedelta(seconds=outcome.seconds))
    assert isinstance(await busy.do(busy.event(3)), Done)
    assert busy.stage.discord.invalid_requests == 0, "Discord refused nothing"


async def test_a_request_that_is_given_up_in_a_moment_of_the_limit_of_all_stops_no_other_for_good(
    busy: Busy, caplog: pytest.LogCaptureFixture
) -> None:
    busy.stage.discord.limits.overall = (1, 0.9)  # real seconds; discord.py itself waits for what is no longer than one
    busy.stage.discord.limits.forget()
    assert isinstance(await busy.do(busy.post(1)), Done)
    given_up = asyncio.create_task(busy.do(busy.post(2)))
    await busy.stage.discord.until(lambda: "Global rate limit has been hit" in caplog.text)
    given_up.cancel()
    async with asyncio.timeout(5):
        assert isinstance(await busy.do(busy.post(3)), Done)
    assert [message.content for message in busy.home.messages.values()] == ["Post 1", "Post 3"]


def test_discord_py_still_makes_its_buckets_by_the_name_that_we_replace() -> None:
    made = discord.http.HTTPClient.get_ratelimit.__code__.co_names
    assert "Ratelimit" in made


async def test_the_next_login_waits_as_long_as_discord_asks_as_the_first_one_does(sqlite_url: str) -> None:
    before = discord.http.Ratelimit
    async with Stage(sqlite_url, NOON) as stage:
        await stage.start_bot()
        assert discord.http.Ratelimit is not before
        await stage.stop_bot()
    assert discord.http.Ratelimit is before
