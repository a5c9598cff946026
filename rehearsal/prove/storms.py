"""What happens to the database of a running bot: a server that freezes or restarts, a disk that fills, a migration that is killed."""

import asyncio
import importlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, Integer, MetaData, Table, inspect

from rehearsal.postgres import PostgresHost, postgres_host
from rehearsal.prove.sound import unsound
from rehearsal.prove.trials import Bench, Outcome, trial
from storage.migrate import _with as within  # pyright: ignore[reportPrivateUsage]
from storage.migrate import migrate, revision, revisions

MIGRATE = """
import asyncio, sys, alembic.command  # what is only needed by it is loaded before it says that it begins
from storage.migrate import migrate
print("go", flush=True)
asyncio.run(migrate(*sys.argv[1:]))
"""
NO_DISK = "this machine does not let us mount a small disk"
SHRINK = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint(TRUNCATE)')"  # so that it needs new room
ROWS = 3  # in each table
MEMBERS = 3  # one writes at each restart
BY_THEN = 30.0  # seconds in which a bot that has lost its database writes to it again


def frozen(bench: Bench) -> Outcome:
    """PostgreSQL hears nothing and says nothing for half a minute."""
    outcome, lasts = Outcome(), bench.seconds(30, 6)

    async def storm(host: PostgresHost) -> None:
        async with trial(replace(bench, url=host.url(host_db)), outcome, lasts + 5) as made:
            host.freeze(on=True)
            try:
                await made.write(0)
                await asyncio.sleep(lasts)
            finally:
                host.freeze(on=False)

    with postgres_host() as host:
        host_db = host.create()
        asyncio.run(storm(host))
    return outcome


def restarted(bench: Bench) -> Outcome:
    """PostgreSQL is ended in the middle of statements, and started again, several times."""
    outcome, times = Outcome(), 1 if bench.brief else MEMBERS

    async def storm(host: PostgresHost) -> None:
        url = host.url(host_db)
        async with trial(replace(bench, url=url), outcome, times * 6) as made:
            for number in range(times):
                await asyncio.sleep(3)
                async with _nothing_written(url) as waiting:
                    await made.write(number)
                    if not await waiting():
                        outcome.wrong.append("no statement was under way when PostgreSQL was ended: this proves nothing")
                    await asyncio.to_thread(host.restart)
            outcome.notes.append(f"{times} times in the middle of a statement")

    with postgres_host() as host:
        host_db = host.create()
        asyncio.run(storm(host))
    return outcome


@asynccontextmanager
async def _nothing_written(url: str) -> AsyncGenerator[Callable[[], Coroutine[Any, Any, bool]]]:
    """Whoever writes in that database waits in the middle of a statement. Gives what waits until somebody does; False when nobody has."""
    asyncpg: Any = importlib.import_module("asyncpg")
    ours = await asyncpg.connect(url)
    await ours.execute("BEGIN; LOCK TABLE replies, deliveries, leases IN EXCLUSIVE MODE")

    async def somebody_waits() -> bool:
        end = time.monotonic() + BY_THEN
        while time.monotonic() < end:
            await ours.execute("SELECT pg_stat_clear_snapshot()")  # else it sees what it saw first, as long as it holds the lock
            if await ours.fetchval("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event_type = 'Lock'"):
                return True
            await asyncio.sleep(0.05)
        return False

    try:
        yield somebody_waits
    finally:
        ours.terminate()  # which the server may have done before


@contextmanager
def small_disk(mebibytes: int) -> Generator[Path | None]:
    """A disk of that size, gone afterwards; None where this machine does not let us mount one."""
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    mounted = _did("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=0777", "tmpfs", str(folder))
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            _did("umount", "-l", str(folder))
        shutil.rmtree(folder, ignore_errors=True)


def _did(command: str, *arguments: str) -> bool:
    """True when there is such a command, and it worked."""
    there = shutil.which(command)
    return there is not None and subprocess.run([there, *arguments], check=False, capture_output=True).returncode == 0  # noqa: S603


