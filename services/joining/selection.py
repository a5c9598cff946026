"""Selection: a kept draft with reasons, edited by people, published by a person. The software refuses nobody by itself."""

from collections.abc import Sequence
from itertools import count
from random import Random

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ApplicationId, CohortId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.joining.selection import HEAVIEST, Candidate, Drawn, Ranked, Weights, check_publishable, fingerprint, mark_of
from domain.joining.selection import compare as compared
from domain.joining.selection import draft as draw
from domain.joining.signups import Application, ApplicationState, Decision, Ground
from messages.ground.values import Form
from messages.joining import selection as words
from messages.joining.selection import PAGE, Comparison, Draft, DraftLine, Publication
from services.ground import permissions
from services.ground.text import required, whole
from services.joining.good_standing import line_moves, named, not_in_good_standing
from services.joining.waitlist import after_the_last, fill, offer
from services.program.presence import Presence
from services.sending import receipts
from services.sending.unit import Units
from storage.db import Db

Applied = Sequence[tuple[Application, Person]]

_SELECTABLE = frozenset({CohortState.OPEN, CohortState.SELECTING})


async def applied_to(db: Db, cohort: Cohort) -> list[tuple[Application, Person]]:
    """Those who are to be decided on. Raises `Refusal(PLACES_GIVEN)`."""
    if cohort.state not in _SELECTABLE:
        raise Refusal(Why.PLACES_GIVEN, title=cohort.title)
    return await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))


