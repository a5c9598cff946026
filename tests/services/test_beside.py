"""Two without a partner, of whom one was left and has not chosen yet: each hears of the other, and one tap makes them a pair."""

import pytest

from domain.ground.ids import PersonId
from domain.pair.apart import Way
from domain.pair.moves import How
from messages.cohort import removals as removal_words
from messages.pair import apart as words
from tests.services.conftest import actor
from tests.services.parting import DAY, alone, begun, comes, open_ask, pairs, partner_of, person, reads, waits_for
from tests.services.waiting import Line, acts, corner, full


@pytest.mark.parametrize(("many", "how"), [(4, "is without a partner now. I've asked whether"), (5, "go on as a pair")])
async def test_staff_who_take_a_member_out_read_in_the_receipt_who_is_left_and_what_happens_next(line: Line, many: int, how: str) -> None:
    house = await begun(line, many)
    group = max(await pairs(house), key=len)
    gone, *stay = sorted(group)
    shown = await house.made.cohort.removals.preview(house.lead, house.cohort, await person(house, gone))
    for _ in range(2):
        done = await house.made.cohort.removals.remove(house.lead, house.cohort, shown.person.id, shown.mark, tell=True)
        said = removal_words.removed(done)
        assert said.text.startswith(f"Person {gone} is no longer in **Justice**")
        assert how in said.text
        assert all(f"Person {one}" in said.text for one in stay)
        assert ("pairs-page", (house.cohort,)) in acts(said)


async def test_before_the_season_staff_are_not_told_that_a_partner_hears_of_a_removal_since_nobody_was_named_to_them(line: Line) -> None:
    house = line.house
    await full(line)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    await house.made.pair.chevrutot.publish(house.lead, house.cohort, view.pairing.id)
    shown = await house.made.cohort.removals.preview(house.lead, house.cohort, await person(house, 21))
    assert "study partner" not in removal_words.preview(shown).text
    await house.made.cohort.removals.remove(house.lead, house.cohort, shown.person.id, shown.mark, tell=True)
    assert await reads(house, "partner-left") == {}


