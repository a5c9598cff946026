"""Pairs: drafted, changed by hand and published by a person, and told to those who study together."""

import itertools
from datetime import timedelta

import pytest

from domain.ground.ids import CohortId, PersonId
from domain.ground.refusal import Refusal, Why
from domain.sending.deliveries import Subject
from messages.cohort import cohorts as pages
from messages.ground import refusals
from messages.ground.values import Message
from messages.pair import chevruta as pair_words
from messages.pair.chevruta import PairsView
from services.group.series import Rule
from tests.services.conftest import House, actor, home, why
from tests.services.leaving import Door, chosen, later
from tests.services.waiting import Line, full, opened, season


def paired(view: PairsView) -> set[str]:
    return {view.names[person] for pair in view.pairing.pairs for person in pair.members}


async def test_somebody_who_has_left_is_in_no_pair_and_staff_read_who_it_is(empty: House) -> None:
    door = await chosen(empty)
    door.gone = {24}
    view = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    assert paired(view) == {"Person 21", "Person 22", "Person 23"}
    assert "Not paired, because they left this server: Person 24." in pair_words.draft(view).text
    later(empty)
    door.gone = set()
    again = await empty.made.pair.chevrutot.redraw(empty.lead, empty.cohort, view.pairing.id)
    assert "Person 24" in paired(again)


async def test_a_draft_with_somebody_who_left_since_is_not_published_and_is_drawn_again(empty: House) -> None:
    door = await chosen(empty)
    view = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    later(empty)
    door.gone = {21}
    for step in (empty.made.pair.chevrutot.publish_question, empty.made.pair.chevrutot.publish):
        with pytest.raises(Refusal) as no:
            await step(empty.lead, empty.cohort, view.pairing.id)
        assert no.value.why is Why.PAIRED_AND_LEFT
        assert "Person 21 left this server" in refusals.refusal(no.value).text
    assert "Person 21" not in paired(await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort))


async def test_partners_who_have_left_are_not_named_once_the_pairs_are_told(house: House) -> None:
    door = Door(house)
    door.gone = {21}
    await house.made.program.presence.nightly()
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message in {"pairs", "pair"}]
        said = [await house.made.pair.chevrutot.composers()[row.message](db, row, house.clock.now()) for row in rows]
    assert rows
    assert not [one for one in said if isinstance(one, Message) and "Person 21" in one.text]


def groups(view: PairsView) -> set[frozenset[str]]:
    """Who is drawn together, by name."""
    return {frozenset(view.names[person] for person in pair.members) for pair in view.pairing.pairs}


def together(view: PairsView) -> set[frozenset[str]]:
    """Each two who are drawn together."""
    return {frozenset(two) for group in groups(view) for two in itertools.combinations(sorted(group), 2)}


def buttons(message: Message) -> set[str]:
    return {str(one.label) for row in message.rows if isinstance(row, tuple) for one in row}


def number(view: PairsView, name: str) -> PersonId:
    return next(person for person, called in view.names.items() if called == name)


async def test_of_three_nobody_is_left_alone_and_of_one_there_is_no_draft(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line)
    await line.leave(24)
    trio = await made.draft(house.lead, house.cohort)
    assert groups(trio) == {frozenset({"Person 21", "Person 22", "Person 23"})}
    assert trio.alone == ()
    for user in (22, 23):
        await line.leave(user)
    assert await why(made.draft(house.lead, house.cohort)) is Why.NOT_READY


async def test_another_draw_brings_others_together_and_ends_what_was_drawn_before(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line)
    first = await made.draft(house.lead, house.cohort)
    assert groups(await made.draft(house.manager, house.cohort)) == groups(first), "looked at again it is the same"
    drawn = first
    for _ in range(6):  # by chance alone it would be the same again sooner or later
        before, drawn = drawn, await made.redraw(house.lead, house.cohort, drawn.pairing.id)
        assert groups(drawn).isdisjoint(groups(before))
        assert {pair.reasons for pair in drawn.pairing.pairs} == {pair.reasons for pair in first.pairing.pairs}, "no draw is worse"
    for late in (made.redraw, made.undo, made.publish, made.publish_question):
        assert await why(late(house.manager, house.cohort, first.pairing.id)) is Why.STALE


