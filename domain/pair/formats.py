"""Twelve ways for two or three people to study a text, 10 to 30 minutes each, and whose turn it is."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Format(StrEnum):
    """A way to study, in the order of their turns; its title and how it goes are `format-…` in `messages/en/formats.ftl`."""

    ONE_LINE_TWICE = "one-line-twice"
    MISSING_VOICE = "missing-voice"
    TRANSLATE_AGAIN = "translate-again"
    BOTH_SIDES = "both-sides"
    QUESTION_BEHIND = "question-behind"
    IN_MY_WEEK = "in-my-week"
    WHAT_I_WOULD_CUT = "what-i-would-cut"
    SING_IT = "sing-it"
    NEIGHBOUR_TEXT = "neighbour-text"
    BEFORE_AND_AFTER = "before-and-after"
    HARD_VERSE = "hard-verse"
    LETTER = "letter"


FORMATS = len(Format)
PROPOSED = 3


def numbered(way: int) -> Format:
    """The way with that number, from 1, as a prompt names it."""
    return tuple(Format)[way - 1]


def in_turn(round_: int) -> int:
    """The way of a round whose facilitator gave it none."""
    return (round_ - 1) % FORMATS + 1


def used(round_: int, chosen: Mapping[int, int | None]) -> frozenset[int]:
    """The ways that a cohort has or will have seen beside that round's.

    `chosen`: for each round with something from staff the way they chose for it, None where they wrote a text of their own.
    """
    fell_to = {in_turn(n) for n in range(1, round_) if n not in chosen}
    return frozenset(fell_to | {way for n, way in chosen.items() if way is not None and n != round_})


def proposed(round_: int, used: Collection[int], many: int = PROPOSED) -> tuple[int, ...]:
    """So many different ways for a round, in turn from its own on; those that its cohort has not seen come first."""
    turn = [in_turn(round_ + n) for n in range(FORMATS)]
    return tuple(sorted(turn, key=lambda way: way in used)[:many])
