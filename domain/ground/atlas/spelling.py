"""How a name is spelt: what is one name for us though it is written in many ways, and which names are a slip of the finger away."""

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_lowercase

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u20d0-\u20ff]+")  # accents, and Hebrew and Arabic points
_LETTERS = (
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys(".'’‘ʻʼ`´׳״\"ʿʾ\u200e\u200f\u202a\u202c", "")
    | dict.fromkeys("_-‐‑־\u00a0\t", " ")
)
_SHORT = re.compile(r"\b(saint|ste|sainte|fort|mount|kiryat|kefar|bet) (?=[^\s])")
_SHORTER = {"saint": "st", "ste": "st", "sainte": "st", "fort": "ft", "mount": "mt", "kiryat": "qiryat", "kefar": "kfar", "bet": "beit"}


def words_of(text: str) -> frozenset[str]:
    """The words in a text."""
    return frozenset(text.split())


def letters(text: str) -> str:
    """Small letters without accents or Hebrew points."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()


def plainly(text: str) -> str:
    """The one spelling by which a name is looked up: "St. Louis" and "Saint-Louis", "Qiryat Ono" and "Kiryat Ono" are the same."""
    if text.isascii() and text.isalpha():
        return text.lower()
    text = letters(text)
    for letter, instead in _LETTERS.items():
        text = text.replace(letter, instead)
    text = _SHORT.sub(lambda found: f"{_SHORTER[found[1]]} ", " ".join(text.split()))
    return text if text.isascii() else text.replace("יי", "י").replace("וו", "ו")


def single(key: str) -> str:
    """Without doubled letters: what most people slip on ("Cinncinati")."""
    return re.sub(r"(.)\1+", r"\1", key)


def slips(key: str) -> Iterator[str]:
    """Everything that is one letter more, less, wrong, or one pair of letters swapped from it; the first letter is never wrong."""
    for at in range(1, len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
