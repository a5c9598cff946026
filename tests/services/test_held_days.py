"""A program's own dates hold messages back while a cohort runs: what is planned follows the list of dates, both ways."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from domain.ground.days import Level
from domain.ground.ids import BulletinId, UserId
from domain.ground.own_days import NO_DAYS, OwnDays
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfBulletin
from domain.sending.gate import waits_from
from messages.cohort import cohorts as cohort_words
from messages.cohort.busy import Held
from messages.program import dates as words
from tests.services.conftest import HERE, THERE, House, actor
from tests.services.test_dates import take_in
from tests.services.test_statements import counted, trips

__all__ = ["counted"]

# The house meets on 13 October, 10 November, 8 December and 12 January; it is 20 October.
BREAK = b"2026-11-10,2026-11-24,Fall break,block\n"
BACK = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # midnight in New York
INSIDE = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)  # noon there


async def planned(house: House) -> dict[str, Delivery]:
    """What is still to come of the cohort, by key."""
    async with house.store.read() as db:
        return {row.key: row for row in await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))}


def dues(rows: dict[str, Delivery]) -> dict[str, datetime]:
    return {key: row.due for key, row in rows.items()}


async def take_away(house: House, name: str) -> None:
    """A manager takes that date away."""
    dates = house.made.program.dates
    number = next(number for number, one in (await dates.show(house.manager)).dates if one.name == name)
    await dates.remove(house.manager, 0, (number,))


async def test_a_program_is_read_with_the_days_of_its_strong_and_block_dates_however_it_is_read(empty: House) -> None:
    await take_in(empty, BREAK + b"2026-11-24,2026-11-26,Retreat,strong\n2026-12-24,,Office closed,light\n")
    block, strong = (date(2026, 11, 10), date(2026, 11, 24)), (date(2026, 11, 10), date(2026, 11, 26))
    async with empty.store.read() as db:
        here, acting, tie = await db.programs.on(HERE), await db.programs.acting(UserId(3), HERE), await db.ties.to(empty.cohort, UserId(3))
        there = await db.programs.on(THERE)
        assert here is not None
        assert acting.program is not None
        assert tie is not None
        assert there is not None
        again = await db.programs.get(here.id)
    assert here.own_days == OwnDays("America/New_York", (strong,), (block,))
    assert here == acting.program == tie.program == again
    assert there.own_days == replace(NO_DAYS, zone="America/New_York"), "each has its own"


async def test_what_would_ask_or_report_in_a_break_moves_behind_it_and_back_when_the_date_is_taken_away(house: House) -> None:
    before = await planned(house)
    await take_in(house, BREAK)
    during = await planned(house)
    assert during.keys() == before.keys()
    moved = {key for key in before if during[key].due != before[key].due}
    assert {during[key].message for key in moved} == {
        "prompt",
        "nudge",
        "session-after",
        "session",
        "session-thread",
        "fit",
        "fit-proposal",
    }
    assert all(during[key].due >= BACK for key in moved)
    for row in during.values():
        assert not (INSIDE - timedelta(days=2) < row.due < BACK and waits_from(row.class_, row.kind) is Level.BLOCK), row.key
    assert any(INSIDE - timedelta(days=3) < row.due < BACK and row.class_ is Class.REMINDER for row in during.values()), "they chose it"
    await take_away(house, "Fall break")
    assert dues(await planned(house)) == dues(before)


async def test_another_class_in_another_file_moves_what_it_holds_and_a_light_date_nothing(house: House) -> None:
    before = await planned(house)
    await take_in(house, BREAK.replace(b"block", b"strong"))
    strong = await planned(house)
    assert {strong[key].message for key in before if strong[key].due != before[key].due} == {"nudge"}
    await take_in(house, BREAK)
    await take_in(house, BREAK.replace(b"block", b"light"))
    assert dues(await planned(house)) == dues(before)


async def test_what_the_gate_held_back_on_the_day_is_asked_about_again_once_the_date_is_gone(house: House) -> None:
    """An invitation that an act caused is on no cohort's plan: the gate alone finds the date, and the list of dates brings it back."""
    house.clock.move_to(INSIDE)
    async with house.store.begin() as db:
        person, program = await db.people.by_user(UserId(21)), await db.programs.on(HERE)
        assert person is not None
        assert program is not None
        id_ = await house.made.sending.deliveries.direct(
            db, "news/1/21", Subject.NEWS, person, program, None, class_=Class.INVITATION, facts=OfBulletin(BulletinId(1))
        )
    await take_in(house, BREAK)
    assert await house.made.attempts.take(id_) is None
    async with house.store.read() as db:
        held = await db.deliveries.get(id_)
    assert held is not None
    assert (held.state, held.reason) == (DeliveryState.PENDING, Reason.SEASON)
    assert held.due >= BACK
    await take_away(house, "Fall break")
    async with house.store.read() as db:
        freed = await db.deliveries.get(id_)
    assert freed is not None
    assert (freed.due, freed.reason) == (INSIDE, None)


