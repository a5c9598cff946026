"""The season: 17 applicants for 13 places, six sessions, five rounds, from one autumn to the next spring."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from domain.ground.people import Reminder
from domain.ground.quiet import Observance
from domain.ground.times import on_the_wall
from rehearsal.discord import Answer, Seen
from rehearsal.discord.model import Channel
from rehearsal.discord.servers import Server
from rehearsal.plays import habits
from rehearsal.plays.habits import DAY, presses_we_met, stays_silent, writes
from rehearsal.plays.play import Play, Role
from rehearsal.stage import Stage

LINK = "https://zoom.example/j/5787?pwd=only-for-members"
HOSTILE = "Cantor <script>alert(1)</script> @everyone"
TITLE = "Racial justice in the rabbinate"
START = datetime(2026, 10, 26, 14, 0, tzinfo=UTC)
END = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)
NY, LA, HNL, TLV, LON, CHI = (
    "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Asia/Jerusalem", "Europe/London", "America/Chicago",
)  # fmt: skip
NONE, SHABBAT, ONE, TWO = Observance.NONE, Observance.SHABBAT, Observance.ONE_DAY, Observance.TWO_DAY


def applicants() -> list[Role]:
    """Seventeen people, as different as a real circle."""
    meets = presses_we_met(3 * DAY)
    rsvp = habits.answers_rsvp
    return [
        Role("Rabbi Dana Katz", NY, TWO, "taps “We met”, comes always, wants an hour's notice", habits.both(meets, rsvp), "congregation",
             "Beth El", reminder=Reminder.HOUR),
        Role("Avi Levi", LA, SHABBAT, "answers the message in words", writes("we met on Tuesday, thank you", 4 * DAY), "campus"),
        Role("Cantor Noa Ben-Ami", TLV, ONE, "sets dates by the form", habits.both(habits.sets_a_date, rsvp), "organisation"),
        Role("Rav Kai Nakamura", HNL, NONE, "is six hours behind everybody", presses_we_met(5 * DAY), "hospital"),
        Role("Hazzan Eli Stern", LON, TWO, "never answers anything", stays_silent, "congregation", "Finchley"),
        Role("Rabbi Ruth Adler", CHI, TWO, "shares a congregation with Sam", meets, "congregation", "Anshe Emet"),
        Role("Rabbi Sam Roth", CHI, ONE, "shares a congregation with Ruth, and writes so that he has to be asked back",
             habits.in_turn(writes("it is complicated these days", 2 * DAY), writes("yes, we met last week", 5 * DAY)), "congregation",
             "Anshe Emet"),
        Role("Rabba Tal Mizrahi", TLV, ONE, "takes one month off", habits.in_turn(meets, habits.takes_the_month_off, meets), "campus"),
        Role("Cantor Joy Ames", NY, SHABBAT, "has closed her direct messages", meets, "hospital", dms_open=False),
        Role("Rabbi Omer Gal", LA, TWO, "has a hard week", habits.in_turn(habits.has_a_hard_week, meets), "organisation"),
        Role("Rav Lia Fuchs", LON, NONE, "asks for help to find a time, and is silent for a month",
             habits.in_turn(habits.asks_for_help, meets, stays_silent, meets), "campus"),
        Role("Rabbi Ben Zur", NY, TWO, "applies when the circle is full", meets, "other"),
        Role(HOSTILE, CHI, SHABBAT, "has a name that would break things", habits.corrects_the_partner, "other"),
        Role("Rabbi Maya Lev", LA, ONE, "withdraws in the third month", meets, "congregation", "Kol Ami"),
        Role("Rabbi Gil Shaked", TLV, TWO, "applies when the circle is full", meets, "organisation"),
        Role("Cantor Ada Blum", NY, NONE, "applies, and withdraws before the decision", stays_silent, "hospital"),
        Role("Rabbi Yael Orr", LON, TWO, "comes when she can", habits.both(meets, rsvp), "campus"),
    ]  # fmt: skip


class SeasonPlay(Play):
    """A program with one manager, a facilitator, and seventeen who wish to join."""

    secrets = (LINK,)

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        super().__init__(stage, say)
        self.cast = applicants()
        for role in self.cast:
            role.habit = habits.takes_the_place(role.habit)
        self.manager = Role("Rabbi Miriam Sol", NY, TWO, "looks after the whole program", stays_silent)
        self.facilitator = Role("Rav Hanan Peled", NY, ONE, "leads the circle", stays_silent)
        self.outsider = Role("Somebody else", NY, NONE, "is on the server and in no cohort", stays_silent)
        self.server: Server
        self.staff = self.manager, self.facilitator
        self.office: Channel
        self.signup: Channel

    async def perform(self) -> None:
        """From the first command to the last quiet evening."""
        await self._scenes(8)

    async def perform_until(self, moment: datetime) -> None:
        """Only the first scenes, until the season has started, and then up to that moment."""
        await self._scenes(4)
        await self.until(moment)

    async def _scenes(self, number: int) -> None:
        self._furnish()
        await self.stage.start_bot()
        scenes = (
            ("A program is set up, a cohort is made, its dates are found", self._set_up),
            ("Seventeen apply for thirteen places", self._apply),
            ("The facilitator decides, and letters go out", self._select),
            ("Chevrutot are drafted, edited and published; the season starts", self._pair),
            ("Winter: sessions one and two", self._winter),
            ("The bot is down for a night, and people write meanwhile", self._down),
            ("A session moves, somebody leaves", self._move),
            ("Spring: the last sessions, and the close", self._spring),
        )
        for title, scene in scenes[:number]:
            self.say(f"{on_the_wall(self.now, NY):%d %b %Y}  {title}")
            self.note("—", title)
            await scene()

    def _furnish(self) -> None:
        discord = self.stage.discord
        for role in (self.manager, self.facilitator, self.outsider, *self.cast):
            role.person = discord.add_person(role.name, dms_open=role.dms_open)
        server = discord.add_server("A program for clergy", self.manager.person)
        self.server = server
        for role in (self.facilitator, self.outsider, *self.cast):
            server.join(role.person)
        self.managers = server.add_role("Managers")
        server.give(self.manager.person, self.managers)
        self.circle = server.add_role("Racial justice circle")
        server.give(self.facilitator.person, self.circle)
        self.office = server.add_text_channel("staff", private_to=[self.managers, self.facilitator.person])
        self.signup = server.add_text_channel("sign-up")
        self.home = server.add_text_channel("racial-justice", private_to=[self.circle, self.managers])

    async def _staff_does(self, who: Role, command: str, **values: object) -> Answer:
        return await self.act(who, f"/{command}", who.person.command(self.office, command, options=values))

    async def _press(self, who: Role, message: Seen | None, label: str) -> Answer:
        assert message is not None
        return await self.act(who, f"presses “{label}”", who.person.click(message, label))

    async def _set_up(self) -> None:
        lead = self.facilitator
        await self._staff_does(
            self.manager, "program setup", name="Or Hadash", managers=self.managers, staff=self.office, signups=self.signup,
            zone="New York", contact="Rabbi Miriam Sol, miriam@example.org", donations="https://example.org/give",
        )  # fmt: skip
        await self._staff_does(
            self.manager, "cohort create", title=TITLE, topic="Racial justice", facilitator=lead.person, home=self.home, places=13,
            role=self.circle,
        )  # fmt: skip
        drafted = await self._staff_does(lead, "session series", cohort="1", nth=2, weekday=1, time="13:00", count=6, first_month="2026-12")
        assert drafted.message is not None
        for _ in range(2):  # the first of Chanukah's and the memorial day's free dates
            chooser = drafted.message.selects[0]
            wanted = [o["value"] for o in chooser["options"] if o["value"].endswith((":2026-12-15", ":2027-05-18"))]
            drafted = await self.act(
                lead, f"takes {wanted[0][-10:]} instead", lead.person.choose(drafted.message, chooser["custom_id"], wanted[:1])
            )
            assert drafted.message is not None
        await self._press(lead, drafted.message, "These dates stand")
        form = (await self._staff_does(lead, "session link", cohort="1")).form
        assert form is not None
        await self.act(lead, "types a link that is none", lead.person.submit(form, {"link": "zoom room 5"}))
        await self.act(lead, "types the link", lead.person.submit(form, {"link": LINK}))
        await self._staff_does(lead, "cohort open", cohort="1", closes="2026-11-09")

    async def _apply(self) -> None:
        for role in self.cast:
            await self.until(self.now + timedelta(hours=7))
            await self._sign_up(role)
        ada = next(role for role in self.cast if "Ada" in role.name)
        await self.until(self.now + DAY)
        letter = next(seen for seen in reversed(self.letters(ada)) if "Withdraw" in seen.buttons)
        await self._press(ada, (await self._press(ada, letter, "Withdraw")).message, "Yes, step back")
        refused = await self.act(self.outsider, "/cohort select", self.outsider.person.command(self.signup, "cohort select", cohort="1"))
        assert "Avi Levi" not in refused.text

    async def _sign_up(self, role: Role) -> None:
        board = await self.act(role, "/cohorts", role.person.command(self.signup, "cohorts"))
        form = (await self._press(role, board.message, board.buttons[0])).form
        assert form is not None
        saved = await self.act(
            role, "sends the first form",
            role.person.submit(
                form,
                {"why": f"It is asked of me, {role.name}, every week.", "bring": "", "setting": role.setting,
                 "congregation": role.congregation, "readiness": "3"},
            ),
        )  # fmt: skip
        form = (await self._press(role, saved.message, "Continue")).form
        assert form is not None
        city = role.zone.rsplit("/", 1)[-1].replace("_", " ")
        answers = {"quiet": role.observance.value, "hours": ["weekday-afternoons", "sundays"], "commitment": ["yes"]}
        if role.zone == HNL:
            await self.act(role, "types a zone that is none", role.person.submit(form, answers | {"zone": "the islands"}))
        done = await self.act(role, "sends the second form", role.person.submit(form, answers | {"zone": city}))
        if "Omer" in role.name:
            wishes = (await self._press(role, done.message, "Private wishes for a chevruta")).form
            assert wishes is not None
            never = next(other for other in self.cast if "Dana" in other.name)
            await self.act(role, "sends private wishes", role.person.submit(wishes, {"never": [never.person]}))
        if role.reminder is Reminder.HOUR:
            me = await self.act(role, "/me", role.person.command(self.signup, "me"))
            assert me.message is not None
            await self.act(role, "wants an hour's notice", role.person.choose(me.message, me.message.selects[0]["custom_id"], ["hour"]))

    async def _select(self) -> None:
        await self.until(datetime(2026, 11, 11, 15, 0, tzinfo=UTC))
        lead = self.facilitator
        draft = await self._staff_does(lead, "cohort select", cohort="1")
        draft = await self._make_room_for_all_kinds(draft)
        preview = await self._press(lead, draft.message, "See what would be sent")
        await self._press(lead, preview.message, "Publish")
        await self.until(self.now + 2 * DAY)

    async def _make_room_for_all_kinds(self, draft: Answer) -> Answer:
        """The facilitator edits the draft: thirteen of the sixteen, so that every kind of person is in the story."""
        lead, out = self.facilitator, {"Rabbi Yael Orr", "Rabbi Ben Zur"}
        for turn in ("", "More"):
            if turn:
                draft = await self._press(lead, draft.message, turn)
            assert draft.message is not None
            chooser = draft.message.selects[0]
            chosen = [o["value"] for o in chooser["options"] if o["label"] not in out | {"Rabbi Gil Shaked"}]
            draft = await self.act(lead, "moves people in the draft", lead.person.choose(draft.message, chooser["custom_id"], chosen))
        return draft

    async def _pair(self) -> None:
        lead = self.facilitator
        drafted = await self._staff_does(lead, "cohort pairs", cohort="1")
        assert drafted.message is not None
        chooser = drafted.message.selects[0]
        values = {o["label"]: o["value"] for o in chooser["options"]}
        partner = self._partner_in(drafted.text, "Rabbi Sam Roth", list(values))
        swapped = await self.act(
            lead, "tries to put Ruth where Sam's partner is",
            lead.person.choose(drafted.message, chooser["custom_id"], [values["Rabbi Ruth Adler"], values[partner]]),
        )  # fmt: skip
        assert "never say why" in swapped.text, swapped.text
        preview = await self._press(lead, drafted.message, "See what would be sent")
        await self._press(lead, preview.message, "Publish")
        await self.until(datetime(2026, 11, 16, 16, 0, tzinfo=UTC))
        preview = await self._staff_does(lead, "cohort start", cohort="1")
        await self._press(lead, preview.message, "Start")

    @staticmethod
    def _partner_in(text: str, name: str, names: list[str]) -> str:
        plain = text.replace("\u200b", "").replace("\\", "")
        line = next(line for line in plain.split("\n") if name in line)
        return next(other for other in names if other != name and other in line)

    async def _winter(self) -> None:
        lead = self.facilitator
        form = (await self._staff_does(lead, "session prompt", cohort="1", round=1)).form
        assert form is not None
        prompt = {"reference": "Bava Metzia 59b", "question": "Who is not in the room when we decide? Read it once for each voice."}
        await self.act(lead, "gives the first round its text", lead.person.submit(form, prompt))
        posted = await lead.person.write(self.home, "What would it cost us to mean “never again” for somebody else?")
        self.note(lead.name, "posts in the home channel", posted.text)
        form = (await self.act(lead, "“Use as prompt” on the post", lead.person.pick(posted, "Use as prompt"))).form
        assert form is not None
        form = (await self._staff_does(lead, "session prompt", cohort="1", round=2)).form
        assert form is not None
        await self.act(lead, "gives the second round the words of the post", lead.person.submit(form, {"question": posted.text}))
        await self._staff_does(lead, "cohort timeline", cohort="1")
        await self.until(datetime(2026, 12, 14, 15, 0, tzinfo=UTC))
        tal = next(role for role in self.cast if "Tal" in role.name)
        announced = next(seen for seen in reversed(tal.person.sees(self.home)) if "The link" in seen.buttons)
        form = (await self._press(tal, announced, "I cannot come")).form
        assert form is not None
        await self.act(tal, "leaves a word for the group", tal.person.submit(form, {"words": "At a funeral. Think of us."}))
        shown = await self._press(tal, announced, "The link")
        assert LINK in shown.text
        await self.until(datetime(2027, 1, 10, 15, 0, tzinfo=UTC))
        await self._staff_does(lead, "cohort today", cohort="1")
        await self.until(datetime(2027, 1, 18, 20, 0, tzinfo=UTC))

    async def _down(self) -> None:
        dana, sam = (next(role for role in self.cast if name in role.name) for name in ("Dana", "Sam"))
        prompt = next(seen for seen in reversed(sam.person.dm) if habits.is_prompt(seen))
        await self.stage.stop_bot()
        self.note("—", "the bot is stopped")
        await sam.person.write(self.stage.discord.bot, "not this month, sorry", reply_to=prompt)
        self.note(sam.name, "writes while it is down", "not this month, sorry")
        self.stage.clock.move_to(self.now + timedelta(hours=9))
        await self.stage.start_bot()
        self.note("—", "the bot is up again")
        await self.until(self.now + DAY)
        old = next(seen for seen in dana.person.dm if habits.is_prompt(seen))
        await self._press(dana, old, "Change the answer" if "Change the answer" in old.buttons else "We met")

    async def _move(self) -> None:
        lead = self.facilitator
        asked = await self._staff_does(lead, "session move", cohort="1", number=3, date="2027-02-16", time="13:00")
        await self._press(lead, asked.message, "Move it")
        await self.until(datetime(2027, 2, 24, 16, 0, tzinfo=UTC))
        maya = next(role for role in self.cast if "Maya" in role.name)
        me = await self.act(maya, "/me", maya.person.command(self.signup, "me"))
        asked = await self._press(maya, me.message, next(b for b in me.buttons if b.startswith("Step back")))
        await self._press(maya, asked.message, "Yes, step back")

    async def _spring(self) -> None:
        while self.now < END:
            await self.until(min(self.now + 28 * DAY, END))
            self.say(f"{on_the_wall(self.now, NY):%d %b %Y}  ...")
        await self._staff_does(self.facilitator, "cohort today", cohort="1")
        await self._staff_does(self.facilitator, "cohort progress", cohort="1")
