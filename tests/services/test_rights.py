"""Who may do what, as one table: every method that a person can reach, by every kind of person, here and from another server."""

import inspect
from collections.abc import Awaitable, Callable
from datetime import date, time
from typing import Any

import pytest
from msgspec.structs import asdict, replace

from domain.cohort.copies import Another
from domain.ground.ids import (
    AnswerId,
    ApplicationId,
    BulletinId,
    ChannelId,
    MessageId,
    PersonId,
    ProgramId,
    QuestionId,
    RoleId,
    UserId,
)
from domain.ground.people import Actor
from domain.ground.places import Place
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import Rsvp
from domain.pair.checkins import Answer
from domain.program.setups import SetupAnswers, Sight
from services.cohort.cohorts import New
from services.group.series import Every, Rule
from services.joining.entering import Known
from services.program.facilitators import Somebody
from services.program.programs import Setup
from storage.columns import metadata
from tests.services.conftest import HERE, MANAGERS, House, actor, home, role, seen
from tests.services.curriculum_rights import a_curriculum, of_curricula
from tests.services.group_rights import of_covenants
from tests.services.kinds import (
    A_MANAGER,
    ANY_STAFF,
    ANYBODY,
    HERE_ANYBODY,
    MANAGER,
    MEMBER,
    MEMBER_GONE,
    ON_A_SERVER,
    OVER_ONESELF,
    SERVED,
    SETS_UP,
    STAFF,
    STAFF_HERE,
    WHO,
)
from tests.services.pair_rights import of_pairs

GENERAL, ABOUT_IT, THREAD = QuestionId(1), QuestionId(2), 8000  # what the season was asked, and the thread of the first

WRITTEN = MessageId(9900)  # to the bot, by a member


@pytest.fixture
async def house(house: House) -> House:
    """The season, in which a pair looks for a time, and somebody who led its cohort for a while."""
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.HELP)
    who = Somebody(UserId(5), "Person 5")
    await house.made.program.facilitators.appoint(house.manager, house.cohort, who, {})
    await house.made.program.facilitators.remove(house.manager, house.cohort, who)
    await a_curriculum(house)
    writes = replace(actor(21), interaction=1)  # by whose number the table knows what they wrote
    await house.made.pair.reflections.write(writes, house.pair, 1, "facilitator", "To keep.", "")
    at, channel = house.clock.now(), ChannelId(721)
    await house.made.pair.replies.receive(UserId(21), "Person 21", WRITTEN, channel, "I can't open the PDF.", at, None)
    return house


Try = Callable[[House, Actor], Awaitable[Any]]


def _setup(house: House, who: Actor) -> Awaitable[Any]:
    setup = Setup("Another name", "Europe/London", MANAGERS[who.server or HERE], ChannelId(1), ChannelId(2), "me")
    return house.made.program.programs.set_up(who, setup, seen(setup))


def _create(house: House, who: Actor) -> Awaitable[Any]:
    return house.made.cohort.cohorts.create(who, New("New", "New", 10, home(9), UserId(90), "Lead", role(5)))


