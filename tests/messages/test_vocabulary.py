"""An organisation that is not Jewish is spoken to in words of its own: the same sentences, other terms."""

import re
from contextvars import copy_context
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from domain.cohort.cohorts import Vocabulary
from messages.ground.entries import Entries
from messages.ground.values import Form, Message
from messages.ground.words import say, speak
from tests.for_each import for_each
from tests.house.test_copy import FILES, said
from tests.messages.everything import EVERYTHING, World
from tests.messages.test_limits import check

OURS: Final = re.compile(r"chevrut|siyyum|chaver|beit midrash|\bshiur|\blimud|rabbi|cantor|bava metzia", re.IGNORECASE)

PLAIN: Final = replace(World("W").program, vocabulary=Vocabulary.PLAIN)
SENTENCES: Final = [path for path in FILES if path.name != "vocabulary.ftl"]  # which holds the terms


def in_plain_words(name: str) -> Message | Form:
    """What is said, where the program's words are the plain ones."""

    def spoken() -> Message | Form:
        speak(PLAIN)
        return EVERYTHING[name](World("W"))

    return copy_context().run(spoken)


@for_each(sorted(EVERYTHING))
def test_in_plain_words_nothing_needs_hebrew_and_discord_takes_all_of_it(name: str) -> None:
    message = in_plain_words(name)
    check(message)
    assert not OURS.search(repr(message).replace(say("wording-jewish"), ""))


def test_each_vocabulary_has_every_term() -> None:
    terms = {name for name in Entries("en")._sources if name.startswith("-")}  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    plain = Entries("en", Vocabulary.PLAIN)
    for term in terms:
        assert plain._sources[term] != Entries("en")._sources[term], term  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


@for_each(SENTENCES)
def test_no_sentence_spells_out_what_is_a_term(path: Path) -> None:
    spelled = [name for name, words in said(path.read_text(encoding="utf-8")) if OURS.search(re.sub(r"\{\s*-[a-z]+", "", words))]
    assert set(spelled) <= {"wording-jewish"}


def test_who_speaks_plainly_changes_no_word_of_others() -> None:
    assert "study pair" in copy_context().run(lambda: (speak(PLAIN), say("planned-pair"))[1])
    assert "chevruta" in say("planned-pair")
