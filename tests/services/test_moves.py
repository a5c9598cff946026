"""Members moved after the pairs were published: looked at first, told to those concerned, and to nobody else."""

from datetime import timedelta

from domain.ground.ids import PersonId
from domain.ground.refusal import Why
from domain.pair.checkins import Answer, Cell
from domain.pair.moves import How
from messages.ground.values import Message
from messages.pair import chevruta as pair_words
from messages.pair import moves as words
from messages.pair.chevruta import PairsView
from messages.pair.moves import Changing
from tests.services.conftest import House, actor, why
from tests.services.waiting import Line, full, season

NOBODY = PersonId(0)


async def standing(house: House) -> PairsView:
    return await house.made.pair.chevrutot.draft(house.lead, house.cohort)


def person(view: PairsView, name: str) -> PersonId:
    return next(one for one, called in view.names.items() if called == name)


def groups(view: PairsView) -> set[frozenset[str]]:
    return {frozenset(view.names[one] for one in pair.members) for pair in view.pairing.pairs}


def one_of_each(view: PairsView) -> tuple[PersonId, PersonId]:
    first, second = view.pairing.pairs
    return first.members[0], second.members[0]


async def confirmed(house: House, how: How, a: PersonId = NOBODY, b: PersonId = NOBODY) -> Changing:
    """Looked at, and done as it was shown."""
    view, made = await standing(house), house.made.pair.moves
    shown = await made.preview(house.lead, house.cohort, view.pairing.id, how, a, b)
    return await made.change(house.lead, house.cohort, view.pairing.id, how, a, b, shown.mark)


async def told(house: House, message: str) -> dict[PersonId, str]:
    """What those read of it who have not heard yet."""
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == message and row.state.value == "pending"]
        said = [(row.person, await house.made.pair.chevrutot.composers()[row.message](db, row, house.clock.now())) for row in rows]
    return {one: text.text for one, text in said if one is not None and isinstance(text, Message)}


async def begun(line: Line, days: int = 3) -> House:
    """A season of four whose pairs have been told."""
    house, _ = await season(line)
    house.clock.move_to(house.clock.now() + timedelta(days=days))
    await line.beat()
    return house


async def test_two_who_change_places_are_shown_first_and_all_four_hear_of_it_by_name(line: Line) -> None:
    house = await begun(line)
    view = await standing(house)
    a, b = one_of_each(view)
    shown = await house.made.pair.moves.preview(house.lead, house.cohort, view.pairing.id, How.EXCHANGE, a, b)
    assert "4 people hear from me what changes for them" in words.preview(shown).text
    assert groups(await standing(house)) == groups(view), "looking at it changes nothing"
    await confirmed(house, How.EXCHANGE, a, b)
    after = await standing(house)
    assert groups(after).isdisjoint(groups(view))
    letters = await told(house, "pair")
    assert set(letters) == set(view.names)
    for group in groups(after):
        for name in group:
            (partner,) = group - {name}
            assert f"from now on you study with {partner}" in letters[person(view, name)]
    assert await told(house, "pairs") == {}, "nothing is posted where all read it"


async def test_only_those_concerned_hear_of_a_move(line: Line) -> None:
    await line.overwrite(capacity=6)
    for user in range(21, 27):
        await line.house.apply(user)
    await line.house.select(*range(21, 27))
    await line.house.begin()
    house = line.house
    house.clock.move_to(house.clock.now() + timedelta(days=3))
    await line.beat()
    first, second, _ = (await standing(house)).pairing.pairs
    done = await confirmed(house, How.EXCHANGE, first.members[0], second.members[0])
    assert set(await told(house, "pair")) == {*first.members, *second.members} == set(done.change.concerned)


async def test_who_moves_to_another_pair_makes_a_trio_and_whoever_is_left_is_told_that_they_wait(line: Line) -> None:
    house = await begun(line)
    view = await standing(house)
    who, beside = one_of_each(view)
    (left,) = set(view.pairing.pairs[0].members) - {who}
    chosen = words.whom(*await house.made.pair.moves.whom(house.lead, house.cohort, view.pairing.id, who))
    assert "nothing changes until you confirm it" in chosen.text
    shown = await house.made.pair.moves.preview(house.lead, house.cohort, view.pairing.id, How.MOVE, who, beside)
    assert f"Without a partner afterwards: {view.names[left]}." in words.preview(shown).text
    await confirmed(house, How.MOVE, who, beside)
    assert [pair.members for pair in (await standing(house)).pairing.pairs] == [tuple(sorted({who, *view.pairing.pairs[1].members}))]
    assert set(await told(house, "no-pair")) == {left}
    assert (await house.made.cohort.cohorts.today(house.lead, house.cohort)).loose.unpaired == {left: view.names[left]}
    assert "as three" in (await told(house, "pair"))[who]
    proposed = await confirmed(house, How.PLACE)
    assert {len(one.members) for one in proposed.begun} == {2}, "one of the three becomes the partner of who waits"
    assert (await standing(house)).alone == ()
    assert await told(house, "no-pair") == {}, "who has a partner again is not told that there is none"


