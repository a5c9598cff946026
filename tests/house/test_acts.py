"""What follows from a change follows in one place: no service audits, reconciles, refreshes the board or takes a press by hand."""

import ast

import pytest

from tests.house.tree import ROOT, name_of, parsed, python_files

IN_ONE_PLACE = "services/sending/unit.py"
KEEP_A_STORE = {  # what keeps the machine going, and does nothing for a person
    "services/sending/attempts.py",
    "services/ground/house.py",
    "services/ground/leases.py",
    IN_ONE_PLACE,
}
BY_HAND = {
    "db.audit.add(noted)": "audits",
    "await self._deliveries.reconcile(db, cohort)": "reconciles",
    "await board.changed(db, deliveries, program, now)": "refreshes the board",
    "await db.first_time(actor.interaction, now)": "takes a press",
    "self._units.bell.set()": "wakes the scheduler",
}


def by_hand(node: ast.AST) -> str | None:
    """Which consequence this is."""
    match node:
        case ast.Attribute(attr="add", value=ast.Attribute(attr="audit")):
            return "audits"
        case ast.Call(
            func=ast.Attribute(attr="reconcile", value=ast.Attribute(attr="deliveries" | "_deliveries") | ast.Name(id="deliveries"))
        ):
            return "reconciles"
        case ast.Attribute(attr="changed", value=ast.Name(id="board")):
            return "refreshes the board"
        case ast.Attribute(attr="first_time"):
            return "takes a press"
        case ast.Attribute(attr="bell", ctx=ast.Load()):
            return "wakes the scheduler"
        case _:
            return None


def begins(node: ast.AST) -> bool:
    """A write transaction without a unit."""
    match node:
        case ast.Attribute(attr="begin", value=ast.Name(id="store") | ast.Attribute(attr="store" | "_store")):
            return True
        case _:
            return False


def test_no_service_forgets_what_follows_from_a_change_since_none_does_it_by_hand() -> None:
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)} {what}"
        for path in python_files("services")
        for node in ast.walk(parsed(path))
        if name_of(path) != IN_ONE_PLACE and (what := by_hand(node)) is not None
        if not (name_of(path) == "services/sending/deliveries.py" and what == "reconciles")  # where it is made
    ]
    assert found == []


def test_what_services_do_for_people_is_done_in_units() -> None:
    beside = {name_of(path) for path in python_files("services") for node in ast.walk(parsed(path)) if begins(node)}
    assert beside == KEEP_A_STORE


@pytest.mark.parametrize(("line", "what"), BY_HAND.items())
def test_doing_it_by_hand_is_seen(line: str, what: str) -> None:
    tree = ast.parse(f"async def act():\n    {line}")
    assert what in [by_hand(node) for node in ast.walk(tree)]


def test_a_transaction_without_a_unit_is_seen() -> None:
    tree = ast.parse("async def act():\n    async with self._store.begin() as db:\n        pass")
    assert any(begins(node) for node in ast.walk(tree))
    assert (ROOT / IN_ONE_PLACE).exists()
