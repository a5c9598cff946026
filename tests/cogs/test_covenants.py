"""A covenant on Discord: talked about and signed in its thread, pinned where the bot may, and changed where the thread fell asleep."""

from datetime import timedelta

import pytest

from rehearsal.discord import Answer, Person, Seen, permissions
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def publishes(circle: Circle, button: str, text: str) -> Answer:
    shown = await circle.lead.command(circle.staff, "cohort covenant", cohort="1")
    opened = await circle.press(circle.lead, shown, button)
    assert opened.form is not None, opened.text
    seen = await circle.lead.submit(opened.form, {"covenant": text})
    published = await circle.press(circle.lead, seen, "Publish it")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    return published


def post_for(circle: Circle, who: Person) -> Seen:
    """The post with the text, wherever they can read it."""
    seen = (one for channel in list(circle.stage.discord.channels.values()) for one in who.sees(channel))
    return next(one for one in seen if one.text.startswith("**The covenant of") and "Sign" in one.buttons and not one.ephemeral)


async def test_without_the_right_to_pin_the_facilitator_s_page_says_so_and_nothing_counts_as_lost(circle: Circle) -> None:
    bot = circle.stage.discord.bot
    circle.server.overwrite(circle.home, bot, allow=permissions.VIEW_CHANNEL, deny=permissions.PIN_MESSAGES)
    shown = await circle.lead.command(circle.staff, "cohort covenant", cohort="1")
    await circle.press(circle.lead, shown, "Open a thread to talk about it")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    await publishes(circle, "Write it", "We begin on time.")
    page = await circle.lead.command(circle.staff, "cohort covenant", cohort="1")
    assert "It isn't pinned, since I may not pin messages there." in page.text
    assert not post_for(circle, circle.lead).pinned
    assert "pin" not in (await circle.lead.command(circle.staff, "cohort today", cohort="1")).text


async def test_members_sign_in_the_thread_and_others_are_told_why_they_do_not(circle: Circle) -> None:
    dana = circle.members[0]
    post = post_for(circle, dana)
    assert post.channel.id != circle.home.id
    assert "You have signed the covenant of **Justice**" in (await dana.click(post, "Sign")).text
    assert "that stands" in (await dana.click(post, "Sign")).text
    assert "Only members of this cohort sign" in (await circle.lead.click(post, "Sign")).text
    assert "covenant" not in (await circle.manager.command(circle.staff, "cohort today", cohort="1")).text
    refused = await circle.manager.command(circle.staff, "cohort covenant", cohort="1")
    assert "A facilitator of this cohort writes the covenant down" in refused.text


async def test_a_change_reaches_the_post_in_a_thread_that_fell_asleep_and_whoever_had_signed(circle: Circle) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=9))
    await publishes(circle, "Change it", "We begin and end on time.")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=8))
    assert "We begin and end on time." in post_for(circle, circle.lead).text
    dana, avi = circle.members[:2]
    word = next(seen for seen in reversed(dana.dm) if "which you signed, has changed" in seen.text)
    assert "> We begin on time." in word.text
    assert not any("has changed" in seen.text for seen in avi.dm), "who had not signed is not chased"
    assert "You have signed" in (await dana.click(word, "Sign")).text
