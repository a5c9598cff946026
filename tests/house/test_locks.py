"""The locked dependencies: every one by version and hash, and no word about where it was downloaded."""

import re
from typing import Final

import pytest

from tests.house.tree import PROJECT, ROOT

LOCKS: Final = ["requirements.lock", "requirements-dev.lock"]


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Package -> version, in the spelling of package indexes."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text_of(lock), flags=re.MULTILINE)
    return {plain(name): version for name, version in found}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(*extras: str) -> set[str]:
    """The names of what pyproject.toml asks for."""
    optional = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *(line for extra in extras for line in optional[extra])]
    return {plain(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for line in wanted}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(lock: str) -> None:
    for entry in re.split(r"\n(?=\S)", text_of(lock).strip()):
        if entry.startswith("#"):
            continue
        assert re.match(r"[A-Za-z0-9._-]+==\S+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    assert not re.search(r"://|--index|--extra-index|--find-links|@ file", text_of(lock))


def test_everything_the_bot_needs_is_locked() -> None:
    assert asked_for("postgresql") <= set(pins("requirements.lock"))


def test_everything_a_developer_needs_is_locked() -> None:
    assert asked_for("postgresql", "dev") <= set(pins("requirements-dev.lock"))


def test_developers_run_what_operators_run() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime == {name: dev.get(name) for name in runtime}
