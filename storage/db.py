"""All queries of one transaction, by noun."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.absences import AbsenceQueries
from storage.audit import AuditQueries
from storage.boards import BoardQueries
from storage.checkins import CheckInQueries
from storage.chevruta import ChevrutaQueries
from storage.cohorts import CohortQueries
from storage.deliveries import DeliveryQueries
from storage.interests import InterestQueries
from storage.link import Link
from storage.people import PeopleQueries
from storage.programs import ProgramQueries
from storage.questions import QuestionQueries
from storage.replies import ReplyQueries
from storage.selection import SelectionQueries
from storage.sessions import SessionQueries
from storage.setups import SetupQueries
from storage.signups import SignupQueries
from storage.standing import StandingQueries
from storage.tables import handled, house
from storage.turns import TurnQueries


class Db:
    """One open transaction, or one consistent read."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.people = PeopleQueries(link)
        self.programs = ProgramQueries(link)
        self.setups = SetupQueries(link)
        self.cohorts = CohortQueries(link)
        self.signups = SignupQueries(link)
        self.selection = SelectionQueries(link)
        self.standing = StandingQueries(link)
        self.sessions = SessionQueries(link)
        self.chevruta = ChevrutaQueries(link)
        self.checkins = CheckInQueries(link)
        self.replies = ReplyQueries(link)
        self.deliveries = DeliveryQueries(link)
        self.turns = TurnQueries(link)
        self.audit = AuditQueries(link)
        self.questions = QuestionQueries(link)
        self.interests = InterestQueries(link)
        self.boards = BoardQueries(link)
        self.absences = AbsenceQueries(link)

    async def first_time(self, snowflake: int, now: datetime) -> bool:
        """Note that an interaction or message is handled; False when it was before."""
        new = self._link.insert(handled).values(id=snowflake, at=now)
        return await self._link.run(new.on_conflict_do_nothing(index_elements=["id"])) > 0

    async def forget_handled(self, before: datetime) -> int:
        """Drop the notes of interactions that Discord itself has long forgotten."""
        return await self._link.run(delete(handled).where(handled.c.at < before))

    async def fact(self, name: str) -> str | None:
        """One fact about this installation."""
        return await self._link.value(select(house.c.value).where(house.c.name == name))

    async def set_fact(self, name: str, value: str) -> None:
        """Keep a fact about this installation."""
        new = self._link.insert(house).values(name=name, value=value)
        await self._link.run(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
