"""A cohort as a template: a new draft with what was decided for another, and with nobody's data but who leads it."""

from random import Random

from msgspec.structs import replace

from domain.cohorts import State, met_in
from domain.copies import LONGEST_TITLE, Another, title_after
from domain.ids import CohortId
from domain.people import Actor
from domain.refusal import Refusal, Why
from domain.rights import Action
from domain.selection import DEFAULTS
from messages.copies import Copied
from services import audit, permissions
from services.deliveries import Deliveries
from services.facilitators import check_role, role_of
from services.homes import check_chosen
from services.ports import Clock
from services.text import required
from storage.store import Store


class Copies:
    """New cohorts after earlier ones."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries, chance: Random) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._chance = chance

    async def copy(self, actor: Actor, cohort: CohortId, another: Another) -> Copied:
        """A draft after that cohort, whatever became of it: its topic, aim, places, terms, texts and facilitators; a seed of its own.

        Raises for its home as `check_chosen`; `Refusal(SAME_HOME)`, since whoever was in another one may read what is said where it met;
        and for its role as `check_role`.
        """
        now = self._clock.now()
        async with self._store.begin() as db:
            of, program = await permissions.require_cohort(db, actor, Action.CREATE_COHORT, cohort)
            others = await db.cohorts.on(program.server)
            check_chosen(program, another.home)
            role_id = None if another.role is None else another.role.id
            taken = met_in([replace(of, state=State.COMPLETE), *others], another.home.channel, role_id)  # the pattern may meet yet
            if taken is not None:
                raise Refusal(Why.SAME_HOME, title=taken.title)
            role = check_role(program, another.role)
            await permissions.once(db, actor, now)
            titles = [other.title for other in others]
            title = required(another.title, LONGEST_TITLE) if another.title.strip() else title_after(of.title, titles)
            weights, leaders = await db.selection.weights(cohort), await db.cohorts.facilitators(cohort)
            id_ = await db.cohorts.add(
                program.id, now, title=title, topic=of.topic, aim=of.aim, capacity=of.capacity, zone=program.zone,
                home=another.home.channel, role=role, seed=self._chance.getrandbits(53), policy=of.policy, questions=list(of.questions),
                offer_days=of.offer_days, offers_until=of.offers_until,
            )  # fmt: skip
            if weights != DEFAULTS:
                await db.selection.set_weights(id_, weights)
            prompts = await db.sessions.copy_prompts(cohort, id_, now)
            made = await db.cohorts.get(id_)
            if made is None:
                raise Refusal(Why.NO_SUCH_COHORT)
            for leader in leaders:
                await db.cohorts.add_facilitator(id_, leader.id, now)
                await role_of(db, self._deliveries, made, program, leader, now, f"cohort/{id_}/facilitator/{leader.id}/first")
            await audit.note(db, actor, Action.CREATE_COHORT, program, made, now, what="copied", number=cohort)
            return Copied(made, of, tuple(leader.name for leader in leaders), weights != DEFAULTS, prompts)
