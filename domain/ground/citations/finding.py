"""Citations in the middle of what people write: only those that cannot be meant otherwise. In doubt, none."""

import re
from collections.abc import Iterator

from domain.ground.atlas.spelling import words_of
from domain.ground.citations.citation import Citation
from domain.ground.citations.numerals import in_digits
from domain.ground.citations.places import DASH, is_side_or_mishnah, within
from domain.ground.citations.spelling import key
from domain.ground.citations.works import Kind, Named, shelf

_NUMBER = "[1-9][0-9]{0,2}"
_VERSES = rf"{_NUMBER}:{_NUMBER}(?:{DASH}{_NUMBER}(?::{_NUMBER})?| {DASH} {_NUMBER}:{_NUMBER})?"
_SIDES = rf"{_NUMBER}[ab](?::{_NUMBER})?(?:\s?{DASH}\s?{_NUMBER}[ab]|{DASH}[ab])?"
_PSALM = r"(?<=Psalm )[1-9]\d*|(?:(?<=Psalms )|(?<=Tehillim ))[1-9]\d*(?=[,.;:!?)”]|\s*\Z)"  # not "Psalms 3 times a day"
_HEBREW = rf"[א-ת]{{1,4}}:[א-ת]{{1,3}}(?:{DASH}[א-ת]{{1,3}})?|[א-ת]{{1,2}}[\"״]?[א-ת]? ע[\"״][אב]"
_PLACE = re.compile(
    rf"(?<=[^\W_] |[.'’׳״\"] )(?P<place>{_SIDES}|{_VERSES}|{_HEBREW}|{_PSALM})"
    rf"(?![\w%/@]|[:.,'’]\w|\s?{DASH}\s?\d|{DASH}\w|\]\()"
)
_WORD = re.compile(r"\S+")
_OPEN = "(“„\"'‘*"  # what may stand before the first word of a title
_LONGEST = 12  # words of a title
_BACK = 100  # characters
# Words before a title that make another text of it, or a person.
_ANOTHER = words_of(
    """
    midrash tosefta tosafot targum zohar yalkut shimoni tanchuma pesikta sifra sifre sifrei mechilta mekhilta ibn abn ben bar greek pseudo
    testament apocalypse ascension rabbi rabbis rav rabba rabbanit cantor hazzan chazzan dr mr mrs ms mx prof professor reb r y j p t yer
    jer tos tosef third fourth tur yosef moshe hashulchan hashulhan omer letter epistle gospel minor מדרש תוספתא תרגום זוהר ילקוט אבן בן רב
    הרב רבי
    """
)
# Titles that are people's names or everyday words, beside which a number is sooner a time.
_PEOPLE = frozenset({"Daniel", "Esther", "Ruth", "Joel", "Amos", "Jonah", "Micah", "Ezra", "Joshua", "Job", "Judges", "Numbers", "Hosea"})
_ENDS = frozenset(key(name) for name in _PEOPLE)  # with a full stop they are the end of a sentence
_SHORT = re.compile(r"[A-Z][a-z]{1,2}\.")  # "Ex. 3:2", with a full stop; "PS 3:2" or "Is 3:2" is none
_CLOCK = re.compile(rf"(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?:\s?{DASH}\s?\d+(?::\d\d)?)?")
_OF_CLOCKS = re.compile(
    r"\s?(?:[ap]\.?\s?m\b|o['’]clock|h\b|hrs?\b|[ECMP][SD]?T\b|UTC|GMT|BST|IST|(?:on|via|by|in) (?:Zoom|Discord|Teams)|sharp\b|"
    r"(?:in the )?(?:morning|afternoon|evening)|tonight|today|tomorrow)",
    re.IGNORECASE,
)
_OF_DAYS = re.compile(
    r"\b(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|\b(?:Zoom|tonight|today|tomorrow|starts?|begins?|meets?|meeting|candle|havdalah)\b",
    re.IGNORECASE,
)


