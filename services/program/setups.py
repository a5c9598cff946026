"""Setting a program up in steps: each is kept as it is sent, and until all of it is saved nothing of a standing program changes."""

from datetime import datetime, timedelta
from zlib import crc32

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, Program, Vocabulary
from domain.ground.ids import ChannelId, RoleId, ServerId
from domain.ground.people import Actor
from domain.ground.places import TO_WRITE, Lack, Use, fits
from domain.ground.quiet import Observance
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.towns import same_clock
from domain.ground.values import Value
from domain.ground.zones import zone_named
from domain.group.sessions import SessionState
from domain.program.setups import IN_THE_WAY, Part, SetupAnswers, Sight, Step, changed, lacking, missing, next_step, standing, troubles
from domain.sending.deliveries import Class, Delivery, Kind, Planned, Reason, Subject
from messages.ground.values import Form, Message
from messages.program import setups as words
from messages.program.setups import Page
from services.ground import permissions
from services.ground.text import link, required
from services.program.programs import Setup, home_town, keep
from services.sending.deliveries import Composer
from services.sending.unit import Press, Units
from storage.db import Db


class Kept(Value):
    """What stands on a server, and what was answered since."""

    program: Program | None
    answers: SetupAnswers
    dated: tuple[Cohort, ...] = ()  # cohorts of which dates stand, each on the clock that was the home's then


