"""The same rows are shown to many: made once, sent each time in a view of its own, of which nothing is kept."""

from typing import Any

from discord import ui

from cogs.shared.render import view_of
from messages.ground.values import Button, Choice, Message, Option, Tone

ROWS = ((Button("Sign up", "signup", (7,), Tone.MAIN), Button("Ask", "ask")), Choice("quiet", (Option("Nights", "nights"),), "Quiet"))


def ids(view: ui.View | None) -> list[str]:
    assert view is not None
    rows: list[dict[str, Any]] = view.to_components()
    return [part["custom_id"] for row in rows for part in row["components"]]


async def test_two_people_are_shown_the_same_in_views_of_their_own_that_are_over_before_they_are_sent() -> None:
    first, second = view_of(Message("Hello.", ROWS)), view_of(Message("Hello again.", ROWS))
    assert first is not None
    assert second is not None
    assert first is not second
    assert ids(first) == ids(second) == ["b:signup:7", "b:ask", "s:quiet"]
    assert first.is_finished()
    assert second.is_finished()


async def test_what_comes_with_a_delivery_carries_its_mark_and_nobody_elses() -> None:
    mark = "a" * 20
    assert ids(view_of(Message("Hello.", ROWS), mark)) == [f"b:signup:7~{mark}", f"b:ask~{mark}", f"s:quiet~{mark}"]
    assert ids(view_of(Message("Hello.", ROWS))) == ["b:signup:7", "b:ask", "s:quiet"]
    assert view_of(Message("Hello.")) is None
