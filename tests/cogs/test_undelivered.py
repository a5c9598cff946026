"""What has lost its place waits for one, is on the staff's list with its words, and goes out by itself when there is a place again."""

from datetime import timedelta

import pytest

from domain.ground.ids import CohortId
from domain.sending.deliveries import Delivery, DeliveryState
from rehearsal.discord import Answer, Person, Seen, permissions
from rehearsal.discord.model import Channel
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def days(circle: Circle, count: float = 1) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=count))


async def the_list(circle: Circle) -> Answer:
    return await circle.manager.command(circle.signup, "program undelivered")


async def row(circle: Circle, key: str) -> Delivery:
    async with circle.stage.store.read() as db:
        found = await db.deliveries.by_key(key)
    assert found is not None, key
    return found


def may_not(circle: Circle, channel: Channel, right: int) -> None:
    bot = circle.server.bot_role
    assert bot is not None
    circle.server.overwrite(channel, bot, deny=right)


async def may_again(circle: Circle, channel: Channel, right: int) -> None:
    bot = circle.server.bot_role
    assert bot is not None
    bell = circle.stage.made.sending.units.bell
    bell.clear()
    circle.server.overwrite(channel, bot, allow=right)
    await circle.stage.discord.until(bell.is_set)


async def ask(who: Person, channel: Channel, words: str) -> None:
    form = (await who.command(channel, "ask")).form
    assert form is not None
    await who.submit(form, {"asked": words})


async def test_a_question_waits_for_another_staff_channel_when_its_own_is_gone_and_managers_read_it_meanwhile(circle: Circle) -> None:
    circle.server.delete_channel(circle.staff)
    await ask(circle.outsider, circle.signup, "May I bring a guest?")
    await days(circle)
    listed = await the_list(circle)
    assert "a question for the staff" in listed.text
    assert "> May I bring a guest?" in listed.text
    assert "goes out by itself" in listed.text
    circle.staff = circle.server.add_text_channel("staff again")
    await circle.owner.command(circle.signup, "program setup", staff=circle.staff)
    saved = await circle.owner.command(circle.signup, "program setup")
    await circle.press(circle.owner, saved, "Save")
    await days(circle)
    posts = [seen for seen in circle.manager.sees(circle.staff) if "May I bring a guest?" in seen.text]
    assert len(posts) == 1
    assert posts[0].thread is not None
    assert "Nothing is waiting" in (await the_list(circle)).text


async def test_a_session_is_announced_once_the_bot_may_write_in_its_home_again(circle: Circle) -> None:
    may_not(circle, circle.home, permissions.SEND_MESSAGES)
    await days(circle, 18)  # two weeks before the second session, and a little more
    announced = next(one for one in await held(circle) if one.message == "session")
    assert "It goes out by itself" in (await the_list(circle)).text
    await may_again(circle, circle.home, permissions.SEND_MESSAGES)
    await days(circle)
    assert (await row(circle, announced.key)).state is DeliveryState.SENT
    assert (await row(circle, announced.key.replace("announce", "thread"))).state is DeliveryState.SENT
    assert "Nothing is waiting" in (await the_list(circle)).text


async def held(circle: Circle) -> list[Delivery]:
    async with circle.stage.store.read() as db:
        (server,) = await db.programs.servers()
        found = await db.programs.on(server)
        assert found is not None
        return [one for one in await db.deliveries.of_program(found.id) if one.state is DeliveryState.HELD]


async def test_a_locked_thread_is_replaced_by_another_one_once(circle: Circle) -> None:
    dana = circle.members[0]
    dana.dms_open = False
    await ask(dana, circle.signup, "Where is the text?")
    await answer(circle, "Where is the text?", "In the thread.")
    (thread,) = mine(dana, circle)
    for place in (circle.home, circle.signup):
        may_not(circle, place, permissions.MANAGE_THREADS)
    thread.thread.locked = True  # pyright: ignore[reportOptionalMemberAccess] - it is one
    await ask(dana, circle.signup, "And the other one?")
    await answer(circle, "And the other one?", "There too.")
    (new,) = [one for one in mine(dana, circle) if one is not thread]
    assert [seen.text for seen in dana.sees(new) if "There too." in seen.text]
    assert "Nothing is waiting" in (await the_list(circle)).text


async def test_the_next_letter_tries_direct_messages_again_and_finds_them_open(circle: Circle) -> None:
    dana = circle.members[0]
    dana.dms_open = True
    before = len(dana.dm)
    await ask(dana, circle.signup, "Is it on Tuesday?")
    await answer(circle, "Is it on Tuesday?", "It is.")
    assert "It is." in dana.dm[-1].text
    assert len(dana.dm) == before + 1


