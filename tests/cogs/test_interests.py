"""*Tell me when one opens* and the news, on the local Discord: in with one press, told once, out with one press."""

from datetime import timedelta

import pytest

from rehearsal.discord import Answer
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
TELL_ME = "Tell me when one opens: Justice"


async def days(circle: Circle, count: int) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=count))


async def wish(circle: Circle) -> Answer:
    board = await circle.outsider.command(circle.signup, "cohorts")
    return await circle.press(circle.outsider, board, TELL_ME)


async def write_news(circle: Circle, title: str) -> Answer:
    form = (await circle.manager.command(circle.staff, "program news")).form
    assert form is not None
    return await circle.manager.submit(form, {"headline": title, "news": "Three cohorts open in spring. @everyone"})


async def test_an_interest_is_kept_said_to_stand_and_taken_back(circle: Circle) -> None:
    first = await wish(circle)
    assert first.ephemeral
    assert "I will tell you when" in first.text
    assert "That stands already" in (await wish(circle)).text
    back = await circle.press(circle.outsider, first, "No more of these")
    assert "You will hear nothing from me about cohorts on **Justice**" in back.text
    assert "I will tell you when" in (await circle.press(circle.outsider, back, TELL_ME)).text


async def test_whoever_asked_hears_once_that_a_cohort_on_the_topic_has_opened_and_signs_up_from_there(circle: Circle) -> None:
    await circle.manager.command(
        circle.staff, "cohort create", title="Justice again", topic="justice", facilitator=circle.lead, home=circle.home, places=3
    )
    drafted = await circle.lead.command(
        circle.staff, "session series", cohort="2", nth=2, weekday=1, time="13:00", count=4, first_month="2027-02"
    )
    await circle.press(circle.lead, drafted, "These dates stand")
    await circle.lead.command(circle.staff, "cohort open", cohort="2", closes="2026-12-31")
    await days(circle, 2)
    heard = [seen for seen in circle.outsider.dm if "sign-up for **Justice again** is open" in seen.text]
    assert len(heard) == 1
    assert heard[0].buttons == ["Sign up: Justice again", "No more of these", "What I have here"]
    assert all("Justice again" not in seen.text for member in circle.members for seen in member.dm)
    form = (await circle.outsider.click(heard[0], "Sign up: Justice again")).form
    assert form is not None
    assert "hear nothing from me" in (await circle.outsider.click(heard[0], "No more of these")).text
    assert "hear nothing from me" in (await circle.outsider.click(heard[0], "No more of these")).text


async def test_news_are_asked_for_on_one_s_own_page_shown_first_and_sent_once(circle: Circle) -> None:
    assert "Nobody has asked for the news" in (await write_news(circle, "Too soon")).text
    mine = await circle.members[0].command(circle.signup, "me")
    inside = await circle.press(circle.members[0], mine, "Send me news of this program")
    assert "You get the news of **Circle**" in inside.text
    shown = await write_news(circle, "Spring")
    assert "One reader gets this" in shown.text
    await circle.press(circle.manager, shown, "Send it")
    assert "goes out once" in (await circle.press(circle.manager, shown, "Send it")).text
    await days(circle, 8)
    assert [sum("Spring" in seen.text for seen in member.dm) for member in circle.members] == [1, 0, 0]


async def test_one_button_in_each_ends_the_news_and_what_is_on_its_way_stays_away(circle: Circle) -> None:
    dana = circle.members[0]
    news = next(seen for seen in dana.dm if "Spring" in seen.text)
    shown = await write_news(circle, "Summer")
    await circle.press(circle.manager, shown, "Send it")
    assert "no more news" in (await dana.click(news, "No more news")).text
    await days(circle, 8)
    assert not [seen for seen in dana.dm if "Summer" in seen.text]
    assert "You get no news of Circle" in (await dana.command(circle.signup, "me")).text


async def test_only_managers_write_news(circle: Circle) -> None:
    refused = await circle.lead.command(circle.staff, "program news")
    assert refused.form is None
    assert "program's managers" in refused.text
