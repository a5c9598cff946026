"""One small circle on the local Discord: three members in the middle of a season."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rehearsal.discord import Answer, Person, Server
from rehearsal.discord.model import Channel, Role
from rehearsal.stage import Stage

START = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
FIRST_ROUND = datetime(2026, 10, 20, 16, 0, tzinfo=UTC)
LINK = "https://zoom.example/j/1"


@dataclass
class Circle:
    """The stage and everybody on it."""

    stage: Stage
    owner: Person
    manager: Person
    lead: Person
    outsider: Person
    server: Server
    staff: Channel
    signup: Channel
    home: Channel
    managers: Role
    members: list[Person] = field(default_factory=list[Person])

    async def press(self, who: Person, answer: Answer, label: str) -> Answer:
        assert answer.message is not None, answer.text
        return await who.click(answer.message, label)

    async def join(self, who: Person) -> Answer:
        """Sign up from the board to the last form."""
        board = await who.command(self.signup, "cohorts")
        opened = await self.press(who, board, board.buttons[0])
        assert opened.form is not None, opened.text
        saved = await who.submit(opened.form, {"why": "because", "setting": "campus", "readiness": "3"})
        more = await self.press(who, saved, "Continue")
        assert more.form is not None, more.text
        return await who.submit(more.form, {"zone": "New York", "quiet": "shabbat", "commitment": ["yes"]})

    async def answer_offers(self) -> None:
        """Each member says that they are in."""
        await self.stage.pass_until(self.stage.clock.now() + timedelta(days=1))
        for member in self.members:
            await member.click(next(seen for seen in reversed(member.dm) if "I am in" in seen.buttons), "I am in")

    async def begin(self, wording: str = "jewish") -> None:
        """From nothing to the middle of the first round."""
        await self.prepare(wording)
        await self.press(self.lead, await self.lead.command(self.staff, "cohort start", cohort="1"), "Start")
        await self.stage.pass_until(FIRST_ROUND)

    async def open(self, wording: str = "jewish") -> None:
        """From nothing to a cohort that one may apply to."""
        await self.owner.command(
            self.staff, "program setup", name="Circle", managers=self.managers, staff=self.staff,
            signups=self.signup, zone="New York", contact="noa@example.org", wording=wording,
        )  # fmt: skip
        await self.manager.command(
            self.staff, "cohort create", title="Justice", topic="Justice", facilitator=self.lead, home=self.home, places=3
        )
        drafted = await self.lead.command(
            self.staff, "session series", cohort="1", nth=2, weekday=1, time="13:00", count=4, first_month="2026-10"
        )
        await self.press(self.lead, drafted, "These dates stand")
        form = (await self.lead.command(self.staff, "session link", cohort="1")).form
        assert form is not None
        await self.lead.submit(form, {"link": LINK})
        await self.lead.command(self.staff, "cohort open", cohort="1", closes="2026-09-15")

    async def prepare(self, wording: str = "jewish") -> None:
        """From nothing to pairs that are published: the season can start."""
        await self.open(wording)
        for member in self.members:
            await self.join(member)
        for command in ("cohort select", "cohort pairs"):
            answer = await self.lead.command(self.staff, command, cohort="1")
            for _ in range(2):
                answer = await self.press(self.lead, answer, answer.buttons[0])
            if command == "cohort select":
                await self.answer_offers()


def furnish(stage: Stage) -> Circle:
    """People and places, before the bot is there."""
    discord = stage.discord
    owner = discord.add_person("Owner")
    server = discord.add_server("Beit Midrash", owner)
    managers = server.add_role("Managers")
    people = {name: discord.add_person(name) for name in ("Manager", "Lead", "Outsider", "Dana", "Avi", "Noam")}
    for person in people.values():
        server.join(person)
    server.give(people["Manager"], managers)
    members = [people["Dana"], people["Avi"], people["Noam"]]
    home = server.add_text_channel("home", private_to=[managers, people["Lead"], *members])
    return Circle(
        stage, owner, people["Manager"], people["Lead"], people["Outsider"], server, server.add_text_channel("staff"),
        server.add_text_channel("sign-up"), home, managers, members,
    )  # fmt: skip