SIGHT = Sight("Here", RoleId(0), frozenset(MANAGERS.values()), {ChannelId(server + n): Place() for server in MANAGERS for n in (1, 2)})
TABLE: dict[str, tuple[Try, set[str]]] = {
    "programs.set_up": (_setup, {"manager", "owner", "another server's manager", "another server's owner"}),
    "setups.page": (lambda h, a: h.made.program.setups.page(a, SIGHT), SETS_UP),
    "setups.form": (lambda h, a: h.made.program.setups.form(a, SIGHT, "about"), SETS_UP),
    "setups.save_about": (lambda h, a: h.made.program.setups.save_about(a, SIGHT, "Name", "me", "", ""), SETS_UP),
    "setups.save_places": (lambda h, a: h.made.program.setups.save_places(a, SIGHT, 11, 1002, 1003), SETS_UP),
    "setups.choose_place": (lambda h, a: h.made.program.setups.choose_place(a, SIGHT, "zone", "London"), SETS_UP),
    "setups.save_clock": (lambda h, a: h.made.program.setups.save_clock(a, SIGHT, "London", ""), SETS_UP),
    "setups.fill": (lambda h, a: h.made.program.setups.fill(a, SIGHT, SetupAnswers(name="Name")), SETS_UP),
    "setups.start_over": (lambda h, a: h.made.program.setups.start_over(a, SIGHT), SETS_UP),
    "setups.save": (lambda h, a: h.made.program.setups.save(a, SIGHT, 0), SETS_UP),
    "setups.test": (lambda h, a: h.made.program.setups.test(a, SIGHT), SETS_UP),
    "facilitators.appoint": (lambda h, a: h.made.program.facilitators.appoint(a, h.cohort, Somebody(UserId(90), "P"), {}), MANAGER),
    "facilitators.remove": (lambda h, a: h.made.program.facilitators.remove(a, h.cohort, Somebody(UserId(90), "P")), MANAGER),
    "reports.overview": (lambda h, a: h.made.program.reports.overview(a), A_MANAGER),
    "reports.season": (lambda h, a: h.made.program.reports.season(a), A_MANAGER),
    "reports.record": (lambda h, a: h.made.program.reports.record(a), A_MANAGER),
    "dates.show": (lambda h, a: h.made.program.dates.show(a), A_MANAGER),
    "dates.choose_civic": (lambda h, a: h.made.program.dates.choose_civic(a, 0, ("britain",)), A_MANAGER),
    "dates.remove": (lambda h, a: h.made.program.dates.remove(a, 0, (1,)), A_MANAGER),
    "dates.preview": (lambda h, a: h.made.program.dates.preview(a, b"2026-10-07,7 October,strong"), A_MANAGER),
    "dates.lines": (lambda h, a: h.made.program.dates.lines(a, 1), A_MANAGER),
    "dates.take_in": (lambda h, a: h.made.program.dates.take_in(a, 1, 0), A_MANAGER),
    "cohorts.edit_form": (lambda h, a: h.made.cohort.cohorts.edit_form(a, h.cohort), STAFF),
    "cohorts.edit": (lambda h, a: h.made.cohort.cohorts.edit(a, h.cohort, "Title", "Topic", "12", ""), STAFF),
    "cancellations.form": (lambda h, a: h.made.cohort.cancellations.form(a, h.cohort), MANAGER),
    "cancellations.preview": (lambda h, a: h.made.cohort.cancellations.preview(a, h.cohort, "Too few."), MANAGER),
    "cancellations.cancel": (lambda h, a: h.made.cohort.cancellations.cancel(a, h.cohort, 0), MANAGER),
    "busy.form": (lambda h, a: h.made.cohort.busy.form(a, h.cohort), STAFF),
    "busy.save": (lambda h, a: h.made.cohort.busy.save(a, h.cohort, "2027-01-10"), STAFF),
    "copies.copy": (lambda h, a: h.made.cohort.copies.copy(a, h.cohort, Another(home(9))), MANAGER),
    "cohorts.create": (_create, A_MANAGER),
    "windows.open": (lambda h, a: h.made.joining.windows.open(a, h.cohort, None), STAFF),
    "windows.preview_close": (lambda h, a: h.made.joining.windows.preview_close(a, h.cohort), STAFF),
    "windows.close": (lambda h, a: h.made.joining.windows.close(a, h.cohort, 0), STAFF),
    "homes.of": (lambda h, a: h.made.program.homes.of(a, h.cohort), STAFF),
    "homes.look": (lambda h, a: h.made.program.homes.look(a, h.cohort, home(503)), STAFF),
    "homes.admit": (lambda h, a: h.made.program.homes.admit(a, h.cohort, home(503), 0), STAFF),
    "homes.preview": (lambda h, a: h.made.program.homes.preview(a, h.cohort, home(9), None), STAFF),
    "homes.move": (lambda h, a: h.made.program.homes.move(a, h.cohort, home(9), None, 0), STAFF),
    "cohorts.preview_start": (lambda h, a: h.made.cohort.cohorts.preview_start(a, h.cohort), STAFF),
    "cohorts.start": (lambda h, a: h.made.cohort.cohorts.start(a, h.cohort, home(503)), STAFF),
    "cohorts.board": (lambda h, a: h.made.cohort.cohorts.board(a), ON_A_SERVER),
    "cohorts.choices": (lambda h, a: h.made.cohort.cohorts.choices(a, "", staff=True), ANYBODY),
    "cohorts.timeline": (lambda h, a: h.made.cohort.cohorts.timeline(a, h.cohort), STAFF),
    "cohorts.today": (lambda h, a: h.made.cohort.cohorts.today(a, h.cohort), STAFF),
    "progresses.of": (lambda h, a: h.made.pair.progresses.of(a, h.cohort), STAFF),
    "undelivered.page": (lambda h, a: h.made.sending.undelivered.page(a), A_MANAGER),
    "people.try_direct": (lambda h, a: h.made.own.people.try_direct(a), ANYBODY),
    "undelivered.again": (lambda h, a: h.made.sending.undelivered.again(a, h.cohort, "a" * 20), STAFF),
    "undelivered.all_again": (lambda h, a: h.made.sending.undelivered.all_again(a, "letter"), A_MANAGER),
    "undelivered.dismiss_all": (lambda h, a: h.made.sending.undelivered.dismiss_all(a, "letter"), A_MANAGER),
    "undelivered.dismiss": (lambda h, a: h.made.sending.undelivered.dismiss(a, h.cohort, "a" * 20), STAFF),
    "signups.first_form": (lambda h, a: h.made.joining.signups.first_form(a, h.cohort), HERE_ANYBODY),
    "signups.second_form": (lambda h, a: h.made.joining.signups.second_form(a, h.cohort), HERE_ANYBODY),
    "signups.wishes_form": (lambda h, a: h.made.joining.signups.wishes_form(a, h.cohort), HERE_ANYBODY),
    "signups.save_why": (lambda h, a: h.made.joining.signups.save_why(a, h.cohort, "why", "", "campus", "", "3"), HERE_ANYBODY),
    "signups.save_when": (lambda h, a: h.made.joining.signups.save_when(a, h.cohort, "London", "none", (), committed=True), HERE_ANYBODY),
    "signups.save_wishes": (lambda h, a: h.made.joining.signups.save_wishes(a, h.cohort, (22,), ()), HERE_ANYBODY),
    "signups.withdraw_question": (lambda h, a: h.made.joining.signups.withdraw_question(a, h.cohort), MEMBER | MEMBER_GONE | {"applicant"}),
    "signups.withdraw": (lambda h, a: h.made.joining.signups.withdraw(a, h.cohort), MEMBER | MEMBER_GONE | {"applicant"}),
    "removals.choose": (lambda h, a: h.made.cohort.removals.choose(a, h.cohort), STAFF),
    "removals.preview": (lambda h, a: h.made.cohort.removals.preview(a, h.cohort, PersonId(4)), STAFF),
    "removals.remove": (lambda h, a: h.made.cohort.removals.remove(a, h.cohort, PersonId(4), 0, tell=True), STAFF),
    "entering.form": (lambda h, a: h.made.joining.entering.form(a, h.cohort, Somebody(UserId(90), "P")), MANAGER),
    "entering.choose_place": (lambda h, a: h.made.joining.entering.choose_place(a, h.cohort, UserId(90), "London"), MANAGER),
    "entering.enter": (lambda h, a: h.made.joining.entering.enter(a, h.cohort, UserId(90), Known("P")), MANAGER),
    "terms.form": (lambda h, a: h.made.cohort.terms.form(a, h.cohort), STAFF),
    "terms.save": (lambda h, a: h.made.cohort.terms.save(a, h.cohort, ("Why now?", "", ""), "4", "1"), STAFF),
    "signups.own_form": (lambda h, a: h.made.joining.signups.own_form(a, h.cohort), HERE_ANYBODY),
    "signups.choose_place": (lambda h, a: h.made.joining.signups.choose_place(a, h.cohort, "London"), HERE_ANYBODY),
    "signups.save_own": (lambda h, a: h.made.joining.signups.save_own(a, h.cohort, ("x",)), HERE_ANYBODY),
    "waitlist.accept": (lambda h, a: h.made.joining.waitlist.accept(a, h.cohort), {"applicant"} | MEMBER),
    "one_of_two.choose": (lambda h, a: h.made.joining.one_of_two.choose(a, h.cohort, h.cohort), {"applicant"} | MEMBER),
    "waitlist.rejoin": (lambda h, a: h.made.joining.waitlist.rejoin(a, h.cohort), {"applicant"} | MEMBER),
    "waitlist.raise_places": (lambda h, a: h.made.joining.waitlist.raise_places(a, h.cohort, 4, 6, 0), STAFF),
    "waitlist.settle": (lambda h, a: h.made.joining.waitlist.settle(a, h.cohort, ApplicationId(1), 1, theirs=True), STAFF),
    "selection.draft": (lambda h, a: h.made.joining.selection.draft(a, h.cohort), STAFF),
    "selection.choose": (lambda h, a: h.made.joining.selection.choose(a, h.cohort, 0, set()), STAFF),
    "selection.fit": (lambda h, a: h.made.joining.selection.fit(a, h.cohort, 0, {1}, 0), STAFF),
    "selection.redraw": (lambda h, a: h.made.joining.selection.redraw(a, h.cohort, 1), STAFF),
    "selection.weights_form": (lambda h, a: h.made.joining.selection.weights_form(a, h.cohort), STAFF),
    "selection.weigh": (lambda h, a: h.made.joining.selection.weigh(a, h.cohort, "10", "0", "3"), STAFF),
    "selection.because_form": (lambda h, a: h.made.joining.selection.because_form(a, h.cohort, 0), STAFF),
    "selection.explain": (lambda h, a: h.made.joining.selection.explain(a, h.cohort, 0, 0, "It is fair."), STAFF),
    "selection.compare": (lambda h, a: h.made.joining.selection.compare(a, h.cohort), STAFF),
    "decisions.export": (lambda h, a: h.made.joining.decisions.export(a, h.cohort), STAFF),
    "decisions.preview": (lambda h, a: h.made.joining.decisions.preview(a, h.cohort, b"1,in"), STAFF),
    "decisions.lines": (lambda h, a: h.made.joining.decisions.lines(a, h.cohort, 1, 0), STAFF),
    "decisions.apply": (lambda h, a: h.made.joining.decisions.apply(a, h.cohort, 1, 0), STAFF),
    "selection.preview": (lambda h, a: h.made.joining.selection.preview(a, h.cohort), STAFF),
    "selection.publish": (lambda h, a: h.made.joining.selection.publish(a, h.cohort, 0), STAFF),
    "series.draft_series": (lambda h, a: h.made.group.series.draft_series(a, h.cohort, Rule(2, 1, "13:00", 4, "2026-10")), STAFF),
    "series.draft_every": (lambda h, a: h.made.group.series.draft_every(a, h.cohort, Every(2, "2027-01-12", "13:00", 4)), STAFF),
    "series.draft_dates": (lambda h, a: h.made.group.series.draft_dates(a, h.cohort, "2027-01-12\n2027-02-09", "13:00"), STAFF),
    "series.dates_form": (lambda h, a: h.made.group.series.dates_form(a, h.cohort), STAFF),
    "series.drafted": (lambda h, a: h.made.group.series.drafted(a, h.cohort), STAFF),
    "series.extend": (lambda h, a: h.made.group.series.extend(a, h.cohort, 1), STAFF),
    "series.shorten": (lambda h, a: h.made.group.series.shorten(a, h.cohort, 1), STAFF),
    "series.swap_date": (lambda h, a: h.made.group.series.swap_date(a, h.cohort, date(2027, 1, 12), time(13), date(2027, 1, 13)), STAFF),
    "series.freeze": (lambda h, a: h.made.group.series.freeze(a, h.cohort, None), STAFF),
    "sessions.preview_move": (lambda h, a: h.made.group.sessions.preview_move(a, h.cohort, 3, "2026-12-09", "13:00"), STAFF),
    "sessions.move": (lambda h, a: h.made.group.sessions.move(a, h.cohort, 3, 0, "2026-12-09", "13:00"), STAFF),
    "sessions.preview_cancel": (lambda h, a: h.made.group.sessions.preview_cancel(a, h.cohort, 3), STAFF),
    "sessions.cancel": (lambda h, a: h.made.group.sessions.cancel(a, h.cohort, 3, 0), STAFF),
    "sessions.link_form": (lambda h, a: h.made.group.sessions.link_form(a, h.cohort), STAFF),
    "sessions.set_link": (lambda h, a: h.made.group.sessions.set_link(a, h.cohort, "https://zoom.example/j/2"), STAFF),
    "sessions.see_link": (lambda h, a: h.made.group.sessions.see_link(a, h.session), STAFF | MEMBER),
    "sessions.cannot_form": (lambda h, a: h.made.group.sessions.cannot_form(a, h.session), MEMBER),
    "sessions.answer": (lambda h, a: h.made.group.sessions.answer(a, h.session, Rsvp.YES), MEMBER),
    "details.form_of": (lambda h, a: h.made.group.details.form_of(a, h.cohort, 2), STAFF),
    "details.form": (lambda h, a: h.made.group.details.form(a, h.session), STAFF),
    "details.edit": (
        lambda h, a: h.made.group.details.edit(a, h.session, topic="Mercy", teacher="", contact="", host="", materials=""),
        STAFF,
    ),
    "attendance.page": (lambda h, a: h.made.group.attendance.page(a, h.cohort, 1), STAFF),
    "attendance.who_form": (lambda h, a: h.made.group.attendance.who_form(a, h.session), STAFF),
    "attendance.record": (lambda h, a: h.made.group.attendance.record(a, h.session, frozenset({PersonId(4)}), 0), STAFF),
    "attendance.was_there": (lambda h, a: h.made.group.attendance.was_there(a, h.session), MEMBER),
    "attendance.notes_form": (lambda h, a: h.made.group.attendance.notes_form(a, h.session), STAFF),
    "attendance.note": (lambda h, a: h.made.group.attendance.note(a, h.session, "We read Ruth."), STAFF),
    "prompts.prompt_form": (lambda h, a: h.made.group.prompts.prompt_form(a, h.cohort, 1), STAFF),
    "prompts.next_prompt_form": (lambda h, a: h.made.group.prompts.next_prompt_form(a, "Who is not in the room?"), {"facilitator"}),
    "prompts.set_prompt": (lambda h, a: h.made.group.prompts.set_prompt(a, h.cohort, 2, "", "Who?"), STAFF),
    "prompts.pairs": (lambda h, a: h.made.group.prompts.pairs(a, h.cohort), STAFF),
    "ways.choose": (lambda h, a: h.made.group.ways.choose(a, h.cohort, 2, 5), STAFF),
    **of_covenants(MEMBER, STAFF - MANAGER),
    **of_curricula(MEMBER, STAFF),
    **of_pairs(MEMBER, STAFF, MEMBER_GONE, ANYBODY),
    "questions.form": (lambda h, a: h.made.joining.questions.form(a, None), ON_A_SERVER),
    "questions.ask": (lambda h, a: h.made.joining.questions.ask(a, h.cohort, "When?"), SERVED),
    "questions.pass_on": (lambda h, a: h.made.joining.questions.pass_on(a, ProgramId(1), h.cohort, WRITTEN), MEMBER),
    "questions.answer_form": (lambda h, a: h.made.joining.questions.answer_form(a, GENERAL), ANY_STAFF),
    "questions.answer": (lambda h, a: h.made.joining.questions.answer(a, ABOUT_IT, "Soon."), STAFF_HERE),
    "questions.pick": (lambda h, a: h.made.joining.questions.pick(a, ChannelId(THREAD), MessageId(7000), "Soon."), ANY_STAFF),
    "questions.send_picked": (lambda h, a: h.made.joining.questions.send_picked(a, AnswerId(1), 0), ANY_STAFF),
    "interests.want": (lambda h, a: h.made.joining.interests.want(a, h.cohort), HERE_ANYBODY),
    "interests.stop": (lambda h, a: h.made.joining.interests.stop(a, h.cohort), OVER_ONESELF),
    "interests.stop_all": (lambda h, a: h.made.joining.interests.stop_all(a, ProgramId(1)), OVER_ONESELF),
    "interests.news_in": (lambda h, a: h.made.joining.interests.news_in(a, ProgramId(1)), HERE_ANYBODY),
    "interests.news_out": (lambda h, a: h.made.joining.interests.news_out(a, ProgramId(1)), OVER_ONESELF),
    "interests.news_form": (lambda h, a: h.made.joining.interests.news_form(a), A_MANAGER),
    "interests.draft_news": (lambda h, a: h.made.joining.interests.draft_news(a, "News", "All is well."), A_MANAGER),
    "interests.send_news": (lambda h, a: h.made.joining.interests.send_news(a, BulletinId(1)), A_MANAGER),
    "calendars.own": (lambda h, a: h.made.own.calendars.own(a), ANYBODY),
    "calendars.renew": (lambda h, a: h.made.own.calendars.renew(a, "0"), ANYBODY),
    "calendars.switch_off": (lambda h, a: h.made.own.calendars.switch_off(a), ANYBODY),
    "people.me": (lambda h, a: h.made.own.people.me(a), ANYBODY),
    "people.set_reminder": (lambda h, a: h.made.own.people.set_reminder(a, "hour"), ANYBODY),
    "people.set_quiet": (lambda h, a: h.made.own.people.set_quiet(a, "none"), ANYBODY),
    "people.clock_form": (lambda h, a: h.made.own.people.clock_form(a), ANYBODY),
    "people.town_form": (lambda h, a: h.made.own.people.town_form(a), ANYBODY),
    "people.set_town": (lambda h, a: h.made.own.people.set_town(a, "London", evenings=False), ANYBODY),
    "people.set_clock": (lambda h, a: h.made.own.people.set_clock(a, "London", "12"), ANYBODY),
    "people.set_zone": (lambda h, a: h.made.own.people.set_zone(a, "London"), ANYBODY),
    "people.pause": (lambda h, a: h.made.own.people.pause(a, 14), ANYBODY),
    "people.resume": (lambda h, a: h.made.own.people.resume(a), ANYBODY),
    "people.tell_partners_of_pause": (lambda h, a: h.made.own.people.tell_partners_of_pause(a), ANYBODY),
    "people.may_pause_until": (lambda h, a: h.made.own.people.may_pause_until(a), ANYBODY),
    "standings.attest": (
        lambda h, a: h.made.joining.standings.attest(a, UserId(21), "Person 21", True, "2027-06-30"),
        {"manager", "another server's manager"},
    ),
    "standings.renewals": (lambda h, a: h.made.joining.standings.renewals(a), A_MANAGER),
    "rosters.preview": (lambda h, a: h.made.joining.rosters.preview(a, b"a,yes"), A_MANAGER),
    "rosters.lines": (lambda h, a: h.made.joining.rosters.lines(a, 1), A_MANAGER),
    "rosters.take_in": (lambda h, a: h.made.joining.rosters.take_in(a, 1, 0), A_MANAGER),
    "people.help": (lambda h, a: h.made.own.people.help(a), ANYBODY),
}

