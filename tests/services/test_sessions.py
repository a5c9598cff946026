"""The sessions of a group: what members read of them, and what follows when the last ones are called off."""

from datetime import timedelta

from domain.cohort.cohorts import CohortState
from domain.group.sessions import SessionState
from domain.pair.checkins import Answer
from domain.sending.deliveries import Subject
from messages.ground.values import Message
from tests.services.conftest import House, actor
from tests.services.rounds import in_the_last_round, turns_of


async def life(house: House) -> CohortState:
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    return cohort.state


async def post_of(house: House, number: int) -> str:
    """What the home reads about that session, as it would be posted now."""
    async with house.store.read() as db:
        session = next(s for s in await db.sessions.of(house.cohort) if s.number == number)
        row = await db.deliveries.by_key(f"session/{session.id}/announce")
        assert row is not None
        said = await house.made.group.sessions.composers()[Subject.SESSION](db, row, house.clock.now())
    assert isinstance(said, Message)
    return said.text


async def test_a_season_whose_last_session_is_called_off_closes_at_its_time(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    async with house.store.read() as db:
        last = (await db.sessions.of(house.cohort))[3]
    house.clock.move_to(last.starts_at - timedelta(hours=1))
    await turns_of(house).run_due()
    assert await life(house) is CohortState.MEETING
    house.clock.move_to(last.ends_at)
    await turns_of(house).run_due()
    assert await life(house) is CohortState.CLOSING
    async with house.store.read() as db:
        assert (await db.sessions.of(house.cohort))[3].state is SessionState.CANCELLED
    await house.made.pair.checkins.answer(actor(21), house.pair, 3, Answer.MET)


async def test_whoever_reads_that_the_last_session_is_off_is_promised_no_next_one(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "No session follows it. Chevrutot go on studying until that day." in await post_of(house, 4)


async def test_whoever_reads_early_that_the_last_session_is_off_is_told_that_none_follows(house: House) -> None:
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "No session follows it, and nothing needs doing." in await post_of(house, 4)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    assert "go on studying until the next session" in await post_of(house, 2)
    await in_the_last_round(house)
    assert await life(house) is CohortState.CLOSING, "the third was the last"


async def test_a_season_of_which_all_that_was_to_come_is_called_off_closes_when_the_round_under_way_ends(house: House) -> None:
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    for number in (4, 2, 3):  # in the first round, which the third session ends when it is called off
        house.clock.move_to(house.clock.now() + timedelta(minutes=1))
        await house.made.group.sessions.cancel(house.lead, house.cohort, number, 0)
    assert (await house.made.pair.checkins.current(actor(21), house.pair, 1)).until == sessions[2].starts_at
    house.clock.move_to(sessions[2].ends_at)
    await turns_of(house).run_due()
    assert await life(house) is CohortState.CLOSING
