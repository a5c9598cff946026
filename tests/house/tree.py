"""The codebase as the house tests see it: files on disk, whatever version control knows of them."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FLOORS: Final[list[str]] = PROJECT["tool"]["importlinter"]["root_packages"]
BESIDE_THE_HOUSE: Final = {"tests", "benchmarks", "tools"}
MADE_BY_TOOLS: Final = {"build", "dist", "out", "node_modules"}


def folders() -> set[str]:
    """Every top-level folder that holds Python, tests and benchmarks included."""
    candidates = (path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
    return {path.name for path in candidates if path.name not in MADE_BY_TOOLS and any(path.rglob("*.py"))}


def python_files(*names: str) -> Iterator[Path]:
    """The Python files under these top-level folders, in order."""
    for name in names:
        yield from sorted((ROOT / name).rglob("*.py"))


def name_of(path: Path) -> str:
    """A file's name as one would say it: `bot/clock.py`."""
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
