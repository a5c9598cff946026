"""Standing is a yes until a day; everything else looks alike to the person."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.ground.ids import PersonId
from domain.ground.refusal import Refusal, Why
from domain.joining.standing import Look, Standing, attested, last_day, look, not_good

NOW = datetime(2027, 6, 30, 18, tzinfo=UTC)


def test_nobody_knows_is_neither_yes_nor_no() -> None:
    assert look(None, NOW) is Look.UNKNOWN
    assert look(Standing(True), NOW) is Look.GOOD
    assert look(Standing(False), NOW) is Look.NOT_GOOD
    assert look(Standing(False, NOW - timedelta(days=1)), NOW) is Look.NOT_GOOD


def test_the_last_day_is_whole_on_the_programs_clock() -> None:
    standing = attested(True, date(2027, 6, 30), "America/New_York")
    assert standing.until == datetime(2027, 7, 1, 4, tzinfo=UTC)
    assert look(standing, datetime(2027, 7, 1, 3, 59, tzinfo=UTC)) is Look.GOOD
    assert look(standing, datetime(2027, 7, 1, 4, tzinfo=UTC)) is Look.LAPSED
    assert last_day(standing, "America/New_York") == date(2027, 6, 30)


def test_a_no_has_no_end_after_which_it_could_look_like_something_else() -> None:
    assert attested(False, date(2027, 6, 30), "UTC") == Standing(False, None)


@pytest.mark.parametrize("slip", [date(27, 6, 30), date(1999, 12, 31), date(2200, 1, 1), date.max, date.min])
def test_a_year_that_slipped_is_asked_back(slip: date) -> None:
    with pytest.raises(Refusal) as no:
        attested(True, slip, "America/New_York")
    assert no.value.why is Why.BAD_DATE


def test_whoever_is_not_known_lapsed_or_not_good_is_unsettled_alike() -> None:
    kept = {PersonId(1): Standing(True), PersonId(2): Standing(False), PersonId(3): Standing(True, NOW)}
    people = {PersonId(n) for n in range(1, 5)}
    assert not_good(people, kept, NOW) == {2, 3, 4}
