"""From what people say of their clock to a zone: a city, a country, a short name, an offset, or what time it is for them now.

What may be more than one clock is asked back, and so is what has words in it that are not understood; nothing is dropped silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources
from math import cos, hypot, radians

from msgspec.structs import replace

from domain.ground.atlas.cities import HOMES, City, cities
from domain.ground.atlas.nicknames import clocks
from domain.ground.atlas.phrases import TALK, parts_of, talks
from domain.ground.atlas.reading import WHOLE, Meaning, Reading, larger_part, much_larger
from domain.ground.atlas.regions import zones_of
from domain.ground.atlas.spelling import letters, plainly
from domain.ground.refusal import Refusal, Why
from domain.ground.times import on_the_wall

MOST_CHOICES = 5  # buttons in a row
_LONGEST = 60  # letters that are read
_OFF, _HALF_AN_HOUR = 10, 30  # minutes by which one may misread a clock; by which an hour alone may be off
_DAY = 24 * 60
_NEAR = 150.0  # kilometres within which a place is said to lie at another
_RIVAL, _SMALL_RIVAL, _SMALL = 12, 3, 50_000  # how many times likelier a place must be than another; than a small town
_ASKED_ABOUT = 30  # how many times likelier the likeliest may be than what is asked about too
_HARDLY = 30_000.0  # the weight of a place that is not heard in a sentence that is not understood
_FEW = 0.025  # of a country's people, of whose clock nobody thinks who names the country
_SAID_TOO = 100_000.0  # the weight of a place that may be meant by a word of talk
_KNOWN_TO_ALL = 20_000.0  # the weight of a place that is no quarter of another one

_HALVES = (
    "Asia/Kolkata", "Asia/Tehran", "Asia/Kabul", "Asia/Kathmandu", "Asia/Yangon", "Australia/Darwin", "Australia/Eucla",
    "Pacific/Marquesas", "America/St_Johns", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham",
)  # fmt: skip
_LIVING = (  # where people say what time it is for them now, the likelier before the others
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Paris", "Asia/Jerusalem",
    "Africa/Johannesburg", "America/Halifax", "America/Argentina/Buenos_Aires", "America/Sao_Paulo", "Europe/Moscow", "Australia/Sydney",
    "Australia/Perth", "Australia/Adelaide", "Pacific/Auckland", "America/St_Johns", "America/Anchorage", "Pacific/Honolulu",
    "Asia/Kolkata", "Asia/Hong_Kong", "Asia/Tokyo",
)  # fmt: skip

_OFFSET = re.compile(r"(?<![a-z])(utc|gmt)? ?([+\-\u2010-\u2015\u2212]) ?(\d{1,2})(?::?([0-5]\d))?(?![\d:])")
_NOW = re.compile(r"(?<![\d:+\-])(\d{1,2})(?:[:.h]([0-5]\d))?(?: ?([ap])\.? ?m\b\.?)?(?![\d:])")


class Said(Reading):
    """What somebody said, taken together; `sure` where it can be gone by without asking back."""


def zone_named(typed: str, now: datetime) -> str:
    """The IANA zone that somebody means; `now` is when they say it.

    "GMT+2", "UTC-5" and "+2" are that far from UTC, all year. "3:20 pm" is what their clock shows now, and is read as the likeliest
    zone that shows it. Raises `Refusal(UNKNOWN_ZONE)`, and `Refusal(WHICH_CLOCK)` with `choices`: what they may mean, each of which
    is understood when it is typed.
    """
    typed = typed.strip()[:_LONGEST]
    by_name = _by_name(typed)
    if by_name is not None:
        return by_name
    return _decided(_said(typed, now), typed, now)


def city_named(typed: str, now: datetime) -> City | None:
    """The city that somebody names, where they name one and it is clear which. Raises nothing."""
    try:
        zone = zone_named(typed, now)
    except Refusal:
        return None
    if _by_name(typed) is not None:
        return city_of(zone)
    said = _said(typed.strip()[:_LONGEST], now)
    return next((one.city for one in _likeliest(said.meanings) if one.zone == zone and one.whole is None), None)


@lru_cache(maxsize=256)
def city_of(zone: str) -> City | None:
    """The city that stands for a zone: the one it is called after, or its largest; None for bare offsets."""
    return cities().of_zone(zone)


def zones_like(typed: str, most: int = 25) -> list[str]:
    """Living zones whose name holds what was typed so far, or one of whose larger cities begins with it, for autocomplete."""
    wanted = plainly(typed)
    names = {name for name in _living() if wanted in plainly(name)}
    if len(wanted) > 1:
        names |= {city.zone for city in cities().beginning(wanted) if city.people >= _SMALL}
    return sorted(names, key=lambda name: (len(name), name))[:most]


# --- What is said ---


def _said(typed: str, now: datetime) -> Said:
    """All of it, put together from how far from UTC it is, what time it is there, and which places are named."""
    text = " ".join(letters(typed).split())
    offset, rest = _offset_in(text)
    shown, rest = _shown_in(rest) if offset is None else (None, rest)
    kept = typed if offset is None and shown is None else rest
    parts = [part for part in parts_of(kept, alone=kept is typed) if not all(one.fills for one in part)]
    beside = [Reading(text, offset=offset)] if offset is not None else []
    if not any(one.known for part in parts for one in part):
        if parts or (offset is None and shown is None):
            return Said(text)  # words that say nothing
        return _by_offset(text, offset, now) if offset is not None else _by_the_clock(text, shown or (), now)
    said = _together(parts, beside, now)
    if shown is not None and not any(_shows(one.zone, at, now, _HALF_AN_HOUR) for at in shown for one in said.meanings):
        return replace(said, sure=False)
    return said


def _together(parts: Sequence[Sequence[Reading]], beside: Sequence[Reading], now: datetime) -> Said:
    """The meanings of one phrase with which all the others agree."""
    placed = [(number, one) for number, part in enumerate(parts) for one in part if not one.fills]
    known = [(number, one) for number, one in placed if one.known]
    if all(one.text in clocks() for _, one in known) and len({clocks()[one.text] for _, one in known}) > 1:
        return _apart(parts, beside, known, now)  # "ET/CT"
    others = [*(one for _, one in known), *beside]
    for number, one in sorted(known, key=lambda pair: (_kind(pair[1]), pair[0])):
        rest = [other for other in others if other is not one]
        agreed = tuple(m for m in one.meanings if all(_agree(m, other, now) for other in rest))
        agreed = tuple(m for m in agreed if all(not other.within or _lies_in(m, other) for other in rest)) or agreed
        if agreed:
            lost = [(at, o) for at, o in placed if not o.known]
            sure = all(o.sure for o in others) and all(_belongs(o, at, one, number, parts) for at, o in lost)
            agreed = (*agreed, *_its_own_clock(agreed, rest, now))
            bare = not rest
            top = _likeliest(agreed)[0]
            if bare and top.weight < (_SAID_TOO if one.text in TALK else _HARDLY if lost and not sure else 0):
                return Said(one.text)
            return Said(one.text, agreed if not bare else _or_misspelt(one, agreed), sure=sure and not (bare and _doubtful(one, agreed)))
    return _apart(parts, beside, known, now)


def _its_own_clock(agreed: Sequence[Meaning], rest: Iterable[Reading], now: datetime) -> Iterator[Meaning]:
    """Where a clock is named beside a country, that clock itself: "Eastern Time (US & Canada)" is New York's."""
    clocks_ = {_clock(one.zone, now.year) for one in agreed if one.whole is not None}
    named = (one for other in rest for one in other.meanings if one.only_a_clock)
    return (replace(one, weight=2 * WHOLE) for one in named if _clock(one.zone, now.year) in clocks_)


