"""Whether a bot runs on this database, and is connected: it says so with each renewal of its lease."""

from datetime import datetime, timedelta
from typing import Final

from bot.doctor.line import Line
from domain.ground.leases import Lease
from services.ground.leases import LEADER
from storage.store import open_store

SILENT: Final = timedelta(minutes=1)  # a lease is renewed every two seconds


async def examine(url: str, now: datetime) -> Line:
    """The finding about the bot that leads on that database, which has this version's structure."""
    store = await open_store(url)
    try:
        async with store.read() as db:
            return line_of(await db.leases.get(LEADER), now)
    finally:
        await store.close()


def line_of(lease: Lease | None, now: datetime) -> Line:
    """What the lease says."""
    if lease is None or not lease.held:
        return Line(True, "no bot is running on this database")
    if now - lease.renewed_at > SILENT:
        what = f"the bot ({lease.holder}) ended without a word, or is frozen: it was last heard of at {_at(lease.renewed_at)}"
        return Line(False, what, "Start it again; its log may say why it ended.")
    if lease.offline_since is not None:
        what = f"the bot is running ({lease.holder}) but not connected since {_at(lease.offline_since)}"
        return Line(False, what, "Its log says why. It connects again by itself, or ends after a quarter of an hour.")
    return Line(True, f"the bot is running ({lease.holder}) and connected")


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
