"""Discord is away for a night: nothing is lost by it, nothing is doubtful after it, and nobody is written to twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.deliveries import Class, Kind, Planned, State
from domain.ids import ServerId
from rehearsal.stage import Stage

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)  # a Monday in New York
AWAY = timedelta(hours=20)


async def test_a_night_without_discord_is_held_against_no_letter(tmp_path: Path) -> None:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        owner = stage.discord.add_person("Owner")
        server = stage.discord.add_server("Beit Midrash", owner)
        people = [stage.discord.add_person(f"Person {n}") for n in range(5)]
        for person in people:
            server.join(person)
        await stage.start_bot()
        async with stage.store.begin() as db:
            program = await db.programs.put(
                ServerId(server.id), NOON, name="x", zone="America/New_York", manager_role=1, staff_channel=1, signup_channel=1,
                contact="x", donation=None,
            )  # fmt: skip
            for number, person in enumerate(people):
                known = await db.people.ensure(person.id, person.name, NOON)  # pyright: ignore[reportArgumentType]
                said = {"text": "A letter.", "rows": [[{"label": "A hard week", "act": "hard-week"}]]}
                letter = Planned(
                    f"letter/{number}", Kind.DM, "answer", NOON, NOON, NOON + timedelta(days=9), Class.LETTER, person=known.id,
                    facts={"said": said},
                )  # fmt: skip
                await stage.made.deliveries.plan(db, letter, program, None)
        stage.discord.faults.outage(on=True)
        await stage.pass_until(NOON + AWAY)
        stage.discord.faults.outage(on=False)
        await stage.pass_until(NOON + AWAY + timedelta(hours=6))
        async with stage.store.read() as db:
            rows = await db.deliveries.of_program(program.id)
        assert [row.state for row in rows] == [State.SENT] * 5
        assert [len(person.dm) for person in people] == [1] * 5
