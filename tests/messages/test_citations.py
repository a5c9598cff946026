"""A citation in what people write becomes a link of ours; everything around it is as harmless as it was."""

import re
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.citations.citation import Citation
from domain.ground.citations.finding import find
from domain.group.sessions import Prompt
from messages.ground.citations import cited, link, quoted_and_cited, referred
from messages.ground.words import clean, one_line, quoted
from messages.group import details, sessions
from messages.pair import checkins
from tests.for_each import for_each
from tests.messages.discord_text import harms, shown
from tests.messages.test_clean import TRICKS, typed
from tests.messages.world import World

OURS: Final = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\(<https://www\.sefaria\.org/[A-Za-z',_]+\.[0-9ab.-]+>\)")
CITED: Final = ("Bava Metzia 59b", "Genesis 18:23-33", "ברכות ה ע״ב", "Shulchan Arukh, Yoreh De'ah 240:1", "Ps. 27:4")
mixed = st.lists(st.sampled_from((*TRICKS, *CITED, " ", " ", " (", ") ", "](", "[", "Ruth", "4:14", "59b"))).map("".join) | typed
WORLD: Final = World("W")


def unlinked(text: str) -> str:
    """What is left once our links are only their words."""
    return OURS.sub(r"\1", text)


def test_a_citation_is_a_link_without_a_preview() -> None:
    assert link(Citation("Bava Metzia", "59b")) == "[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)"
    assert link(Citation("Shulchan Arukh, Yoreh De'ah", "240:1")).endswith("(<https://www.sefaria.org/Shulchan_Arukh,_Yoreh_De'ah.240.1>)")


@for_each(
    [
        ("Read Genesis 18:23.", "Read [Genesis 18:23](<https://www.sefaria.org/Genesis.18.23>)."),
        ("*Ps. 27:4* @everyone", r"\*[Ps. 27:4](<https://www.sefaria.org/Psalms.27.4>)\* @" + "\u200beveryone"),
        ("ברכות ה ע״ב", "\u2068[ברכות ה ע״ב](<https://www.sefaria.org/Berakhot.5b>)\u2069"),
        ("Shabbat 6:10, https://evil.example", r"Shabbat 6:10, https\://evil.example"),
    ]
)
def test_only_the_citation_is_touched(text: str, said: str) -> None:
    assert cited(text) == said


@given(mixed)
@example("[Genesis 18:23](https://evil.example)")
@example("[ Genesis 18:23 ](<https://evil.example>)")
@example("\\Bava Metzia 59b\\](x)")
def test_whatever_people_write_the_only_links_are_ours(text: str) -> None:
    said = cited(text, 10_000)
    assert not harms(unlinked(said))
    assert shown(unlinked(said)) == shown(clean(text, 10_000))
    assert len(OURS.findall(said)) == len(find(one_line(text)))
    for line, plain in zip(quoted_and_cited(text, 10_000).split("\n"), quoted(text, 10_000).split("\n"), strict=True):
        assert not harms(unlinked(line).removeprefix(">").removeprefix(" "))
        assert shown(unlinked(line)) == shown(plain)


@given(mixed, st.integers(3, 200))
def test_links_are_left_out_before_words_are_and_none_is_cut_in_two(text: str, most: int) -> None:
    for said in (cited(text, most), quoted_and_cited(text, most)):
        assert len(said) <= most
        for line in unlinked(said).split("\n"):
            assert not harms(line.removeprefix(">").removeprefix(" "))
    assert shown(unlinked(cited(text, most))) == shown(clean(text, most))


def test_what_is_typed_where_a_text_is_asked_for_is_read_strictly_and_shown_by_its_name() -> None:
    assert referred("BM 59b") == "[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)"
    assert referred("Tehillim 126") == "[Psalms 126](<https://www.sefaria.org/Psalms.126>)"
    assert referred("Micah 6:8 and a poem") == "[Micah 6:8](<https://www.sefaria.org/Micah.6.8>) and a poem"
    assert referred("A poem by *Amichai*") == r"A poem by \*Amichai\*"


def test_a_pair_taps_the_text_of_their_round_and_those_in_its_question() -> None:
    text = checkins.prompt(WORLD.round, "Dana", Prompt(1, "BM 59b", "Who decides?\nCompare Deut. 30:12.")).text
    assert "The text: **[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)**" in text
    assert "> Who decides?\n> Compare [Deut. 30:12](<https://www.sefaria.org/Deuteronomy.30.12>)." in text


def test_however_many_texts_a_question_cites_a_pair_still_reads_how_to_answer() -> None:
    text = checkins.prompt(WORLD.round, WORLD.name, Prompt(1, "Genesis 18:23", "Compare Sanhedrin 37a, " * 34), first=True).text
    assert "no answer is fine too" in text
    assert text.endswith("Neither of them sees what you write.")
    assert 1 < len(OURS.findall(text)) < 34


def test_whoever_sets_a_text_reads_where_it_leads_or_which_one_may_be_meant() -> None:
    def said(reference: str) -> str:
        return sessions.prompt_saved(WORLD.cohort, 2, reference).text

    assert "[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)" in said("BM 59b")
    assert "“Genisis 18:23”" in said("Genisis 18:23")
    assert "Did you mean Genesis?" in said("Genisis 18:23")
    assert "doesn't say where in Berakhot" in said("Berakhot 5")
    assert "can't find “Genesis 51:1” in Genesis" in said("Genesis 51:1")
    for other in ("", " ", "A poem by Amichai", "page 12 of a book"):
        assert said(other) == said("")


def test_the_topic_of_a_session_links_the_text_that_it_names() -> None:
    line = details.about(replace(WORLD.session, topic="Shabbat 31a: what is hateful to you"))[0]
    assert line == "Topic: [Shabbat 31a](<https://www.sefaria.org/Shabbat.31a>): what is hateful to you"
