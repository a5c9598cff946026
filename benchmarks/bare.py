"""The bare bot: discord.py and nothing else. It answers a fixed text, or one with buttons, or writes a row durably first."""

import asyncio
import sys
from pathlib import Path

import aiosqlite
import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

BOARD = (
    "**Cohorts of Circle**\n**Racial justice** · Justice\nSign-up is open until a day still to be set, free of charge. "
    "Led by Person 1. 13 places. First session: <t:1799776800:F>. 6 in all, on Tuesdays (New York time), the last on <t:1812474000:F>."
)
BUTTONS = (("Sign up: Racial justice", discord.ButtonStyle.primary), ("Ask a question", discord.ButtonStyle.secondary))


class Bare(discord.AutoShardedClient):
    """As little as a bot can be; its writes are locked one by one, since SQLite has one writer."""

    def __init__(self, database: Path) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.dm_messages = True
        super().__init__(
            intents=intents, max_messages=None, member_cache_flags=discord.MemberCacheFlags.none(), chunk_guilds_at_startup=False
        )
        self.tree = app_commands.CommandTree(self)
        self.database = database
        self.lock = asyncio.Lock()
        self.rows: aiosqlite.Connection

    async def setup_hook(self) -> None:
        """Open the database, make the commands known."""
        self.rows = await aiosqlite.connect(self.database, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE IF NOT EXISTS acts (id INTEGER, at TEXT)"):
            await self.rows.execute(statement)

        @self.tree.command(name="read", description="Answer")
        async def read(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("What you have here: nothing yet.", ephemeral=True)

        @self.tree.command(name="board", description="Answer with what `/cohorts` answers, known beforehand")
        async def board(interaction: discord.Interaction) -> None:
            view = discord.ui.View(timeout=None)
            for row, (label, style) in enumerate(BUTTONS):
                view.add_item(discord.ui.Button(label=label, style=style, custom_id=f"b:{row}", row=row))
            view.stop()
            await interaction.response.send_message(BOARD, view=view, ephemeral=True, suppress_embeds=True)

        @self.tree.command(name="write", description="Write, then answer")
        async def write(interaction: discord.Interaction) -> None:
            async with self.lock:
                await self.rows.execute("BEGIN IMMEDIATE")
                await self.rows.execute("INSERT INTO acts VALUES (?, ?)", (interaction.id, "now"))
                await self.rows.execute("COMMIT")
            await interaction.response.send_message("Kept.", ephemeral=True)

        del read, board, write
        await self.tree.sync()


def main() -> None:
    """`python -m benchmarks.bare API_URL TOKEN DATABASE`."""
    api, token, database = sys.argv[1:]
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = URL(api).origin().with_scheme("ws")
    asyncio.run(Bare(Path(database)).start(token))


if __name__ == "__main__":
    main()