def _kind(one: Reading) -> int:
    """Cities say more than countries, and these more than the name of a clock."""
    cities_ = any(m.city is not None and m.whole is None for m in one.meanings)
    return 0 if cities_ else 1 if any(m.whole for m in one.meanings) else 2


def _belongs(lost: Reading, at: int, one: Reading, number: int, parts: Sequence[Sequence[Reading]]) -> bool:
    """True for words, not understood, that may be a place in the one that is named after them: "Cherry Tree Lane, Boston"."""
    if talks(lost.text):
        return False
    if at < number:
        return True
    last = parts[number][-1]
    return at == number and last is one and bool(one.within) and len(lost.text.split()) <= 3 and parts[number][0] is lost


def _doubtful(one: Reading, agreed: Sequence[Meaning]) -> bool:
    """A name said alone that is a word of talk too, or that of a small town far away."""
    return one.text in TALK or _likeliest(agreed)[0].obscure


def _or_misspelt(one: Reading, agreed: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    top = _likeliest(agreed)[0]
    if top.whole is not None or top.city is None or not one.sure or top.weight > 250_000:
        return agreed
    larger = [*much_larger(one.text, top.weight), *(() if top.city.country in HOMES else larger_part(one.text, top.weight))]
    return (*agreed, *(replace(m, weight=top.weight) for m in larger))


def _apart(
    parts: Sequence[Sequence[Reading]], beside: Sequence[Reading], known: Sequence[tuple[int, Reading]], now: datetime
) -> Said:  # fmt: skip
    """They do not agree: the first is an unknown quarter of the next, or they are different places, which is asked back."""
    first = known[0][1]
    if len(known) > 1 and known[1][0] > known[0][0] and max((m.weight for m in first.meanings), default=0.0) < _KNOWN_TO_ALL:
        without = [[Reading(one.text) if one is first else one for one in part] for part in parts]
        return _together(without, beside, now)
    tops = [m for _, one in known for m in (_of_its_clocks(one.meanings, now) if _kind(one) == 1 else _likeliest(one.meanings)[:1])]
    tops += [m for one in beside if one.offset is not None for m in _by_offset(one.text, one.offset, now).meanings]
    different = len({_clock(m.zone, now.year) for m in tops}) > 1
    return Said(known[0][1].text, tuple(replace(m, weight=1.0, whole=None) for m in tops), sure=not different)


def _agree(one: Meaning, other: Reading, now: datetime) -> bool:
    """Whether a place can be meant by somebody who also says that."""
    if other.offset is not None and other.offset not in _offsets(one.zone, now.year):
        return False
    if not other.within and not other.meanings:
        return True
    if _lies_in(one, other):
        return True
    meant = _likeliest(other.meanings)
    return any(_same(one, m, now) for m in meant if m.only_a_clock or m.weight * _SMALL_RIVAL >= meant[0].weight)


def _lies_in(one: Meaning, other: Reading) -> bool:
    if one.city is None:
        return one.whole in other.within
    country = "IL" if one.zone == "Asia/Jerusalem" else one.city.country
    return bool({(one.city.country, ""), (country, ""), (one.city.country, one.city.region)} & other.within) and (
        one.whole is None or one.whole in other.within or (one.whole[0], "") in other.within
    )


def _same(one: Meaning, other: Meaning, now: datetime) -> bool:
    """Near one another; or on the same clock, where one of them is a clock only."""
    if one.only_a_clock or other.only_a_clock:
        return _offsets(one.zone, now.year)[0] == _offsets(other.zone, now.year)[0]
    if one.city is None or other.city is None or one.whole or other.whole:
        return False  # what lies in what is asked otherwise
    return _kilometres(one.city, other.city) <= _NEAR and _clock(one.zone, now.year) == _clock(other.zone, now.year)


def _kilometres(one: City, other: City) -> float:
    """Near enough for near places."""
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return 111.2 * hypot(one.latitude - other.latitude, east)


# --- What is decided ---


def _decided(said: Said, typed: str, now: datetime) -> str:
    if not said.meanings:
        raise Refusal(Why.UNKNOWN_ZONE, zone=typed)
    by_clock = _of_its_clocks(said.meanings, now)
    top, *others = by_clock
    rivals = [one for one in others if _rivals(one, top)]
    if said.sure and not rivals:
        return top.zone
    beside = [one for one in others if one.weight * _ASKED_ABOUT >= top.weight] if rivals else []
    choices = tuple(dict.fromkeys(_label(one) for one in (top, *beside)))[:MOST_CHOICES]
    raise Refusal(Why.WHICH_CLOCK, zone=typed, choices=choices, count=len(choices))


def _label(one: Meaning) -> str:
    return replace(one, city=city_of(one.zone)).label if one.only_a_clock else one.label


def _rivals(one: Meaning, top: Meaning) -> bool:
    small = one.whole is None and one.city is not None and one.city.people < _SMALL
    return one.weight * (_SMALL_RIVAL if small else _RIVAL) >= top.weight


def _likeliest(meanings: Iterable[Meaning]) -> list[Meaning]:
    return sorted(meanings, key=lambda one: -one.weight)


def _of_its_clocks(meanings: Sequence[Meaning], now: datetime) -> list[Meaning]:
    """The likeliest of each clock; of a country or a state, each clock that more than a few of its people live by."""
    whole: dict[object, float] = {}
    for one in meanings:
        if one.whole is not None:
            whole[one.whole] = whole.get(one.whole, 0.0) + one.weight
            key = one.whole, _clock(one.zone, now.year)
            whole[key] = whole.get(key, 0.0) + one.weight
    best: dict[object, Meaning] = {}
    for one in _likeliest(meanings):
        clock = _clock(one.zone, now.year)
        if one.whole is not None:
            share = whole[one.whole, clock] / whole[one.whole]
            if share < _FEW:
                continue
            one = replace(one, weight=whole[one.whole] * (0.9 + 0.1 * share))  # noqa: PLW2901 - each of its clocks is as likely meant
        if clock not in best or one.weight > best[clock].weight:
            best[clock] = one
    return _likeliest(best.values())


# --- How far from UTC, and what time it is ---


def _offset_in(text: str) -> tuple[int | None, str]:
    """Minutes from UTC, and the text without them; a sign without UTC is one only where nothing else is said."""
    found = _OFFSET.search(text)
    if found is None or (found[1] is None and found[0].strip() != text.strip(" ()")):
        return None, text
    minutes = int(found[3]) * 60 + int(found[4] or 0)
    return (minutes if found[2] == "+" else -minutes), f"{text[: found.start()]} , {text[found.end() :]}"


def _by_offset(text: str, minutes: int, now: datetime) -> Said:
    hours, odd = divmod(abs(minutes), 60)
    sign = 1 if minutes > 0 else -1
    if odd:
        zone = next((name for name in _HALVES if _offset(name, now) == minutes), None)
    elif -12 <= sign * hours <= 14:
        zone = f"Etc/GMT{-sign * hours:+d}" if hours else "UTC"
    else:
        zone = None
    called = f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{odd:02d}' if odd else ''}"
    return Said(text, (Meaning(zone, 1.0, named=called),) if zone else ())


def _shown_in(text: str) -> tuple[tuple[int, ...] | None, str]:
    """The minutes of the day that a clock may show that is spoken of, and the text without them; "3:20" may be in the afternoon."""
    found = next((one for one in _NOW.finditer(text) if one[2] is not None or one[3] is not None), None)
    if found is None:
        return None, text
    return _times(found), f"{text[: found.start()]} {text[found.end() :]}"


def _times(found: re.Match[str]) -> tuple[int, ...]:
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] is not None:
        return ((hour % 12 + 12 * (found[3] == "p")) * 60 + minute,) if 1 <= hour <= 12 else ()
    if hour > 23:
        return ()
    twice = 1 <= hour <= 12 and not found[1].startswith("0")
    return tuple((hour % 12 + half) * 60 + minute for half in (0, 12)) if twice else (hour * 60 + minute,)


