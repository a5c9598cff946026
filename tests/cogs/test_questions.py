"""Questions on the local Discord: from `/ask` to the staff's thread, back by direct message, and into the thread again."""

from datetime import timedelta

import pytest

from rehearsal.discord import Person, Seen
from rehearsal.discord.model import Channel
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
HOSTILE = "@everyone <@&1> **is** [this](https://evil.example) kept?\n# Loud"


async def ask(circle: Circle, who: Person, typed: str) -> str:
    form = (await who.command(circle.signup, "ask")).form
    assert form is not None
    return (await who.submit(form, {"asked": typed})).text


async def days(circle: Circle, count: int = 1) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=count))


def post(circle: Circle, words: str) -> Seen:
    """The one post with that question in the staff channel."""
    found = [seen for seen in circle.manager.sees(circle.staff) if words in seen.text and "Answer" in seen.buttons]
    assert len(found) == 1
    return found[0]


def thread(circle: Circle, words: str) -> Channel:
    under = post(circle, words).thread
    assert under is not None
    return under


async def test_a_question_reaches_the_staff_with_a_thread_on_it_and_is_acknowledged_privately(circle: Circle) -> None:
    form = (await circle.outsider.command(circle.signup, "ask")).form
    assert form is not None
    kept = await circle.outsider.submit(form, {"asked": "May I bring a guest?"})
    assert kept.ephemeral
    assert "Your question is kept" in kept.text
    await days(circle)
    assert "A question from Outsider" in post(circle, "May I bring a guest?").text
    assert thread(circle, "May I bring a guest?").name.startswith("Outsider asks")


async def test_an_answer_by_form_comes_as_a_direct_message_and_the_post_says_who_answered(circle: Circle) -> None:
    form = (await circle.lead.click(post(circle, "May I bring a guest?"), "Answer")).form
    assert form is not None
    receipt = await circle.lead.submit(form, {"answer": "To the siyyum, gladly."})
    assert "Your answer goes to Outsider" in receipt.text
    await days(circle)
    answer = circle.outsider.dm[-1].text
    assert "> May I bring a guest?" in answer
    assert "Lead answers:\n> To the siyyum, gladly." in answer
    assert "Answered by Lead" in post(circle, "May I bring a guest?").text
    assert "an answer to a question" in (await circle.outsider.command(circle.signup, "me")).text


async def test_a_reply_to_the_answer_flows_back_into_the_thread(circle: Circle) -> None:
    await circle.outsider.write(circle.stage.discord.bot, "And two guests?", reply_to=circle.outsider.dm[-1])
    confirmed = await circle.stage.discord.until(lambda: circle.outsider.dm[-1].author.bot and circle.outsider.dm[-1])
    assert "Your words go to the people who look after" in confirmed.text
    await days(circle)
    under = circle.manager.sees(thread(circle, "May I bring a guest?"))[-1]
    assert "Outsider adds to their question" in under.text
    assert "> And two guests?" in under.text
    assert "Answer" in under.buttons


async def test_a_message_of_the_thread_is_sent_as_the_answer_once_it_was_seen_and_confirmed(circle: Circle) -> None:
    before = len(circle.outsider.dm)
    written = await circle.manager.write(thread(circle, "May I bring a guest?"), "Two are welcome too.")
    shown = await circle.lead.pick(written, "Send as answer")
    assert shown.ephemeral
    assert "Two are welcome too." in shown.text
    await days(circle)
    assert len(circle.outsider.dm) == before, "a preview sends nothing"
    await circle.press(circle.lead, shown, "Send it")
    assert "went to Outsider already" in (await circle.press(circle.lead, shown, "Send it")).text
    assert "went to Outsider already" in (await circle.manager.pick(written, "Send as answer")).text
    await days(circle)
    assert sum("Two are welcome too." in seen.text for seen in circle.outsider.dm) == 1


