"""The house itself: facts about this installation, and what it does by itself at night."""

import hashlib
import secrets
from datetime import timedelta

from services.ground.ports import Clock
from storage.store import Store

PREVIEWED = timedelta(days=1)  # how long a file waits for the press that takes it in
FORGET_HANDLED = timedelta(days=3)  # Discord's interactions live for fifteen minutes


class HouseFacts:
    """Small facts that outlive the process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, name: str) -> str | None:
        """One fact."""
        async with self._store.read() as db:
            return await db.fact(name)

    async def set(self, name: str, value: str) -> None:
        """Keep one fact."""
        async with self._store.begin() as db:
            await db.set_fact(name, value)

    async def token_worked(self, token: str) -> bool:
        """True when Discord has once let the bot in by that token: a refusal may then be a passing one."""
        return await self.get("token") == _digest(token)

    async def keep_token(self, token: str) -> None:
        """Remember that Discord let the bot in by that token; kept is a digest of it, from which it cannot be had."""
        if not await self.token_worked(token):
            await self.set("token", _digest(token))

    async def installation(self) -> str:
        """What makes this installation's delivery ids its own: made once, carried by every backup."""
        known = await self.get("installation")
        if known is None:
            known = secrets.token_hex(8)
            await self.set("installation", known)
        return known


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def forget_handled(store: Store, clock: Clock) -> int:
    """Drop the notes of interactions that can never come again, and the files that nobody took in."""
    async with store.begin() as db:
        await db.imports.forget(clock.now() - PREVIEWED)
        return await db.forget_handled(clock.now() - FORGET_HANDLED)
