"""One's own corner: every place and wish that one has, with what one may do about each, and how it ended."""

from collections.abc import Iterable
from typing import Any

import pytest_asyncio

from domain.ids import ChannelId, CohortId, UserId
from messages import people as people_words
from messages.values import Message
from services.cohorts import New
from services.sessions import Rule
from tests.services.conftest import House, actor
from tests.services.waiting import Line, line_before


@pytest_asyncio.fixture
async def line(empty: House) -> Line:
    return await line_before(empty)


def acts(message: Message) -> set[tuple[str, tuple[Any, ...]]]:
    return {(one.act, tuple(one.args)) for row in message.rows if isinstance(row, tuple) for one in row}


async def corner(line: Line, user: int) -> Message:
    return people_words.me(await line.house.made.people.me(actor(user)))


async def several(line: Line, user: int, many: int) -> list[CohortId]:
    """So many more cohorts, in each of which a place is offered to that person."""
    house, cohorts = line.house, list[CohortId]()
    for number in range(many):
        new = New(f"Other {number}", f"Other {number}", 4, ChannelId(700 + number), UserId(3), "Person 3")
        made = await house.made.cohorts.create(house.manager, new)
        rule = Rule(2, number % 5, "13:00", 4, "2026-10")
        await house.made.sessions.draft_series(house.lead, made.id, rule)
        await house.made.sessions.freeze(house.lead, made.id)
        await house.made.windows.open(house.lead, made.id, "2026-09-20")
        other = House(house.made, house.clock, made.id)
        await other.apply(user)
        await other.select()
        cohorts.append(made.id)
    return cohorts


def every_act(pages: Iterable[Message]) -> list[tuple[str, tuple[Any, ...]]]:
    return sorted({one for page in pages for one in acts(page) if one[0] in {"offer-yes", "withdraw"}})


async def test_whoever_is_offered_many_places_at_once_can_answer_each_of_them(line: Line) -> None:
    cohorts = await several(line, 21, 6)
    page = await corner(line, 21)
    rows = [row for row in page.rows if isinstance(row, tuple)]
    pairs = [[one.args for one in row if one.act in {"offer-yes", "withdraw"}] for row in rows]
    assert all(row.count(args) == 2 for row in pairs for args in row), "no two of one offer are apart"
    assert "*All my places* has each one" in page.text
    assert ("places", (0,)) in acts(page)
    own = await line.house.made.people.me(actor(21))
    pages = [people_words.places(own, number) for number in range(2)]
    assert every_act(pages) == sorted((act, (cohort,)) for cohort in cohorts for act in ("offer-yes", "withdraw"))
    assert ("places", (1,)) in acts(pages[0])
    assert ("places", (0,)) in acts(pages[1])
    assert people_words.places(own, 99) == pages[1]


async def test_whoever_has_many_places_can_step_back_from_each_of_them(line: Line) -> None:
    cohorts = await several(line, 21, 6)
    for cohort in cohorts:
        await line.house.made.waitlist.accept(actor(21), cohort)
    assert ("places", (0,)) in acts(await corner(line, 21))
    own = await line.house.made.people.me(actor(21))
    assert every_act(people_words.places(own, number) for number in range(2)) == [("withdraw", (cohort,)) for cohort in cohorts]


async def test_whoever_is_offered_two_places_has_all_their_buttons_on_the_page(line: Line) -> None:
    await several(line, 21, 2)
    page = await corner(line, 21)
    assert len(every_act([page])) == 4
    assert "places" not in {act for act, _ in acts(page)}
