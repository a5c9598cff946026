"""The long proofs, short: the same code, with a few kills and a few steps. `make prove` runs them whole."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.plays.season import START
from rehearsal.prove.hostile import drive
from rehearsal.prove.joining import tell_stories
from rehearsal.prove.kills import Tally, killed_season

SELECTED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # applications, letters and pairs have gone out


async def test_a_bot_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(migrated_url: str, tmp_path: Path) -> None:
    tally = Tally()
    await killed_season(migrated_url, tmp_path, seed=5, most=20, tally=tally, until=SELECTED)
    assert tally.wrong == []
    assert tally.killed >= 20
    assert tally.ends["sent"] > 40


async def test_the_same_bot_that_does_not_look_before_it_repeats_is_caught(tmp_path: Path) -> None:
    tally = Tally()
    for season in range(6):  # where a kill strikes is chance: one season in three has none between an effect and its answer that matters
        folder = tmp_path / str(season)
        folder.mkdir()
        url = f"sqlite:///{folder / 'shamash.sqlite'}"
        await killed_season(url, folder, seed=6 + season, most=60, tally=tally, without="read-back", until=SELECTED)
        if tally.doubled:
            break
    assert tally.doubled > 0


async def test_a_crowd_that_means_no_good_is_answered_in_sentences(migrated_url: str) -> None:
    found = await drive(migrated_url, START, seed=7, steps=250)
    assert found.wrong == []
    assert sum(found.answers.values()) > 200


def test_people_who_join_in_any_order_find_the_rules_kept(migrated_url: str) -> None:
    seen = tell_stories(migrated_url, seed=8, stories=40)
    assert seen["published"] > 5
    assert seen["offered out of the line"] > 5
    assert seen["lapsed"] > 2
    assert seen["called off"] > 2
