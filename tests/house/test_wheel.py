"""What an operator installs: the bot and nothing else, on its own dependencies alone."""

import asyncio
import shutil
import subprocess
import sys
import sysconfig
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final
from venv import EnvBuilder
from zipfile import ZipFile

import pytest

from bot.clock import WallClock
from rehearsal.discord import LocalDiscord
from tests.house.test_locks import pins
from tests.house.tree import FLOORS, ROOT, folders, name_of

SHIPPED: Final = set(FLOORS) - {"rehearsal"}
CACHES: Final = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy of the whole tree."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    for folder in folders():
        shutil.copytree(ROOT / folder, tree / folder, ignore=CACHES)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(out)], cwd=tree, check=True, capture_output=True)  # noqa: S603 - our own words
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and what `requirements.lock` names; nothing that only development has."""
    home = tmp_path_factory.mktemp("installed")
    EnvBuilder(symlinks=True).create(home)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(home)}))
    needed: dict[str, str] = {}
    for name in pins("requirements.lock"):
        with suppress(PackageNotFoundError):  # what is for another platform
            found = distribution(name)
            needed |= {top: str(found.locate_file(top)) for top in {file.parts[0] for file in found.files or ()}}
    for top in needed.keys() - {"..", "__pycache__"}:
        (site / top).symlink_to(needed[top])
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)  # noqa: S603 - our own words
    return home / "bin" / "shamash"


def test_the_wheel_holds_the_bot_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as files:
        held = {name for name in files.namelist() if ".dist-info/" not in name}
    assert held == {
        name_of(path) for floor in SHIPPED for path in (ROOT / floor).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }


async def test_an_operator_who_installed_the_wheel_checks_that_all_is_well(installed: Path, tmp_path: Path) -> None:
    async with LocalDiscord(WallClock().now) as discord:
        discord.add_server("Beit Midrash", discord.add_person("Dana"))
        env = {
            "SHAMASH_DISCORD__API_URL": discord.api_url, "SHAMASH_DISCORD__TOKEN": discord.token,
            "SHAMASH_STORAGE__URL": f"sqlite:///{tmp_path}/shamash.sqlite", "SHAMASH_STORAGE__BACKUPS": str(tmp_path / "backups"),
        }  # fmt: skip
        said: list[str] = []
        for command in ("migrate", "check"):
            process = await asyncio.create_subprocess_exec(
                installed, command, env=env, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
            )
            said.append((await process.communicate())[0].decode())
            assert process.returncode == 0, said[-1]
    assert "Nothing is wrong." in said[-1]
