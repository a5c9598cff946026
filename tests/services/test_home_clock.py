"""A home clock that was chosen wrongly is not the cohort's for ever."""

from datetime import UTC, datetime

from domain.cohort.cohorts import Cohort
from domain.ground.ids import ChannelId
from domain.program.setups import SetupAnswers
from messages.group import series as words
from messages.program import setups as setup_words
from services.group.series import Replacing, Rule
from services.program.programs import Setup
from tests.services.conftest import HERE, MANAGERS, House, let_stand, seen
from tests.services.test_setups import HERE_SIGHT

FIRST_THERE = datetime(2026, 10, 13, 20, 0, tzinfo=UTC)  # 13:00 in Los Angeles
RULE = Rule(2, 1, "13:00", 4, "2026-10")


async def mend(house: House) -> None:
    """The program's clock was meant to be that of Los Angeles."""
    setup = Setup("House", "Los Angeles", MANAGERS[HERE], ChannelId(HERE + 1), ChannelId(HERE + 2), "noa@example.org")
    await house.made.program.programs.set_up(house.owner, setup, seen(setup))


async def cohort(house: House) -> Cohort:
    async with house.store.read() as db:
        found = await db.cohorts.get(house.cohort)
    assert found is not None
    return found


async def starts(house: House) -> list[datetime]:
    async with house.store.read() as db:
        return [one.starts_at for one in await db.sessions.of(house.cohort)]


async def test_a_cohort_without_dates_follows_its_program_and_its_draft_keeps_the_hours_as_they_were_typed(empty: House) -> None:
    await empty.made.group.series.draft_series(empty.lead, empty.cohort, RULE)
    await mend(empty)
    assert (await cohort(empty)).zone == "America/Los_Angeles"
    view = await empty.made.group.series.drafted(empty.lead, empty.cohort)
    assert {(f"{when.time:%H:%M}", when.zone) for when in view.times} == {("13:00", "America/Los_Angeles")}
    await let_stand(empty.made.group.series, empty.lead, empty.cohort)
    assert (await starts(empty))[0] == FIRST_THERE


async def test_dates_that_stand_stay_until_others_are_drafted_on_the_clock_that_was_meant(empty: House) -> None:
    await empty.open()
    await empty.apply(21)
    stood = await starts(empty)
    await mend(empty)
    assert ((await cohort(empty)).zone, await starts(empty)) == ("America/New_York", stood)
    series = empty.made.group.series
    view = await series.draft_series(empty.lead, empty.cohort, RULE)
    assert "Until now this cohort's home clock was New York. These dates are on Los Angeles time" in words.series(view).text
    asked = await series.freeze(empty.lead, empty.cohort, view.mark)
    assert isinstance(asked, Replacing)
    assert "No longer: Tue, Oct 13, 2026, 1:00 pm New York time;" in words.replacing(asked).text
    assert "New: Tue, Oct 13, 2026, 1:00 pm Los Angeles time;" in words.replacing(asked).text
    assert (asked.told.all, await starts(empty)) == (1, stood), "nothing has changed yet"
    await series.freeze(empty.lead, empty.cohort, asked.seen, asked.mark)
    assert (await starts(empty))[0] == FIRST_THERE
    assert (await cohort(empty)).zone == "America/Los_Angeles"


async def test_the_page_on_which_another_home_clock_is_saved_names_the_cohorts_whose_dates_stay_on_the_old_one(empty: House) -> None:
    setups, named = empty.made.program.setups, "**Justice** (New York)"
    before = await setups.page(empty.owner, HERE_SIGHT, "check")
    assert named not in setup_words.page(before).text
    page = await setups.fill(empty.owner, HERE_SIGHT, SetupAnswers(zone="Los Angeles"))
    assert named not in setup_words.page(page).text, "it has no dates yet, and follows"
    await empty.open()
    page = await setups.page(empty.owner, HERE_SIGHT, "check")
    assert f"Dates that stay on the clock they were set by: {named}." in setup_words.page(page).text, "before it is saved"
    saved = await setups.save(empty.owner, HERE_SIGHT, page.mark)
    assert not saved.changed
    assert named in setup_words.page(saved).text
    assert (await cohort(empty)).zone == "America/New_York"
