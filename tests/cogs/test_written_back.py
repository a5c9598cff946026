"""What people write back, and the one tap that follows, on Discord: through a restart, with hostile words, and for nobody else."""

from datetime import timedelta

import pytest

from rehearsal.discord import Person, Seen
from tests.cogs.conftest import LINK, Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def writes(circle: Circle, who: Person, text: str) -> Seen:
    """What they are answered."""
    before = len(who.dm)
    await who.write(circle.stage.discord.bot, text)
    return await circle.stage.discord.until(lambda: len(who.dm) > before + 1 and who.dm[-1])


async def test_a_guessed_time_is_noted_by_one_tap_also_after_a_restart(circle: Circle) -> None:
    dana = circle.members[0]
    asked = await writes(circle, dana, "Perhaps Thursday at 8 pm, if that works for everybody?")
    label = next(one for one in asked.buttons if one.endswith("8:00 pm?"))
    assert "Something else" in asked.buttons
    await circle.stage.restart_bot()
    answer = await dana.click(asked, label)
    assert "I will remind you before it" in answer.text


async def test_something_else_leads_to_the_four_buttons(circle: Circle) -> None:
    dana = circle.members[0]
    asked = await writes(circle, dana, "Perhaps Thursday at 8 pm, if that works for everybody?")
    answer = await dana.click(asked, "Something else")
    assert answer.message is not None
    assert {"We met", "We set a date", "Not this month", "Help us find a time"} <= set(answer.message.buttons)


async def test_the_link_is_given_by_its_button_to_a_member(circle: Circle) -> None:
    dana = circle.members[0]
    told = await writes(circle, dana, "What is the zoom link?")
    assert LINK not in told.text
    assert LINK in (await dana.click(told, "The link")).text


async def test_whoever_leaves_sees_first_what_follows(circle: Circle) -> None:
    dana = circle.members[0]
    told = await writes(circle, dana, "I am leaving the program")
    answer = await dana.click(told, next(one for one in told.buttons if one.startswith("Step back")))
    assert "If you do nothing, everything stays as it is" in answer.text


async def test_trouble_reaches_the_staff_by_one_tap_word_for_word_and_pings_nobody(circle: Circle) -> None:
    dana = circle.members[0]
    told = await writes(circle, dana, "I can't open the PDF of chrysanthemums @everyone **now**")
    assert not [seen for seen in circle.lead.sees(circle.staff) if "chrysanthemums" in seen.text]
    answer = await dana.click(told, "Pass it on")
    assert "word for word" in answer.text
    assert "goes to them once" in (await dana.click(told, "Pass it on")).text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    (post,) = [seen for seen in circle.lead.sees(circle.staff) if "chrysanthemums" in seen.text]
    assert "@everyone" not in post.text
    assert r"\*\*now\*\*" in post.text
    others = [seen for one in circle.members[1:] for seen in one.dm] + list(circle.members[1].sees(circle.home))
    assert not [seen for seen in others if "chrysanthemums" in seen.text]
