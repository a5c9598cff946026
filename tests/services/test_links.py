"""The meeting link stands nowhere that others than the group's own people read, whichever was typed first."""

from collections.abc import Awaitable, Callable

import pytest

from domain.cohort.copies import Another
from domain.ground.ids import PairId, UserId
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import Rsvp
from messages.ground.refusals import refusal
from messages.ground.words import moment
from messages.group import sessions as words
from services.cohort.cohorts import New
from services.group.details import numbered
from tests.services.conftest import LINK, House, actor, home, why
from tests.services.waiting import Line, season

Do = Callable[[House], Awaitable[None]]

NEW = "https://zoom.example/j/987654321?pwd=x"
SAID = "Late: zoom.example/j/987654321"


async def edit(house: House, **typed: str) -> None:
    async with house.store.read() as db:
        session = await numbered(db, house.cohort, 2)
    await house.made.group.details.edit(
        house.lead, session.id, **(dict.fromkeys(("topic", "teacher", "contact", "host", "materials"), "") | typed)
    )


async def say(house: House, words: str) -> None:
    async with house.store.read() as db:
        session = await numbered(db, house.cohort, 2)
    await house.made.group.sessions.answer(actor(21), session.id, Rsvp.NO, words)


async def study(house: House, question: str = "Who is not in the room?", pair: PairId | None = None) -> None:
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "", question, pair)


async def call(house: House, title: str = "Justice", topic: str = "Justice", aim: str = "") -> None:
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, title, topic, "4", aim)


PLACES: list[tuple[Do, Do, str]] = [
    (lambda house: edit(house, topic=SAID), edit, "about session 2"),
    (lambda house: edit(house, host=SAID), edit, "about session 2"),
    (lambda house: edit(house, materials=f"Room {NEW}"), edit, "about session 2"),
    (lambda house: say(house, SAID), lambda house: say(house, ""), "what Person 21 wrote to the group about session 2"),
    (lambda house: study(house, SAID), study, "what pairs study in round 2"),
    (lambda house: study(house, SAID, house.pair), lambda house: study(house, pair=house.pair), "what pairs study in round 2"),
    (lambda house: call(house, title=SAID), call, "the cohort's title"),
    (lambda house: call(house, topic=SAID), call, "the cohort's topic"),
    (lambda house: call(house, aim=SAID), call, "the cohort's aim"),
]


@pytest.mark.parametrize(("write", "again", "said"), PLACES)
async def test_a_link_that_others_can_read_already_is_not_taken_until_it_is_out_of_there(
    house: House, write: Do, again: Do, said: str
) -> None:
    await write(house)
    with pytest.raises(Refusal) as no:
        await house.made.group.sessions.set_link(house.lead, house.cohort, NEW)
    assert no.value.why is Why.LINK_STANDS
    assert said in refusal(no.value).text
    await again(house)
    await house.made.group.sessions.set_link(house.lead, house.cohort, NEW)
    assert (await house.made.group.sessions.see_link(actor(21), house.session))[1] == NEW


async def test_a_link_that_stands_in_the_notes_is_not_taken_either(line: Line) -> None:
    house, first = await season(line)
    await line.wait(first.ends_at - house.clock.now())
    await house.made.group.attendance.note(house.lead, first.id, SAID)
    with pytest.raises(Refusal) as no:
        await house.made.group.sessions.set_link(house.lead, house.cohort, NEW)
    assert "the notes of session 1" in refusal(no.value).text


async def test_a_member_who_writes_the_link_to_the_group_is_asked_to_leave_it_out_and_has_not_answered(house: House) -> None:
    async with house.store.read() as db:
        second = await numbered(db, house.cohort, 2)
    answer = house.made.group.sessions.answer
    assert await why(answer(actor(21), second.id, Rsvp.NO, f"Late! Anybody can join: {LINK}")) is Why.HOLDS_LINK
    async with house.store.read() as db:
        assert await db.sessions.answers(second.id) == {}


async def test_a_text_for_a_round_that_has_the_link_in_it_is_refused_since_others_than_members_may_come_to_read_it(house: House) -> None:
    for pair in (None, house.pair):
        assert await why(study(house, f"Meet at {LINK} and read", pair)) is Why.HOLDS_LINK
    set_prompt = house.made.group.prompts.set_prompt
    assert await why(set_prompt(house.lead, house.cohort, 2, LINK, "What is it?")) is Why.HOLDS_LINK
    async with house.store.read() as db:
        assert await db.sessions.prompt(house.cohort, 2) is None
        assert await db.texts.of(house.cohort) == []
    await study(house, "https://www.sefaria.org/Ruth.1 is the text")


async def test_the_link_of_a_session_that_is_called_off_or_over_comes_with_the_next_one(line: Line) -> None:
    house, first = await season(line)
    made = house.made.group.sessions

    async def read() -> str:
        return words.link(*await made.see_link(actor(21), first.id)).text

    assert "is over" not in await read()
    await made.cancel(house.lead, house.cohort, 1, 0)
    assert (await read()).startswith("Session 1, planned for Tuesday, October 13, 2026 · 2 Cheshvan 5787, is called off.")
    async with house.store.read() as db:
        second, third = (await db.sessions.of(house.cohort))[1:3]
    assert f"The next one is session 2.\n{moment(second.starts_at)}" in await read()
    house.clock.move_to(second.ends_at)
    seen = words.link(*await made.see_link(actor(21), second.id)).text
    assert seen.startswith("Session 2, on Tuesday, November 10, 2026")
    assert f"is over.\nThe next one is session 3.\n{moment(third.starts_at)}" in seen
    assert LINK in seen
    for number in (3, 4):
        await made.cancel(house.lead, house.cohort, number, 0)
    assert words.link(*await made.see_link(actor(21), second.id)).text.endswith("is over.\nNo session follows it.")


async def test_the_board_shows_the_link_of_no_cohort(house: House) -> None:
    made = house.made.cohort
    for typed in ({"title": LINK}, {"topic": LINK}, {"aim": f"See {LINK}"}):
        assert await why(call(house, **typed)) is Why.HOLDS_LINK
    for title, topic in ((LINK, "Ethics"), ("Ethics", LINK)):
        new = New(title, topic, 8, home(700), UserId(30), "Noa")
        assert await why(made.cohorts.create(house.manager, new)) is Why.HOLDS_LINK
    assert await why(made.copies.copy(house.manager, house.cohort, Another(home(909), LINK))) is Why.HOLDS_LINK
