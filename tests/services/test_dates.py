"""A program's own dates come from a file that is seen before it is kept, and count where a series is planned."""

from datetime import date, timedelta

from domain.ground.civic import Civic
from domain.ground.days import Finding, Level
from domain.ground.refusal import Why
from domain.program.date_files import Misread
from domain.program.dates import MOST_DATES
from messages.cohort import cohorts as cohort_words
from messages.ground.values import CONTENT_LIMIT
from messages.group import series as series_words
from messages.group import sessions as session_words
from messages.program import dates as words
from services.group.series import Rule
from tests.services.conftest import THERE, House, actor, why

FILE = b"day,last,name,class\n2026-10-13,2026-10-14,Convention,block\n2026-12-08,,7 o'clock_club,strong\n"
TUESDAYS = Rule(2, 1, "13:00", 4, "2026-10")  # 13 October, 10 November, 8 December, 12 January


async def kept(house: House) -> list[str]:
    """The names of the program's dates."""
    return [one.name for _, one in (await house.made.program.dates.show(house.manager)).dates]


async def take_in(house: House, data: bytes, otherwise: str = "", *, beside: bool = False) -> words.Kept:
    seen = await house.made.program.dates.preview(house.manager, data, otherwise, beside=beside)
    return await house.made.program.dates.take_in(house.manager, seen.number, seen.mark)


async def clashes(house: House) -> dict[date, list[tuple[Level, str]]]:
    """What speaks against the second Tuesdays, by date."""
    view = await house.made.group.series.draft_series(house.lead, house.cohort, TUESDAYS)
    return {day.when.date: [(one.level, one.words or one.name) for one in day.findings] for day in view.dates}


async def test_a_preview_changes_nothing_and_says_what_would(empty: House) -> None:
    seen = await empty.made.program.dates.preview(empty.manager, FILE + b"soon,,Nothing,note\n")
    assert [one.name for one in seen.found.added] == ["Convention", "7 o'clock_club"]
    assert [(slip.line, slip.why) for slip in seen.slips] == [(4, Misread.BAD_DAY)]
    assert "Line 4: I could not read “soon” as a day" in words.preview(seen).text
    assert await kept(empty) == []


async def test_what_was_taken_in_speaks_against_a_session_by_its_class_and_in_the_staffs_own_words(empty: House) -> None:
    before = await clashes(empty)
    await take_in(empty, FILE)
    after = await clashes(empty)
    assert (Level.BLOCK, "Convention") not in before.get(date(2026, 10, 13), [])
    assert after[date(2026, 10, 13)][0] == (Level.BLOCK, "Convention")
    assert (Level.STRONG, "7 o'clock_club") in after[date(2026, 12, 8)]
    view = await empty.made.group.series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    assert "7 o'clock\\_club" in series_words.series(view).text, "their words are no mark-up"


async def test_no_date_of_the_programs_own_is_proposed_instead_of_a_clash(empty: House) -> None:
    view = await empty.made.group.series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    chanukah = next(one for one in view.dates if one.when.date == date(2026, 12, 8))
    assert chanukah.alternatives[0].when.date == date(2026, 12, 15)
    await take_in(empty, b"2026-12-15,Graduation,strong")
    view = await empty.made.group.series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    chanukah = next(one for one in view.dates if one.when.date == date(2026, 12, 8))
    assert date(2026, 12, 15) not in {other.when.date for other in chanukah.alternatives}


async def test_another_file_is_the_whole_list_unless_what_it_leaves_out_is_to_stay(empty: House) -> None:
    await take_in(empty, FILE)
    beside = await take_in(empty, b"2027-05-31,Graduation,note", beside=True)
    assert (beside.done.added, beside.done.removed) == (1, 0)
    assert await kept(empty) == ["Convention", "7 o'clock_club", "Graduation"]
    whole = await take_in(empty, b"2026-10-13,2026-10-14,Convention,light\n")
    assert (whole.done.added, whole.done.changed, whole.done.removed) == (0, 1, 2)
    assert await kept(empty) == ["Convention"]


async def test_a_file_is_taken_in_once_and_a_second_press_says_what_it_did(empty: House) -> None:
    seen = await empty.made.program.dates.preview(empty.manager, FILE)
    first = await empty.made.program.dates.take_in(empty.manager, seen.number, seen.mark)
    again = await empty.made.program.dates.take_in(empty.manager, seen.number, seen.mark)
    assert again == words.Kept(first.done, again=True)
    assert "nothing was done twice" in words.kept(again).text


