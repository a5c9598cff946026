"""The web server: how the bot is, and calendars at private addresses, of which nothing is said anywhere else."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import aiohttp
import pytest

from bot.clock import WallClock
from bot.config import ConfigError, Web
from bot.health import Health, Unwell
from bot.web import served
from rehearsal.discord import LocalDiscord
from services.own.calendars import Feeds
from tests.bot.processes import running
from tests.messages.reading import by_ical
from tests.services.conftest import FEEDS_AT, LINK, House, actor, house, season_url

__all__ = ["house", "season_url"]


def a_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as made:
        yield made


def serving(house: House, port: int, told: Health | None = None) -> AbstractAsyncContextManager[None]:
    return served(Web(port=port), told or Health(house.clock), Feeds(house.store.read), WallClock())


async def path_of(house: House) -> str:
    """Where a member's calendar is read: a new address."""
    mine = await house.made.own.calendars.own(actor(21))
    assert mine.feed is not None
    made, _ = await house.made.own.calendars.renew(actor(21), mine.feed.mark)
    assert made.feed is not None
    assert made.feed.address is not None
    return made.feed.address.removeprefix(FEEDS_AT)


async def test_health_is_read_as_it_is(house: House, browser: aiohttp.ClientSession) -> None:
    port, told = a_port(), Health(house.clock)
    async with serving(house, port, told):
        for change, status, words in (
            (lambda: None, 503, ""),
            (told.leads, 200, "connected"),
            (lambda: told.leads(Unwell.OFFLINE), 503, "not connected since 2026-10-20 16:00 UTC"),
            (lambda: told.standby("gold:7"), 200, "standing by: gold:7 runs the bot"),
            (lambda: told.standby(None), 503, "standing by: the database cannot be reached"),
        ):
            change()
            async with browser.get(f"http://127.0.0.1:{port}/health") as answer:
                assert (answer.status, await answer.text()) == (status, f"{words}\n")
                assert answer.headers["Cache-Control"] == "no-store"


async def test_a_calendar_program_fetches_what_has_changed_and_nothing_else(house: House, browser: aiohttp.ClientSession) -> None:
    port = a_port()
    async with serving(house, port):
        url = f"http://127.0.0.1:{port}{await path_of(house)}"
        async with browser.get(url) as first:
            assert (first.status, first.content_type, first.charset) == (200, "text/calendar", "utf-8")
            assert len(by_ical(await first.read())) == 4
            assert LINK not in (await first.text()).replace("\r\n ", "")
            assert first.headers["Cache-Control"] == "private, max-age=900"
            seen = {"If-None-Match": first.headers["ETag"]}
        async with browser.head(url) as head:
            assert (head.status, await head.read(), head.headers["ETag"]) == (200, b"", first.headers["ETag"])
        async with browser.get(url, headers=seen) as known:
            assert (known.status, await known.read(), known.headers["ETag"]) == (304, b"", first.headers["ETag"])
        await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "14:00")
        async with browser.get(url, headers=seen) as changed:
            assert (changed.status, by_ical(await changed.read())[2].sequence) == (200, 1)


async def test_an_address_that_never_was_and_one_that_is_no_more_are_answered_alike(house: House, browser: aiohttp.ClientSession) -> None:
    port = a_port()
    async with serving(house, port):
        first = await path_of(house)
        await path_of(house)
        answers = set[tuple[object, ...]]()
        for path in (
            first,
            "/calendar/21-x.ics",
            "/calendar/9999-x.ics",
            "/calendar/%2e%2e%2fx.ics",
            "/calendar/%00.ics",
            "/calendar/é.ics",
        ):
            async with browser.get(f"http://127.0.0.1:{port}{path}") as answer:
                headers = sorted((name, value) for name, value in answer.headers.items() if name != "Date")
                answers.add((answer.status, await answer.read(), *headers))
        async with browser.get(f"http://127.0.0.1:{port}/anything") as answer:
            assert (answer.status, await answer.read()) == next(iter(answers))[:2]
        assert len(answers) == 1
        assert next(iter(answers))[0] == 404
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            async with browser.request(method, f"http://127.0.0.1:{port}{first}") as answer:
                assert answer.status == 405


async def test_no_address_is_in_the_log_whatever_is_asked_and_whatever_fails(
    house: House, browser: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    port = a_port()
    path = await path_of(house)
    secret = path.partition("-")[2].removesuffix(".ics")
    caplog.set_level(logging.DEBUG)
    for name in ("aiohttp", "aiohttp.server", "aiohttp.access", "bot.web"):
        caplog.set_level(logging.DEBUG, name)
    async with serving(house, port):
        lines = f"GET {path} HTTP/9.9\r\n", f"GET {path}\x00 HTTP/1.1\r\n", f"{path} GET\r\n", f"GET {path} HTTP/1.1\r\n{path}\r\n"
        for bad in lines:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"{bad}\r\n".encode())
            answer = await reader.read(2000)
            assert b"200 OK" not in answer
            writer.close()
        async with browser.get(f"http://127.0.0.1:{port}{path}") as good:
            assert good.status == 200
        await house.store.close()
        async with browser.get(f"http://127.0.0.1:{port}{path}") as later:
            assert (later.status, later.headers["Retry-After"]) == (503, "60")
    assert "what was asked of the web server failed" in caplog.text
    assert secret not in caplog.text


async def test_a_port_that_the_process_before_still_holds_is_waited_for(house: House, browser: aiohttp.ClientSession) -> None:
    port = a_port()
    async with serving(house, port), asyncio.timeout(20):
        waiting = serving(house, port)
        await waiting.__aenter__()
    try:
        async with asyncio.timeout(20):
            while True:
                try:
                    async with browser.get(f"http://127.0.0.1:{port}/health"):
                        break
                except aiohttp.ClientConnectionError:
                    await WallClock().sleep(0.2)
    finally:
        await waiting.__aexit__(None, None, None)


async def test_an_address_that_can_never_be_opened_is_said_to_be_that(house: House) -> None:
    web = Web(port=a_port(), host="203.0.113.1")
    with pytest.raises(ConfigError, match=r"web\.host and web\.port name 203\.0\.113\.1:\d+, which cannot be opened"):
        async with served(web, Health(house.clock), Feeds(house.store.read), WallClock()):
            pass


async def test_the_process_serves_while_it_runs_and_the_one_that_stands_by_takes_the_port_over(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path, browser: aiohttp.ClientSession
) -> None:
    port = a_port()

    async def says(words: str) -> None:
        async with browser.get(f"http://127.0.0.1:{port}/health") as answer:
            assert await answer.text() == f"{words}\n"

    async with running(local, sqlite_url, tmp_path, web__port=str(port)) as first:
        await first.says("the bot is connected")
        await says("connected")
        async with running(local, sqlite_url, tmp_path, web__port=str(port)) as second:
            await second.says("is taken by another process")
            await second.says("this one stands by")
            assert await first.stop() == 0
            await second.says("are served on")
            await second.says("the bot is connected")
            await says("connected")
            assert await second.stop() == 0
    with pytest.raises(aiohttp.ClientConnectionError):
        await says("connected")
