"""What every play is made of: a cast with habits, acts that are written down, and time that passes."""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from domain.ground.people import Reminder
from domain.ground.quiet import Observance
from rehearsal.discord import Answer, Person, Seen
from rehearsal.discord.model import Channel
from rehearsal.plays import oracle
from rehearsal.stage import Stage

Act = Callable[[], Awaitable[object]]
Habit = Callable[["Play", "Role", Seen], Iterable[tuple[timedelta, Act]]]


@dataclass
class Role:
    """One person of the cast: where they live, when they want quiet, and what they are like."""

    name: str
    zone: str
    observance: Observance
    like: str
    habit: Habit
    setting: str = "congregation"
    congregation: str = ""
    city: str = ""  # one of the oracle's, as they type it in `/me`; nothing, if they never do
    evenings: bool = False  # they wish to be written to again 45 minutes after nightfall
    dms_open: bool = True
    reminder: Reminder = Reminder.DAY
    person: Person = field(init=False)
    noticed: int = 0


@dataclass(frozen=True)
class Shown:
    """A picture that somebody was shown, and what is said in its place."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class Line:
    """Something that happened: at a moment, by somebody."""

    at: datetime
    who: str
    what: str
    said: str = ""
    pictures: tuple[Shown, ...] = ()
    shown: str = ""  # what else was on the screen: a form, with all that stood in it


class Play:
    """A stage with people on it. Whatever they do is written down for the transcript."""

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        self.stage = stage
        self.say = say
        self.cast: list[Role] = []
        self.story: list[Line] = []
        self._due: list[tuple[datetime, int, Act]] = []
        self._count = itertools.count()

    title = "A season with Shamash"
    lead = "apply, a circle is chosen, pairs study, sessions come and go"
    secrets: tuple[str, ...] = ()  # what nobody outside may ever see
    home: Channel  # the cohort's own channel
    outsider: Role
    staff: tuple[Role, ...] = ()  # those who lead; they are written to as well
    home_zone = "America/New_York"

    async def perform(self) -> None:
        """The whole story."""

    async def own_checks(self) -> list[str]:
        """What must hold of this story beyond what must hold of every one."""
        return []

    @property
    def now(self) -> datetime:
        return self.stage.clock.now()

    def note(self, who: str, what: str, said: str = "", pictures: tuple[Shown, ...] = (), shown: str = "") -> None:
        """Write a line of the story."""
        self.story.append(Line(self.now, who, what, said, pictures, shown))

    async def act(self, who: Role, what: str, doing: Awaitable[Answer]) -> Answer:
        """Somebody does something, and reads what comes of it."""
        answer = await doing
        said = answer.text or (f"a form: {answer.form.title}" if answer.form is not None else answer.kind)
        form = str(answer.form.raw) if answer.form is not None else ""
        self.note(who.name, what, said, self._pictures(answer), form)
        if answer.kind in {"failed", "unresolved"}:
            raise AssertionError(f"{who.name}, {what}: {answer.kind}")
        return answer

    def _pictures(self, answer: Answer) -> tuple[Shown, ...]:
        """The pictures of an answer, as they were when it came."""
        files = self.stage.discord.files
        attached = answer.message.attachments if answer.message is not None else []
        images = [one for one in attached if one["content_type"] == "image/png"]
        return tuple(Shown(files[urlsplit(str(one["url"])).path][1], str(one["description"] or "")) for one in images)

    def later(self, after: timedelta, act: Act) -> None:
        """Somebody will do something."""
        heapq.heappush(self._due, (self.now + after, next(self._count), act))

    def intend(self, role: Role, seen: Seen, after: timedelta, act: Act) -> None:
        """Somebody will do something about a letter."""
        self.later(after, act)

    async def until(self, moment: datetime) -> None:
        """Let time pass: what is due is done, people notice what came and do what they are like."""
        while True:
            due = await self.stage.beat()
            self._notice()
            planned = [at for at in (due, self._due[0][0] if self._due else None) if at is not None and at <= moment]
            if not planned:
                break
            self.stage.clock.move_to(min(planned))
            while self._due and self._due[0][0] <= self.now:
                await self.perform_act(heapq.heappop(self._due)[2])
        self.stage.clock.move_to(moment)

    async def perform_act(self, act: Act) -> None:
        """Somebody does what they had in mind."""
        await act()

    async def hear(self, role: Role, before: int) -> None:
        """Wait for the answer to what somebody wrote when they had `before` messages."""
        await self.stage.discord.until(lambda: len(role.person.dm) >= before + 2)
        self.note("Shamash", f"answers {role.name}", role.person.dm[-1].text)

    def _notice(self) -> None:
        for role in self.cast:
            inbox = self.letters(role)
            for seen in inbox[role.noticed :]:
                for after, act in role.habit(self, role, seen):
                    self.intend(role, seen, self._at_leisure(role, after), act)
            role.noticed = len(inbox)

    def _at_leisure(self, role: Role, after: timedelta) -> timedelta:
        """After that time, or once their own rest or night is over."""
        while oracle.disturbs(self.now + after, role):
            after += timedelta(hours=1)
        return after

    def letters(self, role: Role) -> list[Seen]:
        """All that the bot wrote to somebody alone: direct messages, or the private thread that stands in for them."""
        mine = [seen for seen in role.person.dm if seen.author.bot and not seen.ephemeral]
        for channel in self.stage.discord.channels.values():
            if channel.thread is not None and channel.name.startswith(f"For {role.name[:20]}"):
                mine += [seen for seen in role.person.sees(channel) if seen.author.bot and not seen.ephemeral and seen.content]
        return sorted(mine, key=lambda seen: seen.id)
