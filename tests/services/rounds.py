"""A season in its rounds, for tests: what reached its members, and time that passes in it."""

from datetime import timedelta

from domain.ground.ids import ChannelId, MessageId, UserId
from domain.ground.people import Actor
from domain.sending.deliveries import Delivery
from domain.sending.facts import OfRound
from services.sending.turns import Turns
from tests.services.conftest import House, actor


async def partner_of(house: House, user: int) -> Actor:
    """Whoever studies with that user in the pair that the house looks at."""
    async with house.store.read() as db:
        member = await db.people.by_user(UserId(user))
        pair = await db.chevruta.get(house.pair)
        assert member is not None
        assert pair is not None
        other = await db.people.get(next(p for p in pair.members if p != member.id))
        assert other is not None
        assert other.user is not None
    return actor(other.user)


async def arrived(house: House, user: int, message: str, as_message: int) -> Delivery:
    """Mark that person's delivery of that kind in the first round as sent now."""
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        rows = await db.deliveries.of_cohort(house.cohort)
        row = next(
            r for r in rows if r.message == message and r.person == person.id and isinstance(r.facts, OfRound) and r.facts.round == 1
        )
        now = house.clock.now()
        await db.attempts.claim(row.id, now)
        await db.attempts.sent(row, now, ChannelId(900), MessageId(as_message))
    return row


async def in_the_last_round(house: House) -> None:
    """The third of four sessions was held, and the round before the last one is under way."""
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    house.clock.move_to(sessions[2].ends_at + timedelta(hours=1))
    await turns_of(house).run_due()
    house.clock.move_to(house.clock.now() + timedelta(days=3))


def turns_of(house: House) -> Turns:
    return Turns(house.made.sending.units, house.clock, house.made.by_time)
