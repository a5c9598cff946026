"""A program is set up in steps: each is kept, and nothing of a standing one changes before all of it is saved."""

import pytest
from msgspec.structs import replace

from domain.cohort.cohorts import Vocabulary
from domain.ground.ids import ChannelId, CohortId, RoleId, ServerId
from domain.ground.people import Actor
from domain.ground.places import Lack, Place
from domain.ground.quiet import Observance
from domain.ground.refusal import AlreadyHandled, Refusal, Why
from domain.ground.sun import Spot
from domain.program.setups import Part, SetupAnswers, Sight, Step, Trouble
from messages.ground.words import say
from messages.program import setups as words
from messages.program.setups import Page
from services.program.programs import Setup
from tests.services.conftest import HERE, MANAGERS, THERE, House, actor, seen

NEW = ServerId(3003)
OFFICE, SIGNUP, HALL = ChannelId(3004), ChannelId(3005), ChannelId(3006)
MANAGER = RoleId(33)
SIGHT = Sight(
    "Or Hadash", RoleId(NEW), frozenset({RoleId(NEW), MANAGER}), {OFFICE: Place(), SIGNUP: Place(open=True), HALL: Place(open=True)}
)
HERE_SIGHT = Sight("House", RoleId(HERE), frozenset({MANAGERS[HERE]}), {ChannelId(HERE + n): Place() for n in (1, 2)})


def owner() -> Actor:
    return actor(61, NEW, owner=True)


async def three_steps(house: House, who: Actor) -> Page:
    setups = house.made.program.setups
    await setups.save_about(who, SIGHT, "Or Hadash", "Noa, noa@example.org", "https://example.org/give", "https://example.org/dues")
    await setups.save_places(owner(), SIGHT, MANAGER, OFFICE, SIGNUP)
    return await setups.save_clock(owner(), SIGHT, "chicago", "shabbat")


async def stands(house: House, server: ServerId = NEW) -> SetupAnswers | None:
    async with house.store.read() as db:
        found = await db.programs.on(server)
    return None if found is None else SetupAnswers(found.name, found.contact, found.donation or "", found.dues or "", found.manager_role)


async def test_each_step_is_kept_and_whoever_comes_back_goes_on_where_it_stopped(empty: House) -> None:
    setups = empty.made.program.setups
    assert (await setups.page(owner(), SIGHT)).step is Step.ABOUT
    page = await setups.save_about(owner(), SIGHT, "Or Hadash", "Noa", "", "")
    assert page.step is Step.PLACES
    again = await setups.page(actor(62, NEW, owner=True), SIGHT)
    assert (again.step, again.answers.name) == (Step.PLACES, "Or Hadash")


async def test_nothing_stands_before_it_is_saved_and_then_all_of_it_does(empty: House) -> None:
    page = await three_steps(empty, owner())
    assert page.ready
    assert await stands(empty) is None
    saved = await empty.made.program.setups.save(owner(), SIGHT, page.mark)
    assert not saved.changed
    async with empty.store.read() as db:
        program = await db.programs.on(NEW)
        assert await db.setups.of(NEW) is None
    assert program is not None
    assert (program.name, program.zone, program.observance) == ("Or Hadash", "America/Chicago", Observance.SHABBAT)
    assert (program.donation, program.dues) == ("https://example.org/give", "https://example.org/dues")
    assert (program.manager_role, program.staff_channel, program.signup_channel) == (MANAGER, OFFICE, SIGNUP)


async def test_a_standing_program_is_changed_from_what_stands_and_not_before_it_is_saved(empty: House) -> None:
    before = await stands(empty, HERE)
    page = await empty.made.program.setups.save_about(empty.owner, HERE_SIGHT, "Another name", "noa@example.org", "", "")
    assert page.step is Step.CHECK
    assert await stands(empty, HERE) == before
    await empty.made.program.setups.save(empty.manager, HERE_SIGHT, page.mark)
    after = await stands(empty, HERE)
    assert after is not None
    assert after.name == "Another name"


async def test_starting_over_forgets_the_steps_and_keeps_what_stands(empty: House) -> None:
    await empty.made.program.setups.save_about(empty.owner, HERE_SIGHT, "Another name", "me", "", "")
    page = await empty.made.program.setups.start_over(empty.owner, HERE_SIGHT)
    assert page.answers.name == f"House {HERE}"
    assert not page.changed


