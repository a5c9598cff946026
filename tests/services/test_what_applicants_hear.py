"""What an applicant hears and sees while they wait: true words, a way out, and nothing that was promised and does not come."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState, Policy
from domain.ground.ids import CohortId, ProgramId, UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState, Decision, Ground
from messages.joining import roster as roster_words
from messages.joining import selection as draft_words
from messages.joining import signups as words
from messages.joining import standing as standing_words
from messages.joining import waitlist as line_words
from messages.joining.standing import renewals
from messages.own import people as people_words
from services.group.series import Rule
from services.joining.waitlist import view_of
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import House, actor
from tests.services.waiting import A_DAY, Line, acts, comes_first, corner, full

S = ApplicationState


async def test_whoever_waits_for_standing_in_the_line_is_on_the_managers_list_and_reads_whom_to_write_to(line: Line) -> None:
    await line.attest(21, 22, 23, 24)
    await full(line, 25)
    listed = renewals(await line.house.made.joining.standings.renewals(line.house.manager)).text
    assert "**Person 25** waits, for Justice" in listed
    assert "noa@example.org can settle it" in (await corner(line, 25)).text


async def test_whoever_opens_their_wishes_again_finds_them_and_loses_none(line: Line) -> None:
    house = line.house
    await house.apply(21)
    await house.made.joining.signups.save_wishes(actor(21), house.cohort, (22,), (23, 24))
    form = await house.made.joining.signups.wishes_form(actor(21), house.cohort)
    assert {field.name: field.value for field in form.fields} == {"wanted": "22", "never": "23 24"}


async def test_publishing_while_sign_up_is_open_says_that_it_closes_and_who_has_begun(line: Line) -> None:
    house = line.house
    await house.apply(21)
    await house.made.joining.signups.save_why(actor(22), house.cohort, "why", "", "campus", "", "3")
    await house.made.joining.selection.draft(house.lead, house.cohort)
    text = draft_words.preview(await house.made.joining.selection.preview(house.lead, house.cohort)).text
    assert "publishing closes it now" in text
    assert "One person has begun to apply, and can no longer finish." in text


async def test_a_preview_promises_no_offers_that_come_too_late(line: Line) -> None:
    house = line.house
    for user in range(21, 27):
        await house.apply(user)
    await house.made.joining.selection.draft(house.lead, house.cohort)
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, set())
    assert (await house.made.joining.selection.preview(house.lead, house.cohort)).left == 4
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    house.clock.move_to(first.starts_at - timedelta(hours=20))
    assert (await house.made.joining.selection.preview(house.lead, house.cohort)).left == 0


async def test_whoever_is_moved_by_mistake_and_back_at_once_has_their_turn_as_before(line: Line) -> None:
    house = line.house
    for user in range(21, 29):
        await house.apply(user)
    view = await house.made.joining.selection.draft(house.lead, house.cohort)
    inside = {one.application.id for one in view.lines if one.application.proposed is Decision.ACCEPT}
    order = sorted((one for one in view.lines if one.application.place), key=lambda one: one.application.place or 0)
    picked = {int(id_) for id_ in inside}
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, picked | {int(order[0].application.id)})
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, picked)
    reviewed = (await house.made.joining.selection.preview(house.lead, house.cohort)).fingerprint
    await house.made.joining.selection.publish(house.lead, house.cohort, reviewed)
    assert [f"Person {user}" for user in await line.waiting()] == [one.name for one in order]


async def test_a_place_that_is_offered_after_the_start_promises_no_first_session_and_no_pair(line: Line) -> None:
    first, *_ = await full(line, 25)
    await line.overwrite(offers_until=3)
    await line.house.begin()
    async with line.house.store.read() as db:
        (meets, *_) = await db.sessions.of(line.house.cohort)
    await line.wait(meets.ends_at - line.house.clock.now() + A_DAY)
    await line.leave(21)
    assert await line.asked() == {first}
    text = line_words.accepted(*await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)).text
    assert "The next session" in text
    assert "your facilitator tells you who you'll study with" in text
    assert "first session" not in text


async def test_whoever_comes_first_reads_at_once_what_it_gave_and_gets_one_letter(line: Line) -> None:
    await comes_first(line, 21, 22, 23, 24)
    house = line.house
    await house.made.joining.signups.save_why(actor(25), house.cohort, "why", "", "campus", "", "3")
    view = await house.made.joining.signups.save_when(actor(25), house.cohort, "London", "none", (), committed=True)
    text = words.applied(view).text
    assert "number 1 on the waiting list" in text
    assert "read every application" not in text
    await line.wait()
    assert (await line.sent("received"), await line.sent("letter")) == (0, 5)


async def test_withdrawing_twice_says_the_same_twice(line: Line) -> None:
    await line.house.apply(21)
    once = await line.house.made.joining.signups.withdraw(actor(21), line.house.cohort)
    again = await line.house.made.joining.signups.withdraw(actor(21), line.house.cohort)
    assert words.withdrawn(once.cohort, once.was) == words.withdrawn(again.cohort, again.was)


async def test_ones_own_corner_has_a_way_out_of_everything_that_one_wished_for(line: Line) -> None:
    house = line.house
    await house.apply(21)
    assert ("withdraw", (house.cohort,)) in acts(await corner(line, 21))
    first, _ = await full(line, 25, 26)
    assert ("withdraw", (house.cohort,)) in acts(await corner(line, first))
    await line.leave(21)
    assert {("offer-yes", (house.cohort,)), ("withdraw", (house.cohort,))} <= acts(await corner(line, first))


async def test_whoever_waits_hears_once_that_the_line_has_ended_and_reads_it_in_their_corner(line: Line) -> None:
    (last,) = await full(line, 25)
    await line.house.begin()
    assert "number 1" in (await corner(line, last)).text
    await line.wait(60 * A_DAY)
    assert await line.state(last) is S.WAITLISTED
    assert await line.sent("waitlist-over") == 1
    said = await corner(line, last)
    assert "the waiting list has come to its end" in said.text
    assert "number" not in said.text


async def test_whoever_left_or_has_a_place_hears_of_no_end_of_a_line(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.leave(second)
    await line.leave(21)
    await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)
    await line.house.begin()
    await line.wait(60 * A_DAY)
    assert await line.sent("waitlist-over") == 0


async def test_whoever_applied_before_anybody_was_attested_hears_once_how_to_settle_it(line: Line) -> None:
    for user in (21, 22):
        await line.house.apply(user)
    await line.attest(21, 99)
    await line.house.made.joining.standings.nightly()
    await line.house.made.joining.standings.nightly()
    await line.house.apply(23)  # and reads it in the receipt
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 1
    async with line.house.store.read() as db:
        (row,) = [row for row in await db.deliveries.of_cohort(line.house.cohort) if row.message == "standing-open"]
        person = await db.people.by_user(UserId(22))
    assert person is not None
    assert row.person == person.id


async def test_a_manager_sees_before_and_after_how_many_read_that_their_standing_is_open(line: Line) -> None:
    house = line.house
    for user in (21, 22, 23):
        await house.apply(user)
    seen = await house.made.joining.rosters.preview(house.manager, b"name,good\nPerson 21,yes\n")
    assert seen.told == 2
    assert "2 people have applied, and do not know yet that their standing is open" in roster_words.preview(seen).text
    said = standing_words.attested(*await house.made.joining.standings.attest(house.manager, UserId(22), "Person 22", True, None)).text
    assert "2 people have applied" in said
    done = roster_words.imported(await house.made.joining.rosters.take_in(house.manager, seen.number, 0)).text
    assert "One person has applied, and does not know yet" in done
    assert "sends nothing" not in done


async def test_whoever_s_standing_ends_once_more_hears_it_once_more(line: Line) -> None:
    await line.attest(99)
    await line.house.apply(21)  # whose receipt says that it is open
    await line.attest(21)
    await line.house.made.joining.standings.nightly()
    await line.attest(21, good=False)
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 1


async def test_whoever_has_left_the_server_is_told_nothing_until_they_are_back(line: Line) -> None:
    await line.house.apply(21)
    await line.attest(99)
    async with line.house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.absences.note(ProgramId(1), {person.id: person}, line.house.clock.now())
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 0
    async with line.house.store.begin() as db:
        await db.absences.clear(ProgramId(1), {person.id})
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 1


async def test_whoever_is_put_in_the_line_when_it_offers_nothing_any_more_reads_just_that(line: Line) -> None:
    house = line.house
    for user in range(21, 26):
        await house.apply(user)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    house.clock.move_to(first.starts_at - timedelta(hours=20))
    await house.select()
    (last,) = await line.waiting()
    text = words.letter(await view_of_user(line, last), Decision.WAIT).text
    assert "none is offered any more" in text
    assert "waiting list" not in text
    await line.wait(3 * A_DAY)
    assert await line.sent("waitlist-over") == 0


async def view_of_user(line: Line, user: int) -> words.Signup:
    application = await line.of(user)
    async with line.house.store.read() as db:
        return await view_of(db, application, line.house.clock.now())


async def test_the_end_of_a_line_is_told_also_where_the_last_session_by_which_it_moves_is_called_off(line: Line) -> None:
    await full(line, 25)
    await line.overwrite(offers_until=4)
    await line.house.begin()
    await line.wait()
    seen = await line.house.made.group.sessions.preview_cancel(line.house.lead, line.house.cohort, 4)
    await line.house.made.group.sessions.cancel(line.house.lead, line.house.cohort, 4, seen.session.revision)
    await line.wait(3 * A_DAY)
    assert await line.sent("waitlist-over") == 1


async def test_whoever_the_bot_met_after_the_preview_is_in_what_the_file_gives(line: Line) -> None:
    await line.attest(99)
    await line.overwrite(policy=Policy.FIRST_COME.value)
    house, who = line.house, 100_000_000_000_000_021
    seen = await house.made.joining.rosters.preview(house.manager, f"id,good\n{who},yes\n".encode())
    assert seen.gives is None
    await house.apply(who)
    with pytest.raises(Refusal) as no:
        await house.made.joining.rosters.take_in(house.manager, seen.number, 0)
    assert no.value.why is Why.STALE
    fresh = await house.made.joining.rosters.lines(house.manager, seen.number)
    assert fresh.gives is not None


async def test_another_aim_is_another_question_about_who_fits(line: Line) -> None:
    house = line.house
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Justice", "4", "Rural rabbis")
    for user in range(21, 28):
        await house.apply(user)
    view = await house.made.joining.selection.draft(house.lead, house.cohort)
    every = {int(one.application.id) for one in view.lines}
    view = await house.made.joining.selection.fit(house.lead, house.cohort, 0, every, view.mark)
    moved = min(one.name for one in view.lines if one.application.proposed is Decision.ACCEPT)
    picked = {int(one.application.id) for one in view.lines if one.name == moved}
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, picked, Decision.DECLINE)
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Justice", "4", "City chaplains")
    view = await house.made.joining.selection.draft(house.lead, house.cohort)
    assert not [one.name for one in view.lines if one.application.fits_aim or Ground.FITS_AIM in one.application.grounds]
    assert [one.name for one in view.lines if one.application.proposed is Decision.DECLINE] == [moved], "as a person moved them"


async def test_whoever_is_settled_before_the_morning_hears_nothing_of_it(line: Line) -> None:
    await line.house.apply(21)
    await line.attest(99)
    await line.house.made.joining.standings.nightly()
    await line.attest(21)
    await line.wait()
    assert await line.sent("standing-open") == 0


async def test_staff_who_come_to_the_draft_too_late_read_where_to_look(line: Line) -> None:
    await full(line, 25)
    with pytest.raises(Refusal) as no:
        await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    assert no.value.why is Why.PLACES_GIVEN
    assert "/cohort today" in people_words.refusal(no.value).text


async def test_a_facilitator_who_gave_the_places_already_is_not_told_that_the_window_closed(line: Line) -> None:
    await full(line, 25)
    async with line.house.store.read() as db:
        cohort = await db.cohorts.get(line.house.cohort)
    assert cohort is not None
    assert (cohort.state, cohort.policy) == (CohortState.FORMING, None)
    await line.wait(25 * A_DAY)
    assert await line.sent("window-closed") == 0


async def test_two_places_at_the_same_hours_are_named_to_whoever_takes_both(line: Line) -> None:
    first, *_ = await full(line, 25)
    another = House(line.house.made, line.house.clock, CohortId(2))
    await another.made.group.series.draft_series(actor(4), another.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await another.made.group.series.freeze(actor(4), another.cohort)
    await another.made.joining.windows.open(actor(4), another.cohort, None)
    async with another.store.begin() as db:
        await overwrite(db, cohorts, another.cohort, policy=Policy.FIRST_COME.value)
    await another.apply(first)
    await line.leave(21)
    text = line_words.accepted(*await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)).text
    assert "at the same hours as Chaplaincy" in text
    assert "somebody who waits can have it" in text
