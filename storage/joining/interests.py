"""Who wishes to hear when a cohort on a topic opens, who reads the news, and the news itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, literal, null, select, union_all, update

from domain.ground.ids import BulletinId, PersonId, ProgramId
from domain.ground.people import Person
from domain.joining.interests import Bulletin
from storage.link import Link
from storage.own.people import person_of
from storage.tables import bulletins, interests, news, people

# Built once: they are a part of everyone's own page.
_TOPICS = (
    select(interests.c.topic)
    .where(interests.c.program_id == bindparam("program"), interests.c.person_id == bindparam("person"))
    .order_by(interests.c.at, interests.c.topic)
)
_FOLLOWS = union_all(
    select(interests.c.at, interests.c.topic).where(
        interests.c.program_id == bindparam("program"), interests.c.person_id == bindparam("person")
    ),
    select(news.c.at, null().label("topic")).where(news.c.program_id == bindparam("program"), news.c.person_id == bindparam("person")),
)
_READS = select(literal(1)).select_from(news).where(news.c.program_id == bindparam("program"), news.c.person_id == bindparam("person"))


def _bulletin_of(row: Row[Any]) -> Bulletin:
    return Bulletin(row.id, row.program_id, row.by_id, row.title, row.words, row.at, row.sent_at)


class InterestQueries:
    """Typed queries on `interests`, `news` and `bulletins`. A topic here is always as it is compared."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def add(self, program: ProgramId, person: PersonId, topic: str, now: datetime) -> bool:
        """Keep an interest; False when it stood already."""
        new = self._link.insert(interests).values(program_id=program, person_id=person, topic=topic, at=now)
        return await self._link.run(new.on_conflict_do_nothing(index_elements=["program_id", "person_id", "topic"])) > 0

    async def forget(self, program: ProgramId, person: PersonId, topic: str | None = None) -> int:
        """Used up, or taken back: of that topic, or of all; gives how many."""
        gone = delete(interests).where(interests.c.program_id == program, interests.c.person_id == person)
        return await self._link.run(gone if topic is None else gone.where(interests.c.topic == topic))

    async def topics(self, program: ProgramId, person: PersonId) -> list[str]:
        """What that person asked to hear of, first asked first."""
        return [row.topic for row in await self._link.rows(_TOPICS, {"program": program, "person": person})]

    async def followed(self, program: ProgramId, person: PersonId) -> tuple[list[str], bool]:
        """The topics that person asked to hear of, first asked first, and whether they read the news."""
        rows = await self._link.rows(_FOLLOWS, {"program": program, "person": person})
        return [topic for _, topic in sorted((row.at, row.topic) for row in rows if row.topic is not None)], any(
            row.topic is None for row in rows
        )

    async def interested(self, program: ProgramId, topic: str) -> list[Person]:
        """Who asked to hear of that topic, first asked first."""
        found = select(people).join(interests, interests.c.person_id == people.c.id)
        wanted = found.where(interests.c.program_id == program, interests.c.topic == topic, people.c.user_id.is_not(None))
        return [person_of(row) for row in await self._link.rows(wanted.order_by(interests.c.at, people.c.id))]

    async def subscribe(self, program: ProgramId, person: PersonId, now: datetime) -> bool:
        """Read the news from now on; False when they did already."""
        new = self._link.insert(news).values(program_id=program, person_id=person, at=now)
        return await self._link.run(new.on_conflict_do_nothing(index_elements=["program_id", "person_id"])) > 0

    async def unsubscribe(self, program: ProgramId, person: PersonId) -> bool:
        """Read them no more; False when they did not."""
        return await self._link.run(delete(news).where(news.c.program_id == program, news.c.person_id == person)) > 0

    async def reads(self, program: ProgramId, person: PersonId) -> bool:
        """True when that person reads the news."""
        return await self._link.value(_READS, {"program": program, "person": person}) is not None

    async def readers(self, program: ProgramId) -> list[Person]:
        """Everybody who reads the news and can be written to."""
        found = select(people).join(news, news.c.person_id == people.c.id)
        wanted = found.where(news.c.program_id == program, people.c.user_id.is_not(None)).order_by(news.c.at, people.c.id)
        return [person_of(row) for row in await self._link.rows(wanted)]

    async def count_readers(self, program: ProgramId) -> int:
        """How many those are."""
        found = select(func.count()).select_from(news.join(people, people.c.id == news.c.person_id))
        return int(await self._link.value(found.where(news.c.program_id == program, people.c.user_id.is_not(None))))

    async def draft(self, program: ProgramId, by: PersonId, title: str, words: str, now: datetime) -> Bulletin:
        """Keep a piece of news that is shown and not yet sent."""
        new = self._link.insert(bulletins).values(program_id=program, by_id=by, title=title, words=words, at=now)
        found = await self.bulletin(await self._link.value(new.returning(bulletins.c.id)))
        assert found is not None, "the row was just written"  # noqa: S101
        return found

    async def bulletin(self, bulletin: BulletinId) -> Bulletin | None:
        """One piece of news; the caller checks whose it is."""
        row = await self._link.row(select(bulletins).where(bulletins.c.id == bulletin))
        return None if row is None else _bulletin_of(row)

    async def send(self, bulletin: BulletinId, now: datetime) -> bool:
        """It goes out; False when it did before."""
        unsent = update(bulletins).where(bulletins.c.id == bulletin, bulletins.c.sent_at.is_(None))
        return await self._link.run(unsent.values(sent_at=now)) > 0
