"""Programs: one row for each server."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Row, Text, and_, bindparam, cast, literal_column, select, union, update

from domain.cohort.cohorts import Program, Vocabulary
from domain.ground.days import Level
from domain.ground.ids import ChannelId, PersonId, ProgramId, RoleId, ServerId, UserId
from domain.ground.own_days import OwnDays, own_days
from domain.ground.people import Person
from domain.ground.quiet import Observance
from domain.ground.towns import Town
from storage.link import Link, part_of
from storage.listed import Listed
from storage.own.people import person_of
from storage.prepared import ONE
from storage.tables import (
    absences,
    applications,
    cohorts,
    dates,
    deliveries,
    facilitators,
    interests,
    members,
    news,
    people,
    programs,
    questions,
)

# A program's dates on which messages wait, read with it, since whatever is sent asks for both: "first/last/level", with commas between.
_SLASH = literal_column("'/'", Text)
OWN_DAYS = (
    select(Listed(dates.c.first + _SLASH + dates.c.last + _SLASH + cast(dates.c.level, Text)))
    .where(dates.c.program_id == programs.c.id, dates.c.level >= literal_column(f"{Level.STRONG:d}"))
    .correlate(programs)
    .scalar_subquery()
    .label("own_days")
)
_PROGRAMS = select(programs, OWN_DAYS)

# Built once: building a statement costs twice what running it does, and these run for nearly every act.
_ON = _PROGRAMS.where(programs.c.server_id == bindparam("server"))
_SERVERS = select(programs.c.server_id, programs.c.removed_at)
_BY_ID = _PROGRAMS.where(programs.c.id == bindparam("program"))
_THEIRS = [  # each by the person's own index, however many programs there are
    *(
        select(cohorts.c.program_id).join(table, table.c.cohort_id == cohorts.c.id).where(table.c.person_id == bindparam("person"))
        for table in (members, facilitators, applications)
    ),
    *(select(table.c.program_id).where(table.c.person_id == bindparam("person")) for table in (interests, news, questions, deliveries)),
]
_NOBODY = select(ONE.label("one")).subquery()  # a row to which each is joined that is there
_ACTING = select(people, programs, absences.c.noticed_at, OWN_DAYS).select_from(
    _NOBODY.outerjoin(people, people.c.user_id == bindparam("user"))
    .outerjoin(programs, programs.c.server_id == bindparam("server"))
    .outerjoin(absences, and_(absences.c.program_id == programs.c.id, absences.c.person_id == people.c.id))
)
_THESE = _PROGRAMS.where(programs.c.id.in_(bindparam("programs", expanding=True)))
_OF_PERSON = _PROGRAMS.where(programs.c.removed_at.is_(None), programs.c.id.in_(union(*_THEIRS))).order_by(programs.c.id)


def program_of(row: Row[Any], days: str | None) -> Program:
    """The domain's value of one row of `programs`, and of its `OWN_DAYS`."""
    return Program(
        row.id, row.server_id, row.name, row.zone, row.manager_role, row.staff_channel, row.signup_channel,
        row.contact, row.donation, row.dues, None if row.observance is None else Observance(row.observance),
        Vocabulary(row.vocabulary or Vocabulary.JEWISH), row.removed_at,
        None if row.town is None else msgspec.convert(row.town, Town), _own_days(row.zone, days or ""),
    )  # fmt: skip


@lru_cache(maxsize=1024)  # read for nearly every act, and the plan's own cache knows the same value fastest
def _own_days(zone: str, stored: str) -> OwnDays:
    spans = (one.split("/") for one in stored.split(",") if one)
    return own_days(zone, ((date.fromisoformat(first), date.fromisoformat(last), Level(int(level))) for first, last, level in spans))


class Acting(NamedTuple):
    """Who acts, on the server of which program; what is not known is None."""

    person: Person | None
    program: Program | None
    away: bool  # they were noted as having left that server


