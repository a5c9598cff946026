"""Those who lost a partner, or took a place after the start: placed, asked how they go on, and named to who leads the cohort.

By the state of the cohort and not by what somebody did: leaving, being taken out, being moved by staff and coming late all end here,
in the unit of the act itself, so that nobody is forgotten on any road.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from typing import Self

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import PairId, PersonId
from domain.ground.people import Person
from domain.pair import apart
from domain.pair.apart import ASKED_FOR, MOST_ASKED, Alone, Ask, AskState, Circle, Way
from domain.pair.chevruta import Pair, Pairing
from domain.pair.moves import Group
from domain.sending import gate
from domain.sending.deliveries import Class, Direction, Kind, Subject
from domain.sending.facts import OfAsk, OfPerson, OfPlaced
from services.pair.ahead import brings_more
from services.pair.parting.beside import beside_each_other
from services.pair.seeking import Seeking, seeking, standing_groups
from services.sending.unit import Unit
from storage.db import Db


async def settle(unit: Unit, cohort: Cohort) -> None:
    """Make what is kept of those without a partner what the cohort is now; who is new among them is placed or asked."""
    season = await Season.read(unit, cohort)
    if season is None:
        return
    without = apart.without(season.people, season.groups)
    for one in season.alone.keys() - without:
        if one in season.alone:
            await season.found(one)
    for one in sorted(without - season.alone.keys()):
        if one not in apart.without(season.people, season.groups):
            continue  # somebody who came with them was their partner
        await season.begin(one)
    for ask in await unit.db.alone.open_asks(cohort.id):
        if len(season.present(ask.pair)) != 2:
            await season.next_pair(ask)


class Season:
    """The pairs of a cohort under way, while they are changed in one unit."""

    def __init__(
        self, unit: Unit, cohort: Cohort, program: Program, pairing: Pairing, people: dict[PersonId, Person], alone: dict[PersonId, Alone]
    ) -> None:
        self.unit, self.cohort, self.program = unit, cohort, program
        self.pairing, self.people, self.alone = pairing, people, alone
        self.more = True  # a round is to come in which who is paired now would study
        self._seeking: Seeking | None = None

    @classmethod
    async def read(cls, unit: Unit, cohort: Cohort) -> Self | None:
        """As it stands; None where the season does not run, or has no pairs."""
        pairing = await unit.db.chevruta.pairing(cohort.id, "published")
        if pairing is None or cohort.state is not CohortState.MEETING or cohort.started_at is None:
            return None
        people = {person.id: person for person in await unit.db.cohorts.members(cohort.id)}
        program = await unit.db.programs.get(cohort.program)
        season = cls(unit, cohort, program, pairing, people, await unit.db.alone.of(cohort.id))
        season.more = await brings_more(unit.db, cohort, unit.now)
        return season

    @property
    def groups(self) -> list[Group]:
        """Who studies together."""
        return standing_groups(self.pairing, self.people.keys())

    def present(self, pair: PairId) -> Group:
        """Who of a pair that stands has a place; nobody of one that is none any more."""
        members = next((one.members for one in self.pairing.pairs if one.id == pair), ())
        return tuple(one for one in members if one in self.people)

    def pair_of(self, person: PersonId) -> Pair | None:
        """The pair they are in, though they may be the last of it."""
        return next((pair for pair in self.pairing.pairs if person in pair.members), None)

    async def circle(self) -> Circle:
        """What the weights are asked with."""
        found = await self._seekers()
        return Circle(found.seekers, found.history, self.pairing.seed)

    async def _seekers(self) -> Seeking:
        if self._seeking is None:
            self._seeking = await seeking(self.unit.db, self.cohort, self.unit.now)
        return self._seeking

    async def begin(self, who: PersonId) -> None:
        """Somebody is without a partner from now on."""
        if await self._lost_a_partner(who):
            await self._left_alone(who)
        elif await self._came_late(who):
            await self._came(who)
        else:
            await self._goes_on(who, Way.WAITS)  # by the hand of staff, or from the first draw on

    async def _lost_a_partner(self, who: PersonId) -> bool:
        """A partner stepped back since the season began. One who did before that was never named to anybody: such a pair is deleted."""
        pair = self.pair_of(who)
        if pair is None or self.cohort.started_at is None:
            return False
        left = [await self.unit.db.cohorts.left_at(self.cohort.id, one) for one in pair.members if one != who]
        if any(at is not None and at >= self.cohort.started_at for at in left):
            return True
        await self.unit.db.chevruta.change(self.pairing.id, [pair.id], (), None)
        await self._read_pairs()
        return False

    async def _came_late(self, who: PersonId) -> bool:
        """They took their place after the start, and have had no pair since."""
        since = await self.unit.db.cohorts.member_since(self.cohort.id, who)
        ended = (await self.unit.db.chevruta.ended(self.cohort.id)).get(who) if since is not None else None
        return since is not None and since > (self.cohort.started_at or since) and (ended is None or ended <= since)

    async def _left_alone(self, who: PersonId) -> None:
        """With somebody who waits, at once; else they are asked how they go on, in the word that their partner has left."""
        if not await self._pair_by_itself(who):
            await self._goes_on(who, Way.ASKED)

    async def _came(self, who: PersonId) -> None:
        """With somebody who waits; else somebody who was left is asked about them; else they are the third of a pair.

        No pair is asked, and all hear of it in kind words.
        """
        self.more = await brings_more(self.unit.db, self.cohort, self.unit.now, late=True)
        if not await self._pair_by_itself(who):
            await self._goes_on(who, Way.WAITS, came=True)
            await self._offer_or_place(who)
        await self.tell_leaders(who, came=True)

    async def _offer_or_place(self, who: PersonId) -> bool:
        """Somebody who came late and waits: True when they are the third of a pair by this."""
        if self._rests((who,)) or await self._offer(who):
            return False
        found = apart.place(who, (), [group for group in self.groups if group not in await self._asked_now()], await self.circle())
        if found is not None:
            await self.form(found)
        return found is not None

    async def _offer(self, who: PersonId) -> bool:
        """Somebody who was left, and has not said how they go on, hears that this one waits; True when there is one."""
        beside = await beside_each_other(self.unit.db, self.cohort, self.unit.now)
        left = next((one for one, other in beside.items() if other == who), None)
        if left is not None:
            key = f"{self._key(who, 'beside')}/to/{left}"
            await self.unit.deliveries.direct(
                self.unit.db, key, Subject.PARTNER_BESIDE, self.people[left], self.program, self.cohort.id, Class.INVITATION, ASKED_FOR,
                facts=OfPerson(who),
            )  # fmt: skip
            self.unit.changed(self.cohort)
        return left is not None

    def _waiting(self) -> list[PersonId]:
        """Who may be given a partner now: to somebody who has paused nobody is sent, and nothing could be said to them of it."""
        waiting = (one.person for one in self.alone.values() if one.way is Way.WAITS and one.person in self.people)
        return [one for one in waiting if not self._rests((one,))]

    async def _pair_by_itself(self, who: PersonId) -> bool:
        """With the best of those who wait, unless they have paused: then they are looked at again once that is over."""
        return not self._rests((who,)) and await self._pair_with(who, self._waiting())

    async def _pair_with(self, who: PersonId, among: Collection[PersonId]) -> bool:
        """The best of those, if they may study with any of them, and there is a round to study in."""
        found = apart.partner(who, among, await self.circle()) if self.more else None
        if found is not None:
            await self.form(found)
        return found is not None

    async def _goes_on(self, who: PersonId, way: Way, *, came: bool = False) -> None:
        before = self.alone.get(who)
        one = Alone(who, self.unit.now, way, came) if before is None else Alone(who, before.since, way, before.came)
        self.alone[who] = one
        await self.unit.db.alone.add(self.cohort.id, one)

    async def found(self, who: PersonId) -> None:
        """They have a partner, or no place any more. Whoever comes back to the partner they left begins with them anew."""
        before, pair = self.alone[who], self.pair_of(who)
        both = () if pair is None else self.present(pair.id)
        if pair is not None and len(both) == 2 and (pair.since or pair.published_at or before.since) < before.since:
            again = apart.partner(both[0], both[1:], await self.circle())
            if again is not None:
                return await self.form(again)
        return await self._end(who)

    async def _end(self, who: PersonId) -> None:
        self.alone.pop(who, None)
        await self.unit.db.alone.remove(self.cohort.id, who)

    async def form(self, group: Group) -> None:
        """These study together from now on: each is told by name, and begins with the round that opens next."""
        drafted = (await self._seekers()).drafted(group)
        ended = [pair.id for pair in self.pairing.pairs if not set(pair.members).isdisjoint(group)]
        await self.unit.db.chevruta.change(self.pairing.id, ended, (drafted,), self.unit.now)
        for one in group:
            await self._end(one)
        await self._read_pairs()
        self.unit.changed(self.cohort)

    async def _read_pairs(self) -> None:
        pairing = await self.unit.db.chevruta.pairing(self.cohort.id, "published")
        assert pairing is not None  # noqa: S101
        self.pairing = pairing

    async def wait(self, who: PersonId) -> bool:
        """They wait: with somebody else who does, they are a pair at once, unless they have paused; True when that is so."""
        if not self._rests((who,)) and await self.study_with(who, [one for one in self._waiting() if one != who]):
            return True
        await self._close_asks(who)
        await self._goes_on(who, Way.WAITS)
        await self._offer(who)
        return False

    async def study_with(self, who: PersonId, among: Collection[PersonId]) -> bool:
        """They are a pair with the best of those who wait; True when that is so."""
        if not await self._pair_with(who, [one for one in self._waiting() if one in among and one != who]):
            return False
        await self._close_asks(who)
        await self.tell_leaders(who)
        return True

    async def back(self, who: PersonId) -> None:
        """Their pause is over: if they wait still, it is looked again whether there is somebody for them."""
        mine = self.alone.get(who)
        if mine is None or mine.way is not Way.WAITS or who not in self.people or self._rests((who,)):
            return
        if await self.study_with(who, [one for one in self._waiting() if one != who]):
            return
        if not mine.came:
            await self._offer(who)
        elif await self._offer_or_place(who):
            await self.tell_leaders(who)

    async def decide(self, who: PersonId) -> None:
        """They did not say how they go on: they study with whom they were told of, or wait as they were told."""
        beside = await beside_each_other(self.unit.db, self.cohort, self.unit.now)
        if who not in beside or not await self.study_with(who, [beside[who]]):
            await self.wait(who)

    async def study_as_three(self, who: PersonId) -> bool:
        """The pair where the weights put them is asked first, if it was not asked before; True while there is one to ask.

        Nobody is asked who has paused: they are to hear nothing, and no answer of theirs would be one. Nor is anybody once no round is
        to come.
        """
        if not self.more:
            return False
        asked = await self.unit.db.alone.asked_pairs(self.cohort.id, who, self.alone[who].since)
        pairs = {self.present(pair.id): pair.id for pair in self.pairing.pairs if pair.id not in asked}
        free = [group for group in pairs.keys() - await self._asked_now() if not self._rests(group)]
        best = next(iter(apart.thirds(who, sorted(free), await self.circle())), None) if len(asked) < MOST_ASKED else None
        if best is None:
            return False
        await self._goes_on(who, Way.THREE)
        await self._ask(who, pairs[best], best)
        for one in [one for one in self.alone.values() if one.came and one.way is Way.WAITS and one.person in self.people]:
            if await self._offer_or_place(one.person):  # they were there beside who chose otherwise
                await self.tell_leaders(one.person)
        return True

    def _rests(self, group: Iterable[PersonId]) -> bool:
        return any(self.people[one].is_paused(self.unit.now) for one in group)

    async def _asked_now(self) -> set[Group]:
        return {self.present(ask.pair) for ask in await self.unit.db.alone.open_asks(self.cohort.id)}

    async def _ask(self, who: PersonId, pair: PairId, two: Group) -> None:
        """Each of the two in private; their four days begin when both may hear it."""
        db, now, people = self.unit.db, self.unit.now, [self.people[one] for one in two]
        heard = max(self._fitting(person, now) for person in people)
        until = heard + ASKED_FOR
        ask = await db.alone.ask(self.cohort.id, who, pair, now, until)
        for person in people:
            await self.unit.deliveries.direct(
                db, f"ask/{ask}/to/{person.id}", Subject.THIRD_ASKED, person, self.program, self.cohort.id, Class.INVITATION,
                keep=until - now, facts=OfAsk(ask),
            )  # fmt: skip
        self.unit.changed(self.cohort)

    def _fitting(self, person: Person, now: datetime) -> datetime:
        quiet = person.quiet(self.program.zone, self.program.observance)
        return gate.plan(now, Direction.LATER, quiet, Class.INVITATION, Kind.DM, quiet.zone, self.program.own_days)

    async def next_pair(self, ask: Ask) -> None:
        """A question is over: the next best pair is asked, or the person hears that nobody suits now, and waits."""
        await self._close([ask])
        if {ask.person} <= self.alone.keys() & self.people.keys() and not await self.study_as_three(ask.person):
            await self.nobody(ask.person)

    async def nobody(self, who: PersonId, *, tell: bool = True) -> bool:
        """No pair to ask is left: they wait, and who leads the cohort hears of it; True when they have a partner by that.

        `tell`: they do not read it at once as the answer to what they pressed.
        """
        paired = await self.wait(who)
        if paired:
            return True
        if tell:
            await self.unit.deliveries.direct(
                self.unit.db, self._key(who, "third"), Subject.NO_THIRD, self.people[who], self.program, self.cohort.id, Class.NOTICE
            )
        await self.tell_leaders(who)
        return False

    async def agreed(self, ask: Ask) -> None:
        """Both of the pair would be glad: they are three, unless one of them may not be with another by now."""
        two = self.present(ask.pair)
        if not apart.thirds(ask.person, [two], await self.circle()):
            await self.next_pair(ask)
            return
        await self.unit.db.alone.close_ask(ask.id, AskState.YES)
        await self.form(tuple(sorted((*two, ask.person))))
        await self.tell_leaders(ask.person)

    async def _close_asks(self, who: PersonId) -> None:
        await self._close(ask for ask in await self.unit.db.alone.open_asks(self.cohort.id) if ask.person == who)

    async def _close(self, asks: Iterable[Ask]) -> None:
        for ask in asks:
            await self.unit.db.alone.close_ask(ask.id, AskState.OVER)
            self.unit.changed(self.cohort)

    async def tell_leaders(self, who: PersonId, *, came: bool = False) -> None:
        """One line to each facilitator; it is composed of how things stand when it goes out."""
        direct = partial(self.unit.deliveries.direct, self.unit.db)
        for leader in await self.unit.db.cohorts.facilitators(self.cohort.id):
            key = f"{self._key(who, 'word')}/to/{leader.id}"
            await direct(
                key, Subject.PARTNERS_CHANGED, leader, self.program, self.cohort.id, Class.NOTICE, facts=OfPlaced(who, came)
            )  # fmt: skip

    def _key(self, who: PersonId, what: str) -> str:
        return f"partners/{self.cohort.id}/{who}/{int(self.unit.now.timestamp())}/{what}"


async def reads(db: Db, cohort: Cohort) -> tuple[dict[PersonId, str], list[Group], dict[PersonId, Alone]]:
    """For what is said of it: the members' names, who studies together, and who has no partner."""
    names = {person.id: person.name for person in await db.cohorts.members(cohort.id)}
    pairing = await db.chevruta.pairing(cohort.id, "published")
    groups = [] if pairing is None else standing_groups(pairing, names.keys())
    return names, groups, await db.alone.of(cohort.id)
