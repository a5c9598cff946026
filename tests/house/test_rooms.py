"""What may stand in one file only, and how large a file may be."""

import ast
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.tree import FLOORS, folders, name_of, parsed, python_files

EVERYWHERE = sorted(folders())
LONGEST = 400
A_DOZEN = 12
CLOCKS = {"time", "time_ns", "localtime", "gmtime", "ctime"}


def reads_the_wall_clock(node: ast.AST) -> bool:
    """`datetime.now()` and its kin, `time.time`, and a database's own clock in SQL."""
    match node:
        case ast.Attribute(attr="now" | "today", value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
            return owner in {"datetime", "date", "dt", "func"}
        case ast.Attribute(attr=name, value=ast.Name(id="time")):
            return name in CLOCKS
        case ast.Attribute(attr=name):
            return name == "utcnow"
        case ast.ImportFrom(module="time", names=names):
            return any(name.name in CLOCKS for name in names)
        case ast.Constant(value=str() as text):
            return any(word in text.lower() for word in ("current_timestamp", "unixepoch(", "strftime('%"))
        case _:
            return False


def moves_discord(node: ast.AST) -> bool:
    """Touches the constants by which discord.py knows where Discord is."""
    match node:
        case ast.Attribute(attr="DEFAULT_GATEWAY") | ast.Attribute(attr="BASE", value=ast.Name(id="Route")):
            return True
        case ast.Attribute(attr="BASE", value=ast.Attribute(attr="Route")):
            return True
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="BASE" | "DEFAULT_GATEWAY"), *_]):
            return True
        case _:
            return False


def mocks(node: ast.AST) -> bool:
    """Imports a mock: the real database and the local Discord are there to be used."""
    match node:
        case ast.Import(names=names):
            return any(name.name.startswith("unittest.mock") for name in names)
        case ast.ImportFrom(module=str() as module, names=names):
            return module.startswith("unittest") and (module != "unittest" or any(n.name == "mock" for n in names))
        case _:
            return False


def files_where(rule: Callable[[ast.AST], bool], *names: str) -> set[str]:
    return {name_of(path) for path in python_files(*names) if any(rule(node) for node in ast.walk(parsed(path)))}


def test_only_the_clock_reads_the_wall_clock() -> None:
    launcher = "rehearsal/prove/launch.py"  # steps the machine's clock under the real process
    assert files_where(reads_the_wall_clock, *FLOORS) == {"bot/clock.py", launcher}


def test_only_the_address_says_where_discord_is() -> None:
    assert files_where(moves_discord, *FLOORS) == {"bot/address.py"}


def test_nothing_is_mocked() -> None:
    assert files_where(mocks, *EVERYWHERE) == set()


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (reads_the_wall_clock, "import datetime\nx = datetime.datetime.now(tz)"),
        (reads_the_wall_clock, "x = datetime.now(UTC)"),
        (reads_the_wall_clock, "x = date.today()"),
        (reads_the_wall_clock, "x = discord.utils.utcnow()"),
        (reads_the_wall_clock, "from time import time"),
        (reads_the_wall_clock, "x = time.time_ns()"),
        (reads_the_wall_clock, "x = sqlalchemy.func.now()"),
        (reads_the_wall_clock, "x = text('select CURRENT_TIMESTAMP')"),
        (moves_discord, "Route.BASE = 'x'"),
        (moves_discord, "discord.http.Route.BASE = 'x'"),
        (moves_discord, "setattr(gateway, 'DEFAULT_GATEWAY', 'x')"),
        (mocks, "from unittest import mock"),
        (mocks, "import unittest.mock as m"),
    ],
)
def test_the_rules_bite(rule: Callable[[ast.AST], bool], source: str) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize("source", ["x = clock.now()", "x = self._clock.now()", "x = time.monotonic()", "'last time'"])
def test_a_clock_that_was_given_may_be_read(source: str) -> None:
    assert not any(reads_the_wall_clock(node) for node in ast.walk(ast.parse(source)))


def test_every_file_can_be_read_in_one_sitting() -> None:
    def lines(path: Path) -> int:
        return len(path.read_text(encoding="utf-8").splitlines())

    long = {name_of(path): lines(path) for path in python_files(*EVERYWHERE) if lines(path) > LONGEST}
    assert not long


def test_no_room_of_the_services_has_more_than_a_dozen_files() -> None:
    files = Counter(path.parent.name for path in python_files("services") if path.name != "__init__.py")
    assert {room: many for room, many in files.items() if many > A_DOZEN} == {}
