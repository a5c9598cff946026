"""Who studies with whom: never two who must not, never the same partner again, never somebody dropped without a word."""

from collections import Counter
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.ids import PersonId
from domain.ground.refusal import Refusal, Why
from domain.pair.chevruta import History, PairReason, Seeker
from domain.pair.fit import Weights, check_together, forbidden, reasons
from domain.pair.matching import Matching, another, match
from rehearsal.prove.pairing import Circle, best_rank, compare, compare_large, drafted, rank

NOBODY = History()
EVENINGS = frozenset({18, 19, 42, 43, 66})
ZONES = ("America/New_York", "America/Los_Angeles", "Asia/Jerusalem", "Europe/London", "Pacific/Auckland")


def person(number: int, **facts: object) -> Seeker:
    return replace(Seeker(PersonId(number), "America/New_York", EVENINGS), **facts)  # type: ignore[arg-type]


def people(count: int) -> list[Seeker]:
    return [person(number) for number in range(1, count + 1)]


def ids(*numbers: int) -> frozenset[PersonId]:
    return frozenset(PersonId(number) for number in numbers)


def groups(matching: Matching) -> list[frozenset[PersonId]]:
    return [frozenset(chevruta.members) for chevruta in matching.chevrutot]


def pairs_of(matching: Matching) -> frozenset[frozenset[PersonId]]:
    return frozenset(frozenset(pair) for chevruta in matching.chevrutot for pair in combinations(chevruta.members, 2))


@st.composite
def circles(draw: st.DrawFn, most: int = 8) -> tuple[list[Seeker], History]:
    size = draw(st.integers(1, most))
    someone = st.integers(1, size).map(PersonId)
    some = st.frozensets(someone, max_size=2)
    seekers = [
        Seeker(
            PersonId(number),
            draw(st.sampled_from(ZONES)),
            draw(st.frozensets(st.integers(0, 12), max_size=8)),
            draw(st.sampled_from(["", "campus", "hospital"])),
            draw(st.sampled_from(["", "", "beth el", "kol shalom"])),
            draw(some),
            draw(some),
        )
        for number in range(1, size + 1)
    ]
    former = (
        draw(st.frozensets(st.frozensets(someone, min_size=2, max_size=2), max_size=5)) if size > 1 else frozenset[frozenset[PersonId]]()
    )
    return seekers, History(former, draw(st.dictionaries(someone, st.integers(0, 3), max_size=3)))


@settings(max_examples=60, deadline=None)
@given(circles(), st.integers(0, 2**32))
def test_no_way_of_parting_a_small_group_is_better_than_the_one_drafted(circle: tuple[list[Seeker], History], seed: int) -> None:
    among = Circle(tuple(circle[0]), circle[1])

    matching = match(among.seekers, among.history, seed)

    assert rank(drafted(matching, among), among) == best_rank(among)
    assert matching.score == rank(drafted(matching, among), among)[4]


def test_cohorts_of_up_to_twelve_with_locks_are_drafted_as_well_as_any_way_there_is() -> None:
    found = compare(seed=5787, cohorts=120)

    assert found.wrong == []
    assert min(found.compared[kind] for kind in ("with somebody alone", "with a trio", "with a lock")) > 10


def test_the_largest_cohorts_are_drafted_as_well_as_any_way_there_is() -> None:
    assert compare_large(seed=5787, cohorts=3).wrong == []


def test_a_draft_that_is_good_and_not_the_best_is_found_out() -> None:
    def first_who_may(circle: Circle, seed: int) -> Matching:
        weightless = Weights(wish=0, hour=0, zone=0, setting=0)
        return match(circle.seekers, circle.history, seed, weightless, circle.locked)

    assert compare(seed=1, cohorts=40, by=first_who_may).wrong


