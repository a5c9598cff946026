"""From what somebody typed to the phrases in it: each known, or a word that says nothing of a place, or one that nobody understands."""

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from domain.ground.atlas.reading import WORDS, Reading, nearly, read
from domain.ground.atlas.spelling import plainly, words_of

_LONGEST = 6  # words in one name
_WORDS = 16


# What people put around a place. It is not missed.
FILLERS = words_of("""
a an the i im iam am we were live lives living in at from of on near by close to just outside around based located currently now here
its it is area areas metro metropolitan metroplex greater region suburb suburbs suburban downtown city town village valley borough
township time timezone zone tz clock standard daylight savings saving summer mean local hours and or & my our home usually mostly
province year round please approx about as work working congregation campus dt st part de there אני גר גרה ליד אזור איזור שעון עיר
""")
# Where in a place: said of a city or a country that stands beside it.
_COMPASS = words_of("""
north south east west northern southern eastern western northeast northwest southeast southwest central middle upper lower mid inner
outer
""")
# Words of talk, and places that are not on any map. A place that is called so is asked about where it is large, and else not meant.
TALK = words_of("""
ok okay hi hello hey yo yes yeah yep no nope not none nothing nowhere never always sure fine good great thanks thank you me call later
soon same as usual idk dunno what where when why who how whatever wherever anywhere everywhere somewhere anything any all everyone
everybody home house work bed shul office church temple please sorry lol haha ha hmm um uh well maybe perhaps test testing asdf qwerty
foo bar baz xxx na nil null shalom hineni amen nice cool most best better much many love hate want need ask tell know think see look
guess ill miss ore mass wash del mont colo ark but if then than that this these those do does did will would can could should may might
must have has had be been was morning afternoon evening night noon midnight today tomorrow yesterday next last every day week month
weekend shabbat shabbos sunday monday tuesday wednesday thursday friday saturday flexible free busy available varies depends different
other another your yours his her their they he she them him moon mars earth heaven hell space planet world universe exile galut diaspora
babylon narnia hogwarts metropolis gotham atlantis wakanda mordor smallville chelm internet online zoom virtual remote discord above
below before after mine ditto and/or between both either neither course eastcoast jr mr mrs ms dr rabbi cantor rev fr pastor date place
location zip ya ye u ur
""")
# Parts of the world with many clocks: no place, alone or after one. A bare direction is none either, where nothing stands beside it.
_WIDE = frozenset(
    [f"{which}{part}".strip() for part in ("africa", "america", "asia", "europe")
     for which in ("north ", "south ", "east ", "west ", "central ", "northern ", "southern ", "eastern ", "western ", "southeast ")]
    + ["africa", "asia", "europe", "latin america", "sub saharan africa", "middle east", "near east", "far east", "caribbean", "oceania",
       "pacific islands", "south pacific", "scandinavia", "balkans", "אפריקה", "אירופה", "אסיה"]
) - {"south africa"}  # fmt: skip
_BARE = words_of("north south east west northern southern eastern western center centre צפון דרום מזרח מערב מרכז") - {"eastern"}
_OF_ISRAEL = frozenset({"kibbutz", "moshav", "yishuv"})
_WITH_COUNTIES = frozenset({("US", ""), ("GB", "")})
_POSTAL = re.compile(r"\d{5}(?:\d{4})?|[a-z]{1,2}\d{1,2}[a-z]?|\d[a-z]{2}")  # American and British
_APART = re.compile(r"[,;|()\[\]/\n]+|\s[-‐-―]+\s")
_SIGNS = re.compile(r"[?!:*“”„«»<>#@]+|\bno (?:dst|daylight savings?)\b|\bwithout dst\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b(?:[A-Z]\.?){2,4}(?![A-Za-z])")


