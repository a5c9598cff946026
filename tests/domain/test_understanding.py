"""People answer in their own words; the bot takes what is plain, and asks about the rest."""

from datetime import UTC, date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.times import LocalTime, on_the_wall
from domain.pair.understanding import Guess, Kind, Sense, Understood, understand, when
from tests.for_each import for_each

HOME = "America/New_York"
MONDAY = date(2026, 10, 12)
PIECES = ("we", "met", "not", "have", "date", "tuesday", "at", "3", "pm", "help", ",", ".", "?", "31", "may", "the", "th", "14/10")
NOW = datetime(2026, 10, 12, 9, 30)  # noqa: DTZ001 - a wall time


def said(text: str) -> Understood:
    return understand(text, MONDAY, HOME)


@for_each(
    [
        "We met",
        "we met!",
        "Met",
        "Yes, we met yesterday",
        "We’ve met twice already",
        "weve met",
        "We did meet, thank you",
        "We finally got together on Sunday. It was wonderful",
        "We studied the text on Zoom last night",
        "Dana and I met on Tuesday",
        "Rabbi Levi and I studied this morning",
        "My chevruta and I have met",
        "My study pair and I met",
        "I met with my partner",
        "We had a lovely session",
        "Done",
        "We met but did not finish the text",
        "We have met, and one thing stays with me: the question of the stranger.",
    ]
)
def test_people_who_met_say_so_in_many_ways(text: str) -> None:
    assert said(text) == Understood((Sense.MET,), kind=Kind.ANSWER)


@for_each(
    [
        "We haven't met yet",
        "we havent met",
        "We have not, alas, met",
        "not met",
        "We never met",
        "Have we met?",
        "We met?",
        "met? not yet",
        "We met not",
        "If we met on Tuesday, would that be fine",
        "I wish we had met",
        "We almost met",
        "We would have met",
        "We were supposed to meet",
        "We met with our board about it",
        "I met my congregants",
        "No one met",
        "When we met Dana was ill",
        "I don't think we met",
        "We will have met by then",
        "We studied nothing together yet",
    ]
)
def test_a_meeting_that_did_not_happen_is_never_taken_for_one(text: str) -> None:
    assert Sense.MET not in said(text).recorded


@for_each(
    [
        "Not this month",
        "no, not this month",
        "Sorry, we can't meet this month",
        "I won't be able to make it this month.",
        "We could not this month",
        "We will sit this month out",
        "We'd like to skip this month",
        "no time this month",
        "This month is too much",
        "maybe next month instead",
    ]
)
def test_a_month_off_needs_no_reason(text: str) -> None:
    assert said(text).recorded == (Sense.NOT_THIS_MONTH,)


@for_each(["We do not want to skip this month", "We have not met this month", "Why not this month?"])
def test_a_month_is_not_taken_off_by_mistake(text: str) -> None:
    assert said(text).recorded == ()


@for_each(
    [
        "Please help us find a time",
        "Help",
        "Can you help us schedule?",
        "We can't find a time",
        "Could you find us a time?",
        "could you suggest some times?",
        "We are having a hard time finding a time",
        "we need help",
    ]
)
def test_people_who_look_for_a_time_are_helped(text: str) -> None:
    assert said(text).recorded == (Sense.HELP,)


@for_each(["No need to help us find a time", "We don't need help", "We were able to find a time", "I can help"])
def test_nobody_is_helped_who_does_not_ask(text: str) -> None:
    assert Sense.HELP not in said(text).recorded


@for_each(
    [
        ("We have a date: Tuesday at 3pm", date(2026, 10, 13), time(15)),
        ("We set a date. Oct 14 at 15:00", date(2026, 10, 14), time(15)),
        ("We're meeting next week on Thursday at 10am", date(2026, 10, 22), time(10)),
        ("Tuesday 3pm", date(2026, 10, 13), time(15)),
        ("Have a date - oct 20 at 4pm", date(2026, 10, 20), time(16)),
        ("Date set: 20 October 16:00", date(2026, 10, 20), time(16)),
        ("We'll meet tomorrow at noon!", date(2026, 10, 13), time(12)),
        ("We haven't met yet but we have a date: Wednesday at 4", date(2026, 10, 14), time(16)),
        ("Tuesday at 3pm works, thank you", date(2026, 10, 13), time(15)),
        ("We are meeting on Tuesday at 3pm. We will read chapter 12", date(2026, 10, 13), time(15)),
    ]
)
def test_a_date_that_was_set_is_understood_with_its_time(text: str, day: date, clock: time) -> None:
    understood = said(text)

    assert understood.recorded == (Sense.DATE,)
    assert understood.at == LocalTime(day, clock, HOME)