async def test_dates_that_another_manager_changed_since_the_preview_are_not_taken_away_unseen(empty: House) -> None:
    seen = await empty.made.program.dates.preview(empty.manager, FILE)
    await take_in(empty, b"2027-05-31,Graduation,note")
    assert await why(empty.made.program.dates.take_in(empty.manager, seen.number, seen.mark)) is Why.STALE
    assert await kept(empty) == ["Graduation"]


async def test_a_preview_is_kept_for_a_day_and_for_its_own_program(empty: House) -> None:
    seen = await empty.made.program.dates.preview(empty.manager, FILE)
    theirs = actor(52, THERE, manager=True)
    assert await why(empty.made.program.dates.lines(theirs, seen.number)) is Why.DATES_GONE
    empty.clock.move_to(empty.clock.now() + timedelta(days=1, minutes=1))
    assert await why(empty.made.program.dates.take_in(empty.manager, seen.number, seen.mark)) is Why.DATES_GONE


async def test_a_file_without_dates_and_one_of_too_many_are_refused(empty: House) -> None:
    assert await why(empty.made.program.dates.preview(empty.manager, b"\n,,\n")) is Why.NO_DATES
    many = "".join(f"2027-01-01,Date {n}\n" for n in range(MOST_DATES + 1)).encode()
    assert await why(empty.made.program.dates.preview(empty.manager, many)) is Why.TOO_MANY_DATES


async def test_a_manager_takes_a_date_away(empty: House) -> None:
    await take_in(empty, FILE)
    view = await empty.made.program.dates.show(empty.manager)
    number = view.dates[0][0]
    theirs = actor(52, THERE, manager=True)
    assert (await empty.made.program.dates.remove(theirs, 0, (number,))).dates == ()
    assert await kept(empty) == ["Convention", "7 o'clock_club"], "it is nothing of another program's"
    for _ in range(2):
        await empty.made.program.dates.remove(empty.manager, 0, (number,))
        assert await kept(empty) == ["7 o'clock_club"]


async def test_a_program_has_the_civic_days_that_it_chose_or_those_of_its_home(empty: House) -> None:
    dates = empty.made.program.dates

    async def found() -> list[Finding]:
        view = await empty.made.group.series.draft_series(empty.lead, empty.cohort, Rule(4, 3, "13:00", 2, "2026-11"))
        return [one for day in view.dates if day.when.date == date(2026, 11, 26) for one in day.findings]

    assert Finding(Level.LIGHT, "thanksgiving") in await found()
    assert "United States, as in the country" in words.calendar(await dates.show(empty.manager)).text
    view = await dates.choose_civic(empty.manager, 0, ("britain", "israel"))
    assert view.civic == {Civic.BRITAIN, Civic.ISRAEL}
    assert "Civic days: Britain and Israel." in words.calendar(view).text
    assert await found() == []
    assert (await dates.choose_civic(empty.manager, 0, ("home", "canada"))).civic == {Civic.US, Civic.CANADA}
    assert (await dates.choose_civic(empty.manager, 0, ())).civic == frozenset()
    assert (await dates.choose_civic(empty.manager, 0, ("home",))).civic is None
    assert Finding(Level.LIGHT, "thanksgiving") in await found()


async def test_of_many_dates_on_one_day_the_first_few_are_named_and_the_others_counted(house: House) -> None:
    """With the winter breaks of 45 schools, the planner's page and the preview of a move were longer than a message may be."""
    breaks = "\n".join(f"2026-12-07,2027-01-03,School {n} of a county with a long name: winter break,strong" for n in range(45))
    await take_in(house, f"day,last,name,class\n{breaks}".encode())
    change = await house.made.group.sessions.preview_move(house.lead, house.cohort, 3, "2026-12-09", "13:00")
    asked = session_words.change_question(change).text
    assert "School 0 of a county" in asked
    assert "and 42 more" in asked, "and Chanukah"
    pages = [cohort_words.timeline(await house.made.cohort.cohorts.timeline(house.lead, house.cohort, page)).text for page in range(12)]
    assert max(map(len, pages)) <= CONTENT_LIMIT
    (line,) = (line for text in pages for line in text.splitlines() if "Session 3 falls on: " in line)
    assert line.endswith("and 44 more")
