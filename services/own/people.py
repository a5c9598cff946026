"""One's own corner: what one has here, how one wishes to be written to, and a hard week."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground import zones
from domain.ground.habits import Hours
from domain.ground.ids import CohortId
from domain.ground.people import Actor, Person, Reminder
from domain.ground.quiet import Observance
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Kind
from domain.ground.times import on_the_wall
from domain.ground.towns import town_named
from domain.group.curriculum import PROPOSING
from domain.joining.interests import as_compared
from domain.joining.signups import Application, ApplicationState
from domain.joining.standing import Look
from domain.sending.deliveries import Class, Delivery, Reason, Subject
from domain.sending.facts import OfPerson
from messages.ground.values import Form, Message
from messages.own import pauses as pause_words
from messages.own import people as words
from messages.own.people import Next, Own, Place
from services.ground import permissions
from services.ground.text import understood
from services.group.covenant.covenant_posts import own_covenants
from services.group.curriculum.arranging import waits
from services.group.prompts import without_text
from services.joining.good_standing import standing_of
from services.own.corner import Corner, corner_of, program_for, who_and_where
from services.own.pauses import compose_over, end_of, plan_return
from services.pair.ahead import next_sessions
from services.pair.apart import placed
from services.pair.parting.settling import Season
from services.sending.deliveries import Composer
from services.sending.unit import Press, Units
from storage.db import Db

_URGENT = (  # in which of their cohorts staff are waited for most
    CohortState.SELECTING, CohortState.FORMING, CohortState.OPEN, CohortState.MEETING, CohortState.DRAFT,
    CohortState.CLOSING, CohortState.COMPLETE, CohortState.CANCELLED,
)  # fmt: skip
_HAD = frozenset({ApplicationState.ACCEPTED, ApplicationState.WITHDRAWN, ApplicationState.REMOVED, ApplicationState.CANCELLED})
CALLED_OFF_SHOWN = timedelta(days=60)


async def _going_on(db: Db, person: Person) -> list[Cohort]:
    """The cohorts that the person has a place in, but for those that were called off."""
    return [cohort for cohort in await db.cohorts.joined_by(person.id) if cohort.state is not CohortState.CANCELLED]


async def _notes(db: Db, corner: Corner) -> int:
    """How many notes from their study they keep; on a server, from its cohorts alone. Who never had a place has none."""
    if not any(tie.joined or (tie.application is not None and tie.application.state in _HAD) for tie in corner.ties):
        return 0
    return sum(corner.actor.server in {None, server} for *_, server in await db.reflections.written_by(corner.person.id))


async def _to_sign(db: Db, here: Sequence[Place], person: Person) -> list[str]:
    """The titles of the cohorts whose covenant waits for their signature."""
    stands = await own_covenants(db, [place.cohort for place in here], person.id)
    return [place.cohort.title for place in here if place.cohort.id in stands and stands[place.cohort.id].state != "signed"]


async def _to_choose(db: Db, corner: Corner) -> list[str]:
    """The titles of the cohorts in which there are topics to choose from, and they have chosen none."""
    there = {place.cohort.id: place.cohort.title for place in corner.places() if place.there and place.cohort.state in PROPOSING}
    found = await db.curriculum.unchosen(corner.person.id, there) if there else set[CohortId]()
    return [title for id_, title in there.items() if id_ in found]


async def _topics(db: Db, corner: Corner) -> tuple[tuple[str, int, int], ...]:
    """How many topics they have proposed where they have a place, and how many they choose."""
    there = [place.cohort for place in corner.places() if place.there]
    found = await db.curriculum.of_person(corner.person.id) if there else {}
    return tuple((cohort.title, *found[cohort.id]) for cohort in there if cohort.id in found)


class People:
    """What a person may see and settle about themselves; there is nothing here about anybody else."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def me(self, actor: Actor) -> Own:
        """Everything that the actor has here; only reads."""
        async with self._units.read() as db:
            return await self._own(db, *await self._who_and_where(db, actor), actor)

    async def _who_and_where(self, db: Db, actor: Actor) -> tuple[Person | None, Program | None]:
        return await who_and_where(db, actor, self._units.deliveries)

    async def _own(self, db: Db, person: Person | None, program: Program | None, actor: Actor) -> Own:
        now = self._units.now()
        if person is None:
            return Own(None, (), (), (), (), now, (), program)
        corner = await corner_of(db, person, actor, now)
        wished = await corner.applications(db)
        letters = [
            (letter, title if actor.server in {None, server} else None)  # on a server, nothing of another one's is named
            for letter, title, server in await db.deliveries.letters_to(person.id, 3)
        ]
        topics, reads = await self._following(db, person, program)
        thread = person.dm_closed and program is not None and await db.people.thread(program.id, person.id) is not None
        return Own(
            person, await self._places(db, corner),
            tuple((application, cohort.title) for application, cohort in wished), await corner.open_rounds(db),
            tuple(letters), now, await self._ask_about_standing(db, person, wished, now), program, topics, reads,
            corner.called_off(now - CALLED_OFF_SHOWN), await _notes(db, corner), thread, await _topics(db, corner),
        )  # fmt: skip

    async def _places(self, db: Db, corner: Corner) -> tuple[Place, ...]:
        """With how they stand to its covenant, and where they have no partner in a season under way, with how they go on."""
        found: list[Place] = []
        covenants = await own_covenants(db, [place.cohort for place in corner.places() if place.there], corner.person.id)
        for place in corner.places():
            asks = place.there and not place.partners and place.cohort.state is CohortState.MEETING
            stands = await placed(db, place.cohort, corner.person.id, corner.now) if asks else None
            chooses = stands is not None and stands.way is not None and not stands.last
            found.append(replace(place, covenant=covenants.get(place.cohort.id), alone=stands if chooses else None))
        return tuple(found)

    async def _ask_about_standing(self, db: Db, person: Person, wished: list[tuple[Application, Cohort]], now: datetime) -> tuple[str, ...]:
        """Whom to write to about standing, for each program whose choice the person waits for."""
        waits = {cohort.program for one, cohort in wished if one.state is ApplicationState.APPLIED or one.place}
        open_ = {program for program in sorted(waits) if await standing_of(db, program, person.id, now) is not Look.GOOD}
        return tuple(program.contact for _, program in sorted((await db.programs.all_of(open_)).items()))

    async def _following(self, db: Db, person: Person, program: Program | None) -> tuple[tuple[str, ...], bool]:
        """The topics of which one wishes to hear, as their last cohort wrote them, and whether one reads the news."""
        if program is None:
            return (), False
        topics, reads = await db.interests.followed(program.id, person.id)
        written = {as_compared(c.topic): c.topic for c in await db.cohorts.on(program.server)} if topics else {}
        return tuple(written.get(topic, topic) for topic in topics), reads

    async def set_reminder(self, actor: Actor, choice: str) -> Own:
        """How long before a session one wishes to be reminded."""
        if choice not in set(Reminder):
            raise Refusal(Why.STALE)
        async with self._units.press(actor) as press:
            person = await press.me()
            if person.reminder != choice:
                await press.db.people.set_reminder(person.id, Reminder(choice), press.now)
            return await self._planned_anew(press, person)

    async def set_quiet(self, actor: Actor, choice: str) -> Own:
        """When the bot is to be quiet; religious data, shown to nobody."""
        if choice not in set(Observance):
            raise Refusal(Why.STALE)
        async with self._units.press(actor) as press:
            person = await press.me()
            await press.db.people.set_observance(person.id, Observance(choice))
            return await self._planned_anew(press, person)

    async def clock_form(self, actor: Actor) -> Form:
        """The form of one's own clock; only reads."""
        async with self._units.read() as db:
            return words.clock_form(*await self._who_and_where(db, actor))

    async def set_clock(self, actor: Actor, typed: str, hours: str) -> Own:
        """Where one's clock stands, as one says it, and by which hours one reads: those are kept even where the place is not understood.

        Raises `Refusal(UNKNOWN_ZONE | WHICH_CLOCK)`.
        """
        zone, no = understood(typed, self._units.now())
        async with self._units.press(actor) as press:
            person = await press.me()
            if hours in {words.USUAL, *Hours}:
                await press.db.people.set_hours(person.id, None if hours == words.USUAL else Hours(hours))
            if zone is not None:
                await press.db.people.set_zone(person.id, zone)
                return await self._planned_anew(press, person)
        assert no is not None  # noqa: S101
        raise no

    async def set_zone(self, actor: Actor, typed: str) -> Own:
        """Where one's clock stands, as one says it. Raises `Refusal(UNKNOWN_ZONE | WHICH_CLOCK)`."""
        zone = zones.zone_named(typed, self._units.now())
        async with self._units.press(actor) as press:
            person = await press.me()
            await press.db.people.set_zone(person.id, zone)
            return await self._planned_anew(press, person)

    async def town_form(self, actor: Actor) -> Form:
        """The form of where one is; only reads."""
        async with self._units.read() as db:
            return words.town_form(await db.people.by_user(actor.user))

    async def set_town(self, actor: Actor, typed: str, *, evenings: bool) -> Own:
        """Where one is, as one says it, with the clock there; nothing typed: forget it.

        Raises `Refusal(UNKNOWN_TOWN | WHICH_TOWN | TOWN_ELSEWHERE)`.
        """
        async with self._units.press(actor) as press:
            person, program = await self._me_here(press)
            clock = person.zone or (program.zone if program is not None else "UTC")
            try:
                town = replace(town_named(typed, clock, press.now), evenings=evenings) if typed.strip() else None
            except Refusal as no:
                no.facts["beside"] = ("yes" if evenings else "no",)
                raise
            await press.db.people.set_town(person.id, town)
            return await self._planned_anew(press, person)

    async def _planned_anew(self, press: Press, person: Person) -> Own:
        """Their settings have changed: what is planned for them in each cohort follows. Gives their page as it is now."""
        for cohort in await _going_on(press.db, person):
            press.changed(cohort)
        _, program = await self._me_here(press)
        return await self._own(press.db, await press.db.people.get(person.id), program, press.actor)

    async def _me_here(self, press: Press) -> tuple[Person, Program | None]:
        """The actor, and the program of the server they are on; elsewhere the one that they belong to."""
        person, here = await press.me_here()
        return person, await program_for(press.db, person, here, press.actor, press.deliveries)

    async def pause(self, actor: Actor, days: object = None, until: str | None = None) -> tuple[datetime, tuple[str, ...]]:
        """Everything automatic stops until a day one names, 09:00 on one's own clock; the place is kept. `days`: or `TO_SESSION`."""
        async with self._units.press(actor) as press:
            db, now = press.db, press.now
            person, program = await self._me_here(press)
            program = program or await press.deliveries.program_of(db, person)
            zone = person.zone or (program.zone if program is not None else "UTC")
            back = await end_of(press, person, zone, days, until)
            end = back.instant()
            await db.people.pause(person.id, until=back)
            await db.deliveries.unpause(person.id, now)  # an earlier day than before; the gate decides the rest
            going_on = await _going_on(db, person)
            for cohort in going_on:
                press.changed(cohort)
            if program is not None:
                await plan_return(press, person, program, end)
            pairs = await db.chevruta.of_person(person.id)
            started = {cohort.id for cohort in going_on if cohort.started_at is not None}
            return end, tuple(name for pair, names in pairs if pair.cohort in started and pair.until is None for name in names)

    async def resume(self, actor: Actor) -> None:
        """Back before the day that was named."""
        async with self._units.press(actor) as press:
            person = await press.me()
            await press.db.people.pause(person.id, until=None)
            await press.db.deliveries.unpause(person.id, press.now)
            for cohort in await _going_on(press.db, person):
                press.changed(cohort)
                if (season := await Season.read(press, cohort)) is not None:
                    await season.back(person.id)

    async def try_direct(self, actor: Actor) -> bool:
        """Send a direct message to see whether they are open again; else letters go to the private thread. True where there is one."""
        async with self._units.press(actor) as press:
            db = press.db
            person, program = await self._me_here(press)
            if program is None:
                raise Refusal(Why.STALE)
            await db.people.reopen({person.id})
            key = f"person/{person.id}/here-again/{actor.interaction}"
            await press.deliveries.direct(db, key, Subject.HERE_AGAIN, person, program, None, acted_at=press.now)
            return await db.people.thread(program.id, person.id) is not None

    async def tell_partners_of_pause(self, actor: Actor) -> None:
        """The partners hear one approved line; pressed twice, they hear it once."""
        async with self._units.press(actor) as press:
            db = press.db
            person = await db.people.by_user(actor.user)
            if person is None or person.paused_until is None:
                raise Refusal(Why.STALE)
            cohorts = [(cohort, await db.programs.get(cohort.program)) for cohort in await _going_on(db, person)]
            there = [one for one in cohorts if actor.server is not None or actor.sees(one[1].server)]
            if cohorts and not there:
                permissions.require_presence(actor, cohorts[0][1], own=True)
            for cohort, program in there:
                for pair in await db.chevruta.published(cohort.id):
                    for partner in (await db.people.all_of(pair.members)).values() if person.id in pair.members else ():
                        if partner.id != person.id:
                            key = f"pause/{person.id}/{person.paused_until:%Y%m%d}/to/{partner.id}/{cohort.id}"
                            await press.deliveries.direct(
                                db, key, Subject.PARTNER_PAUSED, partner, program, cohort.id, Class.NOTICE, facts=OfPerson(person.id)
                            )

    async def may_pause_until(self, actor: Actor) -> tuple[str, date | None]:
        """How the actor is called here, and the day of their next session by their own clock, if they have one."""
        async with self._units.read() as db:
            person, program = await self._who_and_where(db, actor)
            ahead = [] if person is None else await next_sessions(db, person.id, self._units.now())
        if person is None or not ahead:
            return (actor.name if person is None else person.name), None
        zone = person.zone or ("UTC" if program is None else program.zone)
        return person.name, on_the_wall(ahead[0][1].starts_at, zone).date()

    async def help(self, actor: Actor) -> Next:
        """The likely next things for the actor, by what they are and what waits; only reads."""
        async with self._units.read() as db:
            person, program = await self._who_and_where(db, actor)
            if program is None and actor.server is not None:
                return Next((("set-up", ""),) if actor.manages_server else (("board", ""),), None)
            corner = None if person is None else await corner_of(db, person, actor, self._units.now())
            steps = [] if corner is None else await self._member_steps(db, corner)
            if program is not None and actor.sees(program.server):
                steps += await self._staff_steps(db, program, corner, actor)
            steps += [("board", ""), ("me", "")]
            return Next(tuple(steps), None if program is None else program.contact)

    async def _member_steps(self, db: Db, corner: Corner) -> list[tuple[str, str]]:
        here = [place for place in corner.places() if place.there]
        steps = [("check-in", round_.cohort.title) for round_ in await corner.open_rounds(db) if round_.standing is None]
        steps += [("sign-covenant", title) for title in await _to_sign(db, here, corner.person)]
        steps += [("next-session", place.cohort.title) for place in here if place.session is not None]
        steps += [("topics", title) for title in await _to_choose(db, corner)]
        started = (cohort.title for application, cohort in corner.applied() if application.state is ApplicationState.STARTED)
        return steps + [("apply-more", title) for title in started]

    async def _staff_steps(self, db: Db, program: Program, corner: Corner | None, actor: Actor) -> list[tuple[str, str]]:
        manager = Kind.MANAGER in permissions.kinds(actor, program)
        led = [] if corner is None else [tie.cohort for tie in corner.ties if tie.leads and tie.cohort.program == program.id]
        cohorts = [c for c in (await db.cohorts.on(program.server) if manager else led) if c.state is not CohortState.CANCELLED]
        if manager and not cohorts:
            return [("create-cohort", "")]
        urgent = sorted(cohorts, key=lambda cohort: (_URGENT.index(cohort.state), -cohort.id))
        return [(await self._step(db, cohort), cohort.title) for cohort in urgent[: words.MOST_STEPS]]

    async def _step(self, db: Db, cohort: Cohort) -> str:
        if cohort.frozen_at is None:
            return "freeze-dates" if await db.cohorts.drafted_dates(cohort.id) else "add-sessions"
        match cohort.state:
            case CohortState.DRAFT:
                return "open-cohort"
            case CohortState.OPEN | CohortState.SELECTING:
                return "select"
            case CohortState.FORMING:
                if cohort.link is None:
                    return "set-link"
                return "pair" if await db.chevruta.published_at(cohort.id) is None else "start"
            case _:
                if await without_text(db, cohort, self._units.now()) is not None:
                    return "prompt"
                waiting = await waits(db, cohort, self._units.now())
                return "arrange" if waiting is not None and waiting.bare else "today"

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a person's pause, and where their letters go."""
        return {
            Subject.PARTNER_PAUSED: self._compose_paused,
            Subject.PAUSE_OVER: compose_over,
            Subject.HERE_AGAIN: self._compose_here,
        }

    async def _compose_here(self, db: Db, row: Delivery, now: datetime) -> Message:
        return words.here_again()

    async def _compose_paused(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        who = await db.people.get(row.facts_as(OfPerson).who)
        partner = None if row.person is None else await db.people.get(row.person)
        if who is None or partner is None or not who.is_paused(now) or who.paused_until is None:
            return Reason.UNWANTED
        if row.cohort is not None and row.cohort not in {cohort.id for cohort in await _going_on(db, partner)}:
            return Reason.UNWANTED  # they are partners no more
        return pause_words.partner_paused(partner.name, who.name, who.paused_until)
