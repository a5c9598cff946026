"""A session is moved or called off for a reason, if staff give one: members read it with the word, and nobody before that."""

from datetime import timedelta

import pytest

from domain.ground.refusal import Why
from messages.group import sessions as words
from tests.services.conftest import LINK, House, actor, why
from tests.services.dated import told
from tests.services.test_announcements import post_of, session_of, word_to
from tests.services.waiting import Line, acts, full

REASON = "The **hall** is flooded, @everyone"
SHOWN = "> The \\*\\*hall\\*\\* is flooded"


async def test_the_reason_of_a_move_is_in_its_preview_its_receipt_and_the_word_to_members_as_harmless_words(house: House) -> None:
    sessions = house.made.group.sessions
    view = await sessions.preview_move(house.lead, house.cohort, 3, "2026-12-15", "13:00", REASON)
    preview = words.change_question(view)
    assert SHOWN in preview.text
    assert (await session_of(house, 3)).because is None, "nobody reads it before the move"
    ((_, args),) = acts(preview)
    session, hear = await sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00", int(args[-1]))
    assert SHOWN in words.changed(session, hear).text
    letter = str(await word_to(house, 21, "session-moved", 3))
    assert SHOWN in letter
    assert "@everyone" not in letter.replace("@\u200beveryone", "")
    again, _ = await sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00", int(args[-1]))
    assert again == session, "a second press says what stands"


async def test_the_reason_of_a_cancellation_is_in_its_post_too_and_a_later_change_without_one_has_none(house: House) -> None:
    sessions = house.made.group.sessions
    view = await sessions.preview_move(house.lead, house.cohort, 3, "2026-12-15", "13:00", REASON)
    await sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00", words.reason_mark(view.session))
    await sessions.preview_cancel(house.lead, house.cohort, 3)
    await sessions.cancel(house.lead, house.cohort, 3, 1)
    assert "The reason" not in str(await word_to(house, 21, "session-cancelled", 3))
    view = await sessions.preview_cancel(house.lead, house.cohort, 2, REASON)
    session, hear = await sessions.cancel(house.lead, house.cohort, 2, 0, words.reason_mark(view.session))
    assert SHOWN in words.changed(session, hear).text
    assert SHOWN in str(await word_to(house, 21, "session-cancelled", 2))
    assert SHOWN in await post_of(house, 2)


async def test_a_reason_that_somebody_else_has_put_in_place_of_the_one_shown_is_shown_first(house: House) -> None:
    sessions = house.made.group.sessions
    view = await sessions.preview_cancel(house.lead, house.cohort, 2, REASON)
    await sessions.preview_cancel(house.manager, house.cohort, 2, "Another")
    assert await why(sessions.cancel(house.lead, house.cohort, 2, 0, words.reason_mark(view.session))) is Why.STALE
    assert await why(sessions.cancel(house.lead, house.cohort, 2, 0)) is Why.STALE


@pytest.mark.parametrize("typed", [f"It is at {LINK}", LINK.removeprefix("https://")])
async def test_a_reason_with_the_meeting_link_is_refused_and_kept_nowhere(house: House, typed: str) -> None:
    sessions = house.made.group.sessions
    assert await why(sessions.preview_move(house.lead, house.cohort, 3, "2026-12-15", "13:00", typed)) is Why.HOLDS_LINK
    assert await why(sessions.preview_cancel(house.lead, house.cohort, 3, typed)) is Why.HOLDS_LINK
    assert (await session_of(house, 3)).because_next is None
    assert await why(sessions.preview_cancel(house.lead, house.cohort, 3, "x" * 201)) is Why.TOO_LONG


async def test_a_link_that_is_set_after_the_preview_is_in_no_word_of_the_change(house: House) -> None:
    sessions = house.made.group.sessions
    new = "https://zoom.example/j/77?pwd=new"
    view = await sessions.preview_cancel(house.lead, house.cohort, 3, f"See {new}")
    await sessions.set_link(house.lead, house.cohort, new)
    assert await why(sessions.cancel(house.lead, house.cohort, 3, 0, words.reason_mark(view.session))) is Why.HOLDS_LINK
    view = await sessions.preview_move(house.lead, house.cohort, 4, "2027-01-19", "13:00", "See https://zoom.example/j/88")
    await sessions.move(house.lead, house.cohort, 4, 0, "2027-01-19", "13:00", words.reason_mark(view.session))
    assert await why(sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/88")) is Why.LINK_STANDS


async def test_a_member_gives_no_reason_for_the_group(house: House) -> None:
    assert await why(house.made.group.sessions.preview_cancel(actor(21), house.cohort, 2, REASON)) is Why.NOT_ALLOWED


async def test_who_applied_and_hears_of_a_move_before_the_start_reads_its_reason_with_the_dates(line: Line) -> None:
    await full(line)
    house, letters = line.house, told(line)
    view = await house.made.group.sessions.preview_move(house.lead, house.cohort, 2, "2026-11-12", "13:00", REASON)
    await house.made.group.sessions.move(
        house.lead, house.cohort, 2, view.session.revision, "2026-11-12", "13:00", words.reason_mark(view.session)
    )  # fmt: skip
    await line.wait(timedelta(days=2))
    assert letters
    assert all("Session 2, in the words of those who changed it: The \\*\\*hall\\*\\* is flooded" in text for _, text in letters)
