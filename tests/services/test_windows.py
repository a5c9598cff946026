"""Sign-up opens and closes, by hand and by itself: what it means is seen first, and what is done is what was seen."""

from datetime import UTC, datetime

import pytest

from domain.cohort.cohorts import Cohort, CohortState, Policy
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Delivery
from messages.ground import refusals
from messages.joining import windows as words
from services.group.series import Rule
from services.sending.turns import Turns
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import House, actor, close_window, let_stand
from tests.services.waiting import A_DAY, Line, full


async def opened(house: House, policy: Policy | None, *users: int) -> None:
    """Sign-up is open, places are given so, and these have applied."""
    await house.open()
    async with house.store.begin() as db:
        await overwrite(db, cohorts, house.cohort, policy=None if policy is None else policy.value)
    for user in users:
        await house.apply(user)


async def planned(house: House, message: str) -> list[Delivery]:
    async with house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == message]


async def as_it_is(house: House) -> Cohort:
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    return cohort


async def ring(house: House, at: datetime) -> None:
    house.clock.move_to(at)
    await Turns(house.made.sending.units, house.clock, house.made.by_time).run_due()


async def test_where_a_person_decides_closing_tells_nobody_and_it_may_be_opened_again(empty: House) -> None:
    await opened(empty, None, 21, 22)
    await empty.made.joining.signups.save_why(actor(23), empty.cohort, "Because", "", "other", "", "3")
    view = await empty.made.joining.windows.preview_close(empty.lead, empty.cohort)
    text = words.closing(view).text
    assert "2 people have applied, and hear nothing by it" in text
    assert "One person has begun to apply, and can no longer finish." in text
    assert (await as_it_is(empty)).state is CohortState.OPEN, "seeing it closes nothing"
    cohort, applied = await empty.made.joining.windows.close(empty.lead, empty.cohort, view.mark)
    assert (cohort.state, applied) == (CohortState.SELECTING, 2)
    assert await planned(empty, "offer") == await planned(empty, "publish-receipt") == []
    assert (await empty.made.joining.windows.open(empty.lead, empty.cohort, "2026-09-30")).state is CohortState.OPEN


async def test_where_there_is_a_place_for_all_those_who_get_one_are_named_first_and_staff_hear_how_it_went(empty: House) -> None:
    await opened(empty, Policy.ACCEPT_ALL, 21, 22, 23)
    view = await empty.made.joining.windows.preview_close(empty.lead, empty.cohort)
    assert view.reach is not None
    assert view.reach.names == ("Person 21", "Person 22", "Person 23")
    assert "1. Person 21\n2. Person 22\n3. Person 23" in words.closing(view).text
    await empty.made.joining.windows.close(empty.manager, empty.cohort, view.mark)
    given = {row.person for row in await planned(empty, "offer") if row.person}
    async with empty.store.read() as db:
        people = await db.people.all_of(given)
    assert {person.name for person in people.values()} == set(view.reach.names)
    assert len(await planned(empty, "publish-receipt")) == 2, "the facilitator, and the manager who closed it"


async def test_who_applies_after_the_preview_is_given_no_place_unseen(empty: House) -> None:
    await opened(empty, Policy.ACCEPT_ALL, 21)
    view = await empty.made.joining.windows.preview_close(empty.lead, empty.cohort)
    await empty.apply(22)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.windows.close(empty.lead, empty.cohort, view.mark)
    assert no.value.why is Why.STALE
    assert (await as_it_is(empty)).state is CohortState.OPEN


async def test_where_whoever_comes_first_is_in_closing_lets_the_group_form(empty: House) -> None:
    await opened(empty, Policy.FIRST_COME, 21, 22)
    assert (await empty.made.joining.windows.preview_close(empty.lead, empty.cohort)).after is CohortState.FORMING
    assert (await close_window(empty.made, empty.lead, empty.cohort)).state is CohortState.FORMING


async def test_closed_twice_it_says_what_stands(empty: House) -> None:
    await opened(empty, None, 21)
    view = await empty.made.joining.windows.preview_close(empty.lead, empty.cohort)
    once = await empty.made.joining.windows.close(empty.lead, empty.cohort, view.mark)
    assert await empty.made.joining.windows.close(empty.lead, empty.cohort, view.mark) == once


async def test_its_end_is_put_off_while_it_is_open_and_it_closes_then(empty: House) -> None:
    await opened(empty, None, 21)
    before = await as_it_is(empty)
    after = await empty.made.joining.windows.open(empty.lead, empty.cohort, "2026-09-24")
    noon = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)
    assert before.closes_at == noon, "before Yom Kippur"
    assert after.closes_at == datetime(2026, 9, 25, 0, 0, tzinfo=UTC)
    assert after.opens_at == before.opens_at, "and nobody hears that it opened once more"
    await ring(empty, noon)
    assert (await as_it_is(empty)).state is CohortState.OPEN
    await empty.apply(22)
    await ring(empty, datetime(2026, 9, 25, 0, 0, tzinfo=UTC))
    assert (await as_it_is(empty)).state is CohortState.SELECTING


