"""How the season comes to be: dates are found, seventeen apply across the High Holidays, thirteen are chosen and paired."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from domain.ground.people import Reminder
from rehearsal.discord import Answer, Seen
from rehearsal.discord.model import Channel
from rehearsal.discord.servers import Server
from rehearsal.plays import habits, oracle
from rehearsal.plays.habits import DAY, stays_silent
from rehearsal.plays.play import Play, Role
from rehearsal.plays.season_cast import HNL, NONE, NY, ONE, OSL, TURNED_AWAY, TWO, applicants
from rehearsal.stage import Stage

LINK = "https://zoom.example/j/5787?pwd=only-for-members"
SECOND_LINK = "https://zoom.example/j/5788?pwd=for-the-second-circle"
TITLE = "Racial justice in the rabbinate"
BETTER = ("2027-03-16", "2027-04-13")  # instead of Purim, and of the eve of the seventh day of Pesach
CLOSES = "2026-10-25"


class OpeningScenes(Play):
    """A program with one manager, a facilitator, and seventeen who wish to join, until their group may begin."""

    secrets = (LINK, SECOND_LINK)

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        super().__init__(stage, say)
        self.cast = applicants()
        for role in self.cast:
            role.habit = habits.is_willing(role.habit)
        self.manager = Role("Rabbi Miriam Sol", NY, TWO, "looks after the whole program", stays_silent)
        self.facilitator = Role("Rav Hanan Peled", NY, ONE, "leads the circle", stays_silent)
        self.outsider = Role("Somebody else", NY, NONE, "is on the server and in no cohort", stays_silent)
        self.server: Server
        self.staff = self.manager, self.facilitator
        self.office: Channel
        self.signup: Channel

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
        drafted = await self._staff_does(lead, "session series", cohort="1", nth=4, weekday=1, time="13:00", count=8, first_month="2026-12")
        for date in BETTER:
            drafted = await self._instead(drafted, date)
        await self._press(lead, drafted.message, "These dates stand")
        form = (await self._staff_does(lead, "session link", cohort="1")).form
        assert form is not None
        await self.act(lead, "types a link that is none", lead.person.submit(form, {"link": "zoom room 5"}))
        await self.act(lead, "types the link", lead.person.submit(form, {"link": LINK}))
        await self._staff_does(lead, "cohort open", cohort="1", closes=CLOSES)

    async def _instead(self, drafted: Answer, date: str) -> Answer:
        """The facilitator takes one of the dates that the planner offers, on the page where it stands."""
        lead = self.facilitator
        while True:
            assert drafted.message is not None
            for chooser in drafted.message.selects:
                if wanted := [o["value"] for o in chooser["options"] if o["value"].endswith(f"/{date}")]:
                    return await self.act(
                        lead, f"takes {date} instead", lead.person.choose(drafted.message, chooser["custom_id"], wanted[:1])
                    )
            drafted = await self._press(lead, drafted.message, "More")

    async def _apply(self) -> None:
        for role in self.cast:
            after = timedelta(hours=53)
            while oracle.holy(self.now + after, role):  # by night they may well sit at it
                after += timedelta(hours=1)
            await self.until(self.now + after)
            await self._sign_up(role)
        ada = next(role for role in self.cast if "Ada" in role.name)
        await self.until(self.now + self._at_leisure(ada, DAY))
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
        if role.zone == OSL:
            assert "city" in done.text, "by the clock of Oslo alone it would go quiet too late for them"
        if role.city or role.reminder is not Reminder.DAY:
            await self._settings(role)

    async def _settings(self, role: Role) -> None:
        me = await self.act(role, "/me", role.person.command(self.signup, "me"))
        assert me.message is not None
        if role.reminder is not Reminder.DAY:
            chosen = role.person.choose(me.message, me.message.selects[0]["custom_id"], [role.reminder.value])
            await self.act(role, f"chooses when to be reminded: {role.reminder.value}", chosen)
        if role.city:
            form = (await self._press(role, me.message, "My city")).form
            assert form is not None
            typed = {"town": role.city, "evenings": "yes" if role.evenings else "no"}
            await self.act(role, "types their city", role.person.submit(form, typed))

    async def _select(self) -> None:
        await self.until(datetime(2026, 10, 27, 15, 0, tzinfo=UTC))
        lead = self.facilitator
        draft = await self._staff_does(lead, "cohort select", cohort="1")
        draft = await self._make_room_for_all_kinds(draft)
        preview = await self._press(lead, draft.message, "See what would be sent")
        await self._press(lead, preview.message, "Publish")
        await self.until(self.now + 2 * DAY)

    async def _make_room_for_all_kinds(self, draft: Answer) -> Answer:
        """The facilitator edits the draft: thirteen of the sixteen, so that every kind of person is in the story."""
        lead = self.facilitator
        for turn in ("", "More"):
            if turn:
                draft = await self._press(lead, draft.message, turn)
            assert draft.message is not None
            chooser = draft.message.selects[0]
            chosen = [o["value"] for o in chooser["options"] if o["label"] not in TURNED_AWAY]
            draft = await self.act(lead, "moves people in the draft", lead.person.choose(draft.message, chooser["custom_id"], chosen))
        return draft

    async def _pair(self) -> None:
        await self.until(datetime(2026, 11, 17, 16, 0, tzinfo=UTC))
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
        await self.until(datetime(2026, 12, 1, 16, 0, tzinfo=UTC))
        preview = await self._staff_does(lead, "cohort start", cohort="1")
        await self._press(lead, preview.message, "Start")

    @staticmethod
    def _partner_in(text: str, name: str, names: list[str]) -> str:
        plain = text.replace("\u200b", "").replace("\\", "")
        line = next(line for line in plain.split("\n") if name in line)
        return next(other for other in names if other != name and other in line)
