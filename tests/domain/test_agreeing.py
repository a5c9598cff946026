"""What stands for a pair's month: answers that agree stand at once, one that contradicts waits, and a month off is told by its author."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.ids import PairId, PersonId
from domain.group.sessions import Round
from domain.pair.agreeing import Standing, cell, contradicts, counted, standing
from domain.pair.checkins import Answer, Cell, CheckIn, Manner

NOW = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
ROUND = Round(1, NOW, NOW + timedelta(days=28))
THURSDAY, FRIDAY = NOW + timedelta(days=58), NOW + timedelta(days=59)
AVI, DANA, NOA = PersonId(1), PersonId(2), PersonId(3)
MEMBERS = (AVI, DANA, NOA)
MET, DATE, OFF, HELP = Answer.MET, Answer.DATE, Answer.NOT_THIS_MONTH, Answer.HELP
KEPT, FOR_BOTH = Manner.KEPT, Manner.FOR_BOTH


def said(*answers: CheckIn) -> Standing:
    """What stands when these were given one after the other, an hour apart."""
    timed = [replace(one, at=NOW + timedelta(hours=n), id=n) for n, one in enumerate(answers)]
    return standing(timed)[PairId(1), 1]


def by(person: PersonId, answer: Answer, date: datetime | None = None, manner: Manner = Manner.SAID) -> CheckIn:
    return CheckIn(PairId(1), 1, answer, person, NOW, date if date or answer is not DATE else THURSDAY, manner=manner)


AT_ONCE = [
    (by(AVI, one), by(DANA, two))
    for one, two in (
        (MET, MET), (DATE, DATE), (OFF, OFF), (HELP, HELP), (HELP, MET), (HELP, DATE), (HELP, OFF), (DATE, MET), (OFF, MET),
    )
]  # fmt: skip
FIRST_SHOWN = [
    (by(AVI, one), by(DANA, two, date))
    for one, two, date in (
        (MET, OFF, None), (MET, HELP, None), (MET, DATE, None), (DATE, OFF, None), (DATE, DATE, FRIDAY), (DATE, HELP, None),
        (OFF, DATE, None), (OFF, HELP, None),
    )
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), AT_ONCE)
def test_an_answer_that_agrees_with_the_partner_s_or_adds_to_it_stands_at_once(first: CheckIn, second: CheckIn) -> None:
    stands = said(first, second)
    assert stands.agreed.answer is second.answer
    assert stands.open == ()


@pytest.mark.parametrize(("first", "second"), FIRST_SHOWN)
def test_an_answer_that_contradicts_the_partner_s_changes_nothing_until_its_author_says_so(first: CheckIn, second: CheckIn) -> None:
    stands = said(first, second)
    assert (stands.agreed.by, [one.by for one in stands.open]) == (AVI, [DANA])
    assert stands.against(stands.open[0])[0].by == AVI
    assert cell(stands, ROUND, NOW, 2) is Cell.UNSETTLED
    assert counted(stands, ROUND, NOW, 2) == first.answer.value, "what they last agreed on is what counts"
    changed = said(first, second, replace(second, manner=FOR_BOTH))
    assert (changed.agreed.by, changed.agreed.answer) == (DANA, second.answer)
    assert changed.open == ((first,) if first.answer is OFF else ()), "that one is there after all only they can say"
    kept = said(first, second, replace(first, by=DANA, manner=KEPT))
    assert (kept.agreed.by, kept.agreed.answer, kept.open) == (AVI, first.answer, ())


def test_one_s_own_answer_may_always_be_changed_while_the_partner_has_said_nothing() -> None:
    for first in Answer:
        for second in Answer:
            assert said(by(AVI, first), by(AVI, second)).agreed.answer is second


def test_a_next_time_that_is_named_beside_we_met_is_kept_until_a_partner_takes_it_back() -> None:
    again = by(AVI, MET, THURSDAY)
    for stands in (said(again), said(again, by(DANA, MET)), said(by(DANA, MET), again), said(again, by(AVI, MET))):
        assert (stands.agreed.answer, stands.reminded((AVI, DANA))) == (MET, {AVI: THURSDAY, DANA: THURSDAY})
    assert said(by(DANA, DATE, FRIDAY), again).reminded((AVI, DANA)) == {AVI: THURSDAY, DANA: THURSDAY}
    off = said(again, by(DANA, OFF))
    assert (off.agreed.answer, off.reminded((AVI, DANA))) == (MET, {AVI: THURSDAY}), "who is off is reminded of nothing meanwhile"
    assert said(again, by(DANA, OFF), by(DANA, OFF, manner=FOR_BOTH)).reminded((AVI, DANA)) == {}


def test_who_took_the_month_off_and_sets_a_date_since_takes_it_off_no_more() -> None:
    stands = said(by(AVI, OFF), by(DANA, OFF), by(AVI, DATE))
    assert (stands.off, stands.reminded((AVI, DANA))) == ({DANA}, {AVI: THURSDAY})


def test_of_three_an_answer_that_contradicts_nobody_any_more_is_open_no_longer() -> None:
    stands = said(by(DANA, MET), by(NOA, MET), by(AVI, HELP), by(DANA, DATE), by(NOA, MET))
    assert stands.open == ()


def test_who_left_it_to_their_partner_does_not_bind_the_partner() -> None:
    stands = said(by(AVI, DATE), by(DANA, DATE, FRIDAY), by(DANA, DATE, manner=KEPT), by(AVI, OFF))
    assert (stands.agreed.answer, stands.open) == (OFF, ())


def test_whoever_answered_by_mistake_and_leaves_it_to_their_partner_is_taken_at_their_word() -> None:
    stands = said(by(AVI, DATE), by(DANA, MET), by(DANA, HELP), by(DANA, DATE, manner=KEPT))
    assert (stands.agreed.answer, stands.agreed.by) == (DATE, AVI)
    assert stands.reminded((AVI, DANA)) == {AVI: THURSDAY, DANA: THURSDAY}


def test_a_partner_who_comes_round_by_themselves_settles_it() -> None:
    stands = said(by(AVI, DATE), by(DANA, DATE, FRIDAY), by(AVI, DATE, FRIDAY))
    assert (stands.agreed.date, stands.open) == (FRIDAY, ())
    assert {one.by for one in stands.voices} == {AVI, DANA}


def test_a_date_without_a_day_takes_no_day_away() -> None:
    stands = said(by(AVI, DATE), replace(by(DANA, DATE), date=None))
    assert (stands.agreed.date, stands.open) == (THURSDAY, ())


def test_a_date_set_against_a_month_off_that_nobody_was_told_reminds_its_author_alone() -> None:
    stands = said(by(AVI, OFF), by(DANA, DATE))
    assert stands.hides(stands.open[0])
    assert stands.reminded((AVI, DANA)) == {DANA: THURSDAY}
    shown = stands.shown_to(DANA)
    assert shown is not None
    assert shown.answer is DATE
    agreed = said(by(AVI, OFF), by(DANA, DATE), by(AVI, DATE))
    assert agreed.reminded((AVI, DANA)) == {AVI: THURSDAY, DANA: THURSDAY}


def test_a_date_set_against_a_month_off_that_was_told_reminds_who_takes_it_off_only_once_they_go_along() -> None:
    off = replace(by(AVI, OFF), told_at=NOW)
    assert said(off, by(DANA, DATE)).reminded((AVI, DANA)) == {}
    changed = off, by(DANA, DATE), by(DANA, DATE, manner=FOR_BOTH)
    assert said(*changed).reminded((AVI, DANA)) == {DANA: THURSDAY}
    assert said(*changed, by(AVI, DATE, manner=KEPT)).reminded((AVI, DANA)) == {AVI: THURSDAY, DANA: THURSDAY}
    assert said(*changed, replace(off, manner=FOR_BOTH)).reminded((AVI, DANA)) == {}


def test_in_a_trio_an_answer_waits_while_it_contradicts_any_of_the_others() -> None:
    stands = said(by(AVI, HELP), by(DANA, DATE), by(NOA, OFF))
    assert (stands.agreed.by, [one.by for one in stands.open]) == (DANA, [NOA])
    assert stands.reminded(MEMBERS) == {AVI: THURSDAY, DANA: THURSDAY}, "whoever is off is not reminded meanwhile"


def test_words_written_before_a_press_and_read_after_it_stay_the_earlier_answer() -> None:
    written = CheckIn(PairId(1), 1, HELP, AVI, NOW, source=5, id=2)
    pressed = CheckIn(PairId(1), 1, MET, AVI, NOW + timedelta(hours=1), source=9, id=1)
    assert standing([pressed, written])[PairId(1), 1].agreed.answer is MET
    same_moment = replace(pressed, at=NOW)
    assert standing([same_moment, written])[PairId(1), 1].agreed.answer is MET, "at the same time by Discord's number"


@st.composite
def stories(draw: st.DrawFn, manners: tuple[Manner, ...] = tuple(Manner)) -> list[CheckIn]:
    """Answers of two or three people as they may come: nobody keeps or changes for both what they were not shown."""
    people = MEMBERS[: draw(st.integers(2, 3))]
    given_: list[CheckIn] = []
    for n in range(draw(st.integers(1, 9))):
        answer = draw(st.sampled_from(Answer))
        date = draw(st.sampled_from((THURSDAY, FRIDAY, None))) if answer in {DATE, MET} else None
        told = NOW if answer is OFF and draw(st.booleans()) else None
        one = CheckIn(PairId(1), 1, answer, draw(st.sampled_from(people)), NOW + timedelta(hours=n), date, told_at=told, id=n)
        stands = standing(given_).get((PairId(1), 1))
        open_ = None if stands is None else stands.unconfirmed(one.by)
        manner = draw(st.sampled_from(manners))
        if stands is not None and open_ is not None and manner is not Manner.SAID:
            source = open_ if manner is FOR_BOTH else stands.against(open_)[0]
            told = NOW if manner is FOR_BOTH and source.answer is OFF else source.told_at
            one = replace(one, answer=source.answer, date=source.date, told_at=told, manner=manner)
        given_.append(one)
    return given_


@given(stories(), st.integers())
def test_what_stands_does_not_depend_on_the_order_in_which_answers_are_read(story: list[CheckIn], seed: int) -> None:
    read = list(story)
    Random(seed).shuffle(read)
    assert standing(read) == standing(story)


@given(stories())
def test_an_unconfirmed_answer_changes_nothing_and_a_confirmed_one_stands(story: list[CheckIn]) -> None:
    before = standing(story[:-1]).get((PairId(1), 1))
    stands, last = standing(story)[PairId(1), 1], story[-1]
    if before is None or last.manner is FOR_BOTH:
        assert stands.agreed == last
        assert all(one.answer is OFF and one.by in stands.off for one in stands.open)
    elif last in stands.open:
        assert (stands.agreed, stands.voices) == (before.agreed, before.voices)
    elif last.manner is Manner.SAID:
        assert (stands.agreed.answer, last.date in {None, stands.agreed.date}) == (last.answer, True)


@given(stories())
def test_what_counts_contradicts_nothing_that_counted_before_it_and_what_is_open_does(story: list[CheckIn]) -> None:
    stands = standing(story)[PairId(1), 1]
    assert stands.agreed in story
    assert len({one.by for one in stands.voices}) == len(stands.voices)
    assert all(stands.against(one) for one in stands.open)
    for one in stands.voices:
        for other in stands.voices:
            if one.by != other.by and one.given < other.given:
                assert not contradicts(one, other)


@given(stories())
def test_no_partner_is_shown_a_month_off_that_its_author_told_nobody(story: list[CheckIn]) -> None:
    stands = standing(story)[PairId(1), 1]
    for person in MEMBERS:
        shown = stands.shown_to(person)
        assert shown is None or not shown.untold or shown.by == person
        own = stands.unconfirmed(person)
        if own is not None and not stands.hides(own):
            assert any(not one.untold for one in stands.against(own)), "there is something that they may be shown"


@given(stories())
def test_whoever_is_off_is_reminded_of_nothing_and_a_date_of_one_day_only(story: list[CheckIn]) -> None:
    stands = standing(story)[PairId(1), 1]
    reminded = stands.reminded(MEMBERS)
    assert not stands.off & reminded.keys()
    for person, date in reminded.items():
        assert date in {one.date for one in (stands.agreed, *stands.open) if one.answer in {DATE, MET}}, person
