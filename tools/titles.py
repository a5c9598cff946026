"""`python -m tools.titles FOLDER`: make the table of texts, domain/ground/citations/titles.csv, with how long each of them is.

FOLDER is where `npm install --prefix FOLDER @hebcal/leyning@10.0.0 @hebcal/learning@6.11.3` put these packages (BSD-2-Clause). Titles and
how people call them are ours: `titles.csv` beside this file. It runs on a developer's machine when the table is to be made anew.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

OURS = Path(__file__).with_suffix(".csv")
PLACE = Path(__file__).parents[1] / "domain" / "ground" / "citations" / "titles.csv"
HEADER = ("collection", "title", "chapters", "pages", "jerusalem", "names", "brief")
VERSES, MISHNAYOT = 23_205, 4_192
# How many verses the books have as they are numbered in print, by which what the packages and we have is checked. The Masoretes' own
# counts differ by a verse here and there: theirs are 5,845 in the Torah, one more in Genesis, one less in Exodus, Numbers, Deuteronomy.
# The books that the packages do not count, as printed Hebrew Bibles number them.
WRITINGS: Mapping[str, str] = {
    "Psalms": (
        "6 12 9 9 13 11 18 10 21 18 7 9 6 7 5 11 15 51 15 10 14 32 6 10 22 12 14 9 11 13 25 11 22 23 28 13 40 23 14 18 14 12 5 27 18 12 10 "
        "15 21 23 21 11 7 9 24 14 12 12 18 14 9 13 12 11 14 20 8 36 37 6 24 20 28 23 11 13 21 72 13 20 17 8 19 13 14 17 7 19 53 17 16 16 5 "
        "23 11 13 12 9 9 5 8 29 22 35 45 48 43 14 31 7 10 10 9 8 18 19 2 29 176 7 8 9 4 8 5 6 5 6 8 8 3 18 3 3 21 26 9 8 24 14 10 8 12 15 "
        "21 10 20 14 9 6"
    ),
    "Proverbs": "33 22 35 27 23 35 27 36 18 32 31 28 25 35 33 33 28 24 29 30 31 29 35 34 28 28 27 28 27 33 31",
    "Job": ("22 13 26 21 27 30 21 22 35 22 20 25 28 22 35 22 16 21 29 29 34 30 17 25 6 14 23 28 25 31 40 22 33 37 16 33 24 41 30 32 26 17"),
    "Ezra": "11 70 13 24 17 22 28 36 15 44",
    "Nehemiah": "11 20 38 17 19 19 72 18 37 40 36 47 31",
    "I Chronicles": "54 55 24 43 41 66 40 40 44 14 47 41 14 17 29 43 27 17 19 8 30 19 32 31 31 32 34 21 30",
    "II Chronicles": "18 17 17 22 14 42 22 18 31 19 23 16 23 14 19 14 19 34 11 37 20 12 21 27 28 23 9 27 36 27 21 33 25 33 27 23",
}
SUMS: Mapping[str, int] = {
    "Genesis": 1533, "Exodus": 1210, "Leviticus": 859, "Numbers": 1289, "Deuteronomy": 956, "Joshua": 656, "Judges": 618,
    "I Samuel": 811, "II Samuel": 695, "I Kings": 817, "II Kings": 719, "Isaiah": 1291, "Jeremiah": 1364, "Ezekiel": 1273,
    "Psalms": 2527, "Proverbs": 915, "Job": 1070, "Song of Songs": 117, "Ruth": 85, "Lamentations": 154, "Ecclesiastes": 222,
    "Esther": 167, "Daniel": 357, "Ezra": 280, "Nehemiah": 405, "I Chronicles": 943, "II Chronicles": 822,
}  # fmt: skip
# Where the packages count what Hebrew Bibles do not have, or one verse less: Daniel's Greek additions, two verses of Joshua that many
# editions leave out, Michal's verse.
CORRECTED: Mapping[str, Mapping[int, int]] = {"Daniel": {3: 33, 13: 0, 14: 0}, "Joshua": {21: 43}, "I Samuel": {25: 44}}
# Chapters, and the most sections that one of them has, where nobody counted each.
ABOUT: Mapping[str, tuple[int, int]] = {
    "Avot DeRabbi Natan": (41, 12), "Pirkei DeRabbi Eliezer": (54, 15), "Bereshit Rabbah": (100, 25), "Shemot Rabbah": (52, 36),
    "Vayikra Rabbah": (37, 15), "Bamidbar Rabbah": (23, 30), "Devarim Rabbah": (11, 25), "Esther Rabbah": (10, 15),
    "Ruth Rabbah": (8, 14), "Eichah Rabbah": (5, 57), "Kitzur Shulchan Arukh": (221, 40), "Shulchan Arukh, Orach Chayim": (697, 55),
    "Shulchan Arukh, Yoreh De'ah": (403, 75), "Shulchan Arukh, Even HaEzer": (178, 60), "Shulchan Arukh, Choshen Mishpat": (427, 55),
}  # fmt: skip
HALAKHOT = 30  # of a chapter of the Mishneh Torah
BY_VERSE = {"Shir HaShirim Rabbah": "Song of Songs", "Kohelet Rabbah": "Ecclesiastes"}  # numbered as the book itself
AS_PRINTED = {  # what the packages call a tractate or a book
    "Berakhot": "Berachot", "Rosh Hashanah": "Rosh Hashana", "Gittin": "Gitin", "Bava Kamma": "Baba Kamma", "Bava Metzia": "Baba Metzia",
    "Bava Batra": "Baba Batra", "Bekhorot": "Bechorot", "Arakhin": "Arachin", "Nahum": "Nachum",
}  # fmt: skip
NO_BAVLI = {"Shekalim", "Kinnim", "Middot"}  # printed with it, and not of it
BEGINS = {"Tamid": "25b"}


class Packages:
    """What the two packages know."""

    def __init__(self, folder: Path) -> None:
        home = folder / "node_modules" / "@hebcal"
        self.verses: dict[str, list[int]] = _exported(home / "leyning/dist/esm/numverses.json.js")
        learning = home / "learning/dist/esm"
        self.mishnayot: dict[str, list[int]] = _exported(learning / "mishnayot.json.js")
        self.amudim: dict[str, int] = _exported(learning / "amudim.json.js")
        self.rambam: dict[str, int] = _exported(learning / "mishnehTorah.json.js")
        self.jerusalem: dict[str, list[str | None]] = _exported(learning / "yerushalmiVilnaMap.json.js")

    def book(self, title: str) -> list[int]:
        """The verses of each chapter of a book of the Hebrew Bible."""
        if title in WRITINGS:
            return [int(one) for one in WRITINGS[title].split()]
        counts = self.verses[AS_PRINTED.get(title, title)]
        corrected = CORRECTED.get(title, {})
        return [many for chapter in range(1, len(counts)) if (many := corrected.get(chapter, counts[chapter]))]


def _exported(file: Path) -> Any:
    text = file.read_text("utf-8")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def pages(packages: Packages, title: str) -> str:
    """The first and the last side of a tractate of the Babylonian Talmud."""
    many = packages.amudim.get(AS_PRINTED.get(title, title), 0)
    if not many or title in NO_BAVLI:
        return ""
    first = BEGINS.get(title, "2a")
    last = _side(first) + many - 1
    return f"{first} {last // 2}{'ab'[last % 2]}"


def _side(amud: str) -> int:
    return int(amud[:-1]) * 2 + "ab".index(amud[-1])


def halakhot(begun: Sequence[str | None]) -> list[int]:
    """Of each chapter of the Jerusalem Talmud the last halakhah on which a column begins or ends: as many as that it surely has."""
    seen: dict[int, int] = {}
    for column in begun:
        chapter = 0
        for part in (column or "").split("-") if column else ():
            numbers = [int(one) for one in part.split(":")]
            found = tuple(numbers[:2]) if len(numbers) == 3 else (chapter, numbers[0]) if len(numbers) == 2 else None
            if found is not None:
                chapter = found[0]
                seen[chapter] = max(seen.get(chapter, 0), found[1])
    return [seen.get(chapter, 0) for chapter in range(1, max(seen, default=0) + 1)]


def chapters(packages: Packages, collection: str, title: str) -> list[int]:
    """How many verses, mishnayot or sections each chapter has at most."""
    if collection == "tanakh":
        return packages.book(title)
    if title in BY_VERSE:
        return packages.book(BY_VERSE[title])
    if title in ABOUT:
        return [ABOUT[title][1]] * ABOUT[title][0]
    if collection == "rambam":
        return [HALAKHOT] * packages.rambam[title.removeprefix("Mishneh Torah, ")]
    return packages.mishnayot["Avot" if title == "Pirkei Avot" else title]


def shortly(counts: Iterable[int]) -> str:
    """Numbers in a row, with `3*25` for three of 25."""
    runs = [(many, len(list(all_))) for many, all_ in groupby(counts)]
    return " ".join(f"{times}*{many}" if times > 1 else str(many) for many, times in runs)


def table(packages: Packages) -> list[tuple[str, ...]]:
    """The rows. Raises `ValueError` where the counts are not those of every printed edition."""
    with OURS.open(encoding="utf-8", newline="") as file:
        titles = list(csv.DictReader(file))
    counts = {row["title"]: chapters(packages, row["collection"], row["title"]) for row in titles}
    for title, whole in SUMS.items():
        _same(title, sum(counts[title]), whole)
    _same("Tanakh", sum(sum(counts[row["title"]]) for row in titles if row["collection"] == "tanakh"), VERSES)
    mishnah = [row["title"] for row in titles if row["collection"] == "tractate"]
    _same("Mishnah", sum(sum(counts[title]) for title in [*mishnah, "Pirkei Avot"]), MISHNAYOT)
    return [
        (
            row["collection"], row["title"], shortly(counts[row["title"]]),
            pages(packages, row["title"]) if row["collection"] == "tractate" else "",
            shortly(halakhot(packages.jerusalem.get(row["title"], ()))) if row["collection"] == "tractate" else "",
            row["names"], row["brief"],
        )
        for row in titles
    ]  # fmt: skip


def _same(what: str, found: int, known: int) -> None:
    if found != known:
        raise ValueError(f"{what} has {known}, and not {found}")


def main() -> None:
    """Write the file."""
    if len(sys.argv) != 2:
        sys.exit(re.sub(r"\s+", " ", (__doc__ or "")))
    rows = table(Packages(Path(sys.argv[1])))
    with PLACE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} texts, {PLACE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
