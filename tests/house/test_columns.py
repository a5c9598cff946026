"""Columns are named in the queries alone: what those offer to services has named, typed parameters."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import name_of, parsed, python_files


def open_methods(tree: ast.Module) -> Iterator[str]:
    """The public methods that take whatever they are given by name, as `Class.method`."""
    for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in owner.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_") and node.args.kwarg is not None:
                yield f"{owner.name}.{node.name}"


def test_no_query_takes_columns_by_whatever_name() -> None:
    assert {name_of(path): found for path in python_files("storage") if (found := list(open_methods(parsed(path))))} == {}


@pytest.mark.parametrize(
    ("method", "found"),
    [
        ("async def change(self, person, **values): ...", ["Queries.change"]),
        ("def change(self, person, **values): ...", ["Queries.change"]),
        ("async def _set(self, person, **columns): ...", []),
        ("async def set_zone(self, person, zone): ...", []),
    ],
)
def test_the_rule_bites(method: str, found: list[str]) -> None:
    assert list(open_methods(ast.parse(f"class Queries:\n    {method}"))) == found
