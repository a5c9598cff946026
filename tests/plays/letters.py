"""Five people and what is to reach them, for those who try what may stand in its way."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from domain.cohort.cohorts import Program
from domain.ground.ids import ChannelId, RoleId, ServerId, UserId
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Subject
from domain.sending.facts import Said
from rehearsal.discord import Person, Server
from rehearsal.discord.model import Channel
from rehearsal.stage import Stage
from storage.db import Db

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)  # a Monday in New York


async def letters(stage: Stage) -> list[Person]:
    """Five people with a letter each, due now."""
    owner = stage.discord.add_person("Owner")
    server = stage.discord.add_server("Beit Midrash", owner)
    people = [stage.discord.add_person(f"Person {n}") for n in range(5)]
    for person in people:
        server.join(person)
    await stage.start_bot()
    async with stage.store.begin() as db:
        await db.programs.put(
            ServerId(server.id), NOON, name="x", zone="America/New_York", manager_role=RoleId(1),
            staff_channel=ChannelId(1), signup_channel=ChannelId(1), contact="x",
        )  # fmt: skip
    await write(stage, people, "A letter.", timedelta(days=9))
    return people


async def write(stage: Stage, people: list[Person], text: str, of_use: timedelta = timedelta(days=30)) -> None:
    """A letter to each, due now."""
    now = stage.clock.now()
    async with stage.store.begin() as db:
        known = [await db.people.ensure(UserId(person.id), person.name, now) for person in people]
    facts, until = _said(text), now + of_use
    rows = [
        Planned(f"letter/{number}/{text}", Kind.DM, Subject.ANSWER, now, now, until, Class.LETTER, person=one.id, facts=facts, acted_at=now)
        for number, one in enumerate(known)
    ]
    await plan(stage, rows)


async def post(stage: Stage, channels: list[Channel], text: str, due: datetime | None = None) -> None:
    """The same words in each of those channels, due now or then."""
    at = due or stage.clock.now()
    facts, until = _said(text), at + timedelta(days=2)
    rows = [
        Planned(f"post/{channel.id}", Kind.POST, Subject.ANSWER, at, at, until, Class.NOTICE, channel=ChannelId(channel.id), facts=facts)
        for channel in channels
    ]
    await plan(stage, rows)


async def plan(stage: Stage, rows: Iterable[Planned]) -> None:
    """Plan them in the name of the one program."""
    async with stage.store.begin() as db:
        for row in rows:
            await stage.made.sending.deliveries.plan(db, row, await _program(db), None)


def _said(text: str) -> Said:
    return Said({"text": text, "rows": [[{"label": "Pause messages", "act": "hard-week"}]]})


async def _program(db: Db) -> Program:
    (server,) = await db.programs.servers()
    program = await db.programs.on(server)
    assert program is not None
    return program


async def of_program(stage: Stage) -> list[Delivery]:
    """All that was planned."""
    async with stage.store.read() as db:
        return await db.deliveries.of_program((await _program(db)).id)


async def states(stage: Stage) -> list[DeliveryState]:
    """How it stands with each."""
    return [row.state for row in await of_program(stage)]


def server_of(stage: Stage) -> Server:
    """The one server."""
    return next(iter(stage.discord.servers.values()))
