"""Backups of a PostgreSQL database without its tools, which are often not there: a zip of what COPY gives for each table.

Tables are found in the database, not in the code, so that one of an earlier revision is copied whole.
"""

import zipfile
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NoReturn, cast

import msgspec
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ground.refusal import Refusal, Why
from storage.migrate import revision_in, upgrade
from storage.postgres import APPLICATION, ONE_WRITER, engine_of
from storage.snapshots import new_file, publish, unused

_MANIFEST = "manifest.json"
_CHUNK = 1 << 16
_LOOKS = 20  # a tenth of a second apart: PostgreSQL lists a connection for a moment after it was closed


class CopiedTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table: its rows are in the member of its name, one line each, in the order of these columns."""

    name: str
    columns: list[str]
    rows: int
    sequences: dict[str, int]  # the last number given, by column: an id that was once given is never given again


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is in an archive; tables come after those that they refer to."""

    format: int
    revision: str
    tables: list[CopiedTable]


async def write(url: str, part: Path) -> str | None:
    """Copy the database, as it is at one instant, into an empty file, and examine the copy; gives its revision.

    Raises `Refusal(DATABASE_MISSING)` when there is nothing of ours in it.
    """
    engine = engine_of(url, 1)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            await _dump(connection, part)
    finally:
        await engine.dispose()
    return examine(part).revision


async def _dump(connection: AsyncConnection, part: Path) -> None:
    revision = await connection.run_sync(revision_in)
    if revision is None:
        raise Refusal(Why.DATABASE_MISSING, path=connection.engine.url.database)
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        tables = [await _dump_table(connection, archive, name) for name in await connection.run_sync(_tables)]
        archive.writestr(_MANIFEST, msgspec.json.encode(Manifest(1, revision, tables)))


async def _dump_table(connection: AsyncConnection, archive: zipfile.ZipFile, name: str) -> CopiedTable:
    columns = await connection.run_sync(lambda sync: [column["name"] for column in inspect(sync).get_columns(name)])
    with archive.open(name, "w", force_zip64=True) as member:

        async def keep(data: bytes) -> None:
            member.write(data)

        copied = await _copy(connection, "copy_from_table", name, columns=columns, output=keep)
    sequences = {column: last for column in columns if (last := await _last_given(connection, name, column)) is not None}
    return CopiedTable(name, columns, copied, sequences)


async def _copy(connection: AsyncConnection, way: str, name: str, **how: Any) -> int:
    """COPY through the driver, in SQLAlchemy's transaction; gives the number of rows."""
    driver = (await connection.get_raw_connection()).driver_connection
    status = await cast("Callable[..., Awaitable[str]]", getattr(driver, way))(name, format="text", **how)
    return int(status.removeprefix("COPY "))


def _tables(connection: Connection) -> list[str]:
    """Every table but Alembic's, each after those that it refers to."""
    named = (name for name, _ in inspect(connection).get_sorted_table_and_fkc_names())
    return [name for name in named if name is not None and name != "alembic_version"]


async def _last_given(connection: AsyncConnection, table: str, column: str) -> int | None:
    owned = text("SELECT pg_get_serial_sequence(quote_ident(:table), :column)")
    sequence = (await connection.execute(owned, {"table": table, "column": column})).scalar()
    if sequence is None:
        return None
    return (await connection.execute(text("SELECT pg_sequence_last_value(CAST(:name AS regclass))"), {"name": sequence})).scalar()


def examine(file: Path) -> Manifest:
    """What is in an archive that is whole. Raises `Refusal(BACKUP_MISSING)` or `Refusal(BACKUP_DAMAGED)`."""
    if not file.is_file():
        raise Refusal(Why.BACKUP_MISSING, file=str(file))
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
            for table in manifest.tables:
                if (found := _lines(archive, table.name)) != table.rows:
                    _damaged(file, f"{table.name} has {found} rows instead of {table.rows}")
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, OSError, EOFError, RuntimeError, zlib.error) as error:
        _damaged(file, str(error), error)
    return manifest


def _lines(archive: zipfile.ZipFile, name: str) -> int:
    """Rows in a member; reading it to its end checks its sum."""
    with archive.open(name) as member:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: member.read(_CHUNK), b""))


def _damaged(file: Path, found: str, cause: BaseException | None = None) -> NoReturn:
    raise Refusal(Why.BACKUP_DAMAGED, file=str(file), found=found) from cause


async def load(url: str, source: Path, *, overwrite: bool) -> Path | None:
    """Bring an examined archive into the database, in one transaction; gives the archive of what was there before.

    Raises `Refusal(DATABASE_EXISTS)` unless told to overwrite rows, and `Refusal(DATABASE_IN_USE)` while another process
    of ours is connected.
    """
    manifest = examine(source)
    engine = engine_of(url, 1)
    try:
        async with engine.begin() as connection:
            await connection.execute(ONE_WRITER)
            await _require_alone(connection)
            aside = await _set_aside(connection, source, overwrite)
            await connection.run_sync(upgrade, manifest.revision)
            with zipfile.ZipFile(source) as archive:
                for table in manifest.tables:
                    await _load_table(connection, archive, table, source)
    finally:
        await engine.dispose()
    return aside


async def _require_alone(connection: AsyncConnection) -> None:
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :ours AND pid <> pg_backend_pid()"
    )
    for _ in range(_LOOKS):
        if not (await connection.execute(others, {"ours": APPLICATION})).scalar_one():
            return
        await connection.execute(text("SELECT pg_stat_clear_snapshot(), pg_sleep(0.1)"))
    raise Refusal(Why.DATABASE_IN_USE, path=connection.engine.url.database)


async def _set_aside(connection: AsyncConnection, source: Path, overwrite: bool) -> Path | None:
    """Make room: what holds rows is archived beside the backup; then every table goes (and comes back if all this fails)."""
    tables = await connection.run_sync(_tables)
    quoted = [connection.dialect.identifier_preparer.quote(table) for table in tables]
    holds = [bool((await connection.execute(text(f"SELECT EXISTS (SELECT FROM {table})"))).scalar_one()) for table in quoted]  # noqa: S608
    aside = None
    if any(holds):
        if not overwrite:
            raise Refusal(Why.DATABASE_EXISTS, path=connection.engine.url.database)
        with new_file(source.parent) as part:
            await _dump(connection, part)
            examine(part)
            aside = unused(source.with_name(f"{source.stem}.replaced"), source.suffix)
            publish(part, aside)
    for table in (*quoted, "alembic_version"):
        await connection.execute(text(f"DROP TABLE IF EXISTS {table} CASCADE"))
    return aside


async def _load_table(connection: AsyncConnection, archive: zipfile.ZipFile, table: CopiedTable, source: Path) -> None:
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    await connection.execute(text(f"DELETE FROM {quoted}"))  # noqa: S608 - what a migration put there is in the archive too
    with archive.open(table.name) as member:
        copied = await _copy(connection, "copy_to_table", table.name, columns=table.columns, source=member)
    if copied != table.rows:
        _damaged(source, f"{table.name} took {copied} rows instead of {table.rows}")
    for column, last in table.sequences.items():
        given = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
        await connection.execute(given, {"table": quoted, "column": column, "last": last})
