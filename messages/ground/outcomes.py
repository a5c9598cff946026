"""Why something was not delivered, in words for staff: Discord's own error codes each have a sentence, and its raw text is never shown."""

import re

from domain.sending.deliveries import Reason
from messages.ground.words import Safe, say

CODES = frozenset(
    {
        "10003", "10004", "10007", "10008", "10011", "10013", "10070", "30033", "30038", "30046", "40067", "50001", "50007", "50013",
        "50024", "50035", "50083", "50278", "160004", "160005", "160006", "200000", "240000",
    }
)  # fmt: skip
"""Discord's error codes that a person can do something about; `messages/en/deliveries.ftl` has a sentence for each."""

_REFUSED = re.compile(rf"({Reason.REFUSED.value}|{Reason.PLACE.value}): ([0-9]{{1,9}})(?: .*)?", re.DOTALL)
"""Earlier versions kept Discord's text behind the code."""


def because(reason: str) -> Safe:
    """The reason of a delivery as it is kept (`refused: 50013`, `exhausted` ...), in words and with what to do about it."""
    refused = _REFUSED.fullmatch(reason)
    if refused is None:
        return say(f"reason-{reason.partition(':')[0]}")
    kind, code = refused.groups()
    why = say(f"refusal-{code}") if code in CODES else say("refusal-other", code=code)
    return say("waits-for-place", why=why) if kind == Reason.PLACE.value else why
