"""Reading JSON that somebody else wrote."""

from typing import Any, cast

Json = dict[str, Any]


def items(body: Json, key: str) -> list[Any]:
    """A list under this key; empty for null, absence or something else."""
    value = body.get(key)
    return cast("list[Any]", value) if isinstance(value, list) else []


def part(body: Json, key: str) -> Json:
    """An object under this key; empty for null, absence or something else."""
    value = body.get(key)
    return cast("Json", value) if isinstance(value, dict) else {}
