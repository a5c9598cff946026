"""The operator reads of faults of ours, and not of what merely waits for a place or for somebody's direct messages."""

from bot.doctor import troubles
from domain.sending.deliveries import Delivery, DeliveryState
from tests.services.conftest import House


async def hold(house: House, *reasons: str) -> list[Delivery]:
    """As many of the cohort's deliveries are held, for these reasons."""
    async with house.store.begin() as db:
        rows = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
        for row, reason in zip(rows, reasons, strict=False):
            await db.deliveries.drop(row.id, house.clock.now(), reason, DeliveryState.HELD)
    return rows[: len(reasons)]


async def test_check_says_nothing_of_what_waits_for_a_place_or_for_direct_messages(house: House, season_url: str) -> None:
    await hold(house, "no-place: 10003", "dm-closed")
    assert [line.ok for line in await troubles.examine(season_url)] == [True]


async def test_check_names_what_cannot_be_prepared_and_why(house: House, season_url: str) -> None:
    _, _, row = await hold(house, "no-place: 10003", "dm-closed", "unreadable: KeyError")
    (line,) = await troubles.examine(season_url)
    assert line.ok is False
    assert f"1 of what the bot sends cannot be prepared: {row.message} (KeyError" in line.what
