"""Long files: whoever else presses a button meanwhile is answered as ever."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from domain.ground.ids import UserId
from domain.ground.spreadsheets import MOST_LINES
from domain.joining.signups import Answers
from messages.joining import decisions as words
from tests.services.conftest import House, actor

APPLICANTS = 500


@asynccontextmanager
async def somebody_else(house: House) -> AsyncGenerator[list[int]]:
    """Who changes a setting of theirs again and again, one at a time; gives what got through so far."""
    through, first = list[int](), asyncio.Event()

    async def presses() -> None:
        while True:
            await house.made.own.people.set_reminder(actor(90), "hour")
            through.append(len(through))
            first.set()

    pressing = asyncio.create_task(presses())
    await first.wait()
    try:
        yield through
    finally:
        pressing.cancel()


def roster(called: str = "Rabbi", ids: bool = True) -> bytes:
    lines = (
        f"{300_000_000_000_000_007 + 11 * n if ids else ''},{called} {n},{'no' if n % 10 == 0 else 'yes'},2027-06-{1 + n % 30:02}"
        for n in range(MOST_LINES - 10)
    )
    return ("discord id,name,good,until\n" + "\n".join(lines)).encode()


async def test_others_write_while_the_longest_file_of_standing_is_read_and_taken_in(empty: House) -> None:
    made, manager = empty.made.joining.rosters, lambda: actor(2, manager=True)
    async with somebody_else(empty) as through:
        seen = await made.preview(manager(), roster())
        assert len(through) > 1, "while it was read"
        before = len(through)
        await made.take_in(manager(), seen.number, 0)
        assert len(through) > before + 5, "between its parts"
        by_name = await made.preview(manager(), roster(ids=False))
        assert by_name.same == MOST_LINES - 10


async def applicants(house: House) -> None:
    """Five hundred have applied."""
    await house.open()
    now = house.clock.now()
    async with house.store.begin() as db:
        for user in range(2_000, 2_000 + APPLICANTS):
            person = await db.people.ensure(UserId(user), f"Person {user}", now)
            answers = Answers(why="It is asked of me. " * 20, bring="Bread. " * 20, setting="campus", committed=True)
            saved = await db.signups.save(house.cohort, person.id, answers, now)
            await db.signups.apply(saved.id, now, 0)


async def test_others_write_while_five_hundred_decisions_go_out_and_come_back(empty: House) -> None:
    await applicants(empty)
    await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    data = ("Application,Decision\n" + "\n".join(f"{n},{'in' if n % 125 == 0 else 'no'}" for n in range(1, APPLICANTS + 1))).encode()
    async with somebody_else(empty) as through:
        words.listing(await empty.made.joining.decisions.export(empty.lead, empty.cohort))
        before = len(through)
        view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, data)
        words.preview(view)
        assert len(through) > before
        done = await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)
    assert (done.moved + done.same, view.accepted) == (APPLICANTS, 4)
