"""A curriculum, in any order: topics are proposed, chosen and arranged, sessions move and are called off, hosts change and leave.

Hypothesis throws the dice, as for joining: one cohort for each story, on one database for all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ChannelId, CohortId, ProposalId, UserId
from domain.ground.people import Person
from domain.ground.places import Home
from domain.ground.refusal import Refusal
from domain.group.sessions import Session, SessionState
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import DeliveryState
from messages.ground.words import clean
from rehearsal.prove.stories import LEAD, Far, Ground, tell
from services.cohort.cohorts import New
from services.ground.ports import Direct, Edit, Effect, Outcome, Post
from services.group.series import Rule
from services.joining.leaving import leave
from storage.db import Db

PEOPLE, SESSIONS = 5, 5
WHO, WHICH, WHERE = st.integers(0, PEOPLE - 1), st.integers(0, 11), st.integers(1, SESSIONS)
TITLES, HOSTING = st.integers(1, 6), st.sampled_from(["yes", "no"])
TOLD, OVER = "You're hosting session", "You're not hosting session"


class Arranging(RuleBasedStateMachine):
    """One story of one cohort."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.ground.story += 1
        self.cohort = CohortId(0)
        self.proposed = list[ProposalId]()  # and not withdrawn
        self.people = list[Person]()
        self.heard = defaultdict[tuple[int, int], list[str]](list)  # by whom and about which session, in the order in which it arrived
        self.shown = dict[str, str]()  # what stands in each post, by its delivery
        self.ground.far.do = self._keep

    async def _keep(self, effect: Effect) -> Outcome:
        """It arrives, and is remembered."""
        match effect:
            case Direct(_, user, _, message) if TOLD in message.text or OVER in message.text:
                what = TOLD if TOLD in message.text else OVER
                number = int(message.text.split(f"{what} ")[1].split()[0])
                self.heard[int(user), number].append(OVER if what == OVER else message.text)
                self.ground.seen["told that they host" if what == TOLD else "told that they do so no more"] += 1
            case Post(id_, _, message):
                self.shown[id_] = message.text
            case Edit(_, mark, _, _, message):
                self.shown[mark] = message.text
                self.ground.seen["posts brought up to date"] += 1
            case _:
                pass
        return await Far.do(self.ground.far, effect)

    def user(self, number: int) -> int:
        """Other people in each story."""
        return self.ground.story * 100 + number

    def _try(self, what: str, work: Coroutine[Any, Any, object]) -> bool:
        """Do it; a "no" of ours is an answer like another."""
        try:
            self.ground.do(work)
        except Refusal as no:
            self.ground.seen[f"refused: {no.why.value}"] += 1
            return False
        self.ground.seen[what] += 1
        return True

    @initialize(started=st.booleans(), published=st.sampled_from([True, True, False]))
    def begin(self, *, started: bool, published: bool) -> None:
        """A cohort of five with five sessions, before its season has begun or in it; as a rule two of these have a topic, as all know."""
        self.ground.do(self._begin(started))
        for who, text in enumerate(("Genesis 18:23", "a book", "Gen 18:23")):
            self._propose(who, who + 1, text, "yes")
        if published:
            self._arrange(2, 0)
            self._arrange(3, 1)
            self._publish()

    async def _begin(self, started: bool) -> None:
        made, ground = self.ground.made, self.ground
        new = New(f"Story {ground.story}", "x", PEOPLE, Home(ChannelId(500)), UserId(LEAD), "Lead")
        self.cohort = (await made.cohort.cohorts.create(ground.actor(2, manager=True), new)).id
        month = (ground.clock.now() + timedelta(days=40)).strftime("%Y-%m")
        drafted = await made.group.series.draft_series(ground.actor(LEAD), self.cohort, Rule(2, 1, "13:00", SESSIONS, month))
        await made.group.series.freeze(ground.actor(LEAD), self.cohort, drafted.mark)
        async with made.sending.units.change() as unit:
            for number in range(PEOPLE):
                person = await unit.db.people.ensure(UserId(self.user(number)), f"Person {self.user(number)}", unit.now)
                await unit.db.cohorts.add_member(self.cohort, person.id, unit.now)
                self.people.append(person)
            await unit.db.cohorts.close_window(self.cohort, CohortState.FORMING, unit.now)
            if started:
                await unit.db.cohorts.start(self.cohort, unit.now)
            unit.changed(await self._cohort(unit.db))

    async def _cohort(self, db: Db) -> Cohort:
        found = await db.cohorts.get(self.cohort)
        assert found is not None
        return found

    @rule(who=WHO, title=TITLES, text=st.sampled_from(["", "Genesis 18:23", "Gen 18:23", "a book"]), host=HOSTING)
    def proposes(self, who: int, title: int, text: str, host: str) -> None:
        """A member proposes a topic."""
        self._propose(who, title, text, host)

    def _propose(self, who: int, title: int, text: str, host: str) -> None:
        async def work() -> None:
            actor = self.ground.actor(self.user(who))
            saved = await self.ground.made.group.proposals.propose(actor, self.cohort, f"Topic {title}", "So it is.", text, host)
            self.proposed.append(saved.listed.proposal.id)

        self._try("proposed", work())

    def _one(self, which: int) -> ProposalId:
        """A topic that there is, or was, or never will be."""
        return self.proposed[which % len(self.proposed)] if self.proposed else ProposalId(10**6)

    @rule(which=WHICH, title=TITLES)
    def changes(self, which: int, title: int) -> None:
        """Somebody changes their topic."""
        one = self._one(which)

        async def work() -> None:
            await self.ground.made.group.proposals.edit(await self._author(one), one, f"Topic {title}", "So it is.", "", "yes")

        self._try("changed", work())

    @rule(which=WHICH)
    def withdraws(self, which: int) -> None:
        """Somebody withdraws theirs."""
        one = self._one(which)

        async def work() -> None:
            await self.ground.made.group.proposals.withdraw(await self._author(one), one)
            self.proposed.remove(one)

        self._try("withdrawn", work())

    async def _author(self, one: ProposalId) -> Any:
        async with self.ground.made.ground.store.read() as db:
            found = await db.curriculum.get(one)
        author = next((person for person in self.people if found is not None and person.id == found.by), self.people[0])
        return self.ground.actor(int(author.user or 0))

    @rule(who=WHO, which=WHICH)
    def taps(self, who: int, which: int) -> None:
        """A member chooses a topic, or takes it away."""
        actor = self.ground.actor(self.user(who))
        self._try("tapped", self.ground.made.group.choices.tap(actor, self.cohort, self._one(which)))

    @rule(where=WHERE, which=WHICH)
    def arranges(self, where: int, which: int) -> None:
        """The facilitator gives a session a topic."""
        self._arrange(where, which)

    def _arrange(self, where: int, which: int) -> None:
        async def work() -> None:
            session = await self._session(where)
            await self.ground.made.group.arranging.give_topic(self.ground.actor(LEAD), session.id, self._one(which))

        self._try("arranged", work())

    @rule(where=WHERE)
    def frees(self, where: int) -> None:
        """The facilitator takes it away again."""

        async def work() -> None:
            await self.ground.made.group.arranging.free(self.ground.actor(LEAD), (await self._session(where)).id)

        self._try("freed", work())

    @rule(where=WHERE, who=st.sets(WHO, max_size=3))
    def gives_hosts(self, where: int, who: set[int]) -> None:
        """The facilitator says who hosts it."""

        async def work() -> None:
            people = [self.people[one].id for one in sorted(who)]
            await self.ground.made.group.arranging.give_hosts(self.ground.actor(LEAD), (await self._session(where)).id, people)

        self._try("given hosts", work())

    @rule(where=WHERE, topic=st.sampled_from([None, "", "Mercy"]), host=st.sampled_from([None, "", "Somebody else"]))
    def edits(self, where: int, topic: str | None, host: str | None) -> None:
        """The facilitator changes the session itself, by its own form."""

        async def work() -> None:
            one, group = await self._session(where), self.ground.made.group
            links = "\n".join(f"{material.name} {material.address}" for material in one.materials)
            topic_, host_ = one.topic or "" if topic is None else topic, one.host or "" if host is None else host
            await group.details.edit(
                self.ground.actor(LEAD), one.id, topic=topic_, teacher="", contact="", host=host_, materials=links
            )  # fmt: skip

        self._try("edited", work())

    async def _session(self, number: int) -> Session:
        async with self.ground.made.ground.store.read() as db:
            return next(one for one in await db.sessions.of(self.cohort) if one.number == number)

    @rule()
    def publishes(self) -> None:
        """The facilitator publishes what they have just seen."""
        self._publish()

    def _publish(self) -> None:
        async def work() -> None:
            arranging, lead = self.ground.made.group.arranging, self.ground.actor(LEAD)
            await arranging.publish(lead, self.cohort, (await arranging.preview(self.ground.actor(LEAD), self.cohort)).mark)

        self._try("published", work())

    @rule(sure=st.integers(0, 5))
    def closes(self, sure: int) -> None:
        """The facilitator closes topics and choices, once in a while."""
        if sure == 0:
            self._try("closed", self.ground.made.group.arranging.close(self.ground.actor(LEAD), self.cohort))

    @rule(where=WHERE, days=st.integers(-3, 3))
    def moves(self, where: int, days: int) -> None:
        """The facilitator moves a session by some days."""

        async def work() -> None:
            one, sessions = await self._session(where), self.ground.made.group.sessions
            date, time = (one.when.date + timedelta(days=days)).isoformat(), one.when.time.isoformat("minutes")
            await sessions.move(self.ground.actor(LEAD), self.cohort, where, one.revision, date, time)

        self._try("moved", work())

    @rule(where=WHERE, sure=st.integers(0, 2))
    def calls_off(self, where: int, sure: int) -> None:
        """The facilitator calls one off."""

        async def work() -> None:
            one = await self._session(where)
            await self.ground.made.group.sessions.cancel(self.ground.actor(LEAD), self.cohort, where, one.revision)

        if sure == 0:
            self._try("called off", work())

    @rule(who=WHO, sure=st.integers(0, 4))
    def leaves(self, who: int, sure: int) -> None:
        """A member gives up their place."""

        async def work() -> None:
            async with self.ground.made.sending.units.change() as unit:
                await leave(unit, await self._cohort(unit.db), self.people[who], None, ApplicationState.WITHDRAWN)

        if sure == 0:
            self._try("left", work())

    @rule(days=st.integers(0, 12))
    def time_passes(self, days: int) -> None:
        """Some days, in which all that falls due is done."""
        self.ground.do(self.ground.pass_until(self.ground.clock.now() + timedelta(days=days, hours=5)))

    @invariant()
    def no_topic_is_lost_or_twice(self) -> None:
        """Each that was proposed and not withdrawn is listed once, and is the topic of one session or free for any."""
        if self.cohort:
            self.ground.do(self._check_topics())

    async def _check_topics(self) -> None:
        view = await self.ground.made.group.arranging.page(self.ground.actor(LEAD), self.cohort)
        assert [one.proposal.id for one in view.listed] == self.proposed, "a topic is lost, or there twice"
        async with self.ground.made.ground.store.read() as db:
            arranged, sessions = await db.curriculum.arranged(self.cohort), {one.id: one for one in await db.sessions.of(self.cohort)}
            hosts = [one for one in await db.curriculum.hosts(self.cohort) if one.until is None]
        ids = [one.id for one in arranged.values()]
        assert len(ids) == len(set(ids)), "two sessions have the same topic"
        for session, one in arranged.items():
            assert sessions[session].topic == one.title, "a session says something else than what is arranged"
            assert sessions[session].state is not SessionState.CANCELLED, "a session that is called off keeps a topic"
        if view.slots:
            free = (await self.ground.made.group.arranging.one(self.ground.actor(LEAD), view.slots[0].session.id)).free
            assert {one.proposal.id for one in free} == set(self.proposed) - set(ids), "a topic is neither arranged nor free"
        names = {person.id: person.name for person in self.people}
        ahead = {slot.session.id: slot for slot in view.slots}
        for host in hosts:
            if host.session in ahead and names[host.person] in ahead[host.session].hosts:
                assert names[host.person] in (sessions[host.session].host or ""), "a host is not named"

    @invariant()
    def hosts_are_told_once(self) -> None:
        """Nobody hears twice that they host the same session on the same topic, or that they do not without having heard that they do."""
        for events in self.heard.values():
            for before, after in zip(["", *events], events, strict=False):
                assert before != after, "somebody is told twice"
                assert after != OVER or before, "somebody is told of the end of what they never heard of"

    def teardown(self) -> None:
        """Once all is quiet, hosts know what holds, and what is posted says what is arranged; nothing of it reaches into the next story."""
        if self.cohort:
            self.ground.do(self.ground.pass_until(self.ground.clock.now() + timedelta(days=4)))
            self.hosts_are_told_once()
            self.ground.do(self._check_told())
            self.ground.do(self._end())

    async def _check_told(self) -> None:
        now = self.ground.clock.now()
        async with self.ground.made.ground.store.read() as db:
            stands, sessions = await db.curriculum.of(self.cohort), {one.id: one for one in await db.sessions.of(self.cohort)}
            members = {one.id for one in await db.cohorts.members(self.cohort)}
            hosts = [one for one in await db.curriculum.hosts(self.cohort) if one.person in members]
            post = await db.deliveries.by_key(f"curriculum/{self.cohort}/post")
            announced = {id_: await db.deliveries.by_key(f"session/{id_}/announce") for id_ in sessions}
        users = {person.id: int(person.user or 0) for person in self.people}
        assert stands.published_at is not None or not self.heard, "hosts heard before anything was published"
        for host in hosts:
            session = sessions[host.session]
            if stands.published_at is None or session.state is not SessionState.PLANNED or session.starts_at <= now:
                continue
            last = [*self.heard[users[host.person], session.number], ""][-1 - bool(self.heard[users[host.person], session.number])]
            assert (last not in {"", OVER}) is (host.until is None) or (last == "" and host.until is not None), "a host does not know"
        if post is not None and post.state is DeliveryState.SENT:
            self._check_post(self.shown[post.id], [one for one in sessions.values() if one.state is not SessionState.CANCELLED])
        for id_, row in announced.items():
            if row is not None and row.state is DeliveryState.SENT and sessions[id_].state is SessionState.PLANNED and sessions[id_].topic:
                assert clean(sessions[id_].topic or "") in self.shown[row.id], "an announcement has another topic"

    def _check_post(self, text: str, sessions: list[Session]) -> None:
        for one in sessions:
            line = next((line for line in text.split("\n") if line.startswith(f"**{one.number}**")), "")
            if one.topic:
                assert line.endswith(f" {one.topic}"), "the post has another topic"
            elif one.state is SessionState.PLANNED:
                assert line.endswith("still open"), "the post has a topic that holds no more"
            if one.host:
                assert f"Host: {one.host}" in text, "the post does not name a host"

    async def _end(self) -> None:
        async with self.ground.made.ground.store.begin() as db:
            await db.cohorts.step(self.cohort, CohortState.CANCELLED)
            await self.ground.made.sending.deliveries.reconcile(db, self.cohort)


def tell_stories(url: str, seed: int, stories: int) -> Counter[str]:
    """Play that many stories on that migrated database; raises the shortest one that breaks a rule. Gives what happened in them."""
    return tell(Arranging, url, seed, stories, steps=25)
