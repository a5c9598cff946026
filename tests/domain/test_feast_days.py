"""A small feast or a new moon names a day, where it can be only one."""

from datetime import datetime

import pytest

from domain.ground.spoken import when
from domain.pair.understanding import Sense, Understood, understand

HOME = "America/New_York"
WINTER = datetime(2027, 1, 13, 10)  # noqa: DTZ001 - a wall time
SPRING = datetime(2027, 5, 1, 10)  # noqa: DTZ001 - a wall time
YEAR_OF_ONE_ADAR = datetime(2026, 2, 1, 10)  # noqa: DTZ001 - a wall time


def local(found: Understood) -> list[str]:
    times = [found.at] if found.at is not None else [guess.at for guess in found.shown]
    return [datetime.combine(at.date, at.time).isoformat(timespec="minutes") for at in times if at is not None]


@pytest.mark.parametrize(
    ("text", "now", "at"),
    [
        ("Tu BiShvat at 3pm", WINTER, "2027-01-23T15:00"),
        ("we are meeting on Tu B'Shevat at noon", WINTER, "2027-01-23T12:00"),
        ("ט״ו בשבט בשעה 16:00", WINTER, "2027-01-23T16:00"),
        ("Saturday, Tu BiShvat, at 9pm", WINTER, "2027-01-23T21:00"),
        ("Lag BaOmer at 3pm", SPRING, "2027-05-25T15:00"),
        ("ל״ג בעומר ב-15:00", SPRING, "2027-05-25T15:00"),
        ("Rosh Chodesh Sivan at 3pm", SPRING, "2027-06-06T15:00"),
    ],
)
def test_a_day_that_can_be_only_one_is_that_day(text: str, now: datetime, at: str) -> None:
    found = understand(text, now, HOME)

    assert (found.recorded, local(found)) == ((Sense.DATE,), [at])


@pytest.mark.parametrize(
    ("text", "now", "times"),
    [
        ("Tu BiShvat at 8pm", WINTER, ["2027-01-23T20:00", "2027-01-22T20:00"]),
        ("Rosh Chodesh Adar at 3pm", WINTER, ["2027-02-07T15:00", "2027-02-08T15:00", "2027-03-09T15:00"]),
        ("Rosh Chodesh Adar at 3pm", YEAR_OF_ONE_ADAR, ["2026-02-17T15:00", "2026-02-18T15:00"]),
    ],
)
def test_its_evening_two_new_moons_and_two_adars_are_asked_about(text: str, now: datetime, times: list[str]) -> None:
    found = understand(text, now, HOME)

    assert (found.recorded, local(found)) == ((), times)


@pytest.mark.parametrize("text", ["after Purim at 3pm", "Happy Purim! I lead a reading at 10am", "I have a Tu BiShvat seder at 3pm"])
def test_a_feast_that_is_named_for_something_else_is_no_date(text: str) -> None:
    assert understand(text, WINTER, HOME).recorded == ()


def test_a_form_about_a_day_takes_a_feast_too() -> None:
    found = when("Tu BiShvat at 3pm", WINTER, HOME)

    assert found is not None
    assert found.date.isoformat() == "2027-01-23"
