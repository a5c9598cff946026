"""The database fails at every step of a sign-up, a direct message and a question, and quotes what people wrote: the log does not."""

import asyncio
import io
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import logs
from rehearsal.discord import Form, Person
from rehearsal.stage import Stage
from storage.postgres import engine_of
from storage.sqlite import connect, sqlite_path

pytestmark = pytest.mark.usefixtures("logging_as_it_was")
MONDAY = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
WORDS = "my congregation let me go in May"
STEPS = {  # every table that each act writes, with a column of words
    "people": "name", "handled": "id", "applications": "answers", "deliveries": "facts", "replies": "words", "questions": "words",
}  # fmt: skip
QUOTED = {
    "sqlite": "CREATE TRIGGER quoting BEFORE {of} ON {table} BEGIN SELECT RAISE(ABORT, 'no room for ' || NEW.{column}); END",
    "postgresql": "CREATE TRIGGER quoting BEFORE {of} ON {table} FOR EACH ROW EXECUTE FUNCTION quoting()",
}
FUNCTION = """CREATE OR REPLACE FUNCTION quoting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'no room for %', NEW USING DETAIL = 'Key (words)=(' || NEW::text || ')'; END $$"""


class Breaker:
    """Does to the database what a fault of ours, or a version of it that does not fit, would."""

    def __init__(self, url: str) -> None:
        self._path = sqlite_path(url)
        self._url = url

    async def do(self, *statements: str) -> None:
        if self._path is not None:
            await asyncio.to_thread(self._do, self._path, statements)  # the bot may be in the middle of a write, and must go on
            return
        engine = engine_of(self._url, 1)
        async with engine.begin() as connection:
            await _each(connection, statements)
        await engine.dispose()

    def _do(self, path: Path, statements: tuple[str, ...]) -> None:
        with _closing(connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)

    @asynccontextmanager
    async def quoting(self, table: str) -> AsyncGenerator[None]:
        """Every write to that table is refused, in a message that quotes the row."""
        if self._path is None:
            await self.do(FUNCTION, QUOTED["postgresql"].format(of="INSERT OR UPDATE", table=table))
            yield
            await self.do(f"DROP TRIGGER quoting ON {table}")
            return
        for of in ("INSERT", "UPDATE"):
            await self.do(QUOTED["sqlite"].format(of=of, table=table, column=STEPS[table]).replace("quoting", f"quoting_{of}"))
        yield
        await self.do("DROP TRIGGER quoting_INSERT", "DROP TRIGGER quoting_UPDATE")

    @asynccontextmanager
    async def without(self, table: str) -> AsyncGenerator[None]:
        """That table is not there, so that the statement itself is refused with all its values."""
        await self.do(f"ALTER TABLE {table} RENAME TO elsewhere")
        yield
        await self.do(f"ALTER TABLE elsewhere RENAME TO {table}")


@contextmanager
def _closing(connection: Any) -> Generator[Any]:
    try:
        yield connection
    finally:
        connection.close()


async def _each(connection: AsyncConnection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        await connection.execute(text(statement))


class Writer:
    """Somebody who signs up, asks, and writes to the bot, in words of their own."""

    def __init__(self, stage: Stage) -> None:
        discord = self._discord = stage.discord
        self.owner, self.lead, self.who = (discord.add_person(name) for name in ("Owner", "Lead", "Dana"))
        server = discord.add_server("Beit Midrash", self.owner)
        for one in (self.lead, self.who):
            server.join(one)
        self.managers = server.add_role("Managers")
        server.give(self.owner, self.managers)
        self.places = {name: server.add_text_channel(name) for name in ("staff", "sign-up", "home")}

    async def prepare(self) -> None:
        """Sign-up is open, and both forms are before them."""
        staff, owner, lead = self.places["staff"], self.owner, self.lead
        await owner.command(
            staff, "program setup", name="Circle", managers=self.managers, staff=staff, signups=self.places["sign-up"], zone="New York",
            contact="noa@example.org", wording="jewish",
        )  # fmt: skip
        await owner.command(staff, "cohort create", title="Justice", topic="Justice", facilitator=lead, home=self.places["home"], places=3)
        drafted = await lead.command(staff, "session series", cohort="1", nth=2, weekday=1, time="13:00", count=4, first_month="2026-10")
        await _press(lead, drafted, "These dates stand")
        await lead.command(staff, "cohort open", cohort="1", closes="2026-09-15")
        self.asking = _form(await self.who.command(self.places["sign-up"], "ask"))
        board = await self.who.command(self.places["sign-up"], "cohorts")
        self.signing = _form(await _press(self.who, board, board.buttons[0]))

    async def act(self) -> None:
        """All three."""
        await self.who.submit(self.signing, {"why": WORDS, "setting": "campus", "readiness": "3"})
        await self.who.submit(self.asking, {"asked": WORDS})
        await self.who.write(self._discord.bot, WORDS)


def _form(answer: Any) -> Form:
    assert answer.form is not None, answer.text
    return answer.form


async def _press(who: Person, answer: Any, label: str) -> Any:
    assert answer.message is not None, answer.text
    return await who.click(answer.message, label)


async def _quiet(stage: Stage) -> None:
    """Whatever was begun has ended; a beat that fails is logged, as the scheduler does it."""
    try:
        await stage.beat()
    except Exception:
        logging.getLogger("bot.scheduler").exception("a beat failed")
    for _ in range(20):
        await asyncio.sleep(0)


async def test_whatever_the_database_refuses_nothing_that_somebody_wrote_reaches_the_log(database_url: str) -> None:
    said = io.StringIO()
    breaker = Breaker(database_url)
    async with Stage(database_url, MONDAY) as stage:
        writer = Writer(stage)
        await stage.start_bot()
        await writer.prepare()
        logs.configure("console" if sqlite_path(database_url) else "json", "DEBUG", stream=said)
        for broken in (breaker.quoting, breaker.without):
            for table in STEPS:
                async with broken(table):
                    await writer.act()
                    await _quiet(stage)
        await writer.act()
        await _quiet(stage)
    log = said.getvalue()
    assert WORDS not in log
    assert "fault" in log
    assert log.count("Traceback") > len(STEPS)
    for kept in ("applications", "SQLITE_" if sqlite_path(database_url) else "P0001", "in save_why", "services/joining/signups.py"):
        assert kept in log, f"what helps to mend it is there: {kept}"
