"""What is read as a citation: what a teacher means, with the numbers of the printed books, and nothing that only looks like one."""

import csv
import re
from pathlib import Path
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from domain.ground.citations.citation import Citation
from domain.ground.citations.finding import find
from domain.ground.citations.numerals import number, written
from domain.ground.citations.reading import NotRead, Unread, read
from domain.ground.citations.works import Kind, Work, shelf
from tests.for_each import for_each

DATA: Final = Path(__file__).parents[1] / "data"
# The last side of each tractate of the Vilna edition.
LAST: Final = """
    Berakhot 64a, Shabbat 157b, Eruvin 105a, Pesachim 121b, Yoma 88a, Sukkah 56b, Beitzah 40b, Rosh Hashanah 35a, Taanit 31a, Megillah 32a,
    Moed Katan 29a, Chagigah 27a, Yevamot 122b, Ketubot 112b, Nedarim 91b, Nazir 66b, Sotah 49b, Gittin 90b, Kiddushin 82b,
    Bava Kamma 119b, Bava Metzia 119a, Bava Batra 176b, Sanhedrin 113b, Makkot 24b, Shevuot 49b, Avodah Zarah 76b, Horayot 14a,
    Zevachim 120b, Menachot 110a, Chullin 142a, Bekhorot 61a, Arakhin 34a, Temurah 34a, Keritot 28b, Meilah 22a, Tamid 33b, Niddah 73a
"""
EVERYDAY: Final = """
    a about after again all am and any are as ask at bag be been book bring but by call can chapter class come court day did do door each
    early eight end ex exit floor for form from gate gen get give go good group hag half hall has have he her here his home hour how i if in
    is it job judge just kin king kings lam late law left let line list look made make man map mark may me meet mic mid more most my name
    new no not note num number of off ok old on one open or our out page part past people pew place plan ps read right room row run said sam
    seat see set she site so song start step stop sun table take tell ten than that the them then they this time to today top track train
    two up us version via wait want was way we week well were what when where which who will with word work year yes you your zoom
    Acts Ask Bring Call Chapter Class Court Dan Door Est Exit Gate Group Hall Hag Is Jon Kings King Lam Level Line Luke Mark Mal Matthew May
    Mic Nah Page Part Pew Platform Room Sam Score Song Step Table Track Version Zoom March April May June July September October Friday
    Saturday Sunday Monday Purim Pesach Sukkot Shavuot Tishrei Elul Mincha Maariv Shacharit Havdalah Kiddush Torah Talmud Mishnah Tanakh
""".split()  # noqa: SIM905 - as it is read
tractates: Final = [work for _, work in shelf().names() if work.kind in {Kind.MISHNAH, Kind.BAVLI}]
FRAGMENTS: Final = (
    "Genesis", "Gen.", "Bava Metzia", "Shabbat", "Mishnah", "Psalm", "1 Kings", "Esther", "Mishneh Torah, Repentance", "Berakhot", "ב״מ",
    "בראשית", "יח:כג", "נט ע״ב", "18:23", "59b", "6:10", "-", "–", "1", "2a", "23-33", " ", "  ", "(", ")", "[", "](", "<", "@", "\n", ".",
    ",", ":", "\u2068", "\u200b", "https://www.sefaria.org/", "pm", "I", "II", "Rabbah", "Ibn",
)  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.lists(st.sampled_from(FRAGMENTS)).map(" ".join))


