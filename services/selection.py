"""Selection: a kept draft with reasons, edited by people, published by a person. The software refuses nobody by itself."""

from itertools import count

from domain.cohorts import Cohort, State
from domain.ids import ApplicationId, CohortId
from domain.people import Actor, Person
from domain.refusal import Refusal, Why
from domain.rights import Action
from domain.selection import Candidate, check_publishable, fingerprint
from domain.selection import draft as draw
from domain.signups import Application, ApplicationState, Decision, Ground
from messages.selection import PAGE, Draft, DraftLine, Publication
from services import audit, board, permissions
from services.deliveries import Deliveries
from services.ports import Clock
from services.presence import Presence
from services.settled import not_settled
from services.waitlist import fill, offer
from storage.db import Db
from storage.store import Store

_SELECTABLE = frozenset({State.OPEN, State.SELECTING})


class Selection:
    """Drafts of who is in."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries, presence: Presence) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._presence = presence

    async def draft(self, actor: Actor, cohort: CohortId, page: int = 0) -> Draft:
        """The draft as it stands: drawn for whoever has no proposal yet, with the cohort's kept seed; edits are left alone."""
        if page == 0:  # not again at each turn of a page
            await self._presence.before_choosing(actor, cohort)
        async with self._store.begin() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            if found.state not in _SELECTABLE:
                raise Refusal(Why.ALREADY_DECIDED, title=found.title)
            applied = await db.signups.in_cohort(cohort, frozenset({ApplicationState.APPLIED}))
            if any(application.proposed is None for application, _ in applied):
                await self._draw(db, found, [application for application, _ in applied])
            return await self._view(db, found, page)

    async def _draw(self, db: Db, cohort: Cohort, applied: list[Application]) -> None:
        """Rank everybody whose line no person has moved; lines moved by hand keep their decision and take their places first."""
        by_hand = [a for a in applied if Ground.BY_HAND in a.grounds]
        people = await db.people.all_of({a.person for a in applied})
        away = await db.signups.turned_away({a.person for a in applied}, cohort.id)
        candidates = [
            Candidate(a.id, a.person, people[a.person].zone or cohort.zone, a.answers.setting, a.person in away)
            for a in applied
            if a not in by_hand
        ]
        taken = await db.cohorts.count_taken(cohort.id) + sum(a.proposed is Decision.ACCEPT for a in by_hand)
        for ranked in draw(candidates, max(cohort.capacity - taken, 0), await db.cohorts.seed(cohort.id)):
            await db.signups.change(
                ranked.application, proposed=ranked.decision.value, place=ranked.place,
                grounds=[ground.value for ground in ranked.grounds],
            )  # fmt: skip

    async def _view(self, db: Db, cohort: Cohort, page: int) -> Draft:
        rows = await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))
        order = sorted(rows, key=lambda r: (r[1].name.casefold(), r[0].id))  # stable: a page shows the same people after an edit
        taken = await db.cohorts.count_taken(cohort.id)
        open_ = await not_settled(db, cohort.program, {a.person for a, _ in rows}, self._clock.now())
        gone = await db.absences.among(cohort.program, {a.person for a, _ in rows})
        lines = tuple(DraftLine(a, person.name, person.id not in open_, person.id in gone) for a, person in order)
        return Draft(cohort, lines, taken, max(page, 0))

    async def choose(self, actor: Actor, cohort: CohortId, page: int, accepted: set[int]) -> Draft:
        """Of those on that page, exactly these are in; moves by hand are kept as such."""
        now, moved = self._clock.now(), 0
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            await permissions.once(db, actor, now)
            lines = (await self._view(db, found, page)).lines
            for application in (line.application for line in lines[page * PAGE : (page + 1) * PAGE]):
                decision = Decision.ACCEPT if application.id in accepted else Decision.WAIT
                if application.proposed not in {None, decision}:  # None: applied since, and was on nobody's page
                    await db.signups.change(application.id, proposed=decision.value, grounds=[Ground.BY_HAND.value], place=None)
                    moved += 1
            if moved:
                await audit.note(db, actor, Action.SELECT, program, found, now, what="moved", count=moved)
            return await self._view(db, found, page)

    async def preview(self, actor: Actor, cohort: CohortId) -> Publication:
        """What publishing would send, with the fingerprint of these decisions.

        Raises `Refusal(TOO_MANY_ACCEPTED | STANDING_UNSETTLED | LEFT_SERVER)`.
        """
        await self._presence.before_choosing(actor, cohort)
        async with self._store.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            decisions = await self._decisions(db, found)
            accepted, waiting, declined = (sum(one is kind for one in decisions.values()) for kind in Decision)
            free = found.capacity - await db.cohorts.count_taken(cohort) - accepted
            gone = [line for line in (await self._view(db, found, 0)).lines if line.left]
            passed = sum(decisions[line.application.id] is Decision.WAIT for line in gone)
            names = tuple(line.name for line in gone)
            return Publication(found, accepted, waiting, declined, min(free, waiting - passed), fingerprint(decisions), names)

    async def _decisions(self, db: Db, cohort: Cohort) -> dict[ApplicationId, Decision]:
        if cohort.state not in _SELECTABLE:
            raise Refusal(Why.ALREADY_DECIDED, title=cohort.title)
        rows = await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))
        if not rows or any(application.proposed is None for application, _ in rows):
            raise Refusal(Why.NO_DRAFT)
        decisions = {application.id: application.proposed or Decision.WAIT for application, _ in rows}
        check_publishable(list(decisions.values()), cohort.capacity, await db.cohorts.count_taken(cohort.id))
        await self._check_people(db, cohort, [person for a, person in rows if decisions[a.id] is Decision.ACCEPT])
        return decisions

    async def _check_people(self, db: Db, cohort: Cohort, accepted: list[Person]) -> None:
        """Nobody is accepted whose standing is not good at that moment, or who has left the server.

        Raises `Refusal(STANDING_UNSETTLED | LEFT_SERVER)` with who it is.
        """
        ids = {person.id for person in accepted}
        open_ = await not_settled(db, cohort.program, ids, self._clock.now())
        if names := [person.name[:40] for person in accepted if person.id in open_]:
            raise Refusal(Why.STANDING_UNSETTLED, names=", ".join(names[:10]), more=max(0, len(names) - 10))
        gone = await db.absences.among(cohort.program, ids)
        if names := [person.name[:40] for person in accepted if person.id in gone]:
            raise Refusal(Why.LEFT_SERVER, names=", ".join(names[:10]), more=max(0, len(names) - 10))

    async def publish(self, actor: Actor, cohort: CohortId, expected: int) -> tuple[Cohort, int]:
        """Decide: places given, the line formed in the draft's order, letters planned together.

        `expected` is the fingerprint of what the preview showed; a draft that has changed since is shown again first.
        """
        await self._presence.before_choosing(actor, cohort)
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            decisions = await self._decisions(db, found)
            if fingerprint(decisions) != expected:
                raise Refusal(Why.STALE)
            await permissions.once(db, actor, now)
            applied = [line.application for line in (await self._view(db, found, 0)).lines]
            line = count(1)
            for application in sorted(applied, key=lambda a: (a.place is None, a.place or 0, a.id)):
                decision = decisions[application.id]
                place = next(line) if decision is Decision.WAIT else None
                if decision is Decision.ACCEPT:
                    await offer(db, application, now)
                else:
                    await db.signups.change(application.id, state=decision.value, decided_at=now, place=place)
            await db.cohorts.change(cohort, state=State.FORMING.value)
            await fill(db, cohort, now)  # places that were left free, as the preview said
            await audit.note(db, actor, Action.SELECT, program, found, now, what="published", count=len(decisions))
            await self._deliveries.reconcile(db, cohort)
            await board.changed(db, self._deliveries, program, now)
            return found, len(decisions)
