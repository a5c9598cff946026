"""A roster as people's spreadsheets write it: every line is taken or reported, and none is guessed at."""

import csv
import re
from datetime import date
from io import StringIO
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from domain.ground.ids import PersonId, UserId
from domain.ground.refusal import Refusal, Why
from domain.ground.spreadsheets import MOST_BYTES, MOST_LINES, decoded
from domain.joining.roster import Known, Row, Sheet, Unread, meant, name_key, read

DANA = 149_999_999_999_999_123


def only(text: str) -> Row:
    sheet = read(text)
    assert not sheet.faults
    assert len(sheet.rows) == 1
    return sheet.rows[0]


def why(text: str) -> list[tuple[int, Unread]]:
    return [(fault.line, fault.why) for fault in read(text).faults]


@pytest.mark.parametrize(
    "text",
    [
        "name,standing,until\nDana Levi,yes,2027-06-30",
        "Until;Good;Member\r\n2027-06-30;TRUE;Dana Levi\r\n",
        "\ufeffVALID UNTIL\tStatus\tFull name\n2027-06-30\tGood\t  Dana   Levi ",
        '"Name";"In good standing?";"Expiry"\n"Dana Levi";"1";"2027-06-30"',
        "Dana Levi,Y,2027-06-30",
        "\n\n;;;\nname;comment;standing;expires;email\nDana Levi;a, b;yes;2027-06-30;dana@example.org;\n;;;;\n",
        "name,standing,until\rDana Levi,yes,2027-06-30\r",
    ],
)
def test_columns_have_many_names_and_any_order_and_many_spreadsheets_write_them(text: str) -> None:
    row = only(text)
    assert (row.name, row.user, row.good, row.until) == ("Dana Levi", None, True, date(2027, 6, 30))


@pytest.mark.parametrize("word", ["yes", "Y", "true", "1", "good", " GOOD "])
def test_a_yes_is_written_in_many_ways(word: str) -> None:
    assert only(f"name,good\nDana,{word}").good


@pytest.mark.parametrize("word", ["no", "N", "False", "0"])
def test_so_is_a_no(word: str) -> None:
    assert not only(f"name,good\nDana,{word}").good


@pytest.mark.parametrize("cell", [f"{DANA}", f"<@{DANA}>", f"<@!{DANA}>", f"'{DANA}", f'="{DANA}"'])
def test_a_discord_id_is_known_in_whatever_dress(cell: str) -> None:
    for text in (f"discord id,good\n{cell},yes", f"name,good\n{cell},yes", f"name,id,good\nDana,{cell},yes", f"{cell},yes"):
        assert only(text).user == DANA


def test_the_id_decides_and_the_name_is_kept_beside_it() -> None:
    row = only(f"name,id,good\nDana,{DANA},yes")
    assert (row.name, row.user) == ("Dana", DANA)
    row = only("name,id,good\nDana,,yes")
    assert (row.name, row.user) == ("Dana", None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",yes", Unread.NO_NAME),
        ("Dana", Unread.NO_ANSWER),
        ("Dana,,2027-06-30", Unread.NO_ANSWER),
        ("Dana,perhaps", Unread.BAD_ANSWER),
        ("Dana,yes,30.6.2027", Unread.BAD_DATE),
        ("Dana,yes,2027-02-30", Unread.BAD_DATE),
        ("Dana,yes,0027-06-30", Unread.BAD_DATE),
        ("Dana,yes,20270630", Unread.BAD_DATE),
        ('"Dana"x,yes', Unread.BAD_QUOTES),
        ("1.49999E+17,yes", Unread.ROUNDED_ID),
        ('"1,49999e+17",yes', Unread.ROUNDED_ID),
    ],
)
def test_a_line_that_is_not_understood_says_which_and_why(line: str, fault: Unread) -> None:
    text = f"name,good,until\nAvi,yes\n{line}\nNoa,no"
    assert why(text) == [(3, fault)]
    assert [row.name for row in read(text).rows] == ["Avi", "Noa"], "a fault hides no other line"


NOTE = 'name,good,until,note\nAvi,no,,"was told:\nDana Levi,yes,2027-06-30\nby phone"\nNoa,yes,,\n'


