"""The bot goes by its machine's clock for as long as that agrees with Discord's, and by Discord's when it does not."""

from datetime import timedelta

from rehearsal.clock import HandClock, Machine
from services.ground.timekeeper import ASK_AGAIN, Timekeeper
from tests.services.conftest import START

HOUR = timedelta(hours=1)


class Clocks:
    """The right time, a machine that may show another, and a Discord that tells the right one when it is asked."""

    def __init__(self) -> None:
        self.right = HandClock(START)
        self.machine = Machine(self.right)
        self.silent = False
        self.asked = 0
        self.keeper = Timekeeper(self.machine, self.ask)

    async def ask(self) -> None:
        self.asked += 1
        if not self.silent:
            self.keeper.heard(self.right.now())


async def test_nothing_is_sure_before_discord_has_told_the_time() -> None:
    clocks = Clocks()
    clocks.silent = True
    assert not await clocks.keeper.sure()
    clocks.silent = False
    await clocks.right.sleep(ASK_AGAIN)
    assert await clocks.keeper.sure()


async def test_what_people_do_while_the_machine_s_clock_is_wrong_is_dated_rightly() -> None:
    clocks = Clocks()
    assert await clocks.keeper.sure()
    for ahead in (HOUR, -HOUR, timedelta(days=365)):
        clocks.machine.ahead = ahead
        assert clocks.keeper.now() == clocks.right.now()
        assert not await clocks.keeper.sure()
    clocks.machine.ahead = timedelta(minutes=1)
    assert clocks.keeper.now() == clocks.right.now() + timedelta(minutes=1), "so little is no fault"
    assert await clocks.keeper.sure()


async def test_a_machine_that_slept_asks_discord_and_goes_on() -> None:
    clocks = Clocks()
    assert await clocks.keeper.sure()
    await clocks.right.sleep(ASK_AGAIN)
    clocks.machine.suspend(8 * HOUR)
    assert await clocks.keeper.sure()
    assert clocks.keeper.now() == clocks.right.now()
    assert clocks.asked == 2


async def test_discord_is_not_asked_again_and_again_for_a_time_that_does_not_agree() -> None:
    clocks = Clocks()
    assert await clocks.keeper.sure()
    clocks.machine.ahead = HOUR
    await clocks.right.sleep(ASK_AGAIN)
    for _ in range(5):
        assert not await clocks.keeper.sure()
    assert clocks.asked == 2
    await clocks.right.sleep(ASK_AGAIN)
    assert not await clocks.keeper.sure()
    assert clocks.asked == 3