async def test_a_late_joiner_is_the_third_of_the_pair_where_the_weights_put_them(line: Line) -> None:
    """Matched without a word, or never: until now nothing placed them once the pairs were published."""
    house = line.house
    await full(line, 25)
    await house.begin()
    await line.overwrite(capacity=5)
    view = await standing(house)
    async with house.store.begin() as db:
        late = await db.people.ensure(actor(25).user, "Person 25", house.clock.now())
        await db.cohorts.add_member(house.cohort, late.id, house.clock.now())
    waiting = await standing(house)
    assert waiting.alone == ("Person 25",)
    assert "*Find a partner* shows who could study with them now" in pair_words.draft(waiting).text
    await confirmed(house, How.PLACE)
    after = await standing(house)
    assert sorted(len(group) for group in groups(after)) == [2, 3]
    assert len(groups(after) & groups(view)) == 1, "the other pair stays"


async def test_a_move_that_would_put_two_together_who_must_not_is_refused_without_a_cause(line: Line) -> None:
    house = line.house
    for user in range(21, 25):
        await house.apply(user)
    await house.made.joining.signups.save_wishes(actor(21), house.cohort, (), (22,))
    await house.select(21, 22, 23, 24)
    await house.begin()
    view = await standing(house)
    one, other = person(view, "Person 21"), person(view, "Person 22")
    (beside,) = next(set(pair.members) for pair in view.pairing.pairs if one in pair.members) - {one}
    made = house.made.pair.moves
    for how, a, b in ((How.EXCHANGE, beside, other), (How.MOVE, one, other), (How.MOVE, other, one)):
        assert await why(made.preview(house.lead, house.cohort, view.pairing.id, how, a, b)) is Why.NEVER_TOGETHER
        assert await why(made.change(house.lead, house.cohort, view.pairing.id, how, a, b, 0)) is Why.NEVER_TOGETHER


async def test_what_changed_since_it_was_shown_is_shown_again(line: Line) -> None:
    house = await begun(line)
    view, made = await standing(house), house.made.pair.moves
    a, b = one_of_each(view)
    args = house.cohort, view.pairing.id, How.EXCHANGE, a, b
    shown = await made.preview(house.lead, *args)
    await made.change(house.manager, *args, shown.mark)
    assert await why(made.change(house.lead, *args, shown.mark)) is Why.STALE, "twice would be back to where it was"
    for how, one, two in ((How.EXCHANGE, a, a), (How.MOVE, a, a), (How.MOVE, a, PersonId(999)), (How.EXCHANGE, PersonId(999), b)):
        assert await why(made.preview(house.lead, house.cohort, view.pairing.id, how, one, two)) is Why.STALE
    back = await confirmed(house, How.EXCHANGE, a, b)
    assert groups(await standing(house)) == groups(view), "what was changed by mistake is changed back"
    assert len(back.change.concerned) == 4


async def test_before_the_season_starts_nobody_hears_of_a_change_and_it_is_no_history(line: Line) -> None:
    house = line.house
    await full(line)
    drawn = await standing(house)
    await house.made.pair.chevrutot.publish(house.lead, house.cohort, drawn.pairing.id)
    done = await confirmed(house, How.EXCHANGE, *one_of_each(drawn))
    assert "Members hear of them once the season has started" in words.changed(done).text
    after = await standing(house)
    async with house.store.read() as db:
        assert {row.message for row in await db.deliveries.of_cohort(house.cohort)}.isdisjoint({"pair", "pairs", "no-pair"})
        former = await db.chevruta.former(drawn.names.keys(), type(house.cohort)(2))
    assert {frozenset(drawn.names[one] for one in group) for group in former} == groups(after)


async def test_nobody_is_asked_about_one_round_with_two_partners(line: Line) -> None:
    """Two rounds in one week."""
    house = await begun(line)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    house.clock.move_to(first.ends_at + timedelta(days=6))
    await line.beat()
    view = await standing(house)
    a, b = one_of_each(view)
    await house.made.pair.checkins.answer(actor(int(str(view.names[a]).split()[-1])), view.pairing.pairs[0].id, 1, Answer.MET)
    await confirmed(house, How.EXCHANGE, a, b)
    after = await standing(house)
    new = {pair.id for pair in after.pairing.pairs}
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "prompt" and row.state.value != "cancelled"]
    prompts = {row.key for row in rows if any(f"/pair/{pair}/" in row.key for pair in new)}
    assert not any(f"round/{house.cohort}/1/" in key for key in prompts)
    assert sum(f"round/{house.cohort}/2/" in key for key in prompts) == 4
    grid = (await house.made.pair.progresses.of(house.lead, house.cohort)).grid
    assert [line_.cells[0] for line_ in grid.lines].count(Cell.OTHERS) == 2, "a round they were not asked about"
    (quiet,) = (await house.made.cohort.cohorts.today(house.lead, house.cohort)).quiet
    assert {*quiet.names} == {view.names[one] for one in view.pairing.pairs[1].members}, "of the two who were asked and said nothing"


async def test_a_button_of_a_pair_that_ended_says_so_and_changes_nothing(line: Line) -> None:
    house = await begun(line)
    view = await standing(house)
    a, b = one_of_each(view)
    await confirmed(house, How.EXCHANGE, a, b)
    user = int(view.names[a].split()[-1])
    assert await why(house.made.pair.checkins.answer(actor(user), view.pairing.pairs[0].id, 1, Answer.MET)) is not None
