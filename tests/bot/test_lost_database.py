"""A database that is not there is made at a first start and never again in silence; one that goes away ends the bot."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli import DONE, REFUSED, WRONG, main
from rehearsal.discord import LocalDiscord
from storage.migrate import LEASED_SINCE, head, migrate, revision
from storage.postgres import engine_of
from tests.bot.processes import running


async def test_a_first_start_makes_the_database(local: LocalDiscord, database_url: str, tmp_path: Path) -> None:
    async with running(local, database_url, tmp_path) as bot:
        await bot.says("the bot is connected")
    assert await revision(database_url) == head()


async def test_a_bot_that_ran_before_does_not_begin_with_an_empty_database_unless_it_is_told_to(
    local: LocalDiscord, database_url: str, tmp_path: Path
) -> None:
    local.commands[0] = [{"id": "1", "name": "me", "type": 1, "description": "About you"}]
    async with running(local, database_url, tmp_path) as bot:
        assert await bot.ends() == REFUSED
    (line,) = bot.said.splitlines()
    assert "though this bot has run before" in line
    assert "postgres@" not in line
    assert await revision(database_url) is None
    assert [path.name for path in tmp_path.iterdir()] == []
    async with running(local, database_url, tmp_path, "--new") as bot:
        await bot.says("the bot is connected")


async def migrate_by_hand(local: LocalDiscord, url: str, folder: Path, *arguments: str) -> int:
    """`shamash migrate` on that database; its exit status."""
    env = {
        "SHAMASH_DISCORD__API_URL": local.api_url, "SHAMASH_DISCORD__TOKEN": local.token, "SHAMASH_STORAGE__URL": url,
        "SHAMASH_STORAGE__BACKUPS": str(folder / "backups"),
    }  # fmt: skip
    return await asyncio.to_thread(main, ["migrate", *arguments], env)


@pytest.mark.usefixtures("logging_as_it_was")
async def test_an_operator_who_migrates_before_each_run_gets_no_empty_database_in_the_place_of_a_lost_one(
    local: LocalDiscord, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local.commands[0] = [{"id": "1", "name": "me", "type": 1, "description": "About you"}]
    assert await migrate_by_hand(local, database_url, tmp_path) == REFUSED
    assert "though this bot has run before" in capsys.readouterr().err
    assert await revision(database_url) is None
    assert list(tmp_path.iterdir()) == []
    assert await migrate_by_hand(local, database_url, tmp_path, "--new") == DONE
    assert await revision(database_url) == head()


@pytest.mark.usefixtures("logging_as_it_was")
async def test_an_operator_may_migrate_before_the_first_run_while_discord_can_be_asked(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path
) -> None:
    first = f"sqlite:///{tmp_path}/first.sqlite"
    away = local.faults.error("GET /applications/{application_id}/commands", 503)
    assert await migrate_by_hand(local, first, tmp_path) == WRONG
    assert await migrate_by_hand(local, sqlite_url, tmp_path) == DONE, "nobody is asked about a database that is there"
    local.faults.remove(away)
    assert await migrate_by_hand(local, first, tmp_path) == DONE
    assert await revision(first) == head()


async def test_a_bot_without_a_database_makes_none_while_it_cannot_ask_whether_there_was_one(local: LocalDiscord, tmp_path: Path) -> None:
    local.faults.error("GET /applications/{application_id}/commands", 503)
    async with running(local, f"sqlite:///{tmp_path}/shamash.sqlite", tmp_path) as bot:
        assert await bot.ends() == WRONG, "a service manager tries again"
    assert "cannot be asked just now" in bot.said
    assert list(tmp_path.iterdir()) == []


async def test_a_database_that_is_deleted_under_a_running_bot_ends_it_with_a_sentence(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path
) -> None:
    async with running(local, sqlite_url, tmp_path) as bot:
        await bot.says("the bot is connected")
        (tmp_path / "shamash.sqlite").unlink()
        assert await bot.ends() == WRONG
    assert "The file of the database is not there any more" in bot.said.splitlines()[-1]
    assert "Traceback" not in bot.said
    assert not (tmp_path / "shamash.sqlite").exists()


BUSY_ONCE = (
    "CREATE SEQUENCE tries",
    """CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF nextval('tries') = 1 THEN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END IF; RETURN NEW; END $$""",
    "CREATE TRIGGER busy BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION busy()",
)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("table", "begins_at"), [("house", "head"), ("alembic_version", LEASED_SINCE)])
async def test_a_database_that_is_busy_just_as_the_bot_begins_to_lead_is_waited_for(
    local: LocalDiscord, database_url: str, tmp_path: Path, table: str, begins_at: str
) -> None:
    await migrate(database_url, to=begins_at)
    engine = engine_of(database_url, 1)
    async with engine.begin() as connection:
        for statement in BUSY_ONCE:
            await connection.execute(text(statement.format(table=table)))
    await engine.dispose()
    async with running(local, database_url, tmp_path) as bot:
        await bot.says("the database went away before this process could log in")
        await bot.says("the bot is connected")
    assert "Traceback" not in bot.said
    assert await revision(database_url) == head()
