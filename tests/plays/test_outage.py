"""Discord is away for a night, or takes the token no more: nothing is lost, nothing is doubtful, and nothing goes on in silence."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.deliveries import Class, Kind, Planned, State
from domain.ids import ServerId, UserId
from rehearsal.discord import Person
from rehearsal.stage import Stage
from services.ports import Unauthorised

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)  # a Monday in New York
AWAY = timedelta(hours=20)


async def letters(stage: Stage) -> list[Person]:
    """Five people with a letter each, due now."""
    owner = stage.discord.add_person("Owner")
    server = stage.discord.add_server("Beit Midrash", owner)
    people = [stage.discord.add_person(f"Person {n}") for n in range(5)]
    for person in people:
        server.join(person)
    await stage.start_bot()
    async with stage.store.begin() as db:
        program = await db.programs.put(
            ServerId(server.id), NOON, name="x", zone="America/New_York", manager_role=1, staff_channel=1, signup_channel=1, contact="x",
            donation=None,
        )  # fmt: skip
        for number, person in enumerate(people):
            known = await db.people.ensure(UserId(person.id), person.name, NOON)
            said = {"text": "A letter.", "rows": [[{"label": "A hard week", "act": "hard-week"}]]}
            letter = Planned(
                f"letter/{number}", Kind.DM, "answer", NOON, NOON, NOON + timedelta(days=9), Class.LETTER, person=known.id,
                facts={"said": said},
            )  # fmt: skip
            await stage.made.deliveries.plan(db, letter, program, None)
    return people


async def states(stage: Stage) -> list[State]:
    async with stage.store.read() as db:
        (server,) = await db.programs.servers()
        program = await db.programs.on(server)
        assert program is not None
        return [row.state for row in await db.deliveries.of_program(program.id)]


async def test_a_night_without_discord_is_held_against_no_letter(tmp_path: Path) -> None:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.outage(on=True)
        await stage.pass_until(NOON + AWAY)
        stage.discord.faults.outage(on=False)
        await stage.pass_until(NOON + AWAY + timedelta(hours=6))
        assert await states(stage) == [State.SENT] * 5
        assert [len(person.dm) for person in people] == [1] * 5


async def test_a_token_that_is_not_taken_any_more_ends_the_bot_and_loses_no_letter(tmp_path: Path) -> None:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        await letters(stage)
        stage.discord.faults.error("POST /users/@me/channels", 401)
        stage.discord.faults.error("GET /users/@me", 401)
        with pytest.raises(Unauthorised):
            await stage.beat()
        with pytest.raises(Unauthorised):  # and it stays so, whoever rings: the process ends with it
            await stage.beat()
        assert set(await states(stage)) <= {State.PENDING, State.SENDING}


async def test_one_request_that_is_refused_the_token_ends_nothing_and_is_made_again(tmp_path: Path) -> None:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.error("POST /users/@me/channels", 401, times=2)
        await stage.pass_until(NOON + timedelta(hours=6))
        assert await states(stage) == [State.SENT] * 5
        assert [len(person.dm) for person in people] == [1] * 5


async def test_a_token_is_not_at_fault_while_nobody_can_say_so(tmp_path: Path) -> None:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.error("POST /users/@me/channels", 401, times=2)
        stage.discord.faults.error("GET /users/@me", 503, times=2)
        await stage.pass_until(NOON + timedelta(hours=6))
        assert [len(person.dm) for person in people] == [1] * 5
