"""What plays are judged by agrees with an independent calendar, and was found without the bot's own sun."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.ground.quiet import Observance
from rehearsal.plays import oracle
from rehearsal.prove.windows import rows

TYPED = {"Tromso": "Tromsø, Norway"}
ZONES = {row["city"]: row["tz"] for row in rows("cities.csv")}
CITIES = sorted(city for city in {row["city"] for row in rows("candles.csv")} if TYPED.get(city, city) in oracle.CITIES)


@pytest.mark.parametrize("city", CITIES)
def test_candles_and_stars_come_within_two_minutes_of_the_independent_calendar(city: str) -> None:
    seen, wrong = 0, list[str]()
    for row in rows("candles.csv"):
        day = date.fromisoformat(row["date"])
        if row["city"] != city:
            continue
        moment = datetime.fromisoformat(row["time_utc"])
        found = (oracle.lighting if row["kind"] == "C" else oracle.nightfall)(day, ZONES[city], TYPED.get(city, city))
        if row["kind"] in {"C", "H"}:
            seen += 1
            wrong += [] if found is not None and abs(found - moment) <= timedelta(minutes=2) else [f"{row} {found}"]
    assert wrong == []
    assert seen > 140


def test_people_far_north_rest_when_the_sun_does_not_rise_and_when_it_does_not_set() -> None:
    def rests(month: int, day: int, hour: int, minute: int = 0, city: str = "Tromsø, Norway") -> bool:
        at = datetime(2026 if month == 12 else 2027, month, day, hour, minute, tzinfo=UTC)
        return oracle.sacred(at, "Europe/Oslo", Observance.TWO_DAY, city)

    assert not rests(12, 11, 9, 25), "Friday 10:25, and candles are lit at noon"
    assert rests(12, 11, 9, 35)
    assert not rests(12, 11, 9, 35, city=""), "by the clock alone it would begin at two"
    assert rests(6, 18, 8, 35), "Friday 10:35 under a sun that does not set"
    assert rests(6, 19, 10)
    assert not rests(6, 20, 7)


def test_evenings_open_again_for_people_who_wish_it_and_for_nobody_else() -> None:
    saturday = datetime(2026, 12, 12, 17, 45, tzinfo=UTC)  # in London three stars were out at 16:51
    assert oracle.sacred(saturday, "Europe/London", Observance.TWO_DAY, "London")
    assert not oracle.sacred(saturday, "Europe/London", Observance.TWO_DAY, "London", evenings=True)
    assert oracle.sacred(saturday - timedelta(minutes=20), "Europe/London", Observance.TWO_DAY, "London", evenings=True)


def test_the_oracle_knows_shabbat_and_the_feasts_in_its_own_way() -> None:
    friday = datetime(2027, 4, 23, 18, 0, tzinfo=UTC)
    assert oracle.sacred(friday, "America/New_York", Observance.SHABBAT)
    assert not oracle.sacred(friday, "America/New_York", Observance.NONE)
    assert oracle.rests(date(2027, 4, 23), Observance.TWO_DAY), "the second day of Pesach"
    assert not oracle.rests(date(2027, 4, 23), Observance.ONE_DAY)