def test_a_note_in_a_quoted_cell_says_nothing_about_whoever_it_names() -> None:
    sheet = read(NOTE)
    assert [(row.line, row.name, row.good) for row in sheet.rows] == [(2, "Avi", False), (5, "Noa", True)]
    assert not sheet.faults
    assert only('name,good\n"Dana\n Levi",yes').name == "Dana Levi", "a name may be on two lines"


@pytest.mark.parametrize(
    ("text", "lines", "left"),
    [
        ('name,good,note\nAvi,no,"was told:\nDana Levi,yes\nNoa,yes', (2, 4), []),  # never closed
        ('name,good,note\nAvi,no,"was told:\nDana Levi,yes\nby phone"!\nNoa,yes', (2, 4), ["Noa"]),  # closed in the middle of a cell
        ('name,good,note\nAvi,no,"told"!,"again:\nDana Levi,yes\nby phone"\nNoa,yes', (2, 4), ["Noa"]),  # and another one opened
        (f'name,good,note\nAvi,no,"{"x" * 140_000}\nDana Levi,yes\nby phone"\nNoa,yes', (2, 5), []),  # longer than any cell is
    ],
)
def test_where_quotation_marks_do_not_match_no_line_between_them_is_taken_for_a_row(
    text: str, lines: tuple[int, int], left: list[str]
) -> None:
    sheet = read(text)
    assert [row.name for row in sheet.rows] == left
    assert [(fault.why, fault.line, fault.last) for fault in sheet.faults] == [(Unread.BAD_QUOTES, *lines)]


def test_lines_above_the_titles_are_reported_and_lead_nobody_astray() -> None:
    text = "sep=;\nOur roster, as of May\nname;good\nDana;yes"
    assert why(text) == [(1, Unread.ABOVE_TITLES), (2, Unread.ABOVE_TITLES)]
    assert read(text).titles == 3


def test_neither_of_two_lines_about_one_person_wins() -> None:
    sheet = read("name,good\nDana Levi,yes\nAvi,yes\n dana  LEVI,no\n")
    assert [(fault.line, fault.why, fault.also) for fault in sheet.faults] == [(2, Unread.TWICE, (4,)), (4, Unread.TWICE, (2,))]
    assert [row.name for row in sheet.rows] == ["Avi"]


class Counted(int):
    """A line's number that counts how often it is compared."""

    compared: ClassVar[list[int]] = []

    @override
    def __ne__(self, other: object) -> bool:
        self.compared.append(1)
        return super().__ne__(other)

    __hash__ = int.__hash__


def test_a_file_of_one_name_throughout_takes_no_longer_than_any_other() -> None:
    Counted.compared.clear()
    rows = tuple(Row(Counted(line), "Dana", UserId(DANA), True, None) for line in range(1, MOST_LINES + 1))
    roster = meant(Sheet(rows, ()), Known())
    assert len(roster.faults) == MOST_LINES
    assert roster.faults[0].also == (2, 3, 4, 5, 6)
    assert MOST_LINES <= len(Counted.compared) <= 7 * MOST_LINES


def test_a_name_means_somebody_only_when_it_means_one() -> None:
    sheet = read(f"name,id,good\nDana,,yes\nAvi,,yes\nNoa,,yes\nTal,{DANA},yes\nRan,{DANA + 1},yes\nRina,,no\n")
    names = {name_key("Dana"): [PersonId(1)], name_key("Noa"): [PersonId(2), PersonId(3)], name_key("RINA"): [PersonId(4)]}
    roster = meant(sheet, Known({UserId(DANA): PersonId(4)}, names))
    assert [(one.row.line, one.person) for one in roster.rows] == [(2, 1), (6, None)]
    assert [(f.line, f.why) for f in roster.faults] == [
        (3, Unread.NOBODY), (4, Unread.SEVERAL), (5, Unread.TWICE), (7, Unread.TWICE),
    ]  # fmt: skip


def test_an_unknown_id_that_a_spreadsheet_seems_to_have_rounded_makes_nobody() -> None:
    rounded = 1_499_999_999_999_990_000
    roster = meant(read(f"id,good\n{rounded},yes"), Known())
    assert [fault.why for fault in roster.faults] == [Unread.ROUNDED_ID]
    known = meant(read(f"id,good\n{rounded},yes"), Known({UserId(rounded): PersonId(1)}))
    assert not known.faults, "whoever really has such an id is known by it"
    among_others = meant(read(f"id,good\n{rounded},yes\n{DANA},yes"), Known())
    assert not among_others.faults, "a spreadsheet rounds a whole column, and one id in a thousand is born so"


