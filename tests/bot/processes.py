"""`shamash run` as a process of its own, started, frozen and killed by a test."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from rehearsal.discord import LocalDiscord

ROOT = Path(__file__).parents[2]
WITHIN = 20.0  # real seconds in which a process says or does what is awaited


class Running:
    """One process, and all that it has written to its standard error."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""
        self._line, self._over = asyncio.Condition(), False
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        while not self._over:
            line = await self.process.stderr.readline()
            async with self._line:
                self.said += line.decode()
                self._over = not line
                self._line.notify_all()

    async def says(self, words: str, times: int = 1, within: float = WITHIN) -> None:
        """Wait until it has written these words so often. What it said instead is in the error when it does not."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within), self._line:
                await self._line.wait_for(lambda: self._over or self.said.count(words) >= times)
        assert self.said.count(words) >= times, f"not said within {within} s, or by its end: {words}; the process said:\n{self.said}"

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """SIGKILL: it has no time for anything."""
        self.process.kill()
        await self.ends()

    async def stop(self) -> int:
        """SIGTERM: it ends in order; its exit status."""
        self.process.terminate()
        return await self.ends()

    async def ends(self, within: float = WITHIN) -> int:
        """Wait for its end; its exit status."""
        async with asyncio.timeout(within):
            status = await self.process.wait()
            await self._reading
        return status


@asynccontextmanager
async def running(discord: LocalDiscord, url: str, folder: Path, *arguments: str, **settings: str) -> AsyncGenerator[Running]:
    """Start `shamash run` on that Discord and database. `settings` are further ones, as `discord__token`."""
    env = {
        "SHAMASH_DISCORD__API_URL": discord.api_url, "SHAMASH_DISCORD__TOKEN": discord.token, "SHAMASH_STORAGE__URL": url,
        "SHAMASH_STORAGE__BACKUPS": str(folder / "backups"),
    }  # fmt: skip
    env |= {name if name.isupper() else f"SHAMASH_{name.upper()}": value for name, value in settings.items()}
    started = Running(
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", *arguments, env=env, cwd=ROOT, stderr=asyncio.subprocess.PIPE
        )
    )
    try:
        yield started
    finally:
        if started.process.returncode is None:
            started.process.kill()
        await started.ends()
