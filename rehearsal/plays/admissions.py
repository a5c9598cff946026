"""Admissions: three cohorts at once, sixty applicants, standing from a file, offers that lapse over a New Year, lines that move."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.cohort.cohorts import CohortState
from domain.ground.ids import ServerId, UserId
from domain.ground.quiet import Observance
from domain.ground.times import on_the_wall
from domain.joining.signups import ApplicationState
from domain.joining.standing import Look, last_day
from domain.sending.deliveries import DeliveryState
from domain.sending.facts import OfApplication, Said
from rehearsal.discord import Answer, Person, Upload
from rehearsal.discord.model import Channel
from rehearsal.discord.servers import Server
from rehearsal.plays.applicants import DAY, ZONES, applicants, good_until
from rehearsal.plays.habits import stays_silent
from rehearsal.plays.play import Play, Role
from rehearsal.plays.private import Plant, leaks, standings
from rehearsal.stage import Stage
from services.joining.good_standing import standing_of

START = datetime(2026, 8, 24, 14, 0, tzinfo=UTC)
END = datetime(2026, 10, 22, 14, 0, tzinfo=UTC)
REMARK = "a remark about dues that nobody should ever have written down"
OWN_QUESTION = "What would you tell your facilitator alone?"


@dataclass
class Group:
    """One cohort of the play."""

    title: str
    topic: str
    places: int
    lead: Role
    home: Channel
    number: str = ""


class AdmissionsPlay(Play):
    """A manager, three facilitators, and sixty who wish to join."""

    title = "Admissions with Shamash"
    lead = "apply to three cohorts; places are offered, taken, let go, and offered to the next in line"

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        super().__init__(stage, say)
        self.cast = applicants()
        ny, two, one = ZONES[0], Observance.TWO_DAY, Observance.ONE_DAY
        self.manager = Role("Rabbi Miriam Sol", ny, two, "looks after the whole program", stays_silent)
        self.leads = [Role(f"Rav {name}", ny, one, "leads a cohort", stays_silent) for name in ("Hanan", "Noga", "Uri")]
        self.outsider = Role("Somebody else", ny, Observance.NONE, "is on the server and in no cohort", stays_silent)
        self.staff = (self.manager, *self.leads)
        self.lapsing = self.cast[57]  # whose standing ends once they have their place
        self.wished: list[Person] = []  # of whom some wish something, and who do nothing themselves
        self.server: Server
        self.office: Channel
        self.signup: Channel
        self.groups: list[Group] = []
        self.most = Counter[str]()  # places that were given or held at once, by cohort
        self.capacity = dict[str, int]()

    async def perform(self) -> None:
        """From the first command to the last line that moved."""
        self._furnish()
        await self.stage.start_bot()
        scenes = (
            ("Three cohorts are made; one opens by itself", self._set_up),
            ("Sixty apply, some to two", self._apply),
            ("The manager takes in a file about standing", self._standing),
            ("Facilitators edit their drafts, and publish", self._publish),
            ("Offers are answered, or not, over the New Year", self._answers),
            ("Two more places, and a quiet autumn", self._autumn),
            ("Everybody looks at whatever lets itself be looked at", self._look_around),
        )
        for title, scene in scenes:
            self.say(f"{on_the_wall(self.now, self.home_zone):%d %b %Y}  {title}")
            self.note("—", title)
            await scene()

    def _furnish(self) -> None:
        discord = self.stage.discord
        for role in (*self.staff, self.outsider, *self.cast):
            role.person = discord.add_person(role.name, dms_open=role.dms_open)
        self.server = server = discord.add_server("A program for clergy", self.manager.person)
        for role in (*self.leads, self.outsider, *self.cast):
            server.join(role.person)
        self.wished = [discord.add_person(f"Rabbi {like} by some") for like in ("Wanted", "Avoided")]
        for person in self.wished:
            server.join(person)
        self.managers = server.add_role("Managers")
        server.give(self.manager.person, self.managers)
        self.office = server.add_text_channel("staff", private_to=[self.managers, *(lead.person for lead in self.leads)])
        self.signup = server.add_text_channel("sign-up")
        kinds = (("Antisemitism", 13), ("Movement chaplaincy", 12), ("Swing states", 15))
        for (topic, places), lead in zip(kinds, self.leads, strict=True):
            home = server.add_text_channel(topic.lower().replace(" ", "-"), private_to=[self.managers, lead.person])
            self.groups.append(Group(f"{topic} in the rabbinate", topic, places, lead, home))
        self.home = self.groups[0].home

    async def _does(self, who: Role, command: str, **values: object) -> Answer:
        return await self.act(who, f"/{command}", who.person.command(self.office, command, options=values))

    async def _press(self, who: Role, answer: Answer, label: str) -> Answer:
        assert answer.message is not None, answer.text
        return await self.act(who, f"presses “{label}”", who.person.click(answer.message, label))

    async def _set_up(self) -> None:
        await self._does(
            self.manager, "program setup", name="Or Hadash", managers=self.managers, staff=self.office, signups=self.signup,
            zone="New York", contact="Rabbi Miriam Sol, miriam@example.org", donations="https://example.org/give",
        )  # fmt: skip
        for group in self.groups:
            made = await self._does(
                self.manager, "cohort create", title=group.title, topic=group.topic, facilitator=group.lead.person, home=group.home,
                places=group.places,
            )  # fmt: skip
            assert group.title in made.text
            group.number = str(self.groups.index(group) + 1)
            drafted = await self._does(
                group.lead, "session series", cohort=group.number, nth=3, weekday=1, time="13:00", count=6, first_month="2026-11"
            )
            await self._press(group.lead, drafted, "These dates stand")
            if group is self.groups[1]:
                form = (await self._does(group.lead, "cohort edit", cohort=group.number)).form
                assert form is not None
                await self.act(group.lead, "announces an aim", group.lead.person.submit(form, {"aim": "New rabbis first"}))
            if group is self.groups[2]:
                terms = (await self._does(group.lead, "cohort terms", cohort=group.number)).form
                assert terms is not None
                await self.act(group.lead, "asks a question of their own", group.lead.person.submit(terms, {"question-1": OWN_QUESTION}))
            opens = {"opens": "2026-08-25"} if group is self.groups[1] else {}
            await self._does(group.lead, "cohort open", cohort=group.number, closes="2026-09-03", **opens)
        await self.until(datetime(2026, 8, 25, 14, 0, tzinfo=UTC))

    def _wishes(self, n: int) -> list[Group]:
        """Twenty-six and twenty-four for the two that are too small, ten for the third, and six who apply to two."""
        first = self.groups[0 if n < 26 else 1 if n < 50 else 2]
        return [first, self.groups[1]] if n < 6 else [first]

    async def _apply(self) -> None:
        for n, role in enumerate(self.cast):
            await self.until(self.now + timedelta(hours=3))
            for group in self._wishes(n):
                await self._sign_up(role, group, n)

    async def _sign_up(self, role: Role, group: Group, n: int) -> None:
        board = await self.act(role, "/cohorts", role.person.command(self.signup, "cohorts"))
        opened = await self._press(role, board, next(label for label in board.buttons if label.startswith(f"Sign up: {group.topic}")))
        assert opened.form is not None, opened.text
        saved = await self.act(
            role, "sends the first form",
            role.person.submit(
                opened.form,
                {"why": self.why(role), "bring": "", "setting": role.setting, "congregation": role.congregation, "readiness": "3"},
            ),
        )  # fmt: skip
        more = await self._press(role, saved, "Continue")
        assert more.form is not None, more.text
        answers = {"zone": role.zone.rsplit("/", 1)[-1].replace("_", " "), "quiet": role.observance.value, "commitment": ["yes"]}
        done = await self.act(role, "sends the second form", role.person.submit(more.form, answers))
        if "Continue" in done.buttons:
            own = (await self._press(role, done, "Continue")).form
            assert own is not None
            done = await self.act(role, "answers the facilitator's own question", role.person.submit(own, {"own-1": self.own_answer(role)}))
        if n % 9 == 0:
            wishes = (await self._press(role, done, "Private wishes for a chevruta")).form
            assert wishes is not None
            wished = {"wanted": [self.wished[0]], "never": [self.cast[(n + 1) % 60].person, self.wished[1]]}
            await self.act(role, "sends private wishes", role.person.submit(wishes, wished))

    def why(self, role: Role) -> str:
        """What only the staff may read of an application: words that nobody else writes."""
        return f"why-of-{role.person.id}"

    def own_answer(self, role: Role) -> str:
        """What they answer to the facilitator's own question."""
        return f"own-of-{role.person.id}"

    def rolled(self, role: Role) -> str:
        """How the file about standing calls them."""
        return f"Roll {role.person.id} of the file"

    def roster(self) -> str:
        """Everybody but five by id; twelve lines as people really write them; and remarks that are none of ours."""
        good = [f"{role.person.id},{self.rolled(role)},yes,{good_until(n)},{REMARK}" for n, role in enumerate(self.cast[:55])]
        faulty = [
            ",,yes,,", "Rina,,,,", ",Tamar,perhaps,,", ",Gil,yes,30.6.2027,", ",Nobody Here,yes,,", ",Zoë,yes,2027-02-30,", ",Adam,ja,,",
            "1.49999E+17,,yes,,", ",Yael Cohen,yes,,", ",yael  cohen,no,,", ",Ora,y e s,,", "12,,yes,,",
        ]  # fmt: skip
        return "\n".join(["id,name,standing,until,remarks", *good, *faulty])

    async def _standing(self) -> None:
        await self.until(datetime(2026, 9, 4, 14, 0, tzinfo=UTC))
        shown = await self._does(self.manager, "program standing import", file=Upload("members.csv", self.roster().encode("utf-8-sig")))
        assert "12 lines are left out" in shown.text, shown.text
        await self._press(self.manager, shown, "Take in 55 people")
        await self._does(self.manager, "program standing renewals")
        for role in self.cast[55:59]:  # the sixtieth is never settled
            until = {"until": "2026-09-30"} if role is self.lapsing else {}
            await self._does(self.manager, "program standing attest", member=role.person, good="yes", **until)

    async def _publish(self) -> None:
        await self.until(datetime(2026, 9, 8, 15, 0, tzinfo=UTC))
        for group in self.groups:
            draft = await self._does(group.lead, "cohort select", cohort=group.number)
            draft = await self._edit(group, draft)
            await self._press(group.lead, draft, "As a file")
            preview = await self._press(group.lead, draft, "See what would be sent")
            if "not settled" in preview.text:
                draft = await self._without_unsettled(group, draft)
                preview = await self._press(group.lead, draft, "See what would be sent")
            await self._press(group.lead, preview, "Publish")

    async def _edit(self, group: Group, draft: Answer) -> Answer:
        """The first facilitator has one who is in change places with one who waits; the second says who fits the announced aim."""
        if group is self.groups[2] or draft.message is None:
            return draft
        if group is self.groups[1]:
            chooser = draft.message.selects[2]
            fitting = [option["value"] for option in chooser["options"][:4]]
            choosing = group.lead.person.choose(draft.message, chooser["custom_id"], fitting)
            return await self.act(group.lead, "says who fits the aim", choosing)
        chooser = draft.message.selects[0]
        inside = [option["value"] for option in chooser["options"] if option.get("default")]
        outside = [option["value"] for option in chooser["options"] if not option.get("default")]
        chosen = [*inside[1:], *outside[:1]]
        return await self.act(group.lead, "moves two in the draft", group.lead.person.choose(draft.message, chooser["custom_id"], chosen))

    async def _without_unsettled(self, group: Group, draft: Answer) -> Answer:
        assert draft.message is not None
        chooser = draft.message.selects[0]
        last = self.cast[-1].name
        chosen = [option["value"] for option in chooser["options"] if option.get("default") and option["label"] != last]
        choosing = group.lead.person.choose(draft.message, chooser["custom_id"], chosen)
        return await self.act(group.lead, "leaves out whoever is not settled", choosing)

    async def _answers(self) -> None:
        await self._pass(datetime(2026, 9, 24, 14, 0, tzinfo=UTC))

    async def _autumn(self) -> None:
        lead, group = self.leads[1], self.groups[1]
        form = (await self._does(lead, "cohort edit", cohort=group.number)).form
        assert form is not None
        more = await self.act(lead, "makes two more places", lead.person.submit(form, {"places": str(group.places + 2)}))
        await self._press(lead, more, "More places, and 2 offers")
        group.places += 2
        await self._pass(END)

    async def _look_around(self) -> None:
        """All who may read something, and some who may not, ask for every page there is."""
        for role in (self.outsider, *self.cast[:8], self.lapsing, self.cast[-1], *self.staff):
            for command in ("me", "help", "cohorts", "program standing renewals", "program audit", "program overview", "program report"):
                await self.act(role, f"/{command}", role.person.command(self.signup, command))
            for group in self.groups:
                for command in ("cohort today", "cohort timeline", "cohort select", "cohort edit", "cohort terms"):
                    await self.act(role, f"/{command}", role.person.command(self.signup, command, cohort=group.number))

    async def _pass(self, moment: datetime) -> None:
        """Time passes; at each day's end the places are counted."""
        while self.now < moment:
            await self.until(min(self.now + DAY, moment))
            await self._count_places()

    async def _count_places(self) -> None:
        async with self.stage.store.read() as db:
            for cohort in await db.cohorts.in_states(frozenset(CohortState)):
                self.most[cohort.title] = max(self.most[cohort.title], await db.cohorts.count_taken(cohort.id))
                self.capacity[cohort.title] = cohort.capacity

    async def own_checks(self) -> list[str]:
        """What must hold of admissions beyond what must hold of every play."""
        return [*await self._fair(), *await self._private()]

    async def _fair(self) -> list[str]:
        wrong = [
            f"{title}: {most} places at once, of {self.capacity[title]}" for title, most in self.most.items() if most > self.capacity[title]
        ]
        seen = Counter[ApplicationState]()
        async with self.stage.store.read() as db:
            for cohort in await db.cohorts.in_states(frozenset(CohortState)):
                members = {person.id for person in await db.cohorts.members(cohort.id)}
                rows = await db.signups.in_cohort(cohort.id)
                letters = {
                    row.facts.application
                    for row in await db.deliveries.of_cohort(cohort.id, {DeliveryState.SENT})
                    if isinstance(row.facts, OfApplication | Said)
                }
                for application, person in rows:
                    seen[application.state] += 1
                    if (application.state is ApplicationState.ACCEPTED) != (person.id in members):
                        wrong.append(f"{person.name} is said to be {application.state.value}, and the members say otherwise")
                    if application.offers > 1 and "comes back" not in self._role(person.name).like:
                        wrong.append(f"{person.name} was offered a place {application.offers} times, and asked once")
                    if application.id not in letters and person.user != self.cast[-1].person.id:
                        wrong.append(f"{person.name} never heard of {cohort.title}")
                free = cohort.capacity - await db.cohorts.count_taken(cohort.id)
                unsettled = {person.id for _, person in rows if person.user == self.cast[-1].person.id}
                if free and any(application.person not in unsettled for application in await db.signups.waiting(cohort.id)):
                    wrong.append(f"{cohort.title}: {free} places are free, and people wait")
        missing = {ApplicationState.ACCEPTED, ApplicationState.LAPSED, ApplicationState.WITHDRAWN, ApplicationState.WAITLISTED} - set(seen)
        return wrong + [f"nobody is {state.value} at the end: the story proves less than it says" for state in missing]

    def _role(self, name: str) -> Role:
        return next(role for role in self.cast if role.name == name)

    def applied_with(self, lead: Role) -> frozenset[str]:
        """The names of those who applied to the cohorts of that facilitator."""
        return frozenset(role.name for n, role in enumerate(self.cast) if any(group.lead is lead for group in self._wishes(n)))

    def plants(self) -> list[Plant]:
        """Every word that only some may read, by what it is."""
        manager = frozenset({self.manager.name})
        found = [
            Plant((REMARK,), "a remark out of a file"),
            *(Plant((one.name, str(one.id)), f"a private wish about {one.name}") for one in self.wished),
        ]
        for n, role in enumerate(self.cast):
            staff = manager | {lead.name for lead in self.leads if role.name in self.applied_with(lead)}
            found += [
                Plant((self.why(role),), f"why {role.name} applied", staff | {role.name}),
                Plant((self.own_answer(role),), f"what {role.name} told the facilitator", staff | {role.name}),
                Plant((self.rolled(role),), f"how a file calls {role.name}", manager),
                Plant((good_until(n).isoformat(),), f"until when {role.name} is in good standing", manager | {role.name}),
            ]
        return found

    async def _private(self) -> list[str]:
        """Nobody reads what is another's; and there was something to read."""
        led = {lead.name: self.applied_with(lead) for lead in self.leads}
        return [*leaks(self, self.plants()), *standings(self, {self.manager.name}, led), *await self._planted()]

    async def _planted(self) -> list[str]:
        """What of all that is not in the database, so that nobody could have read it."""
        async with self.stage.store.read() as db:
            cohorts = await db.cohorts.in_states(frozenset(CohortState))
            kept = [application.answers for cohort in cohorts for application, _ in await db.signups.in_cohort(cohort.id)]
            program = await db.programs.on(ServerId(self.server.id))
            ends, looks = set[str](), list[Look]()
            if program is not None:
                for role in (self.cast[0], self.lapsing, self.cast[-1]):
                    person = await db.people.by_user(UserId(role.person.id))
                    assert person is not None
                    looks.append(await standing_of(db, program.id, person.id, self.now))
                known = {person for person, _ in await db.standing.known(program.id)}
                for one in (await db.standing.of(program.id, known)).values():
                    ends.add(str(last_day(one.standing, program.zone)))
        there = {
            "wanted": any(self.wished[0].id in one.wanted for one in kept),
            "never with": any(self.wished[1].id in one.never for one in kept),
            "own answers": any(answer == self.own_answer(role) for one in kept for _, answer in one.own for role in self.cast),
            "how standing looks": looks == [Look.GOOD, Look.LAPSED, Look.UNKNOWN],
            "standing": all(good_until(n).isoformat() in ends for n in range(55)),
        }
        return [f"nothing is kept of “{what}”: the story proves less than it says" for what, kept in there.items() if not kept]
