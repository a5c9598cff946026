"""A cohort is made, changed, started and looked at by those who lead it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.cohort.cohorts import CohortState, Policy
from domain.cohort.copies import Another
from domain.ground.ids import ChannelId, ProgramId, RoleId, UserId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime
from domain.sending.deliveries import DeliveryState
from messages.cohort import cohorts as pages
from messages.cohort.cohorts import Audience
from messages.ground import refusals
from messages.joining import waitlist as words
from services.cohort.cohorts import New
from services.program.programs import Setup
from tests.services.conftest import HERE, LINK, MANAGERS, THERE, House, actor, home, role, seen, why
from tests.services.waiting import Line, begins, full, more_places, season


async def test_a_role_that_opens_a_home_never_makes_a_manager(line: Line) -> None:
    made, manager = line.house.made, line.house.manager
    managers = MANAGERS[HERE]
    new = New("New", "New", 4, home(700), UserId(3), "Person 3", role=role(managers))
    assert await why(made.cohort.cohorts.create(manager, new)) is Why.MANAGERS_ROLE
    assert await why(made.cohort.copies.copy(manager, line.house.cohort, Another(home(701), role=role(managers)))) is Why.MANAGERS_ROLE
    await line.overwrite(role=77)
    setup = Setup("House", "America/New_York", RoleId(77), ChannelId(HERE + 1), ChannelId(HERE + 2), "noa@example.org")
    assert await why(made.program.programs.set_up(line.house.owner, setup, seen(setup))) is Why.COHORTS_ROLE


async def test_more_places_name_who_would_be_offered_one_in_order_and_offer_nothing_yet(line: Line) -> None:
    waiting = await full(line, 25, 26, 27, 28)
    more = await more_places(line, 6)
    assert more is not None
    assert more.reach.names == tuple(f"Person {user}" for user in waiting[:2])
    assert line.house.clock.now() <= more.reach.first <= more.reach.last
    text = words.more_places(more).text
    assert f"1. Person {waiting[0]}\n2. Person {waiting[1]}" in text
    assert "From 4 to 6 places" in text
    assert await line.asked() == set()
    async with line.house.store.read() as db:
        cohort = await db.cohorts.get(line.house.cohort)
    assert cohort is not None
    assert (cohort.capacity, cohort.topic) == (4, "Law"), "the rest of the form is saved"


async def test_more_places_that_nobody_waits_for_are_there_at_once(line: Line) -> None:
    await full(line)
    changed, more = await line.house.made.cohort.cohorts.edit(line.house.lead, line.house.cohort, "Justice", "Law", "9", "")
    assert (changed.capacity, more) == (9, None)


async def test_a_place_that_is_held_counts_as_one_that_is_taken(line: Line) -> None:
    await full(line, 25, 26, 27, 28)
    more = await more_places(line, 6)
    assert more is not None
    await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 6, more.mark)
    with pytest.raises(Refusal) as no:
        await more_places(line, 5)
    assert no.value.why is Why.TOO_FEW_PLACES
    assert "6 places are taken or held" in refusals.refusal(no.value).text


async def test_whose_pause_or_quiet_time_is_when_is_not_shown(line: Line) -> None:
    waiting = await full(line, 25, 26, 27, 28)
    async with line.house.store.begin() as db:
        paused = await db.people.by_user(UserId(waiting[1]))
        assert paused is not None
        await db.people.pause(paused.id, until=LocalTime(date(2027, 9, 1), time(8), "America/New_York"))
    more = await more_places(line, 6)
    assert more is not None
    assert more.reach.last.year == 2026
    assert "or later where somebody has asked me to wait" in words.more_places(more).text


def new(**said: Any) -> New:
    """What a manager says of a new cohort, with these answers instead of the usual ones."""
    return replace(New("Ethics", "Ethics", 8, home(700), UserId(30), "Noa"), **said)


async def test_a_new_cohort_is_a_draft_that_its_facilitator_leads_and_nobody_else_sees(empty: House) -> None:
    made = empty.made.cohort.cohorts
    cohort = await made.create(empty.manager, new(title=" Ethics ", policy="first-come"))
    assert (cohort.title, cohort.capacity, cohort.state) == ("Ethics", 8, CohortState.DRAFT)
    assert (cohort.zone, cohort.policy) == ("America/New_York", Policy.FIRST_COME)
    assert (await made.today(actor(30), cohort.id)).cohort.id == cohort.id
    for stranger in (empty.lead, actor(90)):
        with pytest.raises(Refusal) as no:
            await made.today(stranger, cohort.id)
        assert no.value.why in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}
    assert (await made.board(actor(90))).lines == ()


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ({"title": " "}, Why.EMPTY),
        ({"topic": "x" * 61}, Why.TOO_LONG),
        ({"places": 1}, Why.BAD_NUMBER),
        ({"bot": True}, Why.NOT_A_PERSON),
        ({"home": home(HERE + 1)}, Why.HOME_OF_STAFF),
    ],
)
async def test_a_cohort_that_cannot_be_is_not_made(empty: House, said: dict[str, Any], no: Why) -> None:
    before = await empty.made.cohort.cohorts.choices(empty.manager, "", staff=True)
    assert await why(empty.made.cohort.cohorts.create(empty.manager, new(**said))) is no
    assert await empty.made.cohort.cohorts.choices(empty.manager, "", staff=True) == before


async def test_each_is_suggested_the_cohorts_that_are_theirs_to_act_on(line: Line) -> None:
    async def titles(who: Actor, typed: str = "", *, staff: bool = True) -> list[str]:
        return [cohort.title for cohort in await line.house.made.cohort.cohorts.choices(who, typed, staff)]

    assert await titles(line.house.manager) == ["Justice", "Chaplaincy"]
    assert await titles(line.house.manager, "chap") == ["Chaplaincy"]
    assert await titles(actor(4)) == ["Chaplaincy"]
    assert await titles(actor(90)) == []
    assert await titles(actor(90), staff=False) == ["Justice"], "the other is a draft, which nobody knows of"
    assert await titles(actor(52, THERE, manager=True)) == ["Theirs"]


async def test_a_form_that_is_sent_as_it_was_leaves_nothing_on_the_record(line: Line) -> None:
    house = line.house
    form = await house.made.cohort.cohorts.edit_form(house.lead, house.cohort)
    stands = [field.value for field in form.fields]
    async with house.store.read() as db:
        before = await db.audit.of(ProgramId(1), 100)
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, *stands)
    async with house.store.read() as db:
        assert await db.audit.of(ProgramId(1), 100) == before


async def test_whoever_starts_a_season_reads_all_that_is_missing_and_starts_it_once(line: Line) -> None:
    house, made = line.house, line.house.made
    for step in (
        made.cohort.cohorts.preview_start(house.lead, house.cohort),
        made.cohort.cohorts.start(house.lead, house.cohort, home(503)),
    ):
        assert await why(step) is Why.WRONG_STATE
    await full(line)
    await line.overwrite(link=None)
    with pytest.raises(Refusal) as no:
        await made.cohort.cohorts.preview_start(house.lead, house.cohort)
    assert (no.value.why, no.value.facts["missing"]) == (Why.NOT_READY, ("link", "pairs"))
    await made.group.sessions.set_link(house.lead, house.cohort, LINK)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    await made.pair.chevrutot.publish(house.lead, house.cohort, drawn.pairing.id)
    cohort, posts, events, hearing = await made.cohort.cohorts.preview_start(house.lead, house.cohort)
    assert (cohort.started_at, hearing) == (None, pages.Hearing(4, 0))
    assert (posts, events) == (9, 4), "the pairs, and of each session a post, a thread and an event"
    text = pages.start_preview(cohort, posts, events, hearing, waits=False).text
    assert "9 posts and threads in the cohort's home, and 4 events on the server. Everyone on the server can see an event" in text
    assert "I tell 4 members who they study with. Each goes out" in text
    assert await why(made.cohort.cohorts.start(house.lead, house.cohort, home(900))) is Why.STALE, "it was looked at for another home"
    began, first, _ = await made.cohort.cohorts.start(house.lead, house.cohort, home(503))
    house.clock.move_to(house.clock.now() + timedelta(hours=1))
    again, still, _ = await made.cohort.cohorts.start(house.lead, house.cohort, home(503))
    assert (again.state, again.started_at, still) == (CohortState.MEETING, began.started_at, first)


async def test_the_preview_of_a_season_shows_what_is_planned_and_then_what_went_out(line: Line) -> None:
    house, made = line.house, line.house.made.cohort.cohorts
    await full(line)
    before = await made.timeline(house.lead, house.cohort)
    assert before.lines == tuple(sorted(before.lines, key=lambda one: one.at))
    await house.begin()
    planned = await made.timeline(house.lead, house.cohort)
    assert "pairs" not in {one.message for one in before.lines}
    assert [(one.people, one.state) for one in planned.lines if one.message == "pair"] == [(4, DeliveryState.PENDING)]
    await line.wait(timedelta(days=4))
    after = await made.timeline(house.lead, house.cohort)
    assert [(one.people, one.state) for one in after.lines if one.message == "pair"] == [(4, DeliveryState.SENT)]


async def test_the_preview_says_who_gets_what_and_when_it_is_where_they_are(line: Line) -> None:
    house, made = line.house, line.house.made.cohort.cohorts
    for user, zone in ((21, "New York"), (22, "Jerusalem"), (23, "London"), (24, "New York")):
        await house.apply(user, zone)
    await house.select(21, 22, 23, 24)
    await house.begin()
    view = await made.timeline(house.lead, house.cohort)
    lines = {(one.message, one.number): one for one in view.lines}
    assert lines["session", 2].to is Audience.HOME
    assert lines["session", 2].clocks == ()
    assert lines["session-lacks", 2].to is Audience.FACILITATORS
    prompt = lines["prompt", 2]
    assert (prompt.to, prompt.people) == (Audience.MEMBERS, 4)
    clocks = {one.clock: (one.at.utcoffset(), one.people) for one in prompt.clocks}
    assert clocks == {"New York": (-timedelta(hours=5), 2), "London": (timedelta(0), 1), "Jerusalem": (timedelta(hours=2), 1)}
    await line.wait(timedelta(days=40))
    lines_now = (await made.timeline(house.lead, house.cohort)).lines
    gone = [[(one.at, one.clock) for one in a_line.clocks] for a_line in lines_now if a_line.state is DeliveryState.SENT]
    assert any(gone)
    assert all(at.second == 0 for clocks in gone for at, _ in clocks), "one after another, and of one minute"
    shown = "\n".join([pages.timeline(replace(view, page=page)).text for page in range(6)])
    assert "> Where they are: " in shown
    assert re.search(r"[0-9]:[0-9]{2} [ap]m London", shown)
    assert "announcement of session 2 · in the home · planned" in shown
    assert "session 2 still lacks something · one facilitator · planned" in shown


async def test_what_went_out_stays_on_the_timeline_as_it_went_and_corrections_of_posts_are_not_there(line: Line) -> None:
    house, made = line.house, line.house.made.cohort.cohorts
    first = (await season(line))[1]
    await line.wait(first.starts_at - house.clock.now())

    async def sent() -> dict[str, tuple[int, datetime]]:
        rows = (await made.timeline(house.lead, house.cohort)).lines
        found = [one for one in rows if one.message in {"session-reminder", "session", "pair"} and one.number in {1, None}]
        assert {one.state for one in found} == {DeliveryState.SENT}
        counts = dict[str, tuple[int, datetime]]()
        for one in found:
            many, at = counts.get(one.message, (0, one.at))
            counts[one.message] = many + one.people, min(at, one.at)
        return counts

    before = await sent()
    assert before["session-reminder"][0] == 4
    assert before["session"][0] == 1
    await line.leave(24)
    await house.made.own.people.set_reminder(actor(23), "hour")
    assert await sent() == before
    await line.wait(timedelta(days=1))  # the announcement has lost its buttons
    assert await sent() == before


async def test_the_page_for_today_counts_nobody_in_a_waiting_list_that_is_over(line: Line) -> None:
    house = line.house
    await full(line, 25)
    await house.made.group.sessions.set_link(house.lead, house.cohort, LINK)
    await house.begin()
    assert (await house.made.cohort.cohorts.today(house.lead, house.cohort)).waiting == 1
    await line.wait(await begins(line))
    assert (await house.made.cohort.cohorts.today(house.lead, house.cohort)).waiting == 0
