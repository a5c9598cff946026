"""The months that a reply names: the one it is, the one to come, or another, which is no month of theirs."""

import re

from domain.ground.spoken import Marked
from domain.ground.spoken.days import MONTHS

_HEBREW = ("ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר")
_NUMBERS = MONTHS | {name: number for number, name in enumerate(_HEBREW, start=1)}
_WORDS = {"may", "march", "mar"}  # that are something else as well
_NAME = re.compile(
    rf"(?P<before>\b(?:in|until|skip|skipping|not|for|to|this|wait|off|and) )?(?<![\w׳])(?:[בל]-?)?(?P<name>{'|'.join(_NUMBERS)})"
    rf"\b(?! ?[0-9])"
)


def mark_months(marked: Marked) -> None:
    """Put "§n" in place of this month's name, and "§x" in place of the next one's."""

    def mark(hit: re.Match[str]) -> str:
        if hit["name"] in _WORDS and not hit["before"]:
            return hit[0]
        ahead = (_NUMBERS[hit["name"]] - marked.now.month) % 12
        return (hit["before"] or "") + {0: "§n", 1: "§x"}.get(ahead, hit["name"])

    marked.text = _NAME.sub(mark, marked.text)
