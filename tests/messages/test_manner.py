"""How the bot speaks: short, warm and plain, one ask at a time, and never a scold. tests/house holds the spelling."""

import re
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from msgspec.structs import replace

from domain.pair.formats import Format
from messages.ground.entries import Entries
from messages.ground.values import Message
from messages.ground.words import say
from messages.pair import formats
from tests.for_each import for_each
from tests.house.tree import ROOT
from tests.messages.discord_text import CLIENT_READS
from tests.messages.everything import EVERYTHING, World
from tests.messages.sayings import Sentence, sentences

SAID: Final = dict(sentences())
LABELS: Final = re.compile(
    r"(button|field|form|setting|quiet|hours|reminder|choose|event)-|\w+-choose$|commitment$|pause-days$|series-option$"
)
NEVER: Final = {
    "a scold": r"overdue|\blate\b|missed|last chance|must (respond|answer)|still haven.t|failed to|forgot|hurry|asap",
    "a count of merits": r"streaks?|scor(e|es|ed)|rank(ed|ing)?|leaderboard|points|badge|congratulations",
    "a promise nobody can keep": r"burn ?out|guarantee",
    "a word that is not ours": r"\busers?\b|havruta|chaver\b|participants?|attendees?|enrol|please note|kindly|simply click|click",
    "a mention": r"@everyone|@here",
    "a shout": r"!|[A-Z]{6,}",
}  # fmt: skip
LONGEST: Final = 45  # words in one sentence; a phone shows about ten on a line


def words_of(sentence: Sentence) -> str:
    """The words alone: what stands for a fact, a branch or a command is left out."""
    text = re.sub(r"`[^`]*`", "x", sentence.text)
    return re.sub(r"\{\s*\"[^\"]*\"\s*\}|\{\s*\$?[\w-]+\s*\}|\{\s*\$\w+\s*->|^\s*\*?\[\w[\w-]*\]|\}", "x", text, flags=re.MULTILINE)


@for_each(sorted(SAID))
def test_it_never_scolds_counts_or_shouts(name: str) -> None:
    found = [what for what, pattern in NEVER.items() if re.search(pattern, words_of(SAID[name]), re.IGNORECASE if what != "a shout" else 0)]
    allowed = {"a shout"} if "Shamash" in SAID[name].text and "!" not in SAID[name].text else set[str]()
    assert not set(found) - allowed


@for_each(sorted(SAID))
def test_every_sentence_is_short_enough_for_a_tired_reader(name: str) -> None:
    for sentence in re.split(r"(?<=[.?:])\s", words_of(SAID[name])):
        assert len(sentence.split()) <= LONGEST, sentence


@for_each(sorted(name for name in SAID if LABELS.match(name)))
def test_a_label_carries_no_mark_up(name: str) -> None:
    assert not [what for what, pattern in CLIENT_READS.items() if pattern.search(words_of(SAID[name]))]
    assert "`" not in SAID[name].text
    assert "\n" not in SAID[name].text or "->" in SAID[name].text


@for_each(sorted(name for name in SAID if name.startswith("refused-")))
def test_a_no_is_whole_sentences_and_says_more_than_no(name: str) -> None:
    text = SAID[name].text
    assert re.search(r"[.?}]\s*$", text)
    assert name == "refused-never-together" or len(text) > 30
    assert not re.match(r"(error|invalid|sorry|you can.?not)", text, re.IGNORECASE)


def test_every_file_is_read_without_a_fault() -> None:
    for path in sorted((ROOT / "messages" / "en").glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        assert all(type(entry).__name__ != "Junk" for entry in FluentResource(source).body), path.name
        FluentBundle(["en"]).add_resource(FluentResource(source))


def test_a_sentence_is_the_same_whether_its_file_is_read_whole_or_it_alone() -> None:
    whole = FluentBundle(["en"], use_isolating=False)
    names: list[str] = []
    for path in sorted((ROOT / "messages" / "en").glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        whole.add_resource(resource)
        names += [entry.id.name for entry in resource.body if isinstance(entry, ast.Message)]
    known = Entries("en")
    for name in names:
        alone, together = known.message(name), whole.get_message(name)
        assert alone.attributes.keys() == together.attributes.keys()
        patterns = [(alone.value, together.value), *((alone.attributes[one], together.attributes[one]) for one in alone.attributes)]
        assert [known.bundle.format_pattern(one, {})[0] for one, _ in patterns if one] == [
            whole.format_pattern(other, {})[0] for _, other in patterns if other
        ], name


@for_each(Format)
def test_every_way_to_study_is_a_few_sentences_says_how_long_it_takes_and_leaves_one_thing_open(way: Format) -> None:
    for alone in (False, True):
        text = say(f"format-{way.value}.alone" if alone else f"format-{way.value}")
        assert "\n" not in text
        assert text.endswith("At the end: one thing to keep, one thing still open.")
        assert len(text) < 400
        assert 2 <= len(re.findall(r"[.?](?: |$)", text.removesuffix("At the end: one thing to keep, one thing still open."))) <= 4
        assert re.search(r"\b(?:ten|fifteen|twenty|thirty)\b", text, re.IGNORECASE)
        assert formats.described(way, alone=alone) == f"> **{formats.title(way)}.** {text}"
        assert not (alone and re.search(r"\b(?:each|together|other only|take a side each)\b", text)), "it is for one person"


@for_each(sorted(EVERYTHING))
def test_only_a_hello_has_the_whole_of_a_name_and_a_hi_the_first_part_of_it(name: str) -> None:
    world = World("W")
    world.name = "Rabbi Dana Cohen"
    world.person = replace(world.person, name=world.name)
    said = EVERYTHING[name](world)
    assert not said.text.startswith(f"Hi {world.name}") if isinstance(said, Message) else True
