"""The secrets of the addresses at which people's calendars are read."""

from sqlalchemy import bindparam, select, update

from domain.ground.ids import PersonId
from storage.link import Link
from storage.tables import people

_OF = select(people.c.feed).where(people.c.id == bindparam("person"))


class FeedQueries:
    """Typed queries on that one column of `people`, which is in no value that others hand on."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, person: PersonId) -> str | None:
        """Their secret; None where they have none, and where there is no such person."""
        return await self._link.value(_OF, {"person": person})

    async def keep(self, person: PersonId, secret: str | None) -> None:
        """Another one, by which the one before is worth nothing; or none any more."""
        await self._link.run(update(people).where(people.c.id == person).values(feed=secret))
