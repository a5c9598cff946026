"""A term that stands gets longer or shorter: staff see first who is told, and everybody is told once of all that changes."""

from datetime import date, time, timedelta

from domain.ground.refusal import Why
from domain.group.sessions import SessionState
from domain.sending.deliveries import Subject
from messages.group import series as words
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Every, Frozen, Replacing, Series, Told
from tests.services.conftest import LINK, House, let_stand, why
from tests.services.dated import DAYS, TUESDAYS, dates, freeze, told
from tests.services.waiting import Line, full


async def begun(line: Line, *waiting: int) -> House:
    """A group of four that has met once of four times; these waited for a place in it until then."""
    house = line.house
    await full(line, *waiting)
    await house.made.group.sessions.set_link(house.lead, house.cohort, LINK)
    await house.begin()
    async with house.store.read() as db:
        (first, *_) = await db.sessions.of(house.cohort)
    await line.wait(first.ends_at - house.clock.now() + timedelta(days=2))
    return house


async def test_a_term_that_runs_gets_longer_and_its_members_hear_it_once(line: Line) -> None:
    house = await begun(line)
    letters, before = told(line), await dates(line)
    page = words.series(await house.made.group.series.extend(house.lead, house.cohort, 2))
    assert "4. Tuesday, January 12, 2027 · 4 Shevat 5787 · stands" in page.text
    assert "6. Tuesday, March 9, 2027" in page.text
    assert await dates(line) == before
    shown = await let_stand(house.made.group.series, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    assert (shown.gone, shown.told) == ((), Told(members=4))
    assert "New: Tue, Feb 9, 2027, 1:00 pm; Tue, Mar 9, 2027, 1:00 pm" in words.replacing(shown).text
    await freeze(line, shown)
    await freeze(line, shown)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    assert all("· Tuesday, March 9, 2027" in text and "(new)" in text and "Tuesday, October 13" not in text for _, text in letters)
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
        planned = {row.key for row in await db.deliveries.of_cohort(house.cohort)}
    assert [(one.number, one.state) for one in sessions] == [(1, SessionState.HELD), *((n, SessionState.PLANNED) for n in range(2, 7))]
    assert f"session/{sessions[5].id}/announce" in planned, "all that follows from a session follows from the new ones"


async def test_somebody_whose_wait_for_a_place_has_ended_does_not_hear_of_the_term_any_more(line: Line) -> None:
    house = await begun(line, 25)
    assert await line.sent(Subject.WAITLIST_OVER) == 1
    letters = told(line)
    assert (await house.made.group.series.extend(house.lead, house.cohort, 1)).known == 4
    shown = await let_stand(house.made.group.series, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    assert shown.told == Told(members=4)
    await freeze(line, shown)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]


async def test_a_term_that_runs_gets_shorter_and_its_members_hear_it_once(line: Line) -> None:
    house = await begun(line)
    letters = told(line)
    shown = await house.made.group.series.shorten(house.lead, house.cohort, 2)
    assert "No longer: Tue, Dec 8, 2026, 1:00 pm; Tue, Jan 12, 2027, 1:00 pm" in words.replacing(shown).text
    await line.wait(DAYS)
    assert letters == []
    await freeze(line, shown)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
        rows = await db.deliveries.of_cohort(house.cohort)
    off = SessionState.CANCELLED
    assert [one.state for one in sessions] == [SessionState.HELD, SessionState.PLANNED, off, off]
    assert not any(row.message == Subject.SESSION_CANCELLED for row in rows), "one message says it of both"


async def test_a_term_without_any_session_left_says_so_and_closes(line: Line) -> None:
    house = await begun(line)
    letters = told(line)
    shown = await house.made.group.series.shorten(house.lead, house.cohort, 3)
    await freeze(line, shown)
    await line.wait(DAYS)
    assert [text for _, text in letters if "No session is left to come." in text] == [text for _, text in letters]
    assert len(letters) == 4
    await line.wait(timedelta(days=90))
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert cohort.state.value == "closing"
    assert await why(house.made.group.series.extend(house.lead, house.cohort, 1)) is Why.DATE_PAST, "as the dates went, it is over"


async def test_sessions_that_were_held_stay_and_a_term_has_its_bounds(line: Line) -> None:
    house = await begun(line)
    series = house.made.group.series
    assert await why(series.shorten(house.lead, house.cohort, 4)) is Why.TOO_FEW_SESSIONS
    assert await why(series.extend(house.lead, house.cohort, 21)) is Why.TOO_MANY_SESSIONS
    assert await why(series.extend(house.lead, house.cohort, 0)) is Why.BAD_NUMBER
    assert await why(series.draft_dates(house.lead, house.cohort, "2027-01-12\n2027-02-09", "13:00")) is Why.FROZEN
    assert await why(series.draft_every(house.lead, house.cohort, Every(2, "2026-11-04", "13:00", 3))) is Why.FROZEN
    await series.extend(house.lead, house.cohort, 1)
    assert await why(series.swap_date(house.lead, house.cohort, date(2027, 1, 12), time(13), date(2027, 1, 19))) is Why.STALE, "it stands"
    _, new = await series.swap_date(house.lead, house.cohort, date(2027, 2, 9), time(13), date(2027, 2, 16))
    assert new.date == date(2027, 2, 16)
    before_the_last = series.swap_date(house.lead, house.cohort, date(2027, 2, 16), time(13), date(2027, 1, 5))
    assert await why(before_the_last) is Why.STALE


async def test_a_draft_of_a_longer_term_goes_on_from_where_a_session_has_moved_since(line: Line) -> None:
    house = await begun(line)
    page = await house.made.group.series.extend(house.lead, house.cohort, 1)
    await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00")
    again = await house.made.group.series.freeze(house.lead, house.cohort, page.mark)
    assert isinstance(again, Series)
    assert "have changed since you opened this draft" in words.series(again).text
    assert "3. Tuesday, December 15, 2026 · 5 Tevet 5787 · stands" in words.series(again).text
    shown = await house.made.group.series.freeze(house.lead, house.cohort, again.mark)
    assert isinstance(shown, Replacing)
    assert [(when.date.month, when.date.day) for when in (*shown.gone, *shown.added)] == [(2, 9)], "of the move they hear on its own"
    await freeze(line, shown)
    assert [when.date.isoformat() for when in await dates(line)][2:] == ["2026-12-15", "2027-01-12", "2027-02-09"]


async def test_a_session_that_is_called_off_after_a_draft_was_made_is_not_held_after_all(line: Line) -> None:
    house = await begun(line)
    page = await house.made.group.series.extend(house.lead, house.cohort, 1)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 3, 0)
    again = await house.made.group.series.freeze(house.lead, house.cohort, page.mark)
    assert isinstance(again, Series)
    assert "8 December" not in words.series(again).text
    shown = await house.made.group.series.freeze(house.lead, house.cohort, again.mark)
    assert isinstance(shown, Replacing)
    assert (shown.gone, [when.date.isoformat() for when in shown.added]) == ((), ["2027-02-09"])