async def two_clocks(line: Line) -> None:
    """Two members on one clock and two on another, far away."""
    for user, place in ((21, "New York"), (22, "New York"), (23, "Jerusalem"), (24, "Jerusalem")):
        await line.house.apply(user, place)
    await line.house.select(21, 22, 23, 24)


async def test_where_no_other_draw_is_as_good_staff_read_so_and_keep_what_they_have(line: Line) -> None:
    """Drawn again once went from "the same clock" to "12 hours apart", without a way back."""
    made, house = line.house.made.pair.chevrutot, line.house
    await two_clocks(line)
    first = await made.draft(house.lead, house.cohort)
    again = await made.redraw(house.lead, house.cohort, first.pairing.id)
    assert groups(first) == {frozenset({"Person 21", "Person 22"}), frozenset({"Person 23", "Person 24"})}
    assert (again.pairing, again.only) == (first.pairing, True)
    assert "There is no other draw that is as good as this one" in pair_words.draft(again).text
    assert "Undo the last change" not in buttons(pair_words.draft(again))


async def test_a_swap_is_undone_and_then_a_draw_before_it(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line)
    first = await made.draft(house.lead, house.cohort)
    second = await made.redraw(house.lead, house.cohort, first.pairing.id)
    beside = next(iter(next(group for group in groups(second) if "Person 21" not in group)))
    third = await made.swap(house.lead, house.cohort, second.pairing.id, number(second, "Person 21"), number(second, beside))
    assert "Undo the last change" in buttons(pair_words.draft(third))
    back = await made.undo(house.lead, house.cohort, third.pairing.id)
    assert (groups(back), back.pairing.seed) == (groups(second), second.pairing.seed)
    back = await made.undo(house.lead, house.cohort, back.pairing.id)
    assert (groups(back), back.pairing.seed) == (groups(first), first.pairing.seed)
    assert await why(made.undo(house.lead, house.cohort, back.pairing.id)) is Why.STALE


async def test_who_is_to_stay_together_does_while_the_others_are_drawn_again(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await line.overwrite(capacity=6)
    for user in range(21, 27):
        await house.apply(user)
    await house.select(*range(21, 27))
    drawn = await made.draft(house.lead, house.cohort)
    stays = drawn.pairing.pairs[0]
    drawn = await made.lock(house.lead, house.cohort, drawn.pairing.id, [stays.id])
    assert "(stay together)" in pair_words.draft(drawn).text
    for _ in range(4):
        before, drawn = drawn, await made.redraw(house.lead, house.cohort, drawn.pairing.id)
        assert (stays.members, True) in {(pair.members, pair.locked) for pair in drawn.pairing.pairs}
        assert groups(drawn) != groups(before)
    assert await why(made.lock(house.lead, house.cohort, drawn.pairing.id, [stays.id])) is Why.STALE, "that is a pair of another draft"
    drawn = await made.lock(house.lead, house.cohort, drawn.pairing.id, [])
    assert not any(pair.locked for pair in drawn.pairing.pairs)
    undone = await made.undo(house.lead, house.cohort, drawn.pairing.id)
    assert [pair.members for pair in undone.pairing.pairs if pair.locked] == [stays.members]


async def one_congregation(line: Line) -> None:
    for user in range(21, 25):
        await line.house.apply(user, congregation="Beth El")
    await line.house.select(21, 22, 23, 24)


async def told(house: House, message: str) -> dict[PersonId, str]:
    """What each person reads of that, who is to be told so by now."""
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == message and row.state.value == "pending"]
        said = [(row.person, await house.made.pair.chevrutot.composers()[row.message](db, row, house.clock.now())) for row in rows]
    return {person: one.text for person, one in said if person is not None and isinstance(one, Message)}