async def test_an_answer_taken_back_is_taken_back(empty: House) -> None:
    page = await three_steps(empty, owner())
    await empty.made.program.setups.save(owner(), SIGHT, page.mark)
    page = await empty.made.program.setups.save_about(owner(), SIGHT, "Or Hadash", "Noa", "", "")
    await empty.made.program.setups.save(owner(), SIGHT, page.mark)
    after = await stands(empty)
    assert after is not None
    assert (after.donation, after.dues) == ("", "")


async def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_saved(empty: House) -> None:
    page = await three_steps(empty, owner())
    await empty.made.program.setups.save_about(actor(62, NEW, owner=True), SIGHT, "Beit Hillel", "Avi", "", "")
    with pytest.raises(Refusal) as no:
        await empty.made.program.setups.save(owner(), SIGHT, page.mark)
    assert no.value.why is Why.STALE
    assert await stands(empty) is None


async def test_an_unfinished_wizard_is_not_saved(empty: House) -> None:
    page = await empty.made.program.setups.save_about(owner(), SIGHT, "Or Hadash", "Noa", "", "")
    assert set(page.missing) == {Part.MANAGERS, Part.STAFF, Part.SIGNUPS, Part.ZONE}
    with pytest.raises(Refusal) as no:
        await empty.made.program.setups.save(owner(), SIGHT, page.mark)
    assert no.value.why is Why.SETUP_UNFINISHED


@pytest.mark.parametrize(
    ("role", "staff", "trouble"),
    [(NEW, OFFICE, Trouble.EVERYBODY), (99, OFFICE, Trouble.NO_ROLE), (MANAGER, 1002, Trouble.NO_STAFF)],
    ids=["everybody would manage", "a role of nowhere", "a channel of another server"],
)
async def test_what_would_let_everybody_in_or_write_elsewhere_is_never_saved(empty: House, role: int, staff: int, trouble: Trouble) -> None:
    await three_steps(empty, owner())
    page = await empty.made.program.setups.save_places(owner(), SIGHT, role, staff, SIGNUP)
    assert trouble in page.troubles
    assert not page.ready
    with pytest.raises(Refusal):
        await empty.made.program.setups.save(owner(), SIGHT, page.mark)
    assert await stands(empty) is None


async def test_what_can_be_mended_later_is_said_and_stops_nothing(empty: House) -> None:
    page = await three_steps(empty, owner())
    page = await empty.made.program.setups.save_places(owner(), SIGHT, MANAGER, HALL, SIGNUP)
    assert page.troubles == (Trouble.STAFF_OPEN,)
    blind = Sight(
        "",
        RoleId(NEW),
        SIGHT.roles,
        {HALL: Place(lacks=frozenset(Lack)), SIGNUP: Place(lacks=frozenset({Lack.PRIVATE_THREADS, Lack.PUBLIC_THREADS}))},
    )
    page = await empty.made.program.setups.page(owner(), blind)
    assert page.lacking == {Part.STAFF: (Lack.VIEW,), Part.SIGNUPS: (Lack.PRIVATE_THREADS,)}
    assert page.ready


async def test_a_test_message_goes_out_once_for_each_press(empty: House) -> None:
    pressed = empty.owner
    await empty.made.program.setups.test(pressed, HERE_SIGHT)
    with pytest.raises(AlreadyHandled):
        await empty.made.program.setups.test(pressed, HERE_SIGHT)
    await empty.made.program.setups.test(empty.owner, HERE_SIGHT)
    async with empty.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        rows = [row for row in await db.deliveries.of_program(program.id) if row.message == "setup-test"]
    assert [row.channel for row in rows] == [HERE + 1, HERE + 1]


@pytest.mark.parametrize(
    ("lacks", "named"),
    [
        ({Lack.SEND}, (Lack.SEND,)),
        ({Lack.VIEW, Lack.SEND}, (Lack.VIEW,)),
        ({Lack.SEND, Lack.HISTORY}, (Lack.SEND, Lack.HISTORY)),
        ({Lack.HISTORY, Lack.PUBLIC_THREADS}, ()),
    ],
)
async def test_a_test_message_that_could_not_be_written_is_not_sent_and_what_lacks_is_named(
    empty: House, lacks: set[Lack], named: tuple[Lack, ...]
) -> None:
    mute = replace(HERE_SIGHT, channels={**HERE_SIGHT.channels, ChannelId(HERE + 1): Place(lacks=frozenset(lacks))})
    assert (await empty.made.program.setups.test(empty.owner, mute))[1] == named
    async with empty.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        rows = [row for row in await db.deliveries.of_program(program.id) if row.message == "setup-test"]
    assert len(rows) == (0 if named else 1)


