"""When partners are usually free, as each of them says it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.joining.signups import SLOTS, free_hours
from domain.pair.hours import Free, Part, common, in_parts

WINTER = datetime(2026, 12, 1, tzinfo=UTC)
ZONES = ("Asia/Jerusalem", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland")


def test_what_two_in_one_place_share_is_said_as_they_chose_it() -> None:
    mornings = free_hours(("weekday-mornings", "sundays"), "America/New_York", WINTER)
    others = free_hours(("weekday-mornings", "friday-mornings"), "America/New_York", WINTER)
    assert in_parts(common([mornings, others]), "America/New_York", WINTER) == (Free(Part.MORNING, (0, 1, 2, 3)),)


def test_each_reads_the_same_hours_on_their_own_clock() -> None:
    evenings = free_hours(("weekday-evenings",), "Asia/Jerusalem", WINTER)  # 7 to 10 pm there is noon to 3 pm in New York
    afternoons = free_hours(("weekday-afternoons",), "America/New_York", WINTER)
    both = common([evenings, afternoons])
    assert in_parts(both, "Asia/Jerusalem", WINTER) == (Free(Part.EVENING, (0, 1, 2, 3)),)
    assert in_parts(both, "America/New_York", WINTER) == (Free(Part.AFTERNOON, (0, 1, 2, 3)),)


def test_nothing_is_said_where_one_of_them_named_no_hours_or_none_is_shared() -> None:
    mornings = free_hours(("weekday-mornings",), "America/New_York", WINTER)
    assert common([mornings, frozenset()]) == frozenset()
    assert in_parts(common([mornings, free_hours(("sundays",), "America/New_York", WINTER)]), "America/New_York", WINTER) == ()
    assert common([]) == frozenset()


@given(st.lists(st.tuples(st.sets(st.sampled_from(sorted(SLOTS))), st.sampled_from(ZONES)), min_size=2, max_size=3))
def test_nobody_is_pointed_to_shabbat_or_to_an_hour_that_another_did_not_name(people: list[tuple[set[str], str]]) -> None:
    hours = [free_hours(tuple(slots), zone, WINTER) for slots, zone in people]
    for (_, zone), mine in zip(people, hours, strict=True):
        found = in_parts(common(hours), zone, WINTER)
        assert all(5 not in one.days and (4 not in one.days or one.part is Part.MORNING) for one in found)
        assert not found or mine
        assert len({one.part for one in found}) == len(found) <= 3
