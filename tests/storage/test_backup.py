"""Backups: made beside a busy writer, verified, kept for as long as was said, and put back without losing what they replace."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from storage.backup import backup, nightly, restore
from storage.migrate import migrate
from storage.store import Store, open_store

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


async def someone(store: Store, user: int) -> None:
    async with store.begin() as db:
        await db.people.ensure(UserId(user), f"Person {user}", NOW)


async def there(url: str, user: int) -> bool:
    store = await open_store(url)
    try:
        async with store.read() as db:
            return await db.people.by_user(UserId(user)) is not None
    finally:
        await store.close()


async def test_what_was_written_before_a_backup_comes_back_with_it_and_what_came_later_does_not(migrated_url: str, tmp_path: Path) -> None:
    store = await open_store(migrated_url)
    await someone(store, 1)
    made = await backup(migrated_url, tmp_path / "copies")
    await someone(store, 2)
    await store.close()
    await restore(migrated_url, made.path, overwrite=True)
    assert await there(migrated_url, 1)
    assert not await there(migrated_url, 2)


async def test_what_a_restore_replaces_is_kept_and_can_be_put_back_itself(migrated_url: str, tmp_path: Path) -> None:
    made = await backup(migrated_url, tmp_path / "copies")
    store = await open_store(migrated_url)
    await someone(store, 1)
    await store.close()
    replaced = (await restore(migrated_url, made.path, overwrite=True)).replaced
    assert replaced is not None
    assert not await there(migrated_url, 1)
    await restore(migrated_url, replaced, overwrite=True)
    assert await there(migrated_url, 1)


async def test_a_database_that_holds_something_is_not_overwritten_unless_one_says_so(migrated_url: str, tmp_path: Path) -> None:
    store = await open_store(migrated_url)
    await someone(store, 1)
    made = await backup(migrated_url, tmp_path / "copies")
    await someone(store, 2)
    await store.close()
    with pytest.raises(Refusal) as no:
        await restore(migrated_url, made.path)
    assert no.value.why is Why.DATABASE_EXISTS
    assert await there(migrated_url, 2)


async def test_a_running_bot_keeps_its_database(migrated_url: str, tmp_path: Path) -> None:
    made = await backup(migrated_url, tmp_path / "copies")
    store = await open_store(migrated_url)
    await someone(store, 1)
    with pytest.raises(Refusal) as no:
        await restore(migrated_url, made.path, overwrite=True)
    assert no.value.why is Why.DATABASE_IN_USE
    await someone(store, 2)
    await store.close()
    assert await there(migrated_url, 2)


async def test_a_backup_that_was_cut_short_is_refused_and_nothing_is_touched(migrated_url: str, tmp_path: Path) -> None:
    store = await open_store(migrated_url)
    await someone(store, 1)
    await store.close()
    made = await backup(migrated_url, tmp_path / "copies")
    made.path.write_bytes(made.path.read_bytes()[: made.bytes // 2])
    with pytest.raises(Refusal) as no:
        await restore(migrated_url, made.path, overwrite=True)
    assert no.value.why is Why.BACKUP_DAMAGED
    assert await there(migrated_url, 1)


async def test_a_backup_that_is_not_there_and_a_file_that_is_none_are_told_apart(migrated_url: str, tmp_path: Path) -> None:
    poem = tmp_path / "poem.txt"
    poem.write_text("The one who serves")
    for source, why in ((tmp_path / "nothing", Why.BACKUP_MISSING), (poem, Why.BACKUP_DAMAGED)):
        with pytest.raises(Refusal) as no:
            await restore(migrated_url, source, overwrite=True)
        assert no.value.why is why


async def test_a_database_that_is_not_there_cannot_be_backed_up_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as no:
        await backup(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path / "copies")
    assert no.value.why is Why.DATABASE_MISSING
    assert not (tmp_path / "none.sqlite").exists()


async def test_a_copy_made_beside_a_busy_writer_is_whole(migrated_url: str, tmp_path: Path) -> None:
    store = await open_store(migrated_url)
    writing = asyncio.create_task(_write_many(store))
    made = [await backup(migrated_url, tmp_path / f"copy-{n}.{_ending(migrated_url)}") for n in range(3)]
    await writing
    await store.close()
    for copy in made:
        await restore(migrated_url, copy.path, overwrite=True)  # restoring examines it
    assert await there(migrated_url, 0)


async def _write_many(store: Store) -> None:
    for user in range(60):
        await someone(store, user)


def _ending(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "zip"


async def test_a_copy_is_for_its_owner_alone(migrated_url: str, tmp_path: Path) -> None:
    made = await backup(migrated_url, tmp_path / "copies")
    assert made.path.stat().st_mode & 0o077 == 0


async def test_seven_nights_are_kept_and_the_oldest_goes(migrated_url: str, tmp_path: Path) -> None:
    made = [await nightly(migrated_url, tmp_path, 7, NOW + timedelta(days=day)) for day in range(9)]
    assert sorted(path.name for path in tmp_path.glob("shamash-*Z.*")) == [one.path.name for one in made[-7:]]


async def gone_after_thirty_days(url: str, folder: Path, copy: Path) -> bool:
    """Whether a night leaves that copy for thirty days, and deletes it then."""
    made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    there: list[bool] = []
    for days in (29, 31):
        earlier = (made - timedelta(days=days)).timestamp()
        os.utime(copy, (earlier, earlier))
        await nightly(url, folder, 7, made, days=30)
        there.append(copy.exists())
    return there == [True, False]


async def test_what_a_restore_replaced_goes_when_people_were_told_that_the_last_copy_does(migrated_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    made = await backup(migrated_url, folder)
    store = await open_store(migrated_url)
    await someone(store, 1)
    await store.close()
    replaced = (await restore(migrated_url, made.path, overwrite=True)).replaced
    assert replaced is not None
    assert await gone_after_thirty_days(migrated_url, folder, replaced)


@pytest.mark.parametrize("beside", [True, False])
async def test_so_does_the_copy_that_was_made_before_a_migration(tmp_path: Path, beside: bool) -> None:
    url, folder = f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path / "copies"
    await migrate(url, to="0010")
    await migrate(url, backups=None if beside else folder)
    (copy,) = tmp_path.rglob("*.before-*")
    assert (copy.parent == tmp_path) is beside
    assert await gone_after_thirty_days(url, folder, copy)


async def test_where_backups_are_kept_beside_the_database_each_copy_is_deleted_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shamash.sqlite'}"
    await migrate(url, to="0010")
    await migrate(url)
    (copy,) = tmp_path.glob("*.before-*")
    assert await gone_after_thirty_days(url, tmp_path, copy)
    assert (tmp_path / "shamash.sqlite").exists()


WAITING = """
import sys, time
from pathlib import Path
from storage import snapshots

