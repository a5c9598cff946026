"""Topics that members propose: saved, changed, withdrawn, and read by the cohort."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PersonId, ProposalId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.curriculum import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WHY,
    MOST_BESIDE,
    MOST_OWN,
    MOST_PROPOSED,
    Hosting,
    Proposal,
    takes_topics,
)
from domain.sending.deliveries import Class, Delivery, Reason, Subject
from domain.sending.facts import OfProposal
from messages.ground.values import Form, Message
from messages.group import curriculum as words
from messages.group.curriculum import ALONE, Listed, Saved, Topics
from services.ground import permissions
from services.ground.text import required, without_link
from services.sending.deliveries import Composer
from services.sending.unit import Press, Units
from storage.db import Db

_KEEP = timedelta(days=30)


class Proposals:
    """What the sessions of a cohort could be about."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form for a topic; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PROPOSE, cohort)
            await check_open(db, found)
            person = await db.people.by_user(actor.user)
            return words.form(found, {} if person is None else await _partners(db, cohort, person.id))

    async def edit_form(self, actor: Actor, proposal: ProposalId) -> Form:
        """The form for one's own topic as it stands; only reads."""
        async with self._units.read() as db:
            one, cohort = await self._mine(db, actor, proposal)
            await _check_free(db, cohort, one)
            return words.form(cohort, await _partners(db, cohort.id, one.by), one)

    async def propose(self, actor: Actor, cohort: CohortId, title: str, why: str, text: str, host: str, beside: str = ALONE) -> Saved:
        """Save a topic; a partner in whose name it is too is told. Raises `Refusal(ENOUGH_PROPOSED | ENOUGH_BESIDE | HOLDS_LINK)`."""
        async with self._units.act(actor, Action.PROPOSE, cohort) as act:
            db, me = act.db, await act.me()
            await check_open(db, act.cohort)
            new = Proposal(ProposalId(0), cohort, me.id, None, title, why, text, _hosting(host), act.now)
            typed = await _typed(db, act.cohort, new, beside)
            there = await db.curriculum.proposed(cohort)
            if sum(one.by == me.id for one in there) >= MOST_OWN:
                raise Refusal(Why.ENOUGH_PROPOSED, own=True, most=MOST_OWN)
            if len(there) >= MOST_PROPOSED:
                raise Refusal(Why.ENOUGH_PROPOSED, own=False, most=MOST_PROPOSED)
            return await _saved(act, act.cohort, replace(typed, id=await db.curriculum.propose(typed)), new=True)

    async def edit(self, actor: Actor, proposal: ProposalId, title: str, why: str, text: str, host: str, beside: str = ALONE) -> Saved:
        """Change one's own topic, while it is not arranged for a session. Raises what `propose` raises, and `Refusal(TOPIC_ARRANGED)`."""
        async with self._units.press(actor) as press:
            one, cohort = await self._mine(press.db, actor, proposal)
            await _check_free(press.db, cohort, one)
            typed = await _typed(press.db, cohort, replace(one, title=title, why=why, text=text, host=_hosting(host)), beside)
            if typed != one:
                await press.db.curriculum.change(typed)
            return await _saved(press, cohort, typed, new=False)

    async def withdraw(self, actor: Actor, proposal: ProposalId) -> tuple[Cohort, str]:
        """One's own topic is gone, unless it is arranged for a session; gives its title."""
        async with self._units.press(actor) as press:
            one, cohort = await self._mine(press.db, actor, proposal)
            await _check_free(press.db, cohort, one)
            await press.db.curriculum.withdraw(one.id)
            return cohort, one.title

    async def take_name_off(self, actor: Actor, proposal: ProposalId) -> tuple[Cohort, str]:
        """A topic that a partner proposed is no longer in the actor's name too; pressed twice, it says what stands."""
        async with self._units.press(actor) as press:
            db = press.db
            one, person = await db.curriculum.get(proposal), await db.people.by_user(actor.user)
            if one is None or person is None or await db.deliveries.by_key(_key(proposal, person.id)) is None:
                raise Refusal(Why.NOT_YOURS)
            cohort, _ = await permissions.require_cohort(db, actor, Action.PROPOSE, one.cohort)
            if one.beside == person.id:
                await db.curriculum.change(replace(one, beside=None))
            return cohort, one.title

    async def topics(self, actor: Actor, cohort: CohortId) -> Topics:
        """All topics of a cohort, for its people; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SEE_TOPICS, cohort)
            return await topics_of(db, found, actor)

    async def own(self, actor: Actor, proposal: ProposalId) -> Listed:
        """One's own topic; only reads."""
        async with self._units.read() as db:
            one, cohort = await self._mine(db, actor, proposal)
            return next(view for view in await listed(db, cohort.id) if view.proposal.id == one.id)

    async def _mine(self, db: Db, actor: Actor, proposal: ProposalId) -> tuple[Proposal, Cohort]:
        """The actor's own one. Raises `Refusal(NOT_YOURS)`, also where there is none: nobody learns which."""
        one, person = await db.curriculum.get(proposal), await db.people.by_user(actor.user)
        if one is None or person is None or one.by != person.id:
            raise Refusal(Why.NOT_YOURS)
        cohort, _ = await permissions.require_cohort(db, actor, Action.PROPOSE, one.cohort)
        return one, cohort

    def composers(self) -> dict[Subject, Composer]:
        """The word to a partner."""
        return {Subject.PROPOSAL_PARTNER: self._compose_partner}

    async def _compose_partner(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """While the topic stands in their name, in a cohort that goes on and in which both have a place."""
        one = await db.curriculum.get(row.facts_as(OfProposal).proposal)
        cohort = None if one is None else await db.cohorts.get(one.cohort)
        if one is None or cohort is None or cohort.state is CohortState.CANCELLED or one.beside != row.person:
            return Reason.UNWANTED
        names = {member.id: member.name for member in await db.cohorts.members(cohort.id)}
        if one.beside is None or one.beside not in names or one.by not in names:
            return Reason.UNWANTED
        return words.to_partner(names[one.beside], names[one.by], cohort, one)


async def check_open(db: Db, cohort: Cohort) -> None:
    """Raises `Refusal(TOPICS_CLOSED)` unless topics and choices are taken."""
    if not takes_topics(cohort, await db.curriculum.of(cohort.id)):
        raise Refusal(Why.TOPICS_CLOSED, title=cohort.title)


async def topics_of(db: Db, cohort: Cohort, actor: Actor) -> Topics:
    """All topics of a cohort, as the actor reads them."""
    person = await db.people.by_user(actor.user)
    found = await listed(db, cohort.id)
    mine = frozenset(one.proposal.id for one in found if person is not None and one.proposal.by == person.id)
    member = person is not None and any(one.id == person.id for one in await db.cohorts.members(cohort.id))
    return Topics(cohort, found, mine, takes_topics(cohort, await db.curriculum.of(cohort.id)), member)


async def listed(db: Db, cohort: CohortId) -> tuple[Listed, ...]:
    """All topics of a cohort with the names of its members who propose them, and the session that each is arranged for."""
    names = {member.id: member.name for member in await db.cohorts.members(cohort)}
    numbers = {one.id: one.number for one in await db.sessions.of(cohort)}
    arranged = {one.id: numbers[session] for session, one in (await db.curriculum.arranged(cohort)).items()}
    return tuple(
        Listed(one, tuple(names[person] for person in one.people if person in names), arranged.get(one.id))
        for one in await db.curriculum.proposed(cohort)
    )


async def _partners(db: Db, cohort: CohortId, person: PersonId) -> dict[PersonId, str]:
    """With whom somebody studies now, by name."""
    names = {member.id: member.name for member in await db.cohorts.members(cohort)}
    pairs = [pair.members for pair in await db.chevruta.published(cohort) if person in pair.members]
    return {one: names[one] for members in pairs for one in members if one != person and one in names}


async def _typed(db: Db, cohort: Cohort, one: Proposal, beside: str) -> Proposal:
    """The topic with what was typed, checked. Raises `Refusal(EMPTY | TOO_LONG | HOLDS_LINK | STALE)`."""
    title = " ".join(required(one.title, LONGEST_TITLE).split())
    why, text = required(one.why, LONGEST_WHY), None
    if one.text is not None and one.text.strip():
        text = " ".join(required(one.text, LONGEST_TEXT).split())
    without_link(cohort.link, title, why, text)
    partners = {str(person): person for person in await _partners(db, cohort.id, one.by)}
    if beside not in {ALONE, "", *partners}:
        raise Refusal(Why.STALE)
    return replace(one, title=title, why=why, text=text, beside=partners.get(beside))


async def _check_free(db: Db, cohort: Cohort, one: Proposal) -> None:
    """It may still be changed by its author. Raises `Refusal(TOPICS_CLOSED | TOPIC_ARRANGED)`."""
    await check_open(db, cohort)
    await check_not_arranged(db, one)


async def check_not_arranged(db: Db, one: Proposal) -> None:
    """Raises `Refusal(TOPIC_ARRANGED)` where a session has it as its topic."""
    stands = next((view.session for view in await listed(db, one.cohort) if view.proposal.id == one.id), None)
    if stands is not None:
        raise Refusal(Why.TOPIC_ARRANGED, number=stands)


async def _saved(press: Press, cohort: Cohort, one: Proposal, *, new: bool) -> Saved:
    """Plan the word to a partner who has not heard of it. Raises `Refusal(ENOUGH_BESIDE)`."""
    db, told = press.db, tuple[str, ...]()
    if one.beside is not None and await db.deliveries.by_key(_key(one.id, one.beside)) is None:
        partner = (await db.people.all_of([one.beside]))[one.beside]
        if len(await db.deliveries.words_to(one.beside, one.cohort, Subject.PROPOSAL_PARTNER)) >= MOST_BESIDE:
            raise Refusal(Why.ENOUGH_BESIDE, partner=partner.name, most=MOST_BESIDE)
        program, about = await db.programs.get(cohort.program), OfProposal(one.id)
        key = _key(one.id, partner.id)
        await press.deliveries.direct(db, key, Subject.PROPOSAL_PARTNER, partner, program, cohort.id, Class.NOTICE, _KEEP, facts=about)
        told = (partner.name,)
    view = next(view for view in await listed(db, one.cohort) if view.proposal.id == one.id)
    return Saved(cohort, view, new=new, partners=told)


def _key(proposal: ProposalId, partner: PersonId) -> str:
    return f"proposal/{proposal}/beside/{partner}"


def _hosting(typed: str) -> Hosting:
    if typed not in set(Hosting):
        raise Refusal(Why.UNKNOWN_BUTTON)
    return Hosting(typed)