def test_no_column_but_the_four_is_looked_at() -> None:
    text = "name,good,reason,notes,until\nDana,no,owes dues since May,a private matter,2027-06-30"
    assert "dues" not in repr(read(text))
    assert "private" not in repr(read(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_name_with_an_accent_survives_every_usual_encoding(encoding: str) -> None:
    assert only(decoded("name;good\nZoë Müller;yes".encode(encoding))).name == "Zoë Müller"


def test_a_name_in_hebrew_survives_those_that_have_it() -> None:
    for encoding in ("utf-8", "utf-16"):
        assert only(decoded("name,good\nדנה,yes".encode(encoding))).name == "דנה"


@pytest.mark.parametrize(
    ("data", "no"),
    [
        (b"a" * (MOST_BYTES + 1), Why.FILE_TOO_BIG),
        (b"a,yes\n" * (MOST_LINES + 1), Why.FILE_TOO_BIG),
        (b"PK\x03\x04 a workbook", Why.FILE_NOT_TEXT),
        (b"\x00\x01\x02", Why.FILE_NOT_TEXT),
    ],
)
def test_what_is_too_much_or_no_table_is_refused_whole(data: bytes, no: Why) -> None:
    with pytest.raises(Refusal) as refused:
        decoded(data)
    assert refused.value.why is no


PIECES = st.sampled_from(
    ["name", "good", "until", "yes", "no", "Dana", "2027-06-30", str(DANA), '"', ",", ";", "\t", "\n", "\r\n", "\ufeff"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES | st.characters(), max_size=60).map("".join))


@given(TEXTS)
def test_whatever_the_text_every_line_is_a_row_or_a_fault_and_none_is_both(text: str) -> None:
    sheet = read(text)
    taken = [row.line for row in sheet.rows] + [fault.line for fault in sheet.faults] + ([sheet.titles] if sheet.titles else [])
    assert len(set(taken)) == len(taken)
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    said = {number for number, line in enumerate(lines, 1) if re.search(r"[a-z0-9]", line, re.IGNORECASE | re.ASCII)}
    owners = [max((one for one in taken if one <= line), default=0) for line in said]
    assert all(owners), "a line that says something belongs to a record that was read or reported, on it or above"
    if '"' not in text:
        assert said <= set(taken), "without quotation marks every line is a record"
    for fault in sheet.faults:
        assert not any(fault.line < line <= fault.last for line in taken), "what a mark swallows is no row"
    roster = meant(sheet, Known())
    assert len(roster.rows) + len(roster.faults) == len(sheet.rows) + len(sheet.faults)


@given(st.binary(max_size=2000))
def test_whatever_the_bytes_they_are_read_or_refused(data: bytes) -> None:
    refused: Why | None = None
    try:
        read(decoded(data))
    except Refusal as no:
        refused = no.why
    assert refused in {None, Why.FILE_NOT_TEXT}


@given(st.lists(st.tuples(st.from_regex(r"[A-Z][a-zé]{2,8}", fullmatch=True), st.booleans(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))))
def test_what_was_written_by_the_rules_is_read_back_whole(people: list[tuple[str, bool, date]]) -> None:
    unique = list({name_key(name): (name, good, until) for name, good, until in people}.values())
    for delimiter in ",;\t":
        lines = [f"{name}{delimiter}{'yes' if good else 'no'}{delimiter}{until}" for name, good, until in unique]
        sheet = read("\r\n".join([delimiter.join(("Name", "Good", "Until")), *lines]))
        assert [(row.name, row.good, row.until) for row in sheet.rows] == unique
        assert not sheet.faults


CELLS = st.text(st.sampled_from('ab ,;\t"\n\r'), max_size=12)


@given(st.lists(st.tuples(CELLS, st.booleans()), min_size=1, max_size=12))
def test_whatever_a_spreadsheet_puts_into_a_cell_of_notes_each_person_keeps_their_own_line(notes: list[tuple[str, bool]]) -> None:
    into = StringIO()
    csv.writer(into).writerows(
        [("Name", "Note", "Good"), *((f"P{n}", note, "yes" if good else "no") for n, (note, good) in enumerate(notes))]
    )
    sheet = read(into.getvalue())
    assert [(row.name, row.good) for row in sheet.rows] == [(f"P{n}", good) for n, (_, good) in enumerate(notes)]
    assert not sheet.faults
