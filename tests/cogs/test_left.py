"""Somebody who left the server, or was banned from it, keeps the conversation with the bot, and nothing but what is theirs."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from cogs.shared.render import custom_id
from domain.ground.ids import CohortId, PairId, SessionId, UserId
from domain.pair.checkins import Answer as Said
from domain.sending.facts import OfSession
from rehearsal.discord import Answer, Person
from rehearsal.discord.acts import COMPONENT, SUBMIT
from services.program import presence
from services.program.presence import FRESH, GONE
from tests.cogs.conftest import LINK, Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
MEMBER = "GET /guilds/{guild_id}/members/{user_id}"
NOT_THERE = "You're not on the server of **Circle** any more"
CANNOT_TELL = "I can't check just now whether you're on the server of **Circle**"


async def press(circle: Circle, who: Person, act: str, *args: object) -> Answer:
    """A button in their conversation with the bot, as an old message has it or a forger writes it."""
    data = {"component_type": 2, "custom_id": custom_id("b", act, tuple(str(one) for one in args)), "id": 1}
    return await circle.stage.discord.raw_interaction(who, {"type": COMPONENT, "data": data})


async def send(circle: Circle, who: Person, act: str, *args: object, **typed: str) -> Answer:
    """A form in their conversation with the bot."""
    fields = [{"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": name, "value": value}} for name, value in typed.items()]
    data: dict[str, Any] = {"custom_id": custom_id("f", act, tuple(str(one) for one in args)), "components": fields}
    return await circle.stage.discord.raw_interaction(who, {"type": SUBMIT, "data": data})


def later(circle: Circle, time: timedelta = FRESH) -> None:
    """What was known of people is fresh no longer."""
    circle.stage.clock.move_to(circle.stage.clock.now() + time)


@pytest_asyncio.fixture(loop_scope="module")
async def away(circle: Circle) -> AsyncIterator[Person]:
    """A member who is banned, and is on another server with the bot."""
    dana = circle.members[0]
    circle.server.ban(dana)
    later(circle)
    yield dana
    circle.server.unban(dana)
    circle.server.join(dana)
    later(circle)


async def checkins(circle: Circle) -> list[Said]:
    async with circle.stage.store.read() as db:
        return [one.answer for one in await db.checkins.of(CohortId(1))]


async def ids(circle: Circle) -> tuple[SessionId, PairId]:
    """The session that comes, and the pair of the first member."""
    async with circle.stage.store.read() as db:
        dana = await db.people.by_user(UserId(circle.members[0].id))
        assert dana is not None
        pair = next(pair for pair in await db.chevruta.published(CohortId(1)) if dana.id in pair.members)
        return (await db.sessions.of(CohortId(1)))[1].id, pair.id


async def meeting_link(circle: Circle) -> str | None:
    async with circle.stage.store.read() as db:
        cohort = await db.cohorts.get(CohortId(1))
        assert cohort is not None
        return cohort.link


async def test_a_facilitator_who_is_off_the_server_reads_and_changes_nothing_by_direct_message(circle: Circle) -> None:
    lead = circle.lead
    assert "**Justice today**" in (await press(circle, lead, "today", 1)).text
    circle.server.ban(lead)
    later(circle)
    for answer in (
        await press(circle, lead, "today", 1),
        await press(circle, lead, "timeline", 1, 0),
        await press(circle, lead, "session-move-yes", 1, 3, 0, "2026-12-09", "13:00"),
        await send(circle, lead, "link", 1, link="https://evil.example/j"),
    ):
        assert answer.text.startswith(NOT_THERE)
        assert "If you join again" in answer.text
        assert "/me" not in answer.text, "nothing there is theirs"
    assert await meeting_link(circle) == LINK
    circle.server.unban(lead)
    circle.server.join(lead)
    later(circle, GONE)
    assert "**Justice today**" in (await press(circle, lead, "today", 1)).text


async def test_a_facilitator_whose_lead_was_taken_back_reads_nothing_more_of_the_cohort(circle: Circle) -> None:
    for remove in (False, True):
        await circle.manager.command(
            circle.staff, "program facilitator", options={"cohort": "1", "member": circle.outsider, "remove": remove}
        )
        answer = await press(circle, circle.outsider, "today", 1)
        assert ("**Justice today**" in answer.text) is not remove


async def test_a_banned_member_gets_no_link_and_answers_for_nobody_and_still_has_what_is_theirs(circle: Circle, away: Person) -> None:
    session, pair = await ids(circle)
    for answer in (
        await press(circle, away, "session-link", session),
        await press(circle, away, "rsvp-yes", session),
        await press(circle, away, "date", pair, 1),
        await press(circle, away, "met", pair, 1),
    ):
        assert answer.text.startswith(NOT_THERE)
        assert "`/me` still shows what is yours" in answer.text
        assert LINK not in answer.text
    assert await checkins(circle) == []
    assert "Justice" in (await press(circle, away, "withdraw", 1)).text


PARTNERS = ("Avi", "Noam", "Next session", "Round 1 ", "your chevruta")


async def by_command_and_button(circle: Circle, who: Person, what: str = "me") -> list[Answer]:
    return [await who.command(circle.stage.discord.bot, what), *([await press(circle, who, "me")] if what == "me" else [])]


async def test_a_banned_member_reads_of_what_is_theirs_and_nothing_of_their_partner_or_the_next_session(
    circle: Circle, away: Person
) -> None:
    for answer in await by_command_and_button(circle, away):
        assert "**Justice**: you have a place." in answer.text
        assert any("Justice" in label for label in answer.buttons)
        assert [word for word in PARTNERS if word in answer.text] == []
    (helped,) = await by_command_and_button(circle, away, "help")
    assert "Justice" not in helped.text


async def test_a_banned_facilitator_is_told_of_no_step_in_their_cohort(circle: Circle) -> None:
    lead = circle.lead
    assert "**Justice**" in (await by_command_and_button(circle, lead, "help"))[0].text
    circle.server.ban(lead)
    later(circle)
    assert "Justice" not in (await by_command_and_button(circle, lead, "help"))[0].text
    circle.server.unban(lead)
    circle.server.join(lead)
    later(circle)


async def test_a_member_who_is_there_reads_of_their_partner_by_direct_message_too(circle: Circle) -> None:
    for answer in await by_command_and_button(circle, circle.members[0]):
        assert "Next session" in answer.text
        assert "Avi" in answer.text or "Noam" in answer.text


async def test_nothing_but_letters_about_ones_own_application_goes_to_somebody_who_was_found_gone(circle: Circle, away: Person) -> None:
    await circle.stage.made.program.presence.nightly()
    session, _ = await ids(circle)
    async with circle.stage.store.read() as db:
        starts = (await db.sessions.get(session)).starts_at  # pyright: ignore[reportOptionalMemberAccess]
        rows = [
            row
            for row in await db.deliveries.of_cohort(CohortId(1))
            if row.message == "session-reminder" and row.facts == OfSession(session)
        ]
    await circle.stage.pass_until(starts - timedelta(minutes=1))
    async with circle.stage.store.read() as db:
        states = {row.person: found.state.value for row in rows if (found := await db.deliveries.get(row.id)) is not None}
        dana = await db.people.by_user(UserId(away.id))
    assert dana is not None
    assert states.pop(dana.id) == "pending", "it waits for her to be back"
    assert set(states.values()) == {"sent"}


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_while_discord_does_not_say_who_is_there_rights_wait_and_ones_own_page_does_not(circle: Circle, status: int) -> None:
    later(circle)
    session, _ = await ids(circle)
    fault = circle.stage.discord.faults.error(MEMBER, status)
    assert (await press(circle, circle.members[0], "session-link", session)).text.startswith(CANNOT_TELL)
    for answer in await by_command_and_button(circle, circle.members[0]):
        assert "**Justice**: you have a place." in answer.text
        assert [word for word in PARTNERS if word in answer.text] == []
    circle.stage.discord.faults.rules.remove(fault)
    assert LINK in (await press(circle, circle.members[0], "session-link", session)).text


async def test_a_button_that_opens_a_form_is_answered_in_time_though_discord_is_slow(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "HURRY", 0.05)
    later(circle)
    _, pair = await ids(circle)
    fault = circle.stage.discord.faults.delay(MEMBER, 1.0)
    answer = await press(circle, circle.members[0], "date", pair, 1)
    assert answer.text.startswith(CANNOT_TELL)
    circle.stage.discord.faults.rules.remove(fault)
    assert (await press(circle, circle.members[0], "date", pair, 1)).form is not None


async def test_words_wait_while_discord_does_not_say_whether_their_author_is_there_and_count_afterwards(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "HURRY", 20.0)  # on a busy machine too
    later(circle)
    dana, stage = circle.members[0], circle.stage
    before = len(dana.dm)
    fault = stage.discord.faults.error(MEMBER, 503)
    await dana.write(stage.discord.bot, "We met on Tuesday")
    await stage.discord.until(lambda: fault.hits)
    await stage.beat()
    assert await checkins(circle) == []
    assert len(dana.dm) == before + 1, "nothing but her own words"
    stage.discord.faults.rules.remove(fault)
    await stage.pass_until(stage.clock.now() + timedelta(minutes=5))
    assert await checkins(circle) == [Said.MET]


async def test_words_of_somebody_who_is_banned_are_answered_as_a_strangers_and_change_nothing(circle: Circle, away: Person) -> None:
    stage = circle.stage
    other = stage.discord.add_server("Elsewhere", circle.owner)
    other.join(away)
    said = await checkins(circle)
    await away.write(stage.discord.bot, "Not this month")
    await stage.discord.until(lambda: away.dm[-1].author.bot)
    assert await checkins(circle) == said
    assert "Justice" not in away.dm[-1].text
    async with stage.store.read() as db:
        assert await db.replies.unhandled() == []


async def test_staff_take_out_a_member_who_has_left_and_the_partner_hears_it_kindly(circle: Circle, away: Person) -> None:
    asked = await circle.lead.command(circle.staff, "cohort remove", cohort="1")
    assert asked.message is not None
    (who,) = asked.message.selects
    await circle.stage.made.program.presence.nightly()
    seen = await circle.lead.choose(asked.message, who["custom_id"], [next(o["value"] for o in who["options"] if o["label"] == away.name)])
    assert f"{away.name} is not on this server now" in seen.text
    done = await circle.press(circle.lead, seen, "Take out without a word")
    assert done.text.startswith(f"{away.name} is no longer in **Justice**")
    heard = len(away.dm)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    assert len(away.dm) == heard
    assert any(
        f"{away.name} has stepped back from **Justice** for now." in seen.text for member in circle.members[1:] for seen in member.dm
    )


async def test_once_the_bot_itself_is_off_the_server_nobody_is_told_to_try_again_in_a_minute(circle: Circle) -> None:
    session, _ = await ids(circle)
    async with circle.stage.store.begin() as db:
        await db.programs.mark_removed(circle.server.id, circle.stage.clock.now())  # pyright: ignore[reportArgumentType]
    later(circle)
    answer = await press(circle, circle.members[1], "session-link", session)
    assert answer.text == "I'm not on the server of **Circle** any more, so I can't do that, and nothing was changed."
