"""Whoever says where their clock stands is left in peace by that clock."""

from datetime import UTC, datetime

import pytest

from domain.ids import ChannelId, UserId
from domain.people import Person
from domain.quiet import allowed
from domain.refusal import Refusal, Why
from domain.signups import ApplicationState
from domain.times import on_the_wall
from messages.values import Form
from services.programs import Setup
from services.signups import Signups
from tests.services.conftest import HERE, MANAGERS, House, actor

FILLED = {"why": "It is asked of me.", "bring": "", "setting": "campus", "congregation": "", "readiness": "3"}
HALF_PAST_MIDNIGHT_IN_JERUSALEM = datetime(2026, 12, 8, 22, 30, tzinfo=UTC)


async def person(house: House, user: int = 21) -> Person:
    async with house.store.read() as db:
        found = await db.people.by_user(UserId(user))
    assert found is not None
    return found


async def when(house: House, zone: str, hours: tuple[str, ...] = (), *, committed: bool = True) -> Why | None:
    """The second form, and why it was not taken."""
    try:
        await house.made.signups.save_when(actor(21), house.cohort, zone, "one-day", hours, committed=committed)
    except Refusal as no:
        return no.why
    return None


def ticked(form: Form, name: str) -> set[str]:
    return {option.value for field in form.fields if field.name == name for option in field.options if option.chosen}


async def begun(house: House) -> Signups:
    await house.open()
    await house.made.signups.save_why(actor(21), house.cohort, **FILLED)
    return house.made.signups


@pytest.mark.parametrize("typed", ["GMT+2", "UTC+2", "+2", "IST", "Tel Aviv", "Haifa, Israel"])
async def test_nobody_in_israel_is_written_to_at_night_however_they_name_their_clock(empty: House, typed: str) -> None:
    await empty.open()
    await empty.apply(21, typed)
    quiet = (await person(empty)).quiet("America/New_York")
    assert not allowed(quiet, HALF_PAST_MIDNIGHT_IN_JERUSALEM)
    friday_afternoon = datetime(2026, 12, 11, 13, 0, tzinfo=UTC)
    assert not allowed(quiet, friday_afternoon)


async def test_whoever_writes_est_has_summer_time_as_their_neighbours_do(empty: House) -> None:
    await empty.open()
    await empty.apply(21, "EST")
    assert (await person(empty)).zone == "America/New_York"


async def test_what_time_it_is_for_somebody_now_is_answer_enough(empty: House) -> None:
    await empty.open()
    here = on_the_wall(empty.clock.now(), "America/Chicago")
    await empty.apply(21, f"{here:%I:%M %p}")
    assert (await person(empty)).zone == "America/Chicago"


async def test_a_program_lives_by_the_clock_that_its_manager_meant(empty: House) -> None:
    setup = Setup("House", "EST", MANAGERS[HERE], ChannelId(1), ChannelId(2), "noa@example.org")
    assert (await empty.made.programs.set_up(empty.owner, setup)).zone == "America/New_York"


async def test_what_was_right_in_a_form_is_kept_when_its_clock_is_not_understood(empty: House) -> None:
    signups = await begun(empty)
    assert await when(empty, "Chelm", ("weekday-evenings", "sundays")) is Why.UNKNOWN_ZONE
    form = await signups.second_form(actor(21), empty.cohort)
    assert ticked(form, "quiet") == {"one-day"}
    assert ticked(form, "hours") == {"weekday-evenings", "sundays"}
    assert ticked(form, "commitment") == {"yes"}
    assert (await empty.application(21)).state is ApplicationState.STARTED


async def test_the_clock_and_the_hours_are_kept_when_the_promise_is_not_given(empty: House) -> None:
    signups = await begun(empty)
    assert await when(empty, "UTC+2", ("sundays",), committed=False) is Why.NOT_COMMITTED
    form = await signups.second_form(actor(21), empty.cohort)
    assert form.fields[0].value == "UTC+2"
    assert ticked(form, "hours") == {"sundays"}
    assert ticked(form, "commitment") == set()
    assert (await empty.application(21)).state is ApplicationState.STARTED


async def test_an_application_that_is_in_keeps_its_clock_when_another_is_not_understood(empty: House) -> None:
    await empty.open()
    await empty.apply(21, "London")
    assert await when(empty, "Chelm", ("sundays",)) is Why.UNKNOWN_ZONE
    assert (await person(empty)).zone == "Europe/London"
    assert (await empty.application(21)).state is ApplicationState.APPLIED


async def test_nobody_is_in_before_their_clock_is_understood_though_the_last_form_is_sent(empty: House) -> None:
    signups = await begun(empty)
    assert await when(empty, "Chelm") is Why.UNKNOWN_ZONE
    with pytest.raises(Refusal) as refused:
        await signups.save_own(actor(21), empty.cohort, ())
    assert refused.value.why is Why.NO_APPLICATION
    assert await when(empty, "Boston") is None
    assert (await empty.application(21)).state is ApplicationState.APPLIED
