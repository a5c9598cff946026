"""A group's covenant: the texts it had, who has signed which of them, and what changed between two."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from domain.ground.ids import PersonId
from domain.ground.values import Value

LONGEST = 800  # characters: the whole text, and what changed in it, have room in one message
UNSIGNED_AFTER = timedelta(days=7)  # from then on, who has not signed is on the facilitator's page


class Text(Value):
    """A published text; the first is version 1."""

    version: int
    text: str
    at: datetime


class Signature(Value):
    """Somebody signed that version."""

    person: PersonId
    version: int
    at: datetime


class Covenant(Value):
    """What a cohort has of it; signatures also of people who have left."""

    texts: tuple[Text, ...] = ()  # the earliest first
    signatures: tuple[Signature, ...] = ()
    talk_at: datetime | None = None  # when a thread to talk about it was asked for

    @property
    def now(self) -> Text | None:
        """The text that holds; None before the first was published."""
        return self.texts[-1] if self.texts else None

    @property
    def version(self) -> int:
        """Its number; 0 before the first was published."""
        return len(self.texts)

    def last_signed(self, person: PersonId) -> int:
        """The latest version that they signed; 0 for none."""
        return max((one.version for one in self.signatures if one.person == person), default=0)

    def signed_now(self) -> dict[PersonId, datetime]:
        """Who has signed the text that holds, and when."""
        return {one.person: one.at for one in self.signatures if one.version == self.version}

    def asked_anew(self, person: PersonId) -> bool:
        """True for who signed an earlier text, and not the one that holds."""
        return 0 < self.last_signed(person) < self.version

    def changed_for(self, person: PersonId) -> "Changes":
        """What changed since the text that they signed last."""
        signed = self.last_signed(person)
        return changes(self.texts[signed - 1].text if signed else "", self.texts[-1].text if self.texts else "")


class Changes(Value):
    """The lines that are there no more, and those that are new; a line that was changed is in both."""

    gone: tuple[str, ...]
    come: tuple[str, ...]

    @property
    def any(self) -> bool:
        """False where both texts say the same."""
        return bool(self.gone or self.come)


def tidy(typed: str) -> str:
    """A text with the spaces at the ends of its lines left out, so that these make no other version."""
    return "\n".join(line.strip() for line in typed.strip().splitlines())


def changes(before: str, after: str) -> Changes:
    """What differs between two texts, line by line; empty lines say nothing."""
    old, new = ([line for line in text.splitlines() if line] for text in (before, after))
    found = [part for part in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if part[0] != "equal"]
    return Changes(
        tuple(line for _, start, end, _, _ in found for line in old[start:end]),
        tuple(line for _, _, _, start, end in found for line in new[start:end]),
    )


def all_signed(covenant: Covenant, since: Mapping[PersonId, datetime]) -> tuple[datetime, bool] | None:
    """Since when all who have a place have signed the text that holds, or since somebody came do not any more.

    None where they never all had. `since`: who has a place, and since when; who has left is not counted.
    """
    if covenant.now is None:
        return None
    signed, stands = covenant.signed_now(), None
    for at in sorted({max(one, covenant.now.at) for one in (covenant.now.at, *since.values(), *signed.values())}):
        here = [person for person, came in since.items() if came <= at]
        everyone = bool(here) and all(person in signed and signed[person] <= at for person in here)
        if everyone is not (stands is not None and stands[1]):
            stands = at, everyone
    return stands
