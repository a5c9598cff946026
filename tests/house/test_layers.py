"""The layers are held by a linter that is run here, and shown to bite."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import BESIDE_THE_HOUSE, FLOORS, ROOT, folders

DOWN = "The house: dependencies point down only"
SEEDS = [
    ("domain/seeded.py", "import discord", "The domain is pure"),
    ("domain/seeded.py", "import asyncio", "The domain is pure"),
    ("domain/seeded_up.py", "import services", DOWN),
    ("messages/seeded.py", "import discord", "Messages are values and Fluent"),
    ("messages/seeded_across.py", "import storage", DOWN),
    ("storage/seeded.py", "import discord", "Storage speaks SQL only"),
    ("storage/seeded_across.py", "import messages", DOWN),
    ("services/ground/seeded.py", "import sqlalchemy", "Services know neither SQL nor Discord"),
    ("services/ground/seeded_columns.py", "import storage.tables", "Services know neither SQL nor Discord"),
    ("services/ground/seeded_up.py", "import cogs", DOWN),
    ("services/sending/seeded.py", "import services.pair", "The rooms of the services have an order"),
    ("cogs/pair/seeded.py", "from storage import seeded", "Cogs never touch storage"),
    ("cogs/group/seeded_beside.py", "from cogs.pair import seeded", "Cogs know no other cog, only cogs.shared"),
    ("cogs/group/seeded_above.py", "from cogs.group import seeded_beside", "Cogs know no other cog, only cogs.shared"),
    ("cogs/shared/seeded.py", "from cogs.pair import seeded", "Cogs know no other cog, only cogs.shared"),
    ("bot/seeded.py", "import apscheduler", "Only bot/scheduler.py names APScheduler"),
    ("cogs/shared/seeded_drawing.py", "import PIL", "Only cogs/shared/drawing.py draws"),
    ("bot/seeded_up.py", "import rehearsal", DOWN),
    ("bot/seeded_tests.py", "import tests", "The product does not know its tests"),
    ("rehearsal/discord/intents.py", "import domain", "The local Discord knows nothing of ours"),
    ("rehearsal/discord/shapes.py", "import rehearsal.stage", "A rehearsal is staged on the local Discord, which knows no rehearsal"),
    ("rehearsal/discord/model.py", "from rehearsal.discord import world", "The local Discord has an order"),
]


def lint_imports(tree: Path) -> str:
    """What import-linter says of a tree, without colours and its title."""
    program = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", program, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    assert "Contracts:" in said, said
    assert (done.returncode == 0) == ("BROKEN" not in said)
    return said[said.index("Contracts") :]


@pytest.fixture(scope="module")
def a_seeded_tree(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the house with every seed in it."""
    tree = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, tree / floor, ignore=shutil.ignore_patterns("__pycache__"))
    for name, line, _ in SEEDS:
        with (tree / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    return lint_imports(tree)


def test_the_house_stands() -> None:
    broken = lint_imports(ROOT).partition("Broken contracts")[2]
    assert not broken, broken


@pytest.mark.parametrize(("name", "line", "contract"), SEEDS)
def test_a_road_that_is_not_in_the_plan_is_closed(a_seeded_tree: str, name: str, line: str, contract: str) -> None:
    importer = name.removesuffix(".py").replace("/", ".")
    imported = line.replace("from ", "").replace(" import ", ".").removeprefix("import ")
    assert f"{contract} BROKEN" in a_seeded_tree
    reports = re.split(r"\n(?=[^\n]+\n-+\n)", a_seeded_tree.partition("Broken contracts")[2])
    report = next(part for part in reports if part.lstrip().startswith(contract))
    found = re.sub(r"\s+", " ", report)
    assert re.search(rf"{re.escape(importer)} -> {re.escape(imported)}\b", found), found


def test_a_new_top_level_package_is_given_a_floor() -> None:
    assert folders() - BESIDE_THE_HOUSE == set(FLOORS), "name it in [tool.importlinter] root_packages and in its layers"
