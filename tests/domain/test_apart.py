"""Who has lost a partner, or came late: placed by the same weights, never with somebody they must not study with, and never lost."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.ids import PersonId
from domain.pair.apart import Circle, other_pairs, partner, place, thirds, without
from domain.pair.chevruta import History, Seeker
from domain.pair.fit import forbidden
from domain.pair.moves import Group

EVENINGS = frozenset({18, 19, 42, 43, 66})
ZONES = ("America/New_York", "Asia/Jerusalem", "Pacific/Auckland")


def circle(count: int, history: History | None = None, **changed: Seeker) -> Circle:
    there = {PersonId(n): Seeker(PersonId(n), "America/New_York", EVENINGS) for n in range(1, count + 1)}
    there |= {seeker.person: seeker for seeker in changed.values()}
    return Circle(there, history or History(), 5787)


def person(number: int, **facts: object) -> Seeker:
    return replace(Seeker(PersonId(number), "America/New_York", EVENINGS), **facts)  # type: ignore[arg-type]


def group(*numbers: int) -> Group:
    return tuple(PersonId(number) for number in numbers)


@st.composite
def circles(draw: st.DrawFn) -> Circle:
    size = draw(st.integers(2, 9))
    someone = st.integers(1, size).map(PersonId)
    seekers = [
        Seeker(
            PersonId(number), draw(st.sampled_from(ZONES)), draw(st.frozensets(st.integers(0, 12), max_size=6)), "",
            draw(st.sampled_from(["", "", "beth el"])), draw(st.frozensets(someone, max_size=2)), draw(st.frozensets(someone, max_size=2)),
        )
        for number in range(1, size + 1)
    ]  # fmt: skip
    former = draw(st.frozensets(st.frozensets(someone, min_size=2, max_size=2), max_size=3))
    trios = dict.fromkeys(draw(st.frozensets(someone, max_size=3)), 1)
    return Circle({seeker.person: seeker for seeker in seekers}, History(former, trios), draw(st.integers(0, 99)))


def must_not(one: Group, there: Circle) -> bool:
    return any(forbidden(there.seekers[a], there.seekers[b], there.history) for a, b in combinations(one, 2))


@given(circles(), st.data())
def test_whoever_leaves_or_comes_in_any_order_everybody_is_in_one_group_or_without_and_no_exclusion_is_broken(
    there: Circle, data: st.DataObject
) -> None:
    groups, inside = list[Group](), set[PersonId]()
    for _ in range(data.draw(st.integers(1, 12))):
        who = data.draw(st.sampled_from(sorted(there.seekers)))
        if who in inside:
            inside.discard(who)
            groups = [left for one in groups if len(left := tuple(p for p in one if p != who)) > 1]
        else:
            inside.add(who)
            found = place(who, sorted(without(inside, groups) - {who}), groups, there)
            if found is not None:
                groups = [one for one in groups if not set(one) <= set(found)] + [found]
        placed = [one for each in groups for one in each]
        assert sorted([*placed, *without(inside, groups)]) == sorted(inside)
        assert {len(one) for one in groups} <= {2, 3}
        assert not any(must_not(one, there) for one in groups)


@given(circles(), st.data())
def test_other_pairs_keep_everybody_in_a_group_of_the_same_size_and_part_all_that_can_be_parted(there: Circle, data: st.DataObject) -> None:
    groups = list[Group]()
    for who in sorted(there.seekers):
        found = place(who, sorted(without([one for one in there.seekers if one < who], groups)), groups, there)
        if found is not None:
            groups = [one for one in groups if not set(one) <= set(found)] + [found]
    pairs = [one for one in groups if len(one) == 2]
    wished = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    made = other_pairs(groups, wished, there)
    assert sorted(one for each in made for one in each) == sorted(one for each in groups for one in each)
    assert sorted(map(len, made)) == sorted(map(len, groups))
    assert not any(must_not(one, there) for one in made if one not in groups)
    assert {one for one in groups if len(one) == 3} <= set(made), "a trio stays as it is"


def test_who_waits_is_the_partner_of_who_comes_and_the_nearest_of_several() -> None:
    far = person(1, zone="Pacific/Auckland", hours=frozenset[int]())
    there = circle(6, far=far)
    assert place(PersonId(6), [PersonId(1), PersonId(5)], [group(2, 3)], there) == group(5, 6)
    assert partner(PersonId(6), [], there) is None


def test_where_nobody_waits_they_are_the_third_of_the_pair_where_the_weights_put_them() -> None:
    there = circle(5, wished=person(5, wanted=frozenset({PersonId(4)})))
    assert place(PersonId(5), [], [group(1, 2), group(3, 4)], there) == group(3, 4, 5)


def test_a_pair_that_was_never_in_a_trio_is_asked_before_one_that_was_whatever_the_weights_say() -> None:
    wishes = person(5, wanted=frozenset({PersonId(3), PersonId(4)}))
    there = circle(5, History(trios={PersonId(3): 1}), wishes=wishes)
    assert thirds(PersonId(5), [group(3, 4), group(1, 2)], there) == [group(1, 2), group(3, 4)]


def test_nobody_is_asked_to_take_a_third_whom_one_of_them_must_not_study_with() -> None:
    there = circle(5, never=person(4, never=frozenset({PersonId(5)})), former=person(5))
    assert thirds(PersonId(5), [group(1, 2), group(3, 4)], there) == [group(1, 2)]
    assert thirds(PersonId(5), [group(1, 2, 3)], there) == [], "nobody is the fourth"


def test_other_pairs_that_nobody_wished_for_look_like_those_that_somebody_did() -> None:
    """Two pairs change in either case, and it makes no difference who of the one it was."""
    groups, there = [group(1, 2), group(3, 4), group(5, 6)], circle(6)
    plain, wished = other_pairs(groups, [], there), other_pairs(groups, [group(3, 4)], there)
    for made in (plain, wished):
        assert len(set(groups) - set(made)) == 2
    assert group(3, 4) not in wished
    assert other_pairs(groups, [group(1, 2)], there) == plain, "the one with the fewest points is the first of equals"


def test_two_pairs_that_wish_for_others_do_not_come_back_together() -> None:
    groups, there = [group(1, 2), group(3, 4)], circle(4)
    made = other_pairs(groups, groups, there)
    assert not set(made) & set(groups)


def test_where_there_is_only_one_pair_or_no_other_is_allowed_nothing_is_proposed() -> None:
    assert other_pairs([group(1, 2)], [group(1, 2)], circle(2)) == [group(1, 2)]
    there = circle(4, first=person(1, congregation="beth el"), third=person(3, congregation="beth el"))
    assert other_pairs([group(1, 2), group(3, 4)], [group(1, 2)], there) == [group(1, 4), group(2, 3)]
