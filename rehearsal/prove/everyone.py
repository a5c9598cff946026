"""One person of each kind on two servers, and a database that can be put back to what it was."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from domain.ground.ids import CohortId, PairId, ServerId, SessionId, UserId
from domain.ground.people import Actor
from domain.pair.checkins import Answer as CheckInAnswer
from rehearsal.discord import Answer, Person, Seen, Server, Upload
from rehearsal.discord.model import Channel, Role
from rehearsal.discord.permissions import VIEW_CHANNEL
from rehearsal.prove.circle import FIRST_ROUND, LINK, START, Circle, furnish
from rehearsal.prove.together import make_together
from rehearsal.stage import Stage
from services.program.presence import FRESH
from storage.columns import metadata
from storage.sqlite import connect, prepare

OUTSIDER, APPLICANT, MEMBER, OTHER, LEAD, MANAGER, ELSEWHERE = (
    "outsider", "applicant", "member", "another cohort's facilitator", "facilitator", "manager", "another server's manager",
)  # fmt: skip
BY_DM = ", by direct message"
MEMBER_DM, LEAD_DM, STRANGER_DM = MEMBER + BY_DM, LEAD + BY_DM, ELSEWHERE + BY_DM
WAS_LEAD = "was facilitator"
WAS_LEAD_DM = WAS_LEAD + BY_DM
LEFT, LEFT_LEAD = f"member who left the server{BY_DM}", f"facilitator who left the server{BY_DM}"
BANNED, BANNED_LEAD = f"member who is banned{BY_DM}", f"facilitator who is banned{BY_DM}"
AWAY = {LEFT, LEFT_LEAD, BANNED, BANNED_LEAD}  # they left everything but the conversation with the bot
OTHER_PAIR = "member of another chevruta"
ROSTER = b"id,standing\n300000000000000007,yes"

Rows = dict[str, set[tuple[Any, ...]]]


class Records:
    """The database between the bot's acts: as it was at each moment that was kept, and what has changed since."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = connect(path)
        self._kept: dict[str, Any] = {}
        self._before: dict[str, Rows] = {}
        self._now = ""
        self._version = 0
        self.columns = {table.name: [column.name for column in table.columns] for table in metadata.sorted_tables}

    def keep(self, moment: str) -> None:
        """Remember all that there is by that name."""
        copy = self._path.with_suffix(f".{moment}")
        prepare(copy)
        kept = connect(copy)
        self._line.backup(kept)
        self._kept[moment] = kept
        self._before[moment] = self.rows()

    def put_back(self, moment: str) -> None:
        """Let everything be as it was at that moment. Where nothing was written since it was put back, it is so already."""
        if self._now == moment and not self._written():
            return
        self._kept[moment].backup(self._line)
        self._now = moment
        self._version = self._line.execute("PRAGMA data_version").fetchone()[0]

    def _written(self) -> bool:
        return self._line.execute("PRAGMA data_version").fetchone()[0] != self._version

    def rows(self) -> Rows:
        """All rows of all tables, but for the interactions that were seen, and who was found to be away."""
        ours = (name for name in self.columns if name not in {"handled", "absences"})
        return {name: set(self._line.execute(f"SELECT {', '.join(self.columns[name])} FROM {name}")) for name in ours}  # noqa: S608

    def changed(self) -> list[tuple[str, dict[str, Any]]]:
        """Every row that is not as it was when the moment was put back: new, gone, or both when it was changed."""
        if not self._written():
            return []
        before, after = self._before[self._now], self.rows()
        return [(name, dict(zip(self.columns[name], row, strict=True))) for name in after for row in before[name] ^ after[name]]

    def all_of(self, table: str) -> list[dict[str, Any]]:
        """All rows of that table as they are now."""
        return [dict(zip(self.columns[table], row, strict=True)) for row in self.rows()[table]]

    def of_program(self, program: int) -> tuple[set[int], set[int]]:
        """The ids of a program's cohorts, and its server."""
        cohorts = {row[0] for row in self._line.execute("SELECT id FROM cohorts WHERE program_id = ?", (program,))}
        return cohorts, {row[0] for row in self._line.execute("SELECT server_id FROM programs WHERE id = ?", (program,))}

    def close(self) -> None:
        """Let the files go."""
        for line in (self._line, *self._kept.values()):
            line.close()


