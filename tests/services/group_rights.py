"""Who may do what about a group's covenant: part of the table in `test_rights.py`."""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.ground.people import Actor
from tests.services.conftest import House

Try = Callable[[House, Actor], Awaitable[Any]]


def of_covenants(members: set[str], leads: set[str]) -> dict[str, tuple[Try, set[str]]]:
    """Each way to write and publish it, for those who lead the cohort and no manager; and to read and sign it."""
    return {
        "covenants.page": (lambda h, a: h.made.group.covenants.page(a, h.cohort), leads),
        "covenants.open_talk": (lambda h, a: h.made.group.covenants.open_talk(a, h.cohort), leads),
        "covenants.form": (lambda h, a: h.made.group.covenants.form(a, h.cohort), leads),
        "covenants.write": (lambda h, a: h.made.group.covenants.write(a, h.cohort, "We listen."), leads),
        "covenants.preview": (lambda h, a: h.made.group.covenants.preview(a, h.cohort), leads),
        "covenants.publish": (lambda h, a: h.made.group.covenants.publish(a, h.cohort, 1, 0), leads),
        "covenants.read": (lambda h, a: h.made.group.covenants.read(a, h.cohort), members),
        "covenants.sign": (lambda h, a: h.made.group.covenants.sign(a, h.cohort, 1), members),
    }
