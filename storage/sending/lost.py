"""What was not delivered, or waits for its place: listed, seen to, sent again, and moved to another channel."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, literal_column, or_, select, update

from domain.ground.ids import ChannelId, CohortId, DeliveryId, ProgramId
from domain.sending.deliveries import Delivery, DeliveryState, Kind, Reason
from domain.sending.troubles import HeldBack
from storage.link import Link
from storage.sending.delivery_rows import FAILED, PENDING, WAITS_FOR_A_PLACE, deliveries_of
from storage.tables import cohorts, deliveries, programs

_LISTED = FAILED, ~deliveries.c.key.startswith("stranger/")  # answers to strangers are nobody's to see to
_OF_SERVER = deliveries.c.kind.in_([Kind.EVENT.value, Kind.ROLE.value])
_OF_PERSON = deliveries.c.kind == Kind.DM.value


class LostQueries:
    """Typed queries on those of `deliveries`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def again(self, id_: DeliveryId, now: datetime) -> bool:
        """What was not delivered, or perhaps not, is due now; it is looked for first. False when it is not, or no longer, of those."""
        return await self._due_again(now, deliveries.c.id == id_, FAILED) > 0

    async def all_again(self, program: ProgramId, message: str, now: datetime) -> int:
        """The same for everything of a program by the name of its message; gives how many."""
        return await self._due_again(now, deliveries.c.program_id == program, deliveries.c.message == message, *_LISTED)

    async def place_back(self, program: ProgramId, place: ChannelId | None, now: datetime) -> int:
        """What waited for that channel, or for a right on the whole server (None), is due now if it is still of use.

        With a channel come the letters to people who take no direct messages: their private threads are opened in one.
        """
        there = _OF_SERVER if place is None else or_(and_(~_OF_SERVER, deliveries.c.channel_id == place), _OF_PERSON)
        return await self._due_again(now, deliveries.c.program_id == program, *WAITS_FOR_A_PLACE, there)

    async def _due_again(self, now: datetime, *which: Any) -> int:
        perhaps = or_(deliveries.c.state == DeliveryState.UNCERTAIN.value, deliveries.c.reason.startswith(Reason.UNKNOWABLE.value))
        tried_again = {
            "state": DeliveryState.PENDING.value, "due": now, "reason": None, "settled_at": None,
            "attempts": case((perhaps, 1), else_=0), "first_attempt_at": func.coalesce(deliveries.c.first_attempt_at, deliveries.c.due),
        }  # fmt: skip
        return await self._link.run(update(deliveries).where(*which, deliveries.c.last_useful > now).values(tried_again))

    async def readdress(self, program: ProgramId, old: ChannelId, new: ChannelId, now: datetime) -> None:
        """What is still to go to a channel of the program goes to the one that took its part; what waited for the old one is due."""
        of_program = deliveries.c.program_id == program, deliveries.c.cohort_id.is_(None), deliveries.c.channel_id == old
        undone = or_(PENDING, and_(*WAITS_FOR_A_PLACE))
        moved = update(deliveries).where(*of_program, undone, deliveries.c.kind.in_([Kind.POST.value, Kind.THREAD.value]))
        await self._link.run(moved.values(channel_id=new))
        await self.place_back(program, new, now)

    async def waiting_places(self, program: ProgramId, now: datetime) -> set[ChannelId | None]:
        """The channels that something still of use waits for; None stands for a right on the whole server.

        A letter waits for a channel in which a private thread can be opened: its cohort's home, or the one for signing up.
        """
        waits = deliveries.c.program_id == program, *WAITS_FOR_A_PLACE, deliveries.c.last_useful > now
        there = select(deliveries.c.kind, deliveries.c.channel_id, cohorts.c.home, programs.c.signup_channel)
        joined = there.outerjoin(cohorts, cohorts.c.id == deliveries.c.cohort_id).join(programs, programs.c.id == deliveries.c.program_id)
        places: set[ChannelId | None] = set()
        for row in await self._link.rows(joined.where(*waits).distinct()):
            match Kind(row.kind):
                case Kind.DM:
                    places |= {row.signup_channel} | ({row.home} if row.home is not None else set())
                case Kind.EVENT | Kind.ROLE:
                    places.add(None)
                case Kind.POST | Kind.EDIT | Kind.THREAD | Kind.PIN:
                    places.add(row.channel_id)
        return places

    async def dismiss(self, id_: DeliveryId, now: datetime) -> bool:
        """A person has seen to it: off the list, kept in the row."""
        return await self._seen_to(now, deliveries.c.id == id_, FAILED) > 0

    async def dismiss_all(self, program: ProgramId, message: str, now: datetime) -> int:
        """The same for everything of a program by the name of its message; gives how many."""
        return await self._seen_to(now, deliveries.c.program_id == program, deliveries.c.message == message, *_LISTED)

    async def _seen_to(self, now: datetime, *which: Any) -> int:
        seen = {"state": DeliveryState.EXPIRED.value, "settled_at": now, "reason": deliveries.c.reason + literal(": seen to")}
        return await self._link.run(update(deliveries).where(*which).values(seen))

    async def failed(self, program: ProgramId, cohort: CohortId | None, limit: int, offset: int = 0) -> list[Delivery]:
        """What was not delivered, and what is uncertain, latest first: of a cohort, or of the whole program."""
        found = select(deliveries).where(*_lost_of(program, cohort)).order_by(deliveries.c.settled_at.desc(), deliveries.c.id)
        return deliveries_of(await self._link.rows(found.limit(limit).offset(offset)))

    async def failed_kinds(self, program: ProgramId, cohort: CohortId | None, now: datetime) -> list[tuple[str, int, int]]:
        """The same counted by the names of their messages, most first: how many, and how many of them are still of use."""
        many, useful = func.count().label("many"), func.sum(case((deliveries.c.last_useful > now, 1), else_=0)).label("useful")
        found = select(deliveries.c.message, many, useful).where(*_lost_of(program, cohort)).group_by(deliveries.c.message)
        return [
            (row.message, row.many, int(row.useful)) for row in await self._link.rows(found.order_by(many.desc(), deliveries.c.message))
        ]

    async def held(self, program: ProgramId | None = None, since: datetime | None = None, until: datetime | None = None) -> list[HeldBack]:
        """What a fault of ours keeps back, not what waits for a place: everywhere, or of a program and in a span of time."""
        wanted = select(
            deliveries.c.message, deliveries.c.reason, func.count().label("many"), func.min(deliveries.c.settled_at).label("since")
        ).where(deliveries.c.state == literal_column("'held'"), deliveries.c.reason.startswith(Reason.UNREADABLE.value))
        if program is not None:
            wanted = wanted.where(deliveries.c.program_id == program, deliveries.c.settled_at >= since, deliveries.c.settled_at < until)
        rows = await self._link.rows(wanted.group_by(deliveries.c.message, deliveries.c.reason).order_by(deliveries.c.message))
        return [HeldBack(row.message, (row.reason or "").partition(": ")[2], row.many, row.since) for row in rows]


def _lost_of(program: ProgramId, cohort: CohortId | None) -> tuple[Any, ...]:
    return (deliveries.c.program_id == program, *_LISTED, *(() if cohort is None else (deliveries.c.cohort_id == cohort,)))