@settings(max_examples=30, deadline=None)
@given(circles(24), st.integers(0, 2**32), st.randoms())
def test_everyone_is_placed_once_or_named_as_waiting_and_nobody_sits_with_someone_they_must_not(
    circle: tuple[list[Seeker], History], seed: int, chance: Random
) -> None:
    seekers, history = circle
    by_id = {seeker.person: seeker for seeker in seekers}

    matching = match(seekers, history, seed)

    placed = [who for chevruta in matching.chevrutot for who in chevruta.members]
    assert sorted([*placed, *matching.alone]) == sorted(by_id)
    assert all(len(chevruta.members) in {2, 3} and chevruta.reasons for chevruta in matching.chevrutot)
    for chevruta in matching.chevrutot:
        check_together([by_id[who] for who in chevruta.members], history)
    chance.shuffle(seekers)
    assert match(seekers, history, seed) == matching


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, []), (2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (13, [2, 2, 2, 2, 2, 3])])
def test_people_study_in_pairs_and_an_odd_member_makes_one_trio(count: int, sizes: list[int]) -> None:
    matching = match(people(count), NOBODY, seed=1)

    assert sorted(len(chevruta.members) for chevruta in matching.chevrutot) == sizes
    assert len(matching.alone) == (1 if count == 1 else 0)


def seasons(count: int, many: int) -> tuple[list[Matching], History]:
    """The same people, season after season, each with what came before."""
    history, held = NOBODY, list[Matching]()
    for season in range(many):
        held.append(match(people(count), history, seed=season))
        times = Counter(dict(history.trios))
        times.update(one for chevruta in held[-1].chevrutot if len(chevruta.members) == 3 for one in chevruta.members)
        history = History(history.former | pairs_of(held[-1]), times)
    return held, history


def test_the_same_fourteen_people_have_ten_seasons_without_the_same_partner_twice() -> None:
    held, history = seasons(14, 10)

    assert all(matching.alone == () for matching in held)
    assert len(history.former) == sum(len(pairs_of(matching)) for matching in held), "a pair twice would be counted once"


def test_of_the_same_fifteen_people_all_share_the_trios_of_ten_seasons() -> None:
    held, history = seasons(15, 10)
    trios = [set(chevruta.members) for matching in held for chevruta in matching.chevrutot if len(chevruta.members) == 3]

    assert all(matching.alone == () for matching in held)
    assert len(trios) == 10
    assert len(set[PersonId]().union(*trios[:4])) == 12, "nobody twice while three others have never been in one"
    # The last three of a turn may have studied together meanwhile, so that it is not quite even.
    assert sorted(set(history.trios.values())) == [1, 2, 3]
    assert len(history.trios) == 15


def test_nobody_is_in_a_trio_twice_while_another_could_be_even_where_the_others_match_worse() -> None:
    seekers = [person(n) if n < 4 else person(n, hours=frozenset[int](), zone="Asia/Jerusalem") for n in range(1, 8)]

    matching = match(seekers, History(trios=dict.fromkeys(ids(1, 2, 3), 1)), seed=1)

    (trio,) = (chevruta.members for chevruta in matching.chevrutot if len(chevruta.members) == 3)
    assert ids(1, 2, 3).isdisjoint(trio)


def test_two_who_must_not_be_together_are_not_in_one_trio_either() -> None:
    seekers = [person(1, never=ids(2)), *people(5)[1:]]

    for seed in range(40):
        assert not any({1, 2} <= group for group in groups(match(seekers, NOBODY, seed)))


def test_a_never_counts_from_either_side_and_is_not_said_to_be_the_cause() -> None:
    supervisor, one = person(1), person(2, never=ids(1))

    assert forbidden(supervisor, one, NOBODY)
    assert forbidden(one, supervisor, NOBODY)
    for group in ([supervisor, one], [person(3, congregation="beth el"), person(4, congregation="beth el")]):
        with pytest.raises(Refusal) as refused:
            check_together(group, NOBODY)
        assert refused.value.why is Why.NEVER_TOGETHER
        assert refused.value.facts == {}


def test_two_without_a_congregation_are_not_of_the_same_one() -> None:
    assert not forbidden(person(1), person(2), NOBODY)


