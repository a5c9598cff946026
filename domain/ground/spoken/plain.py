"""A text as it is compared: one spelling of each word, one kind of each sign, contractions in full."""

import re
import unicodedata
from collections.abc import Mapping

from domain.ground.spoken.misspelt import respelt

LONGEST = 2000  # a Discord message; what is longer is a letter to a person, not an answer

_UNSEEN = re.compile(r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f\ufe0e§]")
_IRONIC = frozenset("🙄🙃😉😜🤥😏🤪🤔👎😈🤡❓❔⁉")


def _without_pictures(plain: str) -> str:
    """A text without emojis, but for those that take back what is said."""
    return "".join(
        " " if unicodedata.category(sign) in {"So", "Sk"} and sign not in _IRONIC and sign not in "^`" else sign for sign in plain
    )


_SIGNS: Mapping[int, str | None] = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc`´\u2032\u201b"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u2013\u2012\u05be\u2010\u2011\u2212"), "-"),
    ord("\u2014"): " - ", ord("\u2015"): " - ", ord("׳"): "'", ord("״"): '"', ord("&"): " and ", ord("؟"): "?",
}  # fmt: skip

_IN_FULL = """
can not: cannot, can't, cant; could not: couldnt; would not: wouldnt; should not: shouldnt; do not: dont; does not: doesnt; did not: didnt;
is not: isnt, ain't, aint; are not: arent; was not: wasnt; were not: werent; have not: havent; has not: hasnt; had not: hadnt;
no: nope, nah; will not: won't, wont; we have: weve; i have: ive; i am: im, i'm; let us: let's, lets; it is: it's;
that is: that's, thats; there is: there's;
what is: what's, whats; who is: who's, whos; where is: where's, wheres; how is: how's, hows; when is: when's, whens; he is: he's;
she is: she's; here is: here's, heres; you are: youre; they are: theyre; i will: i'll; we will: we'll; going to: gonna; want to: wanna;
got to: gotta; you: u; your: ur; please: pls, plz, pleas, plese; thanks: thx, tx, thnx, thanx, tnx, ty; because: bc, cuz, coz, 'cause;
tomorrow: tmrw, tmw, tmr, tmrrw, tomorow, tommorow, tommorrow, 2moro, tmorrow; tonight: tonite, 2nite; until: till, til, 'til, untill;
okay: ok, k, okey; yes: yea, yeah, yep, yup, yess, yas; with: w, w/; and: n; month: mth; meeting: mtg; schedule: sched; something: smth;
chevruta: chavruta, hevruta, chevrusa, chavrusa, havruta, havrusa, hevrusa, chevruso, chevrutah, chavrutah, hevrutah, khevruta, ḥevruta;
chevrutas: chevrutot, chavrutot, hevrutot; studied: studyed, studdied; learned: learnt; baruch hashem: b"h, bh, b'h, barukh hashem;
god willing: iy"h, iyh, im yirtzeh hashem, gd willing; thank god: tg, thank g-d; god: g-d; though: tho; through: thru; right: rite;
schedules: scheds; favourite: favorite; realised: realized; probably: prob, probs, prolly; january: janurary, januray;
february: feburary, febuary, febraury; wednesday: wensday, wendesday, wednsday, weds;
tuesday: teusday, tusday; thursday: thrusday, thurday, thursady;
definitely: definately
"""


def _rows(table: str) -> dict[str, str]:
    said = dict[str, str]()
    for row in table.replace("\n", " ").split(";"):
        full, shorts = row.split(":")
        said.update((short.strip(), full.strip()) for short in shorts.split(","))
    return said


_FULL = _rows(_IN_FULL)
_SHORT = re.compile(r"(?<![\w'])(?:" + "|".join(sorted(map(re.escape, _FULL), key=len, reverse=True)) + r")(?![\w'])")
_SUFFIXES = (("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'m", " am"), ("'d", " would"), ("'s", " s"))
_SUFFIX = re.compile(r"(?<=[a-z])(?:" + "|".join(short for short, _ in _SUFFIXES) + r")(?![\w'])")


def plainly(text: str) -> str:
    """Lower case, straight signs, contractions and usual abbreviations in full; bounded by the length of a message.

    Emojis that take nothing back and what is not seen are left out; a Hebrew abbreviation loses its gershayim, so that
    `"` is always a quotation.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()[: 2 * LONGEST].translate(_SIGNS)
    plain = _without_pictures(_UNSEEN.sub("", plain))
    plain = re.sub(r"(?<=[א-ת])(?:\"|'')(?=[א-ת])", "", plain)
    plain = re.sub(r"(?<=[א-ת])'", "׳", plain)
    plain = re.sub(r"(?<![\w.])([ap])\.m\b\.?|(?<=[0-9])( ?)([ap])\.m\b\.?", lambda hit: f"{hit[2] or ''}{hit[1] or hit[3]}m", plain)
    plain = _SHORT.sub(lambda hit: _FULL[hit[0]], plain)
    plain = re.sub(r"(?<=[a-z])'s(?= (?:not|going|too|a no|impossible|out|set|scheduled|on|off|been)\b)", " is", plain)
    plain = _SUFFIX.sub(lambda hit: dict(_SUFFIXES)[hit[0]], plain)
    return re.sub(r"[ \t\u00a0]+", " ", respelt(plain)).strip()


def quotes(text: str) -> bool:
    """Whether a plain text has somebody's words in it: in quotation marks, or as a quoted line."""
    return '"' in text or re.search(r"(?<![\w'])'[^'\n]{2,}'(?![\w'])|(?:^|\n) ?>", text) is not None
