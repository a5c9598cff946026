"""Everything that the bot can say or ask, made from the longest facts that it takes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from domain.audit import Act
from domain.checkins import Cell
from domain.chevruta import Pair, Pairing
from domain.cohorts import Cohort, Missing, Program, State
from domain.days import Finding, Level
from domain.deliveries import Class, Delivery, Direction, Kind, Reason
from domain.deliveries import State as Sent
from domain.ids import (
    AnswerId,
    ApplicationId,
    BulletinId,
    ChannelId,
    CohortId,
    DeliveryId,
    MessageId,
    PairId,
    PersonId,
    ProgramId,
    QuestionId,
    RoleId,
    ServerId,
    SessionId,
)
from domain.interests import LONGEST_NEWS, LONGEST_TITLE, Bulletin
from domain.people import Person, Reminder
from domain.questions import LONGEST_ANSWER, LONGEST_QUESTION, Question, StaffAnswer
from domain.quiet import Observance
from domain.refusal import Refusal, Why
from domain.rights import Action
from domain.roster import Fault, Unread
from domain.series import Clash
from domain.sessions import Session, SessionState
from domain.setups import Answers as SetupAnswers
from domain.setups import Lack, Part, Sight, Step, Trouble, missing
from domain.signups import SLOTS, Answers, Application, ApplicationState, Decision, Ground
from domain.standing import Standing
from domain.times import LocalTime
from domain.words import Answer
from messages import (
    checkins,
    chevruta,
    cohorts,
    facilitators,
    interests,
    people,
    programs,
    questions,
    selection,
    sessions,
    setups,
    signups,
    standing,
    waitlist,
)  # fmt: skip
from messages.values import Form, Message
from tests.messages.choosing import CHOOSING

NOW: Final = datetime(2026, 10, 13, 17, 0, tzinfo=UTC)
SNOWFLAKE: Final = 1_499_999_999_999_999_999
ZONE: Final = "America/Argentina/ComodRivadavia"  # the longest name there is


class World:
    """A program at the limits of what it may hold; every letter that a person typed is `letter`."""

    def __init__(self, letter: str, members: int = 14, sessions: int = 8) -> None:
        self.letter = letter
        self.name = letter * 32  # what Discord lets a person call themselves
        self.names = tuple(f"{letter * 30}{n:02}" for n in range(members))
        self.title = letter * 60
        self.program = Program(
            ProgramId(9_999_999), ServerId(SNOWFLAKE), letter * 80, ZONE, RoleId(SNOWFLAKE), ChannelId(SNOWFLAKE), ChannelId(SNOWFLAKE),
            letter * 120, f"https://{'a' * 190}.example", f"https://{'b' * 190}.example", Observance.TWO_DAY,
        )  # fmt: skip
        self.cohort = self.cohort_in(State.OPEN)
        self.person = Person(PersonId(9_999_999), None, self.name, ZONE, Observance.TWO_DAY, Reminder.HOUR, NOW + timedelta(days=9))
        self.times = tuple(LocalTime(date(2027, 5, 5) + timedelta(days=28 * n), time(13), ZONE) for n in range(sessions))
        self.session = Session(
            SessionId(9_999_999), self.cohort.id, 24, self.times[0], NOW, 90, SessionState.PLANNED, 2, topic=letter * 60
        )  # fmt: skip
        self.rounds = tuple(checkins.Round(self.cohort, PairId(9_999_990 + n), 23, NOW, self.names[:2]) for n in range(2))
        self.round = self.rounds[0]
        self.answers = Answers(letter * 1000, letter * 1000, "hospital", letter * 100, tuple(SLOTS), 5, (1, 2), (3,), committed=True)
        self.signup = self.signup_in(ApplicationState.WAITLISTED)

    def cohort_in(self, state: State, number: int = 0) -> Cohort:
        return Cohort(
            CohortId(9_999_990 + number), self.program.id, self.program.server, self.title, self.letter * 60, 24, state, ZONE,
            ChannelId(SNOWFLAKE), RoleId(SNOWFLAKE), "https://zoom.example", NOW, NOW, NOW, NOW,
            aim=self.letter * 100,
        )  # fmt: skip

    def application_in(self, state: ApplicationState, number: int = 0) -> Application:
        grounds = (Ground.TURNED_AWAY_BEFORE, Ground.ADDS_SETTING, Ground.ADDS_ZONE)
        return Application(
            ApplicationId(9_999_000 + number),
            self.cohort.id,
            self.person.id,
            state,
            self.answers,
            NOW,
            NOW,
            Decision.WAIT,
            NOW,
            99,
            grounds,
        )

    def signup_in(self, state: ApplicationState) -> signups.Signup:
        return signups.Signup(self.cohort, self.program, self.person, self.application_in(state))

    def pairs(self, *, published: bool) -> chevruta.PairsView:
        ids = [PersonId(9_999_000 + n) for n in range(len(self.names))]
        groups = [tuple(ids[n : n + 2]) for n in range(0, len(ids) - 1, 2)]
        if len(ids) % 2:
            groups[-1] = (*groups[-1], ids[-1])
        reasons = (
            ("wish", ""),
            ("shared-hours", "12"),
            ("far-zones", "6.5"),
            ("different-settings", ""),
            ("new-to-each-other", ""),
            ("trio", "3"),
        )
        made = tuple(Pair(PairId(n), self.cohort.id, n, group, reasons, None) for n, group in enumerate(groups))
        pairing = Pairing(9_999_999, self.cohort.id, "draft", 2**53 - 1, made)
        return chevruta.PairsView(self.cohort, pairing, dict(zip(ids, self.names, strict=True)), self.names[:1], published)

    def series(self, *, frozen: bool, every: int = 1) -> sessions.Series:
        worst = (Finding(Level.BLOCK, "rosh-hashanah-2"), Finding(Level.LIGHT, "clergy-season"))
        others = tuple(LocalTime(date(2027, 5, 20 + n), time(13), ZONE) for n in range(3))
        clashes = tuple(Clash(when, worst, 12, others) if n % every == 0 else None for n, when in enumerate(self.times))
        return sessions.Series(self.cohort, self.times, clashes, frozenset(self.times[1:2]), 24, frozen)

    def change(self, other: LocalTime | None) -> sessions.Change:
        series = self.series(frozen=True)
        return sessions.Change(self.cohort, self.session, other, series.clashes[0] if other else None, 24, 24)

    def today(self) -> cohorts.Today:
        rows = tuple(self.names[n : n + 2] for n in range(0, len(self.names) - 1, 2))
        cells = (Cell.HELP, Cell.NOT_THIS_MONTH, Cell.DATE, Cell.MET, Cell.QUIET, Cell.AHEAD, Cell.AHEAD)
        return cohorts.Today(
            self.cohort, NOW, 12, 12, 24, 23, tuple(cohorts.Quiet(pair) for pair in rows), rows[:2], tuple((pair, cells) for pair in rows),
            self.lost(3), self.names[:2], lacks_link=True, lacks_prompt=True,
        )  # fmt: skip

    def lost(self, many: int) -> tuple[cohorts.Lost, ...]:
        return tuple(
            cohorts.Lost(f"{n:a>20}", "session-cancelled", self.name, NOW, n % 2 == 0, f"{Reason.CLOSED.value}: 50007") for n in range(many)
        )

    def delivery(self) -> Delivery:
        return Delivery(
            DeliveryId("a" * 20), "key", Kind.DM, "letter", Class.LETTER, Direction.LATER, Sent.SENT, self.program.id, self.cohort.id,
            self.person.id, None, {}, NOW, NOW, NOW, NOW, settled_at=NOW,
        )  # fmt: skip

    def unread(self) -> tuple[Fault, ...]:
        return tuple(Fault(9_000 + n, why, self.letter * 80, (9_999,) * 5) for n, why in enumerate((*Unread, *Unread)))

    def own(self) -> people.Own:
        return people.Own(
            self.person, tuple((self.cohort_in(State.MEETING, n), self.session, self.names[:2]) for n in range(2)),
            ((self.application_in(ApplicationState.WAITLISTED), self.title),), self.rounds, (self.delivery(),) * 3, NOW,
            (self.program.contact,), self.program, (self.letter * 60,) * 9, reads_news=True,
        )  # fmt: skip

    def asked(self) -> questions.Asked:
        question = Question(QuestionId(9_999_999), self.program.id, self.cohort.id, self.person.id, self.letter * LONGEST_QUESTION, NOW)
        return questions.Asked(question, self.program, self.cohort, self.name, self.names[:2])

    def staff_answer(self, sent: datetime | None = None) -> StaffAnswer:
        words = self.letter * LONGEST_ANSWER
        return StaffAnswer(AnswerId(9_999_999), QuestionId(9_999_999), self.person.id, words, MessageId(SNOWFLAKE), NOW, sent)

    def bulletin(self) -> Bulletin:
        title, words = self.letter * LONGEST_TITLE, self.letter * LONGEST_NEWS
        return Bulletin(BulletinId(9_999_999), self.program.id, self.person.id, title, words, NOW, None)

    def setup(self) -> SetupAnswers:
        long = f"https://{'a' * 490}"
        role, channel = RoleId(SNOWFLAKE), ChannelId(SNOWFLAKE)
        return SetupAnswers(self.letter * 80, self.letter * 120, long, long, role, channel, channel, ZONE, Observance.TWO_DAY.value)

    def setup_page(self, step: Step, *, answered: bool = True, changed: bool = True) -> setups.Page:
        answers = self.setup() if answered else SetupAnswers()
        troubles = (Trouble.NO_ROLE, Trouble.NO_SIGNUPS, Trouble.STAFF_OPEN) if answered and changed else ()
        lacks = {Part.STAFF: tuple(Lack), Part.SIGNUPS: tuple(Lack)} if answered else {}
        return setups.Page(step, answers, missing(answers), troubles, lacks, answered, changed, 2**32 - 1)

    def numbers(self, number: int = 0) -> programs.Numbers:
        cells = dict.fromkeys(Cell, 12)
        rounds = tuple(programs.RoundNumbers(n, n == 23, cells) for n in range(1, 24))
        came = dict.fromkeys(ApplicationState, 500)
        return programs.Numbers(self.cohort_in(State.SELECTING, number), came, 24, 12, 12, 12, 72, rounds, NOW)

    def record(self, act: Action, what: str) -> programs.RecordLine:
        facts = {"what": what, "number": 24, "count": 500, "settings": ",".join(Part)}
        made = Act(self.program.id, self.cohort.id, self.person.id, act.value, facts, NOW)
        return programs.RecordLine(made, self.name, self.title, self.name)

    def lead(self, *, leads: bool) -> facilitators.Lead:
        return facilitators.Lead(self.cohort, self.name, self.names[:2], leads)


Made = Callable[[World], Message | Form]
EVERYTHING: Final[dict[str, Made]] = {
    "checkins.prompt": lambda w: checkins.prompt(w.round, w.name, w.letter * 100, w.letter * 800),
    "checkins.prompt of our own": lambda w: checkins.prompt(w.round, w.name, None, None),
    "checkins.nudge": lambda w: checkins.nudge(w.round, w.name),
    **{
        f"checkins.answered {answer}": lambda w, answer=answer: checkins.answered(w.round, answer, NOW, (NOW, NOW, NOW))
        for answer in Answer
    },
    "checkins.answered with a date to come": lambda w: checkins.answered(w.round, Answer.DATE),
    "checkins.answered with no common hour": lambda w: checkins.answered(w.round, Answer.HELP),
    "checkins.change": lambda w: checkins.change(w.round),
    "checkins.date_form": lambda w: checkins.date_form(w.round),
    "checkins.date_reminder": lambda w: checkins.date_reminder(w.name, w.names[:2], NOW),
    "checkins.told_partner": lambda _: checkins.told_partner(),
    "checkins.tells_them_themselves": lambda _: checkins.tells_them_themselves(),
    "checkins.month_off": lambda w: checkins.month_off(w.name, w.name, NOW),
    "checkins.asked_back": lambda w: checkins.asked_back(w.rounds, w.letter * 4000),
    "checkins.nothing_open": lambda w: checkins.nothing_open(w.program.contact),
    "checkins.stranger": lambda _: checkins.stranger(),
    "chevruta.draft": lambda w: chevruta.draft(w.pairs(published=False)),
    "chevruta.draft that is published": lambda w: chevruta.draft(w.pairs(published=True)),
    "chevruta.publish_question": lambda w: chevruta.publish_question(w.pairs(published=False), 24),
    "chevruta.published": lambda w: chevruta.published(w.cohort),
    "chevruta.post": lambda w: chevruta.post(w.cohort, [w.names[n : n + 2] for n in range(0, len(w.names), 2)]),
    "chevruta.told": lambda w: chevruta.told(w.cohort, w.name, w.names[:2]),
    "cohorts.board": lambda w: cohorts.board(
        cohorts.Board(w.program, tuple(cohorts.BoardLine(w.cohort_in(State.OPEN, n), w.names[:2], NOW) for n in range(4)), 1, 9)
    ),
    "cohorts.board with nothing on it": lambda w: cohorts.board(cohorts.Board(w.program, (), 0, 0)),
    "cohorts.board with nothing on it but topics": lambda w: cohorts.board(
        cohorts.Board(w.program, (), 0, 0, tuple(w.cohort_in(State.COMPLETE, n) for n in range(4)))
    ),
    "cohorts.board with nothing open": lambda w: cohorts.board(
        cohorts.Board(w.program, tuple(cohorts.BoardLine(w.cohort_in(State.SELECTING, n), w.names[:2], NOW) for n in range(4)), 1, 9)
    ),
    "cohorts.created": lambda w: cohorts.created(w.cohort, w.names[:2]),
    "cohorts.opened": lambda w: cohorts.opened(w.cohort),
    "cohorts.start_preview": lambda w: cohorts.start_preview(w.cohort, 73, 24),
    "cohorts.started": lambda w: cohorts.started(w.cohort, NOW),
    "cohorts.timeline": lambda w: cohorts.timeline(
        cohorts.Timeline(w.cohort, tuple(cohorts.TimelineLine(NOW, "nudge", 23, 24, Sent.UNCERTAIN) for _ in range(90)), 1)
    ),
    "cohorts.timeline with nothing on it": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, ())),
    "cohorts.today": lambda w: cohorts.today(w.today()),
    "cohorts.undelivered": lambda w: cohorts.undelivered(w.lost(100)),
    "cohorts.undelivered and nothing is": lambda _: cohorts.undelivered(()),
    "cohorts.dismissed": lambda _: cohorts.dismissed(),
    "cohorts.facilitator_word": lambda w: cohorts.facilitator_word(w.cohort, 23, w.today().quiet, NOW),
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
    "people.me of nobody": lambda _: people.me(people.Own(None, (), (), (), (), NOW)),
    "people.me of somebody who has nothing here": lambda w: people.me(people.Own(None, (), (), (), (), NOW, (), w.program)),
    "people.hard_week": lambda w: people.hard_week(w.name),
    "people.paused": lambda w: people.paused(NOW, w.names[:2]),
    "people.pause_told": lambda _: people.pause_told(),
    "people.partner_paused": lambda w: people.partner_paused(w.name, w.name, NOW),
    "people.resumed": lambda _: people.resumed(),
    "people.help_": lambda w: people.help_(people.Next((("freeze-dates", w.title),) * 9, w.program.contact)),
    "people.refusal": lambda w: people.refusal(Refusal(Why.BAD_DATE, typed=w.letter * 80)),
    "people.fault": lambda _: people.fault("a1b2c3"),
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
    "setups.tested": lambda w: setups.tested(w.setup()),
    "setups.test": lambda w: setups.test(w.program),
    "programs.overview": lambda w: programs.overview(programs.Overview(w.program, tuple(w.numbers(n) for n in range(6)), 1, 40)),
    "programs.overview of nothing": lambda w: programs.overview(programs.Overview(w.program, (), 0, 0)),
    "programs.report": lambda w: programs.report(programs.Season(w.program, tuple(w.numbers(n) for n in range(40)), NOW)),
    "programs.report of nothing": lambda w: programs.report(programs.Season(w.program, (), NOW)),
    "programs.record": lambda w: programs.record(programs.Record((w.record(Action.APPOINT, "removed"),) * 8, 1, more=True)),
    "programs.record of settings": lambda w: programs.record(programs.Record((w.record(Action.SET_UP, "changed"),) * 4, 0, more=True)),
    "programs.record of nothing": lambda _: programs.record(programs.Record((), 0, more=False)),
    "cohorts.edit_form": lambda w: cohorts.edit_form(w.cohort),
    "cohorts.edited": lambda w: cohorts.edited(w.cohort),
    "programs.set_up": lambda w: programs.set_up(w.program),
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
    "questions.passed_on": lambda w: questions.passed_on(w.program, w.letter * 4000),
    "questions.enough": lambda w: questions.enough(w.program),
    "questions.no_words": lambda _: questions.no_words(),
    "selection.draft": lambda w: selection.draft(
        selection.Draft(
            w.cohort, tuple(selection.DraftLine(w.application_in(ApplicationState.APPLIED, n), w.name) for n in range(40)), 0, page=1
        )
    ),
    "selection.draft of people whose standing is open": lambda w: selection.draft(
        selection.Draft(
            w.cohort, tuple(selection.DraftLine(w.application_in(ApplicationState.APPLIED, n), w.name, settled=False) for n in range(12)), 0
        )
    ),
    "selection.draft of nobody": lambda w: selection.draft(selection.Draft(w.cohort, (), 0)),
    **CHOOSING,
    "selection.preview": lambda w: selection.preview(selection.Publication(w.cohort, 24, 99, 99, 24, 2**48 - 1)),
    "selection.published": lambda w: selection.published(w.cohort, 99),
    "sessions.series": lambda w: sessions.series(w.series(frozen=False)),
    "sessions.series that is frozen": lambda w: sessions.series(w.series(frozen=True)),
    "sessions.frozen": lambda w: sessions.frozen(w.cohort, 24),
    "sessions.link_form": lambda w: sessions.link_form(w.cohort),
    "sessions.link_saved": lambda w: sessions.link_saved(w.cohort),
    "sessions.link": lambda w: sessions.link(w.session, "https://" + "a" * 490),
    "sessions.announcement": lambda w: sessions.announcement(w.cohort, w.session, sessions.Coming((), ((w.name, w.letter * 300),) * 3)),
    "sessions.announcement of what is called off": lambda w: sessions.announcement(w.cohort, w.session, sessions.Coming((), ()), True),
    "sessions.reminder": lambda w: sessions.reminder(w.cohort, w.session, w.name, checkins.partner_said(w.name, Answer.MET)),
    "sessions.moved": lambda w: sessions.moved(w.cohort, w.session, w.name),
    "sessions.cancelled": lambda w: sessions.cancelled(w.cohort, w.session, w.name),
    "sessions.cannot_form": lambda w: sessions.cannot_form(w.session),
    "sessions.answered": lambda w: sessions.answered(w.session, coming=True),
    "sessions.answered with a no": lambda w: sessions.answered(w.session, coming=False),
    "sessions.change_question": lambda w: sessions.change_question(w.change(w.times[1])),
    "sessions.change_question of what is called off": lambda w: sessions.change_question(w.change(None)),
    "sessions.changed": lambda w: sessions.changed(w.session, 24),
    "sessions.prompt_form": lambda w: sessions.prompt_form(w.cohort, 23, w.letter * 100, w.letter * 800),
    "sessions.prompt_saved": lambda w: sessions.prompt_saved(w.cohort, 23),
    "signups.first_form": lambda w: signups.first_form(w.cohort, w.answers),
    "signups.second_form": lambda w: signups.second_form(w.cohort, w.person, w.program, w.answers),
    "signups.wishes_form": lambda w: signups.wishes_form(w.cohort),
    "signups.saved": lambda w: signups.saved(w.cohort),
    "signups.applied": lambda w: signups.applied(w.signup),
    "signups.received_letter": lambda w: signups.received_letter(w.signup),
    "signups.received_letter to one whose standing is open": lambda w: signups.received_letter(replace(w.signup, settled=False)),
    "signups.wishes_saved": lambda _: signups.wishes_saved(),
    "signups.withdraw_question": lambda w: signups.withdraw_question(w.cohort),
    "signups.withdrawn": lambda w: signups.withdrawn(w.cohort),
    **{f"signups.letter {decision}": lambda w, decision=decision: signups.letter(w.signup, decision) for decision in Decision},
    "signups.member_left": lambda w: signups.member_left(w.name, w.cohort),
    "waitlist.offer": lambda w: waitlist.offer(w.signup, NOW),
    "waitlist.offer_reminder": lambda w: waitlist.offer_reminder(w.signup, NOW),
    "waitlist.accepted": lambda w: waitlist.accepted(w.signup),
    "waitlist.lapsed": lambda w: waitlist.lapsed(w.signup, True),
    "waitlist.lapsed and the line is over": lambda w: waitlist.lapsed(w.signup, False),
    "waitlist.back_in_line": lambda w: waitlist.back_in_line(replace(w.signup, place=99)),
    "waitlist.back_in_line and a place is free": lambda w: waitlist.back_in_line(w.signup),
    "waitlist.unreached": lambda w: waitlist.unreached(w.signup),
    "waitlist.settled": lambda w: waitlist.settled(w.signup),
    "cohorts.not_opened": lambda w: cohorts.not_opened(w.cohort, tuple(Missing)),
    "signups.partner_left": lambda w: signups.partner_left(w.name, w.cohort, w.names[:2]),
    "standing.attested": lambda w: standing.attested(w.program, w.person, Standing(True, NOW)),
    "standing.attested with a no": lambda w: standing.attested(w.program, w.person, Standing(False)),
    "standing.renewals": lambda w: standing.renewals(
        standing.Renewals(w.program, ((w.person, w.title),) * 40, ((w.person, Standing(True, NOW)),) * 40, True, 1)
    ),
    "standing.renewals that end": lambda w: standing.renewals(
        standing.Renewals(w.program, (), ((w.person, Standing(True, NOW)),) * 40, True)
    ),
    "standing.renewals of nobody": lambda w: standing.renewals(standing.Renewals(w.program, (), (), True)),
    "standing.renewals where there is none": lambda w: standing.renewals(standing.Renewals(w.program, ((w.person, w.title),), (), False)),
    "standing.preview": lambda w: standing.preview(standing.Preview(9_999_999, 9_999, 9_999, 9_999, 9_999, w.unread(), 1)),
    "standing.preview of nothing": lambda w: standing.preview(standing.Preview(9_999_999, 0, 0, 1, 0, w.unread()[:1])),
    "standing.importing": lambda _: standing.importing(9_800, 10_000),
    "standing.imported": lambda w: standing.imported(standing.Imported(9_999, 9_999, 9_999, w.unread() * 9)),
}
