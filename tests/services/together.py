"""A cohort that makes its curriculum together, on a Discord on which all arrives that can, and what each person heard."""

from dataclasses import dataclass, field
from datetime import timedelta

from domain.ground.ids import PersonId, ProposalId, SessionId
from domain.group.sessions import Session
from domain.sending.deliveries import Delivery
from rehearsal.prove.stories import Far
from services.ground.ports import Direct, Edit, Effect, Outcome, Post
from tests.services.conftest import House, actor
from tests.services.waiting import Line, full


@dataclass
class Together:
    """The four members 21 to 24 of a cohort that forms, its house, and the messages that arrived."""

    line: Line
    direct: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    posts: dict[str, str] = field(default_factory=dict[str, str])  # as they stand, by their delivery

    @property
    def house(self) -> House:
        return self.line.house

    async def keep(self, effect: Effect) -> Outcome:
        match effect:
            case Direct(_, user, _, message):
                self.direct.append((int(user), message.text))
            case Post(id_, _, message):
                self.posts[id_] = message.text
            case Edit(_, mark, _, _, message):
                self.posts[mark] = message.text
            case _:
                pass
        return await Far.do(self.line.far, effect)

    def heard(self, user: int, words: str) -> list[str]:
        """What somebody got that has these words in it."""
        return [text for to, text in self.direct if to == user and words in text]

    async def propose(self, user: int, title: str = "Neighbors", text: str = "", host: str = "no", beside: str = "alone") -> ProposalId:
        saved = await self.house.made.group.proposals.propose(
            actor(user), self.house.cohort, title, "It is asked of us.", text, host, beside
        )
        return saved.listed.proposal.id

    async def choose(self, user: int, *proposals: ProposalId) -> None:
        for one in proposals:
            await self.house.made.group.choices.tap(actor(user), self.house.cohort, one)

    async def session(self, number: int) -> Session:
        async with self.house.store.read() as db:
            return next(one for one in await db.sessions.of(self.house.cohort) if one.number == number)

    async def give(self, number: int, proposal: ProposalId) -> SessionId:
        session = (await self.session(number)).id
        await self.house.made.group.arranging.give_topic(self.house.lead, session, proposal)
        return session

    async def person(self, user: int) -> PersonId:
        async with self.house.store.read() as db:
            return next(one.id for one in await db.cohorts.members(self.house.cohort) if one.user == user)

    async def publish(self) -> None:
        arranging, cohort = self.house.made.group.arranging, self.house.cohort
        view, at = await arranging.publish(self.house.lead, cohort, (await arranging.preview(self.house.lead, cohort)).mark)
        assert at is not None, view

    async def post(self) -> str:
        """What stands in the home."""
        async with self.house.store.read() as db:
            row = await db.deliveries.by_key(f"curriculum/{self.house.cohort}/post")
        return "" if row is None else self.posts.get(row.id, "")

    async def rows(self, part: str) -> list[Delivery]:
        async with self.house.store.read() as db:
            return [row for row in await db.deliveries.of_cohort(self.house.cohort) if part in row.key]

    async def wait(self, days: float = 1) -> None:
        await self.line.wait(timedelta(days=days))


async def together(line: Line) -> Together:
    """Four members who have said that they are in."""
    await full(line)
    made = Together(line)
    line.far.do = made.keep
    await made.wait()
    return made