async def test_what_the_bot_wrote_or_what_stands_elsewhere_is_not_sent_as_an_answer(circle: Circle) -> None:
    inside = circle.manager.sees(thread(circle, "May I bring a guest?"))
    own = next(seen for seen in inside if "adds to their question" in seen.text)
    assert "no words of a person" in (await circle.manager.pick(own, "Send as answer")).text
    elsewhere = await circle.manager.write(circle.signup, "Welcome, all.")
    assert "in the thread of a question" in (await circle.manager.pick(elsewhere, "Send as answer")).text


async def test_whoever_is_not_of_the_staff_answers_nothing_even_where_they_see_the_post(circle: Circle) -> None:
    dana = circle.members[0]
    refused = await dana.click(post(circle, "May I bring a guest?"), "Answer")
    assert refused.form is None
    assert "facilitators and managers of this program" in refused.text


async def test_hostile_words_are_shown_as_they_are_and_ping_nobody(circle: Circle) -> None:
    await ask(circle, circle.members[0], HOSTILE)
    await days(circle)
    shown = post(circle, "evil.example").content
    assert r"\*\*is\*\*" in shown
    assert "@everyone" not in shown
    assert "<@&1>" not in shown
    assert "\n> \\# Loud" in shown
    assert circle.stage.discord.pings == []


async def test_the_board_has_a_button_that_asks_too_and_survives_a_restart(circle: Circle) -> None:
    board = await circle.members[1].command(circle.signup, "cohorts")
    form = (await circle.press(circle.members[1], board, "Ask a question")).form
    assert form is not None
    await circle.stage.restart_bot()
    kept = await circle.members[1].submit(form, {"asked": "Is there a list of books?"})
    assert "Your question is kept" in kept.text


async def test_a_question_about_a_cohort_names_it_to_the_staff(circle: Circle) -> None:
    form = (await circle.members[2].command(circle.signup, "ask", cohort="1")).form
    assert form is not None
    await circle.members[2].submit(form, {"asked": "Where do we meet?"})
    await days(circle)
    assert "It is about **Justice**" in post(circle, "Where do we meet?").text


async def test_a_sixth_question_that_waits_is_refused_kindly_with_what_was_typed(circle: Circle) -> None:
    for number in range(5):
        assert "is kept" in await ask(circle, circle.outsider, f"Question {number}?")
    refused = await ask(circle, circle.outsider, "And a sixth?")
    assert "noa@example.org" in refused
    assert "And a sixth?" in refused


async def test_what_is_added_after_a_moderator_deleted_the_thread_begins_one_anew_with_the_question(circle: Circle) -> None:
    avi = circle.members[1]
    await ask(circle, avi, "Is it held online?")
    await days(circle)
    form = (await circle.lead.click(post(circle, "Is it held online?"), "Answer")).form
    assert form is not None
    await circle.lead.submit(form, {"answer": "It is."})
    await days(circle)
    answer = avi.dm[-1]
    circle.server.delete_channel(thread(circle, "Is it held online?"))
    for words in ("At which hour, please?", "And with which link?"):
        await avi.write(circle.stage.discord.bot, words, reply_to=answer)
        await circle.stage.discord.until(lambda: avi.dm[-1].author.bot)
    await days(circle)
    anew = [seen for seen in circle.manager.sees(circle.staff) if "adds to their question" in seen.text]
    assert len(anew) == 1, "what came next is in the new thread"
    assert "They had asked:\n> Is it held online?" in anew[0].text
    under = anew[0].thread
    assert under is not None
    assert under.name.startswith("Avi asks")
    said = [anew[0].text, circle.manager.sees(under)[-1].text]
    assert all(any(f"> {words}" in text for text in said) for words in ("At which hour, please?", "And with which link?"))
    written = await circle.manager.write(under, "At noon; the link comes before.")
    await circle.press(circle.lead, await circle.lead.pick(written, "Send as answer"), "Send it")
    await days(circle)
    assert "> At noon; the link comes before." in avi.dm[-1].text
    assert "Nothing is waiting" in (await circle.manager.command(circle.staff, "program undelivered")).text
