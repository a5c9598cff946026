"""What the bot says is held to one spelling and one manner, in every language file."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fluent.syntax import FluentParser, ast

from tests.for_each import for_each
from tests.house.tree import ROOT

FILES: Final = sorted((ROOT / "messages").rglob("*.ftl"))

SPELLINGS: Final = {
    r"\b(hav|hev|chav|khav|khev)ru[st]\w*|\bchevrus\w*|\bchevrut(?!a\b|ot\b)\w*": "chevruta, chevrutot",
    r"\b(siyum|sium|siyyim)\w*": "siyyum",
    r"\blimm+ud\w*": "limud",
    r"\b(bet|beth|beis|bais) midrash\b|\b\w+ medrash\b": "beit midrash",
    r"\b(haverim|khaverim)\b": "chaverim",
}
NEVER_SAID: Final = r"\b(overdue|you missed|you've missed|last chance|streaks?|scores?|scored|leaderboards?)\b"
NOBODY_SAYS: Final = r"\b(whom|who(m)?ever|(of|in|at|with|for|by|to|from|on|under|until|before|after|against) which|on whose)\b"
A_NUMBER: Final = r"(\d|\{\s*NUMBER\([^)]*\)\s*\}|\{\s*\$\w*(count|number|total|places|left|size|days|people|members)\s*\})"


def said(text: str) -> Iterator[tuple[str, str]]:
    """Each message of a Fluent file with its words, identifiers and comments left out. Junk is a message too."""
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Message | ast.Term):
            assert entry.span is not None
            words = re.sub(r"^(#.*\n)*-?[\w-]+ *=", "", text[entry.span.start : entry.span.end])
            words = re.sub(r"^\s+\.[\w-]+ *=", "", words, flags=re.MULTILINE)
            words = re.sub(r"^\s*\*?\[\w+\]", "", words, flags=re.MULTILINE)
            yield entry.id.name, words
        elif isinstance(entry, ast.Junk):
            yield "junk", f"This cannot be read: {entry.content}"


def begins_with_a_picture(line: str) -> bool:
    first = re.sub(r'^[\s{"*_#>-]+', "", line)[:1]
    return bool(first) and (ord(first) >= 0x1F000 or unicodedata.category(first) == "So")


def faults(text: str) -> list[str]:
    """What an editor would send back, in words."""
    found: list[str] = []
    for name, words in said(text):
        if name == "junk":
            found.append(words)
        for wrong, right in SPELLINGS.items():
            found += [f"{name}: {m.group()} is spelled {right}" for m in re.finditer(wrong, words, re.IGNORECASE)]
        found += [f"{name}: never say {m.group()}" for m in re.finditer(NEVER_SAID, words, re.IGNORECASE)]
        found += [f"{name}: nobody would say {m.group()}" for m in re.finditer(NOBODY_SAYS, words, re.IGNORECASE)]
        if re.search(rf"{A_NUMBER}\s*!", words):
            found.append(f"{name}: no exclamation mark after a number")
        found += [f"{name}: a line begins with a picture" for line in words.splitlines() if begins_with_a_picture(line)]
    return found


@for_each(FILES)
def test_what_the_bot_says_is_spelled_and_said_as_agreed(path: Path) -> None:
    assert not faults(path.read_text(encoding="utf-8"))


@for_each(
    [
        "your havruta", "Hevrutot", "chavruta", "a chevrusa", "chevrutas", "the siyum", "a limmud", "in the bet midrash",
        "whoever signs up", "the man with whom you study", "the day until which it is held",
        "your answer is overdue", "You missed the session", "Last chance", "a streak of", "the score is",
        "{ $count }! All sent", "12 of 12!", "{ NUMBER($n) }!", "🎉 Welcome", "\n    one\n    🎉 two", "{ $who ->\n   *[one] ✨ hi\n }",
    ]
)  # fmt: skip
def test_an_editor_sends_it_back(words: str) -> None:
    assert faults(f"a = {words}\n")


@for_each(
    [
        "your chevruta", "both chevrutot", "the Siyyum", "limud", "the beit midrash", "our chaverim", "Welcome, { $name }",
        "{ $count } of 12 came", "Mazal tov!", "with underscore_words", "Thank you 🎉", "- one\n    - two", "the scorecard",
        "siyyumim are many", "Shabbat", "every session", "summit and sum",
    ]
)  # fmt: skip
def test_an_editor_lets_it_stand(words: str) -> None:
    assert not faults(f"a = {words}\n")


def test_comments_and_names_are_not_what_the_bot_says() -> None:
    assert not faults("# overdue, havruta, 12!\nscore-overdue = Fine\n    .score = Fine\n")


def test_a_message_that_cannot_be_read_is_sent_back() -> None:
    assert faults("a = { $name\n")
