"""What a copy of a cohort is called."""

import re
from collections.abc import Collection
from itertools import count

LONGEST_TITLE = 60
_NUMBERED = re.compile(r"(?P<name>.+?) \((?P<number>\d{1,3})\)")


def title_after(title: str, taken: Collection[str]) -> str:
    """The title with the next number that no other has: "Justice" becomes "Justice (2)", and that "Justice (3)"."""
    numbered = _NUMBERED.fullmatch(title)
    name, first = (title, 2) if numbered is None else (numbered["name"], int(numbered["number"]) + 1)
    known = {other.casefold() for other in taken}
    return next(called for n in count(first) if (called := _numbered(name, n)).casefold() not in known)


def _numbered(name: str, number: int) -> str:
    mark = f" ({number})"
    return f"{name[: LONGEST_TITLE - len(mark)].rstrip()}{mark}"
