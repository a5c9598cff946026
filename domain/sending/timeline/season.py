"""What a cohort's plan is made from: the season as it stands, and the two shapes that most of it has."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ApplicationId, PairId, PersonId, SessionId
from domain.ground.own_days import NO_DAYS, OwnDays
from domain.ground.people import Reminder
from domain.ground.quiet import Besides, ChannelQuiet, PersonQuiet
from domain.ground.values import Value
from domain.group.covenant import Covenant
from domain.group.curriculum import Host
from domain.group.sessions import Session
from domain.joining.signups import ApplicationState
from domain.pair.apart import Alone, Ask, without
from domain.sending.deliveries import Class, Direction, Facts, Kind, Planned, Subject
from domain.sending.facts import OfEvent
from domain.sending.gate import plan as moment


class Member(Value):
    """A member as the plan sees them."""

    person: PersonId
    quiet: PersonQuiet
    reminder: Reminder = Reminder.DAY
    chosen_at: datetime | None = None  # when they chose that reminder
    since: datetime | None = None  # when they took their place
    paused_until: datetime | None = None


class Letter(Value):
    """Where an application stands since it was decided on, and who is to be told."""

    application: ApplicationId
    person: PersonId
    quiet: PersonQuiet
    state: ApplicationState
    at: datetime
    offers: int = 0
    asked: bool = False  # offered a place since they applied: their own answer, or the end of it, says what became of that
    besides: frozenset[PersonQuiet] = frozenset()  # in whose sacred time no offer ends either

    @property
    def hours(self) -> Besides:
        """The open hours by which the time of an offer is counted."""
        return Besides(self.quiet, self.besides)


class PairPlan(Value):
    """A published chevruta."""

    id: PairId
    members: tuple[PersonId, ...]
    published_at: datetime
    since: datetime | None = None  # formed while the season was under way
    until: datetime | None = None  # ended while it was


class Words(Value):
    """A member's words to the group about a session: when they were last given or taken back; `whole`: its post has room for them."""

    session: SessionId
    person: PersonId
    at: datetime
    whole: bool = True


class Date(Value):
    """A date that a pair has set for its study, and somebody who is reminded of it, if they are of that pair."""

    pair: PairId
    round: int
    at: datetime
    person: PersonId


class Season(Value):
    """All that the plan is made from: the cohort as it stands."""

    cohort: Cohort
    members: tuple[Member, ...] = ()
    facilitators: tuple[Member, ...] = ()
    sessions: tuple[Session, ...] = ()
    pairs: tuple[PairPlan, ...] = ()
    ended: tuple[PairPlan, ...] = ()  # that stand no more, while at least two of them have a place
    letters: tuple[Letter, ...] = ()
    answered: frozenset[tuple[PairId, int]] = frozenset()
    declined: frozenset[tuple[int, PersonId]] = frozenset()  # (session, person) who said they cannot come
    words: tuple[Words, ...] = ()
    dates: tuple[Date, ...] = ()
    unpaired: tuple[tuple[PersonId, datetime], ...] = ()  # who is in no pair since the others are, and since when
    own: OwnDays = NO_DAYS  # the days on which the program holds back
    late: frozenset[tuple[PairId, PersonId]] = frozenset()  # who was placed there as soon as they came, while the season ran
    alone: tuple[Alone, ...] = ()  # who has no partner, as far as that was settled
    asks: tuple[Ask, ...] = ()  # pairs that are asked whether somebody may join them
    events: tuple[OfEvent, ...] = ()  # what was done about sessions' native events
    covenant: Covenant = Covenant()
    published_at: datetime | None = None  # since when all can read the curriculum
    hosts: tuple[Host, ...] = ()

    @property
    def unsettled(self) -> bool:
        """True while somebody has lost a partner or found one, or a pair that is asked is none any more, and nothing followed yet."""
        if self.cohort.state is not CohortState.MEETING or self.cohort.started_at is None:
            return False
        here = {member.person for member in self.members}
        groups = {pair.id: tuple(one for one in pair.members if one in here) for pair in self.pairs}
        asked = any(len(groups.get(ask.pair, ())) != 2 for ask in self.asks)
        return asked or without(here, groups.values()) != frozenset(one.person for one in self.alone)


class Home(Value):
    """Where the cohort meets: what is posted there waits for what is sacred to any of its members."""

    cohort: Cohort
    quiet: ChannelQuiet
    own: OwnDays


def home(season: Season) -> Home:
    """The home of the whole group."""
    return Home(season.cohort, ChannelQuiet(season.cohort.zone, frozenset(member.quiet for member in season.members)), season.own)


def direct(
    season: Season, key: str, message: Subject, facts: Facts, member: Member, ideal: datetime, until: datetime, class_: Class,
    direction: Direction = Direction.LATER,
) -> Planned:  # fmt: skip
    """A direct message, at the first moment from its ideal one that is not quiet for that person."""
    due = moment(ideal, direction, member.quiet, class_, Kind.DM, member.quiet.zone, season.own)
    return Planned(key, Kind.DM, message, ideal, due, until, class_, direction, person=member.person, facts=facts)


def post(
    home: Home, key: str, kind: Kind, message: Subject, facts: Facts, ideal: datetime, until: datetime, target: str | None = None
) -> Planned:
    """What is done in the cohort's home; `target`: the key of the post that it corrects."""
    due = moment(ideal, Direction.LATER, home.quiet, Class.NOTICE, kind, home.cohort.zone, home.own)
    return Planned(key, kind, message, ideal, due, until, Class.NOTICE, channel=home.cohort.home, facts=facts, target=target)
