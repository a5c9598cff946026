"""Every way in, done once by somebody who may: what was only driven, and never reached, proves nothing."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from messages.ground import refusals
from rehearsal.discord import Answer
from rehearsal.prove.entries import entries
from rehearsal.prove.everyone import World
from rehearsal.prove.roads import Roads
from rehearsal.prove.table import HERE, REFUSALS, TABLE
from rehearsal.stage import Stage
from storage.backup import backup, restore

BEFORE = {"button pause-tell": "command /pause", "button enter-place": "form enter"}  # what the same person has to do first
MARK = "MARK"
SORRY = refusals.fault(MARK).text.split(MARK)[0]
SHOWN = frozenset({"message", "update", "form"})


class Copies:
    """The database as it was at each moment that was kept, by backups: so it can be put back on every kind of database."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._folder = folder
        self._kept: dict[str, Path] = {}

    def keep(self, moment: str) -> None:
        """Write a backup by that name; it has a loop of its own, since it is asked for where nothing is awaited."""
        ending = "sqlite" if self._stage.url.startswith("sqlite") else "zip"
        with ThreadPoolExecutor(1) as beside:
            made = beside.submit(asyncio.run, backup(self._stage.url, self._folder / f"{moment}.{ending}")).result()
        self._kept[moment] = made.path

    async def put_back(self, moment: str) -> None:
        """Stop the bot, restore, start it."""
        await self._stage.stop_bot()
        await restore(self._stage.url, self._kept[moment], overwrite=True)
        await self._stage.start_bot()

    def close(self) -> None:
        """Nothing is held open."""


def succeeded(entry: str, answer: Answer | None) -> bool:
    """True when it was done: answered with something to read or to fill in, and with no sentence that refuses or apologises."""
    if answer is None:
        return False
    if entry.startswith("autocomplete"):
        return bool(answer.choices)
    return answer.kind in SHOWN and SORRY not in answer.text and not any(no in answer.text for no in REFUSALS)


async def reach_all(world: World, copies: Copies) -> tuple[list[str], list[str]]:
    """Send each entry of the table by somebody who may, until it succeeds. Gives what succeeded, and what never did.

    The database is put back where an earlier entry left a state in which this one has nothing to do.
    """
    every = entries(world.stage.discord.commands[0], world.stage.house.client.acts)
    reached: list[str] = []
    for moment in ("drawn", "paired", "now"):
        await copies.put_back(moment)
        due = [entry for entry in sorted(every & TABLE.keys()) if TABLE[entry].at == moment]
        reached += [entry for entry in due if await _reach(world, entry) or await _reach_afresh(world, entry, copies)]
    return reached, sorted(every - {*reached})


async def _reach_afresh(world: World, entry: str, copies: Copies) -> bool:
    await copies.put_back(TABLE[entry].at)
    return await _reach(world, entry)


async def _reach(world: World, entry: str) -> bool:
    row, roads = TABLE[entry], Roads(world)
    for kind in _who(entry):
        if (first := BEFORE.get(entry)) is not None:
            await roads.send(kind, first, TABLE[first].args, TABLE[first].typed)
        if succeeded(entry, await roads.send(kind, entry, row.args, row.typed)):
            return True
    return False


def _who(entry: str) -> Iterable[str]:
    """Those who may; suggestions that tell nothing of any cohort are for everybody."""
    return sorted(TABLE[entry].may & HERE or HERE)
