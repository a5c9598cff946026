"""Whatever goes out by itself carries its mark in a button, by which it is found again after Discord has forgotten its nonce."""

import ast
from typing import Final

from messages.ground.values import Message
from tests.for_each import for_each
from tests.house.tree import parsed, python_files
from tests.messages.everything import EVERYTHING
from tests.messages.world import World

ANSWERS: Final = {"_meaning", "take_words"}  # of what people write: our answers to it are deliveries too
EDITS: Final = {"board.board_moved"}  # keeps the mark of the message that it changes


def sent_by_itself() -> set[str]:
    """Every message that a composer gives, or that answers a reply: `noun.function`."""
    found: set[str] = set()
    for path in python_files("services"):
        tree = parsed(path)
        nouns = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("messages")
            for alias in node.names
        }
        for function in ast.walk(tree):
            if isinstance(function, ast.AsyncFunctionDef) and (function.name.startswith("_compose") or function.name in ANSWERS):
                for node in ast.walk(function):
                    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in nouns:
                        found.add(f"{nouns[node.value.id]}.{node.attr}")
    return found


_BY_ITSELF: Final = sent_by_itself() - EDITS
SENT: Final = sorted(name for name in EVERYTHING if name.split(" ")[0] in _BY_ITSELF)


@for_each(SENT)
def test_it_carries_a_mark(name: str) -> None:
    said = EVERYTHING[name](World("W"))
    assert not isinstance(said, Message) or said.rows


def test_what_is_sent_is_found_in_the_code() -> None:
    assert {"checkins.prompt", "waitlist.offer", "questions.passed_on", "windows.closed", "sessions.reminder"} <= set(SENT)
