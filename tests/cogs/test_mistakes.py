"""A mistake in a form: what was right is kept, what was written comes back, and one button opens the form again."""

import pytest

from rehearsal.discord import Answer, Person
from rehearsal.discord.seen import Form
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
CHOSEN = {"quiet": "two-day", "hours": ["weekday-evenings", "sundays", "friday-mornings"], "commitment": ["yes"]}


async def opened(circle: Circle) -> None:
    """A second cohort, for which one may sign up."""
    home, lead, staff = circle.server.add_text_channel("mercy"), circle.lead, circle.staff
    await circle.manager.command(staff, "cohort create", title="Mercy", topic="Mercy", facilitator=lead, home=home, places=3)
    drafted = await lead.command(staff, "session series", cohort="2", nth=3, weekday=1, time="13:00", count=4, first_month="2027-02")
    await circle.press(lead, drafted, "These dates stand")
    await lead.command(staff, "cohort open", cohort="2", closes="2026-12-15")


def form_in(answer: Answer) -> Form:
    assert answer.form is not None, answer.text
    return answer.form


def ticked(form: Form, name: str) -> set[str]:
    raw = form.field(name).raw
    return {option["value"] for option in raw["options"] if option.get("default")}


async def mistaken(circle: Circle, who: Person) -> Answer:
    """The second form with everything right but the clock."""
    board = await who.command(circle.signup, "cohorts")
    first = form_in(await circle.press(who, board, "Sign up: Mercy"))
    saved = await who.submit(first, {"why": "It is asked of me", "setting": "campus", "readiness": "3"})
    return await who.submit(form_in(await circle.press(who, saved, "Continue")), {"zone": "Chelm", **CHOSEN})


async def test_a_clock_that_is_not_understood_costs_nobody_what_they_chose(circle: Circle) -> None:
    await opened(circle)
    answer = await mistaken(circle, circle.outsider)
    assert "I do not know the time zone “Chelm”" in answer.text
    assert "> Chelm" in answer.text
    for key in ("weekday-evenings", "two-day", "yes"):
        assert key not in answer.text
    again = form_in(await circle.press(circle.outsider, answer, "Open the form again"))
    assert ticked(again, "hours") == set(CHOSEN["hours"])
    assert ticked(again, "quiet") == {"two-day"}
    assert ticked(again, "commitment") == {"yes"}
    applied = await circle.outsider.submit(again, {"zone": "Boston"})
    assert "You have applied for **Mercy**" in applied.text
    assert "Your clock: New York, where it is" in applied.text


async def test_one_s_clock_is_changed_from_one_s_own_corner_and_a_mistake_there_opens_it_again(circle: Circle) -> None:
    corner = await circle.outsider.command(circle.signup, "me")
    answer = await circle.outsider.submit(form_in(await circle.press(circle.outsider, corner, "Change my clock")), {"zone": "Chelm"})
    assert answer.buttons == ["Open the form again"]
    mended = await circle.outsider.submit(form_in(await circle.press(circle.outsider, answer, "Open the form again")), {"zone": "Haifa"})
    assert "Your clock: Jerusalem, where it is" in mended.text
    assert mended.ephemeral


async def test_one_s_city_is_named_in_one_s_own_corner_sets_the_clock_and_may_be_forgotten(circle: Circle) -> None:
    corner = await circle.outsider.command(circle.signup, "me")
    wrong = {"town": "Chelm", "evenings": "no"}
    answer = await circle.outsider.submit(form_in(await circle.press(circle.outsider, corner, "My city")), wrong)
    assert "I do not know where “Chelm” is" in answer.text
    assert answer.buttons == ["Open the form again"]
    again = form_in(await circle.press(circle.outsider, answer, "Open the form again"))
    named = await circle.outsider.submit(again, {"town": "Oslo", "evenings": "yes"})
    assert "For Shabbat times you are in Oslo" in named.text
    assert "Your clock is that of Oslo." in named.text
    assert named.ephemeral
    corner = await circle.outsider.command(circle.signup, "me")
    gone = await circle.outsider.submit(form_in(await circle.press(circle.outsider, corner, "My city")), {"town": ""})
    assert "I no longer know your city." in gone.text


