"""A cohort as a template: a new draft with what was decided for another, and with nobody's data but who leads it."""

from random import Random

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState, met_in
from domain.cohort.copies import LONGEST_TITLE, Another, title_after
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.joining.selection import DEFAULTS
from messages.cohort.copies import Copied
from services.ground.text import required
from services.group.links import without_links
from services.program.facilitators import check_role, role_of
from services.program.homes import check_chosen
from services.sending.unit import Units


class Copies:
    """New cohorts after earlier ones."""

    def __init__(self, units: Units, chance: Random) -> None:
        self._units = units
        self._chance = chance

    async def copy(self, actor: Actor, cohort: CohortId, another: Another) -> Copied:
        """A draft after that cohort, whatever became of it: its topic, aim, places, terms, texts and facilitators; a seed of its own.

        Raises for its home as `check_chosen`; `Refusal(SAME_HOME)`, since whoever was in another one may read what is said where it met;
        and for its role as `check_role`; and `Refusal(HOLDS_LINK)` for its title.
        """
        async with self._units.act(actor, Action.CREATE_COHORT, cohort) as act:
            db, of, program, now = act.db, act.cohort, act.program, act.now
            others = await db.cohorts.on(program.server)
            check_chosen(program, another.home)
            role_id = None if another.role is None else another.role.id
            taken = met_in([replace(of, state=CohortState.COMPLETE), *others], another.home.channel, role_id)  # the pattern may meet yet
            if taken is not None:
                raise Refusal(Why.SAME_HOME, title=taken.title)
            role = check_role(program, another.role)
            titles = [other.title for other in others]
            title = required(another.title, LONGEST_TITLE) if another.title.strip() else title_after(of.title, titles)
            without_links(others, title)
            weights, leaders = await db.selection.weights(cohort), await db.cohorts.facilitators(cohort)
            id_ = await db.cohorts.add(
                program.id, now, title=title, topic=of.topic, aim=of.aim, capacity=of.capacity, zone=program.zone,
                home=another.home.channel, role=role, seed=self._chance.getrandbits(53), policy=of.policy, questions=of.questions,
                offer_days=of.offer_days, offers_until=of.offers_until,
            )  # fmt: skip
            if weights != DEFAULTS:
                await db.selection.set_weights(id_, weights)
            prompts = await db.sessions.copy_prompts(cohort, id_, now)
            agreed = (await db.covenants.of(cohort)).now
            if agreed is not None:
                await db.covenants.keep_draft(id_, agreed.text, None)
            made = await db.cohorts.get(id_)
            if made is None:
                raise Refusal(Why.NO_SUCH_COHORT)
            for leader in leaders:
                await db.cohorts.add_facilitator(id_, leader.id, now)
                await role_of(act, made, program, leader, f"cohort/{id_}/facilitator/{leader.id}/first")
            act.about(Action.CREATE_COHORT, program, made)
            act.says(what="copied", number=cohort)
            return Copied(made, of, tuple(leader.name for leader in leaders), weights != DEFAULTS, prompts, covenant=agreed is not None)