def test_former_partners_meet_again_only_when_both_ask_for_it() -> None:
    history = History(former=frozenset({ids(1, 2)}))

    assert forbidden(person(1), person(2), history)
    assert forbidden(person(1, wanted=ids(2)), person(2), history)
    assert not forbidden(person(1, wanted=ids(2)), person(2, wanted=ids(1)), history)


def test_a_wish_that_both_have_is_granted() -> None:
    seekers = [person(1, wanted=ids(6)), *people(5)[1:], person(6, wanted=ids(1))]

    matching = match(seekers, NOBODY, seed=5)

    assert ids(1, 6) in groups(matching)
    assert (PairReason.WISH, "") in next(chevruta.reasons for chevruta in matching.chevrutot if 1 in chevruta.members)


def test_people_who_can_meet_are_put_together() -> None:
    late, early = frozenset({100, 101, 102}), frozenset({10, 11, 12})
    seekers = [person(1, hours=late), person(2, hours=early), person(3, hours=late), person(4, hours=early)]

    assert groups(match(seekers, NOBODY, seed=3)) == [ids(1, 3), ids(2, 4)]


def test_a_person_whom_the_prohibitions_leave_without_a_partner_is_named() -> None:
    seekers = [person(1, never=ids(2, 3, 4, 5)), *people(5)[1:]]

    matching = match(seekers, NOBODY, seed=2)

    assert matching.alone == (1,)
    assert len(matching.chevrutot) == 2


def test_two_trios_are_made_when_otherwise_two_people_would_be_alone() -> None:
    left, right = ids(1, 2, 3), ids(4, 5, 6)
    seekers = [person(n, never=right if n in left else left) for n in range(1, 7)]

    matching = match(seekers, NOBODY, seed=2)

    assert groups(matching) == [left, right]
    assert matching.alone == ()


def test_the_same_seed_gives_the_same_draft_and_another_seed_breaks_ties_anew() -> None:
    drafts = {match(people(10), NOBODY, seed).chevrutot for seed in range(12)}

    assert match(people(10), NOBODY, 7) == match(people(10)[::-1], NOBODY, 7)
    assert len(drafts) > 1


def test_someone_who_applied_twice_is_paired_once() -> None:
    matching = match([*people(4), person(1)], NOBODY, seed=1)

    assert sorted(who for group in groups(matching) for who in group) == [1, 2, 3, 4]


def test_locked_people_stay_together_while_the_others_are_drawn_again() -> None:
    for seed in range(20):
        assert ids(1, 8) in groups(match(people(8), NOBODY, seed, locked=[ids(1, 8)]))
        assert ids(2, 5, 7) in groups(match(people(9), NOBODY, seed, locked=[ids(2, 5, 7)]))


def test_a_late_joiner_makes_a_trio_and_every_other_pair_stays() -> None:
    drafted = match(people(6), NOBODY, seed=1)
    newcomer = person(7, wanted=ids(3))

    matching = match([*people(6), newcomer], NOBODY, seed=1, locked=groups(drafted))

    kept = [group for group in groups(drafted) if 3 not in group]
    assert all(group in groups(matching) for group in kept)
    assert next(group for group in groups(matching) if 3 in group) == next(group for group in groups(drafted) if 3 in group) | ids(7)


def test_a_trio_does_not_widen_a_locked_pair_while_another_place_is_free() -> None:
    for seed in range(20):
        assert ids(1, 2) in groups(match(people(5), NOBODY, seed, locked=[ids(1, 2)]))


def test_a_lock_on_someone_who_has_left_does_not_hold() -> None:
    assert match(people(4), NOBODY, seed=1, locked=[ids(1, 99)]).alone == ()


def test_a_lock_that_must_not_be_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        match([person(1, never=ids(2)), *people(4)[1:]], NOBODY, seed=1, locked=[ids(1, 2)])

    assert refused.value.why is Why.NEVER_TOGETHER


