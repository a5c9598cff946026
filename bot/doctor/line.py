"""One finding."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What was found, and what to do about it. `ok` is None where it is uncertain, or only worth knowing."""

    ok: bool | None
    what: str
    advice: str = ""
