"""One's own corner: what one has here, how one wishes to be written to, and a hard week."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, CohortState, Program
from domain.ground import zones
from domain.ground.habits import Hours
from domain.ground.people import Actor, Person, Reminder
from domain.ground.quiet import Observance
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Kind
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.towns import town_named
from domain.group.sessions import Session, SessionState, rounds
from domain.joining.interests import as_compared
from domain.joining.signups import Application, ApplicationState
from domain.joining.standing import Look
from domain.pair.checkins import Answer, CheckIn
from domain.sending.deliveries import Class, Delivery, Reason, Subject
from domain.sending.facts import OfPerson
from domain.sending.timeline.brake import left_out
from messages.ground.values import Form, Message
from messages.ground.words import speak
from messages.own import people as words
from messages.own.people import Next, Own, Place
from messages.pair.checkins import OwnRound
from services.ground import permissions
from services.ground.text import clock, day, understood, whole
from services.joining.good_standing import line_moves, standing_of
from services.pair.checkins import CheckIns
from services.sending.deliveries import Composer
from services.sending.unit import Press, Units
from storage.db import Db

LONGEST_PAUSE = 183
_ELSEWHERE = {
    ApplicationState.ACCEPTED,
    ApplicationState.WITHDRAWN,
    ApplicationState.REMOVED,
    ApplicationState.CANCELLED,
}  # said otherwise, or taken back
_SHOWN = frozenset(ApplicationState) - _ELSEWHERE
_WITHOUT = {ApplicationState.DECLINED, ApplicationState.LAPSED, ApplicationState.WAITLISTED}  # and without a place in the line
_URGENT = (  # in which of their cohorts staff are waited for most
    CohortState.SELECTING, CohortState.FORMING, CohortState.OPEN, CohortState.MEETING, CohortState.DRAFT,
    CohortState.CLOSING, CohortState.COMPLETE, CohortState.CANCELLED,
)  # fmt: skip
CALLED_OFF_SHOWN = timedelta(days=60)


def _may_know(said: CheckIn, person: Person) -> bool:
    """That a month is off, a partner hears in the words that were approved, or from the other one."""
    return said.answer is not Answer.NOT_THIS_MONTH or said.by == person.id


async def _going_on(db: Db, person: Person) -> list[Cohort]:
    """The cohorts that the person has a place in, but for those that were called off."""
    return [cohort for cohort in await db.cohorts.joined_by(person.id) if cohort.state is not CohortState.CANCELLED]


class People:
    """What a person may see and settle about themselves; there is nothing here about anybody else."""

    def __init__(self, units: Units, checkins: CheckIns) -> None:
        self._units = units
        self._checkins = checkins

    async def me(self, actor: Actor) -> Own:
        """Everything that the actor has here; only reads."""
        async with self._units.read() as db:
            return await self._own(db, await db.people.by_user(actor.user), actor)

    async def _own(self, db: Db, person: Person | None, actor: Actor) -> Own:
        now = self._units.now()
        program = await self._program(db, person, actor)
        if person is None:
            return Own(None, (), (), (), (), now, (), program)
        joined = [
            Place(c, await self._next_session(db, c, now), await self._partners(db, c, person))
            if actor.sees(c.server)
            else Place(c, there=False)
            for c in await self._here(db, person, actor)
        ]
        wished = await self._applications(db, person, actor, _SHOWN)
        applications = [one for one in wished if not await self._long_over(db, one[0], now)]
        open_ = await self._open(db, person, actor) if joined else []
        letters = [(letter, await self._title(db, letter, actor)) for letter in await db.deliveries.letters_to(person.id, 3)]
        contacts = await self._ask_about_standing(db, person, [application for application, _ in applications], now)
        topics, reads = await self._following(db, person, program)
        thread = program is not None and await db.people.thread(program.id, person.id) is not None
        off = [c for c in await db.cohorts.called_off(person.id, now - CALLED_OFF_SHOWN) if actor.server in {None, c.server}]
        return Own(
            person, tuple(joined), tuple(applications), tuple(open_), tuple(letters), now, contacts, program, topics, reads, tuple(off),
            thread,
        )  # fmt: skip

    async def _ask_about_standing(self, db: Db, person: Person, applications: list[Application], now: datetime) -> tuple[str, ...]:
        """Whom to write to about standing, for each program whose choice the person waits for."""
        waits = [one for one in applications if one.state is ApplicationState.APPLIED or one.place]
        waiting = [await db.cohorts.get(one.cohort) for one in waits]
        programs = sorted({cohort.program for cohort in waiting if cohort is not None})
        open_ = [program for program in programs if await standing_of(db, program, person.id, now) is not Look.GOOD]
        return tuple([(await db.programs.get(program)).contact for program in open_])

    async def _program(self, db: Db, person: Person | None, actor: Actor) -> Program | None:
        """The program of the server one is on; elsewhere the one that one belongs to."""
        if actor.server is not None:
            found = await db.programs.on(actor.server)
        else:
            found = None if person is None else await self._units.deliveries.program_of(db, person)
        if found is not None:
            speak(found, person)
        return found

    async def _following(self, db: Db, person: Person, program: Program | None) -> tuple[tuple[str, ...], bool]:
        """The topics of which one wishes to hear, as their last cohort wrote them, and whether one reads the news."""
        if program is None:
            return (), False
        reads = await db.interests.reads(program.id, person.id)
        topics = await db.interests.topics(program.id, person.id)
        written = {as_compared(c.topic): c.topic for c in await db.cohorts.on(program.server)} if topics else {}
        return tuple(written.get(topic, topic) for topic in topics), reads

    async def _here(self, db: Db, person: Person, actor: Actor) -> list[Cohort]:
        """The cohorts that the person has a place in; on a server, those of that server. To have a place is theirs to know anywhere."""
        return [c for c in await _going_on(db, person) if actor.server in {None, c.server}]

    async def _open(self, db: Db, person: Person, actor: Actor) -> list[OwnRound]:
        found = await self._checkins.open_rounds(db, person)
        rounds_ = [round_ for round_, _, cohort in found if actor.sees(cohort.server)]
        standing = [await db.checkins.standing(round_.pair, round_.number) for round_ in rounds_]
        shown = (said.answer if said is not None and _may_know(said, person) else None for said in standing)
        return [replace(r, standing=answer) for r, answer in zip(rounds_, shown, strict=True)]

    async def _applications(
        self, db: Db, person: Person, actor: Actor, states: frozenset[ApplicationState]
    ) -> list[tuple[Application, str]]:
        """The person's applications in those states, each with its cohort's title."""
        found = [
            (application, cohort.title)
            for application in await db.signups.by_person(person.id)
            if application.state in states
            and (cohort := await db.cohorts.get(application.cohort)) is not None
            and actor.server in {None, cohort.server}
            and cohort.state is not CohortState.CANCELLED
        ]
        return [(await self._in_line(db, application), title) for application, title in found]

    async def _in_line(self, db: Db, application: Application) -> Application:
        """With the place that it has in the line now; none once the line has come to its end."""
        if application.state is not ApplicationState.WAITLISTED:
            return application
        cohort = await db.cohorts.get(application.cohort)
        if cohort is None or not await line_moves(db, cohort, self._units.now()):
            return replace(application, place=None)
        line = [one.id for one in await db.signups.waiting(application.cohort)]
        return replace(application, place=line.index(application.id) + 1)

    async def _long_over(self, db: Db, application: Application, now: datetime) -> bool:
        """True for one that ended without a place, once its cohort has met for the last time."""
        if application.state not in _WITHOUT or application.place:
            return False
        cohort = await db.cohorts.get(application.cohort)
        begun = cohort is not None and cohort.started_at is not None
        return cohort is None or cohort.state in ENDED or (begun and await self._next_session(db, cohort, now) is None)

    async def _title(self, db: Db, letter: Delivery, actor: Actor) -> str | None:
        """Of the cohort that a letter is about; on a server, nothing of another one's is named."""
        cohort = None if letter.cohort is None else await db.cohorts.get(letter.cohort)
        return cohort.title if cohort is not None and actor.server in {None, cohort.server} else None

    async def _next_session(self, db: Db, cohort: Cohort, now: datetime) -> Session | None:
        ahead = (s for s in await db.sessions.of(cohort.id) if s.state is SessionState.PLANNED and s.ends_at > now)
        return next(ahead, None) if cohort.started_at is not None else None

    async def _partners(self, db: Db, cohort: Cohort, person: Person) -> tuple[str, ...]:
        if cohort.started_at is None:
            return ()
        names = {member.id: member.name for member in await db.cohorts.members(cohort.id)}
        pairs = [pair for pair in await db.chevruta.published(cohort.id) if person.id in pair.members]
        return tuple(names[p] for pair in pairs for p in pair.members if p != person.id and p in names)

    async def set_reminder(self, actor: Actor, choice: str) -> Own:
        """How long before a session one wishes to be reminded."""
        if choice not in set(Reminder):
            raise Refusal(Why.STALE)
        async with self._units.press(actor) as press:
            person = await press.me()
            await press.db.people.set_reminder(person.id, Reminder(choice))
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
            person = await db.people.by_user(actor.user)
            return words.clock_form(person, await self._program(db, person, actor))

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
        """Where one is, as one says it, with the clock there; nothing typed: forget it. Raises `Refusal(UNKNOWN_TOWN | TOWN_ELSEWHERE)`."""
        async with self._units.press(actor) as press:
            person = await press.me()
            program = await self._program(press.db, person, actor)
            clock = person.zone or (program.zone if program is not None else "UTC")
            town = replace(town_named(typed, clock, press.now), evenings=evenings) if typed.strip() else None
            await press.db.people.set_town(person.id, town)
            return await self._planned_anew(press, person)

    async def _planned_anew(self, press: Press, person: Person) -> Own:
        """Their settings have changed: what is planned for them in each cohort follows. Gives their page as it is now."""
        for cohort in await _going_on(press.db, person):
            press.changed(cohort)
        return await self._own(press.db, await press.db.people.get(person.id), press.actor)

    async def pause(self, actor: Actor, days: object = None, until: str | None = None) -> tuple[datetime, tuple[str, ...]]:
        """Everything automatic stops until a day one names, 09:00 on one's own clock; the place is kept."""
        async with self._units.press(actor) as press:
            db, now = press.db, press.now
            person = await press.me()
            program = await self._program(db, person, actor) or await press.deliveries.program_of(db, person)
            zone = person.zone or (program.zone if program is not None else "UTC")
            date = day(until) if until else on_the_wall(now, zone).date() + timedelta(days=whole(days, 1, LONGEST_PAUSE))
            end = LocalTime(date, clock("9:00"), zone).instant()
            if not now < end <= now + timedelta(days=LONGEST_PAUSE + 1):
                raise Refusal(Why.BAD_NUMBER, least=1, most=LONGEST_PAUSE)
            await db.people.pause(person.id, until=end)
            await db.deliveries.unpause(person.id, now)  # an earlier day than before; the gate decides the rest
            partners = [p for c in await _going_on(db, person) for p in await self._partners(db, c, person)]
            return end, tuple(partners)

    async def resume(self, actor: Actor) -> None:
        """Back before the day that was named."""
        async with self._units.press(actor) as press:
            person = await press.me()
            await press.db.people.pause(person.id, until=None)
            await press.db.deliveries.unpause(person.id, press.now)

    async def try_direct(self, actor: Actor) -> bool:
        """Send a direct message to see whether they are open again; else letters go to the private thread. True where there is one."""
        async with self._units.press(actor) as press:
            db = press.db
            person = await press.me()
            program = await self._program(db, person, actor)
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

    async def name(self, actor: Actor) -> str:
        """How the actor is called here."""
        async with self._units.read() as db:
            person = await db.people.by_user(actor.user)
        return actor.name if person is None else person.name

    async def help(self, actor: Actor) -> Next:
        """The likely next things for the actor, by what they are and what waits; only reads."""
        async with self._units.read() as db:
            person = await db.people.by_user(actor.user)
            program = await self._program(db, person, actor)
            if program is None and actor.server is not None:
                return Next((("set-up", ""),) if actor.manages_server else (("board", ""),), None)
            steps: list[tuple[str, str]] = []
            if person is not None:
                steps += await self._member_steps(db, person, actor)
            if program is not None:
                steps += await self._staff_steps(db, program, person, actor)
            steps += [("board", ""), ("me", "")]
            return Next(tuple(steps), None if program is None else program.contact)

    async def _member_steps(self, db: Db, person: Person, actor: Actor) -> list[tuple[str, str]]:
        now, here = self._units.now(), [cohort for cohort in await self._here(db, person, actor) if actor.sees(cohort.server)]
        open_ = await self._open(db, person, actor) if here else []
        steps = [("check-in", round_.cohort.title) for round_ in open_ if round_.standing is None]
        steps += [("next-session", cohort.title) for cohort in here if await self._next_session(db, cohort, now) is not None]
        started = await self._applications(db, person, actor, frozenset({ApplicationState.STARTED}))
        return steps + [("apply-more", title) for _, title in started]

    async def _staff_steps(self, db: Db, program: Program, person: Person | None, actor: Actor) -> list[tuple[str, str]]:
        if not actor.sees(program.server):
            return []
        manager = Kind.MANAGER in permissions.kinds(actor, program)
        led = [] if person is None else [c for c in await db.cohorts.led_by(person.id) if c.program == program.id]
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
                return "start" if await db.chevruta.published(cohort.id) and cohort.link else "pair" if cohort.link else "set-link"
            case _:
                all_ = rounds(await db.sessions.of(cohort.id))
                unasked = left_out(cohort, all_)
                ahead = [r for r in all_ if r.closes_at > self._units.now() and r.number not in unasked]
                bare = ahead and await db.sessions.prompt(cohort.id, ahead[0].number) is None
                return "prompt" if bare else "today"

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a person's pause, and where their letters go."""
        return {Subject.PARTNER_PAUSED: self._compose_paused, Subject.HERE_AGAIN: self._compose_here}

    async def _compose_here(self, db: Db, row: Delivery, now: datetime) -> Message:
        return words.here_again()

    async def _compose_paused(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        who = await db.people.get(row.facts_as(OfPerson).who)
        partner = None if row.person is None else await db.people.get(row.person)
        if who is None or partner is None or not who.is_paused(now) or who.paused_until is None:
            return Reason.UNWANTED
        if row.cohort is not None and row.cohort not in {cohort.id for cohort in await _going_on(db, partner)}:
            return Reason.UNWANTED  # they are partners no more
        return words.partner_paused(partner.name, who.name, who.paused_until)
