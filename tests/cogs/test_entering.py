"""Somebody wrote by mail: a manager enters them, and they are asked by direct message before anything counts."""

from datetime import timedelta

import pytest

from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_manager_enters_somebody_who_then_sends_it_themselves(circle: Circle) -> None:
    rivka = circle.stage.discord.add_person("Rivka")
    circle.server.join(rivka)
    await circle.manager.command(
        circle.staff, "cohort create", title="Chaplains", topic="Chaplains", facilitator=circle.lead, home=circle.home, places=3
    )
    drafted = await circle.lead.command(
        circle.staff, "session series", cohort="2", nth=3, weekday=1, time="13:00", count=4, first_month="2027-01"
    )
    await circle.press(circle.lead, drafted, "These dates stand")
    await circle.lead.command(circle.staff, "cohort open", cohort="2", closes="2026-12-15")
    opened = await circle.manager.command(circle.staff, "cohort enter", cohort="2", member=rivka)
    assert opened.form is not None, opened.text
    typed = {"entering-name": "Rivka", "entering-why": "She wrote so in May.", "entering-zone": "Chicago"}
    receipt = await circle.manager.submit(opened.form, typed)
    assert "Rivka is entered for **Chaplains**" in receipt.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=3))
    asked = rivka.dm[-1]
    assert "Manager has begun an application for **Chaplains**" in asked.text
    form = (await rivka.click(asked, "Look, and sign up")).form
    assert form is not None
    saved = await rivka.submit(form, {"why": "I wrote so in May.", "setting": "hospital", "readiness": "2"})
    more = await circle.press(rivka, saved, "Continue")
    assert more.form is not None, more.text
    done = await rivka.submit(more.form, {"zone": "Chicago", "quiet": "shabbat", "commitment": ["yes"]})
    assert "You have applied for **Chaplains**" in done.text
    again = await circle.manager.command(circle.staff, "cohort enter", cohort="2", member=rivka)
    assert "stays theirs" in again.text


async def test_whoever_only_leads_is_told_who_can(circle: Circle) -> None:
    refused = await circle.lead.command(circle.staff, "cohort enter", cohort="2", member=circle.outsider)
    assert "program's managers" in refused.text


async def test_the_terms_of_a_cohort_have_their_command(circle: Circle) -> None:
    opened = await circle.lead.command(circle.staff, "cohort terms", cohort="2")
    assert opened.form is not None, opened.text


async def test_more_places_are_offered_once_somebody_confirms_it(circle: Circle) -> None:
    found = [circle.stage.discord.add_person(name) for name in ("Gila", "Hod", "Ilan", "Keren")]
    for person in found:
        circle.server.join(person)
        opened = await circle.press(person, await person.command(circle.signup, "cohorts"), "Sign up: Chaplains")
        assert opened.form is not None, opened.text
        saved = await person.submit(opened.form, {"why": "It is asked of me", "setting": "campus", "readiness": "3"})
        more = await circle.press(person, saved, "Continue")
        assert more.form is not None, more.text
        await person.submit(more.form, {"zone": "New York", "quiet": "shabbat", "commitment": ["yes"]})
    draft = await circle.lead.command(circle.staff, "cohort select", cohort="2")
    preview = await circle.press(circle.lead, draft, "See what would be sent")
    await circle.press(circle.lead, preview, "Publish")
    form = (await circle.lead.command(circle.staff, "cohort edit", cohort="2")).form
    assert form is not None
    asked = await circle.lead.submit(form, {"title": "Chaplains", "topic": "Chaplains", "places": "5"})
    assert "2 people who wait are offered one, first in line first" in asked.text
    done = await circle.press(circle.lead, asked, "More places, and 2 offers")
    assert "**Chaplains** has 5 places now. 2 people who waited are offered one." in done.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=3))
    assert all(any("There's a place for you in" in seen.text for seen in person.dm) for person in found)
