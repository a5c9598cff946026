"""Some trials of the real process, short. `make prove-long` runs all of them whole, and on both databases."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from rehearsal.prove import __main__ as proving
from rehearsal.prove.storms import NO_DISK, STORMS
from rehearsal.prove.trials import TRIALS, Bench, Outcome

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
    assert outcome.ends or outcome.not_run


@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [
        (Outcome(ends=Counter(sent=3)), 0, "Everything holds."),
        (Outcome(ends=Counter(sent=3), wrong=["one is lost"]), 1, "It does not hold."),
        (Outcome(notes=["no figures"]), 1, "It does not hold."),
        (Outcome(not_run=NO_DISK), 0, f"Everything that was run holds. Not run here: a full disk under SQLite ({NO_DISK})."),
    ],
)
def test_what_was_not_run_holds_only_where_the_machine_cannot_run_it_and_that_is_said(
    outcome: Outcome, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def storm(_: Bench) -> Outcome:
        return outcome

    monkeypatch.setattr(proving, "STORMS", {"a full disk under SQLite": storm})
    monkeypatch.setattr(sys, "argv", ["prove", "live", "--only", "a full disk under SQLite"])
    assert proving.main() == status
    assert said in capsys.readouterr().out


def test_a_trial_that_there_is_not_is_refused_and_not_held_to_have_been_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["prove", "live", "--only", "a busy hom"])
    with pytest.raises(SystemExit) as refused:
        proving.main()
    assert refused.value.code
