"""Whoever says where their clock stands is left in peace by that clock, and may say it anew at any time."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.habits import Hours
from domain.ground.ids import ChannelId, UserId
from domain.ground.people import Person
from domain.ground.quiet import Observance, allowed
from domain.ground.refusal import Refusal, Why
from domain.ground.times import on_the_wall
from domain.joining.signups import ApplicationState
from messages.ground.values import Form
from messages.joining import signups as signup_words
from messages.own import people as words
from services.joining.signups import Signups
from services.program.programs import Setup
from tests.services.conftest import HERE, MANAGERS, House, actor, close_window, seen

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
        await house.made.joining.signups.save_when(actor(21), house.cohort, zone, "one-day", hours, committed=committed)
    except Refusal as no:
        return no.why
    return None


def ticked(form: Form, name: str) -> set[str]:
    return {option.value for field in form.fields if field.name == name for option in field.options if option.chosen}


async def begun(house: House) -> Signups:
    await house.open()
    await house.made.joining.signups.save_why(actor(21), house.cohort, **FILLED)
    return house.made.joining.signups


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
    assert (await empty.made.program.programs.set_up(empty.owner, setup, seen(setup))).zone == "America/New_York"


async def test_the_receipt_says_which_clock_was_understood(empty: House) -> None:
    signups = await begun(empty)
    view = await signups.save_when(actor(21), empty.cohort, "Boston", "one-day", (), committed=True)
    assert "Your clock: New York, where it is 11:00 am now." in signup_words.applied(view).text
    letter = signup_words.received_letter(view).text
    assert "Your clock: New York." in letter
    assert "11:00" not in letter, "it may be read at any hour"


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


async def test_a_place_that_may_be_two_costs_nothing_and_its_button_sends_the_application(empty: House) -> None:
    signups = await begun(empty)
    assert await when(empty, "Birmingham", ("sundays",)) is Why.WHICH_CLOCK
    assert ticked(await signups.second_form(actor(21), empty.cohort), "hours") == {"sundays"}
    assert (await empty.application(21)).state is ApplicationState.STARTED
    view = await signups.choose_place(actor(21), empty.cohort, "Birmingham, Alabama")
    assert view.application.state is ApplicationState.APPLIED
    assert (await person(empty)).zone == "America/Chicago"


async def test_the_place_is_kept_and_the_promise_still_asked_for_when_it_was_not_given(empty: House) -> None:
    signups = await begun(empty)
    assert await when(empty, "Birmingham", committed=False) is Why.WHICH_CLOCK
    view = await signups.choose_place(actor(21), empty.cohort, "Birmingham, England")
    assert view.application.state is ApplicationState.STARTED
    assert (await person(empty)).zone == "Europe/London"
    assert await when(empty, "Birmingham, England") is None
    assert (await empty.application(21)).state is ApplicationState.APPLIED


async def test_nobody_begins_an_application_by_choosing_a_place(empty: House) -> None:
    await empty.open()
    with pytest.raises(Refusal) as refused:
        await empty.made.joining.signups.choose_place(actor(21), empty.cohort, "London")
    assert refused.value.why is Why.NO_APPLICATION


async def test_a_wrong_clock_is_mended_after_sign_up_has_closed(empty: House) -> None:
    await empty.open()
    await empty.apply(21, "UTC-2")
    await close_window(empty.made, empty.lead, empty.cohort)
    people = empty.made.own.people
    assert "Your clock: UTC-2, where it is 1:00 pm now." in words.me(await people.me(actor(21))).text
    assert (await people.clock_form(actor(21))).fields[0].value == "UTC-2"
    assert "Your clock: Jerusalem, where it is 18:00 now." in words.me(await people.set_zone(actor(21), "Jerusalem")).text
    with pytest.raises(Refusal) as refused:
        await people.set_zone(actor(21), "Chelm")
    assert refused.value.why is Why.UNKNOWN_ZONE
    assert (await person(empty)).zone == "Asia/Jerusalem"


async def test_what_is_planned_for_a_member_moves_to_the_clock_that_they_name(house: House) -> None:
    async def planned() -> dict[str, datetime]:
        me = await person(house)
        async with house.store.read() as db:
            return {
                row.key: row.due for row in await db.deliveries.of_cohort(house.cohort) if row.person == me.id and row.settled_at is None
            }

    before = await planned()
    await house.made.own.people.set_zone(actor(21), "Sydney")
    after = await planned()
    quiet = (await person(house)).quiet("America/New_York")
    assert quiet.observance is Observance.SHABBAT
    ahead = {key: due for key, due in after.items() if due > house.clock.now() + timedelta(days=1)}
    assert ahead
    assert all(allowed(quiet, due) for due in ahead.values())
    assert any(due != before.get(key) for key, due in ahead.items())


async def test_the_clock_of_one_is_not_the_clock_of_another(house: House) -> None:
    before = (await person(house, 22)).zone
    await house.made.own.people.set_zone(actor(21), "Sydney")
    assert (await person(house, 22)).zone == before


async def test_somebody_may_read_other_hours_than_people_do_where_their_clock_is(empty: House) -> None:
    await empty.open()
    await empty.apply(21, "London")
    people = empty.made.own.people
    assert "Your clock: London, where it is 16:00 now." in words.me(await people.me(actor(21))).text
    assert "where it is 4:00 pm now." in words.me(await people.set_clock(actor(21), "London", "12")).text
    assert ticked(await people.clock_form(actor(21)), "hours") == {"12"}
    assert "New York, where it is 11:00 am now." in words.me(await people.set_clock(actor(21), "New York", "usual")).text
    assert ticked(await people.clock_form(actor(21)), "hours") == {"usual"}


async def test_the_hours_are_kept_when_the_clock_is_not_understood_and_when_another_form_says_nothing_of_them(empty: House) -> None:
    await empty.open()
    await empty.apply(21, "London")
    people = empty.made.own.people
    with pytest.raises(Refusal):
        await people.set_clock(actor(21), "Chelm", "12")
    assert (await person(empty)).hours is Hours.TWELVE
    await people.set_clock(actor(21), "New York", "")  # the form of an earlier version
    assert ((await person(empty)).hours, (await person(empty)).zone) == (Hours.TWELVE, "America/New_York")


async def test_the_receipt_is_read_by_the_clock_that_was_just_named(empty: House) -> None:
    signups = await begun(empty)
    view = await signups.save_when(actor(21), empty.cohort, "London", "one-day", (), committed=True)
    assert "Your clock: London, where it is 16:00 now." in signup_words.applied(view).text