async def test_where_nobody_can_be_paired_staff_read_the_truth_without_a_cause_and_the_season_can_start(line: Line) -> None:
    """They were told that another draw may help, and could never start."""
    made, house = line.house.made, line.house
    await one_congregation(line)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    text = pair_words.draft(drawn).text
    assert "No two of these people can be paired, and I never say why. No other draw changes that." in text
    assert "congregation" not in text.lower()
    assert "Draw again" not in buttons(pair_words.draft(drawn))
    question = pair_words.publish_question(*await made.pair.chevrutot.publish_question(house.lead, house.cohort, drawn.pairing.id))
    assert "There are no pairs, so nothing is posted in the cohort's home." in question.text
    for _ in range(2):
        published = await made.pair.chevrutot.publish(house.lead, house.cohort, drawn.pairing.id)
        assert "I tell each member that there is no partner for them yet." in pair_words.published(published).text
    cohort, posts, meets, hearing = await made.cohort.cohorts.preview_start(house.lead, house.cohort)
    assert posts == 2 * meets, "no post of pairs"
    preview = pages.start_preview(cohort, posts, meets, hearing, waits=False)
    started = pages.started(*await made.cohort.cohorts.start(house.lead, house.cohort, home(503)))
    for text in (preview.text, started.text):
        assert "I tell 4 members that there is no partner for them yet." in text
        assert "who they study with" not in text
    texts = await told(house, "no-pair")
    assert len(texts) == 4
    assert all("there is no study partner for you right now" in one and "congregation" not in one for one in texts.values())
    assert await told(house, "pair") == {}


async def test_somebody_without_a_partner_is_named_to_staff_and_told_and_nobody_says_why(line: Line) -> None:
    """No match and no reason; the odd one excluded without a word."""
    made, house = line.house.made, line.house
    for user in range(21, 25):
        await house.apply(user)
    for user in (22, 23, 24):
        await made.joining.signups.save_wishes(actor(user), house.cohort, (), (21,))
    await house.select(21, 22, 23, 24)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert drawn.alone == ("Person 21",)
    assert "No other draw pairs more people, and I never say why" in pair_words.draft(drawn).text
    assert await made.pair.chevrutot.draft(house.lead, house.cohort) == drawn, "who has nobody is no reason to draw again"
    question = pair_words.publish_question(*await made.pair.chevrutot.publish_question(house.lead, house.cohort, drawn.pairing.id))
    assert "Person 21 will hear that there is no partner for them yet, and not why." in question.text
    assert "Then 3 people hear from me who they study with, and the pairs are posted" in question.text
    published = await made.pair.chevrutot.publish(house.lead, house.cohort, drawn.pairing.id)
    some = "I tell 3 {} who they study with, and one {} that there is no partner for them yet."
    assert some.format("people", "person") in pair_words.published(published).text
    started = pages.started(*await made.cohort.cohorts.start(house.lead, house.cohort, home(503)))
    assert some.format("members", "member") in started.text
    assert set(await told(house, "no-pair")) == {number(drawn, "Person 21")}


async def test_somebody_who_joined_since_the_draft_is_in_it_when_it_is_looked_at_again(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line, 25)
    await line.leave(24)
    first = await made.draft(house.lead, house.cohort)
    await house.made.joining.waitlist.accept(actor(25), house.cohort)
    again = await made.draft(house.lead, house.cohort)
    assert paired(first) == {"Person 21", "Person 22", "Person 23"}
    assert (paired(again), again.alone) == (paired(first) | {"Person 25"}, ())


