"""Nothing is left unsaid and nothing is said in vain: the names in the code and those in the files are the same."""

import ast
from collections import Counter
from typing import Final

import pytest
from fluent.runtime import FluentBundle, FluentResource
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.refusal import Refusal, Why
from messages.ground import refusals
from messages.ground.entries import Entries, number
from messages.ground.words import say
from tests.for_each import for_each
from tests.house.tree import name_of, parsed, python_files
from tests.messages.sayings import Call, calls, delivered, families, needed, sentences, steps

KNOWN: Final = dict(sentences())
FAMILIES: Final = families()


def raised() -> list[tuple[str, Why, frozenset[str]]]:
    """Each place that says no: where, why, and with which facts."""
    found: list[tuple[str, Why, frozenset[str]]] = []
    for path in python_files("domain", "storage", "services", "cogs", "bot"):
        for node in ast.walk(parsed(path)):
            match node:
                case ast.Call(func=ast.Name(id="Refusal"), args=[ast.Attribute(value=ast.Name(id="Why"), attr=name)], keywords=given):
                    where = f"{name_of(path)}:{node.lineno}"
                    found.append((where, Why[name], frozenset(keyword.arg for keyword in given if keyword.arg is not None)))
                case _:
                    pass
    return found


@for_each(calls)
def test_whatever_the_code_says_by_name_has_a_sentence_and_gets_its_facts(call: Call) -> None:
    names = list(call.names)
    for prefix in call.prefixes:
        assert prefix in FAMILIES, f"{prefix}…: which names may this become?"
        names += [f"{prefix}{value}" for value in FAMILIES[prefix]]
    for name in names:
        assert name in KNOWN, name
        assert call.open_facts or needed(name, KNOWN) <= call.facts, name


def test_no_sentence_is_dead() -> None:
    used = {name for call in calls() for name in call.names} | {
        f"{prefix}{value}" for prefix, members in FAMILIES.items() for value in members
    }
    used |= {part for sentence in KNOWN.values() for part in sentence.parts}
    dead = sorted(KNOWN.keys() - used)
    assert dead == []


def test_no_sentence_is_written_twice() -> None:
    assert not [name for name, times in Counter(name for name, _ in sentences()).items() if times > 1]


def test_the_tests_themselves_find_the_names() -> None:
    assert len(calls()) > 150
    assert {"letter", "prompt", "nudge", "answer"} <= delivered()
    assert {"set-up", "check-in", "board"} <= steps()
    assert len(raised()) > 30


@for_each(raised)
def test_every_no_brings_the_facts_that_its_sentence_needs(where: str, why: Why, facts: frozenset[str]) -> None:
    assert needed(f"refused-{why.value}", KNOWN) <= facts, where


def test_a_no_that_nothing_raises_yet_needs_no_facts() -> None:
    for why in set(Why) - {why for _, why, _ in raised()}:
        assert refusals.refusal(Refusal(why)).text


def test_a_name_that_no_file_has_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        say("no-such-sentence")


def test_a_fact_that_is_missing_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="letter-hello"):
        say("letter-hello")


@given(st.integers(-(10**6), 10**6) | st.integers(-1001, 1001) | st.sampled_from([0.5, 1.0, 1234.5]))
def test_english_is_counted_and_written_as_the_whole_of_its_data_says(n: float) -> None:
    ours, whole = Entries("en").bundle, FluentBundle(["en"])
    for bundle in (ours, whole):
        bundle.add_resource(FluentResource("hours =\n    .all = { $n ->\n        [one] one of { $n }\n       *[other] { $n }\n    }"))
    said = [
        str(bundle.format_pattern(bundle.get_message("hours").attributes["all"], {"n": given})[0])
        for bundle, given in ((ours, number(n)), (whole, n))
    ]
    assert said[0] == said[1].replace("\u2068", "").replace("\u2069", "")
