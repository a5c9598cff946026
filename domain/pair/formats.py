"""Twelve ways for two or three people to study a text, 10 to 30 minutes each, and whose turn it is."""

from collections.abc import Collection
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


def format_for(round_number: int, used: Collection[Format] = ()) -> Format:
    """The way whose turn it is in that round (1 is the first): from its place on, the first that is not used yet.

    Once all are used they start again, each at its own place.
    """
    ways = tuple(Format)
    begin = (round_number - 1) % len(ways)
    turns = ways[begin:] + ways[:begin]
    return next((way for way in turns if way not in used), turns[0])
