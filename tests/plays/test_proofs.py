"""The long proofs, short: the same code, with a few kills and a few steps. `make prove` runs them whole."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsal.prove.hostile import drive
from rehearsal.prove.joining import tell_stories
from rehearsal.prove.kills import Tally, killed_season
from rehearsal.prove.subject import VARIANTS

MET = datetime(2026, 12, 17, 12, 0, tzinfo=UTC)  # the first session was announced and held, and the first round asked for
SELECTED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # applications, letters and pairs have gone out


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


async def test_everything_can_be_done_by_somebody_and_a_crowd_that_means_no_good_is_answered_in_sentences(
    migrated_url: str, tmp_path: Path
) -> None:
    found = await drive(migrated_url, tmp_path, seed=7, steps=250)
    assert found.never == []
    assert found.wrong == []
    assert sum(found.answers.values()) > 200


def test_people_who_join_in_any_order_find_the_rules_kept(migrated_url: str) -> None:
    many = migrated_url.startswith("sqlite")
    seen = tell_stories(migrated_url, seed=8, stories=40 if many else 12)
    assert seen["published"] > (5 if many else 1)
    assert seen["offered out of the line"] > (5 if many else 0)
    assert not many or (seen["lapsed"] > 2 and seen["called off"] > 2)
