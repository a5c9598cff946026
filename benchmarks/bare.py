"""The bare bot: discord.py and a database. It answers a fixed text, or a board that it reads, or writes a row durably first."""

import asyncio
import sys
from pathlib import Path

import aiosqlite
import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

TABLES = (
    "CREATE TABLE IF NOT EXISTS acts (id INTEGER, at TEXT)",
    "CREATE TABLE IF NOT EXISTS cohorts (id INTEGER PRIMARY KEY, title TEXT, topic TEXT, lead TEXT, places INTEGER)",
    "CREATE TABLE IF NOT EXISTS sessions (cohort INTEGER, at INTEGER, PRIMARY KEY (cohort, at))",
    "INSERT OR IGNORE INTO cohorts VALUES (1, 'Racial justice', 'Justice', 'Person 1', 13)",
)
SESSIONS = range(1799776800, 1812474001, 2539440)
BOARD = (
    "**Cohorts of Circle**\n**{title}** · {topic}\nSign-up is open until a day still to be set, free of charge. "
    "Led by {lead}. {places} places. First session: <t:{first}:F>. {count} in all, on Tuesdays (New York time), the last on <t:{last}:F>."
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
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *TABLES):
            await self.rows.execute(statement)
        await self.rows.executemany("INSERT OR IGNORE INTO sessions VALUES (1, ?)", [(at,) for at in SESSIONS])

        @self.tree.command(name="read", description="Answer")
        async def read(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("What you have here: nothing yet.", ephemeral=True)

        @self.tree.command(name="board", description="Answer with what `/cohorts` answers, from two tables")
        async def board(interaction: discord.Interaction) -> None:
            cohorts = await self.rows.execute_fetchall("SELECT id, title, topic, lead, places FROM cohorts")
            [(cohort, title, topic, lead, places)] = cohorts
            sessions = await self.rows.execute_fetchall("SELECT at FROM sessions WHERE cohort = ? ORDER BY at", (cohort,))
            (first,), *_, (last,) = sessions
            said = BOARD.format(title=title, topic=topic, lead=lead, places=places, first=first, last=last, count=len(list(sessions)))
            view = discord.ui.View(timeout=None)
            for row, (label, style) in enumerate(BUTTONS):
                view.add_item(discord.ui.Button(label=label, style=style, custom_id=f"b:{row}", row=row))
            view.stop()
            await interaction.response.send_message(said, view=view, ephemeral=True, suppress_embeds=True)

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
