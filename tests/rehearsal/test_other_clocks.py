"""Zone data of another release: what clocks showed before the change stays, and nothing of it is left afterwards."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.ground.times import on_the_wall, zone_data
from rehearsal.other_clocks import LATER, with_the_clocks_of

FORWARD = datetime(2027, 3, 14, 7, tzinfo=UTC)  # when New York would go forward


def hours_apart(at: datetime) -> float:
    return (on_the_wall(at, "America/New_York").utcoffset() or timedelta()) / timedelta(hours=1)


def test_from_that_moment_on_new_york_has_the_other_rule_and_before_it_its_own() -> None:
    usual = [FORWARD + timedelta(days=day) for day in range(-500, 0)]
    kept = [at.astimezone(ZoneInfo("America/New_York")).replace(tzinfo=None) for at in usual]
    shipped = zone_data()
    with with_the_clocks_of("America/Panama", "America/New_York", FORWARD):
        assert [on_the_wall(at, "America/New_York").replace(tzinfo=None) for at in usual] == kept
        assert {hours_apart(FORWARD + timedelta(days=day)) for day in range(600)} == {-5}
        assert on_the_wall(FORWARD, "America/New_York").tzname() == "EST"
        assert zone_data() == LATER != shipped
        assert on_the_wall(FORWARD, "Europe/London").utcoffset() == timedelta(0)
    assert hours_apart(FORWARD) == -4
    assert zone_data() == shipped
