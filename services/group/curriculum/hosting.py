"""What is said of a curriculum by itself: the post, and to hosts; and what a host needs, for those who lead."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort
from domain.ground.ids import SessionId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.curriculum import LONGEST_NEEDS, Host
from domain.group.sessions import Session, SessionState
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfHosting, OfNeeds
from domain.sending.gate import Wait
from domain.sending.timeline.curriculum import hosting_key
from messages.ground.values import Form, Message
from messages.group import arranging as words
from services.ground import permissions
from services.ground.text import required, without_link
from services.group.curriculum.arranging import posted
from services.group.curriculum.following import went_out
from services.group.details import about_session, known, past
from services.sending.deliveries import Composer, Placed
from services.sending.unit import Units
from storage.db import Db


class Hosts:
    """Members who host a session."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, session: SessionId) -> Form:
        """What a host needs; only reads."""
        async with self._units.read() as db:
            found, *_ = await self._mine(db, actor, session)
            return words.needs_form(found)

    async def needs(self, actor: Actor, session: SessionId, typed: str) -> tuple[Session, tuple[str, ...]]:
        """Keep what the host needs, the last word of which stands, and tell those who lead; gives their names."""
        async with self._units.press(actor) as press:
            db, now = press.db, press.now
            found, cohort, host = await self._mine(db, actor, session)
            said = required(typed, LONGEST_NEEDS)
            without_link(cohort.link, said)
            program, leads = await db.programs.get(cohort.program), await db.cohorts.facilitators(cohort.id)
            await db.curriculum.set_needs(session, host.person, said, now)
            for leader in leads:
                key = f"session/{session}/host/{host.person}/needs/{now:%Y%m%d%H%M%S%f}/to/{leader.id}"
                await press.deliveries.direct(
                    db, key, Subject.HOST_NEEDS, leader, program, cohort.id, Class.NOTICE, found.starts_at - now,
                    facts=OfNeeds(session, host.person, now),
                )  # fmt: skip
            return found, tuple(leader.name for leader in leads)

    async def _mine(self, db: Db, actor: Actor, session: SessionId) -> tuple[Session, Cohort, Host]:
        """A session to come that the actor hosts. Raises `Refusal(NOT_YOURS | SESSION_PAST)` and what `require_cohort` raises."""
        found, person = await known(db, session), await db.people.by_user(actor.user)
        cohort, _ = await permissions.require_cohort(db, actor, Action.HOST, found.cohort)
        host = None if person is None else await db.curriculum.host(session, person.id)
        if host is None or host.until is not None:
            raise Refusal(Why.NOT_YOURS)
        if found.state is not SessionState.PLANNED or found.starts_at <= self._units.now():
            raise past(found, self._units.now())
        return found, cohort, host

    def composers(self) -> dict[Subject, Composer]:
        """The post, what hosts are told and asked, and what they need."""
        return {
            Subject.CURRICULUM: self._compose_post,
            Subject.HOSTING: self._compose_host,
            Subject.HOST_ASKED: self._compose_host,
            Subject.HOSTING_OVER: self._compose_over,
            Subject.HOST_NEEDS: self._compose_needs,
        }

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Placed | Message | Reason:
        """As it is arranged now; in the home as it is now."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None or (await db.curriculum.of(cohort.id)).published_at is None:
            return Reason.UNWANTED
        said = words.post(cohort, await posted(db, cohort))
        return said if row.target is not None else Placed(cohort.home, said, elsewhere=False)

    async def _compose_host(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """While they host it since then, and it is to come. Whoever was told within the last days is not asked as well."""
        found = await self._hosted(db, row, now)
        if found is None or found[3].until is not None:
            return Reason.UNWANTED
        cohort, session, person, host = found
        if row.message == Subject.HOSTING:
            return words.hosting(person.name, cohort, session)
        told = await db.deliveries.by_key(f"{hosting_key(host)}/told")
        fresh = told is not None and (told.under_way or (told.settled_at is not None and now - told.settled_at < timedelta(days=2)))
        return Reason.MERGED if fresh else words.asked(person.name, cohort, session)

    async def _compose_over(self, db: Db, row: Delivery, now: datetime) -> Message | Reason | Wait:
        """To somebody who was told that they host it, and hosts it no more."""
        found = await self._hosted(db, row, now)
        told = None if found is None else await db.deliveries.by_key(f"{hosting_key(found[3])}/told")
        if found is None or found[3].until is None or told is None or not went_out(told):
            return Reason.UNWANTED
        if told.state is DeliveryState.SENDING:
            return Wait(now + timedelta(minutes=1), Reason.AFTER)
        cohort, session, person, _ = found
        return words.over(person.name, cohort, session)

    async def _hosted(self, db: Db, row: Delivery, now: datetime) -> tuple[Cohort, Session, Person, Host] | None:
        """The session to come with the member who reads it, and how they host it since the moment that the row is about."""
        facts, about = row.facts_as(OfHosting), await about_session(db, row)
        host = None if row.person is None else await db.curriculum.host(facts.session, row.person)
        if about is None or host is None or host.since != facts.since:
            return None
        cohort, session = about
        person = next((one for one in await db.cohorts.members(cohort.id) if one.id == host.person), None)
        if person is None or session.state is not SessionState.PLANNED or session.starts_at <= now:
            return None
        return cohort, session, person, host

    async def _compose_needs(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To somebody who leads the cohort now, in the words that stand; what was said after it has a row of its own."""
        facts, about = row.facts_as(OfNeeds), await about_session(db, row)
        host = await db.curriculum.host(facts.session, facts.who)
        leader = None if row.person is None else await db.people.get(row.person)
        if about is None or host is None or host.needs is None or leader is None:
            return Reason.UNWANTED
        if host.needs_at != facts.at:
            return Reason.MERGED
        cohort, session = about
        if not await permissions.leads(db, leader.id, cohort.id):
            return Reason.UNWANTED
        who = await db.people.get(facts.who)
        return words.needs(leader.name, who.name, cohort, session, host.needs) if who is not None else Reason.UNWANTED