BY_THE_HOUSE = {  # called by the process itself, or inside another method's transaction; no person reaches them
    "programs.on", "programs.arrived", "cohorts.page_of", "checkins.open_rounds", "checkins.take_words", "checkins.round_of",
    "questions.take_words", "times.begin", "apart.lapse", "apart.decide", "apart.pause_ends",
    "presence.ask", "presence.before", "presence.check",
    "presence.located", "presence.learned", "presence.whereabouts", "presence.heard", "standings.nightly", "weeks.nightly",
    "presence.nightly", "replies.receive",
    "replies.keep", "replies.run_waiting", "replies.cursors", "replies.read_up_to", "undelivered.places", "undelivered.back",
    "zone_data.follow",
}  # fmt: skip
RIGHTS = {
    Why.NOT_ALLOWED, Why.NO_SUCH_COHORT, Why.NOT_YOURS, Why.ON_A_SERVER_ONLY, Why.NO_SUCH_QUESTION, Why.NOT_ON_SERVER, Why.CANNOT_TELL,
}  # fmt: skip


async def _everything(house: House) -> dict[str, list[str]]:
    """All rows of all tables."""
    async with house.store.read() as db:
        link: Any = db.people._link  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return {table.name: sorted(str(tuple(row)) for row in await link.rows(table.select())) for table in metadata.sorted_tables}


