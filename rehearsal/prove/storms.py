"""What happens to the database of a running bot: a server that freezes or restarts, a disk that fills, a migration that is killed."""

import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, inspect

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
LONGEST = 0.6  # seconds within which any one migration ends on a slow machine; a kill after its end proves little, and is counted apart


def frozen(bench: Bench) -> Outcome:
    """PostgreSQL hears nothing and says nothing for half a minute."""
    outcome, lasts = Outcome(), bench.seconds(30, 6)

    async def storm(host: PostgresHost) -> None:
        async with trial(replace(bench, url=host.url(host_db)), outcome, lasts + 5):
            host.freeze(on=True)
            try:
                await asyncio.sleep(lasts)
            finally:
                host.freeze(on=False)

    with postgres_host() as host:
        host_db = host.create()
        asyncio.run(storm(host))
    return outcome


def restarted(bench: Bench) -> Outcome:
    """PostgreSQL is ended in the middle of statements, and started again, several times."""
    outcome, times = Outcome(), 1 if bench.brief else 4

    async def storm(host: PostgresHost) -> None:
        async with trial(replace(bench, url=host.url(host_db)), outcome, times * 6):
            for _ in range(times):
                await asyncio.sleep(3)
                await asyncio.to_thread(host.restart)

    with postgres_host() as host:
        host_db = host.create()
        asyncio.run(storm(host))
    return outcome


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
            return Outcome(notes=["this machine does not let us mount a small disk: not run"])
        asyncio.run(_fill_up(replace(bench, url=f"sqlite:///{disk / 'shamash.sqlite'}"), outcome, disk, None))
    return outcome


def full_disk_postgres(bench: Bench) -> Outcome:
    """The disk of PostgreSQL is full for a while; where that ends the server, it is started again once there is room."""
    outcome = Outcome()
    with small_disk(400) as disk:
        if disk is None:
            return Outcome(notes=["this machine does not let us mount a small disk: not run"])
        with postgres_host(disk) as host:
            asyncio.run(_fill_up(replace(bench, url=host.url(host.create())), outcome, disk, host))
    return outcome


async def _fill_up(bench: Bench, outcome: Outcome, disk: Path, host: PostgresHost | None) -> None:
    lasts = bench.seconds(30, 6)
    async with trial(bench, outcome, lasts + 5):
        filler = await asyncio.to_thread(fill, disk)
        await asyncio.sleep(lasts)
        filler.unlink()
        if host is not None and not host.running:
            outcome.notes.append("the full disk ended PostgreSQL")
            await asyncio.to_thread(host.start_again)


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
    for number, step in enumerate(steps):
        known = revisions()
        before = known[known.index(step) - 1] if step != known[0] else None
        shapes: dict[str | None, Any] = {}
        for to in (before, step):
            url = await _new(place, host, f"{number}-shape-{to}", database)
            shapes[to] = None if to is None else await _shape(url, to)
        for turn in range(1 if bench.brief else 4):
            url = await _new(place, host, f"{number}-{turn}", database)
            if before is not None:
                await migrate(url, before)
            name = f"{database}, migration {step}"
            await _kill_one(url, step, dice.uniform(0, LONGEST))
            left = await revision(url)
            outcome.ends["new" if left == step else "old"] += 1
            if left not in shapes:
                outcome.wrong.append(f"{name}: what is left is at {left}")
            elif left is not None and await within(url, _tables) != shapes[left]:
                outcome.wrong.append(f"{name}: what is left says {left}, and is between the two")
            await migrate(url, step)
            outcome.wrong += [f"{name}: brought on, it is not as it should be"] if await within(url, _tables) != shapes[step] else []
            outcome.wrong += [f"{name}: {one}" for one in await unsound(url)] if step == known[-1] else []


async def _new(place: Path, host: PostgresHost, name: str, database: str) -> str:
    return f"sqlite:///{place / name}.sqlite" if database == "SQLite" else host.url(await asyncio.to_thread(host.create))


async def _shape(url: str, to: str) -> Any:
    await migrate(url, to)
    return await within(url, _tables)


def _tables(connection: Connection) -> dict[str, Any]:
    """Every table with its columns and indexes."""
    looked = inspect(connection)
    return {
        table: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in looked.get_columns(table)),
            sorted(str(index["name"]) for index in looked.get_indexes(table)),
        )
        for table in sorted(looked.get_table_names())
    }


async def _kill_one(url: str, step: str, after: float) -> None:
    made = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MIGRATE, url, step, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert made.stdout is not None
    await made.stdout.readline()
    await asyncio.sleep(after)
    if made.returncode is None:
        made.send_signal(signal.SIGKILL)
    await made.wait()


STORMS = {
    "PostgreSQL that is frozen": frozen,
    "PostgreSQL that restarts": restarted,
    "a full disk under SQLite": full_disk_sqlite,
    "a full disk under PostgreSQL": full_disk_postgres,
    "migrations that are killed": killed_migrations,
}