class Setups:
    """The wizard of one server; whoever may set it up goes on where the last one stopped."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def page(self, actor: Actor, sight: Sight, step: str = "") -> Page:
        """A page of the wizard: the one that was asked for, else the first on which something is missing; only reads."""
        async with self._units.read() as db:
            kept = await self._kept(db, actor)
        return _page(kept, sight, Step(step) if step in set(Step) else next_step(kept.answers))

    async def _kept(self, db: Db, actor: Actor) -> Kept:
        program = await permissions.require_setup(db, actor)
        assert actor.server is not None  # noqa: S101
        return Kept(program, await db.setups.of(actor.server) or standing(program), await _dated(db, actor.server))

    async def form(self, actor: Actor, sight: Sight, step: str) -> Form:
        """The form of a step, with what was answered before in it; only reads."""
        async with self._units.read() as db:
            kept = await self._kept(db, actor)
        match step:
            case Step.ABOUT:
                return words.about_form(kept.answers, sight, actor.name)
            case Step.PLACES:
                return words.places_form(kept.answers, sight)
            case Step.CLOCK:
                return words.clock_form(kept.answers)
            case _:
                raise Refusal(Why.UNKNOWN_BUTTON)

    async def save_about(self, actor: Actor, sight: Sight, name: str, contact: str, donation: str, dues: str, wording: str = "") -> Page:
        """Keep the first step. Raises `Refusal(EMPTY | TOO_LONG | BAD_LINK)`."""
        used = wording if wording in set(Vocabulary) else Vocabulary.JEWISH.value
        give, pay = (link(typed) if typed.strip() else "" for typed in (donation, dues))
        return await self._answer(
            actor, sight, SetupAnswers(required(name, 80), required(contact, 120), give, pay, wording=used), Step.ABOUT
        )

    async def save_places(self, actor: Actor, sight: Sight, managers: int, staff: int, signups: int) -> Page:
        """Keep the second step: a role and two channels, as picked; what is wrong with them is shown on the last page."""
        given = SetupAnswers(managers=RoleId(managers), staff=ChannelId(staff), signups=ChannelId(signups))
        return await self._answer(actor, sight, given, Step.PLACES)

    async def save_clock(self, actor: Actor, sight: Sight, zone: str, quiet: str, city: str = "") -> Page:
        """Keep the third step, or what is right in it; then raises as `fill` does."""
        async with self._units.press(actor) as press:
            kept = await self._kept(press.db, actor)
            usual = quiet if quiet in set(Observance) else ""
            clock, town, no = _where(zone, city, kept.answers, press.now)
            answers = replace(kept.answers, zone=clock or kept.answers.zone, quiet=usual, city=town)
            page = await self._keep(press, replace(kept, answers=answers), sight)
        if no is not None:
            raise no
        return page

    async def choose_place(self, actor: Actor, sight: Sight, part: str, place: str) -> Page:
        """Take the zone or the city that was asked back about. Raises as `fill` does."""
        if part not in {Part.ZONE, Part.CITY}:
            raise Refusal(Why.UNKNOWN_BUTTON)
        if part == Part.CITY:
            return await self.fill(actor, sight, SetupAnswers(city=place))
        async with self._units.read() as db:
            waits = (await self._kept(db, actor)).answers.city  # perhaps typed beside the zone, and not read by any clock yet
        return await self.fill(actor, sight, SetupAnswers(zone=place, city=waits))

    async def _answer(self, actor: Actor, sight: Sight, given: SetupAnswers, step: Step) -> Page:
        async with self._units.press(actor) as press:
            kept = await self._kept(press.db, actor)
            return await self._keep(press, replace(kept, answers=given.instead(kept.answers, step)), sight)

    async def _keep(self, press: Press, kept: Kept, sight: Sight) -> Page:
        assert press.actor.server is not None  # noqa: S101
        await press.me()
        await press.db.setups.keep(press.actor.server, kept.answers, press.now)
        return _page(kept, sight, next_step(kept.answers))

    async def fill(self, actor: Actor, sight: Sight, given: SetupAnswers) -> Page:
        """Keep what was given with the command, of any step; the rest stays as it was. Raises as the steps do.

        A place that is not understood, or may be several, does not cost what else was given: then raises
        `Refusal(UNKNOWN_ZONE | WHICH_CLOCK | UNKNOWN_TOWN | WHICH_TOWN | TOWN_ELSEWHERE)`.
        """
        given = replace(
            given, name=given.name and required(given.name, 80), contact=given.contact and required(given.contact, 120),
            donation=given.donation and link(given.donation),
        )  # fmt: skip
        async with self._units.press(actor) as press:
            kept = await self._kept(press.db, actor)
            clock, town, no = _where(given.zone, given.city, kept.answers, press.now)
            answers = replace(given, zone=clock, city=town).over(kept.answers)
            if clock and not town and not (kept.answers.zone and same_clock(clock, kept.answers.zone, press.now)):
                answers = replace(answers, city="")  # the one that stood is by another clock
            page = await self._keep(press, replace(kept, answers=answers), sight)
        if no is not None:
            raise no
        return page

    async def start_over(self, actor: Actor, sight: Sight) -> Page:
        """Forget the steps that are not saved; what stands stays."""
        async with self._units.press(actor) as press:
            kept = await self._kept(press.db, actor)
            assert actor.server is not None  # noqa: S101
            await press.db.setups.drop(actor.server)
            answers = standing(kept.program)
            return _page(replace(kept, answers=answers), sight, next_step(answers))

    async def save(self, actor: Actor, sight: Sight, expected: int) -> Page:
        """Make the program what the steps say; saved twice, it says what stands.

        `expected` is the mark of the answers that the last page showed; what somebody changed since is shown again first.
        """
        async with self._units.press(actor) as press:
            kept = await self._kept(press.db, actor)
            if _mark(kept.answers) != expected:
                raise Refusal(Why.STALE)
            if kept.program is None or changed(standing(kept.program), kept.answers):
                if missing(kept.answers) or IN_THE_WAY & set(troubles(kept.answers, sight)):
                    raise Refusal(Why.SETUP_UNFINISHED)
                await keep(press, kept.program, _setup(kept.answers))
            kept = await self._kept(press.db, actor)
        return _page(kept, sight, Step.CHECK)

    async def test(self, actor: Actor, sight: Sight) -> tuple[SetupAnswers, tuple[Lack, ...]]:
        """Post a few words in the staff channel that the steps name, so that a person sees whether they arrive.

        Where we may not write, nothing is posted, and the rights that we lack in that channel come back.
        """
        async with self._units.press(actor) as press:
            now = press.now
            kept = await self._kept(press.db, actor)
            program, channel = kept.program, kept.answers.staff
            if program is None or channel is None or not fits(Use.STAFF, sight.place(channel)):
                raise Refusal(Why.SETUP_UNFINISHED)
            lacks = lacking(kept.answers, sight).get(Part.STAFF, ())
            if TO_WRITE & set(lacks):
                return kept.answers, lacks
            press.about(Action.SET_UP, program)
            planned = Planned(
                f"setup/{program.id}/test/{actor.interaction}", Kind.POST, Subject.SETUP_TEST, now, now, now + timedelta(hours=1),
                Class.NOTICE, channel=channel, acted_at=now,
            )  # fmt: skip
            await press.deliveries.plan(press.db, planned, program, None)
            press.says(what="tested")
            return kept.answers, ()

    def composers(self) -> dict[Subject, Composer]:
        """The test message."""
        return {Subject.SETUP_TEST: self._compose_test}

    async def _compose_test(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        return words.test(await db.programs.get(row.program))


async def _dated(db: Db, server: ServerId) -> tuple[Cohort, ...]:
    """Cohorts that still have sessions to come."""
    cohorts = [one for one in await db.cohorts.on(server) if one.state not in ENDED]
    sessions = await db.sessions.of_each([one.id for one in cohorts])
    return tuple(one for one in cohorts if any(s.state is SessionState.PLANNED for s in sessions[one.id]))


def _where(zone: str, city: str, before: SetupAnswers, now: datetime) -> tuple[str, str, Refusal | None]:
    """The home's zone and its city, each empty where it was not given or cannot be taken, and why it cannot.

    A city is read by the clock that was given or stands; where there is none, it says which one. Beside a zone that is asked back about it
    is given as typed.
    """
    named = zone or ("" if before.zone else city)
    clock, town = "", ""
    part = Part.ZONE
    try:
        clock = zone_named(named, now) if named else ""
        part = Part.CITY
        found = home_town(city, clock or before.zone, now)
        town = "" if found is None else found.name
    except Refusal as no:
        no.facts["beside"] = (part.value,)
        return clock, city.strip() if zone and not clock else "", no
    return clock, town, None


def _page(kept: Kept, sight: Sight, step: Step) -> Page:
    return Page(
        step, kept.answers, missing(kept.answers), tuple(troubles(kept.answers, sight)), lacking(kept.answers, sight),
        kept.program is not None, bool(changed(standing(kept.program), kept.answers)), _mark(kept.answers),
        tuple((one.title, one.zone) for one in kept.dated if one.zone != kept.answers.zone),
    )  # fmt: skip


def _mark(answers: SetupAnswers) -> int:
    """A number that changes with any answer."""
    return crc32(repr(answers).encode())


def _setup(answers: SetupAnswers) -> Setup:
    assert answers.managers is not None  # noqa: S101
    assert answers.staff is not None  # noqa: S101
    assert answers.signups is not None  # noqa: S101
    observance = Observance(answers.quiet) if answers.quiet else None
    return Setup(
        answers.name, answers.zone, answers.managers, answers.staff, answers.signups, answers.contact,
        answers.donation or None, answers.dues or None, observance, Vocabulary(answers.wording or Vocabulary.JEWISH),
        answers.city,
    )  # fmt: skip