with snapshots.new_file(Path(sys.argv[1])) as part:
    part.write_bytes(b"half a copy")
    part.with_name(part.name + "-journal").write_bytes(b"its journal")
    print(part.name, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process in the midst of a backup into the folder."""
    command = [sys.executable, "-c", WAITING, str(tmp_path / "copies")]
    (tmp_path / "copies").mkdir()
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words
    assert process.stdout is not None
    assert process.stdout.readline().startswith(".shamash-")
    yield process
    process.kill()
    process.communicate()


def unfinished(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".shamash-*"))


async def test_what_a_killed_backup_left_is_cleared_by_the_next(migrated_url: str, tmp_path: Path, at_work: subprocess.Popen[str]) -> None:
    folder = tmp_path / "copies"
    (folder / ".shamash-orphan.part-journal").touch()
    assert len(unfinished(folder)) == 3
    at_work.kill()
    at_work.wait()
    made = await backup(migrated_url, folder)
    assert unfinished(folder) == []
    assert [path.name for path in folder.iterdir()] == [made.path.name]


async def test_a_backup_that_another_process_is_making_is_left_alone(
    migrated_url: str, tmp_path: Path, at_work: subprocess.Popen[str]
) -> None:
    await nightly(migrated_url, tmp_path / "copies", 7, NOW)
    assert len(unfinished(tmp_path / "copies")) == 2
    assert at_work.poll() is None


async def test_the_journals_of_the_database_itself_are_never_cleared(sqlite_url: str, tmp_path: Path) -> None:
    store = await open_store(sqlite_url)
    await someone(store, 1)
    await backup(sqlite_url, tmp_path)  # into the database's own folder
    assert {path.name for path in tmp_path.glob("shamash.sqlite*")} == {"shamash.sqlite", "shamash.sqlite-wal", "shamash.sqlite-shm"}
    await store.close()
    assert await there(sqlite_url, 1)


async def test_what_was_just_restored_takes_writes_at_once(migrated_url: str, tmp_path: Path) -> None:
    made = await backup(migrated_url, tmp_path / "copy")
    await restore(migrated_url, made.path, overwrite=True)
    store = await open_store(migrated_url)
    async with store.begin() as db:
        await db.set_fact("a", "b")
    async with store.read() as db:
        assert await db.fact("a") == "b"
    await store.close()
