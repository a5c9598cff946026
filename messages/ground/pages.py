"""Turning the pages of a long list, the same way everywhere."""

from messages.ground.values import Button
from messages.ground.words import say


def paging(act: str, args: tuple[str | int, ...], page: int, *, more: bool) -> tuple[Button, ...]:
    """Back and on, where there is a page before and after; the page to turn to is the last argument."""
    back = (Button(say("button-back"), act, (*args, page - 1)),) if page > 0 else ()
    return (*back, Button(say("button-more"), act, (*args, page + 1))) if more else back