def _by_the_clock(text: str, shown: Sequence[int], now: datetime) -> Said:
    """The first of the living zones whose clock shows one of the times; an hour that is only about right is asked back."""
    for off, sure in ((_OFF, True), (_HALF_AN_HOUR, False)):
        found = [name for name in _LIVING if any(_shows(name, at, now, off) for at in shown)]
        whole_hour = all(at % 60 == 0 for at in shown)
        if found and (sure or whole_hour):
            return Said(text, tuple(_living_meaning(name) for name in found[:1]), sure=sure)
    return Said(text)


def _living_meaning(zone: str) -> Meaning:
    return Meaning(zone, 1.0, city_of(zone))


def _shows(zone: str, at: int, now: datetime, off: int) -> bool:
    here = now.astimezone(UTC)
    return _apart_by(at - here.hour * 60 - here.minute, _offset(zone, now)) <= off


def _offset(name: str, now: datetime) -> int:
    """Minutes from UTC on that clock then."""
    offset = on_the_wall(now, name).utcoffset()
    assert offset is not None  # noqa: S101
    return round(offset.total_seconds() / 60)


def _apart_by(one: int, other: int) -> int:
    """Minutes between two clocks, whatever the dates on them are."""
    return abs((one - other + _DAY // 2) % _DAY - _DAY // 2)


@lru_cache(maxsize=2048)
def _clock(zone: str, year: int) -> tuple[int, ...]:
    """What a zone's clock does within two years: two zones that do the same are one clock to those who live by them."""
    days = [datetime(year + later, month, day, 12, tzinfo=UTC) for later in (0, 1) for month in range(1, 13) for day in (1, 8, 15, 22)]
    return tuple(_offset(zone, day) for day in days)


def _offsets(zone: str, year: int) -> tuple[int, ...]:
    """In winter and in summer."""
    clock = _clock(zone, year)
    return clock[0], clock[24]


# --- Names of zones ---


def _by_name(typed: str) -> str | None:
    """The zone that IANA calls so, or one of its old names of clocks, all of which have a slash."""
    key = plainly(typed)
    return (clocks().get(key) or _iana().get(key)) if "/" in key else None


@lru_cache(maxsize=1)
def _living() -> frozenset[str]:
    """The zones in which people live, by the pinned data: no antiques, no bare offsets."""
    return frozenset(zone for zones in zones_of().values() for zone in zones)


@lru_cache(maxsize=1)
def _iana() -> Mapping[str, str]:
    """Every zone by its own name, but for those whose name is a city's, a country's or a short one too."""
    names = [name for name in (resources.files("tzdata") / "zones").read_text("utf-8").split() if "/" in name]
    return {plainly(name): name for name in names}
