"""What the circle studies, made together: nine topics, choices that tie, an arrangement, and what becomes of it when a session moves."""

from rehearsal.discord import Answer
from rehearsal.plays.play import Role
from rehearsal.plays.season_pairs import PairScenes

STRANGER = "Whom do we call a stranger?"
MOVED_TO = "Who pays for repair?"
ARCHIVES = "What our archives leave out"
TOPICS = (  # by whom, what, with which text, and whether they would host it; three name the same text
    ("Dana", STRANGER, "Leviticus 19:34", "yes"),
    ("Sam", "Loving the stranger, and being one", "Lev. 19:34", "maybe"),
    ("Lia", "The stranger in our pews", "Vayikra 19:34", "no"),
    ("Tal", "Anger in the pulpit", "", "no"),
    ("Eli", "Singing each other's songs", "", "yes"),
    ("Omer", MOVED_TO, "Bava Kamma 83b", "maybe"),
    ("Ruth", ARCHIVES, "Our own minutes, 1958 to 1968", "yes"),
    ("Maya", "Schools", "", "no"),
    ("Kai", "Policing and the synagogue door", "", "maybe"),
)
CHOICES = (("Dana", (STRANGER, MOVED_TO)), ("Sam", (MOVED_TO, STRANGER)), ("Tal", ("Schools", "Anger in the pulpit")))  # the first two tie


class TogetherScenes(PairScenes):
    """The season's scenes about the curriculum."""

    async def _make_together(self) -> None:
        """Nine topics are proposed, some choose, and the facilitator arranges and publishes."""
        for name, title, text, host in TOPICS:
            await self._proposes(self._role(name), title, text, host)
        for name, titles in CHOICES:
            await self._chooses(self._role(name), titles)
        lead = self.facilitator
        page = await self._staff_does(lead, "curriculum arrange", cohort="1")
        assert f"1. **{STRANGER}**" in page.text, page.text
        assert f"1. **{MOVED_TO}**" in page.text, "a tie stays one"
        closing = await self._press(lead, page.message, "Close topics and choices")
        await self._press(lead, closing.message, "Close topics and choices")
        for number, title in ((2, STRANGER), (6, "Schools"), (8, ARCHIVES)):
            await self._gives(number, title)
        preview = await self._press(lead, (await self._staff_does(lead, "curriculum arrange", cohort="1")).message, "Preview and publish")
        await self._press(lead, preview.message, "Publish")

    async def _proposes(self, who: Role, title: str, text: str, host: str) -> None:
        form = (await self._does(who, "curriculum propose")).form
        assert form is not None
        typed = {"title": title, "why": "It is asked of me every week.", "text": text, "host": host, "name": "alone"}
        await self.act(
            who, "proposes a topic", who.person.submit(form, {name: typed[name] for name in {field.custom_id for field in form.fields}})
        )

    async def _does(self, who: Role, command: str) -> Answer:
        return await self.act(who, f"/{command}", who.person.command(self.home, command, options={"cohort": "1"}))

    async def _chooses(self, who: Role, titles: tuple[str, ...]) -> None:
        """They tap what they would choose, each on the page where it stands."""
        for title in titles:
            shown = await self._press(who, (await self._does(who, "curriculum topics")).message, "Choose topics")
            while title not in shown.buttons:
                shown = await self._press(who, shown.message, "More")
            await self._press(who, shown.message, title)

    async def _gives(self, number: int, title: str) -> None:
        """The facilitator chooses a session, then its topic."""
        lead = self.facilitator
        page = await self._staff_does(lead, "curriculum arrange", cohort="1")
        session = await self._picks(page, f"{number} · ", f"looks at session {number}")
        await self._picks(session, title, f"gives session {number} a topic")

    async def _picks(self, shown: Answer, label: str, what: str) -> Answer:
        """The facilitator chooses the first line that begins so from the first list."""
        assert shown.message is not None
        chooser = shown.message.selects[0]
        value = next(option["value"] for option in chooser["options"] if option["label"].startswith(label))
        return await self.act(self.facilitator, what, self.facilitator.person.choose(shown.message, chooser["custom_id"], [value]))

    async def _arrange_again(self) -> None:
        """A session was called off, and what it was to be about goes to the next one."""
        await self._gives(7, "Schools")

    async def _arrange_after_the_move(self) -> None:
        """The last session has moved; whoever was to host it cannot, and it is about something else."""
        await self._gives(8, MOVED_TO)
