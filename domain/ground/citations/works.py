"""The texts that can be cited, as Sefaria calls them, by every name that people have for them, and how long each of them is.

The table is made by `python -m tools.titles` (see NOTICE beside it) and read when the first citation is looked for.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from domain.ground.citations.spelling import key
from domain.ground.values import Value


class Kind(StrEnum):
    """What sort of text it is; together with the number it decides which text a name means."""

    TANAKH = "tanakh"
    MISHNAH = "mishnah"
    BAVLI = "bavli"
    YERUSHALMI = "yerushalmi"
    RAMBAM = "rambam"
    CODE = "code"
    BOOK = "book"


class Work(Value):
    """A text: by chapters, each with how many verses (mishnayot, halakhot, sections) it has at most, or by pages."""

    title: str  # as Sefaria has it
    kind: Kind
    chapters: tuple[int, ...] = ()  # 0: not extant, or we do not know what is in it
    pages: tuple[int, int] | None = None  # the first and the last side, counted as twice the page, and one more for side b


class Named(Value):
    """A text by one of its names. `plain`: the name says so much that it can be known in the middle of a sentence."""

    work: Work
    plain: bool
    bare: bool = False  # a tractate without a word whether its Mishnah or its Talmud is meant


class _Before(Value):
    """What may stand before a name, and what is meant then. Not `plain`: only where nothing but a citation is expected."""

    words: str
    kinds: tuple[Kind, ...]
    plain: bool = True


_TRACTATE = (Kind.MISHNAH, Kind.BAVLI)
_BEFORE = (
    _Before("Book of;The Book of;Sefer;Megillat;ספר;מגילת", (Kind.TANAKH,)),
    _Before("Mishnah;Mishnayot;Mishnah Tractate;Mishnah Masechet;Masechet Mishnah;משנה;משנה מסכת", (Kind.MISHNAH,)),
    _Before("M", (Kind.MISHNAH,), plain=False),
    _Before("Bavli;Talmud;Talmud Bavli;Babylonian Talmud;Talmud Tractate;BT;TB;Gemara;בבלי;תלמוד בבלי;גמרא;תלמוד", (Kind.BAVLI,)),
    _Before("B", (Kind.BAVLI,), plain=False),
    _Before("Tractate;Masechet;Maseches;Massekhet;Mesechet;מסכת", _TRACTATE),
    _Before("Jerusalem Talmud;Yerushalmi;Talmud Yerushalmi;Palestinian Talmud;JT;TJ;ירושלמי;תלמוד ירושלמי", (Kind.YERUSHALMI,)),
    _Before("Y;PT;TY", (Kind.YERUSHALMI,), plain=False),
    _Before(
        "Mishneh Torah;Mishneh Torah Hilkhot;Mishneh Torah Hilchos;Mishneh Torah Laws of;Rambam;Rambam Hilkhot;Rambam Hilchos;"
        "Rambam Laws of;Maimonides Hilkhot;Hilkhot;Hilchos;MT;MT Hilkhot;הלכות;רמבם;רמבם הלכות;משנה תורה;משנה תורה הלכות",
        (Kind.RAMBAM,),
    ),
    _Before("Hil;H;Laws of;The Laws of;הל", (Kind.RAMBAM,), plain=False),
    _Before("Shulchan Arukh;Shulchan Oruch;Shulhan Arukh;SA;שולחן ערוך;שלחן ערוך;שוע", (Kind.CODE,)),
)
_BARE = (Kind.TANAKH, Kind.BOOK, *_TRACTATE)
_LONGEST_BEFORE = 4  # words


class Shelf:
    """All texts, by their names."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._named: dict[Kind, dict[str, tuple[Work, bool]]] = {kind: {} for kind in Kind}
        self._parts: dict[str, Work] = {}  # of the Shulchan Arukh, without its name
        self._before: dict[str, list[_Before]] = {}
        for before in _BEFORE:
            for words in before.words.split(";"):
                self._before.setdefault(key(words), []).append(before)
        for row in rows:
            self._enter(row)
        names = (name for known in (*self._named.values(), self._parts) for name in known)
        self._last = frozenset(name.rsplit(" ", 1)[-1] for name in names)

    def ends(self, word: str) -> bool:
        """Whether a name ends with that word: most words before a number are no name's, which is soon said."""
        return key(word) in self._last

    def _enter(self, row: Mapping[str, str]) -> None:
        named = [(name, True) for name in row["names"].split(";") if name] + [(name, False) for name in row["brief"].split(";") if name]
        if row["collection"] == Kind.CODE:
            self._parts |= {key(name): _work(row, Kind.CODE) for name, plain in named if not plain}
        called = row["title"].removeprefix("Mishneh Torah, ").removeprefix("Shulchan Arukh, ")
        for work in _works(row):
            for name, plain in [(called, True), *named]:
                self._named[work.kind].setdefault(key(name), (work, plain))

    def called(self, title: str) -> list[Named]:
        """The texts that a name can mean: two where it is a tractate's, whose number decides."""
        name = key(title)
        found = [Named(*self._named[kind][name], bare=kind in _TRACTATE) for kind in _BARE if name in self._named[kind]]
        if name in self._parts:
            found.append(Named(self._parts[name], plain=False))
        words = name.split(" ")
        for at in range(1, min(len(words), _LONGEST_BEFORE + 1)):
            rest = " ".join(words[at:])
            for before in self._before.get(" ".join(words[:at]), ()):
                found += [
                    Named(self._named[kind][rest][0], before.plain, bare=len(before.kinds) > 1)
                    for kind in before.kinds
                    if rest in self._named[kind]
                ]
        return found

    def names(self) -> Iterator[tuple[str, Work]]:
        """Every name, spelt as it is looked up, with a text that has it: a title on its own, before those that only follow another."""
        for kind in (Kind.BAVLI, *_BARE):
            yield from ((name, work) for name, (work, _) in self._named[kind].items())
        yield from self._parts.items()
        for kind in (Kind.YERUSHALMI, Kind.RAMBAM, Kind.CODE):
            yield from ((key(work.title), work) for work, _ in self._named[kind].values())


def _works(row: Mapping[str, str]) -> list[Work]:
    if row["collection"] != "tractate":
        return [_work(row, Kind(row["collection"]))]
    title = row["title"]
    found = [Work(f"Mishnah {title}", Kind.MISHNAH, _counts(row["chapters"]))]
    if row["pages"]:
        first, last = (_side(amud) for amud in row["pages"].split())
        found.append(Work(title, Kind.BAVLI, pages=(first, last)))
    if row["jerusalem"]:
        found.append(Work(f"Jerusalem Talmud {title}", Kind.YERUSHALMI, _counts(row["jerusalem"])))
    return found


def _work(row: Mapping[str, str], kind: Kind) -> Work:
    return Work(row["title"], kind, _counts(row["chapters"]))


def _counts(written: str) -> tuple[int, ...]:
    """Such as "31 25 2*32": the table's way to write 31, 25, 32, 32."""
    runs = [one.rpartition("*") for one in written.split()]
    return tuple(int(many) for times, _, many in runs for _ in range(int(times or 1)))


def _side(amud: str) -> int:
    return int(amud[:-1]) * 2 + "ab".index(amud[-1])


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """All of them; the first call reads the table."""
    table = (resources.files("domain.ground.citations") / "titles.csv").read_text("utf-8")
    return Shelf(csv.DictReader(table.splitlines()))