def test_a_day_whose_hour_has_passed_is_the_one_a_week_later() -> None:
    understood = understand("We are meeting Monday at 9am", NOW, HOME)

    assert understood.at is not None
    assert understood.at.date == date(2026, 10, 19)


def test_a_date_without_its_day_is_a_date_that_one_asks_about() -> None:
    assert said("We have set a date") == Understood((Sense.DATE,), kind=Kind.ANSWER)


@for_each(
    [
        "Could we do Tuesday at 3pm?",
        "Maybe Tuesday at 3pm",
        "Tuesday or Wednesday at 3pm",
        "We can't do Tuesday at 3pm",
        "We haven't set a date",
        "no date set yet",
        "We will meet soon",
        "We might meet on Tuesday at 3pm",
        "We were meeting on Tuesday at 3pm",
        "I have a funeral on Tuesday at 3pm",
    ]
)
def test_a_date_that_is_only_thought_of_is_not_set(text: str) -> None:
    assert Sense.DATE not in said(text).recorded


@for_each(
    [
        "This is a hard week",
        "I need a break",
        "please pause",
        "Pause",
        "Could you pause, please?",
        "I'm in shiva",
        "We are sitting shiva for my aunt",
        "My father died",
        "my mother has just passed away. I can't write now",
        "Stop writing to me",
        "it's been a really rough few weeks",
        "My family is in shiva",
    ]
)
def test_someone_in_a_hard_week_is_left_in_peace(text: str) -> None:
    assert said(text).leads_to_a_pause


@for_each(
    ["I do not need a break", "It was not a hard week", "How do I pause?", "Dana is in shiva", "I lead a shiva minyan at 7", "We met"],
)
def test_nobody_is_paused_who_did_not_ask(text: str) -> None:
    assert not said(text).pause


def test_a_hard_week_is_heard_beside_an_answer() -> None:
    understood = said("A hard week here, so not this month")

    assert understood == Understood((Sense.NOT_THIS_MONTH,), None, (Guess(Sense.PAUSE),), Kind.ANSWER)
    assert not understood.leads_to_a_pause, "the answer is taken, and the pause is offered beside it"


@for_each(
    [
        "",
        "   ",
        "?",
        "👍",
        "yes",
        "no",
        "ok",
        "hello",
        "We met. Can you help us find a time for more?",
        "a\x00b",
        "תודה רבה",
        "\ud800",
    ]
)
def test_what_is_unclear_or_twofold_is_left_for_a_question(text: str) -> None:
    assert said(text).recorded == ()


@for_each(
    [
        "we have " * 1250,
        "we met " * 1400,
        "a" * 10_000,
        "9" * 10_000,
        "help us me please " * 550,
        "yes yeah hi hello " * 550,
        "can not be going to able make " * 330,
        "? . ! ; " * 1250,
        "in shiva " * 1100,
        "monday tuesday at 3pm oct 14 " * 340,
        "'" * 10_000,
        "ﷺ" * 10_000,
        "\n" * 10_000,
        "my father just just just " * 400,
        "1:1" * 3300,
    ]
)
def test_a_huge_message_means_nothing(text: str) -> None:
    for message in (text[:10_000], text[:2000]):
        assert said(message).recorded == ()
        assert when(message, NOW, HOME) is None


def test_a_long_letter_is_for_a_person_to_read_but_its_hard_week_is_heard() -> None:
    understood = said("I need a break. We met. " + "Blessings. " * 300)

    assert understood.recorded == ()
    assert understood.shown == (Guess(Sense.PAUSE),)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))
def test_no_message_makes_the_bot_stumble_and_a_time_it_reads_is_always_ahead(text: str) -> None:
    understood = said(text)
    found = when(text, NOW, HOME)

    assert understood.at is None or Sense.DATE in understood.recorded
    assert found is None or datetime.combine(found.date, found.time) > NOW


# --- Days and times alone ---


