"""Admissions: three cohorts at once, sixty applicants, standing from a file, offers that lapse over a New Year, lines that move."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.cohorts import State as CohortState
from domain.deliveries import State as Sent
from domain.quiet import Observance
from domain.signups import ApplicationState
from domain.times import on_the_wall
from rehearsal.discord import Answer, Seen, Upload
from rehearsal.discord.model import Channel
from rehearsal.discord.servers import Server
from rehearsal.plays.habits import IN, stays_silent
from rehearsal.plays.play import Act, Habit, Play, Role
from rehearsal.stage import Stage

START = datetime(2026, 8, 24, 14, 0, tzinfo=UTC)
END = datetime(2026, 10, 22, 14, 0, tzinfo=UTC)
ZONES = (
    "America/New_York", "America/Los_Angeles", "America/Chicago", "Europe/London", "Asia/Jerusalem", "Pacific/Honolulu",
)  # fmt: skip
SETTINGS = ("congregation", "campus", "hospital", "organisation", "other")
CANNOT, WITHDRAW, AGAIN, LEAVE = "I cannot after all", "Yes, step back", "Put me back in the line", "Leave the list"
REMARK = "a remark about dues that nobody should ever have written down"
DAY = timedelta(days=1)


@dataclass
class Group:
    """One cohort of the play."""

    title: str
    topic: str
    places: int
    lead: Role
    home: Channel
    number: str = ""


def offered(seen: Seen) -> bool:
    """True for the offer of a place."""
    return IN in seen.buttons and "is yours if you would like it" in seen.text


def reminded(seen: Seen) -> bool:
    """True for the one reminder of an offer."""
    return IN in seen.buttons and "still held for you" in seen.text


def _press(play: Play, role: Role, seen: Seen, label: str, then: str = "") -> Act:
    async def act() -> None:
        answer = await play.act(role, f"presses “{label}”", role.person.click(seen, label))
        if then and then in answer.buttons and answer.message is not None:
            await play.act(role, f"presses “{then}”", role.person.click(answer.message, then))

    return act


def _when(fits: Callable[[Seen], bool], after: timedelta, label: str, then: str = "") -> Habit:
    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [(after, _press(play, role, seen, label, then))] if fits(seen) else []

    return habit


def _each(*habits: Habit) -> Habit:
    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [act for one in habits for act in one(play, role, seen)]

    return habit


def comes_back(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Lets the first offer lapse, goes back into the line, and takes the second."""
    again = offered(seen) and sum(offered(one) for one in play.letters(role)) > 1
    return _when(lambda _: AGAIN in seen.buttons or again, timedelta(hours=30), IN if again else AGAIN)(play, role, seen)


says_yes = _when(offered, timedelta(hours=7), IN)
KINDS: tuple[tuple[str, Habit], ...] = (
    ("says yes within the day", says_yes),
    ("says yes within the day", says_yes),
    ("says yes when reminded", _when(reminded, timedelta(hours=3), IN)),
    ("cannot after all", _when(offered, timedelta(hours=20), CANNOT, WITHDRAW)),
    ("never answers an offer", stays_silent),
    ("says yes, and steps back two weeks later", _each(says_yes, _when(offered, 14 * DAY, CANNOT, WITHDRAW))),
    ("lets an offer lapse, and comes back", comes_back),
    ("leaves the list when told of it", _each(says_yes, _when(lambda seen: LEAVE in seen.buttons, 2 * DAY, LEAVE, WITHDRAW))),
    ("takes no direct messages", says_yes),
    ("says yes within the day", says_yes),
)


def applicants() -> list[Role]:
    """Sixty people, of every kind of clock and quiet."""
    made: list[Role] = []
    for n in range(60):
        like, habit = KINDS[n % len(KINDS)]
        made.append(
            Role(
                f"Rabbi {chr(65 + n % 26)}. of the {n + 1}th hill", ZONES[n % len(ZONES)], list(Observance)[n // 2 % 4], like, habit,
                SETTINGS[n % 5], f"Hill {n % 17}", dms_open="no direct messages" not in like,
            )
        )  # fmt: skip
    return made


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
        if n % 9 == 0:
            wishes = (await self._press(role, done, "Private wishes for a chevruta")).form
            assert wishes is not None
            await self.act(role, "sends private wishes", role.person.submit(wishes, {"never": [self.cast[(n + 1) % 60].person]}))

    def why(self, role: Role) -> str:
        """What only the staff may read of an application: words that nobody else writes."""
        return f"why-of-{role.person.id}"

    def roster(self) -> str:
        """Everybody but five by id; twelve lines as people really write them; and remarks that are none of ours."""
        good = [f"{role.person.id},,yes,2027-08-31,{REMARK}" for role in self.cast[:55]]
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
            await self._does(self.manager, "program standing attest", member=role.person, good="yes")

    async def _publish(self) -> None:
        await self.until(datetime(2026, 9, 8, 15, 0, tzinfo=UTC))
        for group in self.groups:
            draft = await self._does(group.lead, "cohort select", cohort=group.number)
            draft = await self._edit(group, draft)
            preview = await self._press(group.lead, draft, "See what would be sent")
            if "not settled" in preview.text:
                draft = await self._without_unsettled(group, draft)
                preview = await self._press(group.lead, draft, "See what would be sent")
            await self._press(group.lead, preview, "Publish")

    async def _edit(self, group: Group, draft: Answer) -> Answer:
        """The first facilitator has one of those who are in change places with one who waits."""
        if group is not self.groups[0] or draft.message is None:
            return draft
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
        typed = {"title": group.title, "topic": group.topic, "places": str(group.places + 2), "aim": ""}
        await self.act(lead, "makes two more places", lead.person.submit(form, typed))
        group.places += 2
        await self._pass(END)

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
        return [*await self._fair(), *self._private()]

    async def _fair(self) -> list[str]:
        wrong = [
            f"{title}: {most} places at once, of {self.capacity[title]}" for title, most in self.most.items() if most > self.capacity[title]
        ]
        seen = Counter[ApplicationState]()
        async with self.stage.store.read() as db:
            for cohort in await db.cohorts.in_states(frozenset(CohortState)):
                members = {person.id for person in await db.cohorts.members(cohort.id)}
                rows = await db.signups.in_cohort(cohort.id)
                letters = {row.facts.get("application") for row in await db.deliveries.of_cohort(cohort.id, {Sent.SENT})}
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

    def _private(self) -> list[str]:
        """Everything that each could see: the words of an application are for its person and the staff, a remark in a file for nobody."""
        read: dict[str, list[str]] = defaultdict(list)
        for line in self.story:
            read[line.who].append(line.said)
        wrong: list[str] = []
        channels = list(self.stage.discord.channels.values())
        for role in (*self.cast, self.outsider, *self.staff):
            seen = [one.text for channel in channels for one in role.person.sees(channel)]
            whole = "\n".join((*read[role.name], *seen))
            others = [other for other in self.cast if other is not role and role not in self.staff]
            wrong += [f"{role.name} can read a remark out of a file"] if REMARK in whole else []
            wrong += [f"{role.name} can read why {other.name} applied" for other in others if self.why(other) in whole]
        return wrong
