"""A "no" as a value: why, and the facts that its sentence needs."""

from enum import StrEnum


class Why(StrEnum):
    """Every reason the bot can give for not doing what was asked; `messages/en/refusals.ftl` has a sentence for each."""

    UNKNOWN_ZONE = "unknown-zone"
    BAD_SERIES = "bad-series"


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Raised by domain and services; turned into a sentence in one place, whatever road the person came by."""

    def __init__(self, why: Why, **facts: object) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts = facts
