"""Topics over sessions, for those who lead: the count, a session's topic and hosts, and what is published."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import RUNNING, Cohort, CohortState
from domain.ground.ids import CohortId, PersonId, ProposalId, SessionId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.curriculum import (
    MOST_HOSTS,
    Counted,
    Hosting,
    Proposal,
    citation_of,
    counted,
    hosts_line,
    may_be_counted,
    of_one_text,
    takes_topics,
)
from domain.group.sessions import Material, Session, SessionState
from messages.group.arranging import Arrangement, Done, Preview, Setting, Slot, Waits
from messages.group.curriculum import Listed
from messages.group.details import LONGEST_NAME, MOST_MATERIALS
from services.ground import permissions
from services.ground.text import holds_link, without_link
from services.group.curriculum.following import give_hosts, hosting
from services.group.curriculum.proposals import check_not_arranged, check_open, listed
from services.group.details import known, past
from services.sending.unit import Press, Units
from storage.db import Db

_TODAY = frozenset({CohortState.FORMING, CohortState.MEETING})


class Arranging:
    """What a cohort studies when, and who hosts it; all of it stands in the sessions themselves."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def page(self, actor: Actor, cohort: CohortId) -> Arrangement:
        """The facilitator's page; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.ARRANGE, cohort)
            person, curriculum = await db.people.by_user(actor.user), await db.curriculum.of(cohort)
            leads = person is not None and await permissions.leads(db, person.id, cohort)
            views, choices = await listed(db, cohort), await db.curriculum.choices(cohort)
            proposals = [one.proposal for one in views]
            count = counted(choices, [one.id for one in proposals]) if leads and may_be_counted(len(choices)) else None
            return Arrangement(
                found, curriculum, await slots_of(db, found, [one for one in await db.sessions.of(cohort) if self._ahead(one)]),
                views, count, len(choices), await db.cohorts.count_members(cohort), leads, of_one_text(proposals),
                takes_topics(found, curriculum),
            )  # fmt: skip

    def _ahead(self, session: Session) -> bool:
        return session.state is SessionState.PLANNED and session.starts_at > self._units.now()

    async def one(self, actor: Actor, session: SessionId) -> Setting:
        """One session with what may be its topic; only reads."""
        async with self._units.read() as db:
            found = await known(db, session)
            cohort, _ = await permissions.require_cohort(db, actor, Action.ARRANGE, found.cohort)
            self._check_ahead(found)
            return await self._setting(db, actor, cohort, found)

    async def give_topic(self, actor: Actor, session: SessionId, proposal: ProposalId) -> Done:
        """A member's proposal becomes the topic of a session, with its text, and with its host where they offered.

        Raises `Refusal(TOPIC_ARRANGED)` for one that is the topic of another session: it is freed there first.
        """
        async with self._units.press(actor) as press:
            db, (before, cohort) = press.db, await self._changing(press, session)
            one, arranged = await db.curriculum.get(proposal), await db.curriculum.arranged(before.cohort)
            if one is None or one.cohort != cohort.id:
                raise Refusal(Why.STALE)
            stood = arranged.get(session)
            if stood is None or stood.id != one.id:
                await check_not_arranged(db, one)
                without_link(cohort.link, one.title, one.text)
                here = {member.id for member in await db.cohorts.members(cohort.id)}
                offered = tuple(person for person in one.people if person in here) if one.host is Hosting.YES else ()
                await self._change(press, before, one, stood, offered)
            return await self._done(press, cohort, session, stood if stood is not None and stood.id != one.id else None)

    async def free(self, actor: Actor, session: SessionId) -> Done:
        """A session has no topic and no member as its host; a proposal that it had is free again."""
        async with self._units.press(actor) as press:
            db, (before, cohort) = press.db, await self._changing(press, session)
            stood = (await db.curriculum.arranged(cohort.id)).get(session)
            if before.topic is not None or stood is not None:
                await self._change(press, before, None, stood, ())
            return await self._done(press, cohort, session, stood)

    async def give_hosts(self, actor: Actor, session: SessionId, people: Sequence[PersonId]) -> Done:
        """Those members host a session, and nobody else; none of them: it has no host."""
        async with self._units.press(actor) as press:
            db, (before, cohort) = press.db, await self._changing(press, session)
            names = {member.id: member.name for member in await db.cohorts.members(cohort.id)}
            if len(people) > MOST_HOSTS or not set(people) <= names.keys():
                raise Refusal(Why.STALE)
            stood = await hosting(db, before)
            if set(stood) != set(people):
                await give_hosts(db, session, people, stood, press.now, anew=False)
                await self._edit(press, before, replace(before, host=hosts_line([names[one] for one in people])))
            return await self._done(press, cohort, session, None)

    async def _changing(self, press: Press, session: SessionId) -> tuple[Session, Cohort]:
        """A session that is to come, of a cohort that the actor may arrange."""
        found = await known(press.db, session)
        cohort, program = await permissions.require_cohort(press.db, press.actor, Action.ARRANGE, found.cohort)
        press.about(Action.ARRANGE, program, cohort)
        self._check_ahead(found)
        return found, cohort

    def _check_ahead(self, session: Session) -> None:
        if not self._ahead(session):
            raise past(session, self._units.now())

    async def _change(
        self, press: Press, before: Session, new: Proposal | None, stood: Proposal | None, offered: tuple[PersonId, ...]
    ) -> None:  # fmt: skip
        """Another topic, or none: the text that came with the old one goes, and so do its hosts; those who offered the new one host it."""
        db, hosts = press.db, await hosting(press.db, before)
        await db.curriculum.arrange(before.id, None if new is None else new.id)
        await give_hosts(db, before.id, offered, hosts, press.now, anew=True)
        names = await db.people.all_of(offered)
        kept = before.host if new is not None and not hosts else None  # entered by hand, for this session whatever its topic
        host = hosts_line([names[one].name for one in offered]) if offered else kept
        materials = _materials(before.materials, stood, new)
        await self._edit(press, before, replace(before, topic=None if new is None else new.title, host=host, materials=materials))

    async def _edit(self, press: Press, before: Session, after: Session) -> None:
        await press.db.sessions.edit(replace(after, edited_at=press.now), await press.db.sessions.contact(before.id))
        press.says(what="session", number=before.number)

    async def _done(self, press: Press, cohort: Cohort, session: SessionId, freed: Proposal | None) -> Done:
        setting = await self._setting(press.db, press.actor, cohort, await known(press.db, session))
        return Done(setting, None if freed is None else freed.title)

    async def _setting(self, db: Db, actor: Actor, cohort: Cohort, session: Session) -> Setting:
        """The free topics by their place in the count, where the actor may see it, and who may host: first whoever offered."""
        person, curriculum = await db.people.by_user(actor.user), await db.curriculum.of(cohort.id)
        views, choices = [one for one in await listed(db, cohort.id) if one.session is None], await db.curriculum.choices(cohort.id)
        (slot,) = await slots_of(db, cohort, [session], needs=True)
        leads = person is not None and await permissions.leads(db, person.id, cohort.id)
        if leads and may_be_counted(len(choices)):
            views = _in_order(views, counted(choices, [one.proposal.id for one in views]))
        offers = {} if slot.proposal is None else dict.fromkeys(slot.proposal.people, slot.proposal.host)
        members = sorted(await db.cohorts.members(cohort.id), key=lambda one: (one.id not in offers, one.id))
        people = tuple((one.id, one.name, offers.get(one.id)) for one in members)
        return Setting(
            cohort, slot, tuple(views), await hosting(db, session), people, published=curriculum.published_at is not None
        )  # fmt: skip

    async def preview_close(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, int, int]:
        """What closing topics and choices would mean: how many have chosen, of how many; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.ARRANGE, cohort)
            await check_open(db, found)
            return found, len(await db.curriculum.choices(cohort)), await db.cohorts.count_members(cohort)

    async def close(self, actor: Actor, cohort: CohortId) -> None:
        """No more topics and choices, for good; pressed twice, that stands."""
        async with self._units.act(actor, Action.ARRANGE, cohort) as act:
            if (await act.db.curriculum.of(cohort)).closed_at is None:
                await check_open(act.db, act.cohort)
                await act.db.curriculum.close(cohort, act.now)
                act.says(what="closed")

    async def preview(self, actor: Actor, cohort: CohortId) -> Preview:
        """What would be posted, and who is told; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.ARRANGE, cohort)
            return await self._preview(db, found)

    async def _preview(self, db: Db, cohort: Cohort) -> Preview:
        """Raises `Refusal(NOTHING_ARRANGED | WRONG_STATE)`."""
        if cohort.state not in RUNNING:
            raise Refusal(Why.WRONG_STATE, state=cohort.state)
        slots = await posted(db, cohort)
        ahead = [one for one in slots if self._ahead(one.session)]
        if not any(one.session.topic for one in ahead):
            raise Refusal(Why.NOTHING_ARRANGED, title=cohort.title)
        return Preview(cohort, slots, tuple(dict.fromkeys(name for one in ahead for name in one.hosts)))

    async def publish(self, actor: Actor, cohort: CohortId, mark: int) -> tuple[Preview, datetime | None]:
        """Post what the preview showed, and tell the hosts; what has changed since is shown again first.

        Gives when the post goes out, None where it was only shown. Pressed twice, it says what stands.
        """
        async with self._units.act(actor, Action.ARRANGE, cohort) as act:
            view, stands = await self._preview(act.db, act.cohort), await act.db.curriculum.of(cohort)
            if stands.published_at is None and view.mark != mark:
                act.only_prepares()
                return view, None
            if stands.published_at is None:
                await act.db.curriculum.publish(cohort, act.now)
                act.says(what="published")
        async with self._units.read() as db:
            row = await db.deliveries.by_key(f"curriculum/{cohort}/post")
            return view, act.now if row is None else row.due


async def posted(db: Db, cohort: Cohort) -> tuple[Slot, ...]:
    """The sessions that the cohort reads about: all that are to be held, and those that were with their topics."""
    sessions = await db.sessions.of(cohort.id)
    shown = [one for one in sessions if one.state is SessionState.PLANNED or (one.state is SessionState.HELD and one.topic)]
    return await slots_of(db, cohort, shown)


async def slots_of(db: Db, cohort: Cohort, sessions: Iterable[Session], *, needs: bool = False) -> tuple[Slot, ...]:
    """Those sessions in their order, each with where its topic comes from, and the members who host it. `needs`: for those who lead."""
    arranged, names = await db.curriculum.arranged(cohort.id), {one.id: one.name for one in await db.cohorts.members(cohort.id)}
    hosts = [one for one in await db.curriculum.hosts(cohort.id) if one.until is None and one.person in names]
    return tuple(
        Slot(
            one, _without(cohort, arranged.get(one.id)), tuple(names[host.person] for host in hosts if host.session == one.id),
            tuple((names[host.person], host.needs) for host in hosts if host.session == one.id and host.needs) if needs else (),
        )
        for one in sorted(sessions, key=lambda one: one.starts_at)
    )  # fmt: skip


def _without(cohort: Cohort, one: Proposal | None) -> Proposal | None:
    """The proposal without a text that has the meeting link in it, as one may since the link is another."""
    return replace(one, text=None) if one is not None and holds_link(one.text, cohort.link) else one


def _in_order(views: Iterable[Listed], count: Iterable[Counted]) -> list[Listed]:
    place = {one.proposal: nth for nth, one in enumerate(count)}
    return sorted(views, key=lambda one: place[one.proposal.id])


def _materials(stand: Sequence[Material], old: Proposal | None, new: Proposal | None) -> tuple[Material, ...]:
    """What is read for a session, with the text of its new topic in place of the old one's, where it is certain and there is room."""
    gone, come = (citation_of(None if one is None else one.text) for one in (old, new))
    kept = [one for one in stand if gone is None or one.address != gone.url]
    if come is None or any(one.address == come.url for one in kept) or len(kept) >= MOST_MATERIALS:
        return tuple(kept)
    return (Material(come.reference[:LONGEST_NAME].rstrip(), come.url), *kept)


async def waits(db: Db, cohort: Cohort, now: datetime) -> Waits | None:
    """What there is to do for who leads; None before anything is proposed, and once all is arranged."""
    proposed = len(await db.curriculum.proposed(cohort.id)) if cohort.state in _TODAY else 0
    if not proposed:
        return None
    ahead = [one for one in await db.sessions.of(cohort.id) if one.state is SessionState.PLANNED and one.starts_at > now]
    bare, takes = sum(not one.topic for one in ahead), takes_topics(cohort, await db.curriculum.of(cohort.id))
    return Waits(proposed, len(await db.curriculum.choices(cohort.id)), bare, takes) if takes or bare else None
