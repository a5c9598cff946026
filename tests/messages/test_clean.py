"""What a person typed can do nothing but be read."""

import re
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from messages.ground.words import Safe, clean, label, link_to, listed, quoted, say
from tests.for_each import for_each
from tests.messages.discord_text import END, ISOLATE, RIGHT_TO_LEFT, harms, shown

TRICKS: Final = (
    "@everyone", "@here", "<@1234>", "<@&12>", "<#12>", "<t:1:F>", "<:smile:1>", "<a:b:1>", "</me:1>", "<id:customize>",
    "[press](https://evil.example)", "https://evil.example/a_b", "HTTP://evil.example", "steam://run/1", "<https://evil.example>",
    "discord.gg/abc", "discord.com/invite/abc", "# Title", "-# small", "- item", "> said", ">>> said", "* item", "**bold**", "__under__",
    "~~gone~~", "||hidden||", "`code`", "```\ncode\n```", "\\", "\\\\*",
    "\\@everyone", "\u202eoverride", "\u2066x", "\u2069", "\u200f", "\x00",
    "\r", "\n", "\r\n", "\u2028", "\x85", "\t", "שלום", "רב דנה", "مرحبا", "Dana", " ", "\ud800", "1. one", ":", "/", "<", "@", "//",
)  # fmt: skip
typed = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(TRICKS), st.text(max_size=5))).map("".join))


def one_line(text: str) -> str:
    """The words that anybody would keep of it: no control characters, nothing unseen, single spaces."""
    text = re.sub("\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", "", text)
    return " ".join(text.split())


@given(typed)
@example("@\u202eeveryone")
@example("\\https://a.example")
@example(" \u2068# x")
def test_words_on_one_line_are_only_words(text: str) -> None:
    cleaned = clean(text, 10_000)
    assert not harms(cleaned)
    assert "\n" not in cleaned


@given(typed)
def test_a_quotation_is_only_words_in_every_line(text: str) -> None:
    lines = quoted(text, 10_000).split("\n")
    for line in lines:
        assert line.startswith(">")
        assert not harms(line.removeprefix(">").removeprefix(" "))


@given(typed)
def test_nothing_that_was_typed_is_lost_on_the_way(text: str) -> None:
    assert shown(clean(text, 100_000)) == one_line(text).replace("\u200b", "")


@given(typed, st.integers(min_value=3, max_value=60))
@example("ab*cdef", 5)
def test_what_is_cut_short_is_as_harmless_and_never_too_long(text: str, most: int) -> None:
    for cut in (clean(text, most), quoted(text, most)):
        assert len(cut) <= most
        for line in cut.split("\n"):
            assert not harms(line.removeprefix(">").removeprefix(" "))
        end = cut.rstrip(f"…{END}")
        assert (len(end) - len(end.rstrip("\\"))) % 2 == 0, "half an escape is left"


@given(typed)
def test_what_runs_from_right_to_left_is_isolated(text: str) -> None:
    for line in (clean(text, 10_000), *quoted(text, 10_000).split("\n"), label("button-leave", title=text[:30])):
        bare = re.sub(f"{ISOLATE}[^{END}]*{END}", "", line)
        assert not RIGHT_TO_LEFT.search(bare)


@given(typed, typed)
def test_two_names_side_by_side_make_nothing_together(one: str, other: str) -> None:
    assert not harms(listed([one, other]))
    assert not harms(say("letter-hello", name=one))


@given(typed)
def test_a_label_is_plain_and_fits(text: str) -> None:
    said = label("button-sign-up", title=text)
    assert len(said) <= 80
    assert "\n" not in said
    assert "\\" not in said or "\\" in text


@for_each(
    [
        "Rabbi Dana O'Neill-Katz (she/her)", "Rav Avi & Co", "Cantor Noa, Ph.D.", "D. #2", "Temple Beth-El: the choir", "Avi/Noa",
        "Dana - of Chicago", "x > y", "I'm free at 13:00", "write to dana@example.org", "Genesis 18:23-33", "5 < 6", "e.g. and/or",
    ]
)  # fmt: skip
def test_an_ordinary_name_stays_as_it_is_and_can_be_copied(name: str) -> None:
    assert clean(name).replace("<\u200b", "<") == name


@for_each(
    [
        ("Avi_Levi*", r"Avi\_Levi\*"),
        ("@everyone", "@\u200beveryone"),
        ("<@12>", "<\u200b@12>"),
        ("https://example.org/a", r"https\://example.org/a"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        ("# Dana", r"\# Dana"),
        ("[Dana](x)", r"\[Dana](x)"),
        ("דנה", "\u2068דנה\u2069"),
        ("  Dana \n Levi ", "Dana Levi"),
    ]
)
def test_what_could_be_more_than_words_is_broken_where_nobody_sees_it(typed_: str, sent: str) -> None:
    assert clean(typed_) == sent


def test_a_quotation_keeps_its_lines_and_only_one_empty_one_between_them() -> None:
    assert quoted("one\r\n\r\n\n\n two \n# three") == "> one\n> \n> two\n> \\# three"


def test_a_stranger_s_link_is_words_and_a_link_of_the_staff_can_be_pressed() -> None:
    assert harms(link_to("https://example.org/give")) == ["a link", "a link in brackets"]
    for odd in ("javascript:alert(1)", "https://a b", "https://a><@1>", "http://a", "[a](https://b)", "https://" + "a" * 600):
        assert not harms(link_to(odd)), odd


def test_our_own_words_are_not_escaped_twice() -> None:
    assert say("letter-hello", name=clean("Avi_Levi")) == r"Hello Avi\_Levi."
    assert listed([clean("a_b"), clean("c")]) == r"a\_b and c"
    assert isinstance(listed(["a"]), Safe)


@for_each([(list[str](), ""), (["Dana"], "Dana"), (["Dana", "Avi"], "Dana and Avi"), (["Dana", "Avi", "Noa"], "Dana, Avi and Noa")])
def test_names_stand_in_a_row_as_people_say_them(names: list[str], row: str) -> None:
    assert listed(names) == row


def test_addresses_in_what_staff_write_can_be_pressed_and_hide_nothing() -> None:
    said = quoted("Register at https://example.org/a_b?x=1, or [here](https://evil.example) @everyone **now**", links=True)
    assert "<https://example.org/a_b?x=1>," in said
    assert r"\[here](<https://evil.example>)" in said
    assert "@everyone" not in said
    assert r"\*\*now\*\*" in said
    assert "<https" not in quoted("https://example.org")
