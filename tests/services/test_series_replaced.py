"""Dates that take the place of others: shown before, told once, and with what was entered for them."""

from datetime import timedelta

from domain.ground.refusal import Why
from domain.group.sessions import SessionState
from domain.joining.signups import ApplicationState
from messages.ground.dates import date_words
from messages.ground.words import moment
from messages.group import series as words
from services.group.series import Frozen, Replacing, Rule, Series, Told
from tests.services.conftest import LINK, actor, let_stand, why
from tests.services.dated import DAYS, LATER, TUESDAYS, WEDNESDAYS, dates, draft, freeze, freeze_anew, told, told_files
from tests.services.waiting import Line, acts, boards, full


async def test_members_are_told_once_of_dates_that_changed_before_the_start(line: Line) -> None:
    await full(line, 25)
    await line.wait()
    before, letters = await dates(line), told(line)
    assert "5 people are told of the new dates." in await freeze_anew(line, WEDNESDAYS)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24, 25], "25 waits for a place, and read the dates on the board"
    after = await dates(line)
    assert not {when.date for when in before} & {when.date for when in after}
    for _, text in letters:
        assert all(date_words(when) in text for when in after)
        assert not any(date_words(when) in text for when in before)
        assert all(f"{moment(new.instant())} · " in text for new in after)
        assert all(f"(it was {moment(old.instant())})" in text for old in before)


async def test_whoever_is_told_of_other_dates_reads_what_was_added_and_what_is_gone_and_members_get_the_file(line: Line) -> None:
    await full(line, 25)
    await line.wait()
    before, files, letters = await dates(line), told_files(line), told(line)
    await freeze_anew(line, Rule(2, 1, "13:00", 3, "2026-10"))
    await line.wait(timedelta(minutes=1))
    await freeze_anew(line, Rule(2, 1, "13:00", 3, "2026-10"))
    await line.wait(DAYS)
    assert all(f"No longer: {moment(before[3].instant())}." in text and "(it was" not in text for _, text in letters)
    letters.clear()
    await freeze_anew(line, Rule(2, 1, "13:00", 5, "2026-10"))
    await line.wait(DAYS)
    assert len(letters) == 5
    added = (await dates(line))[3:]
    for _, text in letters:
        assert "No longer" not in text
        assert all(f"{moment(when.instant())} · {date_words(when)}, 1:00 pm (new)" in text for when in added)
    assert files == {21: 2, 22: 2, 23: 2, 24: 2, 25: 0}


async def test_of_two_changes_the_word_says_what_is_new_since_the_dates_that_were_known(line: Line) -> None:
    await full(line)
    await line.wait()
    before, letters = await dates(line), told(line)
    await freeze_anew(line, WEDNESDAYS)
    line.house.clock.move_to(line.house.clock.now() + timedelta(minutes=1))
    await freeze_anew(line, LATER)
    await line.wait(DAYS)
    assert len(letters) == 4
    assert all(f"(it was {moment(old.instant())})" in text for _, text in letters for old in before)


