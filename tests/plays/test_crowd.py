"""The proof by a crowd that means no good, short: the same code, with a few steps. `make prove` runs it whole."""

from pathlib import Path

from rehearsal.prove.hostile import drive


async def test_everything_can_be_done_by_somebody_and_a_crowd_that_means_no_good_is_answered_in_sentences(
    migrated_url: str, tmp_path: Path
) -> None:
    found = await drive(migrated_url, tmp_path, seed=7, steps=120)
    assert found.never == []
    assert found.wrong == []
    assert sum(found.answers.values()) > 90