@for_each(
    [
        ("Tuesday 3pm", datetime(2026, 10, 13, 15)),  # noqa: DTZ001
        ("Oct 14 at 15:00", datetime(2026, 10, 14, 15)),  # noqa: DTZ001
        ("oct. 14th, 3:30 p.m.", datetime(2026, 10, 14, 15, 30)),  # noqa: DTZ001
        ("14 October 2026 at 3", datetime(2026, 10, 14, 15)),  # noqa: DTZ001
        ("the 14th of October, 15:45", datetime(2026, 10, 14, 15, 45)),  # noqa: DTZ001
        ("14 Oct 3 pm", datetime(2026, 10, 14, 15)),  # noqa: DTZ001
        ("2026-10-14 09:00", datetime(2026, 10, 14, 9)),  # noqa: DTZ001
        ("Wednesday the 14th at 10", datetime(2026, 10, 14, 10)),  # noqa: DTZ001
        ("the 5th at 10am", datetime(2026, 11, 5, 10)),  # noqa: DTZ001
        ("next Thursday at 10", datetime(2026, 10, 22, 10)),  # noqa: DTZ001
        ("this Thursday at 8", datetime(2026, 10, 15, 8)),  # noqa: DTZ001
        ("Thursday evening at 8", datetime(2026, 10, 15, 20)),  # noqa: DTZ001
        ("tomorrow morning at 7", datetime(2026, 10, 13, 7)),  # noqa: DTZ001
        ("tonight at 8", datetime(2026, 10, 12, 20)),  # noqa: DTZ001
        ("today at four", datetime(2026, 10, 12, 16)),  # noqa: DTZ001
        ("monday 9am", datetime(2026, 10, 19, 9)),  # noqa: DTZ001 - nine has passed today
        ("Monday at 2", datetime(2026, 10, 12, 14)),  # noqa: DTZ001
        ("Tue 7:15", datetime(2026, 10, 13, 19, 15)),  # noqa: DTZ001
        ("Tue 12pm", datetime(2026, 10, 13, 12)),  # noqa: DTZ001
        ("Jan 5 at 1pm", datetime(2027, 1, 5, 13)),  # noqa: DTZ001
        ("14/10 3pm", datetime(2026, 10, 14, 15)),  # noqa: DTZ001 - there is no fourteenth month
        ("Tuesday 3pm Israel time", datetime(2026, 10, 13, 8)),  # noqa: DTZ001 - as their own clock will show it
        ("Tuesday 3pm EST", datetime(2026, 10, 13, 15)),  # noqa: DTZ001 - their own clock, by its name
        ("Friday at ten o'clock for 2 hours", datetime(2026, 10, 16, 10)),  # noqa: DTZ001
    ]
)
def test_days_and_times_as_people_write_them(text: str, expected: datetime) -> None:
    found = when(text, NOW, HOME)

    assert found is not None
    assert datetime.combine(found.date, found.time) == expected


@for_each(
    [
        "4/11 3pm",  # which is the month
        "14.10. 15:00",
        "Tuesday",
        "3pm",
        "Tuesday 3",
        "Tuesday at 3 or 4pm",
        "Tuesday between 3 and 4pm",
        "Tuesday or Wednesday at 3pm",
        "last Tuesday at 3pm",
        "Wednesday October 13 at 3pm",  # a Tuesday
        "Oct 1 2026 at 3pm",  # past
        "today at 9am",  # past
        "May 5 at 3pm",  # too far ahead
        "Feb 30 at 3pm",
        "the 31st of November at 3pm",
        "Tuesday at 25:00",
        "Tuesday at 3:75",
        "Tuesday 14pm",
        "Tuesday at midnight",
        "tonight at 12",
        "Tuesday 3pm her time",
        "Tuesday at 3pm in room 12",
        "tomorrow or Thursday at 3pm",
        "٣pm Tuesday ١٤",
    ]
)
def test_a_time_that_could_mean_two_things_is_not_guessed(text: str) -> None:
    assert when(text, NOW, HOME) is None


def test_the_day_is_counted_on_the_persons_own_clock() -> None:
    late_in_new_york = on_the_wall(datetime(2026, 10, 13, 1, tzinfo=UTC), HOME)  # still Monday there

    found = when("tomorrow at 10am", late_in_new_york, HOME)

    assert found is not None
    assert found.date == date(2026, 10, 13)
    assert found.instant() == datetime(2026, 10, 13, 14, tzinfo=UTC)


def test_next_week_begins_on_sunday() -> None:
    assert [
        found.date.day
        for weekday in ("Sunday", "Tuesday", "Thursday")
        if (found := when(f"next {weekday} at 10", datetime(2026, 10, 17, 22), HOME))  # noqa: DTZ001 - on Saturday night
    ] == [18, 20, 22]
