"""The trials of the real process, short: `make prove-long` runs them whole, and on both databases."""

from pathlib import Path

import pytest

from rehearsal.prove.storms import STORMS
from rehearsal.prove.trials import TRIALS, Bench

NOT_YET = {  # what the bot does not live through yet: once it does, the test says so, and the line goes
    "a clock one year ahead": "whatever is to be sent expires by the wrong clock",
    "invalid sessions": "the address of the gateway is not learned anew where discord.api_url is set",
    "pages that say 403": "an HTML page counts as Discord's own refusal",
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []) for name in TRIALS]
)
async def test_the_real_process_lives_through(name: str, tmp_path: Path) -> None:
    outcome = await TRIALS[name](Bench(f"sqlite:///{tmp_path / 'shamash.sqlite'}", tmp_path, seed=9, brief=True))
    assert outcome.wrong == []
    assert outcome.arrived == outcome.letters


@pytest.mark.parametrize("name", sorted(STORMS))
def test_the_real_process_lives_through_what_happens_to_its_database(name: str, tmp_path: Path) -> None:
    outcome = STORMS[name](Bench(f"sqlite:///{tmp_path / 'shamash.sqlite'}", tmp_path, seed=9, brief=True))
    assert outcome.wrong == []
    assert outcome.ends or outcome.notes
