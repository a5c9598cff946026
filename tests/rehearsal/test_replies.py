"""What becomes of a file of replies, as whoever looks at them reads it."""

import json
import sys
from pathlib import Path

import pytest

from rehearsal import replies


def test_each_text_of_a_file_is_answered_by_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "replies.csv"
    file.write_text('text,who\n"We met, and we are meeting again on Feb 3 at 4pm",Dana\nThursday at 9,Avi\n', "utf-8")
    monkeypatch.setattr(sys, "argv", ["replies", str(file), "--now", "2027-01-13T10:00", "--zone", "America/New_York"])

    assert replies.main() == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"recorded": ["met", "date"], "at": "2027-02-03T16:00", "shown": [], "shown_at": [], "kind": "answer"},
        {
            "recorded": [],
            "at": None,
            "shown": ["date", "date"],
            "shown_at": ["2027-01-14T09:00", "2027-01-14T21:00"],
            "kind": "answer",
        },
    ]


def test_whoever_names_a_partner_has_met_with_that_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "replies.csv"
    file.write_text("text\nDana and I studied\nRuth and I studied\n", "utf-8")
    names = ["--partner", "Rabbi Dana Levi"]
    monkeypatch.setattr(sys, "argv", ["replies", str(file), "--now", "2027-01-13T10:00", "--zone", "America/New_York", *names])

    assert replies.main() == 0
    assert [json.loads(line)["recorded"] for line in capsys.readouterr().out.splitlines()] == [["met"], []]