def parts_of(typed: str, *, alone: bool) -> list[list[Reading]]:
    """What stands between commas, brackets and the like, each as the phrases in it. `alone`: nothing else was said."""
    shouted = typed.upper() == typed and " " in typed.strip()
    capitals = frozenset(found[0].replace(".", "").lower() for found in _CAPITALS.finditer(typed) if not shouted)
    plain = [plainly(_SIGNS.sub(" ", part)).split()[:_WORDS] for part in _APART.split(typed)]
    parts = [words for words in plain if words and " ".join(_bare(words)) not in _WIDE]
    if len(parts) == 1 and len(_bare(parts[0])) == 1 and _bare(parts[0])[0] in _BARE:
        return []
    alone = alone and len(parts) == 1
    return [_phrases(words, capitals, beside=number > 0, alone=alone) for number, words in enumerate(parts)]


def says_a_part_of_the_world(typed: str) -> bool:
    """True where it names one, though no place."""
    plain = f" {plainly(typed)} "
    return any(f" {part} " in plain for part in _WIDE)


def _bare(words: Sequence[str]) -> Sequence[str]:
    """Without an article before them."""
    return words[1:] if words[0] == "the" else words


def _phrases(words: Sequence[str], capitals: frozenset[str], *, beside: bool, alone: bool) -> list[Reading]:
    """The phrases of a part: as few and as well known ones as there can be."""
    best: list[tuple[float, list[Reading]]] = [(0, [])]
    for end in range(1, len(words) + 1):
        ways = [
            (best[start][0] + cost, [*best[start][1], reading])
            for start in range(max(0, end - _LONGEST), end)
            for entire in [end - start == len(words)]
            for cost, reading in _ways(
                words[start:end], capitals, entire=entire, apart=beside and entire, alone=alone and entire,
                last=(start > 0 or beside) and (end == len(words) or words[start] not in WORDS),
            )
        ]  # fmt: skip
        best.append(min(ways, key=lambda way: (way[0], len(way[1]))))
    return _merged(best[-1][1])


def _ways(
    words: Sequence[str], capitals: frozenset[str], *, entire: bool, apart: bool, alone: bool, last: bool
) -> list[tuple[float, Reading]]:
    phrase = " ".join(words)
    in_capitals = phrase in capitals and (last or apart or alone or phrase not in WORDS)
    found = read(phrase, apart=apart, capitals=in_capitals, alone=alone, last=last)
    if phrase in _WIDE:
        return [(0.6, Reading(phrase, fills=True))]
    ways = [(1.0 + (0.4 if phrase in TALK else 0), found)] if found is not None else []
    if len(words) > 1:
        county = words[-1] == "county" and len(words) < 4 and found is None
        if county:
            ways.append((1.0, Reading(phrase, within=_WITH_COUNTIES)))
        if words[0] in _OF_ISRAEL and len(words) < 4 and found is None and (israel := read("israel")) is not None:
            ways.append((1.0, replace(israel, text=phrase)))
        return ways
    if found is not None and (entire or (phrase in WORDS and phrase in capitals)):
        return ways
    if phrase in FILLERS and not alone:
        ways.append((0.6, Reading(phrase, fills=True)))
    elif (phrase in _COMPASS and not apart and not alone) or _POSTAL.fullmatch(phrase):
        ways.append((0.5, Reading(phrase, fills=not alone)))
    return [*ways, (10.0, Reading(phrase))]


def _merged(readings: Sequence[Reading]) -> list[Reading]:
    """Words that are not understood stand together, and may be a slip; where nothing is known, all the words may be."""
    merged: list[Reading] = []
    for lost, group in groupby(readings, key=lambda one: not one.known and not one.fills):
        together = list(group)
        merged += [Reading(" ".join(one.text for one in together))] if lost else together
    for at, one in enumerate(merged):
        if one.known or one.fills or talks(one.text):
            continue
        for start, end in ((at - 1, at + 2), (at - 1, at + 1), (at, at + 2), (at, at + 1)):
            around = merged[max(start, 0) : end]
            slip = nearly(" ".join(each.text for each in around)) if start >= 0 and not any(map(_says_all, around)) else None
            if slip is not None:
                return _merged([*merged[:start], slip, *merged[end:]])
    return merged


def _says_all(one: Reading) -> bool:
    """True for a name that needs no other word beside it."""
    return one.known and len(one.text.split()) > 1


def talks(words: str) -> bool:
    """True when there is a word of talk among them."""
    return not TALK.isdisjoint(words.split())
