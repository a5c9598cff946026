"""Everything that the bot can say or ask, made from the longest facts that it takes."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState, Missing
from domain.ground.ids import PersonId, RoleId, UserId
from domain.ground.places import Lack
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import Prompt, Term
from domain.joining.signups import ApplicationState, Decision
from domain.joining.waitlist import Freed
from domain.pair.checkins import Answer, Reminding
from domain.program.setups import SetupAnswers, Sight, Step
from domain.sending.deliveries import DeliveryState, Reason, Subject
from domain.sending.troubles import DAMAGED, FailedTurn, HeldBack, JobState, Troubles
from messages.cohort import cancellations, cohorts, copies, removals, terms
from messages.ground import refusals
from messages.ground.values import Form, Message
from messages.group import clocks, sessions
from messages.joining import board as board_words
from messages.joining import entering, interests, questions, selection, signups, waitlist, windows
from messages.own import pauses, people
from messages.pair import checkins
from messages.program import facilitators, programs, report, setups
from messages.sending import receipts, troubles, undelivered
from tests.messages.agreed import AGREED
from tests.messages.answering import ANSWERING
from tests.messages.apart import APART, left_behind
from tests.messages.arranged import ARRANGED
from tests.messages.choosing import CHOOSING
from tests.messages.dated import DATED
from tests.messages.housing import HOUSING
from tests.messages.kept import KEPT
from tests.messages.meetings import MEETINGS
from tests.messages.needing import NEEDING
from tests.messages.pairing import PAIRING
from tests.messages.planned import PLANNED
from tests.messages.rolls import ROLLS
from tests.messages.world import NOW, SNOWFLAKE, World

Made = Callable[[World], Message | Form]
EVERYTHING: Final[dict[str, Made]] = {
    "checkins.prompt": lambda w: checkins.prompt(w.round, w.name, Prompt(23, w.letter * 100, w.letter * 800), first=True),
    "checkins.prompt with citations": lambda w: checkins.prompt(
        w.round, w.name, Prompt(23, "Genesis 1:1; " * 7, ("Sanhedrin 37a " + w.letter) * 40), first=True
    ),
    "checkins.prompt of our own": lambda w: checkins.prompt(w.round, w.name, None),
    "checkins.prompt in a thread": lambda w: checkins.prompt(w.round, w.name, Prompt(2, None, "", 9), first=True, by_thread=True),
    "checkins.nudge": lambda w: checkins.nudge(w.round, w.name),
    **{f"checkins.answered {answer}": lambda w, answer=answer: checkins.answered(w.round, answer) for answer in Answer},
    **{
        f"checkins.answered with a date and {reminding}": lambda w, reminding=reminding: checkins.answered(
            w.round, Answer.DATE, checkins.Noted(NOW, reminding)
        )
        for reminding in Reminding
    },
    **ANSWERING,
    **AGREED,
    **NEEDING,
    "checkins.change": lambda w: checkins.change(w.round),
    "checkins.date_form": lambda w: checkins.date_form(w.round),
    "checkins.date_reminder": lambda w: checkins.date_reminder(w.name, w.names[:2], NOW),
    "checkins.told_partner": lambda _: checkins.told_partner(),
    "checkins.tells_them_themselves": lambda _: checkins.tells_them_themselves(),
    "checkins.answered not-this-month late": lambda w: checkins.answered(w.round, Answer.NOT_THIS_MONTH, checkins.Noted(late=True)),
    "checkins.month_off late": lambda w: checkins.month_off(w.name, w.name, NOW, late=True),
    "checkins.month_off": lambda w: checkins.month_off(w.name, w.name, NOW),
    "checkins.asked_back": lambda w: checkins.asked_back(w.rounds, w.letter * 4000, w.program.contact),
    "checkins.unreadable": lambda w: checkins.unreadable(w.program.contact),
    "checkins.nothing_open": lambda w: checkins.nothing_open(w.program.contact),
    "checkins.stranger": lambda _: checkins.stranger(),
    "checkins.too_much": lambda w: checkins.too_much(200, 100_000, w.program.contact),
    "checkins.merged": lambda w: checkins.merged(
        checkins.nothing_open(w.program.contact), checkins.asked_back((w.round,), w.letter * 4000, w.program.contact)
    ),
    "checkins.merged of too much": lambda w: checkins.merged(
        checkins.asked_back((w.round,), w.letter * 4000, w.program.contact),
        checkins.asked_back((w.round, w.round), "-" + w.letter * 4000, w.program.contact),
    ),
    "board.board": lambda w: board_words.board(w.board(CohortState.OPEN)),
    "board.living_board": lambda w: board_words.living_board(replace(w.board(CohortState.OPEN), page=0, total=40)),
    "board.board for one who has a part in each": lambda w: board_words.board(w.board(CohortState.OPEN, *list(ApplicationState)[:4])),
    "board.board for one who waits": lambda w: board_words.board(w.board(CohortState.FORMING, *list(ApplicationState)[3:7])),
    "board.board_moved": lambda w: board_words.board_moved(w.program.signup_channel),
    "board.board with nothing on it": lambda w: board_words.board(board_words.Board(w.program, (), 0, 0)),
    "board.board with nothing on it but topics": lambda w: board_words.board(
        board_words.Board(w.program, (), 0, 0, tuple(w.cohort_in(CohortState.COMPLETE, n) for n in range(4)))
    ),
    "board.board with nothing open": lambda w: board_words.board(w.board(CohortState.SELECTING)),
    "cohorts.created": lambda w: cohorts.created(w.cohort, w.names[:2]),
    "windows.opened": lambda w: windows.opened(w.cohort),
    "cohorts.start_preview": lambda w: cohorts.start_preview(w.cohort, 73, 24, cohorts.Hearing(24, 0), waits=False),
    "cohorts.start_preview that waits": lambda w: cohorts.start_preview(w.cohort, 73, 24, cohorts.Hearing(0, 1), waits=True),
    "cohorts.started": lambda w: cohorts.started(w.cohort, NOW, cohorts.Hearing(22, 2)),
    "cohorts.timeline": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, tuple(w.moment_of_the_season() for _ in range(90)), 1)),
    "cohorts.timeline with nothing on it": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, ())),
    "cohorts.today": lambda w: cohorts.today(w.today()),
    "cohorts.today turned": lambda w: cohorts.today(w.today(), page=1),
    "cohorts.today while sign-up is open": lambda w: cohorts.today(
        cohorts.Today(w.cohort, NOW, 0, 0, 0, None, (), (), (), w.lost(3), (), lacks_link=True, lacks_prompt=None, entered=w.names)
    ),
    "undelivered.page": lambda w: undelivered.page(replace(w.lost(100), page=9), undelivered.dismissed(100)),
    "undelivered.page and nothing is": lambda _: undelivered.page(undelivered.Losses(), undelivered.dismissed(0)),
    "undelivered.page after a press": lambda w: undelivered.page(w.lost(5), undelivered.again(2)),
    "troubles.told": lambda w: troubles.told(
        Troubles(
            tuple(FailedTurn("x", kind, "ValueError", NOW, title=w.title, number=4) for kind in (*troubles.TURNS * 2, "of-tomorrow")),
            tuple(HeldBack(Subject.LETTER, "ValueError", 23, NOW) for _ in range(12)),
            tuple(JobState(name, None, NOW, 3, "OSError") for name in (*troubles.JOBS, "of-tomorrow")),
        )
    ),
    "troubles.told of a damaged database": lambda _: troubles.told(Troubles(jobs=(JobState("soundness", None, NOW, 1, DAMAGED),))),
    "troubles.told of one thing": lambda _: troubles.told(
        Troubles((FailedTurn("x", "session-ends", "ValueError", NOW),), (HeldBack(Subject.LETTER, "ValueError", 1, NOW),))
    ),
    "cohorts.today of people who wrote": lambda w: cohorts.today(
        replace(w.today(), quiet=(cohorts.Quiet(w.names[:2], w.names[:2]),), lost=undelivered.Losses(), grid=(), both=())
    ),
    "cohorts.timeline of what was called off": lambda w: cohorts.timeline(
        cohorts.Timeline(
            w.called_off(), tuple(cohorts.TimelineLine(NOW, "called-off", None, 24, DeliveryState.UNCERTAIN) for _ in range(8))
        )
    ),
    "cohorts.today of what was called off": lambda w: cohorts.today(replace(w.today(), cohort=w.called_off(), round=None)),
    "removals.choose": lambda w: removals.choose(w.cohort, [replace(w.person, id=PersonId(n)) for n in range(30)]),
    "removals.choose from nobody": lambda w: removals.choose(w.cohort, ()),
    "removals.preview": lambda w: removals.preview(w.removal()),
    "removals.preview of somebody without an account": lambda w: removals.preview(
        replace(w.removal(), person=replace(w.person, user=None), partners=(), following=None, planned=0, gone=False)
    ),
    "removals.removed": lambda w: removals.removed(removals.Removed(w.cohort, w.person, told=True)),
    "removals.removed before, and told": lambda w: removals.removed(removals.Removed(w.cohort, w.person, told=True, again=True)),
    "removals.removed before, without a word": lambda w: removals.removed(removals.Removed(w.cohort, w.person, told=False, again=True)),
    "removals.preview where no role opens the home": lambda w: removals.preview(replace(w.removal(), cohort=replace(w.cohort, role=None))),
    "removals.letter": lambda w: removals.letter(w.cohort, w.program, w.name),
    "signups.member_left by the hand of staff": lambda w: signups.member_left(w.name, w.cohort, Freed.ENDED, left_behind(w), by=w.name),
    "cancellations.form": lambda w: cancellations.form(w.called_off()),
    "cancellations.preview": lambda w: cancellations.preview(w.ending()),
    "cancellations.preview of what concerns nobody": lambda w: cancellations.preview(
        cancellations.Ending(w.cohort, 0, 0, 0, 0, 0, (), 0, 2**32 - 1)
    ),
    "cancellations.cancelled": lambda w: cancellations.cancelled(w.cohort, 99),
    **{
        f"cancellations.letter to one who {what}": lambda w, was=was, met=met: cancellations.letter(
            cancellations.Ended(w.called_off(), w.program, w.name, was, met)
        )
        for what, was, met in (
            ("applied", ApplicationState.APPLIED, False),
            ("was asked", ApplicationState.OFFERED, False),
            ("waited", ApplicationState.WAITLISTED, True),
            ("had a place", ApplicationState.ACCEPTED, True),
        )
    },
    "cancellations.lead_letter": lambda w: cancellations.lead_letter(w.called_off(), w.program, w.name, 99),
    "copies.copied": lambda w: copies.copied(copies.Copied(w.asks(), w.cohort, w.names[:2], True, 23)),
    "copies.copied of little": lambda w: copies.copied(copies.Copied(w.cohort, w.cohort, (), False, 0)),
    **HOUSING,
    **DATED,
    "interests.kept": lambda w: interests.kept(w.cohort, new=True),
    "interests.kept already": lambda w: interests.kept(w.cohort, new=False),
    "interests.open_already": lambda w: interests.open_already(w.cohort),
    "interests.taken_back": lambda w: interests.taken_back(w.cohort),
    "interests.all_taken_back": lambda _: interests.all_taken_back(),
    "interests.opened": lambda w: interests.opened(w.cohort, w.program, w.name),
    "interests.news_state": lambda w: interests.news_state(w.program, reads=True),
    "interests.news_state after the last": lambda w: interests.news_state(w.program, reads=False),
    "interests.news_form": lambda _: interests.news_form(),
    "interests.preview": lambda w: interests.preview(w.bulletin(), w.program, 500),
    "interests.preview for nobody": lambda w: interests.preview(w.bulletin(), w.program, 0),
    "interests.sent": lambda w: interests.sent(w.bulletin(), 500),
    "interests.sent_already": lambda w: interests.sent_already(w.bulletin()),
    "interests.news": lambda w: interests.news(w.bulletin(), w.program),
    "people.me": lambda w: people.me(w.own()),
    "people.me of somebody who takes no direct messages": lambda w: people.me(
        replace(w.own(), person=replace(w.person, dm_closed=True), ask_about_standing=())
    ),
    "people.me of somebody for whom there is a thread": lambda w: people.me(
        replace(w.own(), person=replace(w.person, dm_closed=True), ask_about_standing=(), thread=True)
    ),
    "people.me of somebody who has left": lambda w: people.me(replace(w.own(), cohorts=(people.Place(w.cohort, there=False),), open=())),
    "people.direct_tried": lambda _: people.direct_tried(thread=False),
    "people.direct_tried beside a thread": lambda _: people.direct_tried(thread=True),
    "people.here_again": lambda _: people.here_again(),
    "people.me of nobody": lambda _: people.me(people.Own(None, (), (), (), (), NOW)),
    "people.me of somebody who has nothing here": lambda w: people.me(people.Own(None, (), (), (), (), NOW, (), w.program)),
    "people.me of somebody who got no place": lambda w: people.me(w.own(ApplicationState.DECLINED, ApplicationState.LAPSED)),
    "people.me of somebody with many offers": lambda w: people.me(
        replace(w.own(*(ApplicationState.OFFERED,) * 7), open=(), ask_about_standing=())
    ),
    "people.places": lambda w: people.places(w.own(*(ApplicationState.OFFERED,) * 9), 1),
    "people.places of nobody": lambda _: people.places(people.Own(None, (), (), (), (), NOW), 3),
    "pauses.until_when": lambda w: pauses.until_when(w.name, NOW.date()),
    "pauses.until_when of nobody who meets": lambda w: pauses.until_when(w.name, grief=True),
    "pauses.day_form": lambda _: pauses.day_form(),
    "pauses.paused": lambda w: pauses.paused(NOW, w.names[:2], w.name),
    "pauses.paused alone": lambda w: pauses.paused(NOW, (), w.name),
    "pauses.told": lambda _: pauses.told(),
    "pauses.partner_paused": lambda w: pauses.partner_paused(w.name, w.name, NOW),
    "pauses.over": lambda w: pauses.over(w.name, ((w.title, w.session),) * 3),
    "people.resumed": lambda _: people.resumed(),
    "people.help_": lambda w: people.help_(people.Next((("freeze-dates", w.title),) * 9, w.program.contact)),
    "refusals.refusal": lambda w: refusals.refusal(Refusal(Why.BAD_DATE, typed=w.letter * 80)),
    "refusals.refusal of a form": lambda w: refusals.refusal(Refusal(Why.UNKNOWN_ZONE, zone=w.letter * 60), ("signup-more", (9_999_999,))),
    "refusals.refusal that asks back": lambda w: refusals.refusal(
        Refusal(Why.WHICH_CLOCK, zone=w.letter * 60, choices=[letter * 44 for letter in "VWXYZ"], count=5),
        ("signup-more", (9_999_999,)),
        ("signup-place", (9_999_999,)),
    ),
    "refusals.refusal that asks back about one": lambda w: refusals.refusal(
        Refusal(Why.WHICH_CLOCK, zone=w.letter * 60, choices=("Chełm, Poland",), count=1), None, ("enter-place", (9_999_999, 2**63 - 1))
    ),
    "people.clock_form": lambda w: people.clock_form(w.person, w.program),
    "people.town_form": lambda w: people.town_form(replace(w.person, town=w.town())),
    "people.me of somebody far north": lambda w: people.me(
        people.Own(replace(w.person, zone="Europe/Oslo"), (), (), (), (), NOW, (), w.program, (w.title,))
    ),
    "people.town_saved": lambda w: people.town_saved(replace(w.own(), person=replace(w.person, zone="UTC", town=w.town()))),
    "people.town_saved of nowhere": lambda w: people.town_saved(w.own()),
    "refusals.fault": lambda _: refusals.fault("a1b2c3"),
    "refusals.slow": lambda _: refusals.slow(form=False),
    "refusals.slow form": lambda _: refusals.slow(form=True),
    "facilitators.changed": lambda w: facilitators.changed(w.lead(leads=True)),
    "facilitators.changed and leads no more": lambda w: facilitators.changed(w.lead(leads=False)),
    "facilitators.appointed": lambda w: facilitators.appointed(w.cohort, w.program, w.name),
    "facilitators.removed": lambda w: facilitators.removed(w.cohort, w.program, w.name),
    "setups.page about": lambda w: setups.page(w.setup_page(Step.ABOUT)),
    "setups.page about nothing yet": lambda w: setups.page(w.setup_page(Step.ABOUT, answered=False)),
    "setups.page places": lambda w: setups.page(w.setup_page(Step.PLACES)),
    "setups.page clock": lambda w: setups.page(w.setup_page(Step.CLOCK)),
    "setups.page of all": lambda w: setups.page(w.setup_page(Step.CHECK)),
    "setups.page of all that stands": lambda w: setups.page(w.setup_page(Step.CHECK, changed=False)),
    "setups.page of nothing yet": lambda w: setups.page(w.setup_page(Step.CHECK, answered=False)),
    "setups.about_form": lambda w: setups.about_form(w.setup(), Sight(w.letter * 100, RoleId(1)), w.name),
    "setups.about_form of a new server": lambda w: setups.about_form(SetupAnswers(), Sight(w.letter * 100, RoleId(1)), w.name),
    "setups.places_form": lambda w: setups.places_form(w.setup(), Sight("", RoleId(1), frozenset({RoleId(SNOWFLAKE)}))),
    "setups.clock_form": lambda w: setups.clock_form(w.setup()),
    "setups.tested": lambda w: setups.tested(w.setup(), ()),
    "setups.tested where I may not write": lambda w: setups.tested(w.setup(), tuple(Lack)),
    "setups.test": lambda w: setups.test(w.program),
    "report.overview": lambda w: report.overview(report.Overview(w.program, tuple(w.numbers(n) for n in range(6)), 1, 40)),
    "report.overview of nothing": lambda w: report.overview(report.Overview(w.program, (), 0, 0)),
    "report.report": lambda w: report.report(report.Season(w.program, tuple(w.numbers(n) for n in range(40)), NOW)),
    "report.report of nothing": lambda w: report.report(report.Season(w.program, (), NOW)),
    "report.record": lambda w: report.record(report.Record((w.record(Action.APPOINT, "removed"),) * 8, 1, more=True)),
    "report.record of settings": lambda w: report.record(report.Record((w.record(Action.SET_UP, "changed"),) * 4, 0, more=True)),
    "report.record of nothing": lambda _: report.record(report.Record((), 0, more=False)),
    "cohorts.edit_form": lambda w: cohorts.edit_form(w.cohort),
    "cohorts.edited": lambda w: cohorts.edited(w.cohort),
    "programs.set_up": lambda w: programs.set_up(w.program, Sight("", RoleId(0))),
    "questions.ask_form": lambda w: questions.ask_form(w.cohort),
    "questions.ask_form about no cohort": lambda _: questions.ask_form(None),
    "questions.asked": lambda w: questions.asked(w.asked()),
    "questions.post": lambda w: questions.post(w.asked()),
    "questions.answer_form": lambda w: questions.answer_form(w.asked()),
    "questions.answered": lambda w: questions.answered(w.asked()),
    "questions.picked": lambda w: questions.picked(w.asked(), w.staff_answer()),
    "questions.picked that went out": lambda w: questions.picked(w.asked(), w.staff_answer(NOW)),
    "questions.stands": lambda w: questions.stands(w.asked()),
    "questions.letter": lambda w: questions.letter(w.asked(), w.staff_answer(NOW), w.name),
    "questions.letter of nobody any more": lambda w: questions.letter(w.asked(), w.staff_answer(NOW), None),
    "questions.addition": lambda w: questions.addition(w.asked(), w.letter * 1500),
    "questions.begun_anew": lambda w: questions.begun_anew(w.asked(), w.letter * 1500),
    "questions.passed_on": lambda w: questions.passed_on(w.program, w.letter * 4000),
    "questions.enough": lambda w: questions.enough(w.program),
    "questions.no_words": lambda _: questions.no_words(),
    "selection.draft": lambda w: selection.draft(
        selection.Draft(
            w.cohort, tuple(selection.DraftLine(w.application_in(ApplicationState.APPLIED, n), w.name) for n in range(40)), 0, page=1
        )
    ),
    "selection.draft of people who have left or whose standing is open": lambda w: selection.draft(
        selection.Draft(
            w.cohort, tuple(selection.DraftLine(w.application_in(ApplicationState.APPLIED, n), w.name, False, n > 5) for n in range(12)), 0
        )
    ),
    "selection.draft of nobody": lambda w: selection.draft(selection.Draft(w.cohort, (), 0)),
    "selection.preview": lambda w: selection.preview(
        selection.Publication(w.cohort_in(CohortState.OPEN), 24, 99, 99, 24, 2**48 - 1, (w.name,) * 99, 99)
    ),
    **CHOOSING,
    "receipts.receipt": lambda w: receipts.receipt(
        receipts.Receipt(
            w.cohort, 99, 40, 20, 20, 19, ((w.name, f"{Reason.CLOSED.value}: 50007", False),) * 10 + ((w.name, "late", True),) * 10
        )
    ),
    "receipts.receipt of what all arrived": lambda w: receipts.receipt(receipts.Receipt(w.cohort, 99, 99, 9, 0, 0, ())),
    "selection.published": lambda w: selection.published(w.cohort, 99),
    **KEPT,
    **ARRANGED,
    **MEETINGS,
    **PAIRING,
    **APART,
    **PLANNED,
    "sessions.link_form": lambda w: sessions.link_form(w.cohort),
    "sessions.link_saved": lambda w: sessions.link_saved(w.cohort, 24),
    "sessions.link_changed": lambda w: sessions.link_changed(w.cohort, w.session, w.name, None),
    "sessions.link": lambda w: sessions.link(w.session, "https://" + "a" * 490, w.session),
    "sessions.announcement": lambda w: sessions.announcement(
        w.cohort, w.session, sessions.Coming((), (sessions.Word(PersonId(1), w.name, w.letter * 300),) * 3)
    ),
    **{
        f"sessions.announcement of what is called off before {after}": lambda w, after=after: sessions.announcement(
            w.cohort, w.session, sessions.Coming((), ()), after
        )
        for after in sessions.After
    },
    "sessions.reminder": lambda w: sessions.reminder(w.cohort, w.session, w.name, checkins.partner_said(w.name, Answer.MET)),
    "sessions.reminder with the link": lambda w: sessions.reminder(
        w.cohort, w.session, w.name, checkins.partner_said(w.name, Answer.MET), coming=True, address="https://" + "a" * 490
    ),
    "sessions.answered as it begins": lambda w: sessions.answered(w.session, coming=True, address="https://" + "a" * 490),
    "sessions.moved_late": lambda w: sessions.moved_late(w.cohort, w.session, w.name, None, over=True),
    "sessions.moved_late as it goes on": lambda w: sessions.moved_late(w.cohort, w.session, w.name, w.session.starts_at, over=False),
    "sessions.moved": lambda w: sessions.moved(w.cohort, w.session, w.name, w.session.starts_at, (w.title,) * 5),
    **{
        f"sessions.clocks_changed{', to who leads' if leads else ''}": lambda w, leads=leads: sessions.clocks_changed(
            w.cohort, w.name, [replace(w.session, by_clocks=True)] * 24, leads=leads
        )
        for leads in (False, True)
    },
    "sessions.clocks_changed, to who wishes for a place": lambda w: sessions.clocks_changed(
        w.cohort, w.name, [replace(w.session, by_clocks=True)] * 24, leads=False, has_place=False
    ),
    "clocks.window": lambda w: clocks.window(w.cohort, w.name, [(end, w.session.when) for end in ("opens", "closes")]),
    "clocks.date": lambda w: clocks.date(w.name, w.names[:2], w.session.when),
    "sessions.announcement after the clocks changed": lambda w: sessions.announcement(
        w.cohort, replace(w.session, by_clocks=True, announced=True), sessions.Coming((), ())
    ),
    "sessions.prompt_form of a round whose texts are out": lambda w: sessions.prompt_form(w.cohort, 23, "", "", sent=True),
    "sessions.prompt_form": lambda w: sessions.prompt_form(w.cohort, 23, w.letter * 100, w.letter * 800),
    "sessions.prompt_saved of a round that is left out": lambda w: sessions.prompt_saved(w.cohort, 23, unasked=True),
    "sessions.prompt_saved of a round whose texts are out": lambda w: sessions.prompt_saved(w.cohort, 23, sent=True),
    "sessions.prompt_saved": lambda w: sessions.prompt_saved(w.cohort, 23),
    "sessions.prompt_saved with a link": lambda w: sessions.prompt_saved(w.cohort, 23, "Mishneh Torah, Foundations of the Torah 10:1"),
    "sessions.prompt_saved of an unknown text": lambda w: sessions.prompt_saved(w.cohort, 23, "Sanhedrn 37a", sent=True),
    "sessions.prompt_saved of no place": lambda w: sessions.prompt_saved(w.cohort, 23, "Berakhot 5"),
    "sessions.prompt_saved of a place that is not there": lambda w: sessions.prompt_saved(w.cohort, 23, "Genesis 51:1"),
    "signups.first_form": lambda w: signups.first_form(w.cohort, w.answers),
    "signups.second_form": lambda w: signups.second_form(w.cohort, w.person, w.program, w.answers),
    "signups.wishes_form": lambda w: signups.wishes_form(w.cohort, replace(w.answers, wanted=(2**63 - 1,) * 5, never=(2**63 - 1,) * 5)),
    "signups.saved": lambda w: signups.saved(w.cohort, Term()),
    "signups.saved with the whole term": lambda w: signups.saved(w.cohort, Term((w.session,) * 24)),
    **{
        f"signups.applied and {state}": lambda w, state=state: signups.applied(w.signup_in(state))
        for state in (ApplicationState.APPLIED, ApplicationState.OFFERED, ApplicationState.ACCEPTED, ApplicationState.WAITLISTED)
    },
    "signups.received_letter": lambda w: signups.received_letter(w.signup),
    "signups.received_letter to one whose standing is open": lambda w: signups.received_letter(replace(w.signup, in_good_standing=False)),
    "signups.wishes_saved": lambda _: signups.wishes_saved(),
    "signups.withdraw_question": lambda w: signups.withdraw_question(w.cohort, ApplicationState.ACCEPTED),
    "signups.withdrawn": lambda w: signups.withdrawn(w.cohort, ApplicationState.OFFERED),
    **{f"signups.letter {decision}": lambda w, decision=decision: signups.letter(w.signup, decision) for decision in Decision},
    "signups.letter of no place any more": lambda w: signups.letter(replace(w.signup, moves=False), Decision.WAIT),
    "signups.letter that waits for standing": lambda w: signups.letter(replace(w.signup, in_good_standing=False), Decision.WAIT),
    "signups.member_left": lambda w: signups.member_left(w.name, w.cohort, Freed.OFFERED, left_behind(w)),
    "signups.member_left nobody to follow": lambda w: signups.member_left(w.name, w.cohort, Freed.FREE, None),
    "signups.member_left before places are given": lambda w: signups.member_left(w.name, w.cohort, Freed.LATER, None),
    "entering.form": lambda w: entering.form(w.cohort, UserId(SNOWFLAKE), w.name, w.answers),
    "entering.entered": lambda w: entering.entered(w.cohort, w.person),
    "entering.letter": lambda w: entering.letter(w.cohort, w.program, w.person, w.name),
    "terms.form": lambda w: terms.form(w.asks()),
    "terms.saved": lambda w: terms.saved(w.asks()),
    "terms.saved without questions": lambda w: terms.saved(w.cohort),
    "signups.own_form": lambda w: signups.own_form(w.asks(), w.answers),
    "signups.applied but for one form": lambda w: signups.applied(replace(w.signup, cohort=w.asks())),
    "waitlist.offer": lambda w: waitlist.offer(w.signup, NOW),
    "waitlist.offer of what meets while others do": lambda w: waitlist.offer(w.signup, NOW, w.beside(5)),
    "waitlist.offer_reminder": lambda w: waitlist.offer_reminder(w.signup, NOW),
    "waitlist.offer_reminder of what meets while others do": lambda w: waitlist.offer_reminder(w.signup, NOW, w.beside(5)),
    "waitlist.in_words": lambda w: waitlist.in_words([(w.signup, None)]),
    "waitlist.in_words of many": lambda w: waitlist.in_words(
        [(replace(w.signup, cohort=w.cohort_in(CohortState.FORMING, n)), NOW) for n in range(9)]
    ),
    "waitlist.accepted": lambda w: waitlist.accepted(waitlist.Taken(w.signup)),
    "waitlist.accepted what meets while others do": lambda w: waitlist.accepted(waitlist.Taken(w.signup, w.beside(5), w.title)),
    "waitlist.over": lambda w: waitlist.over(w.signup),
    "waitlist.over while others are open": lambda w: waitlist.over(replace(w.signup, elsewhere=True)),
    "waitlist.lapsed": lambda w: waitlist.lapsed(w.signup, True),
    "waitlist.lapsed of whom nobody could ask": lambda w: waitlist.lapsed(w.signup, True, asked=False),
    "waitlist.lapsed and the line is over": lambda w: waitlist.lapsed(w.signup, False),
    "waitlist.back_in_line": lambda w: waitlist.back_in_line(replace(w.signup, place=99)),
    "waitlist.back_in_line and a place is free": lambda w: waitlist.back_in_line(w.signup),
    "waitlist.unreached": lambda w: waitlist.unreached(w.signup),
    "waitlist.settled": lambda w: waitlist.settled(w.signup),
    "waitlist.more_places": lambda w: waitlist.more_places(waitlist.More(w.cohort, 24, w.reach(22), 2**48 - 1)),
    "waitlist.places_raised": lambda w: waitlist.places_raised(w.cohort, 22),
    "windows.closing": lambda w: windows.closing(windows.Closing(w.cohort, CohortState.SELECTING, 500, 500, None, 0)),
    "windows.closing with places": lambda w: windows.closing(windows.Closing(w.cohort, CohortState.FORMING, 24, 9, w.reach(24), 2**48 - 1)),
    "windows.closing where one came first": lambda w: windows.closing(windows.Closing(w.cohort, CohortState.FORMING, 24, 1, None, 0)),
    "windows.closed": lambda w: windows.closed(w.cohort, 500),
    "windows.not_opened": lambda w: windows.not_opened(w.cohort, tuple(Missing)),
    "signups.partner_left": lambda w: signups.partner_left(w.name, w.cohort, w.names[:2]),
    **ROLLS,
}
