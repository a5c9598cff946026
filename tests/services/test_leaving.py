"""Places in two cohorts of the same hours: said to the person and to staff, and one choice where both are offered."""

import pytest

from domain.ground.ids import CohortId
from domain.ground.refusal import Why
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Subject
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.joining import waitlist as words
from services.group.series import Replacing, Rule
from tests.services.conftest import House, actor, let_stand, why
from tests.services.dated import DAYS, told
from tests.services.waiting import Line, acts, full

S = ApplicationState


async def other_of(line: Line, at: str = "14:00") -> House:
    """Another cohort of the same server, for which one may sign up; it meets at that time on the same days."""
    other = House(line.house.made, line.house.clock, CohortId(2))
    await other.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, at, 4, "2026-10"))
    await let_stand(other.made.group.series, actor(4), other.cohort)
    await other.made.joining.windows.open(actor(4), other.cohort, "2026-09-20")
    return other


async def offered_both(line: Line, at: str = "14:00") -> House:
    """21 is offered a place in both, 22 and 23 in the first alone."""
    house, other = line.house, await other_of(line, at)
    for user in (21, 22, 23):
        await house.apply(user)
    await other.apply(21)
    await house.select()
    await other.made.joining.selection.draft(actor(4), other.cohort)
    draft = await other.made.joining.selection.preview(actor(4), other.cohort)
    await other.made.joining.selection.publish(actor(4), other.cohort, draft.fingerprint)
    return other


async def letter(house: House, user: int) -> Message:
    """The offer, as it would go out now."""
    application = await house.application(user)
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"application/{application.id}/offer/1")
        assert row is not None
        said = await house.made.joining.waitlist.composers()[Subject.OFFER](db, row, house.clock.now())
    assert isinstance(said, Message)
    return said


async def today(house: House) -> str:
    return cohort_words.today(await house.made.cohort.cohorts.today(house.manager, house.cohort)).text


async def test_whoever_is_offered_two_cohorts_of_the_same_hours_has_one_choice_in_each_letter(line: Line) -> None:
    other = await offered_both(line)
    for house, title, ids in ((line.house, "Chaplaincy", (1, 2)), (other, "Justice", (2, 1))):
        said = await letter(house, 21)
        assert f"A place in **{title}** is offered to you too, and they meet at the same hours, so choose one." in said.text
        assert {("offer-choose", ids), ("offer-choose", ids[::-1]), ("withdraw", (1,)), ("withdraw", (2,))} < acts(said)
    assert "same hours" not in (await letter(line.house, 22)).text


async def test_offers_of_other_hours_are_two_letters_that_know_nothing_of_each_other(line: Line) -> None:
    await offered_both(line, "16:00")
    said = await letter(line.house, 21)
    assert "same hours" not in said.text
    assert ("offer-yes", (1,)) in acts(said)


async def test_one_tap_takes_the_one_and_lets_the_other_go_to_the_next_and_twice_says_what_stands(line: Line) -> None:
    other = await offered_both(line)
    choose = line.house.made.joining.one_of_two.choose
    for _ in range(2):
        taken = await choose(actor(21), other.cohort, line.house.cohort)
        assert taken.beside == ()
        assert "The place that was held for you in **Justice** goes to the next person." in words.accepted(taken).text
    assert (await line.house.application(21)).state is S.WITHDRAWN
    assert (await other.application(21)).state is S.ACCEPTED
    assert "same hours" not in await today(other)


async def test_a_place_that_is_theirs_by_now_is_not_let_go_by_the_choice_of_an_old_letter(line: Line) -> None:
    other = await offered_both(line)
    await line.house.made.joining.waitlist.accept(actor(21), line.house.cohort)
    assert await why(line.house.made.joining.one_of_two.choose(actor(21), other.cohort, line.house.cohort)) is Why.STALE
    assert (await line.house.application(21)).state is S.ACCEPTED
    assert (await other.application(21)).state is S.OFFERED, "nothing of it was done"


@pytest.mark.parametrize("user", [22, 90])
async def test_nobody_takes_or_lets_go_of_what_is_not_offered_to_them(line: Line, user: int) -> None:
    other = await offered_both(line)
    assert await why(line.house.made.joining.one_of_two.choose(actor(user), other.cohort, line.house.cohort)) in {
        Why.NOT_ALLOWED, Why.NO_APPLICATION,
    }  # fmt: skip
    assert await why(line.house.made.joining.one_of_two.choose(actor(user), line.house.cohort, other.cohort)) in {
        Why.NOT_ALLOWED, Why.NO_APPLICATION,
    }  # fmt: skip


async def test_both_places_may_be_kept_and_then_the_person_and_the_staff_of_both_read_of_it(line: Line) -> None:
    other = await offered_both(line)
    await line.house.made.joining.waitlist.accept(actor(21), line.house.cohort)
    said = words.accepted(await other.made.joining.waitlist.accept(actor(21), other.cohort)).text
    assert "It meets at the same hours as Justice" in said
    assert "You can't be at both." in said
    assert "Meets at the same hours as another of their cohorts: Person 21 (Chaplaincy)." in await today(line.house)
    assert "Meets at the same hours as another of their cohorts: Person 21 (Justice)." in await today(other)


async def test_whoever_hears_of_new_dates_hears_which_of_their_cohorts_meets_then(line: Line) -> None:
    await full(line)
    other = await other_of(line, "16:00")
    async with other.store.begin() as db:
        person = await db.people.by_user(actor(21).user)
        assert person is not None
        await db.cohorts.add_member(other.cohort, person.id, other.clock.now())
    await line.wait()
    letters, series = told(line), line.house.made.group.series
    await series.draft_series(line.house.lead, line.house.cohort, Rule(2, 1, "15:30", 4, "2026-10"))
    shown = await let_stand(series, line.house.lead, line.house.cohort)
    assert isinstance(shown, Replacing)
    await series.freeze(line.house.lead, line.house.cohort, shown.seen, shown.mark)
    await line.wait(DAYS)
    assert {user for user, text in letters if "at the same time as Chaplaincy, where you have a place too" in text} == {21}
    assert len(letters) == 4
