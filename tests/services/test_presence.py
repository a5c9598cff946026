"""Whoever has left the server is noticed before places are given, is given none by itself, and keeps their turn."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState, Policy
from domain.ground.ids import ServerId, UserId
from domain.ground.leases import LeaseLost
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from messages.cohort import cohorts as cohort_words
from messages.ground import refusals
from messages.joining import selection as words
from services.ground.ports import Present
from services.program.presence import AT_ONCE
from storage.store import Unavailable
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, House, actor, close_window, home
from tests.services.leaving import Door, chosen, later


async def state_of(house: House, user: int) -> ApplicationState:
    return (await house.application(user)).state


async def refused(house: House) -> Refusal:
    with pytest.raises(Refusal) as no:
        await house.made.joining.selection.preview(house.lead, house.cohort)
    return no.value


async def five_apply(house: House) -> None:
    await house.open()
    for user in range(21, 26):
        await house.apply(user)


async def test_a_draft_shows_who_has_left_and_nobody_publishes_a_place_for_them(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    door.gone = {21, 22, 23, 24, 25}
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert words.draft(draft).text.count("Has left the server.") == 5
    no = await refused(empty)
    assert no.why is Why.LEFT_SERVER
    assert "would be in, and no longer on this server" in refusals.refusal(no).text
    assert "Person 2" in refusals.refusal(no).text
    later(empty)
    door.gone = set()
    await empty.select()


async def test_whoever_leaves_after_the_draft_is_noticed_before_publishing(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    inside = {line.application.id: line.name for line in draft.lines if line.application.place is None}
    reviewed = (await empty.made.joining.selection.preview(empty.lead, empty.cohort)).fingerprint
    later(empty)
    door.gone = {int(name.removeprefix("Person ")) for name in list(inside.values())[:1]}
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.publish(empty.lead, empty.cohort, reviewed)
    assert no.value.why is Why.LEFT_SERVER
    assert no.value.facts["names"] == next(iter(inside.values()))


async def test_an_absent_one_waits_keeps_the_turn_and_has_it_when_they_are_back(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    door.gone = {25}
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    inside = {int(line.application.id) for line in draft.lines if line.name in {"Person 21", "Person 22", "Person 23"}}
    await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, inside)
    view = await empty.made.joining.selection.preview(empty.lead, empty.cohort)
    assert view.left == 1, "one place is free, and one of the two who wait is there"
    assert "Person 25: no longer on this server" in words.preview(view).text
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, view.fingerprint)
    assert await state_of(empty, 24) is ApplicationState.OFFERED
    assert await state_of(empty, 25) is ApplicationState.WAITLISTED
    await empty.made.joining.signups.withdraw(actor(21), empty.cohort)
    assert await state_of(empty, 25) is ApplicationState.WAITLISTED, "a free place passes over them"
    door.gone = set()
    await empty.made.program.presence.nightly()
    assert await state_of(empty, 25) is ApplicationState.OFFERED


async def test_whoever_does_something_on_the_server_is_there_and_in_a_direct_message_it_is_not_known(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    door.gone = {25}
    await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    await empty.made.own.people.set_reminder(actor(25, None), "hour")
    view = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert [line.name for line in view.lines if line.left] == ["Person 25"]
    await empty.made.own.people.set_reminder(actor(25), "hour")
    view = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert not [line.name for line in view.lines if line.left]


async def test_when_discord_does_not_answer_what_was_known_stays(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    door.gone = {25}
    await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    later(empty)
    door.silent, door.gone = True, {21}
    view = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert [line.name for line in view.lines if line.left] == ["Person 25"]


async def test_where_somebody_is_stays_unknown_while_the_database_is_away(house: House) -> None:
    async def away(server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        raise Unavailable  # as it is where it cannot be looked up whether this process leads

    house.made.program.presence.ask = away
    assert (await house.made.program.presence.whereabouts(UserId(21))).unsure == {HERE}


async def test_a_process_that_leads_no_more_asks_nobody_and_says_so(house: House) -> None:
    async def lost(server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        raise LeaseLost

    house.made.program.presence.ask = lost
    with pytest.raises(LeaseLost):
        await house.made.program.presence.whereabouts(UserId(21))


async def test_a_handful_at_most_is_asked_about_at_once_and_nobody_twice_within_minutes(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert sorted(door.asked) == [3, 21, 22, 23, 24, 25], "five who applied, and who leads"
    assert door.most <= AT_ONCE
    later(empty)
    await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert len(door.asked) == 12


async def test_whoever_may_not_decide_asks_discord_nothing(empty: House) -> None:
    door = Door(empty)
    await five_apply(empty)
    with pytest.raises(Refusal):
        await empty.made.joining.selection.draft(actor(90), empty.cohort)
    assert door.asked == []


async def test_the_night_asks_about_members_and_applicants_slowly_and_the_facilitator_reads_who_is_gone(house: House) -> None:
    door = Door(house)
    door.gone = {21}
    began = house.clock.now()
    await house.made.program.presence.nightly()
    assert sorted(door.asked) == [3, 21, 22, 23, 24, 25], "whoever leads, four members, and one who waits"
    assert door.most == 1
    assert house.clock.now() - began >= timedelta(seconds=5)
    page = cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert "No longer on this server: Person 21." in page
    async with house.store.read() as db:
        assert len(await db.cohorts.members(house.cohort)) == 4, "nobody is removed"
    door.gone = set()
    await house.made.program.presence.nightly()
    assert "No longer on this server" not in cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text


class Slow(Door):
    """One that takes two hours for each answer, and whose asker may be stopped after so many."""

    stops_after: int | None = None

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._clock = house.clock

    async def member(self, server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        if len(self.asked) == self.stops_after:
            raise LeaseLost
        await self._clock.sleep(7200)
        return await super().member(server, user, at_once=at_once)


async def test_a_night_ends_in_time_and_the_next_one_begins_with_whom_it_did_not_reach(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.program.presence.CHUNK", 2)
    door = Slow(house)
    for _ in range(3):
        await house.made.program.presence.nightly()
    assert len(door.asked) == 12, "four in a night"
    assert all(sorted(door.asked[start : start + 6]) == [3, 21, 22, 23, 24, 25] for start in (0, 6))


async def test_a_night_that_was_broken_off_is_gone_on_with(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.program.presence.CHUNK", 2)
    door = Slow(house)
    door.stops_after = 3
    with pytest.raises(LeaseLost):
        await house.made.program.presence.nightly()
    door.stops_after = None
    await house.made.program.presence.nightly()
    assert sorted({*door.asked[:2], *door.asked[3:]}) == [3, 21, 22, 23, 24, 25], "the first two had been written down"
    assert len(door.asked) == 7


async def test_a_server_that_the_bot_was_taken_off_is_not_asked(house: House) -> None:
    door = Door(house)
    await house.made.program.programs.arrived(frozenset())
    await house.made.program.presence.nightly()
    assert door.asked == []


async def test_accepting_everybody_by_policy_leaves_it_to_a_person_when_somebody_has_left(empty: House) -> None:
    door = Door(empty)
    await empty.open()
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, policy=Policy.ACCEPT_ALL.value)
    for user in (21, 22):
        await empty.apply(user)
    door.gone = {22}
    await empty.made.program.presence.nightly()
    closed = await close_window(empty.made, empty.lead, empty.cohort)
    assert closed.state is CohortState.SELECTING
    assert await state_of(empty, 21) is ApplicationState.APPLIED


async def test_a_facilitator_who_has_left_is_shown_to_those_who_look_after_the_cohort(house: House) -> None:
    door = Door(house)
    door.gone = {3}
    await house.made.program.presence.nightly()
    page = await house.made.cohort.cohorts.today(house.manager, house.cohort)
    assert page.gone == ("Person 3",)


async def test_no_season_starts_with_a_partner_who_has_left(empty: House) -> None:
    door = await chosen(empty)
    view = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    await empty.made.pair.chevrutot.publish(empty.lead, empty.cohort, view.pairing.id)
    later(empty)
    door.gone = {22}
    for step in (
        empty.made.cohort.cohorts.preview_start(empty.lead, empty.cohort),
        empty.made.cohort.cohorts.start(empty.lead, empty.cohort, home(503)),
    ):
        with pytest.raises(Refusal) as no:
            await step
        assert no.value.why is Why.PAIRED_AND_LEFT
        assert no.value.facts["names"] == "Person 22"
    drawn = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    assert not drawn.published
    await empty.made.pair.chevrutot.publish(empty.lead, empty.cohort, drawn.pairing.id)
    await empty.made.cohort.cohorts.start(empty.lead, empty.cohort, home(503))


async def test_whoever_may_not_pair_or_start_asks_discord_nothing(empty: House) -> None:
    door = await chosen(empty)
    asked = len(door.asked)
    for step in (empty.made.pair.chevrutot.draft, empty.made.cohort.cohorts.preview_start):
        with pytest.raises(Refusal):
            await step(actor(90), empty.cohort)
    assert len(door.asked) == asked
