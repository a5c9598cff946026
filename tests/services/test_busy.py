"""A facilitator names busy weeks: what is planned follows at once, and the timeline and the day's page say so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal, Why
from domain.sending.deliveries import DeliveryState, Reason, Subject
from domain.sending.facts import OfRound
from domain.sending.gate import Wait
from messages.cohort import busy as words
from messages.cohort import cohorts as cohort_words
from tests.services.conftest import House, actor, why
from tests.services.rounds import arrived

# The house meets on 13 October, 10 November, 8 December and 12 January; it is 20 October.
SIX_WEEKS = "2026-11-08 to 2026-12-12"


async def planned(house: House, message: str) -> set[int]:
    """The rounds in which that is still to come."""
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
    return {row.facts.round for row in rows if row.message == message and isinstance(row.facts, OfRound)}


async def test_of_two_rounds_in_weeks_that_are_named_the_second_is_left_out_and_comes_back_when_they_are_not(house: House) -> None:
    assert await planned(house, "prompt") == await planned(house, "nudge") == {1, 2, 3}
    view = await house.made.cohort.busy.save(house.lead, house.cohort, SIX_WEEKS)
    assert view.unasked == (3,)
    assert "pairs hear nothing from me in round 3" in words.saved(view).text
    assert await planned(house, "prompt") == await planned(house, "nudge") == {1, 2}
    again = await house.made.cohort.busy.save(house.lead, house.cohort, SIX_WEEKS)
    assert again == view
    await house.made.cohort.busy.save(house.lead, house.cohort, "")
    assert await planned(house, "prompt") == {1, 2, 3}


async def test_the_form_gives_back_what_stands(house: House) -> None:
    await house.made.cohort.busy.save(house.lead, house.cohort, "2026-11-11, 2026-11-18\n2027-01-06")
    (field,) = (await house.made.cohort.busy.form(house.lead, house.cohort)).fields
    assert field.value == "2026-11-08 to 2026-11-21\n2027-01-03 to 2027-01-09"
    same = await house.made.cohort.busy.save(house.lead, house.cohort, field.value)
    assert same.weeks == ((date(2026, 11, 8), date(2026, 11, 21)), (date(2027, 1, 3), date(2027, 1, 9)))


async def test_weeks_that_are_over_stay_as_they_were(house: House) -> None:
    await house.made.cohort.busy.save(house.lead, house.cohort, "2026-10-20")
    house.clock.move_to(house.clock.now() + timedelta(days=14))
    assert (await house.made.cohort.busy.save(house.lead, house.cohort, "2026-11-08")).weeks == ((date(2026, 11, 8), date(2026, 11, 14)),)
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert cohort.busy == (date(2026, 10, 18), date(2026, 11, 8))


async def test_what_is_no_day_is_refused_and_nothing_changes(house: House) -> None:
    with pytest.raises(Refusal) as no:
        await house.made.cohort.busy.save(house.lead, house.cohort, "2026-11-08\nsoon")
    assert (no.value.why, no.value.facts) == (Why.BAD_DATE, {"typed": "soon"})
    for no_year in ("0001-01-01", "9999-12-31"):
        assert await why(house.made.cohort.busy.save(house.lead, house.cohort, no_year)) is Why.BAD_DATE
    assert await why(house.made.cohort.busy.save(house.lead, house.cohort, "2026-11-08 to 2028-11-08")) is Why.TOO_MANY_WEEKS
    assert await why(house.made.cohort.busy.save(actor(21), CohortId(1), SIX_WEEKS)) is Why.NOT_ALLOWED
    assert await planned(house, "prompt") == {1, 2, 3}


async def test_a_nudge_that_is_late_by_other_causes_does_not_fall_into_a_week_that_was_named(house: House) -> None:
    prompt = await arrived(house, 21, "prompt", 1)
    await house.made.cohort.busy.save(house.lead, house.cohort, "2026-11-01")
    house.clock.move_to(house.clock.now() + timedelta(days=14))  # the 3rd of November
    async with house.store.read() as db:
        nudge = await db.deliveries.by_key(prompt.key.removesuffix("prompt") + "nudge")
        assert nudge is not None
        composed = await house.made.pair.composers()[Subject.NUDGE](db, nudge, house.clock.now())
    assert composed == Wait(datetime(2026, 11, 8, 5, tzinfo=UTC), Reason.SEASON)  # midnight in New York


async def test_the_timeline_shows_what_a_session_falls_on_and_the_round_that_is_left_out(house: House) -> None:
    dates = house.made.program.dates
    seen = await dates.preview(house.manager, b"2026-11-10,Convention,block")
    await dates.take_in(house.manager, seen.number, seen.mark)
    await house.made.cohort.busy.save(house.lead, house.cohort, SIX_WEEKS)
    pages = [cohort_words.timeline(await house.made.cohort.cohorts.timeline(house.lead, house.cohort, page)).text for page in range(6)]
    text = "\n".join(pages)
    assert "Session 2 falls on: Convention" in text
    assert "Session 3 falls on: Chanukah" in text
    assert "Session 4 falls on" not in text
    assert "Round 3: no text and no nudge, in a busy season" in text


async def test_the_days_page_calls_nobody_quiet_who_was_not_asked(house: House) -> None:
    await house.made.cohort.busy.save(house.lead, house.cohort, SIX_WEEKS)
    async with house.store.read() as db:
        third = (await db.sessions.of(house.cohort))[2]
    house.clock.move_to(third.ends_at + timedelta(days=2))
    text = cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert "Round 3 began in a busy season" in text
    assert "quiet so far" not in text
    assert "has no text from you" not in text