async def test_whoever_says_nothing_is_left_in_peace_as_the_program_says(house: House) -> None:
    page = await house.made.program.setups.save_clock(house.owner, HERE_SIGHT, "New York", "none")
    await house.made.program.setups.save(house.owner, HERE_SIGHT, page.mark)
    async with house.store.read() as db:
        program = await db.programs.on(HERE)
        lead = (await db.cohorts.facilitators(CohortId(1)))[0]
    assert program is not None
    assert lead.quiet(program.zone, program.observance).observance is Observance.NONE
    assert lead.quiet(program.zone).observance is Observance.TWO_DAY


async def test_the_options_of_the_command_fill_steps_and_are_held_to_the_same_rules(empty: House) -> None:
    page = await empty.made.program.setups.fill(owner(), SIGHT, SetupAnswers(name="Or Hadash", zone="new york"))
    assert (page.step, page.answers.zone) == (Step.ABOUT, "America/New_York")
    page = await empty.made.program.setups.fill(owner(), SIGHT, SetupAnswers(city="Boston"))
    assert (page.answers.city, page.answers.zone) == ("Boston, Massachusetts", "America/New_York")
    page = await empty.made.program.setups.fill(owner(), SIGHT, SetupAnswers(zone="Chicago"))
    assert (page.answers.city, page.answers.zone) == ("", "America/Chicago"), "a city counts by its own clock only"
    for wrong in (
        SetupAnswers(zone="nowhere"),
        SetupAnswers(city="Oslo"),
        SetupAnswers(city="Atlantis"),
        SetupAnswers(name="n" * 81),
        SetupAnswers(donation="give me"),
    ):
        with pytest.raises(Refusal):
            await empty.made.program.setups.fill(owner(), SIGHT, wrong)


async def test_a_home_that_may_be_two_places_is_asked_about_and_costs_no_other_answer(empty: House) -> None:
    setups = empty.made.program.setups
    with pytest.raises(Refusal) as no:
        await setups.fill(owner(), SIGHT, SetupAnswers(name="Or Hadash", zone="Portland"))
    assert no.value.why is Why.WHICH_CLOCK
    with pytest.raises(Refusal) as no:
        await setups.save_clock(owner(), SIGHT, "Birmingham", "shabbat")
    assert no.value.why is Why.WHICH_CLOCK
    page = await setups.choose_place(owner(), SIGHT, "zone", "Birmingham, England")
    assert (page.answers.name, page.answers.zone, page.answers.quiet) == ("Or Hadash", "Europe/London", "shabbat")


async def test_a_city_typed_beside_a_clock_that_is_asked_back_about_is_read_once_it_is_known(empty: House) -> None:
    setups = empty.made.program.setups
    with pytest.raises(Refusal) as no:
        await setups.save_clock(owner(), SIGHT, "Birmingham", "shabbat", "Hoover, Alabama")
    assert (no.value.why, no.value.facts["beside"]) == (Why.WHICH_CLOCK, ("zone",))
    page = await setups.choose_place(owner(), SIGHT, "zone", "Birmingham, Alabama")
    assert (page.answers.zone, page.answers.city) == ("America/Chicago", "Hoover, Alabama")
    with pytest.raises(Refusal):
        await setups.save_clock(owner(), SIGHT, "Birmingham", "shabbat", "Hoover, Alabama")
    with pytest.raises(Refusal) as no:
        await setups.choose_place(owner(), SIGHT, "zone", "Birmingham, England")
    assert no.value.why is Why.TOWN_ELSEWHERE
    page = await setups.page(owner(), SIGHT, "clock")
    assert (page.answers.zone, page.answers.city) == ("Europe/London", "")


