"""Everybody reads times as they write them: a New Yorker never hears whose clock it is, and a Londoner does where it is the home's."""

from datetime import timedelta

from services.ground.ports import Direct, Effect, Outcome, Post
from services.group.series import Replacing
from tests.services.conftest import LINK
from tests.services.dated import DAYS, WEDNESDAYS, dates, draft, freeze
from tests.services.waiting import Line


async def test_new_yorkers_never_read_new_york_time_and_londoners_in_their_cohort_do(line: Line) -> None:
    house, letters, posts, do = line.house, dict[int, list[str]](), list[str](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        match effect:
            case Direct():
                letters.setdefault(int(effect.user), []).append(effect.message.text)
            case Post():
                posts.append(effect.message.text)
            case _:
                pass
        return await do(effect)

    line.far.do = keep
    for user, zone in ((21, "New York"), (22, "London"), (23, "Detroit"), (24, "Jerusalem")):
        await house.apply(user, zone)
    await house.select(21, 22, 23, 24)
    replacing = await draft(line, WEDNESDAYS)
    assert isinstance(replacing, Replacing)
    await freeze(line, replacing)
    await line.wait(DAYS)
    await house.made.group.sessions.set_link(house.lead, house.cohort, LINK)
    await house.begin()
    first = (await dates(line))[0].instant()
    await line.wait(first - house.clock.now() + timedelta(hours=1))

    new_york, london = "\n".join(letters[21]), "\n".join(letters[22])
    assert " · Wednesday, October 21, 2026 · 10 Cheshvan 5787, 1:00 pm (it was" in new_york
    assert " · Wednesday 21 October 2026 · 10 Cheshvan 5787, 13:00 New York time (it was" in london
    assert ":F> (13:00 New York time)." in london, "the reminder"
    assert not any("New York time" in text or "13:00" in text for user in (21, 23) for text in letters[user])
    announced = [text for text in posts if "**Session 1 of Justice**" in text]
    assert any("Wednesday, October 21, 2026 · 10 Cheshvan 5787 · 1:00 pm New York time" in text for text in announced), "read by all"