async def _no(attempt: Awaitable[Any]) -> Why | None:
    """Why it was refused, if it was."""
    try:
        await attempt
    except Refusal as no:
        return no.why
    return None


@pytest.mark.parametrize("method", TABLE)
async def test_only_those_in_the_table_may_and_whoever_may_not_changes_nothing(house: House, method: str) -> None:
    attempt, may = TABLE[method]
    before = await _everything(house)
    for who in sorted(set(WHO) - may):
        with pytest.raises(Refusal) as no:
            await attempt(house, WHO[who]())
        assert no.value.why in RIGHTS, (who, no.value.why)
        assert await _everything(house) == before, who


@pytest.mark.parametrize("who", WHO)
async def test_whoever_is_in_the_table_is_never_told_that_it_is_not_theirs(house: House, who: str) -> None:
    for method, (attempt, may) in TABLE.items():
        if who in may and method not in {"signups.withdraw"}:
            assert await _no(attempt(house, WHO[who]())) not in RIGHTS, method


# What is drawn, picked or written to be looked at has changed nothing yet.
LOOKED_AT = {"selection.draft", "chevrutot.draft", "questions.pick", "cancellations.preview"}
PREPARED = {"handled", "people", "setups", "imports", "bulletins"}


async def test_whatever_staff_change_is_written_down(house: House) -> None:
    for method, (attempt, may) in TABLE.items():
        if "manager" in may and not may & MEMBER and method not in LOOKED_AT:
            before = await _everything(house)
            if await _no(attempt(house, WHO["manager"]())) is None:
                after = await _everything(house)
                changed = {table for table in after if after[table] != before[table]} - PREPARED
                assert not changed or "audit" in changed, method


@pytest.mark.parametrize("who", sorted(MEMBER | MEMBER_GONE | {"applicant"}))
async def test_one_may_always_leave(house: House, who: str) -> None:
    await house.made.joining.signups.withdraw(WHO[who](), house.cohort)
    with pytest.raises(Refusal):
        await house.made.group.sessions.see_link(WHO[who](), house.session)


def test_no_method_that_a_person_reaches_is_missing_from_the_table(house: House) -> None:
    made = house.made
    services: dict[str, object] = {"undelivered": made.sending.undelivered}
    for room in (made.program, made.joining, made.pair, made.group, made.cohort, made.own):
        services |= asdict(room)
    public = {
        f"{name}.{method}"
        for name, service in services.items()
        for method, _ in inspect.getmembers(service, inspect.iscoroutinefunction)
        if not method.startswith("_")
    }
    assert public == set(TABLE) | BY_THE_HOUSE
