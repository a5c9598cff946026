"""What goes on beside the answers fails where an operator can read it, and an orderly end waits for it."""

import asyncio

import pytest

from bot.beside import Beside
from domain.ground.leases import LeaseLost
from storage.store import Unavailable


async def test_what_fails_beside_everything_else_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(error: Exception) -> None:
        raise error

    beside = Beside()
    beside.begin(fail(KeyError("x")), "an answer")
    beside.begin(fail(Unavailable()), "a greeting")
    beside.begin(fail(LeaseLost()), "a word")
    await beside.finish()
    assert [(one.levelname, one.message) for one in caplog.records] == [
        ("ERROR", "an answer failed"), ("WARNING", "a greeting waits for the database"),
    ]  # fmt: skip


async def test_an_orderly_end_waits_for_what_is_begun_by_what_it_waits_for() -> None:
    done: list[str] = []
    beside = Beside()

    async def work(name: str, then: str = "") -> None:
        await asyncio.sleep(0)
        if then:
            beside.begin(work(then), then)
        done.append(name)

    beside.begin(work("first", then="second"), "first")
    await beside.finish()
    assert done == ["first", "second"]
    assert beside.idle


async def test_an_orderly_end_waits_for_tasks_that_others_began_and_leaves_what_fails_in_them_to_those(
    caplog: pytest.LogCaptureFixture,
) -> None:
    beside, go_on = Beside(), asyncio.Event()

    async def act() -> None:
        beside.join()
        await go_on.wait()
        raise KeyError("x")

    acting = asyncio.create_task(act())
    await asyncio.sleep(0)
    ending = asyncio.create_task(beside.finish())
    await asyncio.sleep(0)
    assert not ending.done()
    go_on.set()
    await ending
    assert isinstance(acting.exception(), KeyError)
    assert beside.idle
    assert caplog.records == []
