"""A draft of who gets a place, in tests."""

from domain.joining.signups import Decision
from messages.joining.selection import Draft
from tests.services.conftest import House
from tests.services.waiting import Line


async def applied(house: House, many: int = 7) -> Draft:
    await house.open()
    for user in range(21, 21 + many):
        await house.apply(user, why="It is asked of me.", setting="hospital" if user % 2 else "campus")
    return await house.made.joining.selection.draft(house.lead, house.cohort)


def named(view: Draft, kind: Decision) -> set[str]:
    return {line.name for line in view.lines if line.application.proposed is kind}


def number(view: Draft, name: str) -> int:
    return next(int(line.application.id) for line in view.lines if line.name == name)


async def eight_drafted(line: Line) -> None:
    """Eight wish for the four places, and a draft says who gets one."""
    for user in range(21, 29):
        await line.house.apply(user)
    await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