async def test_who_comes_late_beside_somebody_who_has_not_chosen_is_named_to_them_and_one_tap_makes_a_pair(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await line.wait(DAY)
    await comes(house, line, 30)
    assert await alone(house) == {left: Way.ASKED, 30: Way.WAITS}
    (asked,) = (await waits_for(house, "partner-beside"))[left]
    assert "Person 30 has no partner either: study together?" in asked.text
    assert {act for act, _ in acts(asked)} == {"apart-with", "apart-three", "apart-wait", "hard-week"}
    assert f"I'm asking Person {left} whether the two of you study together" in (await reads(house, "no-pair"))[30]
    assert f"I'm asking Person {left} whether the two of them study together" in (await reads(house, "partners-changed"))[3]
    said = await house.made.pair.apart.study_with(actor(left), house.cohort, await person(house, 30))
    assert "you study with Person 30 now" in words.chosen(said).text
    assert frozenset({30, left}) in await pairs(house)
    assert await alone(house) == {}
    assert await reads(house, "partner-beside", "no-pair") == {}, "of what is settled nothing more is said"
    assert set(await reads(house, "pair")) == {30, left}
    assert f"Person {left} now studies with Person 30" in (await reads(house, "partners-changed"))[3]


async def test_who_has_not_read_yet_that_their_partner_left_hears_of_both_in_one_message(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await comes(house, line, 30)
    said = await waits_for(house, "partner-left", "partner-beside")
    (only,) = said[left]
    assert only.text.startswith("Person 21 has stepped back")
    assert "Person 30 has no partner either" in only.text
    await line.wait(DAY)
    assert await line.sent("partner-left") == 1
    assert await line.sent("partner-beside") == 0


async def test_who_would_rather_wait_is_named_to_somebody_who_has_not_chosen_and_not_put_together_over_their_head(line: Line) -> None:
    house = await begun(line, 6)
    gone = sorted(next(iter(await pairs(house))))[0]
    first = await partner_of(house, gone)
    await line.leave(gone)
    other = sorted(next(iter(await pairs(house))))[0]
    second = await partner_of(house, other)
    await line.leave(other)
    await line.wait(DAY)
    assert await alone(house) == {first: Way.ASKED, second: Way.ASKED}
    await house.made.pair.apart.wait(actor(first), house.cohort)
    assert await alone(house) == {first: Way.WAITS, second: Way.ASKED}
    assert f"Person {first} has no partner either" in (await reads(house, "partner-beside"))[second]
    await house.made.pair.apart.wait(actor(second), house.cohort)
    assert frozenset({first, second}) in await pairs(house)


async def test_who_says_nothing_for_four_days_beside_somebody_who_waits_is_their_partner_as_they_were_told(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await line.wait(DAY)
    await comes(house, line, 30)
    await line.wait(3 * DAY)
    assert await alone(house) == {left: Way.ASKED, 30: Way.WAITS}
    await line.wait(DAY)
    assert frozenset({30, left}) in await pairs(house)
    assert await alone(house) == {}


async def test_when_who_was_left_would_rather_be_three_who_came_late_is_the_third_of_another_pair(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await line.wait(DAY)
    await comes(house, line, 30)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    _, two = await open_ask(house)
    trio = next(group for group in await pairs(house) if len(group) == 3)
    assert 30 in trio
    assert not trio & {*two, left}
    assert await alone(house) == {left: Way.THREE}


async def test_two_who_must_not_study_together_never_hear_of_each_other(line: Line) -> None:
    await line.overwrite(capacity=4)
    for user in range(21, 25):
        await line.house.apply(user)
    house = line.house
    await house.made.joining.signups.save_wishes(actor(22), house.cohort, (), (30,))
    await house.select(*range(21, 25))
    await house.begin()
    await line.wait(3 * DAY)
    if 22 in (group := next(group for group in await pairs(house) if 21 in group)):
        gone = 21
    else:
        gone = next(iter(next(one for one in await pairs(house) if one != group) - {22}))
    await line.leave(gone)
    await line.wait(DAY)
    before = words.chosen(await house.made.pair.apart.study_with(actor(22), house.cohort, PersonId(10**6)))
    await comes(house, line, 30)
    assert await reads(house, "partner-beside") == {}
    assert 30 in next(group for group in await pairs(house) if len(group) == 3), "they are the third of the others"
    same = words.chosen(await house.made.pair.apart.study_with(actor(22), house.cohort, await person(house, 30)))
    assert same == before, "somebody who is not there, and somebody who must not be named"


async def test_who_has_paused_is_not_asked_about_who_comes_late(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.own.people.pause(actor(left), 28)
    await comes(house, line, 30)
    assert await alone(house) == {left: Way.ASKED}
    assert 30 in next(group for group in await pairs(house) if len(group) == 3)


async def one_waits_in_a_pause_and_another_was_left(line: Line, many: int = 6) -> tuple[int, int]:
    house = await begun(line, many)
    resting = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.wait(actor(resting), house.cohort)
    await line.wait(DAY)
    await house.made.own.people.pause(actor(resting), 28)
    leaves = next(user for group in await pairs(house) for user in sorted(group))
    left = await partner_of(house, leaves)
    await line.leave(leaves)
    return resting, left


async def test_who_waits_and_has_paused_is_given_no_partner_and_named_to_nobody(line: Line) -> None:
    resting, left = await one_waits_in_a_pause_and_another_was_left(line)
    house = line.house
    assert await alone(house) == {resting: Way.WAITS, left: Way.ASKED}
    assert f"Person {resting}" not in (await reads(house, "partner-left", "partner-beside"))[left]
    await house.made.pair.apart.wait(actor(left), house.cohort)
    assert await alone(house) == {resting: Way.WAITS, left: Way.WAITS}, "nor when the other waits too"


@pytest.mark.parametrize("early", [False, True])
async def test_who_is_back_from_a_pause_is_looked_at_again(line: Line, early: bool) -> None:
    resting, left = await one_waits_in_a_pause_and_another_was_left(line)
    house = line.house
    await house.made.pair.apart.wait(actor(left), house.cohort)
    await line.wait(25 * DAY)
    assert await alone(house) == {resting: Way.WAITS, left: Way.WAITS}
    if early:
        await house.made.own.people.resume(actor(resting))
        assert {resting, left} <= (await reads(house, "pair")).keys(), "each is told who the other is"
    else:
        await line.wait(3 * DAY)
    assert frozenset({resting, left}) in await pairs(house)


async def test_who_was_left_hears_of_who_is_back_from_a_pause(line: Line) -> None:
    resting, left = await one_waits_in_a_pause_and_another_was_left(line)
    house = line.house
    await house.made.own.people.resume(actor(resting))
    heard = "\n".join((await reads(house, "partner-left", "partner-beside")).values())
    assert f"Person {resting} has no partner either" in heard
    assert frozenset({resting, left}) not in await pairs(house), "they choose"


async def test_who_loses_a_partner_in_a_pause_is_not_paired_before_it_is_over(line: Line) -> None:
    house = await begun(line, 6)
    waits = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.wait(actor(waits), house.cohort)
    leaves = next(user for group in await pairs(house) for user in sorted(group))
    resting = await partner_of(house, leaves)
    await house.made.own.people.pause(actor(resting), 10)
    await line.leave(leaves)
    assert await alone(house) == {waits: Way.WAITS, resting: Way.ASKED}
    await line.wait(12 * DAY)
    assert frozenset({waits, resting}) in await pairs(house)


async def test_the_facilitator_may_put_the_two_together_before_anybody_has_chosen(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await comes(house, line, 30)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    made, nobody = house.made.pair.moves, PersonId(0)
    shown = await made.preview(house.lead, house.cohort, view.pairing.id, How.PLACE, nobody, nobody)
    await made.change(house.lead, house.cohort, view.pairing.id, How.PLACE, nobody, nobody, shown.mark)
    assert frozenset({30, left}) in await pairs(house)
    assert await reads(house, "partner-beside", "partner-left") == {}


async def test_in_ones_own_corner_stand_the_same_choices_and_then_what_was_chosen_with_the_way_to_change_it(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    assert not {"apart-three", "apart-wait"} & {act for act, _ in acts(await corner(line, left))}
    await line.leave(21)
    own = await corner(line, left)
    assert "without a partner: study as three, or wait for one? You haven't said yet" in own.text
    assert {("apart-three", (house.cohort,)), ("apart-wait", (house.cohort,))} <= acts(own)
    await line.wait(DAY)
    await comes(house, line, 30)
    own = await corner(line, left)
    assert "Person 30 has no partner there either" in own.text
    assert ("apart-with", (house.cohort, await person(house, 30))) in acts(own)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    own = await corner(line, left)
    assert "I'm asking another pair" in own.text
    assert {act for act, _ in acts(own) if act.startswith("apart")} == {"apart-wait"}
    await house.made.pair.apart.wait(actor(left), house.cohort)
    own = await corner(line, left)
    assert "without a partner: you're waiting for one" in own.text
    assert {act for act, _ in acts(own) if act.startswith("apart")} == {"apart-three"}
    assert {act for act, _ in acts(words.chosen(await house.made.pair.apart.wait(actor(left), house.cohort)))} == {"apart-three"}