@dataclass
class World(Circle):
    """A season, a draft, a window, dates that do not stand yet and another's cohort on one server; a program of its own on the other."""

    records: Records = field(init=False)
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    ids: dict[str, int | str] = field(default_factory=dict[str, "int | str"])
    there: Server = field(init=False)
    their_place: Channel = field(init=False)
    their_home: Channel = field(init=False)
    lounge: Channel = field(init=False)
    their_role: Role = field(init=False)
    asked: Seen = field(init=False)  # what somebody of the staff wrote under a question

    async def furnish_more(self) -> None:
        """Whoever else is needed, and the other server."""
        discord = self.stage.discord
        other, elsewhere, was, *more = (discord.add_person(name) for name in ("Otto", "Elsa", "Wanda", "Gila", "Hod"))
        for person in (other, was, *more):
            self.server.join(person)
        self.members += more
        self.there = discord.add_server("Another house", elsewhere)
        self.lounge = self.server.add_text_channel("lounge")
        self.their_place, self.their_home = self.there.add_text_channel("elsewhere"), self.there.add_text_channel("their home")
        self.their_role = self.there.add_role("Hosts")
        self.there.give(elsewhere, self.their_role)
        self.people = {OUTSIDER: self.outsider, OTHER: other, LEAD: self.lead, MANAGER: self.manager, ELSEWHERE: elsewhere, WAS_LEAD: was}

    async def settle(self) -> None:
        """From nothing to a world in which everything can be done by somebody."""
        await self.found()
        await self.choose_members()
        await self.pair_and_start()
        await self.offer_and_draw()
        await self.ask_and_write()
        await self.write_down()
        await self.agree()
        await self.look_up()
        await self.differ()
        pair, session = PairId(int(self.ids["pair"])), SessionId(int(self.ids["session"]))
        self.ids |= await make_together(self, self.people[MEMBER], pair, session)
        await self.hand_in()
        self.records.keep("now")
        self.people |= {f"{kind}{BY_DM}": self.people[kind] for kind in (MEMBER, LEAD, ELSEWHERE, WAS_LEAD)}
        self.people |= dict.fromkeys((LEFT, BANNED), self.people[MEMBER]) | dict.fromkeys((LEFT_LEAD, BANNED_LEAD), self.lead)

    @contextmanager
    def as_(self, kind: str) -> Generator[None]:
        """That kind of person is what they are: those who left are gone meanwhile, and back afterwards."""
        person, clock = self.people[kind], self.stage.clock
        if kind not in AWAY:
            yield
            return
        roles = self.server.members[person.id].roles
        (self.server.ban if kind in {BANNED, BANNED_LEAD} else self.server.leave)(person)
        clock.move_to(clock.now() + FRESH)  # that they were there is known no longer
        try:
            yield
        finally:
            self.server.unban(person)
            self.server.join(person, roles)
            clock.move_to(clock.now() + FRESH)

    async def does(self, who: Person, name: str, /, **options: Any) -> Answer:
        """A command, and a look at whether it was answered."""
        answer = await who.command(self.their_place if who is self.people[ELSEWHERE] else self.staff, name, options=options)
        assert answer.kind in {"message", "form"}, (name, answer.kind)
        return answer

    async def fills(self, who: Person, opened: Answer, **typed: Any) -> Answer:
        """The form that was opened, sent."""
        assert opened.form is not None, opened.text
        return await who.submit(opened.form, typed)

    async def found(self) -> None:
        """Both programs, and the cohorts."""
        here = {"managers": self.managers, "staff": self.staff, "signups": self.signup}
        there = {"managers": self.their_role, "staff": self.their_place, "signups": self.their_place}
        everywhere = {"zone": "New York", "contact": "noa@example.org"}
        await self.does(self.owner, "program setup", name="Beit Midrash of Justice", **here, **everywhere)
        elsewhere = self.people[ELSEWHERE]
        await self.does(elsewhere, "program setup", name="Elsewhere", **there, zone="London", contact="x")
        lead, other = self.lead, self.people[OTHER]
        cohorts = (
            ("Justice", lead, 4), ("Chaplaincy", other, 4), ("Justice drawn", lead, 2), ("Justice soon", lead, 9),
            ("Justice some day", lead, 9),
        )  # fmt: skip
        for number, (title, leader, places) in enumerate(cohorts, 1):
            home = self.lounge if number == 5 else self.home  # one that everybody can read
            await self.does(self.manager, "cohort create", title=title, topic=title, facilitator=leader, home=home, places=places)
            rule = {"nth": 2, "weekday": 1, "time": "13:00", "count": 4, "first_month": "2026-10" if number == 1 else "2027-01"}
            dates = await self.does(leader, "session series", cohort=str(number), **rule)
            if number in {1, 3, 4}:
                await self.press(leader, dates, "These dates stand")
        for remove in (False, True):
            await self.does(self.manager, "program facilitator", cohort="1", member=self.people[WAS_LEAD], remove=remove)
        await self.does(elsewhere, "cohort create", title="Theirs", topic="Theirs", facilitator=elsewhere, home=self.their_home)
        await self.fills(self.lead, await self.does(self.lead, "session link", cohort="1"), link=LINK)
        await self.fills(lead, await self.does(lead, "cohort edit", cohort="3"), aim="New rabbis first")
        self.ids |= {"season": 1, "other": 2, "drawn": 3, "open": 4, "plain": 5, "here": 1}

    async def choose_members(self) -> None:
        """Five apply for four places, and whoever is left over waits."""
        await self.does(self.lead, "cohort open", cohort="1", closes="2026-09-15")
        for member in self.members:
            await self.join(member)
        answer = await self.does(self.lead, "cohort select", cohort="1")
        for _ in range(2):
            answer = await self.press(self.lead, answer, "Publish" if "Publish" in answer.buttons else "See what would be sent")
        await self.stage.pass_until(self.stage.clock.now() + timedelta(days=1))
        for member in self.members:
            offers = [seen for seen in member.dm if "I am in" in seen.buttons]
            if offers:
                await member.click(offers[-1], "I am in")
            else:
                self.people[APPLICANT] = member
        self.members.remove(self.people[APPLICANT])
        self.server.overwrite(self.home, self.people[APPLICANT], deny=VIEW_CHANNEL)  # they have no place
        self.people[MEMBER] = self.members[0]

    async def pair_and_start(self) -> None:
        """Pairs drawn and changed by hand, then published, then a season in its first round: three moments to go back to."""
        drawn = await self.does(self.lead, "cohort pairs", cohort="1")
        assert drawn.message is not None
        swap = drawn.message.selects[0]
        two = [swap["options"][0]["value"], swap["options"][2]["value"]]
        drawn = await self.lead.choose(drawn.message, swap["custom_id"], two)
        self.records.keep("drawn")
        assert drawn.message is not None
        locked = drawn.message.selects[1]["options"][0]["value"]
        pairing = args_of(drawn, "Draw again").split("/")[1]
        await self.press(self.lead, await self.press(self.lead, drawn, "See what would be sent"), "Publish")
        self.records.keep("paired")
        standing = await self.does(self.lead, "cohort pairs", cohort="1")
        assert standing.message is not None
        changed = await self.lead.choose(standing.message, standing.message.selects[0]["custom_id"], two)
        self.ids |= {"pairing": pairing, "one": two[0], "two": two[1], "locked": locked, "change": args_of(changed, "Change it")}
        await self.press(self.lead, await self.does(self.lead, "cohort start", cohort="1"), "Start")
        await self.stage.pass_until(FIRST_ROUND)

    async def offer_and_draw(self) -> None:
        """A window that is open, a draft that was drawn twice and moved by hand, and a place on offer."""
        applicant = self.people[APPLICANT]
        for cohort in ("3", "4"):
            await self.does(self.lead, "cohort open", cohort=cohort, closes="2026-12-15")
        for who, title in ((applicant, "Justice drawn"), (self.members[1], "Justice drawn"), (applicant, "Justice soon")):
            await self.apply(who, title)
        draft = await self.press(self.lead, await self.does(self.lead, "cohort select", cohort="3"), "Draw again")
        assert draft.message is not None
        chooser = draft.message.selects[0]
        moved = await self.lead.choose(draft.message, chooser["custom_id"], [chooser["options"][0]["value"]])
        because = await self.press(self.lead, moved, "Why moved")
        assert because.form is not None
        assert moved.message is not None
        self.ids |= {
            "application": chooser["options"][0]["value"],
            "page": moved.message.selects[0]["custom_id"].split(":")[2],
            "moved": because.form.custom_id.split(":")[2],
            "redraw": args_of(moved, "Draw again"),
            "publish": args_of(await self.press(self.lead, moved, "See what would be sent"), "Publish"),
        }
        await self.fills(self.lead, await self.does(self.lead, "cohort terms", cohort="1"), days="4", until="4")
        terms = {"question-1": "Why now?", "days": "4", "until": "2"}
        await self.fills(self.lead, await self.does(self.lead, "cohort terms", cohort="4"), **terms)
        more = await self.fills(self.lead, await self.does(self.lead, "cohort edit", cohort="1"), places="5")
        self.ids["places"] = args_of(more, "More places")
        await self.press(self.lead, more, "More places, and one offer")
        closing = await self.press(self.lead, await self.does(self.lead, "cohort today", cohort="4"), "Close sign-up")
        self.ids["closing"] = args_of(closing, "Close it")

    async def hand_in(self) -> None:
        """Files and news that wait for the press that takes them in, and steps of the wizard that are not saved."""
        file = Upload("ours.csv", f"Application,Decision\n{self.ids['application']},waiting".encode())
        decisions = await self.does(self.lead, "cohort decide", cohort="3", file=file)
        standing = await self.does(self.manager, "program standing import", file=Upload("all.csv", ROSTER))
        dates = await self.does(self.manager, "program dates import", file=Upload("dates.csv", b"2026-10-07,7 October,strong"))
        applicant = self.people[APPLICANT]
        await self.press(applicant, await applicant.command(self.signup, "me"), "Send me news of this program")
        news = await self.fills(self.manager, await self.does(self.manager, "program news"), headline="News", news="All is well.")
        wizard = await self.does(self.manager, "program setup", contact="Noa")
        ending = await self.fills(self.manager, await self.does(self.manager, "cohort cancel", cohort="1"))
        moving = await self.does(self.manager, "cohort home", cohort="1", home=self.server.add_text_channel("attic"))
        opened = await self.does(self.lead, "cohort home", cohort="5")
        self.ids |= {
            "decide": args_of(decisions, "Take in"),
            "decisions": args_of(decisions, "Take in").rpartition("/")[0],
            "import": args_of(standing, "Take in").split("/")[0],
            "take-in": args_of(standing, "Take in"),
            "bulletin": args_of(news, "Send"),
            "dates": args_of(dates, "Keep these").split("/")[0],
            "dates-keep": args_of(dates, "Keep these"),
            "setup": args_of(wizard, "Save"),
            "ending": args_of(ending, "Call the cohort off"),
            "admit": args_of(opened, "Post there anyway"),
            "move": args_of(moving, "Move it"),
        }

    async def apply(self, who: Person, title: str) -> None:
        """Both forms of an application."""
        first = await self.press(who, await who.command(self.signup, "cohorts"), f"Sign up: {title}")
        saved = await self.fills(who, first, why="because", setting="campus", readiness="3")
        await self.fills(who, await self.press(who, saved, "Continue"), zone="New York", quiet="shabbat", commitment=["yes"])

    async def ask_and_write(self) -> None:
        """A question about the season, with its thread, and something written in it."""
        applicant = self.people[APPLICANT]
        await self.fills(applicant, await applicant.command(self.signup, "ask", cohort="1"), asked="May I bring a guest?")
        await self.stage.pass_until(self.stage.clock.now() + timedelta(days=1))
        post = next(seen for seen in self.manager.sees(self.staff) if "Answer" in seen.buttons)
        assert post.thread is not None
        self.asked = await self.manager.write(post.thread, "Two guests, gladly.")
        shown = await self.lead.pick(self.asked, "Send as answer")
        self.ids |= {"question": args_of(post, "Answer"), "answer": args_of(shown, "Send")}

    async def write_down(self) -> None:
        """A member keeps something of their study, and shows it to nobody."""
        member = self.people[MEMBER]
        prompt = next(seen for seen in reversed(member.dm) if "We met" in seen.buttons)
        who = await self.press(member, await member.click(prompt, "We met"), "Write something down")
        await self.fills(member, await self.press(member, who, "Only me"), keep="One thing.")
        await member.write(self.stage.discord.bot, "I can't open the PDF.")
        offered = await self.stage.discord.until(lambda: next((seen for seen in member.dm if "Pass it on" in seen.buttons), None))
        self.ids["pass-on"] = args_of(offered, "Pass it on")

    async def agree(self) -> None:
        """The group has a covenant, which may be signed, and a draft of another text."""
        shown = await self.does(self.lead, "cohort covenant", cohort="1")
        seen = await self.fills(self.lead, await self.press(self.lead, shown, "Write it"), covenant="We begin on time.")
        shown = await self.press(self.lead, seen, "Publish it")
        seen = await self.fills(self.lead, await self.press(self.lead, shown, "Change it"), covenant="We begin and end on time.")
        self.ids["covenant"] = args_of(seen, "Publish it")

    async def look_up(self) -> None:
        """The ids that no button shows."""
        now = self.stage.clock.now()
        async with self.stage.store.begin() as db:
            member = await db.people.by_user(UserId(self.people[MEMBER].id))
            applicant = await db.people.by_user(UserId(self.people[APPLICANT].id))
            assert member is not None
            assert applicant is not None
            offer = await db.signups.of(CohortId(1), applicant.id)
            notes = await db.reflections.written_by(member.id)
            assert offer is not None
            pair, other = sorted(await db.chevruta.published(CohortId(1)), key=lambda pair: member.id not in pair.members)
            ask = await db.alone.ask(CohortId(1), other.members[0], pair.id, now, now + timedelta(days=4))
            users = {person.user for person in (await db.people.all_of(other.members)).values()}
            self.people[OTHER_PAIR] = next(one for one in self.members if one.id in users)
            self.ids |= {
                "pair": pair.id,
                "note": notes[0][0].id,
                "ask": ask,
                "member": member.id,
                "removal": f"{member.id}/{int((await db.cohorts.member_since(CohortId(1), member.id) or START).timestamp())}",
                "held": (await db.sessions.of(CohortId(1)))[0].id,
                "session": (await db.sessions.of(CohortId(1)))[1].id,
                "offer": f"{offer.id}/{offer.offers}",
                "delivery": next(row.id for row in await db.deliveries.of_cohort(CohortId(1))),
                "outsider": self.outsider.id, "person": self.members[1].id, "managers": self.managers.id, "staff": self.staff.id,
            }  # fmt: skip

    async def differ(self) -> None:
        """A member takes the month off and tells nobody; their partner looks for a time, and offers one."""
        await self.stage.pass_until(self.stage.clock.now() + timedelta(minutes=1))  # after what the member said before
        made, pair = self.stage.made.pair, PairId(int(self.ids["pair"]))
        async with self.stage.store.read() as db:
            found = await db.chevruta.get(pair)
            assert found is not None
            both = [one for one in (await db.people.all_of(found.members)).values() if one.user is not None]
        user = self.people[MEMBER].id
        both.sort(key=lambda one: one.user != user)
        actors = [Actor(one.user or UserId(0), one.name, ServerId(self.server.id)) for one in both]
        await made.checkins.answer(actors[0], pair, 1, CheckInAnswer.NOT_THIS_MONTH)
        help_ = await made.checkins.answer(actors[1], pair, 1, CheckInAnswer.HELP)
        await made.times.offer(actors[1], pair, 1, "next Thursday 3pm")
        async with self.stage.store.read() as db:
            offer = (await db.times.of_round(pair, 1))[-1]
        moment = int((self.stage.clock.now() + timedelta(days=3)).timestamp())
        self.ids |= {"checkin": help_.given.id, "time": offer.id, "attempt": offer.attempt, "moment": moment}


def args_of(shown: Answer | Seen, label: str) -> str:
    """The arguments behind the first button that begins so."""
    message = shown.message if isinstance(shown, Answer) else shown
    assert message is not None, shown.text
    found = [one for row in message.components for one in row["components"] if str(one.get("label", "")).startswith(label)]
    assert found, (label, message.text, message.buttons)
    return str(found[0]["custom_id"]).partition("~")[0].split(":")[2]


def world_on(stage: Stage, path: Path) -> World:
    """The people and places, before the bot is there; the database is that file."""
    return world_with(stage, Records(path))


def world_with(stage: Stage, records: Any) -> World:
    """The same, with another way to keep the database."""
    made = furnish(stage)
    world = World(*(getattr(made, one.name) for one in fields(made)))
    world.records = records
    return world
