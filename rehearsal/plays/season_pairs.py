"""What becomes of the pairs over the year: one waits for a new partner, two are paired anew, one studies as a third, some study alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from rehearsal.discord import Answer, Seen
from rehearsal.plays.habits import DAY
from rehearsal.plays.play import Role
from rehearsal.plays.season_cast import TURNED_AWAY
from rehearsal.plays.season_opening import SECOND_LINK, OpeningScenes
from rehearsal.stage import Stage

T = TypeVar("T")
HOUR = timedelta(hours=1)
SECOND = "Beginnings in one house"


class PairScenes(OpeningScenes):
    """The season's scenes about who studies with whom."""

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        super().__init__(stage, say)
        self.members = {role.name for role in self.cast} - TURNED_AWAY - {"Cantor Ada Blum"}
        self.joined = set[str]()  # since the season began

    def _role(self, name: str) -> Role:
        return next(role for role in self.cast if name in role.name)

    async def _letter(self, role: Role, label: str) -> Seen:
        """Their latest letter with that button, which may have to wait until the bot is there."""
        return await self._soon(lambda: next((seen for seen in reversed(self.letters(role)) if label in seen.buttons), None))

    async def _soon(self, look: Callable[[], T | None]) -> T:
        """What is there within a week, looked for each hour."""
        ends = self.now + 7 * DAY
        while (found := look()) is None:
            assert self.now < ends, "it never came"
            await self.until(self.now + HOUR)
        return found

    async def _sit_together(self) -> None:
        """A pair has a thread of its own, and the line goes on until the third session."""
        lead, omer = self.facilitator, self._role("Omer")
        form = (await self._staff_does(lead, "cohort terms", cohort="1")).form
        assert form is not None
        await self.act(lead, "lets the line move until session 3", lead.person.submit(form, {"days": "5", "until": "3"}))
        await self._press(omer, await self._letter(omer, "A thread for the two of us"), "A thread for the two of us")

    async def _one_comes_for_one_who_left(self) -> None:
        """Maya steps back; Omer waits for a partner, and the next in line takes the place."""
        maya, omer = self._role("Maya"), self._role("Omer")
        await self.until(datetime(2027, 1, 14, 18, 0, tzinfo=UTC))
        await self._steps_back(maya)
        await self._press(omer, await self._letter(omer, "Wait for a partner"), "Wait for a partner")
        await self.until(datetime(2027, 1, 18, 18, 0, tzinfo=UTC))
        while not self.joined:
            assert self.now < datetime(2027, 1, 24, tzinfo=UTC), "nobody took the place"
            await self.until(self.now + HOUR)
            inside = (role for role in self.cast if self.circle in self.server.members[role.person.id].roles)
            self.joined = {role.name for role in inside} & TURNED_AWAY
        self.members |= self.joined

    async def _steps_back(self, role: Role) -> None:
        me = await self.act(role, "/me", role.person.command(self.signup, "me"))
        asked = await self._press(role, me.message, next(b for b in me.buttons if b.startswith("Step back")))
        await self._press(role, asked.message, "Yes, step back")
        self.members.remove(role.name)

    async def _others_for_two(self) -> None:
        """Of what was said in private the facilitator sees other pairs, and nobody's name; they are changed."""
        lead = self.facilitator
        await self.until(datetime(2027, 2, 5, 16, 0, tzinfo=UTC))
        shown = await self._press(lead, await self._letter(lead, "Propose other pairs"), "Propose other pairs")
        await self._press(lead, shown.message, "Change it")

    async def _three_instead_of_two(self) -> None:
        """Eli steps back, and Lia would study as three: two others are asked, and are glad."""
        lia = self._role("Lia")
        await self._steps_back(self._role("Eli"))
        await self.until(self.now + DAY)
        await self._press(lia, await self._letter(lia, "Study as three"), "Study as three")
        await self.until(datetime(2027, 3, 1, 18, 0, tzinfo=UTC))

    async def _a_second_circle(self) -> None:
        """Those who still wait find a circle of their own, and serve one congregation: it begins without a pair."""
        lead = self.facilitator
        home = self.server.add_text_channel("beginnings", private_to=[self.managers, lead.person])
        role = self.server.add_role("Beginnings")
        self.server.give(lead.person, role)
        await self._staff_does(
            self.manager, "cohort create", title=SECOND, topic="Beginnings", facilitator=lead.person, home=home, places=4, role=role,
        )  # fmt: skip
        drafted = await self._staff_does(lead, "session series", cohort="2", nth=2, weekday=3, time="12:00", count=3, first_month="2027-07")
        await self._press(lead, drafted.message, "These dates stand")
        await self._staff_does(lead, "cohort open", cohort="2", closes="2027-06-06")
        for who in sorted(TURNED_AWAY - self.members):
            one = self._role(who)
            one.congregation = "Shaarei Tikvah"
            await self._sign_up(one)
        await self.until(datetime(2027, 6, 8, 15, 0, tzinfo=UTC))
        draft = await self._staff_does(lead, "cohort select", cohort="2")
        preview = await self._press(lead, draft.message, "See what would be sent")
        await self._press(lead, preview.message, "Publish")
        await self.until(datetime(2027, 6, 15, 15, 0, tzinfo=UTC))
        drafted = await self._staff_does(lead, "cohort pairs", cohort="2")
        preview = await self._press(lead, drafted.message, "See what would be sent")
        await self._press(lead, preview.message, "Publish")
        form = (await self._staff_does(lead, "session link", cohort="2")).form
        assert form is not None
        await self.act(lead, "types the link", lead.person.submit(form, {"link": SECOND_LINK}))
        preview = await self._staff_does(lead, "cohort start", cohort="2")
        await self._press(lead, preview.message, "Start")

    async def _stays_open(self) -> Answer:
        """What two of a pair said otherwise is on the facilitator's page, and nowhere else."""
        await self.until(datetime(2027, 4, 6, 18, 0, tzinfo=UTC))
        return await self._staff_does(self.facilitator, "cohort today", cohort="1")
