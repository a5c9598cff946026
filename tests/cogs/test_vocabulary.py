"""An organisation that is not Jewish reads its own words on every road: commands, buttons, letters, posts, answers to what was written."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import pytest
import pytest_asyncio

from rehearsal.discord import Answer, Person
from rehearsal.discord.seen import Seen
from rehearsal.stage import Stage
from tests.cogs.conftest import START, Circle, furnish

pytestmark = pytest.mark.asyncio(loop_scope="module")
OURS: Final = re.compile(r"chevrut|siyyum|rabbi|cantor", re.IGNORECASE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Circle]:
    """The same circle, of a program that chose the plain words."""
    folder = tmp_path_factory.mktemp("elsewhere")
    async with Stage(f"sqlite:///{folder / 'shamash.sqlite'}", START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.begin(wording="plain")
        yield made


async def writes(circle: Circle, who: Person, text: str) -> Seen:
    """What the bot answers to that."""
    before = len(who.dm)
    await who.write(circle.stage.discord.bot, text)
    return await circle.stage.discord.until(lambda: next((seen for seen in who.dm[before:] if seen.author.bot), None))


async def has_a_hard_week(who: Person) -> Answer:
    asked = await who.click(next(seen for seen in who.dm if "Pause messages" in seen.buttons), "Pause messages")
    assert asked.message is not None
    return await who.choose(asked.message, asked.message.selects[0]["custom_id"], ["7"])


async def test_whoever_is_away_may_tell_their_study_pair(elsewhere: Circle) -> None:
    dana, avi, _ = elsewhere.members
    away = await has_a_hard_week(dana)
    assert "Send that to my study pair" in away.buttons
    by_command = await avi.command(elsewhere.home, "pause", until="2026-10-24")
    assert "Send that to my study pair" in by_command.buttons
    await elsewhere.press(avi, by_command, "I am back")
    await elsewhere.press(dana, away, "I am back")


async def test_whoever_writes_is_answered_in_the_words_of_the_program(elsewhere: Circle) -> None:
    assert "groups of people who study together" in (await writes(elsewhere, elsewhere.outsider, "who are you?")).text
    assert "Noted: you met" in (await writes(elsewhere, elsewhere.members[2], "my study pair and I met")).text


async def test_in_a_month_of_a_program_with_plain_words_nobody_reads_a_word_of_hebrew(elsewhere: Circle) -> None:
    member, lead = elsewhere.members[0], elsewhere.lead
    for who, command in (
        (member, "me"), (member, "help"), (member, "cohorts"), (lead, "cohort today"), (lead, "cohort timeline"), (lead, "cohort pairs"),
        (elsewhere.manager, "program audit"), (elsewhere.manager, "program overview"), (elsewhere.manager, "program undelivered"),
    ):  # fmt: skip
        values = {"cohort": "1"} if command.startswith("cohort ") else {}
        await who.command(elsewhere.staff if who is not member else elsewhere.home, command, options=values)
    await elsewhere.stage.pass_until(elsewhere.stage.clock.now() + timedelta(days=30))
    written = [
        Seen(channel.messages[one])
        for channel in elsewhere.stage.discord.channels.values()
        for one in channel.order
        if channel.messages[one].author.bot
    ]
    assert len(written) > 60, "it was a whole month"
    assert any("study pair" in seen.text for seen in written)
    assert [seen.text for seen in written if OURS.search(seen.text + repr(seen.components))] == []
