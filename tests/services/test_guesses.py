"""A time that was guessed from somebody's words is one tap away, and is taken only by that tap."""

from datetime import timedelta

import pytest

from domain.ground.refusal import Refusal, Why
from domain.ground.times import on_the_wall
from domain.pair.checkins import Answer, CheckIn
from messages.ground.values import Choice, Message
from messages.pair.agreeing import taken
from tests.services.conftest import House, actor
from tests.services.rounds import arrived, partner_of
from tests.services.test_replies import acts, answered, write


def labels(message: Message) -> list[str]:
    return [button.label for row in message.rows if not isinstance(row, Choice) for button in row]


async def stands(house: House) -> CheckIn | None:
    async with house.store.read() as db:
        found = await db.checkins.standing(house.pair, 1)
    return None if found is None else found.agreed


async def test_a_time_that_may_be_meant_is_one_tap_with_something_else_beside_it(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "Perhaps Thursday at 8 pm, if Dana can", 777)
    assert labels(heard)[0].startswith("Thursday, ")
    assert labels(heard)[0].endswith(", 8:00 pm?")
    assert "Something else" in labels(heard)
    assert await answered(house) == [], "nothing is taken before the tap"
    act, (pair, round_, at) = acts(heard)[0]
    assert (act, pair, round_) == ("date-at", house.pair, 1)
    said = taken(await house.made.pair.checkins.take_guess(actor(21), house.pair, 1, int(at), Answer.DATE))
    assert f"Noted: <t:{at}:F>" in said.text
    noted = await stands(house)
    assert noted is not None
    assert noted.date is not None
    there = on_the_wall(noted.date, "America/New_York")
    assert (there.weekday(), there.hour) == (3, 20)
    async with house.store.read() as db:
        assert [row.message for row in await db.deliveries.of_cohort(house.cohort) if row.message == "date-reminder"]


async def test_two_readings_of_next_thursday_are_two_buttons(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "Next Thursday at 8 pm", 777)
    times = [args[2] for act, args in acts(heard) if act == "date-at"]
    assert len(times) == 2
    assert abs(int(times[0]) - int(times[1])) == timedelta(days=7).total_seconds()
    assert [act for act, _ in acts(heard)][2] == "change", "and something else"
    assert "wasn't sure how to read that" in heard.text


async def test_a_guessed_time_that_has_passed_is_refused_and_nothing_is_noted(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    at = int(house.clock.now().timestamp())
    with pytest.raises(Refusal) as no:
        await house.made.pair.checkins.take_guess(actor(21), house.pair, 1, at, Answer.DATE)
    assert no.value.why is Why.TIME_OVER
    assert await answered(house) == []


async def test_a_guessed_time_is_refused_once_the_next_round_has_begun(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    house.clock.move_to(house.clock.now() + timedelta(days=28))
    at = int(house.clock.now().timestamp()) + 7200
    with pytest.raises(Refusal) as no:
        await house.made.pair.checkins.take_guess(actor(21), house.pair, 1, at, Answer.DATE)
    assert (no.value.why, no.value.facts["number"]) == (Why.ROUND_OVER, 1)
    assert await answered(house) == []


async def test_a_time_in_reply_to_an_older_prompt_is_no_button_that_would_be_refused(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    house.clock.move_to(house.clock.now() + timedelta(days=28))
    heard = await write(house, 21, "Perhaps Thursday at 8 pm, if Dana can", 777)
    assert acts(heard)[0] == ("date", (house.pair, 1)), "the form takes it"


@pytest.mark.parametrize("seconds", [10**17, 200 * 86400])
async def test_a_time_further_away_than_any_that_is_guessed_comes_from_no_button_of_ours(house: House, seconds: int) -> None:
    await arrived(house, 21, "prompt", 777)
    at = int(house.clock.now().timestamp()) + seconds
    with pytest.raises(Refusal) as no:
        await house.made.pair.checkins.take_guess(actor(21), house.pair, 1, at, Answer.DATE)
    assert no.value.why is Why.UNKNOWN_BUTTON


async def test_a_guessed_time_that_contradicts_the_partner_is_shown_against_theirs_first(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    await house.made.pair.checkins.answer(await partner_of(house, 21), house.pair, 1, Answer.MET)
    at = int(house.clock.now().timestamp()) + 86400
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    said = taken(await house.made.pair.checkins.take_guess(actor(21), house.pair, 1, at, Answer.DATE))
    assert [act for act, _ in acts(said)] == ["keep-theirs", "for-both"]


async def test_whoever_met_and_named_a_next_time_that_may_be_two_is_asked_which_and_stays_to_have_met(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "We met. We are meeting again next Thursday at 8 pm", 777)
    assert "Noted: you met" in heard.text
    assert "Which one is it?" in heard.text
    times = [args for act, args in acts(heard) if act == "again-at"]
    assert len(times) == 2
    await house.made.pair.checkins.take_guess(actor(21), house.pair, 1, int(times[0][2]), Answer.MET)
    noted = await stands(house)
    assert noted is not None
    assert (noted.answer, noted.date is not None) == (Answer.MET, True)


async def test_several_guesses_stand_beside_each_other_and_the_rest_is_one_tap_further(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "not this month, I think, but perhaps Thursday at 8 pm", 777)
    assert {"not-this-month", "date-at"} <= {act for act, _ in acts(heard)[:2]}
    assert "change" in {act for act, _ in acts(heard)}


async def test_to_have_studied_with_the_partner_is_an_answer_and_with_anybody_else_a_guess(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    partner = await partner_of(house, 21)
    async with house.store.begin() as db:
        await db.people.ensure(partner.user, "Rabbi Dana Levi", house.clock.now())
    heard = await write(house, 21, "Sarah and I studied yesterday", 777)
    assert acts(heard)[0] == ("met", (house.pair, 1))
    assert await answered(house) == []
    await write(house, 21, "Dana and I studied yesterday", 777, 901)
    assert await answered(house) == [Answer.MET]
