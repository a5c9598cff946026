"""Studying, in any order: partners answer, write, correct, settle, look for a time, pause and leave, and time jumps; the rules hold.

Hypothesis throws the dice and shrinks what it finds to the shortest story. One cohort with one pair or trio for each story, on one
database for all of them.
"""

from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.ground.ids import ChannelId, CohortId, MessageId, PairId, PersonId, UserId
from domain.ground.people import Actor
from domain.ground.places import Home
from domain.ground.refusal import Refusal, Why
from domain.pair import agreeing
from domain.pair.agreeing import Standing, standing
from domain.pair.checkins import Answer, CheckIn, Manner
from domain.sending import gate
from domain.sending.deliveries import Delivery, DeliveryState, Kind, Subject
from domain.sending.facts import OfCheckIn
from messages.pair.agreeing import Taken
from messages.pair.times import Found
from rehearsal.prove.heard import Heard, wrong
from rehearsal.prove.stories import LEAD, Ground, tell
from services.cohort.cohorts import New
from services.group.series import Rule

T = TypeVar("T")
WHO = st.integers(0, 2)
DAYS = ("next Thursday 3pm", "next Friday 3pm", "next Sunday 11am")
WORDS = ("we met", "not this month", "we met last week, thank you", "please help us find a time")
STEPS = 16
TAKES_BACK = {
    (Answer.MET, Answer.DATE), (Answer.MET, Answer.NOT_THIS_MONTH), (Answer.MET, Answer.HELP), (Answer.DATE, Answer.NOT_THIS_MONTH),
    (Answer.DATE, Answer.HELP), (Answer.NOT_THIS_MONTH, Answer.DATE), (Answer.NOT_THIS_MONTH, Answer.HELP),
}  # fmt: skip


