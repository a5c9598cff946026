"""A program's file of dates: each line that says something is a date or is named with what to mend, in a spreadsheet and a calendar."""

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.days import Level
from domain.program.date_files import DatesFile, Misread, read
from domain.program.dates import CommunityDate, differences

NEW_YORK = "America/New_York"
OCTOBER = CommunityDate(date(2026, 10, 7), date(2026, 10, 7), "7 October", Level.STRONG)


def sheet(text: str, otherwise: Level = Level.LIGHT) -> DatesFile:
    return read(dedent(text).lstrip("\n"), NEW_YORK, otherwise)


def calendar(*events: str) -> DatesFile:
    inside = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    return read(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//school//\n{inside}END:VCALENDAR\n".replace("\n", "\r\n"), NEW_YORK, Level.NOTE)


def slips(file: DatesFile) -> list[tuple[int, Misread]]:
    return [(slip.line, slip.why) for slip in file.slips]


def test_a_file_with_names_of_columns_is_read_in_any_order_of_them() -> None:
    file = sheet("""
        class;name;from;to;room
        strong;7 October;2026-10-07;;the hall
        Block;Convention;2027-03-14;2027-03-17;
        """)

    assert file.dates == (OCTOBER, CommunityDate(date(2027, 3, 14), date(2027, 3, 17), "Convention", Level.BLOCK))
    assert not file.slips


def test_a_file_without_names_of_columns_is_a_day_a_name_and_a_class_or_two_days_before_them() -> None:
    file = sheet("""
        2026-10-07,7 October,strong
        2026-12-24,2027-01-03,Winter break,light
        2027-05-31,Graduation
        """)

    assert [(one.first.isoformat(), one.last.isoformat(), one.name, one.level) for one in file.dates] == [
        ("2026-10-07", "2026-10-07", "7 October", Level.STRONG),
        ("2026-12-24", "2027-01-03", "Winter break", Level.LIGHT),
        ("2027-05-31", "2027-05-31", "Graduation", Level.LIGHT),
    ]


def test_what_names_no_class_has_that_of_the_import() -> None:
    assert sheet("2026-10-07,7 October", Level.BLOCK).dates[0].level is Level.BLOCK


def test_every_line_that_cannot_be_read_is_named_with_its_reason() -> None:
    file = sheet(f"""
        Dates of our movement,,,
        day,last day,name,class
        2026-10-07,,7 October,strong
        ,,Nothing,note
        10/7/2026,,Slashes,note
        2026-13-01,,No month,note
        2026-10-09,2026-10-08,Backwards,note
        2026-01-01,2026-12-31,A year,note
        2026-10-10,,,note
        2026-10-11,,Somehow,serious
        2026-10-12,,{"n" * 81},note
        2026-10-07,2026-10-08,7  OCTOBER,note
        2026-10-13,,"open
        2026-10-14,,Swallowed,note
        """)

    assert file.dates == (OCTOBER,)
    assert slips(file) == [
        (1, Misread.ABOVE_TITLES), (4, Misread.NO_DAY), (5, Misread.BAD_DAY), (6, Misread.BAD_DAY), (7, Misread.BACKWARDS),
        (8, Misread.TOO_LONG), (9, Misread.NO_NAME), (10, Misread.BAD_CLASS), (11, Misread.LONG_NAME), (12, Misread.TWICE),
        (13, Misread.BAD_QUOTES),
    ]  # fmt: skip


def test_a_calendar_gives_whole_days_without_the_one_on_which_they_end() -> None:
    file = calendar(
        "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270104\nSUMMARY:Winter break\nCATEGORIES:School,Strong",
        "DTSTART;VALUE=DATE:20261007\nSUMMARY:7 October",
        "DTSTART;VALUE=DATE:20270314\nDURATION:P4D\nSUMMARY:Convention",
    )

    assert [(one.first.isoformat(), one.last.isoformat(), one.name, one.level) for one in file.dates] == [
        ("2026-10-07", "2026-10-07", "7 October", Level.NOTE),
        ("2026-12-24", "2027-01-03", "Winter break", Level.STRONG),
        ("2027-03-14", "2027-03-17", "Convention", Level.NOTE),
    ]
    assert not file.slips


def test_a_moment_in_a_calendar_is_the_day_that_it_is_at_home() -> None:
    file = calendar(
        "DTSTART:20261008T010000Z\nDTEND:20261008T040000Z\nSUMMARY:Vigil",  # 21:00 to midnight of the 7th
        "DTSTART:20261009T190000\nDTEND:20261010T010000\nSUMMARY:Night",
    )

    assert [(one.name, one.first.day, one.last.day) for one in file.dates] == [("Vigil", 7, 7), ("Night", 9, 10)]


def test_what_a_calendar_repeats_calls_off_or_breaks_is_no_date() -> None:
    file = calendar(
        "DTSTART;VALUE=DATE:20261007\nRRULE:FREQ=YEARLY\nSUMMARY:Every year",
        "DTSTART;VALUE=DATE:20261008\nSUMMARY:Off\nSTATUS:CANCELLED",
        "DTSTART:2026-10-07\nSUMMARY:Broken",
        "SUMMARY:Without a day",
        "DTSTART;VALUE=DATE:20261009",
        "DTSTART;VALUE=DATE:20261010\nSUMMARY:Good",
    )

    assert [one.name for one in file.dates] == ["Good"]
    assert slips(file) == [(4, Misread.REPEATS), (16, Misread.BROKEN), (21, Misread.BROKEN), (25, Misread.NO_NAME)]


def test_the_lines_of_a_calendar_are_counted_as_an_editor_does_and_a_folded_line_begins_no_entry() -> None:
    file = calendar("DTSTART;VALUE=DATE:20261010\nSUMMARY:Good\nDESCRIPTION:a note\u2028and\n BEGIN:VEVENT", "SUMMARY:Without a day")

    assert [one.name for one in file.dates] == ["Good"]
    assert slips(file) == [(11, Misread.BROKEN)]


def test_a_clock_of_its_own_in_a_calendar_is_not_reckoned_with_whatever_its_rules_are() -> None:
    """A rule by the second has no end that a library would find."""
    rules = "".join(
        f"BEGIN:{season}\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:{was}\r\nTZOFFSETTO:{to}\r\nEND:{season}\r\n"
        for season, was, to in (("STANDARD", "+0000", "+0100"), ("DAYLIGHT", "+0100", "+0000"))
    )
    file = read(
        f"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Mine\r\n{rules}END:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Mine:20261007T230000\r\n"
        "SUMMARY:Vigil\r\nBEGIN:VALARM\r\nSUMMARY:Alarm\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        NEW_YORK, Level.NOTE,
    )  # fmt: skip

    assert [(one.name, one.first.day) for one in file.dates] == [("Vigil", 7)]


def test_a_zone_by_its_name_in_windows_is_known() -> None:
    file = calendar("DTSTART;TZID=Israel Standard Time:20261007T040000\nSUMMARY:Early")

    assert [one.first.day for one in file.dates] == [6], "at 21:00 in New York"


def test_of_an_entry_with_two_names_neither_is_taken() -> None:
    assert slips(calendar("DTSTART;VALUE=DATE:20261007\nSUMMARY:One\nSUMMARY:Two")) == [(4, Misread.BROKEN)]


def test_a_line_of_a_million_words_costs_no_more_than_a_short_one() -> None:
    """The library would take each word for a class; what a person could have meant is on its first thousand signs."""
    file = calendar("DTSTART;VALUE=DATE:20261007\nSUMMARY:Convention\nCATEGORIES:strong," + "a," * 500_000)

    assert [(one.name, one.level) for one in file.dates] == [("Convention", Level.STRONG)]


def test_a_calendar_that_is_none_is_one_broken_line() -> None:
    assert slips(read("BEGIN:VCALENDAR\nand then a poem", NEW_YORK, Level.NOTE)) == [(1, Misread.BROKEN)]


_PARTS = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20261007", "DTSTART:20261007T010000Z",
        "DTEND;VALUE=DATE:00010101", "DTEND:99991231T235959Z", "DTSTART;TZID=Nowhere:20261007T190000", "SUMMARY:one", "DURATION:P9999999D",
        "CATEGORIES:strong", "STATUS", "RDATE:1", ";", "DTEND:", "X" * 80, "DTSTART;VALUE=TIME:101010", "DURATION:-PT1S", "BEGIN:VTIMEZONE",
    ]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=12))
def test_whatever_a_calendar_holds_it_is_read_without_an_error(parts: list[str]) -> None:
    file = read("\r\n".join(["BEGIN:VCALENDAR", *parts]), NEW_YORK, Level.NOTE)

    assert all(one.first <= one.last for one in file.dates)


@given(st.text())
def test_whatever_a_sheet_holds_it_is_read_without_an_error(text: str) -> None:
    read(text, NEW_YORK, Level.NOTE)


@pytest.mark.parametrize("beside", [True, False])
def test_another_file_adds_changes_and_takes_away(beside: bool) -> None:
    kept = sheet("2026-10-07,7 October,light\n2026-12-24,2027-01-03,Break,light\n2027-03-14,Convention,block\n").dates
    given_ = sheet("2026-10-07,7 october,strong\n2026-12-24,2027-01-03,Break,light\n2027-05-31,Graduation,note\n").dates

    found = differences(kept, given_, beside=beside)

    assert [one.name for one in found.added] == ["Graduation"]
    assert [(was.level, to.level) for was, to in found.changed] == [(Level.LIGHT, Level.STRONG)]
    assert [one.name for one in found.removed] == ([] if beside else ["Convention"])
    assert (found.same, found.count) == (1, 2 if beside else 3)
