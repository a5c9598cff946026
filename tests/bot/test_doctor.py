"""The doctor tells an operator what is wrong and what to do about it."""

import json
import sqlite3
import zoneinfo
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord import Permissions
from sqlalchemy import insert

from bot import config, doctor
from bot.clock import WallClock
from bot.doctor import Line, database, discord, machine
from rehearsal.discord import LocalDiscord
from storage.backup import nightly
from storage.library import library
from storage.migrate import migrate
from storage.sqlite import connect
from storage.store import open_store
from storage.tables import turns

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEEDED = discord.NEEDED.value


class Stopped:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        pass


@dataclass
class Portal:
    """What Discord answers about a bot; a healthy one unless a test says otherwise."""

    url: str = ""
    token: str = "a-good-token"
    sent: datetime = NOW
    flags: int = 0
    policy: str | None = "https://example.com/privacy"
    starts_left: int = 990
    servers: list[dict[str, Any]] = field(default_factory=lambda: [server(1, NEEDED)])
    me: int = 200

    async def answer(self, request: web.Request) -> web.Response:
        headers = {"Date": format_datetime(self.sent, usegmt=True)}
        status, body = self._found(request)
        return web.Response(status=status, body=json.dumps(body), content_type="application/json", headers=headers)

    def _found(self, request: web.Request) -> tuple[int, object]:
        if request.headers["Authorization"] != f"Bot {self.token}":
            return 401, {"message": "401: Unauthorized", "code": 0}
        limit = {"total": 1000, "remaining": self.starts_left, "reset_after": 7_200_000, "max_concurrency": 1}
        after = int(request.query.get("after", "0"))
        application = {"id": "70", "name": "Shamash", "flags": self.flags, "privacy_policy_url": self.policy}
        return {
            "/users/@me": (self.me, {"id": "7", "username": "shamash"}),
            "/applications/@me": (200, application),
            "/gateway/bot": (200, {"url": "wss://gateway.example", "shards": 1, "session_start_limit": limit}),
            "/users/@me/guilds": (200, [one for one in self.servers if int(one["id"]) > after][:200]),
        }[request.path]


def server(number: int, permissions: int) -> dict[str, Any]:
    return {"id": str(number), "name": f"Server {number}", "permissions": str(permissions)}


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    answers = Portal()
    application = web.Application()
    application.router.add_get("/{path:.*}", answers.answer)
    async with TestServer(application) as running:
        answers.url = str(running.make_url("")).rstrip("/")
        yield answers


async def findings(portal: Portal, token: str = "a-good-token") -> list[Line]:
    return await discord.examine(config.Discord(token=token, api_url=portal.url), Stopped())


def wrong(lines: list[Line]) -> list[str]:
    return [line.what for line in lines if line.ok is False]


def uncertain(lines: list[Line]) -> list[str]:
    return [line.what for line in lines if line.ok is None]


async def test_a_healthy_bot_has_nothing_wrong(portal: Portal) -> None:
    lines = await findings(portal)
    assert len(lines) == 6
    assert all(line.ok and not line.advice for line in lines)


async def test_a_bot_on_the_local_discord_has_nothing_wrong() -> None:
    async with LocalDiscord(WallClock().now) as local:
        local.add_server("Hineni", local.add_person("Miriam"))
        lines = await discord.examine(config.Discord(token=local.token, api_url=local.api_url), WallClock())
        assert wrong(lines) == []
        assert Line(True, "Hineni: every right that is needed is granted") in lines
        local.verdict()


async def test_without_a_token_the_operator_is_told_where_to_find_one() -> None:
    (line,) = await discord.examine(config.Discord(), Stopped())
    assert line.ok is False
    assert "developer portal" in line.advice


async def test_a_token_that_discord_does_not_know_is_said_to_be_that(portal: Portal) -> None:
    lines = await findings(portal, token="an-old-token")
    assert wrong(lines) == ["Discord does not accept the token"]
    assert "an-old-token" not in doctor.report(lines)


async def test_a_discord_that_is_down_is_uncertain_and_not_the_operators_fault(portal: Portal) -> None:
    portal.me = 503
    lines = await findings(portal)
    assert wrong(lines) == []
    assert uncertain(lines) == ["Discord answers 503 when asked who the bot is"]


