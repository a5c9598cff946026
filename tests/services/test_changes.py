"""Who leads a cohort and did not change its dates themselves hears once which, by whom, and how many hear of it."""

from datetime import timedelta

from domain.ground.ids import UserId
from services.group.series import Replacing
from services.program.facilitators import Somebody
from tests.services.conftest import HERE, House, actor, let_stand
from tests.services.dated import DAYS, TUESDAYS, freeze, told
from tests.services.test_series_length import begun
from tests.services.waiting import Line

OTHER = Somebody(UserId(4), "Person 4")


async def with_two(line: Line) -> tuple[House, list[tuple[int, str]]]:
    """Persons 3 and 4 lead a group that has met once; and what both read of its dates from now on."""
    house = await begun(line)
    await house.made.program.facilitators.appoint(house.manager, house.cohort, OTHER, {})
    await line.wait(DAYS)
    return house, told(line, "the dates of **Justice**")


async def test_the_other_facilitator_hears_of_a_move_and_who_made_it_does_not(line: Line) -> None:
    house, letters = await with_two(line)
    for _ in range(2):
        await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00")
    await line.wait(DAYS)
    ((user, text),) = letters
    assert user == 4
    assert text.startswith("Hi Person. Person 3 changed the dates of **Justice**.")
    assert "No longer: Tue, Dec 8, 2026, 1:00 pm\nNew: Tue, Dec 15, 2026, 1:00 pm" in text
    assert "4 other people hear of the change from me." in text


async def test_both_hear_what_a_manager_did(line: Line) -> None:
    house, letters = await with_two(line)
    await house.made.group.sessions.cancel(house.manager, house.cohort, 4, 0)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [3, 4]
    assert all("No longer: Tue, Jan 12, 2027, 1:00 pm" in text and "New:" not in text for _, text in letters)


async def test_a_longer_and_a_shorter_term_is_told_to_the_other_facilitator(line: Line) -> None:
    house, letters = await with_two(line)
    await house.made.group.series.extend(house.lead, house.cohort, 1)
    shown = await let_stand(house.made.group.series, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    await freeze(line, shown)
    await line.wait(DAYS)
    await freeze(line, await house.made.group.series.shorten(house.lead, house.cohort, 2))
    await line.wait(DAYS)
    assert [user for user, _ in letters] == [4, 4]
    assert "New: Tue, Feb 9, 2027, 1:00 pm" in letters[0][1]
    assert "No longer: Tue, Jan 12, 2027, 1:00 pm; Tue, Feb 9, 2027, 1:00 pm" in letters[1][1]


async def test_what_one_has_not_read_yet_is_one_message_and_what_was_taken_back_is_none(line: Line) -> None:
    house, letters = await with_two(line)
    night = timedelta(hours=12)  # nobody is written to before the morning
    house.clock.move_to(house.clock.now() + night)
    move = house.made.group.sessions.move
    for number, revision, day in ((3, 0, "2026-12-15"), (4, 0, "2027-01-13"), (3, 1, "2026-12-16")):
        await move(house.lead, house.cohort, number, revision, day, "13:00")
        house.clock.move_to(house.clock.now() + timedelta(minutes=5))
    await line.wait(DAYS)
    ((_, text),) = letters
    assert "No longer: Tue, Dec 8, 2026, 1:00 pm; Tue, Jan 12, 2027, 1:00 pm\n" in text
    assert "New: Wed, Dec 16, 2026, 1:00 pm; Wed, Jan 13, 2027, 1:00 pm\n" in text
    house.clock.move_to(house.clock.now() + night)
    for revision, day in ((1, "2027-01-14"), (2, "2027-01-13")):
        await move(house.lead, house.cohort, 4, revision, day, "13:00")
        house.clock.move_to(house.clock.now() + timedelta(minutes=5))
    await line.wait(DAYS)
    assert len(letters) == 1


async def test_who_does_not_lead_it_any_more_hears_nothing_and_first_dates_are_no_change(line: Line) -> None:
    house, letters = await with_two(line)
    house.clock.move_to(house.clock.now() + timedelta(hours=12))
    await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00")
    await house.made.program.facilitators.remove(house.manager, house.cohort, OTHER)
    await line.wait(DAYS)
    assert letters == []


async def test_the_first_dates_of_a_cohort_are_no_change(empty: House) -> None:
    await empty.made.program.facilitators.appoint(empty.manager, empty.cohort, OTHER, {})
    await empty.made.group.series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    await let_stand(empty.made.group.series, empty.lead, empty.cohort)
    async with empty.store.read() as db:
        assert not [row for row in await db.deliveries.of_cohort(empty.cohort) if row.message == "dates-lead"]
    await empty.made.group.sessions.move(actor(2, HERE, manager=True), empty.cohort, 1, 0, "2026-10-14", "13:00")
    async with empty.store.read() as db:
        told = [row for row in await db.deliveries.of_cohort(empty.cohort) if row.message == "dates-lead"]
    assert len(told) == 2
