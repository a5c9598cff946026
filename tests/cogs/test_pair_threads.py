"""A pair's private thread on Discord: who is in it, who is not, and that no name in a message pings anybody."""

from datetime import timedelta

import pytest

from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_three_who_study_together_have_a_thread_with_exactly_them_and_the_button_shows_it_again(circle: Circle) -> None:
    dana, *others = circle.members
    told = next(seen for seen in dana.dm if "you study with" in seen.text)
    assert all(f"<@{one.id}>" in told.text for one in others)
    first = await dana.click(told, "A thread for the three of us")
    assert "I'm opening a private thread" in first.text
    assert "administrators of the server" in first.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=4))
    (thread,) = [thread for thread in dana.threads(circle.home) if thread.name.startswith("chevruta ")]
    for one in circle.members:
        assert thread in one.threads(circle.home)
        assert any("this thread is for you" in seen.text for seen in one.sees(thread))
    for stranger in (circle.outsider, circle.lead):
        assert thread not in stranger.threads(circle.home)
    again = await others[0].click(next(seen for seen in others[0].dm if "you study with" in seen.text), "A thread for the three of us")
    assert f"<#{thread.id}>" in again.text
    assert len([one for one in dana.threads(circle.home) if one.name.startswith("chevruta ")]) == 1


async def test_a_thread_that_was_deleted_is_opened_again_by_the_same_button(circle: Circle) -> None:
    dana = circle.members[0]
    told = next(seen for seen in dana.dm if "you study with" in seen.text)
    before = [one for one in dana.threads(circle.home) if one.name.startswith("chevruta ")]
    if not before:
        await dana.click(told, "A thread for the three of us")
        await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
        before = [one for one in dana.threads(circle.home) if one.name.startswith("chevruta ")]
    circle.server.delete_channel(before[0])
    again = await dana.click(told, "A thread for the three of us")
    assert "I'm opening a private thread" in again.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=4))
    (thread,) = [one for one in dana.threads(circle.home) if one.name.startswith("chevruta ")]
    assert thread.id != before[0].id
    assert all(thread in one.threads(circle.home) for one in circle.members)
    there = await dana.click(told, "A thread for the three of us")
    assert f"<#{thread.id}>" in there.text