def cases(mode: str) -> list[tuple[str, str, str]]:
    with (DATA / "sefaria_cases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["expected_ref"], row["expected_url"]) for row in csv.DictReader(file) if row["mode"] == mode]


def works() -> list[Work]:
    return list({work.title: work for _, work in shelf().names()}.values())


def called(typed: str) -> str | None:
    found = read(typed)
    return found.reference if isinstance(found, Citation) else None


def linked(text: str) -> list[str]:
    return [citation.reference for *_, citation in find(text)]


@for_each(cases("parse"))
def test_in_a_field_it_is_read_as_a_teacher_means_it_or_not_at_all(typed: str, reference: str, url: str) -> None:
    found = read(typed)
    assert (found.reference, found.url) == (reference, url) if isinstance(found, Citation) else not reference


@for_each(cases("find"))
def test_in_a_sentence_it_is_found_where_it_cannot_be_meant_otherwise(text: str, references: str, urls: str) -> None:
    found = [citation for *_, citation in find(text)]
    assert " | ".join(one.reference for one in found) == references
    assert " ".join(one.url for one in found) == urls


def test_the_books_are_as_long_as_they_are_printed() -> None:
    verses = {work.title: sum(work.chapters) for work in works() if work.kind is Kind.TANAKH}
    assert len(verses) == 39
    assert sum(verses.values()) == 23_205
    assert [verses[name] for name in ("Genesis", "Exodus", "Leviticus", "Numbers", "Deuteronomy")] == [1533, 1210, 859, 1289, 956]
    assert (verses["Psalms"], verses["Daniel"], verses["I Samuel"] + verses["II Samuel"]) == (2527, 357, 1506)
    mishnah = [work for work in works() if work.kind is Kind.MISHNAH or work.title == "Pirkei Avot"]
    assert (len(mishnah), sum(len(one.chapters) for one in mishnah), sum(sum(one.chapters) for one in mishnah)) == (63, 525, 4192)


@for_each([one.strip() for one in LAST.split(",")])
def test_each_tractate_of_the_talmud_ends_where_it_ends(last: str) -> None:
    title, page, side = last[: last.rindex(" ")], int(last[last.rindex(" ") + 1 : -1]), last[-1]
    assert called(last) == last
    assert called(f"{title} {page}b" if side == "a" else f"{title} {page + 1}a") is None


@for_each(works())
def test_every_text_has_its_last_place_and_none_after_it(work: Work) -> None:
    if work.pages is not None:
        first, last = work.pages
        assert called(f"{work.title} {last // 2}{'ab'[last % 2]}")
        assert called(f"{work.title} {(first - 1) // 2}{'ab'[(first - 1) % 2]}") is None
        return
    ends = [(chapter, most) for chapter, most in enumerate(work.chapters, start=1) if most]
    for chapter, most in ends:
        assert called(f"{work.title} {chapter}:{most}") == f"{work.title} {chapter}:{most}"
        assert called(f"{work.title} {chapter}:{most + 1}") is None
    assert called(f"{work.title} {len(work.chapters) + 1}:1") is None


@for_each(
    [
        ("בבא מציעא נט ע״ב", "Bava Metzia 59b"), ("ב״מ נט:", "Bava Metzia 59b"), ("מסכת ברכות דף ה עמוד א", "Berakhot 5a"),
        ("בְּרֵאשִׁית יח:כג", "Genesis 18:23"), ("בראשית יח, כג-לג", "Genesis 18:23-33"), ("תהלים קכו", "Psalms 126"),
        ("משנה פאה א, א", "Mishnah Peah 1:1"), ("משנה ברכות ה, ב", "Mishnah Berakhot 5:2"), ("פאה א, א", "Mishnah Peah 1:1"),
        ("פרקי אבות ב, טז", "Pirkei Avot 2:16"), ("שמואל א א:טו", "I Samuel 1:15"),
        ("Brachos 5b", "Berakhot 5b"), ("berachoth 5b", "Berakhot 5b"), ("Tractate Shabbat 31A", "Shabbat 31a"),
        ("m. Yoma 8:9", "Mishnah Yoma 8:9"), ("y. Berakhot 9:5", "Jerusalem Talmud Berakhot 9:5"), ("Psalms 120-134", "Psalms 120-134"),
        ("Mishnah Berakhot 5", "Mishnah Berakhot 5"), ("Bava Metzia 59a-b", "Bava Metzia 59a-59b"), ("(Micah 6:8)", "Micah 6:8"),
        ("SA OC 263:5", "Shulchan Arukh, Orach Chayim 263:5"), ("Rambam Hilchot Teshuvah 2:1", "Mishneh Torah, Repentance 2:1"),
        ("Shabbat 6:10", "Mishnah Shabbat 6:10"), ("Genesis Rabba 8:5", "Bereshit Rabbah 8:5"), ("Shabbat 31a:6-9", "Shabbat 31a:6-9"),
    ]
)  # fmt: skip
def test_people_write_one_text_in_many_ways(typed: str, reference: str) -> None:
    assert called(typed) == reference


@for_each(
    [
        ("Genisis 18:23", Unread.UNKNOWN, "Genesis"), ("Kings 19:12", Unread.UNKNOWN, "I Kings"),
        ("Sanhedrn 37a", Unread.UNKNOWN, "Sanhedrin"),
        ("Shulchan Arukh 263:5", Unread.UNKNOWN, "Shulchan Arukh, Orach Chayim"), ("Genesis 51:1", Unread.NOT_THERE, "Genesis"),
        ("Berakhot 65a", Unread.NOT_THERE, "Berakhot"), ("Peah 2a", Unread.NOT_THERE, "Mishnah Peah"),
        ("Berakhot 5", Unread.NO_PLACE, "Berakhot"),
        ("Berachot", Unread.NO_PLACE, "Berakhot"), ("Yerushalmi Peah 15d", Unread.NOT_THERE, "Jerusalem Talmud Peah"),
        ("Igrot Moshe, Orach Chaim 4:49", Unread.UNKNOWN, None), ("page 12 of a book", Unread.UNKNOWN, None), ("", Unread.UNKNOWN, None),
        ("ברכות ה, ב", Unread.NO_PLACE, "Berakhot"), ("Genesis 18:03", Unread.NOT_THERE, "Genesis"), ("ברכות", Unread.NO_PLACE, "Berakhot"),
    ]
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_the_nearest_title(typed: str, why: Unread, near: str | None) -> None:
    assert read(typed) == NotRead(why, near)


@given(texts)
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    found = read(text)
    assert isinstance(found, NotRead) or read(found.reference) == found


@given(texts)
@example("Genesis 18:23 Genesis 18:23")
@example('- Genesis 18:23 — Bava Metzia 59b, " Exodus 3:2')
def test_what_is_found_lies_within_the_text_and_is_a_place_that_there_is(text: str) -> None:
    end = 0
    for begin, until, citation in find(text):
        assert end <= begin < until <= len(text)
        end = until
        assert text[begin].isalnum()
        assert text[until - 1].isalnum()
        assert not set(text[begin:until]) & set("@<>[]()\n/#")
        assert read(citation.reference) == citation
        assert re.fullmatch(r"https://www\.sefaria\.org/[A-Za-z',_]+\.[0-9ab.-]+", citation.url)


numbers = st.one_of(
    st.tuples(st.integers(0, 24), st.integers(0, 59)).map(lambda t: f"{t[0]}:{t[1]:02}"),
    st.tuples(st.integers(1, 60), st.sampled_from("ab")).map(lambda t: f"{t[0]}{t[1]}"),
    st.integers(0, 6000).map(str),
    st.tuples(st.integers(1, 20), st.integers(1, 20)).map(lambda t: f"{t[0]}:{t[1]}-{t[1] + 2}"),
)


@given(st.lists(st.one_of(st.sampled_from(EVERYDAY), numbers), min_size=2).map(" ".join))
@example("Is Numbers 5 a job 3:4 or a song 4:3 or a hag 1:3")
@example("Shavuot 2a")
def test_everyday_words_are_never_a_citation(text: str) -> None:
    assert not find(text)


@given(
    st.sampled_from([work.title.removeprefix("Mishnah ") for work in tractates]),
    st.integers(0, 24), st.integers(0, 59), st.sampled_from(["", " pm", "-7:00", "-8", " – 9:30", ".", ", Zoom"]),
)  # fmt: skip
@example("Shabbat", 6, 10, "")
def test_a_time_of_day_beside_a_tractate_s_name_is_never_its_mishnah(title: str, hour: int, minute: int, after: str) -> None:
    assert not find(f"See you on {title} {hour}:{minute:02}{after}")
    assert not find(f"({title} {hour}:{minute:02}{after})")


@for_each(
    [
        "Call Daniel 5:30", "Ruth 2:15 and Joel 2:20", "Genesis 4:15 pm", "Genesis 4:15 on Zoom", "on Sunday Genesis 4:15",
        "Esther 4:14 EST",
        "I love Ruth. 3:45 works for me", "Numbers 12:30", "Rabbi Daniel 6:11", "Ibn Ezra 3:4", "4 Ezra 3:4",
        "III Kings 3:4", "Kings 19:12",
        "Midrash Tehillim 8:5", "Tosefta Berakhot 4:10", "y. Berakhot 9:5", "Igrot Moshe, Orach Chaim 4:49", "Esther Rabbah 12:3",
        "Genesis 18:23-33-40", "Genesis 18:23 - 33 people", "Genesis 2:4a", "Genesis 18:33-23", "Genesis 18.23", "genesis 18:23",
        "Berakhot 5", "Genesis 18", "Bava Metzia 119b", "Sukkah 57a", "a@Genesis 18:23", "#Genesis 18:23", "[Genesis 18:23](https://x.org)",
        "sefaria.org/Genesis 18:23", "Genesis\n18:23", "PS 3:4", "PS. 3:4", "Ex 3:2", "Jon. 1:15", "Is 3:2", "Hag 1:3", "Song. 4:3",

        "RH 16b", "ברכות ה:ב", "Psalms 3 times a day", "Psalm 151",
        "Genesis 18:231",
    ]
)  # fmt: skip
def test_in_doubt_there_is_no_link(text: str) -> None:
    assert not linked(text)


@for_each(
    [
        ("Micah 6:8, and for such a time (Esther 4:15)", ["Micah 6:8", "Esther 4:15"]),
        ("Mishnah Shabbat 6:10 or Shabbat 7:2", ["Mishnah Shabbat 6:10", "Mishnah Shabbat 7:2"]),
        ("Ruth 1:16-17; Genesis 1:1 – 2:3; Shabbat 31a – 32b", ["Ruth 1:16-17", "Genesis 1:1-2:3", "Shabbat 31a-32b"]),
        ("Psalm 23, Tehillim 126.", ["Psalms 23", "Psalms 126"]),
        ("1. Genesis 1:1\n2. Exod. 3:2", ["Genesis 1:1", "Exodus 3:2"]),
        ("Rambam, Hilkhot Teshuva 2:1 / Mishneh Torah, Repentance 2:1", ["Mishneh Torah, Repentance 2:1"] * 2),
        ("קראנו בראשית יח:כג וגם ברכות ה ע״ב", ["Genesis 18:23", "Berakhot 5b"]),
        ("Ex. 3:2, Num. 6:24-26, Ps. 27:4", ["Exodus 3:2", "Numbers 6:24-26", "Psalms 27:4"]),
        ("“Jerusalem Talmud Berakhot 9:5”", ["Jerusalem Talmud Berakhot 9:5"]),
        ("Shulchan Aruch, Yoreh Deah 240:1", ["Shulchan Arukh, Yoreh De'ah 240:1"]),
    ]
)  # fmt: skip
def test_what_a_teacher_writes_in_a_sentence_is_found(text: str, references: list[str]) -> None:
    assert linked(text) == references


@given(st.integers(1, 699))
def test_hebrew_numerals_are_read_as_they_are_written(counted: int) -> None:
    assert number(written(counted)) == counted
    assert "יה" not in written(counted)
    assert "יו" not in written(counted)


def test_letters_that_nobody_would_count_with_are_no_number() -> None:
    assert [number(letters) for letters in ("גכ", "שלום", "יה", "אא", "", "ט״ו", "קי״ט")] == [None] * 5 + [15, 119]
