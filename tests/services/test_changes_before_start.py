"""A session that moves or is called off before the group meets: all who know its dates hear of it once, as of dates frozen anew."""

from datetime import timedelta

import pytest

from domain.group.sessions import Session
from messages.ground.dates import date_words
from messages.ground.words import moment
from messages.group import sessions as words
from services.group.series import Replacing
from tests.services.conftest import let_stand
from tests.services.dated import DAYS, freeze, told, told_files
from tests.services.test_changes import OTHER
from tests.services.waiting import Line, full, season

A_MINUTE = timedelta(minutes=1)
NIGHT = timedelta(hours=10)  # from the house's noon: nobody is written to before the morning


async def session_of(line: Line, number: int) -> Session:
    async with line.house.store.read() as db:
        return next(one for one in await db.sessions.of(line.house.cohort) if one.number == number)


async def move(line: Line, number: int, day: str, at: str = "13:00") -> str:
    """A facilitator moves that session; gives the preview and the receipt."""
    house, made = line.house, line.house.made.group.sessions
    seen = await made.preview_move(house.lead, house.cohort, number, day, at)
    done = words.changed(*await made.move(house.lead, house.cohort, number, seen.session.revision, day, at))
    return f"{words.change_question(seen).text}\n{done.text}"


async def cancel(line: Line, number: int) -> str:
    """The same for calling it off."""
    house, made = line.house, line.house.made.group.sessions
    seen = await made.preview_cancel(house.lead, house.cohort, number)
    done = words.changed(*await made.cancel(house.lead, house.cohort, number, seen.session.revision))
    return f"{words.change_question(seen).text}\n{done.text}"


async def extend(line: Line) -> None:
    """The term gets one session more."""
    series = line.house.made.group.series
    await series.extend(line.house.lead, line.house.cohort, 1)
    shown = await let_stand(series, line.house.lead, line.house.cohort)
    assert isinstance(shown, Replacing)
    await freeze(line, shown)


async def test_people_who_applied_hear_that_a_session_they_read_of_on_the_board_has_moved(line: Line) -> None:
    letters = told(line)
    assert "Nobody has been told of this session yet" in await move(line, 1, "2026-10-14"), "nobody has applied yet"
    for user in (21, 22):
        await line.house.apply(user)
    line.house.clock.move_to(line.house.clock.now() + A_MINUTE)
    assert (await move(line, 1, "2026-10-15")).count("2 people who have applied hear of it") == 2
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22]
    assert all("Your application stands as it is." in text and "(it was " in text for _, text in letters)


async def test_whom_a_place_is_offered_and_who_waits_for_one_hear_of_a_session_called_off(line: Line) -> None:
    for user in (21, 22, 23, 24, 25):
        await line.house.apply(user)
    await line.house.select()
    await line.wait(DAYS)
    offered = await line.asked()
    assert len(offered) == 4
    letters = told(line)
    text = await cancel(line, 1)
    assert text.count("4 people who are offered a place and one person who has applied hear of it") == 2
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24, 25]
    assert {user for user, text in letters if "The place is still held for you." in text} == offered


async def test_members_hear_once_of_all_that_changed_in_one_night_and_get_the_file(line: Line) -> None:
    """Only the first session used to be told: the others were in nobody's letter, as it was thought; the receipt lists them all."""
    await full(line)
    await line.wait()
    second, third = await session_of(line, 2), await session_of(line, 3)
    letters, files, single = told(line), told_files(line), told(line, "Session ")
    line.house.clock.move_to(line.house.clock.now() + NIGHT)
    assert (await cancel(line, 3)).count("4 members hear of it") == 2
    assert (await move(line, 2, "2026-11-11", "6pm")).count("4 members hear of it") == 2, "at the very same moment"
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    for _, text in letters:
        assert f"No longer: {moment(third.starts_at)}." in text
        assert f"(it was {moment(second.starts_at)})" in text
        assert date_words((await session_of(line, 2)).when) in text
    assert files == dict.fromkeys((21, 22, 23, 24), 1)
    await line.house.begin()
    await line.wait(DAYS)
    assert single == [], "and not once more at the start"


async def test_the_other_facilitator_reads_how_many_hear_of_a_move_before_the_start(line: Line) -> None:
    await full(line, 25)
    await line.house.made.program.facilitators.appoint(line.house.manager, line.house.cohort, OTHER, {})
    await line.wait()
    letters = told(line, "the dates of **Justice**")
    await move(line, 2, "2026-11-11")
    await line.wait(DAYS)
    ((user, text),) = letters
    assert user == 4
    assert "5 other people hear of the change from me." in text