def test_each_reason_says_a_fact() -> None:
    boston = person(1, setting="campus")
    jerusalem = person(2, setting="hospital", zone="Asia/Jerusalem", hours=frozenset({18, 19}))

    assert reasons([boston, jerusalem], NOBODY) == (
        (PairReason.SHARED_HOURS, "2"),
        (PairReason.FAR_ZONES, "7"),
        (PairReason.DIFFERENT_SETTINGS, ""),
        (PairReason.NEW_TO_EACH_OTHER, ""),
    )
    assert reasons(people(3), NOBODY)[-1] == (PairReason.TRIO, "3")


def test_neighbours_across_the_date_line_are_near() -> None:
    honolulu, auckland = person(1, zone="Pacific/Honolulu"), person(2, zone="Pacific/Auckland")

    assert (PairReason.NEAR_ZONES, "1") in reasons([honolulu, auckland], NOBODY)


def test_what_counts_is_kept_with_the_result() -> None:
    weights = Weights(wish=0, hour=0, zone=0, setting=9)
    seekers = [person(n, setting="campus" if n < 3 else "hospital") for n in range(1, 5)]

    matching = match(seekers, NOBODY, seed=1, weights=weights)

    assert (matching.weights, matching.seed, matching.score) == (weights, 1, 18)


def test_another_draw_is_as_good_as_the_first_and_does_not_come_back_at_once() -> None:
    """Drawn again once went from "the same clock" to "12 hours apart", since all earlier pairs were forbidden."""
    near = [person(n, zone="America/New_York") for n in (1, 2, 3, 4)]
    far = [person(n, zone="Asia/Singapore") for n in (5, 6, 7, 8)]
    first = match([*near, *far], NOBODY, seed=1)
    drawn = [groups(first)]
    for seed in range(6):
        again = another([*near, *far], NOBODY, seed, drawn)
        assert again is not None
        assert again.score == first.score
        assert all((PairReason.NEAR_ZONES, "0") in chevruta.reasons for chevruta in again.chevrutot)
        assert set(groups(again)) != set(drawn[-1])
        drawn.append(groups(again))
    assert len({frozenset(one) for one in drawn[:3]}) == 3, "each of three ways within a zone comes before one comes back"


def test_when_there_is_no_other_draw_that_is_as_good_there_is_none() -> None:
    late, early = frozenset({100, 101, 102}), frozenset({10, 11, 12})
    seekers = [person(1, hours=late), person(2, hours=early), person(3, hours=late), person(4, hours=early)]
    best = groups(match(seekers, NOBODY, seed=3))

    assert another(seekers, NOBODY, 4, [best]) is None
    changed_by_hand = another(seekers, NOBODY, 4, [best, [ids(1, 2), ids(3, 4)]])
    assert changed_by_hand is not None
    assert groups(changed_by_hand) == best


@settings(max_examples=40, deadline=None)
@given(circles(), st.integers(0, 2**32))
def test_another_draw_never_costs_anything(circle: tuple[list[Seeker], History], seed: int) -> None:
    seekers, history = circle
    among, first = Circle(tuple(seekers), history), match(seekers, history, seed)

    again = another(seekers, history, seed + 1, [groups(first)])

    if again is None:
        assert all(groups(match(seekers, history, other)) == groups(first) for other in range(5))
    else:
        assert set(groups(again)) != set(groups(first))
        assert rank(drafted(again, among), among) == rank(drafted(first, among), among)


def test_where_nobody_may_study_with_anybody_all_are_named_and_nobody_is_paired() -> None:
    seekers = [person(n, congregation="beth el") for n in range(1, 16)]

    matching = match(seekers, NOBODY, seed=1)

    assert (matching.chevrutot, matching.alone) == ((), tuple(range(1, 16)))
    assert another(seekers, NOBODY, 2, [[]]) is None


def test_the_order_of_names_decides_nothing() -> None:
    seekers = [person(1, wanted=ids(2)), person(2), person(3, zone="Asia/Jerusalem")]

    assert {match(order, NOBODY, 9) for order in permutations(seekers)} == {match(seekers, NOBODY, 9)}
