"""Cohorts: made, opened, started; and what their facilitators see of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from msgspec.structs import replace

from domain.cohort import cohorts as rules
from domain.cohort import today as looking
from domain.cohort.cohorts import Cohort, CohortState, Policy
from domain.ground.ids import CohortId, PairId, PersonId, UserId
from domain.ground.people import Actor, Person
from domain.ground.places import Home
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.group.sessions import Round, SessionState, rounds
from domain.joining.signups import ApplicationState
from domain.joining.waitlist import line_is_over
from domain.pair import progress
from domain.pair.agreeing import Standing, standing
from domain.pair.checkins import Answer, Cell
from domain.pair.chevruta import Pair
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfCohortRound
from domain.sending.roles import Role
from domain.sending.timeline.brake import left_out
from domain.sending.timeline.season import Season
from messages.cohort import cohorts as words
from messages.cohort import silence
from messages.cohort.cohorts import EDITABLE, Hearing, LooseEnds, Quiet, Timeline, Today
from messages.ground.values import Form, Message
from messages.joining.board import Board
from messages.joining.waitlist import More
from services.cohort import timelines
from services.cohort.busy import of_the_days
from services.ground import permissions
from services.ground.text import required, whole
from services.group.covenant.covenants import unsigned
from services.group.curriculum.arranging import waits
from services.group.links import without_links
from services.group.planning import meeting_then
from services.group.prompts import without_text
from services.joining import board, windows
from services.joining.good_standing import named, paired_and_left
from services.joining.waitlist import raising
from services.pair.ahead import brings_more
from services.pair.study.silence import wrote_unclearly
from services.program.facilitators import check_role, role_of
from services.program.homes import check_chosen, check_home
from services.program.presence import Presence
from services.sending import undelivered
from services.sending.deliveries import Composer, season_of
from services.sending.unit import Units
from storage.db import Db


class New(Value):
    """What a manager says of a new cohort."""

    title: str
    topic: str
    places: int
    home: Home
    facilitator: UserId
    facilitator_name: str
    role: Role | None = None
    policy: str | None = None
    bot: bool = False  # the facilitator is no person


class Cohorts:
    """A cohort's life, and the pages about it."""

    def __init__(self, units: Units, presence: Presence, chance: Random) -> None:
        self._units = units
        self._presence = presence
        self._chance = chance

    async def create(self, actor: Actor, new: New) -> Cohort:
        """A cohort in draft, with its first facilitator and the seed of its draws.

        Raises `Refusal(NOT_A_PERSON | HOLDS_LINK)`, for its home as `check_chosen`, and for its role as `check_role`.
        """
        title, topic = required(new.title, 60), required(new.topic, 60)
        places = whole(new.places, 2, 24)
        async with self._units.act_here(actor, Action.CREATE_COHORT) as act:
            db, program, now = act.db, act.program, act.now
            if new.bot:
                raise Refusal(Why.NOT_A_PERSON)
            without_links(await db.cohorts.on(program.server), title, topic)
            check_chosen(program, new.home)
            role = check_role(program, new.role)
            leader = await db.people.ensure(new.facilitator, new.facilitator_name, now)
            id_ = await db.cohorts.add(
                program.id, now, title=title, topic=topic, capacity=places, zone=program.zone, home=new.home.channel,
                role=role, seed=self._chance.getrandbits(53), policy=Policy(new.policy) if new.policy in set(Policy) else None,
            )  # fmt: skip
            await db.cohorts.add_facilitator(id_, leader.id, now)
            made = await _get(db, id_)
            await role_of(act, made, program, leader, f"cohort/{id_}/facilitator/{leader.id}/first")
            act.about(Action.CREATE_COHORT, program, made)
            return made

    async def edit_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form with what stands; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return words.edit_form(found)

    async def edit(self, actor: Actor, cohort: CohortId, title: str, topic: str, places: str, aim: str) -> tuple[Cohort, More | None]:
        """Another title, topic, number of places or aim. Raises `Refusal(TOO_FEW_PLACES)` below what is taken or held.

        What everybody on the server reads holds the meeting link of no cohort: `Refusal(HOLDS_LINK)`.

        More places that people who wait would be offered are not there yet: it gives what is to be confirmed first.
        """
        named, about, most = required(title, 60), required(topic, 60), whole(places.strip(), 2, 24)
        aimed = required(aim, 100) if aim.strip() else None
        async with self._units.act(actor, Action.EDIT_COHORT, cohort) as act:
            db, found = act.db, act.cohort
            if found.state in rules.ENDED:
                raise Refusal(Why.WRONG_STATE, state=found.state)
            without_links(await db.cohorts.on(act.program.server), named, about, aimed)
            taken = await db.cohorts.count_taken(cohort)
            if most < taken:
                raise Refusal(Why.TOO_FEW_PLACES, title=found.title, members=taken)
            more = await raising(db, found, act.program, most, act.now)
            await db.cohorts.edit(cohort, title=named, topic=about, capacity=most if more is None else found.capacity, aim=aimed)
            changed = await _get(db, cohort)
            if found.aim is not None and changed.aim != found.aim:
                await db.selection.forget_fits(cohort)
            parts = [name for name, part in EDITABLE.items() if getattr(found, part) != getattr(changed, part)]
            if parts:
                act.says(settings=",".join(parts))
            else:
                act.only_prepares()  # the same once more
            return changed, None if more is None else replace(more, cohort=changed)

    async def preview_start(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, int, int, Hearing]:
        """What starting would send: the cohort, how many posts and threads, how many native events, and to whom letters about partners.

        Raises `Refusal(NOT_READY)` with all that is missing, and `Refusal(PAIRED_AND_LEFT)` with who it is.
        """
        await self._presence.before(actor, Action.START_COHORT, cohort)
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.START_COHORT, cohort)
            await self._may_start(db, found)
            season = await season_of(db, found, program)
        meets = sum(one.state is SessionState.PLANNED for one in season.sessions)
        return found, bool(season.pairs) + 2 * meets, meets, _hearing(season)

    async def start(self, actor: Actor, cohort: CohortId, home: Home) -> tuple[Cohort, datetime | None, Hearing]:
        """Let the season run; started twice, it says what stands. Raises what its preview raises, and for its home as `check_home`."""
        await self._presence.before(actor, Action.START_COHORT, cohort)
        async with self._units.act(actor, Action.START_COHORT, cohort) as act:
            db, found, now = act.db, act.cohort, act.now
            if found.state is not CohortState.MEETING:
                await self._may_start(db, found)
                await check_home(db, found, act.program, home)
                await db.cohorts.start(cohort, now)
            sessions = [s for s in await db.sessions.of(cohort) if s.starts_at > now and s.state is SessionState.PLANNED]
            began = await _get(db, cohort)
            return began, sessions[0].starts_at if sessions else None, _hearing(await season_of(db, began, act.program))

    async def _may_start(self, db: Db, cohort: Cohort) -> None:
        """Raises `Refusal` where it may not start. Nobody begins with a partner who has left the server."""
        rules.step(cohort, CohortState.MEETING, await windows.readiness(db, cohort))
        if gone := await paired_and_left(db, cohort, await db.chevruta.published(cohort.id)):
            names, more = named(gone)
            raise Refusal(Why.PAIRED_AND_LEFT, names=names, more=more)

    async def board(self, actor: Actor, page: int = 0) -> Board:
        """What is open or coming on the actor's server."""
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SEE_BOARD)
            return await board.view(db, program, self._units.now(), page, actor.user)

    async def choices(self, actor: Actor, typed: str, staff: bool) -> list[Cohort]:
        """Cohorts for autocomplete: for staff those they may act on, for others what the board shows."""
        if actor.server is None:
            return []
        async with self._units.read() as db:
            program = await db.programs.on(actor.server)
            if program is None:
                return []
            found = await db.cohorts.on(actor.server)
            if staff and program.manager_role not in actor.roles:
                person = await db.people.by_user(actor.user)
                led = set[CohortId]() if person is None else {cohort.id for cohort in await db.cohorts.led_by(person.id)}
                found = [cohort for cohort in found if cohort.id in led]
        shown = [c for c in found if typed.lower() in c.title.lower() and (staff or c.state in rules.ON_THE_BOARD)]
        return shown[-25:]

    async def timeline(self, actor: Actor, cohort: CohortId, page: int = 0) -> Timeline:
        """The season as members will get it: plan and rows in one list, each moment once."""
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.SEE_TIMELINE, cohort)
            season = await season_of(db, found, program)
            off = found.state is CohortState.CANCELLED
            rows = await (db.deliveries.of_cohort(cohort) if off else db.deliveries.of_season(cohort))
            days = await of_the_days(db, found, program, season)
        if off:
            return Timeline(found, timelines.word_of_it(found, rows), max(page, 0))
        return Timeline(found, timelines.season_lines(season, rows, self._units.now()), max(page, 0), tuple(days))

    async def today(self, actor: Actor, cohort: CohortId) -> Today:
        """The facilitator's page."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SEE_TODAY, cohort)
            view, person = await self.page_of(db, found), await db.people.by_user(actor.user)
            leads = person is not None and await permissions.leads(db, person.id, cohort)
            view = replace(view, topics=await waits(db, found, self._units.now()))
            if not leads:
                return view
            lacks, names = await unsigned(db, found, self._units.now())
            return replace(view, reflections=len(await db.reflections.for_facilitators(cohort)), lacks_covenant=lacks, unsigned=names)

    async def page_of(self, db: Db, cohort: Cohort) -> Today:
        """The page, read in the caller's transaction; whoever calls has asked for the right."""
        now, program = self._units.now(), await db.programs.get(cohort.program)
        sessions = await db.sessions.of(cohort.id)
        ahead = next((s for s in sessions if s.state is SessionState.PLANNED and s.ends_at > now), None)
        answers = await db.sessions.answers(ahead.id) if ahead is not None else {}
        members = {person.id: person for person in await db.cohorts.members(cohort.id)}
        coming = sum(1 for person, (answer, _) in answers.items() if person in members and answer.value == "yes")
        cannot = sum(1 for person, (answer, _) in answers.items() if person in members and answer.value == "no")
        spans = rounds(sessions, called_off=cohort.state is CohortState.CANCELLED)
        open_round = next((r for r in spans if r.opens_at <= now < r.closes_at), None)
        unasked = left_out(cohort, spans)
        checkins = standing(await db.checkins.of(cohort.id))
        shown = progress.with_a_line(await db.chevruta.ever(cohort.id), spans, now)
        pairs = [pair for pair in shown if pair.until is None]
        names = {pair.id: tuple(members[p].name for p in pair.members if p in members) for pair in shown}
        alone = await db.alone.of(cohort.id)
        whole = progress.grid(shown, spans, checkins, members, now, alone)
        grid = tuple((tuple(members[p].name for p in line.people), line.cells) for line in whole.lines if line.people)
        quiet, helped = ((), ()) if open_round is None else await _in_the_round(db, open_round, shown, members, checkins)
        around = {person.id: person.name for person in (*await db.cohorts.facilitators(cohort.id), *members.values())}
        gone = await db.absences.among(program.id, around)
        lost = await undelivered.lost(db, program, now, cohort=cohort.id)
        over = looking.silent(spans, unasked, shown, members, checkins, now)
        published_at, more = await db.chevruta.published_at(cohort.id), await brings_more(db, cohort, now)
        return Today(
            cohort, ahead.starts_at if ahead else None, coming, cannot, len(members), open_round.number if open_round else None,
            quiet, helped, grid, lost, tuple(p.name for p in members.values() if p.dm_closed),
            cohort.link is None,
            await without_text(db, cohort, now) if cohort.state is CohortState.MEETING else None,
            tuple(name for person, name in around.items() if person in gone),
            await db.cohorts.count_taken(cohort.id) - len(members),
            0 if line_is_over(cohort, sessions, now) else len(await db.signups.waiting(cohort.id)),
            await _asked(db, cohort), open_round is not None and open_round.number in unasked,
            await db.deliveries.count_waiting(cohort.id, Reason.HOME_OPEN),
            await _in_both(db, cohort, members, [one.starts_at for one in sessions if one.state is SessionState.PLANNED]),
            LooseEnds(
                {pair: names[pair] for cell in (Cell.QUIET, Cell.HELP) for pair in looking.in_the_open_round(shown, whole, cell)},
                _named(members, looking.without_pair(cohort, published_at, members, pairs, gone)),
                _named(members, looking.left_alone(cohort, pairs, members)),
                None if cohort.state is CohortState.CANCELLED else looking.lacking(ahead),
                None if over is None else over.number, {} if over is None else {pair: names[pair] for pair in over.pairs}, open_round,
                tuple((one, names[one.pair]) for one in looking.left_open(spans, shown, checkins, now) if names[one.pair]),
            ),
            without=tuple((members[one].name, row.way if more else None) for one, row in alone.items() if one in members),
        )  # fmt: skip

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a cohort by itself."""
        return {
            Subject.WORD: self._compose_word,
            Subject.BOARD: board.compose,
        }

    async def _compose_word(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """The one word to the facilitator; nothing to say means nothing is said."""
        assert row.cohort is not None  # noqa: S101
        cohort = await _get(db, row.cohort)
        view = await self.page_of(db, cohort)
        number = row.facts_as(OfCohortRound).round
        if view.round != number or not view.quiet:
            return Reason.UNWANTED
        until = view.next_session or now + timedelta(days=5)
        return silence.word(cohort, number, view.quiet, until)


def _named(members: Mapping[PersonId, Person], people: Iterable[PersonId]) -> dict[PersonId, str]:
    return {person: members[person].name for person in people}


async def _in_the_round(
    db: Db, span: Round, pairs: Sequence[Pair], members: Mapping[PersonId, Person], checkins: Mapping[tuple[PairId, int], Standing]
) -> tuple[tuple[Quiet, ...], tuple[tuple[str, ...], ...]]:  # fmt: skip
    """How the round that is open goes: the pairs of whom nothing was heard, and those that look for a time."""
    wrote = await wrote_unclearly(db, members, span)
    quiet, helped = list[Quiet](), list[tuple[str, ...]]()
    for pair in pairs:
        here = [one for one in pair.members if one in members]
        names, stands = tuple(members[one].name for one in here), checkins.get((pair.id, span.number))
        asked = len(here) > 1 and span.asks(pair.since, pair.until)
        if stands is None and asked:
            quiet.append(Quiet(names, tuple(members[one].name for one in here if one in wrote)))
        elif stands is not None and names and stands.agreed.answer is Answer.HELP and not stands.open:
            helped.append(names)
    return tuple(quiet), tuple(helped)


async def _in_both(db: Db, cohort: Cohort, members: dict[PersonId, Person], starts: list[datetime]) -> tuple[tuple[str, str], ...]:
    """Members who are in another cohort that meets while this one does, by name, each with its title."""
    found = await meeting_then(db, cohort, list(members.values()), starts)
    return tuple(sorted({(members[one.person].name, one.title) for _, one in found}))


async def _asked(db: Db, cohort: Cohort) -> tuple[str, ...]:
    """Who was entered by hand, and has not confirmed it while they may."""
    if cohort.state is not CohortState.OPEN:
        return ()
    begun = await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.STARTED}))
    return tuple(person.name for application, person in begun if application.entered_by is not None)


def _hearing(season: Season) -> Hearing:
    here = {member.person for member in season.members}
    return Hearing(sum(one in here for pair in season.pairs for one in pair.members), sum(one in here for one, _ in season.unpaired))


async def _get(db: Db, cohort: CohortId) -> Cohort:
    found = await db.cohorts.get(cohort)
    if found is None:
        raise Refusal(Why.NO_SUCH_COHORT)
    return found
