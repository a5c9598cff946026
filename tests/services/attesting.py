"""What is attested, in tests: a person's standing given, looked at and counted."""

from typing import Any

from sqlalchemy import TableClause

from domain.ground.ids import PersonId, ProgramId, UserId
from domain.joining.signups import ApplicationState
from domain.joining.standing import Look, Standing
from messages.ground.places import Advance
from services.joining.good_standing import standing_of
from tests.services.conftest import HERE, House


def id_of(number: int) -> int:
    return 300_000_000_000_000_007 + number * 11


async def attest(house: House, user: int, good: bool = True, until: str | None = None) -> None:
    await house.made.joining.standings.attest(house.manager, UserId(user), f"Person {user}", good, until)


async def look_at(house: House, user: int) -> Look:
    async with house.store.read() as db:
        program, person = await db.programs.on(HERE), await db.people.by_user(UserId(user))
        assert program is not None
        assert person is not None
        return await standing_of(db, program.id, person.id, house.clock.now())


async def kept(house: House) -> dict[PersonId, Standing]:
    async with house.store.read() as db:
        people = await db.people.by_users({UserId(id_of(n)) for n in range(6_000)})
        return {person: one.standing for person, one in (await db.standing.of(ProgramId(1), set(people.values()))).items()}


async def rows(house: House, table: TableClause) -> list[str]:
    """All that a table holds, as it is kept."""
    async with house.store.read() as db:
        link: Any = db.people._link  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return [str(tuple(row)) for row in await link.rows(table.select())]


async def count(house: House, table: TableClause) -> int:
    return len(await rows(house, table))


def file_of(*users: int, good: str = "yes") -> bytes:
    return "\n".join(["name,good", *(f"Person {user},{good}" for user in users)]).encode()


def named(gives: Advance | None) -> list[tuple[str, ApplicationState]]:
    return [] if gives is None else [(name, to) for name, _, to in gives.given]
