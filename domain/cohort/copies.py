"""What is said of a copy of a cohort, and what it is called."""

import re
from collections.abc import Collection
from itertools import count

from domain.ground.places import Home
from domain.ground.values import Value
from domain.sending.roles import Role

LONGEST_TITLE = 60
_NUMBERED = re.compile(r"(?P<name>.+?) \((?P<number>\d{1,3})\)")


class Another(Value):
    """What a manager says of a copy: a channel of its own, since who is in it may read what was said there before."""

    home: Home
    title: str = ""  # empty: the other's, with a number
    role: Role | None = None


def title_after(title: str, taken: Collection[str]) -> str:
    """The title with the next number that no other has: "Justice" becomes "Justice (2)", and that "Justice (3)"."""
    numbered = _NUMBERED.fullmatch(title)
    name, first = (title, 2) if numbered is None else (numbered["name"], int(numbered["number"]) + 1)
    known = {other.casefold() for other in taken}
    return next(called for n in count(first) if (called := _numbered(name, n)).casefold() not in known)


def _numbered(name: str, number: int) -> str:
    mark = f" ({number})"
    return f"{name[: LONGEST_TITLE - len(mark)].rstrip()}{mark}"
