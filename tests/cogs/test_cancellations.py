"""A cohort is called off in the middle of its season: seen first, told to each, taken away, and refused by every button that is left."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rehearsal.discord import Answer, Person
from rehearsal.discord.routes_events import SCHEDULED
from rehearsal.discord.seen import Seen
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECOND = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
BECAUSE = "Our teacher is *ill*.\nNobody can stand in."


def events(circle: Circle) -> list[datetime]:
    return sorted(event.starts for event in circle.server.events.values() if event.status == SCHEDULED)


def last(person: Person, words: str) -> Seen:
    """The last direct message with these words."""
    return next(seen for seen in reversed(person.dm) if words in seen.text)


async def asked(circle: Circle, who: Person, because: str) -> Answer:
    form = (await who.command(circle.staff, "cohort cancel", cohort="1")).form
    assert form is not None
    return await who.submit(form, {"because-off": because})


async def test_a_facilitator_calls_no_cohort_off(circle: Circle) -> None:
    assert "for the program's managers" in (await circle.lead.command(circle.staff, "cohort cancel", cohort="1")).text


async def test_the_manager_sees_who_hears_what_and_nothing_happens_by_it(circle: Circle) -> None:
    await circle.stage.pass_until(SECOND - timedelta(days=10))
    assert events(circle) == [SECOND]
    heard = [len(person.dm) for person in (*circle.members, circle.lead)]
    seen = await asked(circle, circle.manager, BECAUSE)
    for words in ("It is meeting", "3 members", "Its facilitator has a letter", "> Our teacher is \\*ill\\*", "One native event", "2 (<t:"):
        assert words in seen.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(hours=3))
    assert [len(person.dm) for person in (*circle.members, circle.lead)] == heard
    assert events(circle) == [SECOND]


async def test_once_confirmed_each_is_told_and_what_discord_shows_is_taken_away(circle: Circle) -> None:
    first = await asked(circle, circle.manager, BECAUSE)
    again = await asked(circle, circle.manager, "Too few.")
    assert "changed" in (await circle.press(circle.manager, first, "Call the cohort off")).text
    seen = await asked(circle, circle.manager, BECAUSE)
    done = await circle.press(circle.manager, seen, "Call the cohort off")
    assert "4 letters go out" in done.text
    assert "4 letters go out" in (await circle.press(circle.manager, again, "Call the cohort off")).text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=3))
    for member in circle.members:
        told = [seen for seen in member.dm if "It has been called off" in seen.text]
        assert len(told) == 1
        assert "does not go on" in told[0].text
        assert "Nobody can stand in." in told[0].text
        assert told[0].buttons == ["Tell me when one opens: Justice", "What I have here"]
    assert "which you lead, has been called off" in circle.lead.dm[-1].text
    assert events(circle) == []
    posts = [seen.text for seen in circle.lead.sees(circle.home)]
    assert any("Session 2 is called off" in text and "the cohort with it" in text for text in posts)
    assert "Nothing is waiting" in (await circle.manager.command(circle.staff, "program undelivered")).text


async def test_what_is_left_of_it_answers_in_words(circle: Circle) -> None:
    dana = circle.members[0]
    for words, label in (("your study partner", "We met"), ("There's a place for you in", "I am in"), ("You have applied", "Withdraw")):
        answer = await dana.click(last(dana, words), label)
        assert "has been called off" in answer.text, label
    commands: list[tuple[str, dict[str, Any]]] = [
        *((f"cohort {name}", {}) for name in ("pairs", "select", "start", "open", "edit", "terms")), ("session link", {}),
        ("session move", {"number": 2, "date": "2026-11-17", "time": "13:00"}), ("session cancel", {"number": 2}),
        ("session prompt", {"round": 1}),
    ]  # fmt: skip
    for command, more in commands:
        assert "has been called off" in (await circle.lead.command(circle.staff, command, cohort="1", **more)).text, command
    assert "has been called off" in (await circle.manager.command(circle.staff, "cohort cancel", cohort="1")).text


async def test_words_about_it_find_nothing_open(circle: Circle) -> None:
    avi = circle.members[1]
    await avi.write(circle.stage.discord.bot, "we met")
    answer = await circle.stage.discord.until(lambda: avi.dm[-1].author.bot and avi.dm[-1])
    assert "I asked nothing just now" in answer.text


async def test_every_page_says_so(circle: Circle) -> None:
    dana = circle.members[0]
    assert "was called off on" in (await dana.command(circle.signup, "me")).text
    assert "Justice" not in (await circle.lead.command(circle.staff, "help")).text
    plan = await circle.lead.command(circle.staff, "cohort timeline", cohort="1")
    assert "was called off" in plan.text
    assert "word that a cohort is called off · 3 people · sent" in plan.text
    assert "was called off" in (await circle.lead.command(circle.staff, "cohort today", cohort="1")).text
    assert "cancelled, with 3 members" in (await circle.manager.command(circle.staff, "program overview")).text
    assert "called the cohort off; 3 people are told" in (await circle.manager.command(circle.staff, "program audit")).text


async def test_the_board_shows_it_no_more_and_one_may_wish_for_the_next_one(circle: Circle) -> None:
    board = await circle.outsider.command(circle.signup, "cohorts")
    assert "No cohort is open" in board.text
    dana = circle.members[0]
    kept = await dana.click(last(dana, "does not go on"), "Tell me when one opens: Justice")
    assert "I will tell you when" in kept.text


async def test_a_manager_makes_another_after_it(circle: Circle) -> None:
    room = circle.server.add_text_channel("another")
    made = await circle.manager.command(circle.staff, "cohort copy", cohort="1", home=room)
    assert "**Justice (2)** is saved as a draft, made after **Justice**" in made.text
    assert "Led by Lead" in made.text
    assert "Taken over: the topic Justice, 3 places" in made.text
    form = (await circle.manager.command(circle.staff, "cohort edit", cohort="2")).form
    assert form is not None
    assert "for the program's managers" in (await circle.lead.command(circle.staff, "cohort copy", cohort="1", home=room)).text