async def test_a_move_pressed_twice_before_the_start_is_told_once(line: Line) -> None:
    await full(line)
    await line.wait()
    letters, made = told(line), line.house.made.group.sessions
    receipts = [words.changed(*await made.move(line.house.lead, line.house.cohort, 2, 0, "2026-11-11", "13:00")).text for _ in range(2)]
    assert receipts[0] == receipts[1]
    await line.wait(DAYS)
    assert len(letters) == 4


async def test_who_applies_after_a_move_read_the_date_that_holds_and_hears_nothing(line: Line) -> None:
    await line.house.apply(21)
    letters = told(line)
    await move(line, 1, "2026-10-14")
    await line.house.apply(22)
    await line.wait(DAYS)
    assert [user for user, _ in letters] == [21]


@pytest.mark.parametrize("change", ["moved", "called off"])
async def test_a_term_made_longer_before_word_of_a_change_went_out_swallows_nothing(line: Line, change: str) -> None:
    await full(line)
    await line.wait()
    first, letters = await session_of(line, 1), told(line)
    line.house.clock.move_to(line.house.clock.now() + NIGHT)
    await (move(line, 1, "2026-10-14", "6pm") if change == "moved" else cancel(line, 1))
    await extend(line)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    said = f"(it was {moment(first.starts_at)})" if change == "moved" else f"No longer: {moment(first.starts_at)}."
    assert all(said in text and "(new)" in text for _, text in letters)


async def test_a_move_that_is_taken_back_before_anybody_heard_of_it_is_no_news(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    line.house.clock.move_to(line.house.clock.now() + NIGHT)
    await move(line, 2, "2026-11-11")
    line.house.clock.move_to(line.house.clock.now() + A_MINUTE)
    await move(line, 2, "2026-11-10")
    await line.wait(DAYS)
    assert letters == []


async def test_who_waits_for_a_place_in_a_group_that_has_begun_hears_of_its_first_session_too(line: Line) -> None:
    """Members hear of the one session, and nobody hears of it twice."""
    await full(line, 25)
    await line.house.begin()
    await line.wait()
    letters, members = told(line), told(line, "has moved from")
    assert "4 people with a place and one person who has applied hear of it" in await move(line, 1, "2026-10-14")
    await line.wait(DAYS)
    assert [user for user, _ in letters] == [25]
    assert sorted(user for user, _ in members) == [21, 22, 23, 24]


@pytest.mark.parametrize("change", ["moved", "called off"])
async def test_in_a_running_season_a_change_and_a_longer_term_of_one_night_are_said_once_each(line: Line, change: str) -> None:
    await season(line)
    await line.wait()
    third, letters = await session_of(line, 3), told(line, "**Justice**")
    line.house.clock.move_to(line.house.clock.now() + NIGHT)
    await (move(line, 3, "2026-12-09") if change == "moved" else cancel(line, 3))
    await extend(line)
    await line.wait(DAYS)
    for user in (21, 22, 23, 24):
        theirs = "\n".join(text for to, text in letters if to == user)
        assert theirs.count(moment(third.starts_at)) == 1 or change == "called off", "the old time is named once, in whichever came first"
        assert theirs.count("is called off") + theirs.count("No longer") + theirs.count("has moved from") + theirs.count("(it was") == 1
        assert theirs.count("(new)") == 1


async def test_a_session_that_moves_before_and_after_the_start_in_one_night_is_told_from_the_time_that_people_know(line: Line) -> None:
    await full(line)
    await line.wait()
    first, letters = await session_of(line, 1), told(line, "**Justice**")
    line.house.clock.move_to(line.house.clock.now() + NIGHT)
    await move(line, 1, "2026-10-14")
    between = await session_of(line, 1)
    line.house.clock.move_to(line.house.clock.now() + A_MINUTE)
    await line.house.begin()
    line.house.clock.move_to(line.house.clock.now() + A_MINUTE)
    await move(line, 1, "2026-10-15")
    await line.wait(DAYS)
    for user in (21, 22, 23, 24):
        theirs = "\n".join(text for to, text in letters if to == user)
        assert moment(between.starts_at) not in theirs, "a time of which nobody ever heard"
        assert theirs.count(moment(first.starts_at)) == 1


async def test_a_session_that_moved_before_the_start_moves_on_from_there(line: Line) -> None:
    await full(line)
    await line.wait()
    await move(line, 1, "2026-10-14")
    between = await session_of(line, 1)
    await line.wait(DAYS)
    await line.house.begin()
    letters = told(line, "has moved from")
    await move(line, 1, "2026-10-15")
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    assert all(f"from {moment(between.starts_at)} to" in text for _, text in letters)
