"""What people type when they are clumsy, in a hurry, from elsewhere, or mean harm."""

from random import Random

HOSTILE = (
    "", " ", "\n\n", "@everyone @here <@1> <@&2> <#3> </help:4> <t:0:R>", "# A heading\n-# small\n> quoted\n```py\nimport os```",
    "[free money](https://evil.example)", "||spoiler|| **bold** __under__ ~~gone~~ `code`", "\u202eeveryone@", "\u200b\u200e\u2066\u2069",
    "'; DROP TABLE people; --", "%s %(x)s {0} {x} ${x} {{x}} { $name }", "<script>alert(1)</script>", "../../../etc/passwd\x00.png",
    "א" * 4000, "x" * 4000, "😀" * 1900, "Z\u0301\u0302\u0303\u0304" * 300, "\u0000\u0001\u0007", "\ufeff\ufffe",
    "~b:run:1~aaaaaaaaaaaaaaaaaaaa", "b:x:1/2/3", "null", "undefined", "NaN", "true",
)  # fmt: skip
DATES = (
    "2026-02-30",
    "2027-03-14 02:30",
    "25:61",
    "next Thursday 3pm",
    "31.12.9999",
    "0000-00-00",
    "yesterday",
    "13:00",
    "2026-10",
    "99999-01",
)
NUMBERS = ("0", "1", "2", "3", "7", "-1", "999999", "2147483648", "9223372036854775808", "9" * 30, "1e309", "٣", "²", "0x10", "1.5")
PLAIN = (
    "we met yesterday", "not this month", "New York", "Jerusalem", "Beth El", "https://zoom.example/j/9", "https://", "javascript:alert(1)",
    "I would rather not say", "day", "hour", "shabbat", "campus", "met", "off", "14",
)  # fmt: skip


def words(dice: Random) -> str:
    """Any text."""
    return dice.choice(dice.choice((HOSTILE, DATES, PLAIN)))


def number(dice: Random) -> str:
    """What stands where a number should."""
    return dice.choice(NUMBERS if dice.random() < 0.8 else HOSTILE)[:20]


def anything(dice: Random) -> str:
    """Any text, or what might be a number."""
    return words(dice) if dice.random() < 0.6 else dice.choice(NUMBERS)