async def test_two_organisations_set_themselves_up_side_by_side(empty: House) -> None:
    await three_steps(empty, owner())
    page = await empty.made.program.setups.page(empty.owner, HERE_SIGHT)
    assert page.answers.name == f"House {HERE}"
    with pytest.raises(Refusal) as no:
        await empty.made.program.setups.page(actor(61, HERE), HERE_SIGHT)
    assert no.value.why is Why.NOT_ALLOWED


async def test_a_program_speaks_in_the_words_that_its_setup_names_and_its_neighbour_in_its_own(empty: House) -> None:
    kept = await empty.made.program.setups.save_about(empty.owner, HERE_SIGHT, "House 1001", "noa@example.org", "", "", "plain")
    await empty.made.program.setups.save(empty.owner, HERE_SIGHT, kept.mark)
    await empty.made.cohort.cohorts.board(actor(21))
    assert say("planned-pair") == "word about the study pair"
    await empty.made.cohort.cohorts.board(actor(22, THERE))
    assert say("planned-pair") == "word about the chevruta"
    setup = Setup("Renamed", "UTC", MANAGERS[HERE], ChannelId(1), ChannelId(2), "noa@example.org")
    await empty.made.program.programs.set_up(empty.owner, setup, seen(setup))
    assert (await empty.made.program.programs.on(HERE)).vocabulary is Vocabulary.PLAIN


async def test_a_home_that_names_its_city_goes_by_its_sun_and_until_then_the_clocks_city_stands_in(empty: House) -> None:
    setups = empty.made.program.setups
    page = await three_steps(empty, owner())
    assert "Chicago stands in, from the home clock" in words.page(page).text
    page = await setups.save_clock(owner(), SIGHT, "chicago", "shabbat", "43.04, -87.91")
    await setups.save(owner(), SIGHT, page.mark)
    async with empty.store.read() as db:
        program = await db.programs.on(NEW)
    assert program is not None
    assert program.quiet().spot == program.spot("America/Chicago") == Spot(43.04, -87.91)
    assert program.spot("America/Denver") is None, "a cohort on another clock is somewhere else"
    assert (await setups.page(owner(), SIGHT, "clock")).answers.city == "43.04, -87.91"


async def test_a_city_on_another_clock_than_the_home_is_refused(empty: House) -> None:
    for city, why in (("Oslo", Why.TOWN_ELSEWHERE), ("Atlantis", Why.UNKNOWN_TOWN)):
        with pytest.raises(Refusal) as no:
            await empty.made.program.setups.save_clock(owner(), SIGHT, "chicago", "shabbat", city)
        assert no.value.why is why


async def test_a_city_of_which_there_are_several_is_asked_back_and_one_alone_names_the_clock_too(empty: House) -> None:
    setups = empty.made.program.setups
    with pytest.raises(Refusal) as no:
        await setups.save_clock(owner(), SIGHT, "new york", "shabbat", "Springfield")
    assert (no.value.why, no.value.facts["beside"]) == (Why.WHICH_TOWN, ("city",))
    page = await setups.choose_place(owner(), SIGHT, "city", "Springfield, Massachusetts")
    assert (page.answers.city, page.answers.zone, page.answers.quiet) == ("Springfield, Massachusetts", "America/New_York", "shabbat")
    await setups.start_over(owner(), SIGHT)
    page = await setups.fill(owner(), SIGHT, SetupAnswers(city="Detroit"))
    assert (page.answers.city, page.answers.zone) == ("Detroit, Michigan", "America/Detroit")


async def test_the_command_keeps_the_city_that_it_does_not_name_while_the_clock_stays(empty: House) -> None:
    programs, given = (
        empty.made.program.programs,
        Setup("House", "New York", MANAGERS[HERE], ChannelId(1), ChannelId(2), "Noa", city="Boston"),
    )
    for change in (given, replace(given, city="")):
        made = await programs.set_up(empty.owner, change, seen(given))
        assert made.town is not None
        assert made.town.name == "Boston, Massachusetts"
    moved = await programs.set_up(empty.owner, replace(given, zone="Chicago", city=""), seen(given))
    assert moved.town is None


async def test_a_home_far_north_is_asked_for_its_city_and_told_why(empty: House) -> None:
    page = await empty.made.program.setups.save_clock(owner(), SIGHT, "Oslo", "")
    assert "people live so far north" in words.page(replace(page, step=Step.CLOCK)).text
