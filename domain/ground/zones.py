"""From what people say of their clock to a zone: a name, a city, a short name, an offset, or what time it is for them now.

A short name is the living zone of where people use it, with its summer time: "EST" is New York, whose IANA namesake has none. Where
two places share one, it is the one of most of the program's people: IST is Israel, and CST Chicago.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from domain.ground.refusal import Refusal, Why
from domain.ground.times import on_the_wall

_OFF = 10  # minutes by which one may misread a clock
_DAY = 24 * 60

# --- The tables ---

# Short names, and larger cities where congregations are and of which IANA names none.
_CALLED: Mapping[str, str] = MappingProxyType(
    {
        "America/New_York": "est, edt, et, est5edt, eastern, us eastern, us/eastern, east coast, nyc, new york city, manhattan, brooklyn, "
        "queens, long island, boston, philadelphia, philly, washington, washington dc, baltimore, pittsburgh, cleveland, cincinnati, "
        "columbus, buffalo, rochester, albany, hartford, new haven, providence, newark, teaneck, atlanta, miami, boca raton, fort "
        "lauderdale, palm beach, orlando, tampa, jacksonville, charlotte, raleigh, richmond, charleston, knoxville, chattanooga",
        "America/Chicago": "cst, cdt, ct, cst6cdt, central, us central, us/central, houston, dallas, austin, san antonio, fort worth, "
        "milwaukee, madison, minneapolis, st paul, st louis, kansas city, omaha, new orleans, memphis, nashville, skokie",
        "America/Denver": "mst, mdt, mt, mst7mdt, mountain, us mountain, us/mountain, boulder, salt lake city, albuquerque, santa fe, el "
        "paso",
        "America/Phoenix": "tucson, scottsdale",
        "America/Los_Angeles": "pst, pdt, pt, pst8pdt, pacific, us pacific, us/pacific, west coast, la, san francisco, sf, bay area, "
        "oakland, berkeley, palo alto, san jose, sacramento, san diego, santa monica, seattle, portland, las vegas",
        "America/Anchorage": "akst, akdt, akt, us/alaska",
        "Pacific/Honolulu": "hst, us/hawaii",
        "America/Halifax": "ast, adt, atlantic, canada/atlantic",
        "America/St_Johns": "nst, ndt",
        "America/Toronto": "montreal, ottawa, hamilton, canada/eastern",
        "America/Edmonton": "calgary, canada/mountain",
        "Europe/London": "gmt, greenwich, bst, british, gb, gb eire, manchester, leeds, liverpool, birmingham, glasgow, edinburgh, "
        "cardiff, oxford, cambridge",
        "UTC": "gmt0, zulu, uct, universal, etc/utc, etc/uct, etc/gmt, etc/gmt0, etc/zulu, etc/universal, etc/greenwich",
        "Europe/Lisbon": "wet, western european, porto",
        "Europe/Paris": "cet, cest, met, mest, central european, strasbourg, marseille, lyon, nice, toulouse",
        "Europe/Berlin": "mez, mesz, munich, frankfurt, hamburg, cologne",
        "Europe/Rome": "milan, florence, turin, venice",
        "Europe/Zurich": "geneva, basel",
        "Europe/Brussels": "antwerp",
        "Europe/Madrid": "barcelona",
        "Europe/Warsaw": "krakow, cracow",
        "Europe/Kyiv": "eet, eest, eastern european, kiev, odessa, odesa, dnipro, lviv",
        "Europe/Moscow": "msk, st petersburg",
        "Asia/Jerusalem": "ist, idt, israel, tel aviv, tel aviv yafo, asia/tel aviv, haifa, beersheba, beer sheva, raanana, modiin, "
        "herzliya, netanya",
        "Africa/Johannesburg": "sast, cape town, durban, pretoria",
        "America/Sao_Paulo": "brt, rio de janeiro, porto alegre, belo horizonte",
        "America/Argentina/Buenos_Aires": "art, rosario",
        "America/Santiago": "clt, clst",
        "America/Mexico_City": "guadalajara",
        "Australia/Sydney": "aest, aedt, aet, canberra",
        "Australia/Adelaide": "acst, acdt",
        "Australia/Perth": "awst",
        "Pacific/Auckland": "nzst, nzdt, nzt, nz, wellington, christchurch",
        "Asia/Kolkata": "mumbai, bombay, delhi, new delhi",
        "Asia/Hong_Kong": "hkt",
        "Asia/Tokyo": "jst",
    }
)
# What follows a city, or stands alone. Of a region with two clocks the first is the one of most of its people.
_REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "America/New_York": "connecticut, ct, delaware, de, district of columbia, dc, florida, fl, georgia, ga, kentucky, ky, maine, me, "
        "maryland, md, massachusetts, ma, michigan, mi, new hampshire, nh, new jersey, nj, new york, ny, north carolina, nc, ohio, oh, "
        "pennsylvania, pa, rhode island, ri, south carolina, sc, vermont, vt, virginia, va, west virginia, wv",
        "America/Indiana/Indianapolis": "indiana, in",
        "America/Chicago": "alabama, al, arkansas, ar, illinois, il, iowa, ia, kansas, ks, louisiana, minnesota, mn, mississippi, ms, "
        "missouri, mo, nebraska, ne, north dakota, nd, oklahoma, ok, south dakota, sd, tennessee, tn, texas, tx, wisconsin, wi, florida, "
        "fl, kentucky, ky, michigan, mi, indiana, in, la",
        "America/Denver": "colorado, co, montana, mt, new mexico, nm, utah, ut, wyoming, wy, texas, tx, kansas, ks, nebraska, ne, north "
        "dakota, nd, south dakota, sd",
        "America/Boise": "idaho, id",
        "America/Phoenix": "arizona, az",
        "America/Los_Angeles": "california, ca, nevada, nv, oregon, or, washington, washington state, wa, idaho, id",
        "America/Anchorage": "alaska, ak",
        "Pacific/Honolulu": "hawaii, hi",
        "America/Toronto": "ontario, on, quebec, qc, canada, tennessee, tn",
        "America/Winnipeg": "manitoba, mb, ontario, on, canada",
        "America/Regina": "saskatchewan, sk, canada",
        "America/Edmonton": "alberta, ab, canada",
        "America/Vancouver": "british columbia, bc, canada",
        "America/Halifax": "nova scotia, ns, new brunswick, nb, canada",
        "America/St_Johns": "newfoundland, nl, canada",
        "Europe/London": "uk, england, scotland, wales, great britain, united kingdom",
        "Europe/Paris": "france",
        "Europe/Berlin": "germany",
        "Asia/Jerusalem": "israel, il",
        "Africa/Johannesburg": "south africa",
    }
)
_WIDE = frozenset({"canada"})  # says too little of a clock
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

_OFFSET = re.compile(r"(?:(?:utc|gmt) ?)?([+\-\u2010-\u2015\u2212]) ?(\d{1,2})(?::?([0-5]\d))?")
_NOW = re.compile(r"(?:it(?: i|['\u2019])s )?(\d{1,2})(?:[:.h]([0-5]\d))? ?(?:([ap])\.? ?m\b\.?)?(?: now)?")
_ASIDE = re.compile(r"\([^)]*\)")
_LAST = re.compile(r" (?:(?:standard|daylight|daylight savings?|summer|mean) )?time\Z")


def zone_named(typed: str, now: datetime) -> str:
    """The IANA zone that somebody means; `now` is when they say it. Raises `Refusal(UNKNOWN_ZONE)`.

    "GMT+2", "UTC-5" and "+2" are that far from UTC, all year. "3:20 pm" is what their clock shows now, and is read as the likeliest
    zone that shows it.
    """
    text = " ".join(_letters(typed[:60]).split())
    found = _by_offset(text, now) or _by_the_clock(text, now) or _by_name(text)
    if found is None:
        raise Refusal(Why.UNKNOWN_ZONE, zone=typed.strip()[:60])
    return found


def zones_like(typed: str, most: int = 25) -> list[str]:
    """Living zones whose name holds what was typed so far, or one of whose cities begins with it, for autocomplete."""
    wanted = _plainly(typed)
    names = {name for name in _living() if wanted in _plainly(name)}
    names |= {name for called, name in _known().items() if wanted and called.startswith(wanted) and name in _living()}
    return sorted(names, key=lambda name: (len(name), name))[:most]


# --- How far from UTC, and what time it is ---


def _by_offset(text: str, now: datetime) -> str | None:
    found = _OFFSET.fullmatch(text)
    if found is None:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    sign = 1 if found[1] == "+" else -1
    if minutes:
        wanted = sign * (hours * 60 + minutes)
        return next((name for name in _HALVES if _offset(name, now) == wanted), None)
    if not -12 <= sign * hours <= 14:
        return None
    return f"Etc/GMT{-sign * hours:+d}" if hours else "UTC"


def _by_the_clock(text: str, now: datetime) -> str | None:
    """The first of the living zones whose clock shows one of the times that this may be."""
    here = now.astimezone(UTC)
    at = [said - here.hour * 60 - here.minute for said in _times(text)]
    return next((name for name in _LIVING if any(_apart(one, _offset(name, now)) <= _OFF for one in at)), None)


def _times(text: str) -> list[int]:
    """The minutes of the day that are meant; "3:20" may be said in the afternoon, "03:20" may not."""
    found = _NOW.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        return []
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] is not None:
        return [(hour % 12 + 12 * (found[3] == "p")) * 60 + minute] if 1 <= hour <= 12 else []
    if hour > 23:
        return []
    twice = 1 <= hour <= 12 and not found[1].startswith("0")
    return [(hour % 12 + half) * 60 + minute for half in (0, 12)] if twice else [hour * 60 + minute]


def _offset(name: str, now: datetime) -> int:
    """Minutes from UTC on that clock then."""
    offset = on_the_wall(now, name).utcoffset()
    assert offset is not None  # noqa: S101
    return round(offset.total_seconds() / 60)


def _apart(one: int, other: int) -> int:
    """Minutes between two clocks, whatever the dates on them are."""
    return abs((one - other + _DAY // 2) % _DAY - _DAY // 2)


# --- Names ---


def _by_name(text: str) -> str | None:
    whole = _plainly(_LAST.sub("", " ".join(_ASIDE.sub(" ", text).split())))
    if whole in (known := _known()):
        return known[whole]
    if whole in (regions := _regions()):
        return regions[whole][0] if whole not in _WIDE else None
    city, *rest = (part.strip() for part in whole.split(","))
    if not rest:  # "Boston MA"
        city, _, last = whole.rpartition(" ")
        city, rest = (city, [last]) if last in regions else (whole, [])
    region = next((part for part in rest if part in regions), "")
    return _in_region(known.get(city), region)


def _in_region(found: str | None, region: str) -> str | None:
    """The city's zone, where its region has that one: London in Ontario is not the other one. Of an unknown city its region's."""
    there = _regions().get(region)
    if there is None or found in there:
        return found
    return None if region in _WIDE else there[0]


def _letters(typed: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", typed.replace("\u200f", "").replace("\u200e", ""))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _plainly(typed: str) -> str:
    text = re.sub(r"[_\-]", " ", re.sub(r"[.'\u2019]", "", _letters(typed)))
    return re.sub(r"\bsaint ", "st ", " ".join(text.split()))


@lru_cache(maxsize=1)
def _living() -> frozenset[str]:
    """The zones in which people live, by the pinned data: no antiques, no bare offsets."""
    rows = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    return frozenset(row.split("\t")[2] for row in rows if not row.startswith("#"))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    """Every name that stands for one zone: ours before IANA's own, living zones also by the city in them."""
    names = [name for name in (resources.files("tzdata") / "zones").read_text("utf-8").split() if name != "Factory"]
    cities = {_plainly(name.rsplit("/", 1)[-1]): name for name in sorted(_living(), reverse=True)}
    ours = {one: name for name, row in _CALLED.items() for one in row.split(", ")}
    return MappingProxyType(cities | {_plainly(name): name for name in names} | ours)


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, tuple[str, ...]]:
    """Each region, with the zones in it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, row in _REGIONS.items():
        for one in row.split(", "):
            found[one] = (*found.get(one, ()), name)
    return MappingProxyType(found)
