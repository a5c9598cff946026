"""Every service has its file of tests, which has the name of the service's own file."""

import ast
from pathlib import Path

from tests.house.tree import ROOT, parsed

MAKERS = ("bot/wiring.py", "bot/login.py")  # where the services that stand in no room are made


def imported(file: ast.Module) -> dict[str, str]:
    """What a file imports from the files of services, and the name of the file that each is from."""
    froms = [node for node in ast.walk(file) if isinstance(node, ast.ImportFrom)]
    found = ((alias.name, (node.module or "").split(".")) for node in froms for alias in node.names)
    return {name: module[2] for name, module in found if len(module) == 3 and module[0] == "services"}


def in_room(file: ast.Module) -> set[str]:
    """The files of the services that are fields of a room."""
    known = imported(file)
    rooms = [
        node
        for node in file.body
        if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Room" for base in node.bases)
    ]
    types = [field.annotation for room in rooms for field in room.body if isinstance(field, ast.AnnAssign)]
    return {known[type_.id] for type_ in types if isinstance(type_, ast.Name) and type_.id in known}


def made(file: ast.Module) -> set[str]:
    """The files of the classes of services of which one is made there."""
    known = {name: module for name, module in imported(file).items() if name[0].isupper()}
    calls = [node.func for node in ast.walk(file) if isinstance(node, ast.Call)]
    return {known[function.id] for function in calls if isinstance(function, ast.Name) and function.id in known}


def services() -> set[str]:
    """The files of all services, by name."""
    rooms = [parsed(path) for path in sorted((ROOT / "services").glob("*/__init__.py"))]
    return set[str]().union(*(in_room(room) for room in rooms), *(made(parsed(ROOT / maker)) for maker in MAKERS))


def untested(names: set[str], folder: Path) -> set[str]:
    """Those of which there is no file of tests in that folder."""
    return {name for name in names if not (folder / f"test_{name}.py").is_file()}


def test_every_service_has_its_file_of_tests() -> None:
    assert untested(services(), ROOT / "tests" / "services") == set()


def test_services_are_found_in_rooms_and_where_the_bot_makes_them() -> None:
    assert {"signups", "chevruta", "people", "deliveries", "unit"} <= services(), "fields of rooms"
    assert {"attempts", "sender", "turns", "beat", "jobs", "leases"} <= services(), "made by the bot"


def test_a_new_service_without_a_file_of_tests_is_named(tmp_path: Path) -> None:
    room = ast.parse(
        "from services.work.projects import Projects\n"
        "from services.work.showcase import Showcase\n"
        "from services.sending import Room\n"
        "class WorkRoom(Room):\n"
        "    projects: Projects\n"
        "    showcase: Showcase\n"
    )
    maker = ast.parse("from services.work.embargo import Embargo, until\nembargo = Embargo(until())\n")
    (tmp_path / "test_projects.py").touch()
    assert untested(in_room(room), tmp_path) == {"showcase"}
    assert untested(made(maker), tmp_path) == {"embargo"}
