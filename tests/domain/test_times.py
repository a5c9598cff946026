"""Times that are proposed to a pair suit all of them, lie on different days, and in different parts of the day where they can."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import OfferId, PairId, PersonId
from domain.ground.quiet import Observance, PersonQuiet, next_open
from domain.ground.times import on_the_wall
from domain.joining.signups import SLOTS, free_hours
from domain.pair.times import MOST, NOTICE, SPAN, Offer, Usual, open_offers, suggest

NOW = datetime(2027, 1, 11, 15, 0, tzinfo=UTC)
ZONES = ("America/New_York", "Europe/London", "Asia/Jerusalem", "America/Los_Angeles", "Asia/Kolkata")
ALL = tuple(SLOTS)


def usual(zone: str = ZONES[0], slots: tuple[str, ...] = ALL, observance: Observance = Observance.SHABBAT) -> Usual:
    return Usual(zone, slots, PersonQuiet(zone, observance))


def hours(times: tuple[datetime, ...], zone: str = ZONES[0]) -> list[int]:
    return [on_the_wall(at, zone).hour for at in times]


def test_two_who_are_free_at_all_times_are_not_offered_the_same_hour_three_times() -> None:
    found = suggest((usual(), usual()), NOW, NOW + SPAN, ())
    assert sorted(hours(found)) == [10, 14, 19], "a morning, an afternoon and an evening"


def test_two_who_share_only_one_part_of_the_day_are_offered_it_on_three_days() -> None:
    found = suggest((usual(slots=("weekday-evenings",)), usual(slots=("weekday-evenings", "sundays"))), NOW, NOW + SPAN, ())
    assert len({at.date() for at in found}) == MOST
    assert all(19 <= hour < 22 for hour in hours(found))


def test_two_who_share_no_hour_are_offered_none() -> None:
    assert suggest((usual(slots=("weekday-mornings",)), usual(slots=("sundays",))), NOW, NOW + SPAN, ()) == ()
    assert suggest((usual(), usual(slots=())), NOW, NOW + SPAN, ()) == ()


@st.composite
def people(draw: st.DrawFn) -> tuple[Usual, ...]:
    one = st.builds(usual, st.sampled_from(ZONES), st.sets(st.sampled_from(ALL)).map(lambda found: tuple(sorted(found))),
                    st.sampled_from(Observance))  # fmt: skip
    return tuple(draw(st.lists(one, min_size=2, max_size=3)))


@given(people(), st.integers(0, 400), st.integers(0, 20))
def test_whatever_is_proposed_suits_everybody_and_is_on_another_day_each_time(who: tuple[Usual, ...], later: int, days: int) -> None:
    now = NOW + timedelta(hours=later)
    first = suggest(who, now, now + timedelta(days=days), ())
    again = suggest(who, now, now + timedelta(days=days), first)
    assert not {(at.weekday(), at.hour) for at in first} & {(at.weekday(), at.hour) for at in again}
    for found in (first, again):
        assert len(found) <= MOST
        assert len({on_the_wall(at, who[0].zone).date() for at in found}) == len(found)
        for at in found:
            assert now + NOTICE < at < now + timedelta(days=days)
            assert all(next_open(one.quiet, at) == at for one in who)
            assert all(at.weekday() * 24 + at.hour in free_hours(one.slots, one.zone, at) for one in who)


def test_only_the_last_proposal_is_open_and_only_until_it_ends() -> None:
    def offer(number: int, attempt: int, at: datetime = NOW, ended: datetime | None = None) -> Offer:
        return Offer(OfferId(number), PairId(1), 1, attempt, PersonId(1), at, ended)

    old, new, past = offer(1, 1, NOW + SPAN), offer(2, 2, NOW + SPAN), offer(3, 2, NOW - NOTICE)
    assert open_offers((old, new, past), NOW) == [new]
    assert open_offers((old, offer(2, 2, NOW + SPAN, NOW)), NOW) == []
    assert open_offers((), NOW) == []
