"""A program at the limits of what it may hold, as the values that messages are made from."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.cohort.today import Lacking, LeftOpen
from domain.cohort.weeks import FOR_LEADERS, Matter, NewAndStill, Point
from domain.ground.audit import Noted
from domain.ground.days import Finding, Level
from domain.ground.ids import (
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
    UserId,
)
from domain.ground.people import Person, Reminder
from domain.ground.places import Home, Lack, Place, Reader
from domain.ground.quiet import Observance
from domain.ground.rights import Action
from domain.ground.spreadsheets import Fault
from domain.ground.sun import Spot
from domain.ground.times import LocalTime
from domain.ground.towns import Town
from domain.group.series import Clash, Clock, Weighed
from domain.group.sessions import Gap, Material, Odd, Oddity, Session, SessionState, Term
from domain.joining.interests import LONGEST_NEWS, LONGEST_TITLE, Bulletin
from domain.joining.questions import LONGEST_ANSWER, LONGEST_QUESTION, Question, StaffAnswer
from domain.joining.roster import Unread
from domain.joining.signups import SLOTS, Answers, Application, ApplicationState, Decision, Ground
from domain.joining.standing import Standing
from domain.pair.checkins import Cell
from domain.pair.chevruta import Pair, Pairing
from domain.pair.progress import Grid, Line
from domain.program.setups import Part, SetupAnswers, Step, Trouble, missing
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, NoFacts, Reason, Subject
from domain.sending.roles import Flaw
from messages.cohort import cancellations, cohorts, removals, weeks
from messages.ground.places import Advance, Reach
from messages.group import attendance, calendars, series, sessions
from messages.group.series import NewDates, Told
from messages.joining import board as board_words
from messages.joining import questions, signups
from messages.joining.roster import Change
from messages.joining.waitlist import Beside
from messages.own import people
from messages.pair import checkins, chevruta, meeting, progress
from messages.program import facilitators, homes, report, setups
from messages.sending import undelivered  # fmt: skip

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
        self.cohort = self.cohort_in(CohortState.OPEN)
        self.person = Person(PersonId(9_999_999), None, self.name, ZONE, Observance.TWO_DAY, Reminder.HOUR, NOW + timedelta(days=9))
        self.times = tuple(LocalTime(date(2027, 5, 5) + timedelta(days=28 * n), time(13), ZONE) for n in range(sessions))
        self.session = Session(
            SessionId(9_999_999), self.cohort.id, 24, self.times[0], NOW, 90, SessionState.PLANNED, 2, topic=letter * 60,
            because=letter * 200, because_next=letter * 200,
        )  # fmt: skip
        self.term = Term((self.session,) * 24, begun=False)
        self.rounds = tuple(checkins.OwnRound(self.cohort, PairId(9_999_990 + n), 23, NOW, self.names[:2]) for n in range(2))
        self.round = self.rounds[0]
        self.answers = Answers(letter * 1000, letter * 1000, "hospital", letter * 100, tuple(SLOTS), 5, (1, 2), (3,), committed=True)
        self.signup = self.signup_in(ApplicationState.WAITLISTED)

    def cohort_in(self, state: CohortState, number: int = 0) -> Cohort:
        return Cohort(
            CohortId(9_999_990 + number), self.program.id, self.program.server, self.title, self.letter * 60, 24, state, ZONE,
            ChannelId(SNOWFLAKE), RoleId(SNOWFLAKE), "https://zoom.example", NOW, NOW, NOW, NOW,
            aim=self.letter * 100,
        )  # fmt: skip

    def looked(self, flaw: Flaw = Flaw.POWERFUL) -> homes.Look:
        """A home in which the bot may do nothing, that many others read and members do not see, and that is many others' too."""
        home = Home(self.cohort.home, Place(lacks=frozenset(Lack) - {Lack.VIEW}), flaw)
        others = tuple(Reader(SNOWFLAKE, self.letter * 100, person=person) for person in (True, False) for _ in range(9))
        return homes.Look(self.cohort, home, others, True, self.names, (self.letter * 60,) * 9, 2**32 - 1)

    def called_off(self) -> Cohort:
        return replace(self.cohort_in(CohortState.CANCELLED), cancelled_at=NOW, because=self.letter * cancellations.LONGEST_REASON)

    def ending(self) -> cancellations.Ending:
        return cancellations.Ending(
            replace(self.called_off(), state=CohortState.MEETING), 24, 9, 99, 99, 2, (self.session,) * 24, 24, 2**32 - 1
        )  # fmt: skip

    def removal(self) -> removals.Removal:
        who = replace(self.person, user=UserId(SNOWFLAKE))
        return removals.Removal(self.cohort, who, tuple(self.names[:2]), self.name, 99, 2**40, gone=True)

    def reach(self, count: int) -> Reach:
        return Reach((self.name,) * count, NOW, NOW)

    def calendar(self, mark: str) -> calendars.OwnCalendar:
        """24 sessions; with the address of that mark, and with "0" without one."""
        address = None if mark == "0" else f"https://{'a' * 200}/calendar/9999999-{'b' * 43}.ics"
        return calendars.OwnCalendar((calendars.Entry(self.cohort, self.session),) * 24, "c" * 16, NOW, calendars.Feed(address, mark))

    def asks(self) -> Cohort:
        return replace(self.cohort, questions=(self.letter * 100, self.letter * 99 + "2", self.letter * 99 + "3"))

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
        return signups.Signup(self.cohort, self.program, self.person, self.application_in(state), self.term, now=NOW)

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

    def beside(self, many: int) -> tuple[Beside, ...]:
        """So many cohorts that meet at the same hours, the first of them offered."""
        return tuple(Beside(self.cohort_in(CohortState.OPEN, n), offered=n == 1) for n in range(1, many + 1))

    def series(self, *, every: int = 1, clocks: int = 20) -> series.Series:
        worst = (Finding(Level.BLOCK, "rosh-hashanah-2"), Finding(Level.LIGHT, "clergy-season"))
        others = tuple(Weighed(LocalTime(date(2027, 5, 20 + n), time(13), ZONE), worst[1:], 12, (24,)) for n in range(3))
        dates = [
            Clash(when, worst, 12, (12, 24), others, night=True, asleep=24, sought=True) if n % every == 0 else Clash(when)
            for n, when in enumerate(self.times)
        ]
        elsewhere = {when: time(12) for when in self.times[1:2]}
        return series.Series(
            self.cohort, tuple(dates), tuple(range(1, len(dates) + 1)), tuple(Clock(ZONE, 24, time(13), elsewhere) for _ in range(clocks)),
            frozenset(self.times[1:2]), {self.times[0]: ((self.title, 24),) * 2}, 24, frozenset(self.times), 99, 2**48 - 1, again=True,
        )  # fmt: skip

    def change(self, other: LocalTime | None) -> sessions.Change:
        slips = tuple(Odd(what, self.session) for what in Oddity) if other else ()
        clash = self.series().dates[0] if other else None
        return sessions.Change(
            self.cohort, self.session, other, clash, 24, Told(8, 8, 8, 8), slips, other and other.time, ((self.title, 24),) * 2
        )

    def detailed(self) -> Session:
        materials = (Material(self.letter * 40, f"https://{'a' * 192}"),) * 4
        return replace(
            self.session, topic=self.letter * 80, teacher=self.letter * 80, host=self.letter * 80, materials=materials, announced=True
        )

    def new_dates(self, state: ApplicationState) -> NewDates:
        ahead = [replace(self.session, id=SessionId(n), number=n, when=when) for n, when in enumerate(self.times, start=1)]
        moved = {one.id: NOW for one in ahead[1:]}
        return NewDates(
            self.cohort, self.name, state, tuple(ahead), moved, frozenset({SessionId(1)}), (NOW,) * 8, (self.title,) * 5,
            ((self.session, NOW),) * 2, ((23, self.letter * 200),) * 8,
        )  # fmt: skip

    def moment_of_the_season(self) -> cohorts.TimelineLine:
        clocks = tuple(cohorts.ClockLine(NOW + timedelta(days=n), "ComodRivadavia", 4) for n in range(6))
        return cohorts.TimelineLine(NOW, "nudge", 23, 24, DeliveryState.UNCERTAIN, cohorts.Audience.FACILITATORS, clocks)

    def came(self) -> attendance.Came:
        many = len(self.names) // 2
        return attendance.Came(
            self.cohort, replace(self.session, noted_at=NOW), self.names[:many], self.names[many:-2], self.names[-2:], attendance.Notes.LOST
        )

    def today(self) -> cohorts.Today:
        rows = tuple(self.names[n : n + 2] for n in range(0, len(self.names) - 1, 2))
        cells = (Cell.HELP, Cell.NOT_THIS_MONTH, Cell.DATE, Cell.MET, Cell.QUIET, Cell.AHEAD, Cell.AHEAD)
        return cohorts.Today(
            self.cohort, NOW, 12, 12, 24, 23, tuple(cohorts.Quiet(pair) for pair in rows), rows[:2], tuple((pair, cells) for pair in rows),
            self.lost(3, titles=False), self.names[:2], lacks_link=True, lacks_prompt=23, gone=self.names[2:4],
            both=((self.name, self.title),) * 9,
            loose=cohorts.LooseEnds(
                {PairId(n): pair for n, pair in enumerate(rows)}, {PersonId(1): self.name}, {PersonId(2): self.name},
                Lacking(SessionId(9_999_999), 23, NOW, (Gap.TOPIC, Gap.HOST)), 22, {PairId(n): pair for n, pair in enumerate(rows[:2])},
                None, tuple((LeftOpen(23, PairId(n)), pair) for n, pair in enumerate(rows)),
            ),
        )  # fmt: skip

    def partners(self) -> list[meeting.Partner]:
        return [meeting.Partner(name, UserId(SNOWFLAKE)) for name in self.names[:2]]

    def week(self, cohorts_: int, *, leads: bool = True) -> list[weeks.Of]:
        """So many cohorts in which everything may want a look, half of it since last week."""
        people = tuple(
            Point(f"{matter}/{n}", matter, self.names[n : n + 2], 23)
            for matter in (Matter.UNSETTLED, Matter.QUIET, Matter.HELP, Matter.OVER)
            for n in range(0, len(self.names) - 1, 2)
            if leads or matter not in FOR_LEADERS
        )
        alone = tuple(Point(f"{matter}/{n}", matter, (self.name,)) for matter in (Matter.UNPAIRED, Matter.ALONE) for n in range(4))
        rest = (
            *(Point(f"lost/{n}", Matter.LOST) for n in range(5)), Point("link", Matter.LINK), Point("text", Matter.TEXT, number=23),
            Point("lacks", Matter.LACKS, number=23, at=NOW, gaps=(Gap.TOPIC, Gap.HOST)),
        )  # fmt: skip
        said = (*rest, *alone, *people)
        told = NewAndStill((*rest, *said[len(rest) :: 2]), said[len(rest) + 1 :: 2])
        return [weeks.Of(replace(self.cohort, id=CohortId(self.cohort.id - n)), told) for n in range(cohorts_)]

    def board(self, state: CohortState, *mine: ApplicationState) -> board_words.Board:
        each = [*mine, *[None] * board_words.PAGE][: board_words.PAGE]
        shown = tuple(board_words.BoardLine(self.cohort_in(state, n), self.names[:2], self.term, one) for n, one in enumerate(each))
        return board_words.Board(self.program, shown, 1, 9)

    def lost(self, many: int, *, titles: bool = True) -> undelivered.Losses:
        refused = Reason.REFUSED.value
        why = (f"{Reason.CLOSED.value}: 50007", f"{refused}: 50013 Missing", f"{refused}: 50035 {self.letter * 90}")
        shown = tuple(
            undelivered.Lost(
                f"{n:a>20}", "session-cancelled", self.name if n % 2 else None, NOW, n % 2 == 0, why[n % 3], self.cohort.id,
                self.title if titles else None, ChannelId(SNOWFLAKE),
            )
            for n in range(min(many, undelivered.MOST_SHOWN))
        )  # fmt: skip
        alike = (
            "session-cancelled", "standing-waits", "role-back", "called-off-lead", "publish-receipt", "session-moved", "question-answered",
            "facilitator-removed", "word",
        )  # fmt: skip
        kinds = tuple(undelivered.Kind(message, many, many) for message in alike)
        return undelivered.Losses(shown, kinds)

    def delivery(self) -> Delivery:
        return Delivery(
            DeliveryId("a" * 20), "key", Kind.DM, Subject.LETTER, Class.LETTER, Direction.LATER, DeliveryState.SENT, self.program.id,
            self.cohort.id, self.person.id, None, NoFacts(), NOW, NOW, NOW, NOW, settled_at=NOW,
        )  # fmt: skip

    def unread(self) -> tuple[Fault[Unread], ...]:
        return tuple(Fault(9_000 + n, why, self.letter * 80, (9_999,) * 5, 9_999) for n, why in enumerate((*Unread, *Unread)))

    def changes(self) -> tuple[Change, ...]:
        return tuple(
            Change(9_000 + n, name, self.person.user, was, Standing(True, NOW))
            for n, was in enumerate((None, Standing(True, NOW), Standing(False)) * 8)
            for name in (self.name, str(self.person.user))
        )

    def advance(self, many: int) -> Advance:
        """So many who have their turn, for all there is."""
        to = (ApplicationState.ACCEPTED, ApplicationState.OFFERED, ApplicationState.WAITLISTED)
        return Advance(tuple((self.name, self.title, to[n % 3]) for n in range(many)), NOW, NOW, 2**48 - 1)

    def town(self) -> Town:
        """Where somebody is, by the longest name that they may type."""
        return Town(self.letter * 60, Spot(0, 0), "UTC", evenings=True)

    def own(self, *wished: ApplicationState) -> people.Own:
        return people.Own(
            self.person, tuple(people.Place(self.cohort_in(CohortState.MEETING, n), self.session, self.names[:2]) for n in range(2)),
            tuple(
                (replace(self.application_in(state), cohort=CohortId(9_999_900 + n)), self.title)
                for n, state in enumerate(wished or (ApplicationState.WAITLISTED, ApplicationState.OFFERED))
            ),
            self.rounds, ((self.delivery(), self.title),) * 3, NOW,
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
        return setups.Page(step, answers, missing(answers), troubles, lacks, answered, changed, 2**32 - 1, ((self.title, ZONE),) * 9)

    def numbers(self, number: int = 0) -> report.Numbers:
        cells = dict.fromkeys((cell for cell in Cell if cell is not Cell.OTHERS), 12)
        rounds = tuple(report.RoundNumbers(n, n == 23, cells, cells) for n in range(1, 24))
        came = dict.fromkeys(ApplicationState, 500)
        return report.Numbers(self.cohort_in(CohortState.SELECTING, number), came, 24, 12, 12, 12, 72, rounds, NOW)

    def progress(self, *, begun: int) -> progress.Progress:
        kinds = (Cell.MET, Cell.NOT_THIS_MONTH, Cell.HELP, Cell.QUIET, Cell.DATE)
        cells = tuple(kinds[n % len(kinds)] for n in range(begun)) + (Cell.AHEAD,) * (23 - begun)
        lines = (Line((self.person.id,) * 3, cells),) * progress.PAGE
        grid = Grid(tuple(range(1, 24)), begun, begun or None, lines)
        return progress.Progress(self.cohort, grid, (self.names[:3],) * progress.PAGE, 1, progress.PAGE, 24)

    def record(self, act: Action, what: str) -> report.RecordLine:
        facts = {"what": what, "number": 24, "count": 500, "settings": ",".join(Part)}
        made = Noted(self.program.id, self.cohort.id, self.person.id, act.value, facts, NOW)
        return report.RecordLine(made, self.name, self.title, self.name)

    def lead(self, *, leads: bool) -> facilitators.Lead:
        return facilitators.Lead(self.cohort, self.name, self.names[:2], leads)
