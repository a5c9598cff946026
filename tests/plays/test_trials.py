"""Some trials of the real process, short. `make prove-long` runs all of them whole, and on both databases."""

from pathlib import Path

import pytest

from rehearsal.prove.storms import STORMS
from rehearsal.prove.trials import TRIALS, Bench

SHORT = ("invalid sessions",)
SHORT_STORMS = ("migrations that are killed",)


@pytest.mark.parametrize("name", SHORT)
async def test_the_real_process_lives_through(name: str, tmp_path: Path) -> None:
    outcome = await TRIALS[name](Bench(f"sqlite:///{tmp_path / 'shamash.sqlite'}", tmp_path, seed=9, brief=True))
    assert outcome.wrong == []
    assert outcome.arrived == outcome.letters


@pytest.mark.parametrize("name", SHORT_STORMS)
def test_the_real_process_lives_through_what_happens_to_its_database(name: str, tmp_path: Path) -> None:
    outcome = STORMS[name](Bench(f"sqlite:///{tmp_path / 'shamash.sqlite'}", tmp_path, seed=9, brief=True))
    assert outcome.wrong == []
    assert outcome.ends or outcome.notes