async def test_a_window_that_is_open_is_not_opened_again(empty: House) -> None:
    await opened(empty, None)
    for closes, opens in ((None, None), ("2026-09-30", "2026-09-10")):
        with pytest.raises(Refusal) as no:
            await empty.made.joining.windows.open(empty.lead, empty.cohort, closes, opens)
        assert no.value.why is Why.WRONG_STATE


async def test_places_given_at_its_hour_are_reported_to_those_who_lead(empty: House) -> None:
    await opened(empty, Policy.ACCEPT_ALL, 21, 22)
    await ring(empty, datetime(2026, 9, 21, 14, 0, tzinfo=UTC))
    (receipt,) = await planned(empty, "publish-receipt")
    offers = await planned(empty, "offer")
    assert {row.ideal for row in offers} == {receipt.ideal}
    async with empty.store.read() as db:
        assert [one.state for one, _ in await db.signups.in_cohort(empty.cohort)] == [ApplicationState.OFFERED] * 2


@pytest.mark.parametrize(
    ("closes", "opens", "why"),
    [
        ("2026-08-01", None, Why.IN_THE_PAST),
        ("2026-09-10", "2026-09-20", Why.ENDS_BEFORE),
        ("2027-09-10", None, Why.AFTER_SESSION),
        (None, "2027-09-10", Why.AFTER_SESSION),
        ("2026-09-12", None, Why.REST_DAY),  # the first day of Rosh Hashanah
        ("2026-09-19", None, Why.REST_DAY),  # Shabbat
    ],
)
async def test_dates_that_cannot_be_are_refused_with_what_is_wrong_about_them(
    empty: House, closes: str | None, opens: str | None, why: Why
) -> None:
    await empty.made.group.series.draft_series(empty.lead, empty.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(empty.made.group.series, empty.lead, empty.cohort)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.windows.open(empty.lead, empty.cohort, closes, opens)
    assert no.value.why is why
    assert (await as_it_is(empty)).state is CohortState.DRAFT


async def test_a_refused_end_names_the_session_before_which_it_has_to_be(empty: House) -> None:
    await opened(empty, None)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.windows.open(empty.lead, empty.cohort, "2027-09-10")
    async with empty.store.read() as db:
        first = (await db.sessions.of(empty.cohort))[0]
    assert no.value.facts == {"number": 1, "at": first.starts_at}
    assert refusals.refusal(no.value).text.startswith(f"Session 1 is <t:{int(first.starts_at.timestamp())}:F>")


async def test_a_window_that_could_not_open_at_its_hour_opens_at_a_later_one(empty: House) -> None:
    made = empty.made
    await made.group.series.draft_series(empty.lead, empty.cohort, Rule(2, 1, "13:00", 4, "2026-11"))
    await let_stand(made.group.series, empty.lead, empty.cohort)
    await made.joining.windows.open(empty.lead, empty.cohort, "2026-10-20", "2026-09-10")
    turns = Turns(made.sending.units, empty.clock, made.by_time)
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, frozen_at=None)
    empty.clock.move_to(datetime(2026, 9, 10, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert (await as_it_is(empty)).state is CohortState.DRAFT
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, frozen_at=empty.clock.now())
    await made.joining.windows.open(empty.lead, empty.cohort, "2026-10-20", "2026-09-15")
    empty.clock.move_to(datetime(2026, 9, 15, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert (await as_it_is(empty)).state is CohortState.OPEN


async def test_a_window_that_was_opened_again_closes_again(empty: House) -> None:
    await empty.open()
    turns = Turns(empty.made.sending.units, empty.clock, empty.made.by_time)
    empty.clock.move_to(datetime(2026, 9, 21, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert (await as_it_is(empty)).state is CohortState.SELECTING
    await empty.made.joining.windows.open(empty.lead, empty.cohort, "2026-09-25")
    empty.clock.move_to(datetime(2026, 9, 26, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert (await as_it_is(empty)).state is CohortState.SELECTING
    with pytest.raises(Refusal) as no:
        await empty.made.joining.windows.open(empty.lead, empty.cohort, None, "2026-09-30")
    assert no.value.why is Why.WRONG_STATE, "what has been open once does not open by itself again"


async def test_a_facilitator_who_gave_the_places_already_is_not_told_that_the_window_closed(line: Line) -> None:
    await full(line, 25)
    async with line.house.store.read() as db:
        cohort = await db.cohorts.get(line.house.cohort)
    assert cohort is not None
    assert (cohort.state, cohort.policy) == (CohortState.FORMING, None)
    await line.wait(25 * A_DAY)
    assert await line.sent("window-closed") == 0
