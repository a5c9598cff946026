"""Turning the pages of a long list, the same way everywhere."""

from collections.abc import Sequence

from messages.ground.values import CONTENT_LIMIT, Button
from messages.ground.words import Safe, say


def paging(act: str, args: tuple[str | int, ...], page: int, *, more: bool) -> tuple[Button, ...]:
    """Back and on, where there is a page before and after; the page to turn to is the last argument."""
    back = (Button(say("button-back"), act, (*args, page - 1)),) if page > 0 else ()
    return (*back, Button(say("button-more"), act, (*args, page + 1))) if more else back


def filled(parts: Sequence[str], head: str = "") -> list[Safe]:
    """The parts in their order, each page beginning with `head`, and with as many as Discord takes in one message; at least one page."""
    pages = [head]
    for part in parts:
        together = f"{pages[-1]}\n{part}" if pages[-1] else part
        pages = [*pages[:-1], together] if len(together) <= CONTENT_LIMIT else [*pages, f"{head}\n{part}" if head else part]
    return [Safe(page) for page in pages]
