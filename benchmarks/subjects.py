"""A bot as a process of its own, on a local Discord of its own, with a server to act on."""

import asyncio
import gc
import os
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.clock import WallClock
from rehearsal.discord import LocalDiscord, Person, Server
from rehearsal.discord.model import Channel

UP_WITHIN = 60.0


@dataclass
class Subject:
    """A running bot and the world it runs in."""

    name: str
    discord: LocalDiscord
    process: asyncio.subprocess.Process
    server: Server
    place: Channel
    people: list[Person]
    started: float
    usable: float

    def memory(self) -> float:
        """Resident MiB."""
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


def world(servers: int = 1, members: int = 50) -> tuple[LocalDiscord, Server, Channel, list[Person]]:
    """A local Discord without limits in the way, with that many servers of that many members."""
    discord = LocalDiscord(WallClock().now, check_openapi=False, keep_requests=False)
    discord.limits.off()
    first: tuple[Server, Channel, list[Person]] | None = None
    for _ in range(servers):
        people = [discord.add_person(f"Person {n}") for n in range(members)]
        server = discord.add_server("Beit Midrash", people[0])
        place = server.add_text_channel("home")
        for person in people[1:]:
            server.join(person)
        first = first or (server, place, people)
    assert first is not None
    return discord, *first


@asynccontextmanager
async def running(name: str, folder: Path, probe: str, *, servers: int = 1, watch: Path | None = None) -> AsyncGenerator[Subject]:
    """Start a bot, wait until a command is answered, give it, and stop it."""
    discord, server, place, people = world(servers)
    async with discord:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "SHAMASH_DISCORD__API_URL": discord.api_url,
            "SHAMASH_DISCORD__TOKEN": discord.token,
            "SHAMASH_STORAGE__URL": f"sqlite:///{folder / 'shamash.sqlite'}",
            "SHAMASH_STORAGE__BACKUPS": str(folder / "backups"),
            "SHAMASH_LOG__LEVEL": "ERROR",
        }
        ours = ["-m", "benchmarks.watched", str(watch)] if watch else ["-m", "bot", "run"]
        bare = ["-m", "benchmarks.bare", discord.api_url, discord.token, str(folder / "bare.sqlite")]
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(sys.executable, *(bare if name == "bare" else ours), env=env)
        gc.collect()
        gc.freeze()  # this process's own collections would be in somebody's answer
        try:
            usable = await _usable(discord, people[0], place, probe, started)
            yield Subject(name, discord, process, server, place, people, started, usable)
        finally:
            process.terminate()
            await process.wait()


async def _usable(discord: LocalDiscord, person: Person, place: Channel, probe: str, started: float) -> float:
    """Seconds from the process's start until a person's command is answered."""
    while time.perf_counter() - started < UP_WITHIN:
        if discord.gateway.sessions and any(command["name"] == probe for command in discord.commands[0]):
            answer = await person.command(place, probe)
            if answer.kind == "message":
                return time.perf_counter() - started
        await asyncio.sleep(0.005)
    raise AssertionError("the bot did not come up")