def fill(disk: Path) -> Path:
    """Take every byte that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue
    return filler


def full_disk_sqlite(bench: Bench) -> Outcome:
    """The disk of the SQLite file is full for a while."""
    outcome = Outcome()
    with small_disk(64) as disk:
        if disk is None:
            return Outcome(not_run=NO_DISK)
        asyncio.run(_fill_up(replace(bench, url=f"sqlite:///{disk / 'shamash.sqlite'}"), outcome, disk, None))
    return outcome


def full_disk_postgres(bench: Bench) -> Outcome:
    """The disk of PostgreSQL is full for a while; where that ends the server, it is started again once there is room."""
    outcome = Outcome()
    with small_disk(400) as disk:
        if disk is None:
            return Outcome(not_run=NO_DISK)
        with postgres_host(disk) as host:
            asyncio.run(_fill_up(replace(bench, url=host.url(host.create())), outcome, disk, host))
    return outcome


async def _fill_up(bench: Bench, outcome: Outcome, disk: Path, host: PostgresHost | None) -> None:
    lasts = bench.seconds(30, 8)
    async with trial(bench, outcome, lasts + 5) as made:
        if host is None:
            await asyncio.to_thread(_did, sys.executable, "-c", SHRINK, str(disk / "shamash.sqlite"))
        filler = await asyncio.to_thread(fill, disk)
        if host is not None:
            await _use_up(bench.url)
        await made.write(0)
        await asyncio.sleep(lasts)
        filler.unlink()
        if host is not None and not host.running:
            outcome.notes.append("the full disk ended PostgreSQL")
            await asyncio.to_thread(host.start_again)
        logs = [process.log.read_text(encoding="utf-8") for process in made.processes]
        full = any(says in log for log in logs for says in ("could not be kept", "without its database"))
        outcome.notes.append("writes failed" if full else "no write failed")
        if not full:
            outcome.wrong.append("the disk was full, and nothing failed: this proves nothing")


async def _use_up(url: str) -> None:
    """Write until PostgreSQL has no room left, also none in the files that it made larger before."""
    asyncpg: Any = importlib.import_module("asyncpg")
    ours = await asyncpg.connect(url)
    try:
        await ours.execute("CREATE TABLE IF NOT EXISTS used_up (words text)")
        while True:
            await ours.execute("INSERT INTO used_up SELECT repeat(md5(random()::text), 200) FROM generate_series(1, 100)")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):  # no room, or no server any more
        pass
    finally:
        ours.terminate()


def killed_migrations(bench: Bench) -> Outcome:
    """Each migration is killed at any instant: what is left is the old database or the new one, sound, and can be brought on."""
    outcome = Outcome()
    steps = revisions()[-3:] if bench.brief else revisions()
    with postgres_host() as host:
        for database in ("SQLite", "PostgreSQL"):
            asyncio.run(_kill_migrations(bench, database, host, steps, outcome))
    return outcome


async def _kill_migrations(bench: Bench, database: str, host: PostgresHost, steps: list[str], outcome: Outcome) -> None:
    dice, place = Random(bench.seed), bench.folder / f"migrations-{database}"
    place.mkdir()
    known: list[str | None] = [None, *revisions()]
    for number, step in enumerate(steps):
        before, name = known[known.index(step) - 1], f"{database}, migration {step}"
        unkilled = await _filled(place, host, f"{number}-twin", database, before)
        seen = {before: await within(unkilled, _contents)}
        lasts = await _migrated(unkilled, step, None)
        seen[step] = await within(unkilled, _contents)
        for turn in range(1 if bench.brief else 8):
            url = await _filled(place, host, f"{number}-{turn}", database, before)
            await _migrated(url, step, dice.uniform(0, lasts))
            left = await revision(url)
            outcome.ends["new" if left == step else "old"] += 1
            if left not in seen:
                outcome.wrong.append(f"{name}: what is left is at {left}")
            elif await within(url, _contents) != seen[left]:
                outcome.wrong.append(f"{name}: what is left says {left}, and is between the two")
            await migrate(url, step)
            outcome.wrong += [f"{name}: brought on, it is not as it should be"] if await within(url, _contents) != seen[step] else []
            outcome.wrong += [f"{name}: {one}" for one in await unsound(url)] if step == known[-1] and before is None else []


async def _filled(place: Path, host: PostgresHost, name: str, database: str, at: str | None) -> str:
    """A new database of that kind at that revision, with some rows in every table."""
    url = f"sqlite:///{place / name}.sqlite" if database == "SQLite" else host.url(await asyncio.to_thread(host.create))
    if at is not None:
        await migrate(url, at)
        await within(url, _fill_tables)
    return url


def _fill_tables(connection: Connection) -> None:
    """Rows that refer to each other; what they say is of no matter to a migration, only that it is there afterwards."""
    there = MetaData()
    there.reflect(connection)
    for table in there.sorted_tables:
        if table.name != "alembic_version":
            for number in range(1, ROWS + 1):
                connection.execute(table.insert().values({column.name: _value(table, column, number) for column in table.columns}))


def _value(table: Table, column: Column[Any], number: int) -> Any:
    if isinstance(column.type, Integer):
        return number
    checked = any(f"json_valid({column.name})" in str(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint))
    return "{}" if checked else f"{column.name} {number}"


def _contents(connection: Connection) -> dict[str, Any]:
    """Every table with its columns, indexes and rows."""
    looked, there = inspect(connection), MetaData()
    there.reflect(connection)
    return {
        table.name: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in looked.get_columns(table.name)),
            sorted(str(index["name"]) for index in looked.get_indexes(table.name)),
            sorted(str(row) for row in connection.execute(table.select().order_by(*table.columns))),
        )
        for table in there.sorted_tables
    }


async def _migrated(url: str, step: str, killed_after: float | None) -> float:
    """Migrate in a process of its own, which may be killed; gives for how many seconds it was at it."""
    made = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MIGRATE, url, step, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert made.stdout is not None
    await made.stdout.readline()
    began = time.perf_counter()
    if killed_after is not None:
        await asyncio.sleep(killed_after)
        if made.returncode is None:
            made.send_signal(signal.SIGKILL)
    await made.wait()
    return time.perf_counter() - began


STORMS = {
    "PostgreSQL that is frozen": frozen,
    "PostgreSQL that restarts": restarted,
    "a full disk under SQLite": full_disk_sqlite,
    "a full disk under PostgreSQL": full_disk_postgres,
    "migrations that are killed": killed_migrations,
}