def mine(who: Person, circle: Circle) -> list[Channel]:
    """Their private threads, wherever they were opened."""
    return [one for place in (circle.home, circle.signup) for one in who.threads(place) if one.name.startswith("For ")]


async def answer(circle: Circle, asked: str, words: str) -> None:
    """Staff answer, with time for a Shabbat around it."""
    await days(circle, 3)
    post = next(seen for seen in reversed(circle.manager.sees(circle.staff)) if asked in seen.text)
    form = (await circle.manager.click(post, "Answer")).form
    assert form is not None
    await circle.manager.submit(form, {"answer": words})
    await days(circle, 3)


async def test_somebody_whose_direct_messages_are_closed_reads_so_in_their_corner_and_can_have_them_tried(circle: Circle) -> None:
    avi = circle.members[1]
    avi.dms_open = False
    await ask(avi, circle.signup, "Is there a text?")
    await answer(circle, "Is there a text?", "There is.")
    corner = await avi.command(circle.signup, "me")
    assert "direct messages are closed" in corner.text
    before = len(avi.dm)
    await circle.press(avi, corner, "Try direct messages")
    await circle.stage.beat()
    assert len(avi.dm) == before, "still closed, so it came to the thread"
    avi.dms_open = True
    await circle.press(avi, await avi.command(circle.signup, "me"), "Try direct messages")
    await circle.stage.beat()
    assert "Here I am" in avi.dm[-1].text
    assert "direct messages are closed" not in (await avi.command(circle.signup, "me")).text


async def test_the_list_shows_what_is_left_after_each_press(circle: Circle) -> None:
    async with circle.stage.store.begin() as db:
        for row in (await db.deliveries.of_cohort(CohortId(1), frozenset({DeliveryState.PENDING})))[:7]:
            await db.deliveries.drop(row.id, circle.stage.clock.now(), "refused: 50007", DeliveryState.DEAD)
    listed = await the_list(circle)
    assert [label for label in listed.buttons if label != "More"] == [f"{n} is seen to" for n in range(1, 6)]
    assert "And 2 more." in listed.text
    second = await circle.press(circle.manager, listed, "More")
    left = await circle.press(circle.manager, second, "7 is seen to")
    assert left.text.startswith("It is off the list.")
    assert [label for label in left.buttons if label != "Back"] == ["6 is seen to"]
    today = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    left = await circle.press(circle.lead, today, "1 is seen to")
    assert left.text.startswith("It is off the list.\n**Justice today**")
    assert left.message is not None
    assert left.message.id == today.message.id  # pyright: ignore[reportOptionalMemberAccess] - it was answered with one


async def test_a_manager_sends_all_of_a_kind_again_and_takes_all_of_another_off_the_list(circle: Circle) -> None:
    async with circle.stage.store.begin() as db:
        ahead = await db.deliveries.of_cohort(CohortId(1), frozenset({DeliveryState.PENDING}))
        for kind in ("session-reminder", "nudge"):
            for one in [row for row in ahead if row.message == kind][:2]:
                await db.deliveries.drop(one.id, circle.stage.clock.now(), "refused: 50007", DeliveryState.DEAD)
        dead = await db.deliveries.of_cohort(CohortId(1), frozenset({DeliveryState.DEAD}))
    reminders, nudges = ([row for row in dead if row.message == kind] for kind in ("session-reminder", "nudge"))
    left = await circle.manager.choose(*choice_of(await the_list(circle), f"Send all {len(reminders)} of these again: a reminder"))
    assert left.text.startswith(f"I'll look for each of the {len(reminders)},")
    assert {(await row(circle, one.key)).state for one in reminders} == {DeliveryState.PENDING}
    assert {(await row(circle, one.key)).state for one in nudges} == {DeliveryState.DEAD}, "of another kind"
    left = await circle.manager.choose(*choice_of(await the_list(circle), f"All {len(nudges)} of these are seen to: the one softer note"))
    assert left.text.startswith(f"{len(nudges)} lines are off the list.")
    assert not [option for option in options_of(await the_list(circle)) if "a reminder of" in option or "softer note" in option]


def options_of(listed: Answer) -> list[str]:
    assert listed.message is not None
    return [option["label"] for choice in listed.message.selects for option in choice["options"]]


def choice_of(listed: Answer, label: str) -> tuple[Seen, str, list[str]]:
    """The line of a choice that begins so."""
    assert listed.message is not None
    return next(
        (listed.message, choice["custom_id"], [option["value"]])
        for choice in listed.message.selects
        for option in choice["options"]
        if option["label"].startswith(label)
    )