async def test_an_address_where_nobody_answers_is_named(portal: Portal) -> None:
    gone = config.Discord(token="a-good-token", api_url="http://127.0.0.1:9/api")
    (line,) = await discord.examine(gone, Stopped())
    assert line.ok is False
    assert "http://127.0.0.1:9/api" in line.what


@pytest.mark.parametrize(("seconds", "words"), [(29, None), (-29, None), (40, "behind"), (-40, "ahead of")])
async def test_a_clock_that_is_wrong_is_noticed(portal: Portal, seconds: int, words: str | None) -> None:
    portal.sent = NOW + timedelta(seconds=seconds)
    found = wrong(await findings(portal))
    assert found == ([f"the clock is 40 seconds {words} Discord's"] if words else [])


async def test_intents_that_are_not_needed_are_named(portal: Portal) -> None:
    portal.flags = 1 << 15 | 1 << 18
    assert uncertain(await findings(portal)) == ["privileged intents are switched on: server members, message content"]


async def test_a_missing_privacy_policy_is_mentioned(portal: Portal) -> None:
    portal.policy = None
    assert uncertain(await findings(portal)) == ["the developer portal names no privacy policy"]


async def test_a_crash_loop_is_noticed_before_discord_resets_the_token(portal: Portal) -> None:
    portal.starts_left = 12
    assert wrong(await findings(portal)) == ["12 of 1000 connections are left for the next 2 hours"]


async def test_each_server_that_withholds_a_right_is_named_with_the_right(portal: Portal) -> None:
    portal.servers = [server(1, NEEDED), server(2, NEEDED & ~Permissions(create_events=True).value), server(3, 8)]
    lines = await findings(portal)
    assert wrong(lines) == ["Server 2: the bot lacks create events"]
    assert uncertain(lines) == ["Server 3: the bot is an administrator"]
    assert f"client_id=70&permissions={NEEDED}&" in doctor.report(lines)


async def test_all_servers_are_looked_at_not_only_the_first_page(portal: Portal) -> None:
    portal.servers = [server(number, NEEDED) for number in range(1, 401)] + [server(401, 0)]
    lines = await findings(portal)
    assert len([line for line in lines if line.what.startswith("Server ")]) == 401
    assert wrong(lines)[0].startswith("Server 401: the bot lacks ")


async def test_a_bot_that_is_nowhere_yet_is_given_its_invitation(portal: Portal) -> None:
    portal.servers = []
    assert (await findings(portal))[-1].advice.endswith("scope=bot+applications.commands")


def test_what_is_needed_is_what_the_bot_does() -> None:
    assert (
        Permissions(
            view_channel=True,
            send_messages=True,
            send_messages_in_threads=True,
            embed_links=True,
            attach_files=True,
            read_message_history=True,
            create_public_threads=True,
            create_private_threads=True,
            create_events=True,
        )
        == discord.NEEDED
    )


def test_zone_data_is_the_pinned_one() -> None:
    assert machine.zones().ok
    assert zoneinfo.TZPATH == ()


def test_a_folder_for_backups_that_can_be_made_is_well(tmp_path: Path) -> None:
    assert machine.backups(tmp_path / "a" / "b").ok is not False
    assert not (tmp_path / "a").exists(), "the doctor changes nothing"


def test_a_folder_for_backups_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    line = machine.backups(tmp_path / "a file" / "backups")
    assert line.ok is False
    assert "storage.backups" in line.advice


def test_the_report_marks_what_to_mend() -> None:
    lines = [Line(True, "one"), Line(None, "two", "look"), Line(False, "three", "mend")]
    assert doctor.report(lines) == "ok  one\n??  two\n      look\n!!  three\n      mend\n\nOne thing is wrong."
    assert not doctor.is_well(lines)
    assert doctor.is_well(lines[:2])
    assert doctor.report(lines[:1]).endswith("Nothing is wrong.")


async def test_a_database_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    first, *_ = await database.examine(config.Storage(url=f"sqlite:///{tmp_path}/none.sqlite"), NOW)
    assert first.ok is None
    assert "mount or restore it" in first.advice
    assert list(tmp_path.iterdir()) == []


