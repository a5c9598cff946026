"""A hard week: everything automatic stops until a day that one names, on one's own clock."""

from datetime import UTC, datetime

from domain.ground.ids import UserId
from tests.services.conftest import House, actor


async def test_a_day_of_quiet_is_a_day_on_ones_own_clock_whatever_the_date_is_elsewhere(house: House) -> None:
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.people.set_zone(person.id, "Asia/Jerusalem")
    house.clock.move_to(datetime(2026, 11, 2, 23, 30, tzinfo=UTC))  # half past one in the night of the third
    until, _ = await house.made.own.people.pause(actor(21), 1)
    assert until == datetime(2026, 11, 4, 7, 0, tzinfo=UTC)
