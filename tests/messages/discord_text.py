"""How Discord reads a text, as far as a person's words could use it: enough to say whether they are harmless, and what is shown."""

import re
from typing import Final

HIDDEN: Final = "\u200b"
ISOLATE, END = "\u2068", "\u2069"
ESCAPED: Final = re.compile(r"\\([^0-9A-Za-z\s])")
DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]")
CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029]")
RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff]")
SERVER_READS: Final = {  # in the raw text, whatever is escaped in it
    "a mention of everybody": re.compile(r"@(everyone|here)", re.IGNORECASE),
    "a mention, emoji, time or command": re.compile(r"<[@#:a/ti]"),
    "a link": re.compile(r"\w://"),
    "an invitation": re.compile(r"(discord\.gg|discord(app)?\.com)/", re.IGNORECASE),
}
CLIENT_READS: Final = {  # once escapes have been taken out
    "emphasis, code, a spoiler": re.compile(r"[*_~`|]"),
    "a masked link": re.compile(r"\["),
    "a heading, a list, a quotation": re.compile(r"^\s*([#>]|-\s|-#)", re.MULTILINE),
    "a link in brackets": re.compile(rf"<(?![{HIDDEN}…])"),
}


def harms(text: str) -> list[str]:
    """Everything in a text that Discord would take for more than words."""
    live = ESCAPED.sub("x", text)  # what is escaped is a letter like any other
    found = [what for what, pattern in SERVER_READS.items() if pattern.search(text)]
    found += [what for what, pattern in CLIENT_READS.items() if pattern.search(live)]
    if DIRECTIONS.search(text) or text.count(ISOLATE) != text.count(END):
        found.append("a change of direction")
    if CONTROLS.search(text):
        found.append("a control character")
    return found


def shown(text: str) -> str:
    """What a reader sees of an escaped text, and what they copy."""
    return ESCAPED.sub(r"\1", text).replace(HIDDEN, "").replace(ISOLATE, "").replace(END, "")
