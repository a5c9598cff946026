"""Countries, states, provinces, and parts of kingdoms: by which names people know them, and which clocks are in them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources

from domain.ground.atlas.spelling import plainly

Region = tuple[str, str]  # country and GeoNames' code of a part of it; the second is empty for the whole

# Each row: the code in the table of cities, then its names; the first is what it is called. Two capital letters are its short name.
_STATES = """
AL Alabama, Ala; AK Alaska; AZ Arizona, Ariz; AR Arkansas, Ark; CA California, Calif, Cali; CO Colorado, Colo; CT Connecticut, Conn;
DE Delaware, Del; DC District of Columbia; FL Florida, Fla; GA Georgia; HI Hawaii; ID Idaho; IL Illinois, Ill;
IN Indiana, Ind; IA Iowa; KS Kansas, Kans; KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts, Mass; MI Michigan, Mich;
MN Minnesota, Minn; MS Mississippi, Miss; MO Missouri; MT Montana, Mont; NE Nebraska, Neb, Nebr; NV Nevada, Nev; NH New Hampshire;
NJ New Jersey, Jersey; NM New Mexico; NY New York, New York State, Upstate, Upstate New York; NC North Carolina; ND North Dakota; OH Ohio;
OK Oklahoma, Okla; OR Oregon, Ore; PA Pennsylvania, Penn, Penna; RI Rhode Island; SC South Carolina; SD South Dakota;
TN Tennessee, Tenn; TX Texas, Tex; UT Utah; VT Vermont; VA Virginia; WA Washington, Washington State, Wash; WV West Virginia;
WI Wisconsin, Wis, Wisc; WY Wyoming
"""
_PROVINCES = """
01 Alberta, AB, Alta; 02 British Columbia, BC; 03 Manitoba, MB; 04 New Brunswick, NB; 05 Newfoundland, NL, Newfoundland and Labrador,
Labrador; 07 Nova Scotia, NS; 08 Ontario, ON, Ont; 09 Prince Edward Island, PE, PEI; 10 Quebec, QC, PQ, Que; 11 Saskatchewan, SK, Sask;
12 Yukon, YT; 13 Northwest Territories, NT, NWT; 14 Nunavut, NU
"""
_AUSTRALIAN = """
01 Australian Capital Territory, ACT; 02 New South Wales, NSW; 03 Northern Territory, NT; 04 Queensland, QLD; 05 South Australia, SA;
06 Tasmania, TAS; 07 Victoria, VIC; 08 Western Australia, WA
"""
_BRITISH = """
ENG England, Yorkshire, West Yorkshire, North Yorkshire, South Yorkshire, Lancashire, Greater Manchester, Merseyside, Cheshire, Essex,
Hertfordshire, Herts, Surrey, Sussex, East Sussex, West Sussex, Hampshire, Berkshire, Berks, Buckinghamshire, Bucks, Oxfordshire,
Gloucestershire, Wiltshire, Dorset, Devon, Cornwall, Somerset, Warwickshire, Worcestershire, Staffordshire, Staffs, Shropshire, Derbyshire,
Nottinghamshire, Notts, Leicestershire, Lincolnshire, Northamptonshire, Cambridgeshire, Cambs, Bedfordshire, Northumberland, Cumbria,
County Durham, Tyne and Wear, West Midlands, East Midlands, Middlesex, Middx, East Anglia; SCT Scotland; WLS Wales; NIR Northern Ireland
"""
_PARTS: Mapping[str, str] = {"US": _STATES, "CA": _PROVINCES, "AU": _AUSTRALIAN, "GB": _BRITISH}
# How people call a country beside the name that it has in the zone data, and parts of countries that have that country's clock.
_CALLED = """
US USA, US, United States of America, America, the United States, the States, the US, the USA, ארצות הברית, ארהב;
AS American Samoa;
GB UK, United Kingdom, Great Britain, Britain, the UK, בריטניה, אנגליה, הממלכה המאוחדת;
IL Eretz Yisrael, ישראל;
CA קנדה;
FR צרפת;
DE Deutschland, Bavaria, Saxony, גרמניה;
KR South Korea, Korea;
KP North Korea;
VN Viet Nam;
CZ Czechia;
NL Holland, the Netherlands;
BA Bosnia;
CD DRC, Democratic Republic of the Congo, Congo;
CG Congo;
TW Republic of China;
AE UAE, United Arab Emirates, Emirates;
IE Republic of Ireland, Eire;
CI Ivory Coast;
TR Turkiye;
SZ Swaziland;
RU Russian Federation;
MM Burma;
NZ Aotearoa;
ES Espana, Catalonia, Andalusia;
CH Suisse, Schweiz, Svizzera;
AT Osterreich;
IT Italia, Tuscany, Lombardy, Sicily;
BR Brasil;
PL Polska;
UA Ukraina;
AR ארגנטינה;
ZA RSA, Gauteng, Western Cape, Eastern Cape, KwaZulu Natal, KZN, דרום אפריקה;
AU אוסטרליה;
MK Macedonia;
XK Kosovo;
JE Channel Islands;
PS West Bank, the West Bank, Palestinian Territories, Gaza;
GE Republic of Georgia, Sakartvelo;
PR Puerto Rico;
VI USVI, US Virgin Islands;
TT Trinidad;
VA Vatican;
"""
# What the zone data puts in brackets, or before them, to tell two countries apart.
_APART = frozenset(
    {"UK", "US", "western", "Dutch", "French", "American", "North", "South", "Rep.", "Dem. Rep.", "Keeling", "Korea", "Congo"}
)
# What follows a city, and would be another place alone.
_AFTER = """
GB/ENG Norfolk, Suffolk, Durham, Kent, Rutland;
GB/SCT Fife, Lothian, Highland, Lanarkshire;
GB/WLS Gwent, Glamorgan, Dyfed;
BR SP, RJ, RS, MG, BA, PR, PE, SC, DF, CE, GO, ES, AM, PA;
AR CABA, Cordoba;
MX CDMX, DF, JAL, NL, BC, QR;
IE Cork, Kerry;
US/PR PR;
"""
_OURS: Mapping[str, str] = {
    "US": "USA", "GB": "UK", "KR": "South Korea", "KP": "North Korea", "CD": "DRC", "CG": "Republic of the Congo", "XK": "Kosovo",
    "AS": "American Samoa", "WS": "Samoa", "VG": "British Virgin Islands", "VI": "US Virgin Islands", "MF": "St Martin",
    "SX": "St Maarten", "CC": "Cocos Islands", "GS": "South Georgia Island",
}  # fmt: skip
DISPUTED = frozenset({"Europe/Simferopol", "Asia/Urumqi"})  # whoever names the country means its clock


def _rows(packed: str) -> list[tuple[str, list[str]]]:
    rows = [row.split(maxsplit=1) for row in " ".join(packed.split()).rstrip(";").split(";")]
    return [(code, names.split(", ")) for code, names in rows]


def _each(packed: str) -> Iterator[tuple[str, str]]:
    return ((code, name) for code, names in _rows(packed) for name in names)


def _of_zone_data(name: str) -> list[list[str]]:
    rows = (resources.files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")]


@lru_cache(maxsize=1)
def zones_of() -> Mapping[str, tuple[str, ...]]:
    """The living zones of each country, by the pinned data."""
    found: dict[str, tuple[str, ...]] = {}
    for country, _, zone, *_ in _of_zone_data("zone.tab"):
        if zone not in DISPUTED:
            found[country] = (*found.get(country, ()), zone)
    return found


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """What a country is called, from the zone data, which has "Britain (UK)" and "Korea (South)"."""
    return {code: name for code, name, *_ in _of_zone_data("iso3166.tab")}


@lru_cache(maxsize=1)
def _named() -> Mapping[Region, str]:
    """What a part of a country is called."""
    return {(country, code): names[0] for country, packed in _PARTS.items() for code, names in _rows(packed)}


def called(region: Region) -> str:
    """Its name, for people."""
    country, part = region
    return _named().get(region, "") if part else _OURS.get(country) or _countries().get(country, country)


@lru_cache(maxsize=1)
def regions() -> Mapping[str, frozenset[Region]]:
    """What every name stands for, spelt plainly: Georgia is a state, and a country."""
    found: dict[str, frozenset[Region]] = {}

    def add(name: str, region: Region) -> None:
        found[plainly(name)] = found.get(plainly(name), frozenset()) | {region}

    for code, name in _countries().items():
        for part in set(name.replace(")", "").split(" (")) - _APART:
            add(part, (code, ""))
            add(part.replace("&", "and"), (code, ""))
    for code, name in [*_OURS.items(), *_each(_CALLED)]:
        add(name, (code, ""))
    for country, packed in _PARTS.items():
        for code, name in _each(packed):
            if len(name) > 3 or country in {"US", "GB"}:
                add(name, (country, code))
    for country in ("US", "CA"):
        add("us & canada", (country, ""))
        add("us and canada", (country, ""))
    return found


@lru_cache(maxsize=1)
def codes() -> Mapping[str, frozenset[Region]]:
    """What a few letters stand for: a state's, a province's or a country's."""
    found: dict[str, frozenset[Region]] = {code.lower(): frozenset({(code, "")}) for code in _countries()}
    for country, packed in _PARTS.items():
        for code, names in _rows(packed):
            for name in [code, *names]:
                if 2 <= len(name) <= 3 and name.isupper() and country != "GB":
                    found[name.lower()] = found.get(name.lower(), frozenset()) | {(country, code)}
    return found


@lru_cache(maxsize=1)
def only_after() -> Mapping[str, frozenset[Region]]:
    """What says where a city lies, and is no answer alone."""
    found: dict[str, frozenset[Region]] = {}
    for where, name in _each(_AFTER):
        country, _, part = where.partition("/")
        found[plainly(name)] = found.get(plainly(name), frozenset()) | {(country, part)}
    found["country"] = frozenset((code, "") for code in _countries() if code != "US")
    found["state"] = frozenset(region for region in _named() if region[0] == "US" and region[1] != "DC")
    return found