async def test_a_question_reaches_staff_in_a_break_of_months_and_news_for_everybody_waits(house: House) -> None:
    house.clock.move_to(INSIDE)
    await take_in(house, b"2026-11-10,2027-02-28,Long break,block\n")
    await house.made.joining.questions.ask(actor(22), None, "Are you there?")
    async with house.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        rows = await db.deliveries.of_program(program.id)
    (post,) = (row for row in rows if row.key == "question/3/post")
    assert post.due < INSIDE + timedelta(days=4), "it waits for the hours of the home alone"
    house.clock.move_to(post.due)
    task = await house.made.attempts.take(post.id)
    assert task is not None


async def test_a_cohort_without_dates_and_one_with_many_cost_the_beat_the_same_trips(
    house: House, counted: pytest.LogCaptureFixture
) -> None:
    prompts = [row for row in (await planned(house)).values() if row.message == "prompt" and row.due < INSIDE]
    house.clock.move_to(max(row.due for row in prompts))
    before = await trips(counted, house.made.attempts.take(prompts[0].id))
    await take_in(house, "".join(f"2027-{n // 28 + 1:02}-{n % 28 + 1:02},Date {n},block\n" for n in range(300)).encode())
    assert await trips(counted, house.made.attempts.take(prompts[1].id)) == before


async def test_the_preview_says_once_what_each_class_does_to_messages(empty: House) -> None:
    dates = empty.made.program.dates

    async def said(data: bytes) -> str:
        return words.preview(await dates.preview(empty.manager, data)).text

    both = await said(b"2026-11-10,Break,block\n2026-11-24,Retreat,strong\n2026-12-24,Closed,block\n")
    assert both.count("On strong dates I send no nudges.") == 1
    assert both.count("On block dates I ask, invite and report nothing") == 1
    assert "hold no messages back" not in both
    quiet = await said(b"2026-11-10,Break,note\n2026-11-24,Retreat,light\n")
    assert "Notes hold no messages back.\nLight dates hold no messages back." in quiet
    assert "I send no nudges" not in quiet
    await take_in(empty, BREAK)
    assert "On block dates" not in await said(BREAK), "nothing of it is new"
    assert "On strong dates" in await said(BREAK.replace(b"block", b"strong"))


async def test_the_timeline_names_the_date_for_which_something_waits_and_no_other(house: House) -> None:
    await take_in(house, BREAK + b"2026-11-24,,Light_day,light\n2027-08-01,,Next year,block\n2026-11-12,2026-11-13,Retreat,strong\n")
    view = await house.made.cohort.cohorts.timeline(house.lead, house.cohort)
    assert [one.date.name for one in view.days if isinstance(one, Held)] == ["Fall break"]
    pages = [cohort_words.timeline(replace(view, page=page)).text for page in range(6)]
    (line,) = (line for page in pages for line in page.splitlines() if "What was due then waits" in line)
    assert line.startswith("Nov 10, 2026 to Nov 24, 2026 · **Fall break**: I ask and report nothing")
    await take_away(house, "Fall break")
    view = await house.made.cohort.cohorts.timeline(house.lead, house.cohort)
    assert not [one for one in view.days if isinstance(one, Held)]
