"""Joining, in any order: people apply, answer, leave or are silent, places lapse, time jumps; the rules hold after each step.

Hypothesis throws the dice and shrinks what it finds to the shortest story. One cohort for each story, on one database for all of them.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.cohort.cohorts import Cohort, CohortState, Policy
from domain.ground.ids import ChannelId, CohortId, UserId
from domain.ground.places import Home
from domain.ground.refusal import Refusal, Why
from domain.joining import waitlist as rules
from domain.joining.signups import WANTING, Application, ApplicationState
from domain.sending.deliveries import DeliveryState
from rehearsal.prove.stories import LEAD, Ground, tell
from services.cohort.cohorts import New
from services.group.series import Rule

_TOLD = frozenset({ApplicationState.ACCEPTED, ApplicationState.CANCELLED})
PEOPLE = 7
ZONES = ("New York", "Honolulu", "Jerusalem", "London")
QUIET = ("none", "shabbat", "one-day", "two-day")
USERS = st.integers(0, PEOPLE - 1)


class Joining(RuleBasedStateMachine):
    """One story of one cohort."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.ground.story += 1
        self.cohort = CohortId(0)
        self.returned = Counter[int]()  # how often each went back into the line by their own wish
        self.line: list[int] = []
        self.states: dict[int, Application] = {}

    def user(self, number: int) -> int:
        """Other people in each story."""
        return self.ground.story * 100 + number

    def _one(self, state: ApplicationState, who: int) -> int:
        """Somebody of whom that is true, if there is anybody; else somebody who was never asked, and presses all the same."""
        found = sorted(user for user, application in self.states.items() if application.state is state)
        return found[who % len(found)] if found else self.user(who)

    def _try(self, work: Coroutine[Any, Any, object]) -> bool:
        """Do it; a "no" of ours is an answer like another."""
        try:
            self.ground.do(work)
        except Refusal as no:
            self.ground.seen[f"refused: {no.why.value}"] += 1
            return False
        return True

    @initialize(
        places=st.integers(2, 4), policy=st.sampled_from([None, None, *Policy]), days=st.integers(1, 3),
        closed=st.sets(USERS, max_size=2), early=st.sets(USERS, min_size=3), accepted=st.sets(USERS),
        decided=st.sampled_from([True, True, False]),
    )  # fmt: skip
    def begin(
        self, places: int, policy: Policy | None, days: int, closed: set[int], early: set[int], accepted: set[int], *, decided: bool
    ) -> None:
        """A cohort for which some have applied, perhaps decided on; some of those who may come take no messages."""
        self.ground.far.closed = {self.user(number) for number in closed}
        self.ground.do(self._begin(places, policy, days))
        for who in sorted(early):
            self._apply(who)
        if decided:
            self._try(self._publish({f"Person {self.user(number)}" for number in list(accepted)[:places]}))
        self._remember()

    async def _begin(self, places: int, policy: Policy | None, days: int) -> None:
        made, ground = self.ground.made, self.ground
        new = New(f"Story {ground.story}", "x", places, Home(ChannelId(500)), UserId(LEAD), "Lead", policy=policy.value if policy else None)
        self.cohort = (await made.cohort.cohorts.create(ground.actor(2, manager=True), new)).id
        month = (ground.clock.now() + timedelta(days=62)).strftime("%Y-%m")
        drafted = await made.group.series.draft_series(ground.actor(LEAD), self.cohort, Rule(2, 1, "13:00", 3, month))
        await made.group.series.freeze(ground.actor(LEAD), self.cohort, drafted.mark)
        await self._open_for(9)
        async with made.ground.store.begin() as db:
            await db.cohorts.set_terms(self.cohort, questions=(), offer_days=days, offers_until=None)

    async def _open_for(self, days: int) -> None:
        """Sign-up ends after so many days, or on the first day after them that is no day of rest."""
        ground = self.ground
        closes = (ground.clock.now() + timedelta(days=days)).date().isoformat()
        try:
            await ground.made.joining.windows.open(ground.actor(LEAD), self.cohort, closes)
        except Refusal as no:
            if no.why is not Why.REST_DAY:
                raise
            await self._open_for(days + 1)

    @rule(who=USERS)
    def applies(self, who: int) -> None:
        """Somebody fills in both forms."""
        self._apply(who)

    def _apply(self, who: int) -> None:
        made, user = self.ground.made, self.user(who)
        was = self.states.get(user)
        if self._try(made.joining.signups.save_why(self.ground.actor(user), self.cohort, "because", "", "campus", "", "3")):
            zone, quiet = ZONES[who % 4], QUIET[who % 4]
            self._try(made.joining.signups.save_when(self.ground.actor(user), self.cohort, zone, quiet, (), committed=True))
            self.returned[user] += was is not None and was.state is ApplicationState.WITHDRAWN

    @rule()
    def window_closes(self) -> None:
        """The facilitator closes it before its time."""
        self._try(self._close())

    async def _close(self) -> None:
        seen = await self.ground.made.joining.windows.preview_close(self.ground.actor(LEAD), self.cohort)
        await self.ground.made.joining.windows.close(self.ground.actor(LEAD), self.cohort, seen.mark)

    @rule(accepted=st.sets(USERS))
    def publishes(self, accepted: set[int]) -> None:
        """The facilitator moves people in the draft, and publishes what the preview showed."""
        self._try(self._publish({f"Person {self.user(number)}" for number in accepted}))

    async def _publish(self, names: set[str]) -> None:
        made = self.ground.made
        draft = await made.joining.selection.draft(self.ground.actor(LEAD), self.cohort)
        chosen = {int(line.application.id) for line in draft.lines if line.name in names}
        await made.joining.selection.choose(self.ground.actor(LEAD), self.cohort, 0, chosen)
        reviewed = (await made.joining.selection.preview(self.ground.actor(LEAD), self.cohort)).fingerprint
        await made.joining.selection.publish(self.ground.actor(LEAD), self.cohort, reviewed)
        self.ground.seen["published"] += 1

    @rule(who=USERS)
    def says_yes(self, who: int) -> None:
        """Somebody says that they are in, whether they were asked or not."""
        if self._try(self.ground.made.joining.waitlist.accept(self.ground.actor(self._one(ApplicationState.OFFERED, who)), self.cohort)):
            self.ground.seen["said yes"] += 1

    @rule(who=USERS)
    def leaves(self, who: int) -> None:
        """Somebody gives up an application, an offer, a place in the line or in the cohort."""
        self._try(self.ground.made.joining.signups.withdraw(self.ground.actor(self.user(who)), self.cohort))

    @rule(who=USERS)
    def goes_back_into_the_line(self, who: int) -> None:
        """Somebody whose offer lapsed wishes for another."""
        user = self._one(ApplicationState.LAPSED, who)
        was = self.states.get(user)
        if self._try(self.ground.made.joining.waitlist.rejoin(self.ground.actor(user), self.cohort)):
            lapsed = was is not None and was.state is ApplicationState.LAPSED
            self.returned[user] += lapsed
            self.ground.seen["went back into the line"] += lapsed

    @rule(who=USERS, theirs=st.booleans())
    def facilitator_decides(self, who: int, theirs: bool) -> None:
        """About an offer that did not arrive, or about one that did: they may always."""
        application = self.states.get(self.user(who))
        if application is not None:
            settle = self.ground.made.joining.waitlist.settle
            self._try(settle(self.ground.actor(LEAD), self.cohort, application.id, application.offers, theirs=theirs))

    @rule(hours=st.sampled_from([1, 7, 20, 49, 97, 24 * 8, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        """Hours or weeks."""
        self.ground.do(self.ground.pass_until(self.ground.clock.now() + timedelta(hours=hours)))

    @rule(who=st.permutations(range(PEOPLE)))
    def several_press_at_the_same_moment(self, who: list[int]) -> None:
        """Yes and goodbye, all at once."""

        async def at_once() -> None:
            made, ground = self.ground.made, self.ground
            yes = (made.joining.waitlist.accept(ground.actor(self.user(n)), self.cohort) for n in who[:4])
            no = (made.joining.signups.withdraw(ground.actor(self.user(n)), self.cohort) for n in who[3:5])
            await asyncio.gather(*yes, *no, return_exceptions=True)

        self.ground.do(at_once())

    @rule(really=st.sampled_from([*[False] * 4, True]), who=st.permutations(range(PEOPLE)))
    def is_called_off(self, who: list[int], *, really: bool) -> None:
        """Now and then the manager calls it off, while some press at the same moment that they are in."""

        async def off() -> None:
            made, ground = self.ground.made, self.ground
            seen = await made.cohort.cancellations.preview(ground.actor(2, manager=True), self.cohort, "Too few.")
            end = made.cohort.cancellations.cancel(ground.actor(2, manager=True), self.cohort, seen.mark)
            yes = (made.joining.waitlist.accept(ground.actor(self.user(n)), self.cohort) for n in who[:3])
            came = await asyncio.gather(*yes, end, return_exceptions=True)
            faults = [one for one in came if isinstance(one, BaseException) and not isinstance(one, Refusal)]
            assert not faults, faults
            ground.seen["called off"] += not isinstance(came[-1], BaseException)

        if really:
            self._try(off())

    @invariant()
    def the_rules_hold(self) -> None:
        """Of places, of the line, and of what was sent."""
        if self.cohort:
            before, line = self.states, self.line
            self._remember()
            self.ground.do(self._check(before, line))

    def _remember(self) -> None:
        async def look() -> None:
            async with self.ground.made.ground.store.read() as db:
                rows = await db.signups.in_cohort(self.cohort)
                self.states = {person.user: application for application, person in rows if person.user is not None}
                by_id = {application.id: user for user, application in self.states.items()}
                self.line = [by_id[application.id] for application in await db.signups.waiting(self.cohort)]

        self.ground.do(look())

    async def _check(self, before: dict[int, Application], line: list[int]) -> None:
        async with self.ground.made.ground.store.read() as db:
            cohort = await db.cohorts.get(self.cohort)
            assert cohort is not None
            members = {person.user for person in await db.cohorts.members(self.cohort)}
            moves = rules.may_offer(cohort, await db.sessions.of(self.cohort), self.ground.clock.now())
            sent = {row.key for row in await db.deliveries.of_cohort(self.cohort, {DeliveryState.SENT})}
        of = {state: {user for user, a in self.states.items() if a.state is state} for state in ApplicationState}
        free = cohort.capacity - len(members) - len(of[ApplicationState.OFFERED])
        assert free >= 0, "more places are given than there are"
        assert members == of[ApplicationState.ACCEPTED], "who has a place, and who is said to have one"
        assert not (moves and free and self.line), "a place is free, somebody waits, and nobody is asked"
        self._check_order(before, line)
        if cohort.state is CohortState.CANCELLED:
            await self._check_over(cohort, of)
        for user, application in self.states.items():
            assert application.offers <= 1 + self.returned[user], "offered again without having asked for it"
            lapsed = application.state is ApplicationState.LAPSED and before.get(user, application).state is ApplicationState.OFFERED
            self.ground.seen["lapsed"] += lapsed
            if lapsed and not self._decided_by_hand(application):
                offer = f"application/{application.id}/offer/{application.offers}"
                assert {offer, f"{offer}/reminder"} <= sent, "lapsed, and one of the two letters never came"

    async def _check_over(self, cohort: Cohort, of: dict[ApplicationState, set[int]]) -> None:
        """Of what was called off nobody wishes for anything, nothing comes but word of it, and all whom it concerns have that."""
        assert not any(of[state] for state in WANTING), "somebody still waits for an answer"
        async with self.ground.made.ground.store.read() as db:
            rows = {row.key: row for row in await db.deliveries.of_cohort(cohort.id)}
            people = {person.id for _, person in await db.signups.in_cohort(cohort.id, _TOLD)}
        told = {person for person in people if f"cohort/{cohort.id}/called-off/{person}" in rows}
        assert told == people, "somebody is left in the dark"
        late = [
            row
            for row in rows.values()
            if row.state is DeliveryState.SENT and row.settled_at and row.settled_at > (cohort.cancelled_at or row.due)
        ]
        assert {row.message for row in late} <= {"called-off", "called-off-lead", "role-back"}, "what was called off goes on"

    def _check_order(self, before: dict[int, Application], line: list[int]) -> None:
        """Whoever was offered a place out of the line stood before all who still wait."""
        offered = [user for user in line if self.states[user].offers > before[user].offers]
        self.ground.seen["offered out of the line"] += len(offered)
        waiting = [user for user in line if user in self.line and self.states[user].offers == before[user].offers]
        assert all(line.index(one) < line.index(other) for one in offered for other in waiting), "the line was not kept"

    def _decided_by_hand(self, application: Application) -> bool:
        async def look() -> bool:
            async with self.ground.made.ground.store.read() as db:
                acts = await db.audit.of(cohort.program, 50) if (cohort := await db.cohorts.get(self.cohort)) else []
            return any(act.facts.get("who") == application.person and act.facts.get("what") == "passed-on" for act in acts)

        return self.ground.loop.run_until_complete(look()) if not self.ground.loop.is_running() else True

    def teardown(self) -> None:
        """The story is over: nothing of it reaches into the next."""
        if self.cohort:
            self.ground.do(self._end())

    async def _end(self) -> None:
        async with self.ground.made.ground.store.begin() as db:
            await db.cohorts.step(self.cohort, CohortState.CANCELLED)
            for application, _ in await db.signups.in_cohort(self.cohort):
                await db.signups.give_up(application.id, ApplicationState.WITHDRAWN, application.place)
            await self.ground.made.sending.deliveries.reconcile(db, self.cohort)


def tell_stories(url: str, seed: int, stories: int) -> Counter[str]:
    """Play that many stories on that migrated database; raises the shortest one that breaks a rule. Gives what happened in them."""
    return tell(Joining, url, seed, stories, steps=14)
