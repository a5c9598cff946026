"""One's own corner: every place and wish that one has, how it ended, and what one sets for oneself alone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.ground.ids import CohortId, UserId
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot
from domain.joining.signups import ApplicationState, Decision
from messages.cohort import cohorts as cohort_words
from messages.ground import refusals
from messages.ground.values import Button, Message, Tone
from messages.joining import board as board_words
from messages.joining import decisions as decision_words
from messages.joining import selection as selection_words
from messages.joining import standing as standing_words
from messages.own import people as people_words
from messages.program import report as report_words
from services.cohort.cohorts import New
from services.group.series import Rule
from tests.services.conftest import THERE, House, actor, home, let_stand
from tests.services.waiting import A_DAY, Line, acts, corner, full


async def several(line: Line, user: int, many: int) -> list[CohortId]:
    """So many more cohorts, in each of which a place is offered to that person."""
    house, cohorts = line.house, list[CohortId]()
    for number in range(many):
        new = New(f"Other {number}", f"Other {number}", 4, home(700 + number), UserId(3), "Person 3")
        made = await house.made.cohort.cohorts.create(house.manager, new)
        rule = Rule(2, number % 5, "13:00", 4, "2026-10")
        await house.made.group.series.draft_series(house.lead, made.id, rule)
        await let_stand(house.made.group.series, house.lead, made.id)
        await house.made.joining.windows.open(house.lead, made.id, "2026-09-20")
        other = House(house.made, house.clock, made.id)
        await other.apply(user)
        await other.select()
        cohorts.append(made.id)
    return cohorts


def every_act(pages: Iterable[Message]) -> list[tuple[str, tuple[Any, ...]]]:
    return sorted({one for page in pages for one in acts(page) if one[0] in {"offer-yes", "withdraw"}})


async def test_whoever_is_offered_many_places_at_once_can_answer_each_of_them(line: Line) -> None:
    cohorts = await several(line, 21, 6)
    page = await corner(line, 21)
    rows = [row for row in page.rows if isinstance(row, tuple)]
    pairs = [[one.args for one in row if one.act in {"offer-yes", "withdraw"}] for row in rows]
    assert all(row.count(args) == 2 for row in pairs for args in row), "no two of one offer are apart"
    assert "*All my places* has each one" in page.text
    assert ("places", (0,)) in acts(page)
    own = await line.house.made.own.people.me(actor(21))
    pages = [people_words.places(own, number) for number in range(2)]
    assert every_act(pages) == sorted((act, (cohort,)) for cohort in cohorts for act in ("offer-yes", "withdraw"))
    assert ("places", (1,)) in acts(pages[0])
    assert ("places", (0,)) in acts(pages[1])
    assert people_words.places(own, 99) == pages[1]


async def test_whoever_has_many_places_can_step_back_from_each_of_them(line: Line) -> None:
    cohorts = await several(line, 21, 6)
    for cohort in cohorts:
        await line.house.made.joining.waitlist.accept(actor(21), cohort)
    assert ("places", (0,)) in acts(await corner(line, 21))
    own = await line.house.made.own.people.me(actor(21))
    assert every_act(people_words.places(own, number) for number in range(2)) == [("withdraw", (cohort,)) for cohort in cohorts]


async def test_whoever_is_offered_two_places_has_all_their_buttons_on_the_page(line: Line) -> None:
    await several(line, 21, 2)
    page = await corner(line, 21)
    assert len(every_act([page])) == 4
    assert "places" not in {act for act, _ in acts(page)}


async def test_whoever_got_no_place_reads_in_which_cohort_and_which_letter_was_about_it(line: Line) -> None:
    house = line.house
    for user in range(21, 26):
        await house.apply(user)
    await house.made.joining.selection.draft(house.lead, house.cohort)
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, {(await line.of(25)).id}, Decision.DECLINE)
    seen = await house.made.joining.selection.preview(house.lead, house.cohort)
    await house.made.joining.selection.publish(house.lead, house.cohort, seen.fingerprint)
    await line.wait()
    page = await corner(line, 25)
    assert "**Justice**: not this time." in page.text
    assert "the letter about the application for Justice, " in page.text
    assert not every_act([page]), "there is nothing to answer, and nothing to take back"


async def test_whoever_let_an_offer_lapse_or_waited_in_vain_reads_so_until_the_group_has_met_for_the_last_time(line: Line) -> None:
    lapsed, next_, waits = await full(line, 25, 26, 27)
    await line.leave(21)
    while await line.asked() != {next_}:
        await line.wait()
    await line.house.made.joining.waitlist.accept(actor(next_), line.house.cohort)
    assert await line.state(lapsed) is ApplicationState.LAPSED
    await line.house.begin()
    await line.wait(60 * A_DAY)
    assert "**Justice**: the offer is over." in (await corner(line, lapsed)).text
    assert "**Justice**: the waiting list has come to its end." in (await corner(line, waits)).text
    await line.wait(300 * A_DAY)
    for user in (lapsed, waits):
        assert "**Justice**" not in (await corner(line, user)).text


async def test_on_another_server_a_letter_does_not_name_the_cohort_that_it_was_about(line: Line) -> None:
    await line.house.apply(21)
    await line.wait()
    assert "for Justice" in (await corner(line, 21)).text
    elsewhere = people_words.me(await line.house.made.own.people.me(actor(21, THERE)))
    assert "the receipt of the application, " in elsewhere.text
    assert "Justice" not in elsewhere.text


async def test_a_day_of_quiet_is_a_day_on_ones_own_clock_whatever_the_date_is_elsewhere(house: House) -> None:
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.people.set_zone(person.id, "Asia/Jerusalem")
    house.clock.move_to(datetime(2026, 11, 2, 23, 30, tzinfo=UTC))  # half past one in the night of the third
    until, _ = await house.made.own.people.pause(actor(21), 1)
    assert until == datetime(2026, 11, 4, 7, 0, tzinfo=UTC)


async def test_ones_own_corner_has_a_way_out_of_everything_that_one_wished_for(line: Line) -> None:
    house = line.house
    await house.apply(21)
    assert ("withdraw", (house.cohort,)) in acts(await corner(line, 21))
    first, _ = await full(line, 25, 26)
    assert ("withdraw", (house.cohort,)) in acts(await corner(line, first))
    await line.leave(21)
    assert {("offer-yes", (house.cohort,)), ("withdraw", (house.cohort,))} <= acts(await corner(line, first))


async def test_staff_see_the_same_of_somebody_whatever_they_keep_to_themselves(line: Line) -> None:
    """Their quiet days, a hard week, when they are reminded, whom they wish for and whom they do not."""
    made, cohort, lead = line.house.made, line.house.cohort, line.house.lead
    for user in range(21, 27):
        await line.house.apply(user)
    await made.joining.selection.draft(lead, cohort)

    async def seen() -> list[str]:
        listing = decision_words.listing(await made.joining.decisions.export(lead, cohort))
        report = report_words.report(await made.program.reports.season(line.house.manager))
        assert listing.file is not None
        assert report.file is not None
        return [
            selection_words.draft(await made.joining.selection.draft(line.house.lead, cohort)).text,
            listing.file.content.decode("utf-8-sig"),
            cohort_words.today(await made.cohort.cohorts.today(lead, cohort)).text,
            report.file.content.decode("utf-8-sig"),
            report_words.overview(await made.program.reports.overview(line.house.manager)).text,
            standing_words.renewals(await made.joining.standings.renewals(line.house.manager)).text,
            board_words.board(await made.cohort.cohorts.board(lead)).text,
        ]

    before = await seen()
    await made.own.people.set_quiet(actor(21), "two-day")
    await made.own.people.pause(actor(22), 14)
    await made.own.people.set_reminder(actor(23), "none")
    await made.joining.signups.save_wishes(actor(24), cohort, (21,), (22,))
    assert await seen() == before


async def test_whoever_names_their_city_is_planned_for_by_its_sun_and_may_take_it_back(house: House) -> None:
    people = house.made.own.people
    own = await people.set_town(actor(21), "Oslo", evenings=True)
    assert people_words.town_saved(own).text.endswith("Your clock is that of Oslo.")
    page = people_words.me(own)
    assert "For Shabbat times you are in Oslo" in page.text
    assert "45 minutes after nightfall" in page.text
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
    assert person is not None
    assert person.quiet("America/New_York").spot == Spot(59.91, 10.75)
    assert person.quiet("America/New_York").evenings
    form = people_words.town_form(person)
    assert form.fields[0].value == "Oslo, Norway"
    own = await people.set_town(actor(21), "", evenings=False)
    assert "I no longer know your city" in people_words.town_saved(own).text
    page = people_words.me(own)
    assert "Tell me your city" in page.text
    async with house.store.read() as db:
        after = await db.people.by_user(UserId(21))
    assert after is not None
    assert (after.town, after.zone) == (None, "Europe/Oslo"), "the clock stays"


async def test_a_name_of_several_cities_is_asked_back_with_what_was_said_beside_it(house: House) -> None:
    people = house.made.own.people
    with pytest.raises(Refusal) as no:
        await people.set_town(actor(21), "Springfield", evenings=True)
    asked = refusals.refusal(no.value, None, ("town-place", ()))
    assert "There is more than one “Springfield”" in asked.text
    assert isinstance(asked.rows[0], tuple)
    assert asked.rows[0][0] == Button("Springfield, Massachusetts", "town-place", ("yes", "Springfield, Massachusetts"), Tone.MAIN)


async def test_a_city_that_is_not_known_changes_nothing(house: House) -> None:
    with pytest.raises(Refusal) as no:
        await house.made.own.people.set_town(actor(21), "Atlantis", evenings=False)
    assert no.value.why is Why.UNKNOWN_TOWN
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
    assert person is not None
    assert person.town is None
