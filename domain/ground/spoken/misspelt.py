"""Words written with two letters the wrong way round, or with one letter wrong in a long name of a day or month."""

import re

_LONG_NAMES = """
thursday tuesday wednesday saturday yesterday tomorrow january february september october november december chevruta together
"""
_SHORTER = """
this month sunday monday friday studied partner please session meeting with have find time next until נפגשנו למדנו החודש קבענו
"""
_LONG = frozenset(_LONG_NAMES.split())
_WORDS = _LONG | frozenset(_SHORTER.split())
_WORD = re.compile(r"[a-zא-ת]{4,10}")


def respelt(plain: str) -> str:
    """A text with such words as they are meant; any other word is left as it is."""
    return _WORD.sub(lambda hit: _meant(hit[0]), plain)


def _meant(word: str) -> str:
    if word in _WORDS:
        return word
    for at in range(len(word) - 1):
        if (swapped := word[:at] + word[at + 1] + word[at] + word[at + 2 :]) in _WORDS:
            return swapped
    if len(word) < 7:
        return word
    return next((known for known in _LONG if len(known) == len(word) and _differ(known, word) == 1 and known[0] == word[0]), word)


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
