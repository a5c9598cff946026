"""The hours that English words name, their half of the day where it is said, and whose clock they are on."""

import re

from domain.ground.atlas.nicknames import clocks
from domain.ground.spoken.parts import Builder, Clock, Elsewhere, Marked, Part, Piece
from domain.ground.times import called

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: n for n, word in enumerate(_HOURS, start=1)} | {str(n): n for n in range(1, 13)}
_MINUTES = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty five": 45, "forty-five": 45, "quarter": 15, "half": 30, "15": 15, "20": 20, (
    "10"
): 10,
            "ten": 10, "five": 5, "5": 5, "": 0}  # fmt: skip
_WORD = f"(?P<w>{'|'.join(_HOURS)})"
_TO = r" ?(?:-|to|until|through) ?"
_HALF = r" ?(?P<half>am|pm)\b"
_H, _M = r"(?P<h>[0-9]{1,2})", r"(?P<m>[0-9]{2})"
_END = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?)"
_COUNT = r"(?:an?|one|two|three|a couple of|half an|[0-9]{1,3}|(?:about |at least |over |almost )(?:an|two|[0-9]{1,3}))"
_LENGTH = (
    rf"\b(?:for )?(?:about |over |almost |nearly )?{_COUNT}(?: and a half)?[ -](?:hours?|hrs?|minutes?|mins?)(?: and a half| and "
    rf"[0-9]+ min(?:ute)?s)?\b(?! (?:after|before|from|late|early|ago))"
)
_PART = r"(?<!good )(?:\b(?:in the |early |late |at )?(?:early |late )?)?\b(morning|afternoon|evening|night)\b"
_NAMES = (
    r"(?:e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t|eastern|central|mountain|pacific|gmt|utc|bst|cet|ist|idt|israel|jerusalem|london|uk|"
    r"california|chicago|new york|ny|nyc|boston|la)"
)
_ZONE = rf"(?<=[0-9] )\(?({_NAMES})(?: (?:standard|daylight))?( time| clock)?\b\)?"
_CITIES = {"israel": "Asia/Jerusalem", "jerusalem": "Asia/Jerusalem", "london": "Europe/London", "uk": "Europe/London", "california": (
    "America/Los_Angeles"
),
           "chicago": "America/Chicago", "new york": "America/New_York", "ny": "America/New_York", "nyc": "America/New_York",
           "boston": "America/New_York", "la": "America/Los_Angeles"}  # fmt: skip
_MINE = r"(?<=[0-9] )\(?(?:(?:my|our|local) time|here|on my clock|my clock)\b\)?"
_THEIRS = r"(?<=[0-9] )\(?(?:your|their|his|her|[a-z]+ s) time\b\)?"


def mark_hours(marked: Marked) -> None:
    """Mark every length, hour, part of day and clock that the text names in English or in numbers."""
    own = called(marked.zone).lower()
    marked.take(rf"(?<= )\(?{re.escape(own)} time\b\)?", _mine)
    marked.take(_LENGTH, _length)
    for pattern, build in _PATTERNS:
        marked.take(pattern, build)
    marked.take(_MINE, _mine)
    marked.take(_THEIRS, _theirs)
    marked.take(_ZONE, _elsewhere)
    marked.take(_PART, _part)


def _mine(_: re.Match[str], marked: Marked) -> Piece:
    return Elsewhere(marked.zone)


def _theirs(_: re.Match[str], marked: Marked) -> Piece:
    return Elsewhere(None)


def _length(_: re.Match[str], marked: Marked) -> Piece:
    return None


def _part(hit: re.Match[str], marked: Marked) -> Piece:
    return Part(hit[1])


def _elsewhere(hit: re.Match[str], marked: Marked) -> Piece:
    return Elsewhere(_CITIES.get(hit[1]) or clocks().get(hit[1]))


def clock_of(hour: int, minute: int, half: str, *, sure: bool = True) -> Clock:
    """Raises `ValueError` for what no clock shows."""
    if minute > 59 or hour > 23 or (half in {"am", "pm"} and not 1 <= hour <= 12):
        raise ValueError
    return Clock(hour, minute, half, sure)


def _said(hit: re.Match[str], marked: Marked) -> Piece:
    groups = hit.groupdict()
    hour = _NUMBERS[groups["w"]] if groups.get("w") else int(groups["h"])
    written = groups.get("h") or ""
    half = groups.get("half") or ("24" if hour > 12 or hour == 0 or written.startswith("0") else "")
    return clock_of(hour, int(groups.get("m") or 0), half, sure="ish" not in hit[0])


