"""All queries of one transaction, by noun."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Generic, TypeVar

from sqlalchemy import TableClause, bindparam, delete, select
from sqlalchemy.dialects import sqlite

from storage.cohort.cohorts import CohortQueries
from storage.cohort.ties import TieQueries
from storage.ground.audit import AuditQueries
from storage.ground.leases import LeaseQueries
from storage.group.attendance import AttendanceQueries
from storage.group.covenants import CovenantQueries
from storage.group.curriculum import CurriculumQueries
from storage.group.sessions import SessionQueries
from storage.joining.boards import BoardQueries
from storage.joining.imports import ImportQueries
from storage.joining.interests import InterestQueries
from storage.joining.questions import QuestionQueries
from storage.joining.selection import SelectionQueries
from storage.joining.signups import SignupQueries
from storage.joining.standing import StandingQueries
from storage.link import Link
from storage.own.feeds import FeedQueries
from storage.own.people import PeopleQueries
from storage.own.privacy import PrivacyQueries
from storage.pair.alone import AloneQueries
from storage.pair.checkins import CheckInQueries
from storage.pair.chevruta import ChevrutaQueries
from storage.pair.fits import FitQueries
from storage.pair.reflections import ReflectionQueries
from storage.pair.replies import ReplyQueries
from storage.pair.texts import TextQueries
from storage.pair.times import TimeQueries
from storage.process_tables import handled, house
from storage.program.absences import AbsenceQueries
from storage.program.dates import DateQueries
from storage.program.programs import ProgramQueries
from storage.program.setups import SetupQueries
from storage.sending.attempts import AttemptQueries
from storage.sending.deliveries import DeliveryQueries
from storage.sending.jobs import JobQueries
from storage.sending.lost import LostQueries
from storage.sending.roles import RoleQueries
from storage.sending.turns import TurnQueries

Q = TypeVar("Q")


_FACT = select(house.c.value).where(house.c.name == bindparam("fact"))


@cache  # one for each dialect: it runs for every act
def _handling(insert: Callable[[TableClause], sqlite.Insert]) -> sqlite.Insert:
    new = insert(handled).values(id=bindparam("snowflake"), at=bindparam("now", type_=handled.c.at.type))
    return new.on_conflict_do_nothing(index_elements=["id"])


class _Noun(Generic[Q]):
    """The queries of one noun, made when they are first asked for: a read needs two or three of them."""

    def __init__(self, queries: Callable[[Link], Q]) -> None:
        self._queries = queries
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, db: "Db", owner: type) -> Q:
        made = self._queries(db.link)
        db.__dict__[self._name] = made  # which is found before this the next time
        return made


class Db:
    """One open transaction, or one consistent read."""

    people = _Noun(PeopleQueries)
    programs = _Noun(ProgramQueries)
    setups = _Noun(SetupQueries)
    dates = _Noun(DateQueries)
    cohorts = _Noun(CohortQueries)
    ties = _Noun(TieQueries)
    signups = _Noun(SignupQueries)
    selection = _Noun(SelectionQueries)
    standing = _Noun(StandingQueries)
    imports = _Noun(ImportQueries)
    sessions = _Noun(SessionQueries)
    covenants = _Noun(CovenantQueries)
    attendance = _Noun(AttendanceQueries)
    curriculum = _Noun(CurriculumQueries)
    chevruta = _Noun(ChevrutaQueries)
    alone = _Noun(AloneQueries)
    fits = _Noun(FitQueries)
    checkins = _Noun(CheckInQueries)
    replies = _Noun(ReplyQueries)
    texts = _Noun(TextQueries)
    reflections = _Noun(ReflectionQueries)
    times = _Noun(TimeQueries)
    deliveries = _Noun(DeliveryQueries)
    attempts = _Noun(AttemptQueries)
    lost = _Noun(LostQueries)
    turns = _Noun(TurnQueries)
    jobs = _Noun(JobQueries)
    audit = _Noun(AuditQueries)
    questions = _Noun(QuestionQueries)
    interests = _Noun(InterestQueries)
    boards = _Noun(BoardQueries)
    absences = _Noun(AbsenceQueries)
    roles = _Noun(RoleQueries)
    privacy = _Noun(PrivacyQueries)
    feeds = _Noun(FeedQueries)
    leases = _Noun(LeaseQueries)

    def __init__(self, link: Link) -> None:
        self.link = link

    async def first_time(self, snowflake: int, now: datetime) -> bool:
        """Note that an interaction or message is handled; False when it was before."""
        return await self.link.run(_handling(self.link.insert), {"snowflake": snowflake, "now": now}) > 0

    async def forget_handled(self, before: datetime) -> int:
        """Drop the notes of interactions that Discord itself has long forgotten."""
        return await self.link.run(delete(handled).where(handled.c.at < before))

    async def fact(self, name: str) -> str | None:
        """One fact about this installation."""
        return await self.link.value(_FACT, {"fact": name})

    async def set_fact(self, name: str, value: str) -> None:
        """Keep a fact about this installation."""
        new = self.link.insert(house).values(name=name, value=value)
        await self.link.run(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