async def test_a_session_that_moves_behind_the_dates_to_come_needs_another_draft(line: Line) -> None:
    house = await begun(line)
    await house.made.group.series.extend(house.lead, house.cohort, 1)
    await house.made.group.sessions.move(house.lead, house.cohort, 4, 0, "2027-02-16", "13:00")
    shown = await let_stand(house.made.group.series, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    assert await why(house.made.group.series.freeze(house.lead, house.cohort, shown.seen, shown.mark)) is Why.STALE


async def test_a_term_that_nobody_knows_gets_longer_and_shorter_at_once(empty: House) -> None:
    series = empty.made.group.series
    assert await why(series.extend(empty.lead, empty.cohort, 1)) is Why.NO_DRAFT
    await series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    await let_stand(series, empty.lead, empty.cohort)
    await series.extend(empty.lead, empty.cohort, 1)
    assert isinstance(await let_stand(series, empty.lead, empty.cohort), Frozen)
    shown = await series.shorten(empty.lead, empty.cohort, 2)
    assert "Nobody has to be told." in words.replacing(shown).text
    done = await series.freeze(empty.lead, empty.cohort, shown.seen, shown.mark)
    assert isinstance(done, Frozen)
    assert (done.count, done.told) == (3, 0)


async def test_the_file_with_word_of_a_shorter_term_before_the_start_takes_the_dropped_session_out_of_calendars(line: Line) -> None:
    house = line.house
    await full(line)
    await line.wait(DAYS)
    async with house.store.read() as db:
        last = (await db.sessions.of(house.cohort))[3]
    files, do = list[bytes](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct) and effect.message.file is not None:
            files.append(effect.message.file.content.replace(b"\r\n ", b""))
        return await do(effect)

    line.far.do = keep
    await freeze(line, await house.made.group.series.shorten(house.lead, house.cohort, 1))
    await line.wait(DAYS)
    assert len(files) == 4
    for file in files:
        (event,) = (part for part in file.split(b"BEGIN:VEVENT") if f"UID:session-{last.id}@".encode() in part)
        assert b"STATUS:CANCELLED" in event
