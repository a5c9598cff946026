"""The store on SQLite, through aiosqlite: one writer, a few readers, each with a thread of its own on which it waits for the disk.

Nothing of SQLite runs on the event loop. A statement is one hop to its connection's thread and back (30 to 50 microseconds).
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import ClauseElement, Executable
from sqlalchemy.dialects import sqlite
from typing_extensions import override

from storage.library import aiosqlite, sqlite_library
from storage.link import Dialect, Link, Values, in_parts
from storage.prepared import Compiler, Prepared
from storage.sqlite import Connection, OpenFiles, connect
from storage.write_lock import WriteLock, to_its_end

T = TypeVar("T")
_READERS = 8  # how many read at once: one that waits for its disk holds up none of the others
_LINGERS = 0.05  # seconds that a snapshot may outlive its read: the next read by that connection ends it without a hop of its own
_CHUNK = 64  # rows that aiosqlite fetches at once when it is iterated, which nothing here does


class LocalLink(Link):
    """A transaction on one aiosqlite connection."""

    dialect = "sqlite"
    insert = staticmethod(sqlite.insert)

    def __init__(self, connection: aiosqlite.Connection, compiler: Compiler) -> None:
        self._connection = connection
        self._compiler = compiler
        self._open = True
        self.under_way = False  # a statement, also one that nobody waits for any more

    def end(self) -> None:
        """From now on every statement is refused: the next would run in somebody else's transaction."""
        self._open = False

    @override
    async def _rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        prepared, stored = await self._fetched(statement, values)
        return [prepared.row(row) for row in stored]

    @override
    async def parts(self, statement: Executable) -> AsyncGenerator[Sequence[Any]]:
        prepared, stored = await self._fetched(statement, None)
        async for part in in_parts(stored, prepared.row):
            yield part

    @override
    async def _run(self, statement: Executable, values: Values) -> int:
        if values is None or isinstance(values, Mapping):
            _, sql, bound = self._ready(statement, values)
            return (await self._waited(self._connection.execute(sql, bound))).rowcount
        self._require_open()
        prepared, parameters = self._compiler.shaped(cast("ClauseElement", statement), tuple(values[0]))
        many = [prepared.with_those_of(parameters, one) for one in values]
        return (await self._waited(self._connection.executemany(many[0][0], [bound for _, bound in many]))).rowcount

    async def _fetched(self, statement: Executable, values: Values) -> tuple[Prepared, list[Any]]:
        assert values is None or isinstance(values, Mapping), "a list of values is for `run`"  # noqa: S101
        prepared, sql, bound = self._ready(statement, values)
        return prepared, list(await self._waited(self._connection.execute_fetchall(sql, bound)))

    async def _waited(self, statement: Awaitable[T]) -> T:
        self.under_way = True
        done = await statement
        self.under_way = False
        return done

    def _ready(self, statement: Executable, values: Mapping[str, Any] | None) -> tuple[Prepared, str, list[Any]]:
        self._require_open()
        asked = cast("ClauseElement", statement)
        if values is not None:
            prepared = self._compiler.built(asked)
            return prepared, *prepared.with_values(values)
        prepared, parameters = self._compiler.shaped(asked)
        return prepared, *prepared.with_those_of(parameters)

    def _require_open(self) -> None:
        if not self._open:
            raise RuntimeError("this transaction has ended")


class Opened(NamedTuple):
    """A connection, and the driver's own one, on which its thread works."""

    connection: aiosqlite.Connection
    driver: Connection


