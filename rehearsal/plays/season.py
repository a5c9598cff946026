"""The season: a whole Hebrew year, from before one Rosh Hashanah until after the next; 17 applicants, thirteen places.

Eight monthly sessions are planned and eight are held: one of them moves, one is called off, and one is added in its place.
"""

from datetime import UTC, datetime, timedelta

from domain.ground.ids import CohortId
from domain.ground.times import on_the_wall
from domain.group.sessions import SessionState
from domain.sending.deliveries import Subject
from rehearsal.plays import checks, habits
from rehearsal.plays.habits import DAY
from rehearsal.plays.moments import News, reminded, told
from rehearsal.plays.season_cast import NY
from rehearsal.plays.season_covenant import CovenantScenes
from rehearsal.plays.season_opening import LINK
from rehearsal.plays.season_together import TogetherScenes

START = datetime(2026, 8, 31, 14, 0, tzinfo=UTC)  # 18 Elul 5786
FIRST = datetime(2026, 12, 22, 18, 0, tzinfo=UTC)  # the group meets
END = datetime(2027, 10, 14, 14, 0, tzinfo=UTC)  # 13 Tishrei 5788
NO_SUMMER_TIME = datetime(2027, 3, 14, 7, tzinfo=UTC)  # New York would go forward, and does not any more
CIRCLE = CohortId(1)
PANAMA = "America/Panama"  # its clocks are New York's in winter, all year


class SeasonPlay(CovenantScenes, TogetherScenes):
    """A program with one manager, a facilitator, and seventeen who wish to join; and a year together.

    In the first four scenes no time passes for twenty days at once: the proof by kills puts its backups back where it does, and is
    to do so once the group meets.
    """

    async def perform(self) -> None:
        """From the first command to the last quiet evening."""
        await self._scenes(9)

    async def perform_until(self, moment: datetime) -> None:
        """Only the first scenes, until the season has started, and then up to that moment."""
        await self._scenes(4)
        await self.until(moment)

    async def own_checks(self) -> list[str]:
        """Each member hears once of what changed in their dates, and nobody else does; and is reminded once of each session."""
        heard = checks.heard(self, await checks.rows_of(self), checks.bot_messages(self))
        inside = [role for role in self.cast if role.name in self.members]
        return told(self, heard, self.news) + reminded(heard, await self.held(), inside, self.away)

    async def held(self) -> list[datetime]:
        """When the sessions began that were held."""
        async with self.stage.store.read() as db:
            return [one.starts_at for one in await db.sessions.of(CIRCLE) if one.state is SessionState.HELD]

    async def _scenes(self, number: int) -> None:
        self.news: list[News] = []
        self.away = [("Rabba Tal Mizrahi", FIRST)]
        self._furnish()
        await self.stage.start_bot()
        scenes = (
            ("A program is set up, a cohort is made, its dates are found", self._set_up),
            ("Seventeen apply for thirteen places, across the High Holidays", self._apply),
            ("The facilitator decides, and letters go out", self._select),
            ("Chevrutot are drafted, edited and published; the season starts", self._pair),
            ("Winter: sessions one and two", self._winter),
            ("The bot is down for a night, and people write meanwhile", self._down),
            ("Pairs change, and New York does away with summer time", self._clocks),
            ("Spring and summer: a session is called off, and one moves", self._summer),
            ("Elul: one session more, and the next High Holidays", self._elul),
        )
        for title, scene in scenes[:number]:
            self.say(f"{on_the_wall(self.now, NY):%d %b %Y}  {title}")
            self.note("—", title)
            await scene()

    def _is_news(self, subject: Subject) -> None:
        """What changed now is known to every member once; of the clocks the facilitator is told as well."""
        lead = {self.facilitator.name} if subject is Subject.CLOCKS_CHANGED else set[str]()
        self.news.append(News(subject, frozenset(self.members | lead)))

    async def _winter(self) -> None:
        lead = self.facilitator
        await self._agree()
        await self._make_together()
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
        await self.until(datetime(2026, 12, 2, 18, 0, tzinfo=UTC))
        await self._sit_together()
        await self.until(datetime(2026, 12, 21, 15, 0, tzinfo=UTC))
        tal = self._role("Tal")
        announced = next(seen for seen in reversed(tal.person.sees(self.home)) if "The link" in seen.buttons)
        form = (await self._press(tal, announced, "I cannot come")).form
        assert form is not None
        await self.act(tal, "leaves a word for the group", tal.person.submit(form, {"words": "At a funeral. Think of us."}))
        shown = await self._press(tal, announced, "The link")
        assert LINK in shown.text
        await self._one_comes_for_one_who_left()
        self.away += [(name, FIRST) for name in self.joined]
        await self.until(datetime(2027, 1, 24, 15, 0, tzinfo=UTC))
        await self._staff_does(lead, "cohort today", cohort="1")
        await self._signs_late()
        await self.until(datetime(2027, 2, 1, 20, 0, tzinfo=UTC))

    async def _down(self) -> None:
        dana, sam = self._role("Dana"), self._role("Sam")
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

    async def _clocks(self) -> None:
        await self._others_for_two()
        await self.until(datetime(2027, 2, 24, 16, 0, tzinfo=UTC))
        await self._three_instead_of_two()
        await self.stage.stop_bot()
        self.stage.take_zone_data(PANAMA, NY, NO_SUMMER_TIME)
        self._is_news(Subject.CLOCKS_CHANGED)
        await self.stage.start_bot()
        self.note("—", "the bot is updated: New York stays on its winter time")

    async def _summer(self) -> None:
        lead = self.facilitator
        await self._stays_open()
        await self._agree_anew()
        await self._quietly_until(datetime(2027, 5, 12, 18, 0, tzinfo=UTC))
        asked = await self._staff_does(lead, "session cancel", cohort="1", number=6)
        await self._press(lead, asked.message, "Call it off")
        self._is_news(Subject.SESSION_CANCELLED)
        await self._arrange_again()
        await self._a_second_circle()
        await self._quietly_until(datetime(2027, 6, 24, 18, 0, tzinfo=UTC))
        asked = await self._staff_does(lead, "session move", cohort="1", number=8, date="2027-08-24", time="13:00")
        await self._press(lead, asked.message, "Move it")
        self._is_news(Subject.SESSION_MOVED)
        await self._arrange_after_the_move()
        await self._quietly_until(datetime(2027, 8, 15, 21, 0, tzinfo=UTC))

    async def _elul(self) -> None:
        lead = self.facilitator
        drafted = await self._staff_does(lead, "session extend", cohort="1", sessions=1)
        asked = await self._press(lead, drafted.message, "These dates stand")
        await self._press(lead, asked.message, asked.buttons[0])
        self._is_news(Subject.DATES_CHANGED)
        await self._quietly_until(datetime(2027, 10, 1, 2, 30, tzinfo=UTC))
        held = await self._staff_does(lead, "session after", cohort="1", number=9)
        form = (await self._press(lead, held.message, "Write notes")).form
        assert form is not None
        notes = lead.person.submit(form, {"notes": "What we take along."})
        await self.act(lead, "writes notes on the night before Rosh Hashanah begins", notes)
        await self._quietly_until(END)
        await self._staff_does(lead, "cohort today", cohort="1")
        await self._staff_does(lead, "cohort progress", cohort="1")

    async def _quietly_until(self, moment: datetime) -> None:
        """Time passes, and it is said where it stands."""
        while self.now < moment:
            await self.until(min(self.now + 28 * DAY, moment))
            self.say(f"{on_the_wall(self.now, NY):%d %b %Y}  ...")
