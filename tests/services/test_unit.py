"""One act, one consequence: a press counts once, and whatever changed is written down, planned anew and shown on the board."""

import pytest

from bot.wiring import services_of
from domain.ground.audit import Noted
from domain.ground.ids import ProgramId
from domain.ground.refusal import AlreadyHandled, Refusal, Why
from domain.ground.rights import Action
from rehearsal.prove.stories import Far
from tests.services.conftest import COHORT, House


async def written(house: House) -> list[Noted]:
    """What managers read on the record of their program, latest first."""
    async with house.store.read() as db:
        return await db.audit.of(ProgramId(1), 100)


async def test_a_press_that_arrives_twice_counts_once(empty: House) -> None:
    lead = empty.lead
    async with empty.made.sending.units.act(lead, Action.SET_LINK, COHORT) as act:
        await act.db.cohorts.set_link(COHORT, "https://zoom.example/j/7", act.now)
    with pytest.raises(AlreadyHandled):
        async with empty.made.sending.units.act(lead, Action.SET_LINK, COHORT):
            pytest.fail("it was handled before")


async def test_a_press_that_was_refused_may_be_tried_again(empty: House) -> None:
    lead = empty.lead
    with pytest.raises(Refusal):
        async with empty.made.sending.units.act(lead, Action.SET_LINK, COHORT):
            raise Refusal(Why.STALE)
    async with empty.made.sending.units.act(lead, Action.SET_LINK, COHORT) as act:
        await act.db.cohorts.set_link(COHORT, "https://zoom.example/j/7", act.now)


async def test_what_changed_nothing_leaves_no_trace_on_the_record(empty: House) -> None:
    before = await written(empty)
    async with empty.made.sending.units.act(empty.lead, Action.SET_LINK, COHORT) as act:
        act.says(what="nothing")
    assert await written(empty) == before


async def test_a_change_by_staff_is_on_the_record_with_what_was_said_of_it(empty: House) -> None:
    async with empty.made.sending.units.act(empty.lead, Action.SET_LINK, COHORT) as act:
        await act.db.cohorts.set_link(COHORT, "https://zoom.example/j/7", act.now)
        act.says(what="entered")
    latest = (await written(empty))[0]
    assert (latest.act, latest.cohort, latest.facts) == (Action.SET_LINK.value, COHORT, {"what": "entered"})


async def test_the_scheduler_is_woken_once_the_change_is_kept(empty: House) -> None:
    bell = empty.made.sending.units.bell
    bell.clear()
    async with empty.made.sending.units.act(empty.lead, Action.SET_LINK, COHORT) as act:
        await act.db.cohorts.set_link(COHORT, "https://zoom.example/j/7", act.now)
        assert not bell.is_set()
    assert bell.is_set()
    bell.clear()
    async with empty.made.sending.units.act(empty.lead, Action.SET_LINK, COHORT):
        pass
    assert not bell.is_set()


async def test_what_ends_after_its_login_wakes_the_next_one(empty: House) -> None:
    bell = empty.made.sending.units.bell
    made = empty.made.ground
    later = services_of(made.store, made.clock, made.chance, await made.facts.installation(), Far(), bell)
    bell.clear()
    async with empty.made.sending.units.act(empty.lead, Action.SET_LINK, COHORT) as act:
        await act.db.cohorts.set_link(COHORT, "https://zoom.example/j/7", act.now)
    assert later.sending.units.bell.is_set()
