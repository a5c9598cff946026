"""Discord's limits hold for everything that is said or asked, with the longest facts that a program can hold."""

import importlib
import inspect
import pkgutil
import re
from itertools import product
from typing import Final, get_type_hints

from msgspec.structs import replace

import messages
from domain.ground.refusal import Refusal, Why
from messages.cohort import cohorts
from messages.ground import refusals
from messages.ground.values import CLOSING, CONTENT_LIMIT, Ask, Button, Choice, Field, Form, Message, Option
from messages.group import series
from messages.joining import interests, questions
from messages.pair.pictures import ALT_LIMIT
from tests.for_each import for_each
from tests.messages.discord_text import CLIENT_READS, ESCAPED
from tests.messages.everything import EVERYTHING, World

NOUNS: Final = tuple(
    importlib.import_module(found.name) for found in pkgutil.walk_packages(messages.__path__, "messages.") if not found.ispkg
)
LETTERS: Final = {"letters": "W", "marks": "_", "hebrew": "ש"}  # plain, doubled by escapes, wrapped in isolates
ID: Final = 100
MARK: Final = len("b:~") + 20  # a delivery's mark is in the id of its buttons, with the kind of component


def plain(label: str) -> bool:
    """No mark-up, where Discord shows none and would show its signs."""
    return not any(pattern.search(label) for what, pattern in CLIENT_READS.items() if what != "emphasis, code, a spoiler") and not (
        ESCAPED.search(label) or re.search(r"[*`~|]", label)
    )


def check_button(button: Button) -> None:
    assert 1 <= len(button.label) <= 80
    assert plain(button.label)
    check_id(button.act, button.args)


def check_id(act: str, args: tuple[str | int, ...]) -> None:
    assert re.fullmatch("[a-z-]{1,24}", act)
    assert MARK + len(act) + sum(len(str(arg)) + 1 for arg in args) <= ID


def check_option(option: Option) -> None:
    assert 1 <= len(option.label) <= 100
    assert 1 <= len(option.value) <= 100
    assert option.description is None or len(option.description) <= 100


def check_choice(choice: Choice) -> None:
    assert 1 <= len(choice.options) <= 25
    assert len({option.value for option in choice.options}) == len(choice.options)
    assert 1 <= len(choice.placeholder) <= 150
    assert plain(choice.placeholder)
    assert 0 <= choice.least <= choice.most <= len(choice.options)
    check_id(choice.act, choice.args)
    for option in choice.options:
        check_option(option)


def check_field(field: Field) -> None:
    assert 1 <= len(field.label) <= 45
    assert plain(field.label)
    assert field.hint is None or (1 <= len(field.hint) <= 100 and plain(field.hint))
    assert (len(field.value.split()) if field.ask is Ask.PEOPLE else len(field.value)) <= field.most <= 4000
    match field.ask:
        case Ask.ONE:
            assert 2 <= len(field.options) <= 10
        case Ask.SOME:
            assert 1 <= len(field.options) <= 10
        case Ask.PICK | Ask.MANY:
            assert 1 <= len(field.options) <= 25
        case Ask.PEOPLE:
            assert field.most <= 25
        case _:
            assert not field.options
    for option in field.options:
        check_option(option)
        assert plain(option.label)


def check(said: Message | Form) -> None:
    if isinstance(said, Form):
        assert 1 <= len(said.title) <= 45
        assert 1 <= len(said.fields) <= 5
        assert len({field.name for field in said.fields}) == len(said.fields)
        check_id(said.act, said.args)
        for field in said.fields:
            check_field(field)
        return
    assert 1 <= len(said.text) <= CONTENT_LIMIT
    assert len(said.rows) <= 5
    assert said.picture is None or 1 <= len(said.picture.alt) <= ALT_LIMIT
    ids: list[tuple[str, tuple[str | int, ...]]] = []
    for row in said.rows:
        if isinstance(row, Choice):
            check_choice(row)
            ids.append((row.act, row.args))
        else:
            assert 1 <= len(row) <= 5
            for button in row:
                check_button(button)
                ids.append((button.act, button.args))
    assert len(set(ids)) == len(ids), "Discord refuses two components of one id"


