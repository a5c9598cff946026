"""Which days are which: rest days and their eves, fasts, memorial days, joyful days, seasons in which clergy are busy."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from domain.ground.hebrew import (
    ADAR,
    ADAR_II,
    AV,
    ELUL,
    IYAR,
    KISLEV,
    NISAN,
    SHEVAT,
    SIVAN,
    TAMMUZ,
    TEVET,
    TISHREI,
    HebrewDate,
    civil_date,
    hebrew_date,
    is_leap,
    purim_month,
)
from domain.ground.quiet import FEASTS, SECOND_DAYS
from domain.ground.values import Value

_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 3, 4, 5, 6


class Level(IntEnum):
    """How much a day speaks against a planned session."""

    NOTE = 0
    LIGHT = 1
    STRONG = 2
    BLOCK = 3


class Finding(Value):
    """What a day is; `name` is a slug of `SLUGS` or of a civic day, whose words live in messages, or `own` for a date with its own."""

    level: Level
    name: str
    words: str = ""  # as a program calls a date of its own; hostile until escaped


# Eves on which only the afternoon counts, or all of the day; and evenings with a name of their own (see `evenings`).
AFTERNOONS = frozenset(
    {
        "erev-shabbat", "erev-rosh-hashanah", "erev-sukkot", "erev-shemini-atzeret", "erev-pesach-7", "erev-shavuot",
    }
)  # fmt: skip
ALL_DAY_EVES = frozenset({"erev-yom-kippur", "erev-pesach"})
EVENINGS = frozenset({"erev-tisha-bav", "erev-purim", "erev-yom-hashoah", "erev-yom-hazikaron"})

_EVES: Mapping[tuple[int, int], str] = MappingProxyType(
    {
        (ELUL, 29): "erev-rosh-hashanah",
        (TISHREI, 9): "erev-yom-kippur",
        (TISHREI, 14): "erev-sukkot",
        (TISHREI, 21): "erev-shemini-atzeret",
        (NISAN, 14): "erev-pesach",
        (NISAN, 20): "erev-pesach-7",
        (SIVAN, 5): "erev-shavuot",
    }
)
_MINOR: Mapping[tuple[int, int], str] = MappingProxyType(
    {(SHEVAT, 15): "tu-bishvat", (IYAR, 14): "pesach-sheni", (IYAR, 18): "lag-baomer", (IYAR, 28): "yom-yerushalayim", (AV, 15): "tu-bav"}
)
FASTS = frozenset({"fast-of-gedaliah", "tenth-of-tevet", "fast-of-esther", "seventeenth-of-tammuz", "tisha-bav"})
MEMORIAL = frozenset({"yom-hashoah", "yom-hazikaron"})
MOURNING = MEMORIAL | {"tisha-bav"}
SOLEMN = MOURNING | {"chol-hamoed-sukkot", "chol-hamoed-pesach", "purim"}
BY_EVENING = SOLEMN | frozenset(
    {*_MINOR.values(), "yom-haatzmaut", "shushan-purim", "purim-katan", "chanukah", "rosh-chodesh"}
)  # what begins with the evening before
BY_THE_HOUR = frozenset({"fast-ends"})  # what no whole day is

SLUGS: frozenset[str] = frozenset(
    {
        *FEASTS.values(), *SECOND_DAYS.values(), *_EVES.values(), *_MINOR.values(), *SOLEMN, *EVENINGS, *BY_THE_HOUR, "shabbat",
        "erev-shabbat", "clergy-season", "after-yom-kippur",
        "fast-of-gedaliah", "tenth-of-tevet", "fast-of-esther", "seventeenth-of-tammuz", "fast-of-the-firstborn", "yom-haatzmaut",
        "shushan-purim", "purim-katan", "chanukah", "rosh-chodesh",
    }
)  # fmt: skip


@lru_cache(maxsize=2048)
def findings(day: date, israel: bool) -> tuple[Finding, ...]:
    """All that a civil day is, worst first; which part of it is meant, and what its evening begins, `evenings.at_session` knows."""
    found = [*_jewish_year(hebrew_date(day).year, israel).get(day, ())]
    if day.weekday() == _SATURDAY:
        found.append(Finding(Level.BLOCK, "shabbat"))
    elif day.weekday() == _FRIDAY and not any(finding.level is Level.BLOCK for finding in found):
        found.append(Finding(Level.STRONG, "erev-shabbat"))
    if busy_season(day):
        found.append(Finding(Level.LIGHT, "clergy-season"))
    return tuple(sorted(found, key=lambda finding: -finding.level))


def busy_season(day: date) -> bool:
    """15 Elul to 23 Tishrei and 7 to 14 Nisan, when clergy have no time for more."""
    at = hebrew_date(day)
    if at.month == NISAN:
        return 7 <= at.day <= 14
    return (at.month == ELUL and at.day >= 15) or (at.month == TISHREI and at.day <= 23)


# --- The Hebrew year ---


@lru_cache(maxsize=32)
def _jewish_year(year: int, israel: bool) -> Mapping[date, tuple[Finding, ...]]:
    found: dict[date, list[Finding]] = defaultdict(list)
    for part in (_feasts(year, israel), _solemn_days(year), _lighter_days(year)):
        for day, level, name in part:
            found[day].append(Finding(level, name))
    return MappingProxyType({day: tuple(here) for day, here in found.items()})


def _on(year: int, month: int, day: int) -> date:
    return civil_date(HebrewDate(year, month, day))


def _feasts(year: int, israel: bool) -> Iterator[tuple[date, Level, str]]:
    kept = FEASTS if israel else {**FEASTS, **SECOND_DAYS}
    for (month, day), name in kept.items():
        yield _on(year, month, day), Level.BLOCK, name
    for (month, day), name in _EVES.items():
        yield _on(year, month, day), Level.STRONG, name
    for month, last, name in ((TISHREI, 21, "chol-hamoed-sukkot"), (NISAN, 20, "chol-hamoed-pesach")):
        for day in range(16 if israel else 17, last + 1):
            yield _on(year, month, day), Level.STRONG, name


def _solemn_days(year: int) -> Iterator[tuple[date, Level, str]]:
    """Fasts and memorial days with their postponements; those from the evening before with that evening."""
    yield _after_shabbat(_on(year, TISHREI, 3)), Level.LIGHT, "fast-of-gedaliah"
    yield _on(year, TISHREI, 11), Level.LIGHT, "after-yom-kippur"
    yield _on(year, TEVET, 10), Level.LIGHT, "tenth-of-tevet"  # may be a Friday, is never Shabbat
    yield _thursday_before(_on(year, purim_month(year), 13)), Level.LIGHT, "fast-of-esther"
    yield _thursday_before(_on(year, NISAN, 14)), Level.LIGHT, "fast-of-the-firstborn"
    yield _after_shabbat(_on(year, TAMMUZ, 17)), Level.LIGHT, "seventeenth-of-tammuz"
    independence = _independence(_on(year, IYAR, 5))
    yield independence, Level.LIGHT, "yom-haatzmaut"
    for day, name in (
        (_after_shabbat(_on(year, AV, 9)), "tisha-bav"),
        (_shoah(_on(year, NISAN, 27)), "yom-hashoah"),
        (independence - _DAY, "yom-hazikaron"),
    ):
        yield day, Level.STRONG, name
        yield day - _DAY, Level.STRONG, f"erev-{name}"


def _after_shabbat(day: date) -> date:
    return day + _DAY if day.weekday() == _SATURDAY else day


def _thursday_before(day: date) -> date:
    return day - 2 * _DAY if day.weekday() == _SATURDAY else day


def _shoah(day: date) -> date:
    """27 Nisan, kept away from Shabbat: Friday to Thursday, Sunday to Monday."""
    return day + {_FRIDAY: -_DAY, _SUNDAY: _DAY}.get(day.weekday(), timedelta())


def _independence(day: date) -> date:
    """5 Iyar, so that neither it nor the memorial day before it touches Shabbat: Friday or Shabbat to Thursday, Monday to Tuesday."""
    return day + {_FRIDAY: -_DAY, _SATURDAY: -2 * _DAY, _MONDAY: _DAY}.get(day.weekday(), timedelta())


def _lighter_days(year: int) -> Iterator[tuple[date, Level, str]]:
    adar = purim_month(year)
    yield _on(year, adar, 14), Level.STRONG, "purim"
    yield _on(year, adar, 13), Level.STRONG, "erev-purim"
    yield _on(year, adar, 15), Level.LIGHT, "shushan-purim"
    if is_leap(year):
        yield _on(year, ADAR, 14), Level.LIGHT, "purim-katan"
    for (month, day), name in _MINOR.items():
        yield _on(year, month, day), Level.LIGHT, name
    for night in range(8):
        yield _on(year, KISLEV, 25) + night * _DAY, Level.LIGHT, "chanukah"
    for month in range(1, (ADAR_II if is_leap(year) else ADAR) + 1):
        first = _on(year, month, 1)
        if month != TISHREI:
            yield first, Level.NOTE, "rosh-chodesh"
            if hebrew_date(first - _DAY).day == 30:
                yield first - _DAY, Level.NOTE, "rosh-chodesh"
