"""Hundreds of replies as people write them: none is recorded as what it is not, and most of the clear ones need no tap."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.values import Value
from domain.pair.understanding import Kind, Sense, Understood, understand

HOME = "America/New_York"
WEDNESDAY = datetime(2027, 1, 13, 10)  # noqa: DTZ001 - a wall time
NAMED_FOR_THEMSELVES = set(Kind) - {Kind.ANSWER, Kind.UNKNOWN}
DATA = Path(__file__).parents[1] / "data"


class Right(Value):
    """A line of the corpus: what may be recorded of a text, its local time, its kind, and whether it is clear."""

    text: str
    recorded: frozenset[Sense]
    at: str
    kind: Kind
    clear: bool


def corpus(name: str) -> list[Right]:
    lines = [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [
        Right(text, frozenset(Sense(one) for one in recorded.split(",") if one != "none"), at, Kind(kind), clear == "yes")
        for text, recorded, at, kind, clear in lines
    ]


REPLIES = corpus("replies.tsv")
BLIND = corpus("replies_blind.tsv")  # by somebody who had not seen the rules
CLEAR = [right for right in REPLIES + BLIND if right.clear]


def heard(text: str) -> Understood:
    return understand(text, WEDNESDAY, HOME)


def local(understood: Understood) -> str:
    return "-" if understood.at is None else datetime.combine(understood.at.date, understood.at.time).isoformat(timespec="minutes")


def share(found: Iterable[bool]) -> float:
    each = list(found)
    return sum(each) / len(each)


def is_recorded(right: Right) -> bool:
    understood = heard(right.text)
    return frozenset(understood.recorded) == right.recorded and right.at in {"-", local(understood)}


def is_recorded_or_first(right: Right) -> bool:
    understood = heard(right.text)
    first = [*understood.recorded, *(guess.sense for guess in understood.shown)][:1]
    return is_recorded(right) or bool(right.recorded.intersection(first))


@pytest.mark.parametrize("replies", [REPLIES, BLIND], ids=["ours", "blind"])
def test_no_reply_is_recorded_as_what_it_is_not(replies: list[Right]) -> None:
    wrong = {right.text: understood for right in replies if not set((understood := heard(right.text)).recorded) <= right.recorded}
    assert not wrong


@pytest.mark.parametrize("replies", [REPLIES, BLIND], ids=["ours", "blind"])
def test_no_time_is_ever_wrong(replies: list[Right]) -> None:
    wrong = {right.text: local(heard(right.text)) for right in replies if local(heard(right.text)) not in {"-", right.at}}
    assert not wrong


@pytest.mark.parametrize("replies", [REPLIES, BLIND], ids=["ours", "blind"])
def test_most_of_what_is_clear_needs_no_tap_and_the_rest_one(replies: list[Right]) -> None:
    clear = [right for right in replies if right.clear]
    assert share(map(is_recorded, clear)) >= 0.6
    assert share(map(is_recorded_or_first, clear)) >= 0.95


@pytest.mark.parametrize("replies", [REPLIES, BLIND], ids=["ours", "blind"])
def test_a_reply_about_something_else_is_known_for_what_it_is(replies: list[Right]) -> None:
    named = [right for right in replies if right.kind in NAMED_FOR_THEMSELVES]
    assert share(heard(right.text).kind is right.kind for right in named) >= 0.9


# --- The same answers, taken back ---

WRAPPED = (
    "It is not true that {}", "I don't think {}", "nobody said {}", "We never said: {}", "{} - not!", "no. {}",
    "It's a lie: {}", "הלוואי ש{}",
    '"{}"', "“{}”", "'{}'", "> {}", '{}" he said', "He said: {}", "Dana says {}", "Dana: {}", "{}, said Dana", "According to Dana, {}",
    "Ruth and David: {}", "דנה אמרה: {}", "I wish {}", "I wish: {}", "if only {}", "We hope {}", "{} last year", "Last year, {}",
    "{}. Last year.",
    "{} - that was last year's partner", "{} years ago", "{} בשנה שעברה", "{} with somebody else", "{}, just kidding",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CLEAR), st.sampled_from(WRAPPED))
def test_an_answer_denied_wished_quoted_of_another_year_or_another_person_is_not_recorded(right: Right, wrapped: str) -> None:
    assert heard(wrapped.format(right.text)).recorded == ()


PIECES = st.sampled_from([word for right in REPLIES for word in right.text.split()])


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600) | st.lists(PIECES, max_size=60).map(" ".join) | st.text("§dtpzl0123456789 ,.?\"'\n\u200f\u0301", max_size=300))
def test_no_text_makes_the_bot_stumble(text: str) -> None:
    understood = heard(text)

    assert understood.at is None or Sense.DATE in understood.recorded
    assert understood.at is None or datetime.combine(understood.at.date, understood.at.time) > WEDNESDAY
    assert all(guess.at is None or guess.sense is Sense.DATE for guess in understood.shown)
    assert len(understood.shown) <= 5, "which are the buttons of a row"


GRIEF = [right for right in REPLIES + BLIND if right.kind in {Kind.BEREAVEMENT, Kind.ILLNESS}]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GRIEF), st.sampled_from(CLEAR))
def test_a_death_or_an_illness_comes_before_whatever_else_is_said(grief: Right, clear: Right) -> None:
    understood = heard(f"{clear.text}. {grief.text}")

    assert understood.kind in {Kind.BEREAVEMENT, Kind.ILLNESS}
    assert set(understood.recorded) <= clear.recorded | grief.recorded