@for_each(product(EVERYTHING, LETTERS.values()))
def test_discord_takes_it(name: str, letter: str) -> None:
    check(EVERYTHING[name](World(letter)))
    check(EVERYTHING[name](World(letter, members=24, sessions=24)))


@for_each(sorted(EVERYTHING))
def test_nobody_is_told_only_half_of_it(name: str) -> None:
    """A cohort as big as they usually are, everything in it as long as it may be: the text reaches its end."""
    said = EVERYTHING[name](World("W"))
    assert isinstance(said, Form) or not said.text.endswith(CLOSING)


@for_each([4, 12, 24])
def test_a_facilitator_turns_the_page_for_what_has_no_room_on_it_and_nothing_is_cut_off(members: int) -> None:
    view = World("W", members=members).today()
    pages = [cohorts.today(view, page=page) for page in range(9)]
    shown = list(dict.fromkeys(page.text for page in pages))
    assert not any(text.endswith(CLOSING) for text in shown)
    assert all(f"\n{number}. " in shown[0] for number in (1, 2, 3)), "where its buttons are"
    assert "private thread" in "".join(shown)
    assert "".join(shown).count("quiet ·") == len(view.grid)
    on = [any(isinstance(row, tuple) and any(one.label == "More" for one in row) for row in page.rows) for page in pages[: len(shown)]]
    assert on == [True] * (len(shown) - 1) + [False]


def test_everything_that_is_said_is_held_to_the_limits() -> None:
    built = {name.split(" ", 1)[0] for name in EVERYTHING}
    for module in NOUNS:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                returned = get_type_hints(function).get("return")
                if returned in {Message, Form}:
                    assert f"{module.__name__.rsplit('.', 1)[-1]}.{name}" in built


@for_each(product([1, 2], LETTERS.values()))
def test_every_page_of_a_term_of_24_sessions_shows_all_that_is_to_be_said_of_its_dates(every: int, letter: str) -> None:
    view = World(letter, sessions=24).series(every=every)
    texts = [series.series(view, page).text for page in range(24)]
    assert not any(text.endswith(CLOSING) for text in texts)
    assert all(any(f"\n{number}. " in text for text in texts) for number in range(1, 25))
    assert sum(text.count("Rosh Hashanah, second day") for text in dict.fromkeys(texts)) == 24 // every


def test_the_longest_question_answer_and_news_reach_their_readers_whole_in_lines_of_their_own() -> None:
    world = World("W")
    asked, answer, bulletin = world.asked(), world.staff_answer(), world.bulletin()
    asked = replace(asked, question=replace(asked.question, words=_in_lines(asked.question.words)))
    answer, bulletin = replace(answer, words=_in_lines(answer.words)), replace(bulletin, words=_in_lines(bulletin.words))
    texts = (
        questions.post(asked), questions.picked(asked, answer), questions.letter(asked, answer, world.name),
        interests.preview(bulletin, world.program, 500), interests.news(bulletin, world.program),
    )  # fmt: skip
    assert all("the end" in text.text and not text.text.endswith(CLOSING) for text in texts)


def _in_lines(words: str) -> str:
    """As many characters, in lines of fifty, the last of which says so."""
    return "\n".join("w" * 49 for _ in range(len(words) // 50 - 1)) + "\nthe end"


def test_a_text_that_is_too_long_ends_at_a_line_s_end_and_says_so() -> None:
    said = Message("\n".join("x" * 99 for _ in range(40)))
    assert len(said.text) <= CONTENT_LIMIT
    assert said.text.endswith(f"x\n{CLOSING}")


def test_what_was_typed_comes_back_with_a_no_in_one_message() -> None:
    typed = [("why", "w" * 1000), ("bring", "b" * 1000), ("setting", "campus"), ("congregation", "c" * 100), ("readiness", "5")]
    text = f"{refusals.refusal(Refusal(Why.BAD_DATE, typed='w' * 80)).text}\n{refusals.give_back(typed)}"
    assert len(text) <= CONTENT_LIMIT
    assert "campus" in text
    assert "w" * 200 in text
    assert "b" * 200 in text