async def test_a_wish_never_to_be_together_counts_until_the_pairs_are_published(line: Line) -> None:
    made, house = line.house.made, line.house
    await full(line)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    stays = next(pair.id for pair in drawn.pairing.pairs if number(drawn, "Person 21") in pair.members)
    drawn = await made.pair.chevrutot.lock(house.lead, house.cohort, drawn.pairing.id, [stays])
    (beside,) = next(group for group in groups(drawn) if "Person 21" in group) - {"Person 21"}
    await made.joining.signups.save_wishes(actor(21), house.cohort, (), (int(beside.split()[-1]),))
    for step in (made.pair.chevrutot.publish_question, made.pair.chevrutot.publish):
        assert await why(step(house.lead, house.cohort, drawn.pairing.id)) is Why.STALE
    again = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert frozenset({"Person 21", beside}) not in together(again)
    assert again.alone == (), "a lock of two who must not be together holds no more"


async def test_that_somebody_is_alone_because_others_stay_together_is_said(line: Line) -> None:
    made, house = line.house.made, line.house
    await full(line)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    stays = next(pair for pair in drawn.pairing.pairs if number(drawn, "Person 21") not in pair.members)
    drawn = await made.pair.chevrutot.lock(house.lead, house.cohort, drawn.pairing.id, [stays.id])
    (beside,) = next(group for group in groups(drawn) if "Person 21" in group) - {"Person 21"}
    await made.joining.signups.save_wishes(actor(21), house.cohort, (), (int(beside.split()[-1]),))
    again = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert len(again.alone) == 1
    assert "No other draw pairs more people while these stay together" in pair_words.draft(again).text
    free = await made.pair.chevrutot.lock(house.lead, house.cohort, again.pairing.id, [])
    assert (await made.pair.chevrutot.redraw(house.lead, house.cohort, free.pairing.id)).alone == ()


async def test_a_draft_is_not_published_once_the_season_runs(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line, 25)
    drawn = await made.draft(house.lead, house.cohort)
    await made.publish(house.lead, house.cohort, drawn.pairing.id)
    await line.leave(24)
    other = await made.draft(house.lead, house.cohort)
    assert not other.published
    await house.made.cohort.cohorts.start(house.lead, house.cohort, home(503))
    assert await why(made.publish(house.lead, house.cohort, other.pairing.id)) is Why.WRONG_STATE


async def test_drafts_that_were_never_published_are_no_history_and_what_was_published_is(line: Line) -> None:
    """History silently not saved; or saved of what nobody was told."""
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line)
    drawn = await made.draft(house.lead, house.cohort)
    await made.redraw(house.lead, house.cohort, drawn.pairing.id)
    elsewhere = CohortId(2)
    async with house.store.read() as db:
        assert await db.chevruta.former(drawn.names.keys(), elsewhere) == []
    await house.begin()
    standing = await made.draft(house.lead, house.cohort)
    async with house.store.read() as db:
        kept = await db.chevruta.former(drawn.names.keys(), elsewhere)
    assert {frozenset(group) for group in kept} == {frozenset(pair.members) for pair in standing.pairing.pairs}


async def test_published_twice_or_looked_at_again_nobody_is_paired_a_second_time(line: Line) -> None:
    """Deciding, saving, sending and counting in one function, so that a rerun pairs again."""
    house, _ = await season(line)
    made = house.made.pair.chevrutot
    before = await made.draft(house.lead, house.cohort)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    for _ in range(2):
        await line.beat()
        await made.publish(house.lead, house.cohort, before.pairing.id)
    after = await made.draft(house.lead, house.cohort)
    assert (after.pairing, await line.sent("pair")) == (before.pairing, 4)


async def test_after_a_pause_one_hears_of_the_next_round_again_and_was_in_a_pair_all_along(line: Line) -> None:
    """A pause forgotten for ever; the odd one out after having paused."""
    made, house = line.house.made, line.house
    await full(line)
    await made.own.people.pause(actor(21), 14)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert "Person 21" in paired(drawn)
    await house.begin()
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "prompt"]
    assert {row.person for row in rows} >= {number(drawn, "Person 21")}