async def test_a_no_that_another_answer_would_not_change_opens_nothing(circle: Circle) -> None:
    board = await circle.outsider.command(circle.signup, "cohorts")
    first = form_in(await circle.press(circle.outsider, board, "My answers: Mercy"))
    today = await circle.lead.command(circle.staff, "cohort today", cohort="2")
    await circle.press(circle.lead, await circle.press(circle.lead, today, "Close sign-up"), "Close it")
    answer = await circle.outsider.submit(first, {"why": "A better reason"})
    assert "A better reason" in answer.text
    assert "Open the form again" not in answer.buttons


async def test_a_place_with_two_clocks_is_asked_back_and_one_tap_settles_it(circle: Circle) -> None:
    corner = await circle.outsider.command(circle.signup, "me")
    form = form_in(await circle.press(circle.outsider, corner, "Change my clock"))
    asked = await circle.outsider.submit(form, {"zone": "Birmingham"})
    assert "“Birmingham” could be more than one place" in asked.text
    assert asked.buttons == ["Birmingham, England", "Birmingham, Alabama", "Open the form again"]
    assert "> Birmingham" in asked.text, "what was typed is given back"
    settled = await circle.press(circle.outsider, asked, "Birmingham, Alabama")
    assert "Your clock: Chicago, where it is" in settled.text
    assert settled.ephemeral


async def test_a_name_of_several_cities_is_asked_back_and_one_tap_settles_it_with_what_else_was_said(circle: Circle) -> None:
    corner = await circle.outsider.command(circle.signup, "me")
    form = form_in(await circle.press(circle.outsider, corner, "My city"))
    asked = await circle.outsider.submit(form, {"town": "Springfield", "evenings": "yes"})
    assert "There is more than one “Springfield”. Tap yours." in asked.text
    settled = await circle.press(circle.outsider, asked, "Springfield, Illinois")
    assert "For Shabbat times you are in Springfield, Illinois, and I may write again 45 minutes after nightfall" in settled.text
    assert settled.ephemeral


async def test_the_command_takes_the_home_s_city_and_asks_back_as_the_wizard_does(circle: Circle) -> None:
    whole = {
        "name": "Beit Midrash", "managers": circle.managers, "staff": circle.staff, "signups": circle.signup, "contact": "Noa",
        "zone": "New York",
    }  # fmt: skip
    asked = await circle.manager.command(circle.staff, "program setup", options={**whole, "city": "Springfield"})
    assert "There is more than one “Springfield”" in asked.text
    page = await circle.press(circle.manager, asked, "Springfield, Massachusetts")
    assert "Springfield, Massachusetts" in page.text
    elsewhere = await circle.manager.command(circle.staff, "program setup", options={**whole, "city": "Oslo"})
    assert "“Oslo, Norway” is not on the clock of New York" in elsewhere.text


async def test_a_manager_who_sets_up_with_such_a_place_loses_nothing_that_was_given(circle: Circle) -> None:
    asked = await circle.manager.command(
        circle.staff, "program setup", name="Beit Midrash", managers=circle.managers, staff=circle.staff, signups=circle.signup,
        zone="Portland", contact="Noa, noa@example.org",
    )  # fmt: skip
    assert asked.buttons == ["Portland, Oregon", "Portland, Maine"]
    page = await circle.press(circle.manager, asked, "Portland, Maine")
    assert "Noa, noa@example.org" in page.text
    assert "America/New\\_York" in page.text
    form = form_in(await circle.press(circle.manager, await circle.press(circle.manager, page, "Clock and quiet times"), "Fill in"))
    again = await circle.manager.submit(form, {"home-zone": "Athens", "usual-quiet": "shabbat"})
    assert again.buttons[:2] == ["Athens, Greece", "Athens, Georgia"]
    page = await circle.press(circle.manager, again, "Athens, Georgia")
    assert "America/New\\_York" in page.text