async def test_a_database_of_this_version_is_well(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shamash.sqlite"
    await migrate(url)
    first, *_ = await database.examine(config.Storage(url=url), NOW)
    assert first.ok


async def test_a_database_of_another_version_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "shamash.sqlite"
    await migrate(f"sqlite:///{path}")
    for version, advice in (("0000", "shamash migrate"), ("9999", "Install that version")):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        first, *_ = await database.examine(config.Storage(url=f"sqlite:///{path}"), NOW)
        assert first.ok is False
        assert advice in first.advice


async def test_an_empty_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "shamash.sqlite").touch()
    first, *_ = await database.examine(config.Storage(url=f"sqlite:///{tmp_path}/shamash.sqlite"), NOW)
    assert first.ok is None
    assert "is empty" in first.what
    assert "mount or restore it" in first.advice


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "shamash.sqlite").write_text("a letter and not a database " * 100, encoding="utf-8")
    first, *_ = await database.examine(config.Storage(url=f"sqlite:///{tmp_path}/shamash.sqlite"), NOW)
    assert first.ok is False
    assert "file is not a database" in first.what
    assert "\n" not in first.what


async def test_a_database_server_that_does_not_answer_is_named_without_its_password() -> None:
    (line,) = await database.examine(config.Storage(url="postgresql://shamash:sesame@127.0.0.1:9/shamash"), NOW)
    assert line.ok is False
    assert "sesame" not in doctor.report([line])


def damaged(path: Path) -> None:
    """Overwrite one page at the end of the file, as a bad disk does: nothing that a start reads is there."""
    with path.open("r+b") as file:
        file.seek(-4096, 2)
        file.write(b"\xa5" * 4096)


async def test_a_damaged_database_is_not_called_fine_and_the_newest_backup_is_named(sqlite_url: str, tmp_path: Path) -> None:
    settings = config.Storage(url=sqlite_url, backups=str(tmp_path / "backups"))
    for day in (1, 2):
        await nightly(sqlite_url, settings.backups, 7, NOW + timedelta(days=day))
    damaged(tmp_path / "shamash.sqlite")
    lines = [line for line in await database.examine(settings, NOW) if line.ok is False]
    assert lines
    assert "is damaged" in lines[-1].what
    assert "shamash restore" in lines[-1].advice
    assert "20261126T120000Z.sqlite --overwrite" in lines[-1].advice


async def test_a_sound_database_of_either_kind_is_said_to_be_so(migrated_url: str) -> None:
    lines = await database.examine(config.Storage(url=migrated_url), NOW)
    assert {"the database is not damaged", "nothing that the bot does by itself has failed for good"} <= {line.what for line in lines}
    assert doctor.is_well(lines)


async def test_whatever_stays_failed_is_named_with_what_to_do(migrated_url: str) -> None:
    store = await open_store(migrated_url)
    async with store.begin() as db:
        values = {"kind": "window-closes", "subject": 1, "due": NOW, "attempts": 10, "reason": "KeyError", "failed_at": NOW}
        await db.link.run(insert(turns).values(key="cohort/1/window-closes/x", state="failed", **values))
        await db.jobs.failed("backup", "OSError", NOW)
    await store.close()
    lines = [line for line in await database.examine(config.Storage(url=migrated_url), NOW) if line.ok is False]
    assert ["cohort/1/window-closes/x (KeyError" in lines[0].what, "backup has failed since" in lines[1].what] == [True, True]
    assert "restart" in lines[0].advice
    assert "storage.backups" in lines[1].advice


async def test_a_database_that_cannot_be_read_to_its_end_is_not_called_fine(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_through(url: str) -> None:
        raise library.OperationalError("disk I/O error")  # which no test can bring about on a disk that is sound

    monkeypatch.setattr(database, "look_through", look_through)
    (line,) = [line for line in await database.examine(config.Storage(url=sqlite_url), NOW) if line.ok is False]
    assert "cannot be read: disk I/O error" in line.what
    assert "disk" in line.advice


async def test_a_database_in_which_something_is_missing_is_not_called_fine(sqlite_url: str, tmp_path: Path) -> None:
    with closing(connect(tmp_path / "shamash.sqlite")) as connection:
        connection.execute("ALTER TABLE jobs RENAME TO elsewhere")
    (line,) = [line for line in await database.examine(config.Storage(url=sqlite_url), NOW) if line.ok is False]
    assert "cannot be read: no such table: jobs" in line.what
