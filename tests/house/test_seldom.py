"""What is needed a few times a season costs nothing before."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from domain.seldom import rooms_of, seldom
from tests.house.tree import ROOT, parsed


def read_on_use(package: str) -> set[str]:
    """The rooms that a package shows to the type checker only."""
    blocks = [node for node in parsed(ROOT / package / "__init__.py").body if isinstance(node, ast.If)]
    return {f"{package}.{name.name}" for node in blocks for one in node.body if isinstance(one, ast.ImportFrom) for name in one.names}


ON_USE = sorted(read_on_use("domain") | read_on_use("messages") | read_on_use("services"))


def said_by(source: str) -> list[str]:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    return done.stdout.split()


STARTED = """
import asyncio, sys
from pathlib import Path
from random import Random
from bot.clock import WallClock
from bot.wiring import house_of, services_on
from storage.migrate import migrate
from storage.store import open_store

async def start(folder):
    url = f"sqlite:///{folder / 'shamash.sqlite'}"
    await migrate(url, backups=folder)
    store = await open_store(url)
    house = house_of(await services_on(store, WallClock(), Random(1)))
    await house.beat()
    await store.close()

asyncio.run(start(Path(FOLDER)))
print(*sys.modules)
"""


def test_a_bot_that_starts_has_read_nothing_of_what_staff_need_a_few_times_a_season(tmp_path: Path) -> None:
    assert ON_USE
    read = set(said_by(STARTED.replace("FOLDER", repr(str(tmp_path)))))
    assert {"services.turns", "cogs.selection"} <= read
    assert not set(ON_USE) & read


def test_each_of_it_is_there_when_it_is_named() -> None:
    assert said_by(f"import domain, messages, services; print(*(room.__name__ for room in ({', '.join(ON_USE)})))") == ON_USE


def test_a_room_that_does_not_exist_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="domain has no room attic"):
        rooms_of("domain")("attic")


def test_what_a_room_itself_lacks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annex").mkdir()
    (tmp_path / "annex" / "__init__.py").touch()
    (tmp_path / "annex" / "cellar.py").write_text("import a_library_that_is_not_installed\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ModuleNotFoundError, match="a_library_that_is_not_installed"):
        rooms_of("annex")("cellar")


def test_what_stands_for_a_thing_asks_for_it_when_it_is_used_and_not_before() -> None:
    made: list[str] = []

    def make() -> Path:
        made.append("made")
        return Path("here")

    there = seldom(make)
    assert not made
    assert (there.name, made) == ("here", ["made"])
