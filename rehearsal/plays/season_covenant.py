"""What the group agrees on: talked about, signed by all but one, by that one later, and changed once in the middle of the year."""

from collections.abc import Iterable
from datetime import UTC, datetime

from rehearsal.discord import Seen
from rehearsal.plays.habits import DAY
from rehearsal.plays.play import Role
from rehearsal.plays.season_pairs import HOUR, PairScenes

TEXT = "What is said here stays here.\nWe listen before we advise.\nWe begin on time."
CHANGED = "What is said here stays here.\nWe listen before we advise.\nWe begin and end on time."
LATE, NOT_AGAIN = "Rabbi Ruth Adler", "Rav Lia Fuchs"


class CovenantScenes(PairScenes):
    """The season's scenes about the covenant."""

    async def _agree(self) -> None:
        """A thread is opened, the text is published there, and all but one sign it."""
        lead = self.facilitator
        shown = await self._staff_does(lead, "cohort covenant", cohort="1")
        await self._press(lead, shown.message, "Open a thread to talk about it")
        await self._soon(lambda: next((seen for seen in lead.person.sees(self.home) if self._talk(seen)), None))
        await self._publishes("Write it", TEXT)
        for role in self._signing(self.members - {LATE}):
            await self._press(role, await self._covenant_of(role), "Sign")

    async def _signs_late(self) -> None:
        """The one who had not signed does, and whoever came meanwhile signs where they are asked."""
        await self.until(datetime(2027, 1, 26, 18, 0, tzinfo=UTC))
        for role in self._signing(self.joined):
            await self._press(role, await self._letter(role, "Sign"), "Sign")
        late = self._role("Ruth")
        await self._press(late, await self._covenant_of(late), "Sign")
        await self.until(self.now + DAY)
        await self._staff_does(self.facilitator, "cohort covenant", cohort="1")

    async def _agree_anew(self) -> None:
        """It is changed once; who signed reads what changed, and all but one of those sign it as it is now."""
        await self._publishes("Change it", CHANGED)
        await self.until(self.now + 10 * DAY)
        for role in self._signing(self.members - {NOT_AGAIN}):
            word = next((seen for seen in reversed(self.letters(role)) if "Sign" in seen.buttons and "has changed" in seen.text), None)
            if word is not None:
                await self._press(role, word, "Sign")
        await self._staff_does(self.facilitator, "cohort covenant", cohort="1")

    async def _publishes(self, button: str, text: str) -> None:
        lead = self.facilitator
        shown = await self._staff_does(lead, "cohort covenant", cohort="1")
        form = (await self._press(lead, shown.message, button)).form
        assert form is not None
        preview = await self.act(lead, "writes down what the group agrees on", lead.person.submit(form, {"covenant": text}))
        await self._press(lead, preview.message, "Publish it")
        await self.until(self.now + HOUR)

    def _signing(self, names: Iterable[str]) -> list[Role]:
        return [role for role in self.cast if role.name in set(names)]

    @staticmethod
    def _talk(seen: Seen) -> bool:
        return "promise each other" in seen.text and seen.thread is not None

    async def _covenant_of(self, role: Role) -> Seen:
        """The post, as they find it in the thread."""

        def look() -> Seen | None:
            talk = next((seen for seen in role.person.sees(self.home) if self._talk(seen)), None)
            there = [] if talk is None or talk.thread is None else role.person.sees(talk.thread)
            return next((seen for seen in reversed(there) if "Sign" in seen.buttons), None)

        return await self._soon(look)