class ProgramQueries:
    """Typed queries on `programs`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def on(self, server: ServerId) -> Program | None:
        """The program of a server, if it was set up."""
        row = await self._link.row(_ON, {"server": server})
        return None if row is None else program_of(row, row.own_days)

    async def acting(self, user: UserId, server: ServerId | None) -> Acting:
        """The person of that account and the program of that server, as far as there are any."""
        row = await self._link.row(_ACTING, {"user": user, "server": server})
        assert row is not None, "there is always one row"  # noqa: S101
        who, where = part_of(row, people, 0), part_of(row, programs, len(people.c))
        person, program = None if who is None else person_of(who), None if where is None else program_of(where, row.own_days)
        return Acting(person, program, away=row.noticed_at is not None)

    async def all_of(self, ids: Collection[ProgramId]) -> dict[ProgramId, Program]:
        """Several programs by our ids."""
        rows = await self._link.rows(_THESE, {"programs": sorted(ids)}) if ids else ()
        return {row.id: program_of(row, row.own_days) for row in rows}

    async def get(self, program: ProgramId) -> Program:
        """One program by our id; programs are never removed while anything refers to them."""
        row = await self._link.row(_BY_ID, {"program": program})
        assert row is not None, program  # noqa: S101
        return program_of(row, row.own_days)

    async def put(
        self,
        server: ServerId,
        now: datetime,
        *,
        name: str,
        zone: str,
        manager_role: RoleId,
        staff_channel: ChannelId,
        signup_channel: ChannelId,
        contact: str,
        donation: str | None = None,
        dues: str | None = None,
        observance: Observance | None = None,
        vocabulary: Vocabulary | None = None,
        town: Town | None = None,
    ) -> Program:
        """Make the server's program, or write it anew, whole. What each means: `Program`."""
        values = {
            "name": name, "zone": zone, "manager_role": manager_role, "staff_channel": staff_channel, "signup_channel": signup_channel,
            "contact": contact, "donation": donation, "dues": dues, "observance": None if observance is None else observance.value,
            "vocabulary": None if vocabulary is None else vocabulary.value, "town": None if town is None else msgspec.to_builtins(town),
        }  # fmt: skip
        new = self._link.insert(programs).values(server_id=server, created_at=now, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["server_id"], set_=values))
        found = await self.on(server)
        assert found is not None, "the row was just written"  # noqa: S101
        return found

    async def of_person(self, person: PersonId) -> list[Program]:
        """Every program that has to do with that person and whose server the bot is on.

        They have or had a place, applied, lead, asked something, follow it, or were written to.
        """
        return [program_of(row, row.own_days) for row in await self._link.rows(_OF_PERSON, {"person": person})]

    async def eldest(self) -> Program | None:
        """The first program of those whose server the bot is on: it answers whoever belongs to none."""
        row = await self._link.row(_PROGRAMS.where(programs.c.removed_at.is_(None)).order_by(programs.c.id).limit(1))
        return None if row is None else program_of(row, row.own_days)

    async def mark_removed(self, server: ServerId, at: datetime | None) -> None:
        """The bot was taken off that server, or came back (`at` None); its data goes days later, not now."""
        await self._link.run(update(programs).where(programs.c.server_id == server).values(removed_at=at))

    async def applied_or_led(self, program: ProgramId) -> set[PersonId]:
        """Everybody who ever applied to a cohort of that program, or leads one."""
        applied = select(applications.c.person_id).join(cohorts, cohorts.c.id == applications.c.cohort_id)
        led = select(facilitators.c.person_id).join(cohorts, cohorts.c.id == facilitators.c.cohort_id)
        rows = await self._link.rows(union(applied.where(cohorts.c.program_id == program), led.where(cohorts.c.program_id == program)))
        return {row.person_id for row in rows}

    async def servers(self) -> dict[ServerId, datetime | None]:
        """Every server with a program, and since when the bot is gone from it."""
        rows = await self._link.rows(_SERVERS, {})
        return {row.server_id: row.removed_at for row in rows}
