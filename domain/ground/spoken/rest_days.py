"""Evenings that are named by the calendar: the eve of a feast or of Shabbat, and when Shabbat is out, by the sun of the person's zone."""

import re
from datetime import timedelta

from domain.ground.days import findings
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


def mark_rest_days(marked: Marked) -> None:
    """Mark "motzei Shabbat", "erev Shabbat", "erev Purim" and their like."""
    marked.take(_OUT, _shabbat_out)
    marked.take(_EVE, _eve)


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
