"""Nothing is in a picture alone, and nobody's name is in it at all."""

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from messages.ground.values import Message
from messages.pair.pictures import ALT_LIMIT, alt_of, spans
from messages.pair.progress import progress
from messages.program import report
from tests.for_each import for_each
from tests.messages.world import World

LETTER = "ж"  # no word of ours has it


def pictured() -> list[Message]:
    world = World(LETTER)
    overview = report.Overview(world.program, tuple(world.numbers(n) for n in range(6)), 6, 40)
    return [progress(world.progress(begun=5)), progress(world.progress(begun=0)), report.overview(overview)]


@for_each(pictured)
def test_whoever_was_typed_by_a_person_is_in_the_text_and_never_in_the_picture(said: Message) -> None:
    assert LETTER in said.text
    assert said.picture is not None
    assert LETTER not in repr(said.picture)


def test_the_words_for_the_picture_say_of_each_pair_what_its_row_shows() -> None:
    world = World("W")
    view = world.progress(begun=6)
    picture = progress(view).picture
    assert picture is not None
    assert picture.alt.split("\n")[0] == "A table of 8 pairs by 23 rounds. Still ahead: 7-23."
    assert picture.alt.split("\n")[1] == "Pair 9: met in 1, 6; date set in 5; month off in 2; looking for a time in 3; quiet in 4."
    assert len(picture.alt.split("\n")) == 9


def test_the_numbers_of_the_picture_are_those_of_the_names() -> None:
    text = progress(World("W").progress(begun=6)).text
    lines = [line for line in text.split("\n") if " · " in line]
    assert [line.split(" · ")[0] for line in lines] == [str(number) for number in range(9, 17)]
    assert all(line.endswith(": met") for line in lines), "how the round that is open goes, in words"


def test_the_words_for_the_overview_say_what_its_bars_show() -> None:
    world = World("W")
    quiet = replace(world.numbers(), rounds=(), cohort=world.cohort_in(CohortState.DRAFT))
    picture = report.overview(report.Overview(world.program, (world.numbers(), quiet), 1, 8)).picture
    assert picture is not None
    said = "12 met, 12 date set, 12 month off, 12 looking for a time, 12 two different answers, 12 quiet, 12 without a partner, 12 ahead"
    assert picture.alt.split("\n")[1:] == [
        f"7: 24 of 24 places taken. Round 23: {said}.",
        "8: 24 of 24 places taken. No round is open.",
    ]


def test_what_has_no_room_in_those_words_is_counted() -> None:
    alt = alt_of("Intro.", ["x" * 100] * 12)
    assert len(alt) <= ALT_LIMIT
    assert alt.endswith("\n3 more rows are in the picture; their lines are in the message.")
    assert alt_of("Intro.", ["x"]) == "Intro.\nx"
    assert len(alt_of("i" * 2000, [])) == ALT_LIMIT


def test_numbers_that_follow_one_another_are_said_as_a_span() -> None:
    assert spans([1, 2, 3, 5, 7, 8]) == "1-3, 5, 7-8"
    assert spans([]) == ""