async def test_two_change_places_but_not_into_a_pair_that_one_of_them_never_wants(line: Line) -> None:
    made, house = line.house.made, line.house
    for user in range(21, 25):
        await house.apply(user)
    await made.joining.signups.save_wishes(actor(21), house.cohort, (), (22,))
    await house.select(21, 22, 23, 24)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert frozenset({"Person 21", "Person 22"}) not in together(drawn)
    (beside,) = next(group for group in groups(drawn) if "Person 21" in group) - {"Person 21"}
    (other,) = {"Person 23", "Person 24"} - {beside}

    async def swap(a: str, b: str) -> PairsView:
        return await made.pair.chevrutot.swap(house.lead, house.cohort, drawn.pairing.id, number(drawn, a), number(drawn, b))

    assert await why(swap(beside, "Person 22")) is Why.NEVER_TOGETHER
    assert groups(await made.pair.chevrutot.draft(house.lead, house.cohort)) == groups(drawn)
    assert groups(await swap(beside, other)) == {frozenset({"Person 21", other}), frozenset({"Person 22", beside})}
    assert await why(swap(beside, beside)) is Why.STALE


async def test_pairs_stand_once_they_are_published_and_are_told_once(line: Line) -> None:
    made, house = line.house.made, line.house
    await full(line)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    shown, many = await made.pair.chevrutot.publish_question(house.lead, house.cohort, drawn.pairing.id)
    assert (groups(shown), many) == (groups(drawn), 4)
    for _ in range(2):
        await made.pair.chevrutot.publish(house.lead, house.cohort, drawn.pairing.id)
    standing = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert (standing.published, groups(standing)) == (True, groups(drawn))
    await made.cohort.cohorts.start(house.lead, house.cohort, home(503))
    async with house.store.read() as db:
        told = [row.person for row in await db.deliveries.of_cohort(house.cohort) if row.message == "pair"]
    assert set(told) == {person for pair in drawn.pairing.pairs for person in pair.members}
    assert len(told) == 4


async def test_who_studied_together_before_is_not_drawn_together_again(line: Line) -> None:
    made, house = line.house.made, line.house
    await full(line)
    former = together(await made.pair.chevrutot.draft(house.lead, house.cohort))
    await house.begin()
    again = House(made, house.clock, CohortId(2))
    await opened(again, 4, Rule(2, 2, "15:00", 4, "2027-01"))
    for user in range(21, 25):
        await again.apply(user)
    await made.joining.selection.draft(actor(4), again.cohort)
    looked = await made.joining.selection.preview(actor(4), again.cohort)
    await made.joining.selection.publish(actor(4), again.cohort, looked.fingerprint)
    for user in range(21, 25):
        await made.joining.waitlist.accept(actor(user), again.cohort)
    drawn = await made.pair.chevrutot.draft(actor(4), again.cohort)
    redrawn = await made.pair.chevrutot.redraw(actor(4), again.cohort, drawn.pairing.id)
    assert former.isdisjoint(together(drawn) | together(redrawn))


async def test_where_nobody_has_a_partner_staff_read_of_a_round_what_goes_out_in_it_and_of_no_pair(line: Line) -> None:
    """Nor that every pair has said how it goes."""
    house = line.house
    await one_congregation(line)
    await house.begin()
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort)
        row = next(one for one in rows if one.message == Subject.ROUND_LACKS)
        word = await house.made.group.ways.composers()[row.message](db, row, house.clock.now())
        second = (await db.sessions.of(house.cohort))[1]
    assert isinstance(word, Message)
    assert "Nobody has a partner now, so each member gets it to study alone." in word.text
    assert "pair" not in word.text.lower()
    house.clock.move_to(second.starts_at - timedelta(days=5))
    assert "every pair has said" not in pages.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