class SqliteStore:
    """One writer, behind a lock; a few readers with a snapshot each. With an affected library one connection is all."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path, writer: Opened, readers: Sequence[Opened]) -> None:
        """`open_sqlite` makes one. Without readers, the writer does everything."""
        self.path = path
        self._writer = writer
        self._readers = list(readers)
        self._free = list(readers)
        self._may_read = asyncio.Semaphore(len(readers))
        self._reading: set[asyncio.Task[Any] | None] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._sweep: asyncio.TimerHandle | None = None
        self._compiler = Compiler(sqlite.dialect())
        self._write_lock = WriteLock()
        self._closed = False

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[LocalLink]:
        """One write transaction, durable when the block has ended.

        IMMEDIATE, so that what is read stays true: deferred transactions lost 550 of 600 read-modify-writes.
        """
        async with self._write_lock, self._transaction("BEGIN IMMEDIATE") as link:
            yield link
            await to_its_end(self._writer.connection.commit())

    @asynccontextmanager
    async def _transaction(self, begin: str) -> AsyncGenerator[LocalLink]:
        """On the writer; rolled back unless it was committed. Nothing to undo is no failure: SQLite itself may have done it."""
        self._require_open()
        connection, driver = self._writer
        driver.begin = begin
        link = LocalLink(connection, self._compiler)
        try:
            yield link
        finally:
            link.end()
            if link.under_way or connection.in_transaction:
                await to_its_end(connection.rollback())

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[LocalLink]:
        """One consistent read, which never waits for the writer (but with an affected library takes its turn)."""
        if not self._readers:
            async with self._write_lock, self._transaction("BEGIN") as link:
                try:
                    await to_its_end(self._writer.connection.execute("PRAGMA query_only=1"))
                    yield link
                finally:
                    await to_its_end(self._writer.connection.execute("PRAGMA query_only=0"))
            return
        task = asyncio.current_task()
        if task in self._reading:  # as many tasks as there are readers would wait for each other for ever
            raise RuntimeError("a read was asked for inside another one of the same task")
        await self._may_read.acquire()
        if self._closed:
            self._may_read.release()
            raise RuntimeError("the store is closed")
        reader = self._free.pop()  # the one that was used last: what it needs is in its cache
        reader.driver.begin = "BEGIN"
        link = LocalLink(reader.connection, self._compiler)
        self._reading.add(task)
        try:
            yield link
        finally:
            self._reading.discard(task)
            link.end()
            if link.under_way:  # cancelled: it may be only about to begin, and with a snapshot of that moment
                self._beside(self._end(reader))
            else:
                self._give_back(reader)
                self._sweep = self._sweep or asyncio.get_running_loop().call_later(_LINGERS, lambda: self._beside(self._let_go()))

    def _give_back(self, reader: Opened) -> None:
        self._free.append(reader)
        self._may_read.release()

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Nobody waits for it but who reads by that connection next."""
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end(self, reader: Opened) -> None:
        """Roll back what that connection reads, then let others have it."""
        try:
            await reader.connection.rollback()
        finally:
            self._give_back(reader)

    async def _let_go(self) -> None:
        """End the snapshots after which nobody read by their connection: a checkpoint would not get past them."""
        self._sweep = None
        for reader in list(self._free):
            if self._may_read.locked():  # they are used again at once, and another sweep follows
                return
            if reader in self._free and reader.driver.in_transaction:
                await self._may_read.acquire()
                self._free.remove(reader)
                await self._end(reader)

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the store is closed")

    async def close(self) -> None:
        """Let the reads and the write in hand end, then close; the last to close checkpoints, which waits for the disk."""
        async with self._write_lock:
            if self._closed:
                return
            self._closed = True
            if self._sweep is not None:
                self._sweep.cancel()
            for _ in self._readers:
                await self._may_read.acquire()
            for connection in (*(reader.connection for reader in self._readers), self._writer.connection):
                await to_its_end(connection.close())
            for _ in self._readers:  # who waited meanwhile is refused
                self._may_read.release()


async def open_sqlite(path: Path, *, alone: bool | None = None) -> SqliteStore:
    """Open that database, which must be there. `alone`: one connection does everything; None asks the library whether it must."""
    opened: list[Opened] = []
    alone = sqlite_library()[1] if alone is None else alone
    try:
        for reads in (False, *([] if alone else [True] * _READERS)):
            opened.append(await _opened(path, reads=reads))
            if not reads:  # a file that was restored has no write-ahead log before it is first read
                await opened[0].connection.execute_fetchall("SELECT count(*) FROM sqlite_master")
                opened[0].driver.files = await asyncio.to_thread(OpenFiles, path)
    except BaseException:
        for one in opened:
            await to_its_end(one.connection.close())
        raise
    return SqliteStore(path, opened[0], opened[1:])


async def _opened(path: Path, *, reads: bool) -> Opened:
    """Opened before aiosqlite has its thread: where that fails, there is none to be ended."""
    driver = await asyncio.to_thread(connect, path, reads=reads)
    return Opened(await aiosqlite.Connection(lambda: driver, _CHUNK), driver)
