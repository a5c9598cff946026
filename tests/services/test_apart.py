"""A partner leaves, somebody comes late: nobody is forgotten, everybody hears what becomes of them, and nobody is told who said no."""

from datetime import timedelta

import pytest

from domain.ground.ids import ProgramId, UserId
from domain.ground.refusal import Why
from domain.pair.apart import Way
from domain.pair.checkins import Cell
from domain.pair.moves import How
from domain.sending.deliveries import DeliveryState
from messages.pair import apart as words
from tests.services.conftest import actor, posted, why
from tests.services.parting import DAY, alone, begun, comes, open_ask, pairs, partner_of, reads, waits_for
from tests.services.test_replies import write
from tests.services.waiting import Line, acts


async def test_the_one_who_is_left_of_a_pair_is_asked_how_they_go_on_and_both_ways_are_good(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    (said,) = (await waits_for(house, "partner-left"))[left]
    assert said.text.startswith("Person 21 has stepped back from **Justice** for now.")
    assert "Both are good" in said.text
    assert "to study alone" in said.text
    assert {act for act, _ in acts(said)} >= {"apart-three", "apart-wait"}
    assert await alone(house) == {left: Way.ASKED}
    assert set(await reads(house, "partner-left")) == {left}, "nobody else hears of it"


async def test_of_a_trio_the_other_two_go_on_as_a_pair_and_are_told_so(line: Line) -> None:
    house = await begun(line, 5)
    trio = next(group for group in await pairs(house) if len(group) == 3)
    gone, *stay = sorted(trio)
    await line.leave(gone)
    said = await reads(house, "partner-left")
    for one, other in (stay, stay[::-1]):
        assert f"You and Person {other} go on as a pair" in said[one]
    assert await alone(house) == {}
    assert frozenset(stay) in await pairs(house)


async def test_who_is_taken_out_by_staff_leaves_a_partner_who_is_asked_all_the_same(line: Line) -> None:
    house = await begun(line, 4)
    left = await partner_of(house, 21)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
    assert person is not None
    shown = await house.made.cohort.removals.preview(house.lead, house.cohort, person.id)
    await house.made.cohort.removals.remove(house.manager, house.cohort, person.id, shown.mark, tell=True)
    assert await alone(house) == {left: Way.ASKED}
    assert left in await reads(house, "partner-left")
    assert f"Person {left} is without a partner now. I've asked" in (await reads(house, "member-left"))[3]


async def test_the_facilitator_gets_one_word_with_names_and_the_way_to_the_pairs(line: Line) -> None:
    house = await begun(line, 4)
    left = await partner_of(house, 21)
    await line.leave(21)
    (said,) = (await waits_for(house, "member-left", "partners-changed"))[3]
    assert "Person 21" in said.text
    assert f"Person {left} is without a partner now" in said.text
    assert ("pairs-page", (house.cohort,)) in acts(said)


async def test_as_three_the_pair_is_asked_in_private_and_both_yes_make_a_trio_of_which_all_hear(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    assert "I'm asking another pair" in words.chosen(await house.made.pair.apart.study_as_three(actor(left), house.cohort)).text
    ask, two = await open_ask(house)
    said = await reads(house, "third-asked")
    assert sorted(said) == two, "each of the two, and nobody else"
    assert f"Person {left} is without a partner. Would you and Person {two[1]} study as three?" in said[two[0]]
    assert "Noted: yes" in (await house.made.pair.apart.may_join(actor(two[0], None), ask, yes=True)).text
    assert frozenset({*two, left}) not in await pairs(house), "one yes is not two"
    assert set(await reads(house, "third-asked")) == {two[1]}, "who has answered is not asked any more"
    await house.made.pair.apart.may_join(actor(two[1], None), ask, yes=True)
    assert frozenset({*two, left}) in await pairs(house)
    assert await alone(house) == {}
    told = await reads(house, "pair")
    assert set(told) == {*two, left}
    assert f"Person {left} (<@{left}>) joins you and Person {two[1]}" in told[two[0]]
    assert "as three" in told[left]
    assert f"Person {left} now studies with" in (await reads(house, "partners-changed"))[3]
    assert (await house.made.pair.apart.may_join(actor(two[0]), ask, yes=True)).text == words.settled().text


async def test_after_a_no_the_next_best_pair_is_asked_and_nobody_reads_who_it_was(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    first, two = await open_ask(house)
    await house.made.pair.apart.may_join(actor(two[0]), first, yes=True)
    said = await house.made.pair.apart.may_join(actor(two[1]), first, yes=False)
    assert "Nothing changes for you, and nobody is told" in said.text
    second, others = await open_ask(house)
    assert not {*two} & {*others}
    assert set(await reads(house, "third-asked")) == {*others}, "the first pair is asked no more"
    assert await reads(house, "partners-changed") == {}
    async with house.store.read() as db:
        for ask in (first, second):
            kept = await db.alone.get_ask(ask)
            assert kept is not None
            assert kept.said_yes == (), "of a question that is over nothing is kept of anybody"
        assert "choose-partner" not in {noted.act for noted in await db.audit.of(ProgramId(1), 50)}


async def test_when_no_pair_suits_they_are_told_so_wait_and_the_facilitator_gets_the_names(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    for _ in range(2):
        ask, two = await open_ask(house)
        await house.made.pair.apart.may_join(actor(two[0]), ask, yes=False)
    assert await alone(house) == {left: Way.WAITS}
    assert "There is no pair in **Justice** right now" in (await reads(house, "no-third"))[left]
    word = (await reads(house, "partners-changed"))[3]
    assert f"nobody Person {left} could study with" in word
    assert "`/cohort pairs`" in word


async def test_a_pair_that_does_not_answer_within_four_days_is_asked_no_more(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    first, two = await open_ask(house)
    await line.wait(3 * DAY)
    assert (await open_ask(house))[0] == first
    await line.wait(4 * DAY)
    assert not {*two} & {*(await open_ask(house))[1]}


async def test_two_who_both_wait_are_a_pair_at_once_and_hear_it_by_name(line: Line) -> None:
    house = await begun(line, 6)
    first = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.wait(actor(first), house.cohort)
    assert await alone(house) == {first: Way.WAITS}
    house.clock.move_to(house.clock.now() + DAY)
    (gone, second) = sorted(next(group for group in await pairs(house)))
    await line.leave(gone)
    assert frozenset({first, second}) in await pairs(house)
    assert await alone(house) == {}
    told = await reads(house, "pair", "partner-left")
    assert f"Person {gone} has stepped back" in told[second]
    assert f"Person {first} (<@{first}>) was without a partner too" in told[second]
    assert f"from now on you study with Person {second}" in told[first]
    assert f"Person {second} now studies with Person {first}" in (await reads(house, "member-left"))[3]


async def test_who_comes_late_is_the_partner_of_who_is_without_one_and_has_the_text_of_the_round_under_way(line: Line) -> None:
    house = await begun(line, 4)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.wait(actor(left), house.cohort)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    await line.wait(first.ends_at + 2 * DAY - house.clock.now())
    await comes(house, line, 30)
    assert frozenset({30, left}) in await pairs(house)
    async with house.store.read() as db:
        rows = [
            row for row in await db.deliveries.of_cohort(house.cohort) if row.message.value == "prompt" and row.state.value == "pending"
        ]
        late = await db.people.by_user(UserId(30))
        assert late is not None
        assert [row.key.split("/")[2] for row in rows if row.person == late.id][:1] == ["1"]
    assert (
        f"Person 30 has taken a place in **Justice**.\nPerson 30 now studies with Person {left}."
        in (await reads(house, "partners-changed"))[3]
    )
    assert f"Person {left}" in (await reads(house, "pair"))[30]


async def test_who_comes_late_where_nobody_waits_is_the_third_of_a_pair_and_all_three_hear_it_kindly(line: Line) -> None:
    house = await begun(line, 4)
    await comes(house, line, 30)
    trio = next(group for group in await pairs(house) if len(group) == 3)
    told = await reads(house, "pair")
    assert set(told) == set(trio)
    for one in trio - {30}:
        assert "Person 30 (<@30>) joins you and" in told[one]
    assert await reads(house, "third-asked") == {}, "nobody has to say whether somebody new is welcome"


async def test_who_comes_late_and_can_study_with_nobody_waits_and_is_told(line: Line) -> None:
    house = await begun(line, 3)
    await comes(house, line, 30)
    assert await alone(house) == {30: Way.WAITS}
    assert "there is no study partner for you right now" in (await reads(house, "no-pair"))[30]
    assert "Person 30 waits for a partner" in (await reads(house, "partners-changed"))[3]


async def test_without_a_partner_each_round_brings_its_text_and_nothing_that_counts_as_silence(line: Line) -> None:
    house = await begun(line, 4)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.wait(actor(left), house.cohort)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
        person = await db.people.by_user(UserId(left))
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if person is not None and row.person == person.id]
    kinds = [row.message.value for row in rows if row.state is DeliveryState.PENDING]
    assert kinds.count("study-alone") == 3, "one for each round"
    assert not {"prompt", "nudge"} & set(kinds)
    (said, *_) = (await waits_for(house, "study-alone"))[left]
    assert "to study alone for now" in said.text
    assert "One answer serves" not in said.text
    assert {act for act, _ in acts(said)} == {"apart-three", "hard-week"}
    await line.wait(first.ends_at + 3 * DAY - house.clock.now())
    assert await line.sent("study-alone") == 1
    today = await house.made.cohort.cohorts.today(house.lead, house.cohort)
    assert all(f"Person {left}" not in names.names for names in today.quiet)
    assert today.without == ((f"Person {left}", Way.WAITS),)
    assert dict(today.grid)[(f"Person {left}",)][0] is Cell.ALONE


async def test_who_comes_late_and_waits_has_a_line_of_their_own_in_the_picture(line: Line) -> None:
    house = await begun(line, 3)
    await comes(house, line, 30)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    house.clock.move_to(first.ends_at + DAY)
    shown = await house.made.pair.progresses.of(house.lead, house.cohort)
    assert shown.names[-1] == ("Person 30",)
    assert shown.grid.lines[-1].cells[:2] == (Cell.ALONE, Cell.AHEAD)


async def test_two_whom_one_said_never_are_not_put_together_though_both_wait(line: Line) -> None:
    await line.overwrite(capacity=6)
    for user in range(21, 27):
        await line.house.apply(user)
    house = line.house
    await house.made.joining.signups.save_wishes(actor(21), house.cohort, (), (22,))
    await house.select(*range(21, 27))
    await house.begin()
    for gone in (await partner_of(house, 21), await partner_of(house, 22)):
        await line.leave(gone)
    await house.made.pair.apart.wait(actor(21), house.cohort)
    await house.made.pair.apart.wait(actor(22), house.cohort)
    assert await alone(house) == {21: Way.WAITS, 22: Way.WAITS}


async def test_whom_staff_move_to_nobody_waits_and_is_not_paired_behind_their_back(line: Line) -> None:
    house = await begun(line, 4)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    (a, b), (c, _) = (pair.members for pair in view.pairing.pairs)
    made = house.made.pair.moves
    shown = await made.preview(house.lead, house.cohort, view.pairing.id, How.MOVE, a, c)
    await made.change(house.lead, house.cohort, view.pairing.id, How.MOVE, a, c, shown.mark)
    async with house.store.read() as db:
        assert {one: row.way for one, row in (await db.alone.of(house.cohort)).items()} == {b: Way.WAITS}
    assert await reads(house, "partners-changed") == {}, "who moved them knows"


async def test_a_partner_who_comes_back_the_same_day_is_their_partner_again_and_both_hear_it(line: Line) -> None:
    house = await begun(line, 4)
    left = await partner_of(house, 21)
    await line.leave(21)
    house.clock.move_to(house.clock.now() + timedelta(hours=1))
    await comes(house, line, 21)
    assert frozenset({21, left}) in await pairs(house)
    assert await alone(house) == {}
    assert set(await reads(house, "pair")) == {21, left}
    assert await reads(house, "partner-left") == {}, "of what is no longer so nothing is said"


async def test_buttons_of_others_and_of_what_is_over_do_nothing(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    made = house.made.pair.apart
    await made.study_as_three(actor(left), house.cohort)
    ask, two = await open_ask(house)
    stranger = next(user for user in range(22, 27) if user not in {*two, left})
    assert await why(made.may_join(actor(stranger), ask, yes=True)) is Why.NOT_YOURS
    assert await why(made.may_join(actor(left), ask, yes=True)) is Why.NOT_YOURS, "nobody says yes for those they ask"
    assert await why(made.may_join(actor(two[0]), 10**9, yes=True)) is Why.NOT_YOURS
    assert await why(made.wait(actor(90), house.cohort)) is Why.NOT_ALLOWED
    assert "study with" in words.chosen(await made.wait(actor(two[0]), house.cohort)).text, "who has a partner keeps them"
    assert (await open_ask(house))[0] == ask


async def test_who_has_paused_is_not_asked_to_take_a_third(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    resting = next(iter(next(group for group in await pairs(house))))
    await house.made.own.people.pause(actor(resting), 28)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    assert resting not in (await open_ask(house))[1]


@pytest.mark.parametrize("first", ["three", "wait"])
async def test_one_may_choose_again_while_nothing_is_settled(line: Line, first: str) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    made = house.made.pair.apart
    ways = {"three": made.study_as_three, "wait": made.wait}
    await ways.pop(first)(actor(left), house.cohort)
    (second,) = ways.values()
    await second(actor(left), house.cohort)
    assert (await alone(house))[left] is (Way.WAITS if first == "three" else Way.THREE)
    async with house.store.read() as db:
        assert len(await db.alone.open_asks(house.cohort)) == (0 if first == "three" else 1)


async def test_nobody_hears_of_a_partner_who_left_before_anybody_was_told_who_it_would_be(line: Line) -> None:
    house = line.house
    for user in range(21, 25):
        await house.apply(user)
    await house.select(21, 22, 23, 24)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    await house.made.pair.chevrutot.publish(house.lead, house.cohort, view.pairing.id)
    await line.leave(21)
    assert await reads(house, "partner-left") == {}


@pytest.mark.parametrize("said", ["not this month", "we met", "yes, gladly"])
async def test_words_under_the_question_of_a_third_say_nothing_about_a_round_and_are_not_guessed(line: Line, said: str) -> None:
    house = await begun(line, 6)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    await line.wait(first.ends_at + 3 * DAY - house.clock.now())
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    ask, (one, _) = await open_ask(house)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(one))
        row = next(r for r in await db.deliveries.of_cohort(house.cohort) if r.key == f"ask/{ask}/to/{person.id if person else 0}")
    await posted(house, row.key, 777)
    heard = await write(house, one, said, 777)
    assert {("third-yes", (ask,)), ("third-no", (ask,))} <= acts(heard)
    async with house.store.read() as db:
        assert await db.checkins.of(house.cohort) == []
        kept = await db.alone.get_ask(ask)
        assert kept is not None
        assert kept.said_yes == ()


@pytest.mark.parametrize("said", ["we met", "I did it alone"])
async def test_words_of_who_studies_alone_are_no_answer_of_the_pair_that_is_over(line: Line, said: str) -> None:
    house = await begun(line, 4)
    left = await partner_of(house, 21)
    await line.leave(21)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(left))
        rows = await db.deliveries.of_cohort(house.cohort)
        row = next(r for r in rows if person is not None and r.message.value == "partner-left" and r.person == person.id)
        first = (await db.sessions.of(house.cohort))[0]
    await posted(house, row.key, 777)
    await line.wait(first.ends_at + 3 * DAY - house.clock.now())
    heard = await write(house, left, said, 777)
    assert {act for act, _ in acts(heard)} == {"apart-three", "apart-wait", "hard-week"}
    async with house.store.read() as db:
        assert await db.checkins.of(house.cohort) == []


async def test_who_answers_in_plain_words_without_replying_is_shown_the_buttons_of_what_they_are_asked(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    heard = await write(house, left, "I'd rather wait", as_message=901)
    assert {act for act, _ in acts(heard)} == {"apart-three", "apart-wait", "hard-week"}
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    ask, (one, other) = await open_ask(house)
    assert {("third-yes", (ask,)), ("third-no", (ask,))} <= acts(await write(house, one, "yes, gladly", as_message=902))
    await house.made.pair.apart.may_join(actor(other), ask, yes=True)
    assert "third-yes" not in {act for act, _ in acts(await write(house, other, "yes, gladly", as_message=903))}