class Pairing(RuleBasedStateMachine):
    """One story of one pair or trio."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.ground.story += 1
        self.cohort, self.pair = CohortId(0), PairId(0)
        self.people: dict[PersonId, int] = {}  # with their users
        self.promised: dict[PersonId, datetime] = {}  # the date of which each was told that they are reminded
        self.pauses: list[tuple[PersonId, datetime, datetime]] = []
        self.asked: frozenset[PersonId] = frozenset()  # whoever was of the pair at first
        self.agreed: CheckIn | None = None

    @initialize(count=st.sampled_from([2, 2, 3]), hours=st.sampled_from([(), ("weekday-afternoons", "sundays")]))
    def begin(self, count: int, hours: tuple[str, ...]) -> None:
        """They are members of one cohort, and their first round is open."""
        self.ground.do(self._begin(count, hours))

    async def _begin(self, count: int, hours: tuple[str, ...]) -> None:
        made, ground = self.ground.made, self.ground
        new = New(f"Story {ground.story}", "x", count, Home(ChannelId(500)), UserId(LEAD), "Lead")
        self.cohort = (await made.cohort.cohorts.create(ground.actor(2, manager=True), new)).id
        month = (ground.clock.now() + timedelta(days=32)).strftime("%Y-%m")
        drafted = await made.group.series.draft_series(ground.actor(LEAD), self.cohort, Rule(2, 1, "13:00", 3, month))
        await made.group.series.freeze(ground.actor(LEAD), self.cohort, drafted.mark)
        await made.group.sessions.set_link(ground.actor(LEAD), self.cohort, "https://zoom.example/j/1")
        await self._open_for(9)
        users = [self.user(number) for number in range(count)]
        for user in users:
            await made.joining.signups.save_why(ground.actor(user), self.cohort, "because", "", "campus", "", "3")
            await made.joining.signups.save_when(ground.actor(user), self.cohort, "New York", "shabbat", hours, committed=True)
        await self._start(users)
        async with made.ground.store.read() as db:
            self.pair = (await db.chevruta.published(self.cohort))[0].id
            self.people = {one.id: one.user for one in await db.cohorts.members(self.cohort) if one.user is not None}
            self.asked = frozenset(self.people)
            opens = (await db.sessions.of(self.cohort))[0].ends_at
        await ground.pass_until(max(opens, ground.clock.now()) + timedelta(hours=3))

    async def _open_for(self, days: int) -> None:
        """Sign-up ends after so many days, or on the first day after them that is no day of rest."""
        closes = (self.ground.clock.now() + timedelta(days=days)).date().isoformat()
        try:
            await self.ground.made.joining.windows.open(self.ground.actor(LEAD), self.cohort, closes)
        except Refusal as no:
            if no.why is not Why.REST_DAY:
                raise
            await self._open_for(days + 1)

    async def _start(self, users: list[int]) -> None:
        made, lead = self.ground.made, self.ground.actor
        await made.joining.selection.draft(lead(LEAD), self.cohort)
        reviewed = (await made.joining.selection.preview(lead(LEAD), self.cohort)).fingerprint
        await made.joining.selection.publish(lead(LEAD), self.cohort, reviewed)
        for user in users:
            await made.joining.waitlist.accept(lead(user), self.cohort)
        drawn = await made.pair.chevrutot.draft(lead(LEAD), self.cohort)
        await made.pair.chevrutot.publish(lead(LEAD), self.cohort, drawn.pairing.id)
        await made.cohort.cohorts.start(lead(LEAD), self.cohort, Home(ChannelId(500)))

    def user(self, number: int) -> int:
        """Other people in each story."""
        return self.ground.story * 100 + 50_000 + number

    def _one(self, who: int) -> tuple[PersonId, Actor]:
        person = sorted(self.people)[who % len(self.people)]
        return person, self.ground.actor(self.people[person])

    def _try(self, what: str, work: Coroutine[Any, Any, T]) -> T | None:
        """Do it; a "no" of ours is an answer like another."""
        try:
            done = self.ground.do(work)
        except Refusal as no:
            self.ground.seen[f"refused: {no.why.value}"] += 1
            return None
        self.ground.seen[what] += 1
        return done

    def _heard(self, person: PersonId, taken: Taken | CheckIn | None) -> None:
        """What they were told of a reminder: their own later answer takes the place of an earlier one, their own month off at once."""
        if isinstance(taken, Taken) and taken.clash is None and taken.later is None:
            self.promised.pop(person, None)
            if taken.given.answer is Answer.DATE and taken.given.date is not None:
                self.promised[person] = taken.given.date
        elif isinstance(taken, Taken) and taken.given.answer is Answer.NOT_THIS_MONTH:
            self.promised.pop(person, None)
        self.ground.seen["contradicted"] += isinstance(taken, Taken) and taken.clash is not None

    @rule(who=WHO, answer=st.sampled_from(Answer), day=st.sampled_from(DAYS))
    def taps(self, who: int, answer: Answer, day: str) -> None:
        """Somebody answers by a button."""
        person, actor = self._one(who)
        typed = day if answer is Answer.DATE else None
        self._heard(person, self._try("answered", self.ground.made.pair.checkins.answer(actor, self.pair, 1, answer, typed)))

    @rule(who=WHO, words=st.sampled_from(WORDS), late=st.sampled_from([0, 0, 30, 60 * 5]))
    def writes(self, who: int, words: str, late: int) -> None:
        """Somebody writes, and perhaps the bot reads it hours later."""
        person, _ = self._one(who)
        at, number = self.ground.clock.now() - timedelta(minutes=late), MessageId(self.ground.number())
        name, channel = f"Person {self.people[person]}", ChannelId(700_000 + person)
        receive = self.ground.made.pair.replies.receive(UserId(self.people[person]), name, number, channel, words, at, None)
        before = self._stands()
        self._try("wrote", receive)
        after = self._stands()
        if before != after and after is not None:
            own, open_ = after.voice(person), after.unconfirmed(person)
            taken = open_ is not None and (person in after.off or after.hides(open_))
            if number in {one.source for one in (own, open_ if taken else None) if one is not None}:
                self.promised.pop(person, None)

    @rule(who=WHO, keeps=st.booleans())
    def settles(self, who: int, keeps: bool) -> None:
        """Who was shown another's answer keeps it, or changes it for both; or presses such a button that was never theirs."""
        person, actor = self._one(who)
        stands, checkins = self._stands(), self.ground.made.pair.checkins
        own = None if stands is None else stands.unconfirmed(person)
        number = own.id if own is not None else 1
        settle = checkins.keep if keeps else checkins.change_for_both
        self._heard(person, self._try("settled", settle(actor, self.pair, 1, number)))

    @rule(who=WHO, tells=st.booleans())
    def is_asked_while_off(self, who: int, tells: bool) -> None:
        """Who takes the month off goes along with a partner, or has them told."""
        person, actor = self._one(who)
        stands, checkins = self._stands(), self.ground.made.pair.checkins
        if tells:
            self._try("told", checkins.tell_partner(actor, self.pair, 1))
        elif stands is not None and stands.open:
            self._heard(person, self._try("joined", checkins.join(actor, self.pair, 1, stands.open[0].id)))

    @rule(who=WHO, which=st.integers(0, 2), can=st.booleans(), everybody=st.booleans())
    def looks_at_times(self, who: int, which: int, can: bool, everybody: bool) -> None:
        """Somebody taps a time that is proposed, or none of them; or all of them tap it in turn."""
        for number in range(3 if everybody and can else 1):
            self._looks_at_times(who + number, which, can=can)

    def _looks_at_times(self, who: int, which: int, *, can: bool) -> None:
        _, actor = self._one(who)
        offers = self.ground.do(self._offers())
        if not offers:
            return
        times, last = self.ground.made.pair.times, offers[-1]
        if not can:
            self._try("none of these", times.none_of_these(actor, self.pair, 1, last[1]))
            return
        newest = [offer for offer, attempt in offers if attempt == max(attempt for _, attempt in offers)]
        chosen = self._try("tapped a time", times.choose(actor, newest[which % len(newest)]))
        if chosen is not None and chosen.found is Found.AGREED and chosen.at is not None:
            self.ground.seen["agreed on a time"] += 1
            stands = self._stands()
            off = frozenset[PersonId]() if stands is None else stands.off
            self.promised |= {one: chosen.at for one in self.people if one not in off}

    async def _offers(self) -> list[tuple[Any, int]]:
        async with self.ground.made.ground.store.read() as db:
            return [(one.id, one.attempt) for one in await db.times.of_round(self.pair, 1)]

    @rule(who=WHO, days=st.sampled_from([7, 14]))
    def pauses_for(self, who: int, days: int) -> None:
        """A hard week."""
        person, actor = self._one(who)
        if self._try("paused", self.ground.made.own.people.pause(actor, days)) is not None:
            now = self.ground.clock.now()
            self.pauses = [(one, from_, min(until, now) if one == person else until) for one, from_, until in self.pauses]
            self.pauses.append((person, self.ground.clock.now(), self.ground.do(self._paused_until(person))))

    async def _paused_until(self, person: PersonId) -> datetime:
        async with self.ground.made.ground.store.read() as db:
            found = await db.people.get(person)
        return self.ground.clock.now() if found is None or found.paused_until is None else found.paused_until

    @rule(who=WHO, really=st.sampled_from([False, False, False, True]))
    def leaves(self, who: int, *, really: bool) -> None:
        """Now and then somebody gives up their place."""
        if really and len(self.people) > 1:
            person, actor = self._one(who)
            if self._try("left", self.ground.made.joining.signups.withdraw(actor, self.cohort)) is not None:
                del self.people[person]
                self.promised.pop(person, None)

    @rule(hours=st.sampled_from([1, 7, 30, 24 * 4, 24 * 8, 24 * 20]))
    def time_passes(self, hours: int) -> None:
        """Hours or weeks."""
        self.ground.do(self.ground.pass_until(self.ground.clock.now() + timedelta(hours=hours)))

    def _stands(self) -> Standing | None:
        return self.ground.do(self._look())[0]

    async def _look(self) -> tuple[Standing | None, list[CheckIn], list[Delivery]]:
        async with self.ground.made.ground.store.read() as db:
            rows = await db.deliveries.of_cohort(self.cohort)
            return await db.checkins.standing(self.pair, 1), await db.checkins.of_round(self.pair, 1), rows

    @invariant()
    def the_rules_hold(self) -> None:
        """Of what stands, of what was promised, and of what was sent."""
        if not self.pair:
            return
        stands, given, rows = self.ground.do(self._look())
        Random(len(given)).shuffle(given)
        assert stands == standing(given).get((self.pair, 1)), "what stands is not what the rule says of all answers"
        self._check_promises(stands, rows)
        self._check_replaced(stands, given, rows)
        self._check_sent([row for row in rows if row.state is DeliveryState.SENT])
        self.ground.seen["open contradictions"] += stands is not None and bool(stands.open)

    def _check_promises(self, stands: Standing | None, rows: list[Delivery]) -> None:
        """Each promise of a reminder is kept, or taken back in words; with nobody left to study with there is none."""
        now = self.ground.clock.now()
        reminded = {} if stands is None or len(self.people) < 2 else stands.reminded(tuple(self.people))
        planned = {(row.person, row.last_useful) for row in rows if row.message is Subject.DATE_REMINDER and row.under_way}
        for person, date in reminded.items():
            if date - timedelta(hours=3) > now:
                assert (person, date) in planned or self._was_sent(rows, person, date), "a reminder that stands is not planned"
        for person, date in self.promised.items():
            if date > now and reminded.get(person) != date and len(self.people) > 1:
                facts = [row.facts for row in rows if row.message is Subject.PARTNER_CHANGED and row.person == person]
                assert any(isinstance(one, OfCheckIn) and one.before == date for one in facts), "a promise was taken back without a word"

    def _was_sent(self, rows: list[Delivery], person: PersonId, date: datetime) -> bool:
        """It came forward out of a quiet time, or was of no use any more."""
        return any(row.message is Subject.DATE_REMINDER and row.person == person and row.last_useful == date for row in rows)

    def _check_replaced(self, stands: Standing | None, given: list[CheckIn], rows: list[Delivery]) -> None:
        """What somebody said stands until they take it back, or a partner does so for both, having seen it: by a table of its own.

        Where a partner's words were read late, and so come first, they hear of it.
        """
        before, self.agreed = self.agreed, None if stands is None else stands.agreed
        now = self.agreed
        if before is None or now is None or now.by == before.by or now.manner is not Manner.SAID or now.given < before.given:
            return
        other_day = before.answer is now.answer is Answer.DATE and None not in {before.date, now.date} and before.date != now.date
        own = [one for one in given if one.by == before.by and one.given > before.given]
        heard = any(row.person == before.by and row.message in {Subject.PARTNER_FIRST, Subject.PARTNER_CHANGED} for row in rows)
        replaced = other_day or (before.answer, now.answer) in TAKES_BACK
        assert own or heard or not replaced, "a partner's answer was replaced without a word"

    def _check_sent(self, sent: list[Delivery]) -> None:
        """The week's budget, the one softer note, at most two messages about times, and quiet in a pause and on Shabbat."""
        heard = [
            Heard(row.person, row.settled_at, row.class_, row.message, "/".join(row.key.split("/")[:3]), answers=row.acted_at is not None)
            for row in sent
            if row.person is not None and row.settled_at is not None and row.kind is Kind.DM and row.person in self.asked
        ]
        assert not (found := wrong(heard, self.pauses, "America/New_York")), found

    def teardown(self) -> None:
        """The story is over: nothing of it reaches into the next."""
        if self.cohort:
            self.ground.do(self._end())

    async def _end(self) -> None:
        async with self.ground.made.ground.store.begin() as db:
            await db.cohorts.step(self.cohort, CohortState.CANCELLED)
            await self.ground.made.sending.deliveries.reconcile(db, self.cohort)


def _agrees(_whole: Any) -> Any:
    """The last answer silently replaces a partner's."""

    def weakened(_earlier: CheckIn, _later: CheckIn) -> bool:
        return False

    return weakened


def _forgets_pauses(whole: Any) -> Any:
    def weakened(question: gate.Question, now: datetime) -> gate.Verdict:
        return whole(replace(question, paused_until=None), now)

    return weakened


WITHOUT: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {  # taken away here, never in the product: the stories must then find a fault
    "the partner's word": (agreeing, "contradicts", _agrees),
    "quiet in a pause": (gate, "ask", _forgets_pauses),
}


def tell_stories(url: str, seed: int, stories: int, without: str | None = None) -> Counter[str]:
    """Play that many stories on that migrated database; raises the shortest one that breaks a rule. Gives what happened in them."""
    if without is None:
        return tell(Pairing, url, seed, stories, STEPS)
    where, name, weakened = WITHOUT[without]
    whole = getattr(where, name)
    setattr(where, name, weakened(whole))
    try:
        return tell(Pairing, url, seed, stories, STEPS, (Phase.generate,))
    finally:
        setattr(where, name, whole)
