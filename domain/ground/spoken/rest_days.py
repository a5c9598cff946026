"""Days and evenings that the Jewish calendar names: small feasts and new moons, an eve, and when Shabbat is out where the person is."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.ground.days import findings
from domain.ground.hebrew import (
    ADAR,
    ADAR_II,
    AV,
    CHESHVAN,
    ELUL,
    IYAR,
    KISLEV,
    NISAN,
    SHEVAT,
    SIVAN,
    TAMMUZ,
    TEVET,
    TISHREI,
    hebrew_date,
)
from domain.ground.spoken.days import A_DAY, weekday_named
from domain.ground.spoken.parts import Day, Marked, Part, Piece
from domain.ground.spoken.resolving import HORIZON
from domain.ground.sun import city_of, in_israel, nightfall
from domain.ground.times import on_the_wall

_FEASTS = {
    "pesach": "pesach-1", "passover": "pesach-1", "purim": "purim", "shavuot": "shavuot-1", "shavuos": "shavuot-1", "sukkot": "sukkot-1",
    "rosh hashanah": "rosh-hashanah-1", "rosh hashana": "rosh-hashanah-1", "yom kippur": "yom-kippur", "tu bishvat": "tu-bishvat",
    "tu b'shvat": "tu-bishvat", "rosh chodesh": "rosh-chodesh", "chanukah": "chanukah", "hanukkah": "chanukah", "tisha b'av": "tisha-bav",
    "פסח": "pesach-1", "פורים": "purim", "שבועות": "shavuot-1", "סוכות": "sukkot-1", "ראש השנה": "rosh-hashanah-1", "יום כיפור": (
        "yom-kippur"
    ),
    "ראש חודש": "rosh-chodesh", "חנוכה": "chanukah", "טו בשבט": "tu-bishvat",
}  # fmt: skip
_SHABBAT = r"(?:shabbat|shabbos|shabbes|שבת)"
_OUT = (
    rf"(?<![\w׳])(?:(?:motzei|motza'?ei|motzoei|motsei|after|[בל]?מוצאי)[ -]{_SHABBAT}|motzash|[בל]?מוצש|after havdalah)(?: הקרוב)"
    rf"?(?![\w׳])"
)
_EVE = rf"(?<![\w׳])(?:erev|[בל]?ערב)[ -](?:{_SHABBAT}|({'|'.join(_FEASTS)}))(?![\w׳])"

_DAYS = {
    r"tu[ -](?:b[ie]?|b')?sh[e']?vat|טו בשבט": "tu-bishvat", r"lag[ -]b(?:[a'e]{0,2}-?)omer|לג בעומר": "lag-baomer",
    r"shushan purim|שושן פורים": "shushan-purim", r"purim|פורים": "purim", r"tu[ -]b[e']?av|טו באב": "tu-bav",
}  # fmt: skip
_MONTHS = {
    "nisan": {NISAN}, "iyar": {IYAR}, "sivan": {SIVAN}, "tammuz": {TAMMUZ}, "av": {AV}, "elul": {ELUL}, "tishrei": {TISHREI},
    "cheshvan": {CHESHVAN}, "kislev": {KISLEV}, "tevet": {TEVET}, "shvat": {SHEVAT}, "shevat": {SHEVAT}, "adar": {ADAR, ADAR_II},
    "ניסן": {NISAN}, "אייר": {IYAR}, "סיון": {SIVAN}, "סיוון": {SIVAN}, "תמוז": {TAMMUZ}, "אב": {AV}, "אלול": {ELUL}, "תשרי": {TISHREI},
    "חשון": {CHESHVAN}, "חשוון": {CHESHVAN}, "כסלו": {KISLEV}, "טבת": {TEVET}, "שבט": {SHEVAT}, "אדר": {ADAR, ADAR_II},
}  # fmt: skip
_LAST = 30  # of a long month, and then a new moon of the next one
_ONE_OF_TWO = r"(?! (?:i|1|2|ii|א|ב)[׳']?(?![\w-]))"  # an Adar that says which it is
_NEW_MOON = rf"(?:rosh chodesh|ראש חודש) (?P<month>{'|'.join(_MONTHS)}){_ONE_OF_TWO}"
_HEBREW_DAY = rf"(?<![\w׳])[בל]?(?:{'|'.join(_DAYS)}|{_NEW_MOON})(?![\w׳])"
_NOT_THEN = frozenset({
    "after", "before", "until", "since", "by", "erev", "eve", "happy", "last", "around", "motzei",
    "אחרי", "לפני", "עד", "מאז", "ערב", "חג", "שמח", "מוצאי", "במוצאי",
})  # fmt: skip
_HOUR = re.compile(r"[0-9]|\bnoon\b|צהריים")
_NEAR = 25  # letters between a day and its hour


def mark_rest_days(marked: Marked) -> None:
    """Mark "motzei Shabbat", "erev Purim", "Tu BiShvat at 8" and their like."""
    marked.take(_OUT, _shabbat_out)
    marked.take(_EVE, _eve)
    marked.take(_HEBREW_DAY, _hebrew_day)


def _hebrew_day(hit: re.Match[str], marked: Marked) -> Piece:
    """A day by its own name where an hour stands near: each that is called so, as a month may have two new moons, a year two Adars."""
    before, near = hit.string[: hit.start()].split(), hit.string[max(hit.start() - _NEAR, 0) : hit.end() + _NEAR]
    if (before and before[-1] in _NOT_THEN) or not _HOUR.search(near):
        raise ValueError
    today, israel = marked.now.date(), in_israel(marked.zone)
    is_so = _of_new_moon(hit["month"]) if hit["month"] else _of_name(_day_named(hit[0]), israel=israel)
    days = (today + days * A_DAY for days in range(HORIZON // timedelta(days=1) + 1))
    ahead = tuple(day for day in days if is_so(day))
    return Day(ahead, sure=len(ahead) == 1, eve=True)


def _day_named(said: str) -> str:
    return next(name for pattern, name in _DAYS.items() if re.search(pattern, said))


def _of_name(name: str, *, israel: bool) -> Callable[[date], bool]:
    return lambda day: any(finding.name == name for finding in findings(day, israel))


def _of_new_moon(said: str) -> Callable[[date], bool]:
    """Whether it is a new moon of that month: its first day, and the thirtieth of the one before."""
    months = _MONTHS[said]

    def is_so(day: date) -> bool:
        tomorrow = hebrew_date(day + A_DAY)
        first = tomorrow if tomorrow.day == 1 and hebrew_date(day).day == _LAST else hebrew_date(day)
        return first.day == 1 and first.month in months

    return is_so


def _shabbat_out(_: re.Match[str], marked: Marked) -> tuple[Piece, ...]:
    zone, coming = marked.zone, weekday_named(5, marked.now.date())
    day = coming.ahead[0]
    out = on_the_wall(nightfall(city_of(zone), zone, day), zone)
    after = out.time() if out.date() == day else None
    return Day((day,), behind=coming.behind, after=after), Part.EVENING


def _eve(hit: re.Match[str], marked: Marked) -> Piece:
    """The civil day before; its evening is still called so."""
    feast, today, israel = hit[1], marked.now.date(), in_israel(marked.zone)
    if feast is None:
        found = weekday_named(4, today)
        return Day(found.ahead, sure=found.sure, behind=found.behind)
    for days in range(1, HORIZON // timedelta(days=1)):
        day = today + days * A_DAY
        if any(finding.name == _FEASTS[feast] for finding in findings(day, israel)):
            return Day((day - A_DAY,))
    raise ValueError