def _range(hit: re.Match[str], marked: Marked) -> Piece:
    """Where a range begins; the half of the day that is said of its end decides that of its beginning."""
    hour, end = int(hit["h"]), int(hit["h2"])
    if not (hit["half"] or hit["half2"]) and not _BEFORE.search(hit.string[: hit.start()] + hit[0][:5]):
        raise ValueError  # verses, chapters, numbers of people
    half, last = hit["half"] or "", hit["half2"] or ""
    if hour > 12 or hit["h"].startswith("0"):
        half = "24"
    elif not half and last:
        same = hour % 12 < end % 12 or (hour % 12 == end % 12 and int(hit["m"] or 0) < int(hit["m2"] or 0))
        half = last if same else ("am" if last == "pm" else "pm")
    elif not half and end > 12:
        half = "am" if hour > end - 12 else "pm"
    return clock_of(hour, int(hit["m"] or 0), half)


def _spelled(hit: re.Match[str], marked: Marked) -> Piece:
    return clock_of(_NUMBERS[hit["w"]], _MINUTES[hit["mw"] or ""], hit["half"] or "")


def _past(hit: re.Match[str], marked: Marked) -> Piece:
    hour, minute = _NUMBERS[hit["w"]], _MINUTES[hit["mw"]]
    if hit["side"] in {"to", "of", "til"}:
        return clock_of((hour - 2) % 12 + 1, 60 - minute, hit["half"] or "")
    return clock_of(hour, minute, hit["half"] or "")


def _briefly(hit: re.Match[str], marked: Marked) -> Piece:
    return clock_of(int(hit["h"]), int(hit["m"] or 0), hit["p"] + "m")


def _military(hit: re.Match[str], marked: Marked) -> Piece:
    return clock_of(int(hit["h"]), int(hit["m"]), "24")


def _half_british(hit: re.Match[str], marked: Marked) -> Piece:
    return clock_of(_NUMBERS[hit["w"]], 30, hit["half"] or "")


def _noon(_: re.Match[str], marked: Marked) -> Piece:
    return Clock(12, 0, "pm")


def _midnight(_: re.Match[str], marked: Marked) -> Piece:
    return Clock(0, 0, "24", sure=False)  # of which day, nobody knows


def _of_part(hit: re.Match[str], marked: Marked) -> tuple[Piece, ...]:
    hour = _NUMBERS[hit["w"]] if hit["w"] else int(hit["h"])
    return clock_of(hour, int(hit["m"] or 0), ""), Part(hit["part"])


_BEFORE = re.compile(r"(?:\b(?:at|from|between)|@|§[dp][0-9]+,?) ?(?:from |[0-9])[^§]*$")
_ANY = f"(?P<w>{'|'.join(_NUMBERS)})"
_PATTERNS: tuple[tuple[str, Builder], ...] = (
    (
        (
            rf"(?<![\w§:./])(?:from |between )?{_H}(?:[:.]{_M})?(?: ?(?P<half>am|pm)\b)?{_TO}(?P<h2>[0-9]{{1,2}})"
            rf"(?:[:.](?P<m2>[0-9]{{2}}))?(?: ?(?P<half2>am|pm)\b| o'?clock)?(?![\w:/-])"
        ),
        _range,
    ),
    (rf"(?<![\w§:./]){_H}(?:[:.]{_M})?{_HALF}", _said),
    (rf"(?<![\w§:./]){_H}(?::{_M})?(?P<p>[ap])\b", _briefly),
    (r"(?<![\w§:./])(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9]) ?(?:hrs|hours|h)\b(?P<half>)", _military),
    (rf"\bhalf {_ANY}\b(?:{_HALF})?(?P<mw>)", _half_british),
    (r"\b(?:12 |twelve )?(?:noon|midday|noontime)\b", _noon),
    (r"\b(?:12 )?midnight\b", _midnight),
    (rf"(?<![\w§:./-]){_H}:{_M}(?: (?:hours|hrs|h)\b)?(?![\w:])(?:ish\b)?", _said),
    (rf"(?<![\w§:./])(?:(?<=at )|(?<=@)|(?<=@ )){_H}(?:\.{_M})?(?:ish|-ish)?(?: o'?clock)?(?! ?[/.:-] ?[0-9]|[\w%])", _said),
    (rf"(?<![\w§:./]){_H} o'?clock\b", _said),
    (rf"(?<![\w§:./]){_H}(?:-)?ish\b", _said),
    (
        rf"\b(?:a )?(?P<mw>half|quarter|ten|twenty|five|10|20|5) (?P<side>past|after|to|of|til) {_ANY}\b(?:{_HALF})?(?: o'?clock)?",
        _past,
    ),
    (rf"\b{_WORD}(?: (?P<mw>thirty|fifteen|forty[ -]five))?(?:{_HALF}| o'?clock\b)", _spelled),
    (rf"\b{_WORD} (?P<mw>thirty|fifteen|forty[ -]five)\b(?P<half>)", _spelled),
    (rf"(?<=\bat ){_WORD}\b(?P<mw>)(?P<half>)(?! (?:of|time|place|another))", _spelled),
    (rf"(?<![\w§:./])(?:{_H}(?::{_M})?|{_WORD}) (?:in the (?P<part>morning|afternoon|evening))\b", _of_part),
)
