"""What is not Discord's own answer, or one that names a wait for all: it decides about nothing, and nobody is asked in vain."""

from datetime import timedelta

import pytest

from domain.ground.ids import RoleId, ServerId, UserId
from domain.sending.deliveries import Class, DeliveryState, Kind, Planned, Subject
from domain.sending.facts import OfRole
from rehearsal.discord import permissions
from rehearsal.discord.faults import Page
from rehearsal.stage import Stage
from services.ground.paced import LONGEST_BAN, Breaker
from services.ground.ports import Unknown
from tests.plays.letters import NOON, letters, of_program, plan, post, server_of, states

AN_HOUR = timedelta(hours=1)
MEMBER = "GET /guilds/{guild_id}/members/{user_id}"


@pytest.mark.parametrize("status", [200, 302, 307], ids=["page", "redirect", "redirect of any request"])
async def test_a_page_that_says_that_all_is_well_decides_about_no_letter_and_takes_no_role(sqlite_url: str, status: int) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        server = server_of(stage)
        role = server.add_role("Cohort")
        server.give(people[0], role)
        async with stage.store.begin() as db:
            known = await db.people.ensure(UserId(people[0].id), "", NOON)
        until, facts = NOON + timedelta(days=9), OfRole(RoleId(role.id))
        await plan(stage, [Planned("role", Kind.ROLE, Subject.ROLE_BACK, NOON, NOON, until, Class.LETTER, person=known.id, facts=facts)])
        portal = stage.discord.faults.page_on("*", status)
        await stage.pass_until(NOON + AN_HOUR)
        assert await states(stage) == [DeliveryState.PENDING] * 6, "it did not happen, and nothing says that it did"
        assert portal.hits < 30, "nobody goes on asking"
        stage.discord.faults.remove(portal)
        await stage.pass_until(NOON + 2 * AN_HOUR)
        assert [len(person.dm) for person in people] == [1] * 5
        assert role.id not in server.members[people[0].id].roles


@pytest.mark.parametrize("status", [200, 302, 307], ids=["page", "redirect", "redirect of any request"])
async def test_letters_go_out_while_a_page_stands_before_the_list_of_members_and_a_message_waits(sqlite_url: str, status: int) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.page_on(MEMBER, status)
        await people[0].write(stage.discord.bot, "hello")
        await stage.pass_until(NOON + timedelta(minutes=1))
        assert [sum(seen.text == "A letter." for seen in person.dm) for person in people] == [1] * 5


async def test_whoever_an_answer_of_another_shape_is_about_may_be_a_member_or_not(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        stage.discord.faults.error(MEMBER, 200)  # JSON, and nobody's membership
        found = await stage.made.ground.discord.member(ServerId(server_of(stage).id), UserId(people[0].id), at_once=True)
        assert isinstance(found, Unknown)


async def test_a_ban_that_names_the_moment_of_its_end_is_waited_for(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        page = Page(429, "You are being rate limited")
        page.headers |= {"Date": "Mon, 05 Oct 2026 16:00:00 GMT", "Retry-After": "Mon, 05 Oct 2026 16:20:00 GMT"}
        stage.discord.faults.page = page
        await stage.pass_until(NOON + timedelta(minutes=19))
        assert stage.discord.faults.page_hits == 1
        stage.discord.faults.page = None
        await stage.pass_until(NOON + AN_HOUR)
        assert [len(person.dm) for person in people] == [1] * 5


async def test_while_a_ban_lasts_nobody_is_looked_up(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        server = ServerId(server_of(stage).id)
        stage.discord.faults.page_on("*", 429, retry_after=1200)
        await stage.beat()
        hits = stage.discord.faults.rules[0].hits
        assert isinstance(await stage.made.ground.discord.member(server, UserId(people[0].id), at_once=True), Unknown)
        assert stage.discord.faults.rules[0].hits == hits


def test_a_named_ban_is_not_ended_by_what_was_asked_before_it() -> None:
    class Now:
        def monotonic(self) -> float:
            return 0.0

    breaker = Breaker(Now())  # pyright: ignore[reportArgumentType] - it asks for nothing else
    breaker.missed((Kind.DM, 1), 1800.0)
    breaker.missed((Kind.DM, 2), 0.0)
    breaker.answered((Kind.DM, 1))
    assert breaker.seconds_shut() == 1800.0
    breaker.missed((Kind.DM, 3), 10**9)
    assert breaker.seconds_shut() == LONGEST_BAN


async def test_a_limit_of_all_requests_together_stops_all_of_them_and_not_one_after_the_other(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        await letters(stage)
        await stage.pass_until(NOON + timedelta(minutes=1))
        channels = [server_of(stage).add_text_channel(f"home {n}") for n in range(60)]
        await post(stage, channels, "Session two.")
        stage.discord.limits.overall = (5, 60.0)
        stage.discord.limits.forget()
        stage.discord.requests.clear()
        await stage.beat()
        refused = len(stage.discord.requests) - 5
        assert 0 < refused <= 4, "those that were under way together"
        await stage.pass_until(NOON + AN_HOUR)
        assert all(len(channel.messages) == 1 for channel in channels)


@pytest.mark.parametrize("asleep", [False, True])
async def test_what_may_be_there_is_not_sent_again_while_the_history_may_not_be_read(sqlite_url: str, *, asleep: bool) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        people = await letters(stage)
        server = server_of(stage)
        home = server.add_text_channel("home")
        await stage.pass_until(NOON + timedelta(minutes=1))
        await post(stage, [home], "Session two.")
        stage.discord.faults.lose_answer("POST /channels/{channel_id}/messages", times=1)
        await stage.beat()
        server.overwrite(home, server.bot_role or stage.discord.bot, deny=permissions.READ_MESSAGE_HISTORY)
        if asleep:
            await stage.stop_bot()
            stage.clock.move_to(NOON + AN_HOUR)
            await stage.start_bot()
        await stage.pass_until(NOON + 2 * AN_HOUR)
        row = next(row for row in await of_program(stage) if row.kind is Kind.POST)
        assert (row.state, row.reason) == (DeliveryState.HELD, "unknowable: 50001")
        server.overwrite(home, server.bot_role or stage.discord.bot, allow=permissions.READ_MESSAGE_HISTORY)
        await stage.pass_until(NOON + 3 * AN_HOUR)
        assert [seen.text for seen in people[0].sees(home)] == ["Session two."]
