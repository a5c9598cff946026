"""Without a partner: a member says how they go on, a pair whether somebody may join it, and everybody hears what became of it."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import rounds
from domain.pair.apart import Alone, AskState, Way, decides_by
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfAsk, OfCohortRound, OfPerson, OfPlaced
from domain.sending.timeline.turns import TurnKind, pause_key
from messages.ground.values import Message
from messages.pair import apart as words
from messages.pair.apart import Placed
from services.ground import permissions
from services.pair.ahead import brings_more
from services.pair.parting.beside import beside_of
from services.pair.parting.leavers import composers as of_leavers
from services.pair.parting.settling import Season, reads
from services.sending.deliveries import Composer
from services.sending.turns import ByTime
from services.sending.unit import CohortAct, Unit, Units
from storage.db import Db


class Apart:
    """Members of a season under way who have nobody to study with."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def study_as_three(self, actor: Actor, cohort: CohortId) -> Placed:
        """The pair where the weights put them is asked; where there is none to ask, they wait. Pressed twice, it says what stands.

        Raises `Refusal(STALE)` where the season does not run.
        """
        async with self._units.act(actor, Action.CHOOSE_PARTNER, cohort) as act:
            season, mine = await self._mine(act)
            if season.more and mine is not None and mine.way is not Way.THREE and not await season.study_as_three(mine.person):
                await season.nobody(mine.person, tell=False)
            return await self._placed(act)

    async def wait(self, actor: Actor, cohort: CohortId) -> Placed:
        """They wait for a partner: for somebody who waits as well, they are one at once. Raises as `study_as_three`."""
        async with self._units.act(actor, Action.CHOOSE_PARTNER, cohort) as act:
            season, mine = await self._mine(act)
            if season.more and mine is not None and mine.way is not Way.WAITS:
                await season.wait(mine.person)
            return await self._placed(act)

    async def study_with(self, actor: Actor, cohort: CohortId, who: PersonId) -> Placed:
        """A pair with somebody who waits as well, and was named to them. Raises as `study_as_three`.

        Where that one waits no more, or never did, or may not be their partner, it says what stands: nobody learns which.
        """
        async with self._units.act(actor, Action.CHOOSE_PARTNER, cohort) as act:
            season, mine = await self._mine(act)
            if mine is not None:
                await season.study_with(mine.person, [who])
            return await self._placed(act)

    async def _mine(self, act: CohortAct) -> tuple[Season, Alone | None]:
        season = await Season.read(act, act.cohort)
        if season is None:
            raise Refusal(Why.STALE)
        return season, season.alone.get((await act.me()).id)

    async def _placed(self, act: CohortAct) -> Placed:
        return await placed(act.db, act.cohort, (await act.me()).id, act.now)

    async def may_join(self, actor: Actor, ask: int, *, yes: bool) -> Message:
        """One of a pair says whether somebody may study with them as three. Raises `Refusal(NOT_YOURS)` for who is not asked.

        A no is kept of nobody. What is over stays over, in the same words whatever ended it.
        """
        async with self._units.press(actor) as press:
            asked = await press.db.alone.get_ask(ask)
            pair = None if asked is None else await press.db.chevruta.get(asked.pair)
            person = await press.db.people.by_user(actor.user)
            if asked is None or pair is None or person is None or person.id not in pair.members:
                raise Refusal(Why.NOT_YOURS)
            cohort, _ = await permissions.require_cohort(press.db, actor, Action.CHOOSE_PARTNER, pair.cohort)
            season = await Season.read(press, cohort)
            if season is None or asked.state is not AskState.OPEN or person.id not in season.present(pair.id):
                return words.settled()
            if not yes:
                await season.next_pair(asked)
                return words.not_this_time()
            await press.db.alone.consent(ask, person.id)
            if set(season.present(pair.id)) <= {person.id, *asked.said_yes}:
                await season.agreed(asked)
                return words.agreed()
            return words.gladly([season.people[one].name for one in season.present(pair.id) if one != person.id])

    async def lapse(self, unit: Unit, ask: int, key: str) -> None:
        """Nobody answered in time, or only one did: the next pair is asked."""
        asked = await unit.db.alone.get_ask(ask)
        pair = None if asked is None else await unit.db.chevruta.get(asked.pair)
        cohort = None if pair is None else await unit.db.cohorts.get(pair.cohort)
        season = None if cohort is None else await Season.read(unit, cohort)
        if asked is not None and season is not None and asked.state is AskState.OPEN:
            await season.next_pair(asked)

    async def decide(self, unit: Unit, subject: int, key: str) -> None:
        """Whoever was left, and did not say in time how they go on while somebody waits, waits as well: so they were told."""
        cohort = await unit.db.cohorts.get(CohortId(subject))
        season = None if cohort is None else await Season.read(unit, cohort)
        if season is not None:
            until = {one.person: decides_by(one, season.alone.values()) for one in season.alone.values()}
            for one in [one for one, at in until.items() if at is not None and at <= unit.now]:
                if one in season.alone:
                    await season.decide(one)

    async def pause_ends(self, unit: Unit, subject: int, key: str) -> None:
        """Somebody without a partner is back."""
        cohort = await unit.db.cohorts.get(CohortId(subject))
        season = None if cohort is None else await Season.read(unit, cohort)
        if season is None or cohort is None:
            return
        for one in [season.people[one] for one in season.alone if one in season.people]:
            if one.paused_until is not None and pause_key(cohort.id, one.id, one.paused_until) == key:
                await season.back(one.id)

    def by_time(self) -> dict[TurnKind, ByTime]:
        """What ends by itself."""
        return {TurnKind.ASK_LAPSES: self.lapse, TurnKind.CHOICE_LAPSES: self.decide, TurnKind.PAUSE_ENDS: self.pause_ends}

    def composers(self) -> dict[Subject, Composer]:
        """What those without a partner, those who are asked, and who leads them are told."""
        return {
            **of_leavers(),
            Subject.THIRD_ASKED: self._compose_asked,
            Subject.PARTNER_BESIDE: self._compose_beside,
            Subject.NO_THIRD: self._compose_nobody,
            Subject.STUDY_ALONE: self._compose_study,
            Subject.PARTNERS_CHANGED: self._compose_changed,
        }

    async def _running(self, db: Db, row: Delivery) -> Cohort | None:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        return cohort if cohort is not None and cohort.state is CohortState.MEETING else None

    async def _alone(self, db: Db, row: Delivery) -> tuple[Cohort, str, Alone] | None:
        """To whom it goes, while they have no partner."""
        cohort = await self._running(db, row)
        person = None if row.person is None else await db.people.get(row.person)
        mine = None if cohort is None or person is None else (await db.alone.of(cohort.id)).get(person.id)
        return None if cohort is None or person is None or mine is None else (cohort, person.name, mine)

    async def _compose_asked(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort, ask = await self._running(db, row), await db.alone.get_ask(row.facts_as(OfAsk).ask)
        if cohort is None or ask is None or ask.state is not AskState.OPEN or row.person in ask.said_yes:
            return Reason.UNWANTED
        names, groups, _ = await reads(db, cohort)
        mine = next((group for group in groups if row.person in group), ())
        partners = [names[one] for one in mine if one != row.person]
        who = names.get(ask.person)
        if who is None or row.person is None or len(partners) != 1:
            return Reason.UNWANTED
        return words.asked(cohort, ask.id, names[row.person], who, partners[0], ask.until)

    async def _compose_beside(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """While that one is there for them still, unless the word that their partner has left says it, or said it."""
        found = await self._alone(db, row)
        beside = None if found is None else await beside_of(db, found[0], found[2].person, now)
        if found is None or found[2].way is not Way.ASKED or beside is None or beside.person != row.facts_as(OfPerson).who:
            return Reason.UNWANTED
        for other in await db.deliveries.of_cohort(found[0].id, {DeliveryState.PENDING, DeliveryState.SENT}):
            after = other.settled_at is None or other.settled_at >= row.ideal
            if other.message is Subject.PARTNER_LEFT and other.person == row.person and after:
                return Reason.UNWANTED
        return words.beside(found[0], found[1], beside)

    async def _compose_nobody(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await self._alone(db, row)
        if found is None or found[2].way is not Way.WAITS:
            return Reason.UNWANTED
        cohort, name, _ = found
        leaders = [leader.name for leader in await db.cohorts.facilitators(cohort.id)]
        return words.nobody(cohort, name, leaders, last=not await brings_more(db, cohort, now))

    async def _compose_study(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found, number = await self._alone(db, row), row.facts_as(OfCohortRound).round
        if found is None:
            return Reason.UNWANTED
        cohort, name, mine = found
        span = next((one for one in rounds(await db.sessions.of(cohort.id)) if one.number == number), None)
        if span is None:
            return Reason.UNWANTED
        prompt = await db.sessions.prompt(cohort.id, number)
        last = not await brings_more(db, cohort, now)
        return words.study(cohort, name, number, span.closes_at, prompt, mine.way, last=last)

    async def _compose_changed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort, about = await self._running(db, row), row.facts_as(OfPlaced)
        if cohort is None or not await permissions.leads(db, row.person, cohort.id):
            return Reason.UNWANTED
        names, groups, alone = await reads(db, cohort)
        if about.who not in names:
            return Reason.UNWANTED
        partners = _partners(about.who, names, groups)
        if not partners and about.who not in alone:
            return Reason.UNWANTED
        beside = None if partners else await beside_of(db, cohort, about.who, now)
        last = not await brings_more(db, cohort, now)
        return words.to_leader(cohort, names[about.who], partners, None if beside is None else beside.name, came=about.came, last=last)


async def placed(db: Db, cohort: Cohort, who: PersonId, now: datetime) -> Placed:
    """How somebody with a place there goes on."""
    names, groups, alone = await reads(db, cohort)
    way = alone[who].way if who in alone else None
    beside = await beside_of(db, cohort, who, now) if way is Way.ASKED else None
    return Placed(cohort, tuple(_partners(who, names, groups)), way, beside, last=not await brings_more(db, cohort, now))


def _partners(who: PersonId, names: dict[PersonId, str], groups: list[tuple[PersonId, ...]]) -> list[str]:
    return [names[one] for group in groups if who in group for one in group if one != who]
