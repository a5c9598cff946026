"""Calendar files, read back by programs that are not ours."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.ids import SessionId
from domain.ground.times import LocalTime
from domain.group.sessions import SessionState
from messages.ground.words import plain
from messages.group import calendars
from messages.group.calendars import Entry
from tests.messages.reading import READERS
from tests.messages.world import World

WORLD: Final = World("W")
NOW: Final = datetime(2026, 9, 1, tzinfo=UTC)
HOME: Final = "America/New_York"
LINK: Final = "https://zoom.example/j/planted"
ZONES: Final = sorted(available_timezones())


def entry(when: LocalTime, minutes: int = 90, number: int = 1, title: str = "Justice", **session: object) -> Entry:
    meets = replace(WORLD.session, id=SessionId(number), number=number, when=when, starts_at=when.instant(), minutes=minutes, topic=None)
    return Entry(replace(WORLD.cohort, title=title, link=LINK), replace(meets, **session))


NIGHTS: Final = [
    entry(LocalTime(day, at, HOME), minutes, number)
    for number, (day, at, minutes) in enumerate(
        [
            (date(2027, 3, 13), time(23), 600),
            (date(2027, 3, 14), time(1, 59), 1),
            (date(2027, 3, 14), time(2, 30), 90),
            (date(2027, 3, 14), time(3), 90),
            (date(2027, 11, 7), time(0, 30), 200),
            (date(2027, 11, 7), time(1, 30), 60),
            (date(2027, 11, 7), time(2), 90),
        ],
        start=1,
    )
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("every", [True, False], ids=["in one file", "each in its own"])
def test_on_both_nights_of_the_change_a_session_begins_and_ends_when_it_does(reader: str, *, every: bool) -> None:
    files = [NIGHTS] if every else [[one] for one in NIGHTS]
    read = [event for its in files for event in READERS[reader](calendars.feed(its, "here"))]
    assert [(event.starts, event.ends) for event in read] == [(one.session.starts_at, one.session.ends_at) for one in NIGHTS]


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None, max_examples=50)  # each reader loads slowly the first time
@given(
    zone=st.sampled_from(ZONES),
    days=st.lists(st.dates(date(2027, 1, 1), date(2028, 6, 30)), min_size=1, max_size=3),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_in_every_zone_a_file_says_the_instant_that_was_planned(reader: str, zone: str, days: list[date], at: time) -> None:
    entries = [entry(LocalTime(day, at, zone), number=number) for number, day in enumerate(days, start=1)]
    read = READERS[reader](calendars.feed(entries, "here"))
    assert [event.starts for event in read] == [one.session.starts_at for one in entries]


@pytest.mark.parametrize("reader", READERS)
def test_sessions_of_two_zones_stand_in_one_file(reader: str) -> None:
    both = [NIGHTS[0], entry(LocalTime(date(2027, 3, 20), time(20), "Asia/Jerusalem"), number=9)]
    assert [event.starts for event in READERS[reader](calendars.feed(both, "here"))] == [one.session.starts_at for one in both]


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None)
@given(title=st.text(min_size=1, max_size=80).filter(lambda title: r"\N" not in title))  # the library writes it as a new line
def test_whatever_a_title_holds_is_read_as_a_title_and_as_nothing_else(reader: str, title: str) -> None:
    content = calendars.feed([entry(LocalTime(date(2027, 1, 12), time(13), HOME), title=title)], "here")
    [event] = READERS[reader](content)
    assert event.summary.strip() == plain("calendar-summary", title=title, number=1).strip()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("reader", READERS)
def test_a_session_keeps_its_name_and_each_change_of_it_counts_one_more(reader: str) -> None:
    first = entry(LocalTime(date(2027, 1, 12), time(13), HOME), revision=0)
    moved = Entry(first.cohort, replace(first.session, revision=1))
    off = Entry(first.cohort, replace(first.session, revision=2, state=SessionState.CANCELLED))
    files = [calendars.of_session(one.cohort, one.session, "here", NOW).content for one in (first, moved, off)]
    read = [READERS[reader](content)[0] for content in files]
    assert [(event.sequence, event.status) for event in read] == [(0, "CONFIRMED"), (1, "CONFIRMED"), (2, "CANCELLED")]
    assert len({event.uid for event in read}) == 1
    assert {event.uid for event in read} != {READERS[reader](calendars.feed([first], "elsewhere"))[0].uid}


def test_the_meeting_link_is_in_no_file_and_no_feed() -> None:
    one = entry(LocalTime(date(2027, 1, 12), time(13), HOME), topic="Repair")
    for content in (calendars.feed([one], "here"), calendars.of_session(one.cohort, one.session, "here", NOW).content):
        unfolded = content.decode().replace("\r\n ", "")
        assert "Topic: Repair" in unfolded
        assert "zoom" not in unfolded
        assert "http" not in unfolded


def test_a_feed_is_the_same_while_nothing_has_changed_and_asks_nothing() -> None:
    content = calendars.feed(NIGHTS, "here")
    assert content == calendars.feed(NIGHTS, "here")
    assert b"METHOD" not in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in content
    assert b"METHOD:PUBLISH\r\n" in calendars.of_session(NIGHTS[0].cohort, NIGHTS[0].session, "here", NOW).content


def test_a_file_of_two_years_tells_of_its_own_clock_changes_alone() -> None:
    content = calendars.feed([NIGHTS[0], NIGHTS[-1]], "here")
    assert content.count(b"BEGIN:DAYLIGHT") == 1
    assert content.count(b"BEGIN:STANDARD") == 2
    assert NIGHTS[-1].session.starts_at - NIGHTS[0].session.starts_at < timedelta(days=300)