def find(text: str) -> list[tuple[int, int, Citation]]:
    """Where a text cites another one: from where, up to where (characters), and what; in their order, none within another."""
    found: list[tuple[int, int, Citation]] = []
    for place in _PLACE.finditer(text):
        one = _cited(text, place)
        if one is not None and (not found or found[-1][1] <= one[0]):
            found.append(one)
    return found


def _cited(text: str, place: re.Match[str]) -> tuple[int, int, Citation] | None:
    for start in _starts(text, place.start() - 1):
        title = text[start : place.start() - 1]
        named = shelf().called(title)
        if named:
            digits = _in_digits(place["place"])
            if _is_doubtful(text, start, title) or digits is None or is_side_or_mishnah(title, digits, named):
                return None
            cited = {citation for one in named if (citation := _meant(text, start, place, one, digits)) is not None}
            return (start, place.end(), cited.pop()) if len(cited) == 1 else None  # a shorter title would be another text
    return None


def _starts(text: str, end: int) -> Iterator[int]:
    """Where a title that ends there may begin: the longest first; nowhere after a word with which none ends."""
    back = max(0, end - _BACK)
    words = [(found.start() + back, found.group()) for found in _WORD.finditer(text[back:end])][-_LONGEST:]
    if not words or not shelf().ends(words[-1][1].lstrip(_OPEN)):
        return
    begins = [start for start, _ in words]
    if begins[0] == back and back and not text[back - 1].isspace():
        begins = begins[1:]  # half a word
    for begin in begins:
        start = begin + (len(text[begin:end]) - len(text[begin:end].lstrip(_OPEN)))
        if text[start].isalnum():
            yield start


def _in_digits(place: str) -> str | None:
    return in_digits(place) if "\u05d0" <= place[0] <= "\u05ea" else place


def _meant(text: str, start: int, place: re.Match[str], named: Named, digits: str) -> Citation | None:
    """The citation, if a name in a sentence can mean that text, and the number is no time."""
    short = named.work.kind is Kind.TANAKH and bool(_SHORT.fullmatch(text[start : place.start() - 1]))
    if not (named.plain or short) or _is_a_time(text, start, place, named, doubtful=short):
        return None
    return within(named.work, digits)


def _is_doubtful(text: str, start: int, title: str) -> bool:
    """True for small letters, for a sentence that ends before the number, and where the words before make something else of it."""
    if title[0].islower() or "\n" in title or '"' in title.strip('"'):
        return True
    last = title.rsplit(" ", 1)[-1]
    if last.endswith(".") and (len(last) > 6 or key(last) in _ENDS):
        return True
    if start and not (text[start - 1].isspace() or text[start - 1] in _OPEN):
        return True
    before = text[:start].rstrip(_OPEN)
    word = before.rsplit(None, 1)[-1] if before.strip() and before[-1:].isspace() else ""
    return bool(re.fullmatch(r"\d+|I{1,3}|IV", word)) or word.strip(".,;:").casefold() in _ANOTHER


def _is_a_time(text: str, start: int, place: re.Match[str], named: Named, *, doubtful: bool) -> bool:
    """True where the number is sooner a time of day: beside a tractate (Shabbat 6:10), a person's name, words of days and clocks.

    `doubtful`: what may be a title is as short as a name.
    """
    clock = _CLOCK.fullmatch(place["place"])
    if clock is None or int(clock["hour"]) > 24:
        return False
    after = text[place.end() : place.end() + 25]
    if named.bare or _OF_CLOCKS.match(after):
        return True
    bracketed = text[start - 1 : start] == "(" and after[:1] == ")"
    if int(clock["minute"]) % 5 or bracketed or named.work.kind is not Kind.TANAKH:
        return False
    return doubtful or named.work.title in _PEOPLE or bool(_OF_DAYS.search(text[max(0, start - 25) : start]) or _OF_DAYS.search(after))