async def test_a_facilitator_who_presses_twice_reads_the_same_and_members_hear_it_once(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    receipt = await freeze_anew(line, WEDNESDAYS)
    assert await freeze(line) == receipt
    await line.wait(DAYS)
    assert await freeze(line) == receipt
    await line.wait(DAYS)
    assert len(letters) == 4


async def test_the_same_dates_frozen_again_are_told_to_nobody(line: Line) -> None:
    await full(line)
    await line.wait()
    before, letters = await dates(line), told(line)
    assert "Nobody had to be told." in await freeze_anew(line, TUESDAYS)
    await line.wait(DAYS)
    assert await dates(line) == before
    assert letters == []


async def test_a_member_who_has_left_before_the_word_goes_out_is_not_told(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    await freeze_anew(line, WEDNESDAYS)
    await line.leave(24)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23]


async def test_of_two_changes_before_any_word_went_out_members_hear_once_and_of_the_dates_that_stand(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    await freeze_anew(line, WEDNESDAYS)
    line.house.clock.move_to(line.house.clock.now() + timedelta(minutes=1))
    assert "4 people are told" in await freeze_anew(line, LATER)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    stand = await dates(line)
    assert all(date_words(when) in text for _, text in letters for when in stand)


async def test_the_board_of_an_open_cohort_shows_the_new_first_session(line: Line) -> None:
    shown = boards(line)
    await line.wait()
    before = (await dates(line))[0].instant()
    assert moment(before) in shown[-1]
    assert "Nobody had to be told." in await freeze_anew(line, WEDNESDAYS), "nobody has applied yet"
    await line.wait()
    after = (await dates(line))[0].instant()
    assert moment(after) in shown[-1]
    assert moment(before) not in shown[-1]


async def test_a_draft_changes_nothing_of_the_dates_that_stand(line: Line) -> None:
    """Drafting once unfixed them: the cohort could not begin, and whoever froze the draft took away dates that letters had named."""
    await full(line)
    before = await dates(line)
    house = line.house
    await house.made.group.series.draft_series(house.lead, house.cohort, WEDNESDAYS)
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert cohort.frozen_at is not None
    assert await dates(line) == before
    await house.begin()
    async with house.store.read() as db:
        assert [one.when for one in await db.sessions.of(house.cohort)] == before


async def test_staff_read_who_is_told_before_dates_are_replaced_and_until_then_nothing_changes(line: Line) -> None:
    await full(line, 25, 26)
    before, letters = await dates(line), told(line)
    shown = await draft(line, WEDNESDAYS)
    assert isinstance(shown, Replacing)
    assert shown.told == Told(members=4, applied=2)
    text = words.replacing(shown).text
    assert "No longer: Tue, Oct 13, 2026, 1:00 pm; Tue, Nov 10, 2026, 1:00 pm" in text
    assert "New: Wed, Oct 21, 2026, 1:00 pm; Wed, Nov 18, 2026, 1:00 pm" in text
    assert "4 people with a place and 2 people who have applied hear of it" in text
    await line.wait(DAYS)
    assert letters == []
    assert await dates(line) == before


async def test_somebody_who_is_offered_a_place_hears_of_the_new_dates_with_the_two_buttons_of_their_offer(line: Line) -> None:
    for user in (21, 22):
        await line.house.apply(user)
    await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    preview = await line.house.made.joining.selection.preview(line.house.lead, line.house.cohort)
    await line.house.made.joining.selection.publish(line.house.lead, line.house.cohort, preview.fingerprint)
    assert isinstance(await draft(line, WEDNESDAYS), Frozen), "their letters have not gone out, and will name the new dates"
    await line.wait()
    letters = told(line)
    shown = await draft(line, LATER)
    assert isinstance(shown, Replacing)
    assert shown.told == Told(offered=2)
    await freeze(line, shown)
    await line.wait(timedelta(hours=20))
    assert sorted(user for user, _ in letters) == [21, 22]
    assert all("The place is still held for you." in text for _, text in letters)
    said = words.dates_changed(words.NewDates(shown.cohort, "Noa", ApplicationState.OFFERED, ()))
    assert {"offer-yes", "withdraw"} < {act for act, _ in acts(said)}


async def test_a_change_that_is_not_the_one_that_was_shown_is_shown_first(line: Line) -> None:
    await full(line)
    shown = await draft(line, WEDNESDAYS)
    assert isinstance(shown, Replacing)
    await line.house.made.group.series.draft_series(line.house.lead, line.house.cohort, LATER)
    series = line.house.made.group.series
    page = await series.freeze(line.house.lead, line.house.cohort, shown.seen, shown.mark)
    assert isinstance(page, Series), "another draft is read first"
    shown = await series.freeze(line.house.lead, line.house.cohort, page.mark)
    assert isinstance(shown, Replacing)
    await line.leave(24)
    again = await series.freeze(line.house.lead, line.house.cohort, shown.seen, shown.mark)
    assert isinstance(again, Replacing), "other people would hear of it"
    assert again.mark != shown.mark


async def test_a_session_keeps_its_place_and_its_members_when_the_series_gets_other_dates(line: Line) -> None:
    await full(line)
    async with line.house.store.read() as db:
        before = [one.id for one in await db.sessions.of(line.house.cohort)]
    await line.house.made.group.sessions.move(line.house.lead, line.house.cohort, 2, 0, "2026-11-11", "13:00")
    await line.house.made.group.sessions.cancel(line.house.lead, line.house.cohort, 3, 0)
    await freeze_anew(line, Rule(3, 2, "13:00", 5, "2026-10"))
    async with line.house.store.read() as db:
        after = await db.sessions.of(line.house.cohort)
    assert [one.id for one in after][:3] == [before[0], before[1], before[3]]
    assert [one.number for one in after] == [1, 2, 3, 4, 5]
    assert [one.revision for one in after] == [1, 2, 1, 0, 0]


async def test_a_series_is_not_drafted_for_a_group_that_has_met(line: Line) -> None:
    house = line.house
    await full(line)
    await house.made.group.sessions.set_link(house.lead, house.cohort, LINK)
    await house.begin()
    assert await why(house.made.group.series.draft_series(house.lead, house.cohort, WEDNESDAYS)) is Why.FROZEN


async def of_amos(line: Line, session: int) -> None:
    """A facilitator says what that session is about."""
    house = line.house
    async with house.store.read() as db:
        found = (await db.sessions.of(house.cohort))[session - 1]
    await house.made.group.details.edit(house.lead, found.id, topic="Amos", teacher="", contact="", host="", materials="")


async def test_a_date_that_stays_keeps_its_topic_and_its_place_in_calendars_when_an_earlier_one_goes(line: Line) -> None:
    """The topic of 13 October became that of 10 November, and the last session stayed in calendars though nobody met then."""
    await full(line)
    house, series = line.house, line.house.made.group.series
    await of_amos(line, 2)
    before = await house.made.own.calendars.own(actor(21))
    await series.draft_dates(house.lead, house.cohort, "2026-11-10\n2026-12-08\n2027-01-12", "13:00")
    shown = await let_stand(series, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    assert "What was entered" not in words.replacing(shown).text
    await freeze(line, shown)
    after = {entry.session.id: entry.session for entry in (await house.made.own.calendars.own(actor(21))).entries}
    first, second, *_ = (entry.session for entry in before.entries)
    assert after[second.id].when == second.when
    assert (after[second.id].number, after[second.id].topic, after[second.id].revision) == (1, "Amos", 0)
    assert (after[first.id].state, after[first.id].when, after[first.id].revision) == (SessionState.CANCELLED, first.when, 1)
    assert set(after) == {entry.session.id for entry in before.entries}, "no event is left in a calendar without a word"


async def test_staff_read_first_where_the_topic_of_a_date_that_goes_will_be(line: Line) -> None:
    house, series = line.house, line.house.made.group.series
    await of_amos(line, 1)
    for typed, said in (
        ("2026-10-20\n2026-11-10\n2026-12-08\n2027-01-12", "“Amos” of Tue, Oct 13 goes to Tue, Oct 20"),
        ("2026-11-10\n2026-12-08\n2027-01-12", "“Amos” of Tue, Oct 13 is lost with its date"),
    ):
        view = await series.draft_dates(house.lead, house.cohort, typed, "13:00")
        shown = await series.freeze(house.lead, house.cohort, view.mark)
        assert isinstance(shown, Replacing), "though nobody has to be told"
        assert said in words.replacing(shown).text
    await freeze(line, shown)
    async with house.store.read() as db:
        assert [one.topic for one in await db.sessions.of(house.cohort)] == [None] * 3
