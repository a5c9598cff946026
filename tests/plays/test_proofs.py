"""The proof by kills, short: the same code, with a few of them. `make prove` runs it whole."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsal.prove.kills import Tally, killed_season
from rehearsal.prove.subject import VARIANTS

MET = datetime(2026, 12, 24, 12, 0, tzinfo=UTC)  # the first session was announced and held, and the first round asked for
SELECTED = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)  # applications, letters and pairs have gone out


async def test_a_bot_that_is_killed_again_and_again_leaves_what_an_unkilled_one_leaves(migrated_url: str, tmp_path: Path) -> None:
    tally = Tally()
    twin = f"sqlite:///{tmp_path / 'twin.sqlite'}"
    await killed_season(migrated_url, twin, tmp_path, seed=5, most=50, tally=tally, until=SELECTED)
    assert tally.wrong == []
    assert tally.killed >= 15
    assert tally.ends["sent"] > 40
    assert tally.compared > 300


def mistaken(without: str, season: int, folder: Path, most: int, until: datetime) -> Tally:
    """What came of a season in which the bot goes without something."""
    tally = Tally()
    place = folder / f"{season}"
    place.mkdir()
    url, twin = (f"sqlite:///{place / name}.sqlite" for name in ("shamash", "twin"))
    asyncio.run(killed_season(url, twin, place, seed=6 + season, most=most, tally=tally, without=without, until=until, restores=0))
    return tally


@pytest.mark.parametrize(("without", "most"), [("patience with what is overdue", 40), ("native events", 0)])
def test_the_same_bot_without_a_safeguard_is_caught_for_what_it_does(without: str, most: int, tmp_path: Path) -> None:
    for season in range(6):  # where a kill strikes is chance
        if mistaken(without, season, tmp_path, most, MET).of(*VARIANTS[without]):
            return
    raise AssertionError(f"nobody noticed that it goes without {without}")