class Selection:
    """Drafts of who is in."""

    def __init__(self, units: Units, presence: Presence, chance: Random) -> None:
        self._units = units
        self._presence = presence
        self._chance = chance

    async def draft(self, actor: Actor, cohort: CohortId, page: int = 0) -> Draft:
        """The draft as it stands: drawn for whoever has no proposal yet, with the cohort's kept seed; edits are left alone."""
        if page == 0:  # not again at each turn of a page
            await self._presence.before(actor, Action.SELECT, cohort)
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            act.only_prepares()
            db, found = act.db, act.cohort
            applied = await applied_to(db, found)
            if any(application.proposed is None for application, _ in applied):
                applied = await self._draw(db, found, applied)
            return await self._view(db, found, page, applied)

    async def redraw(self, actor: Actor, cohort: CohortId, latest: int) -> Draft:
        """Another draw with another seed; what was moved by hand stays. `latest` is the number of the draft that was looked at."""
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found = act.db, act.cohort
            applied = await applied_to(db, found)
            if latest not in (await db.selection.numbers(cohort))[:1]:
                raise Refusal(Why.STALE)
            await db.cohorts.set_seed(cohort, self._chance.getrandbits(53))
            act.says(what="redrawn")
            return await self._view(db, found, 0, await self._draw(db, found, applied))

    async def weights_form(self, actor: Actor, cohort: CohortId) -> Form:
        """What counts, as it stands; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            await applied_to(db, found)
            return words.weights_form(found, await db.selection.weights(cohort))

    async def weigh(self, actor: Actor, cohort: CohortId, away: str, setting: str, zone: str, aim: str | None = None) -> Draft:
        """Say how much each criterion counts, from 0 to 10, and draw again with the same seed; for the aim, None leaves it.

        Raises `Refusal(BAD_NUMBER)`.
        """
        said = Weights(*(whole(typed.strip(), 0, HEAVIEST) for typed in (away, setting, zone)))
        aimed = None if aim is None else whole(aim.strip(), 0, HEAVIEST)
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found = act.db, act.cohort
            applied = await applied_to(db, found)
            kept = await db.selection.weights(cohort)
            weights = replace(said, aim=kept.aim if aimed is None else aimed)
            if weights != kept:
                await db.selection.set_weights(cohort, weights)
                act.says(what="weighed")
                applied = await self._draw(db, found, applied)
            return await self._view(db, found, 0, applied)

    async def _draw(self, db: Db, cohort: Cohort, applied: Applied) -> Applied:
        """Rank everybody whose line no person has moved; lines moved by hand keep their decision and take their places first."""
        by_hand = [_as_it_stands(a) for a, _ in applied if Ground.BY_HAND in a.grounds]
        away = await db.signups.turned_away({a.person for a, _ in applied}, cohort.id)
        candidates = tuple(
            Candidate(a.id, a.person, person.zone or cohort.zone, a.answers.setting, a.person in away, bool(cohort.aim) and a.fits_aim)
            for a, person in applied
            if Ground.BY_HAND not in a.grounds
        )
        taken = await db.cohorts.count_taken(cohort.id) + sum(line.decision is Decision.ACCEPT for line in by_hand)
        seed, weights = await db.cohorts.seed(cohort.id), await db.selection.weights(cohort.id)
        places = max(cohort.capacity - taken, 0)
        drawn = {line.application: line for line in draw(candidates, places, seed, weights)}
        if applied:
            await db.selection.propose(drawn.values())
            kept = Drawn(seed, weights, places, candidates, tuple(drawn.values()), tuple(by_hand))
            await db.selection.keep(cohort.id, kept, self._units.now())
        return [(_with(a, drawn.get(a.id)), person) for a, person in applied]

    async def _view(self, db: Db, cohort: Cohort, page: int, applied: Applied) -> Draft:
        order = sorted(applied, key=lambda r: (r[1].name.casefold(), r[0].id))  # stable: a page shows the same people after an edit
        taken = await db.cohorts.count_taken(cohort.id)
        open_ = await not_in_good_standing(db, cohort.program, {a.person for a, _ in applied}, self._units.now())
        page = max(0, min(page, (len(order) - 1) // PAGE))
        gone = await db.absences.among(cohort.program, {a.person for a, _ in applied})
        lines = tuple(DraftLine(a, person.name, person.id not in open_, person.id in gone) for a, person in order)
        numbers = await db.selection.numbers(cohort.id)
        seed, weights = await db.cohorts.seed(cohort.id), await db.selection.weights(cohort.id)
        return Draft(cohort, lines, taken, page, seed, weights, numbers[0] if numbers else 0, len(numbers) > 1)

    async def choose(
        self, actor: Actor, cohort: CohortId, page: int, chosen: set[int], kind: Decision = Decision.ACCEPT, seen: int | None = None
    ) -> Draft:
        """Of those on that page, exactly these are of that kind, and who no longer is waits; moves by hand are kept as such.

        `seen` is the mark of those who were on the page that was looked at, as they stood; when that is another by now, nobody is moved.
        """
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found = act.db, act.cohort
            applied = await applied_to(db, found)
            shown = await self._shown(db, found, page, applied, seen)
            moves = [
                (a.id, decision, a.place)  # whoever is moved back at once has not lost their turn
                for a in shown  # without a proposal: applied since, and was on nobody's page
                if a.proposed is not None and (decision := _chosen(a.proposed, kind, picked=a.id in chosen)) is not a.proposed
            ]
            if moves:
                await db.selection.move(moves)
                act.says(what="moved", count=len(moves))
            return await self._view(db, found, page, await applied_to(db, found))

    async def fit(self, actor: Actor, cohort: CohortId, page: int, chosen: set[int], seen: int) -> Draft:
        """Of those on that page, exactly these fit the announced aim; drawn again with the same seed, and moves by hand stay.

        `seen` is as in `choose`. Raises `Refusal(STALE)` where no aim is announced.
        """
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found = act.db, act.cohort
            applied = await applied_to(db, found)
            if not found.aim:
                raise Refusal(Why.STALE)
            shown = await self._shown(db, found, page, applied, seen)
            changed = {a.id: a.id in chosen for a in shown if (a.id in chosen) is not a.fits_aim}
            if changed:
                await db.selection.fit(changed)
                act.says(what="fitted", count=len(changed))
                applied = await self._draw(db, found, await applied_to(db, found))
            return await self._view(db, found, page, applied)

    async def _shown(self, db: Db, cohort: Cohort, page: int, applied: Applied, seen: int | None) -> list[Application]:
        """Those of a page, as it was looked at. Raises `Refusal(STALE)` when others are on it by now, or somebody has moved one of them."""
        view = await self._view(db, cohort, page, applied)
        if seen is not None and view.mark != seen:
            raise Refusal(Why.STALE)
        return [line.application for line in view.shown]

    async def because_form(self, actor: Actor, cohort: CohortId, page: int) -> Form:
        """Why those of that page were moved by hand who have no reason yet, or else all of them; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            view = await self._view(db, found, page, await applied_to(db, found))
            to_explain = _to_explain(view)
            if not to_explain:
                raise Refusal(Why.STALE)
            return words.because_form(view, to_explain, _mark(to_explain))

    async def explain(self, actor: Actor, cohort: CohortId, page: int, expected: int, because: str) -> Draft:
        """Keep why they were moved; staff alone see it. `expected` is the mark of those whom the form was about."""
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found = act.db, act.cohort
            view = await self._view(db, found, page, await applied_to(db, found))
            to_explain = _to_explain(view)
            if not to_explain or _mark(to_explain) != expected:
                raise Refusal(Why.STALE)
            reason = required(because, words.LONGEST_REASON)
            for line in to_explain:
                await db.signups.explain(line.application.id, reason)
            act.says(what="explained", count=len(to_explain))
            return await self._view(db, found, page, await applied_to(db, found))

    async def compare(self, actor: Actor, cohort: CohortId) -> Comparison:
        """Who would be in by the last two kept drafts; only reads. Raises `Refusal(NO_DRAFT)` while there are not two."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            kept = await db.selection.latest(cohort)
            if len(kept) < 2:
                raise Refusal(Why.NO_DRAFT)
            (first, drawn_at), (second, drawn_again_at) = kept
            people = await db.people.all_of({line.person for one in (first, second) for line in (*one.lines, *one.by_hand)})
        who = compared(first, second)
        both, one, other = (sorted(people[p].name for p in ids if p in people) for ids in (who.both, who.first, who.second))
        return Comparison(found, (first, second), (drawn_at, drawn_again_at), tuple(both), tuple(one), tuple(other))

    async def preview(self, actor: Actor, cohort: CohortId) -> Publication:
        """What publishing would send, with the mark of exactly that.

        Raises `Refusal(TOO_MANY_ACCEPTED | STANDING_NOT_GOOD | LEFT_SERVER)`.
        """
        await self._presence.before(actor, Action.SELECT, cohort)
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            return await self._publication(db, found, await self._decisions(db, found))

    async def _publication(self, db: Db, cohort: Cohort, decisions: dict[ApplicationId, Decision]) -> Publication:
        """What those decisions send, letters to the line for places that are left over among them, with the mark of exactly that."""
        accepted, waiting, declined = (sum(one is kind for one in decisions.values()) for kind in Decision)
        free = cohort.capacity - await db.cohorts.count_taken(cohort.id) - accepted
        lines = (await self._view(db, cohort, 0, await applied_to(db, cohort))).lines
        passed = sum(decisions[line.application.id] is Decision.WAIT for line in lines if line.left or not line.in_good_standing)
        gone = tuple(line.name for line in lines if line.left)
        moves = await line_moves(db, replace(cohort, state=CohortState.FORMING), self._units.now())
        left = min(free, waiting - passed) if moves else 0
        begun = (await db.signups.counts(cohort.id)).get(ApplicationState.STARTED, 0)
        return Publication(cohort, accepted, waiting, declined, left, mark_of((fingerprint(decisions), left)), gone, begun)

    async def _decisions(self, db: Db, cohort: Cohort) -> dict[ApplicationId, Decision]:
        rows = await applied_to(db, cohort)
        if not rows or any(application.proposed is None for application, _ in rows):
            raise Refusal(Why.NO_DRAFT)
        decisions = {application.id: application.proposed or Decision.WAIT for application, _ in rows}
        check_publishable(list(decisions.values()), cohort.capacity, await db.cohorts.count_taken(cohort.id))
        await self._check_people(db, cohort, [person for a, person in rows if decisions[a.id] is Decision.ACCEPT])
        return decisions

    async def _check_people(self, db: Db, cohort: Cohort, accepted: list[Person]) -> None:
        """Nobody is accepted whose standing is not good at that moment, or who has left the server.

        Raises `Refusal(STANDING_NOT_GOOD | LEFT_SERVER)` with who it is.
        """
        ids = {person.id for person in accepted}
        open_ = await not_in_good_standing(db, cohort.program, ids, self._units.now())
        if not_good := [person for person in accepted if person.id in open_]:
            names, more = named(not_good)
            raise Refusal(Why.STANDING_NOT_GOOD, names=names, more=more)
        gone = await db.absences.among(cohort.program, ids)
        if away := [person for person in accepted if person.id in gone]:
            names, more = named(away)
            raise Refusal(Why.LEFT_SERVER, names=names, more=more)

    async def publish(self, actor: Actor, cohort: CohortId, expected: int) -> tuple[Cohort, int]:
        """Decide: places given, the line formed in the draft's order, letters planned together.

        `expected` is the mark of what the preview showed; where another draft or other places would send something else, it is shown first.
        """
        await self._presence.before(actor, Action.SELECT, cohort)
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found, now = act.db, act.cohort, act.now
            decisions = await self._decisions(db, found)
            if (await self._publication(db, found, decisions)).fingerprint != expected:
                raise Refusal(Why.STALE)
            applied = [application for application, _ in await applied_to(db, found)]
            line = count(await after_the_last(db, cohort))  # behind those who stand in it already
            open_ = await not_in_good_standing(db, found.program, {application.person for application in applied}, now)
            for application in sorted(applied, key=lambda a: (a.place is None, a.place or 0, a.id)):
                decision = decisions[application.id]
                place = next(line) if decision is Decision.WAIT else None
                if decision is Decision.ACCEPT:
                    await offer(db, application, now)
                else:
                    await db.signups.decide(application.id, ApplicationState(decision.value), now, place)
                    if application.person in open_:
                        await db.signups.set_open_told(application.id, now)  # as the letter says
            await db.cohorts.step(cohort, CohortState.FORMING)
            await fill(db, cohort, now)  # places that were left free, as the preview said
            act.says(what="published", count=len(decisions))
            await receipts.promise(act, found, act.program, await act.me())
            return found, len(decisions)


def _as_it_stands(application: Application) -> Ranked:
    return Ranked(application.id, application.person, application.proposed or Decision.WAIT, application.place, application.grounds)


def _with(application: Application, line: Ranked | None) -> Application:
    """The application with what was drawn for it."""
    return application if line is None else replace(application, proposed=line.decision, place=line.place, grounds=line.grounds)


def _chosen(proposed: Decision, kind: Decision, *, picked: bool) -> Decision:
    """What a choice of those of one kind makes of somebody."""
    if picked:
        return kind
    return Decision.WAIT if proposed is kind else proposed


def _to_explain(view: Draft) -> list[DraftLine]:
    moved = [line for line in view.shown if Ground.BY_HAND in line.application.grounds]
    return [line for line in moved if not line.application.because] or moved


def _mark(moved: Sequence[DraftLine]) -> int:
    return fingerprint({line.application.id: line.application.proposed or Decision.WAIT for line in moved})
