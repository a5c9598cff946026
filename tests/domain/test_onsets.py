"""When clocks change: as the zone data has it, in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.onsets import onsets
from domain.ground.times import on_the_wall, zone

ZONES = sorted(available_timezones())
MOMENTS = st.integers(0, 17 * 366 * 24 * 3600).map(lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def test_new_york_changes_at_two_on_its_own_clock() -> None:
    found = list(onsets("America/New_York", datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)))
    assert [(one.at.isoformat(), one.name, one.summer) for one in found] == [
        ("2026-10-01T00:00:00+00:00", "EDT", True),
        ("2026-11-01T06:00:00+00:00", "EST", False),
        ("2027-03-14T07:00:00+00:00", "EDT", True),
    ]


@given(name=st.sampled_from(ZONES), first=MOMENTS, asked=st.lists(st.integers(0, 800 * 24 * 3600), max_size=20))
def test_whatever_is_asked_between_two_moments_is_as_the_clocks_are_there(name: str, first: datetime, asked: list[int]) -> None:
    zone(name)
    last = first + timedelta(days=800)
    found = list(onsets(name, first, last))
    assert [one.at for one in found] == sorted({one.at for one in found})
    for seconds in [*asked, *(int((one.at - first).total_seconds()) - 1 for one in found[1:])]:
        at = first + timedelta(seconds=seconds)
        standing = [one for one in found if one.at <= at][-1]
        wall = on_the_wall(at, name)
        assert (standing.after, standing.name) == (wall.utcoffset(), wall.tzname())
