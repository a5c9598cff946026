"""A cohort's home: a channel of the right kind, and nobody reads there unawares."""

import pytest

from rehearsal.discord import Answer
from rehearsal.discord.interactions import COMMAND
from rehearsal.discord.model import Channel
from rehearsal.discord.typed import Resolved
from tests.cogs.conftest import Circle

NEWS, FORUM = 5, 15
ONLY_TEXT = "has to be an ordinary text channel: only in one can I open a private thread"


async def create(circle: Circle, home: Channel, **more: object) -> Answer:
    options = {"title": "Justice", "topic": "Justice", "facilitator": circle.lead, "home": home, "places": 3, **more}
    return await circle.manager.command(circle.staff, "cohort create", options=options)


async def titles(circle: Circle) -> list[str]:
    async with circle.stage.store.read() as db:
        return [cohort.title for cohort in await db.cohorts.on(circle.server.id)]  # pyright: ignore[reportArgumentType]


# --- Which kind of channel ---


@pytest.mark.parametrize(("kind", "called"), [(NEWS, "an announcement channel"), (FORUM, "a forum")])
async def test_a_channel_without_private_threads_is_no_home(begun: Circle, kind: int, called: str) -> None:
    other = begun.server.add_text_channel("elsewhere", kind=kind)
    answer = await create(begun, other)
    assert f"That is {called}." in answer.text
    assert ONLY_TEXT in answer.text
    await create(begun, begun.home)
    assert ONLY_TEXT in (await begun.manager.command(begun.staff, "cohort copy", cohort="1", home=other)).text
    assert await titles(begun) == ["Justice"]


@pytest.mark.parametrize("what", ["voice", "category", "thread", "another server's"])
async def test_any_other_channel_that_a_forger_names_is_no_home_either(begun: Circle, what: str) -> None:
    server, discord = begun.server, begun.stage.discord
    match what:
        case "voice":
            channel = server.add_voice_channel("talk")
        case "category":
            channel = server.add_category("All")
        case "thread":
            parent = begun.stage.house.client.get_partial_messageable(begun.home.id)
            message = await parent.send("A word")
            await begun.stage.house.client.http.start_thread_with_message(begun.home.id, message.id, name="A thread", auto_archive_duration=60)
            channel = server.threads[message.id]
        case _:
            channel = discord.add_server("Elsewhere", begun.outsider).add_text_channel("theirs")
    found = Resolved(discord, begun.staff)
    given = [
        {"type": 3, "name": "title", "value": "J"}, {"type": 3, "name": "topic", "value": "J"},
        {"type": 6, "name": "facilitator", "value": found.add(begun.lead)}, {"type": 7, "name": "home", "value": found.add(channel)},
    ]  # fmt: skip
    command = next(one for one in discord.commands[0] if one["name"] == "cohort")
    made = {"type": 1, "name": "create", "options": given}
    data = {"id": command["id"], "name": "cohort", "type": 1, "resolved": found.body, "options": [made]}
    answer = await discord.raw_interaction(begun.manager, {"type": COMMAND, "channel_id": begun.staff.id, "data": data})
    assert ONLY_TEXT in answer.text
    assert await titles(begun) == []


@pytest.mark.parametrize("kind", [NEWS, FORUM])
async def test_a_channel_that_the_wizard_refuses_is_refused_as_an_option_too(begun: Circle, kind: int) -> None:
    other = begun.server.add_text_channel("elsewhere", kind=kind)
    given = {"name": "Circle", "managers": begun.managers, "staff": begun.staff, "zone": "New York", "contact": "Noa"}
    at_once = await begun.owner.command(begun.staff, "program setup", options=given | {"signups": other})
    assert "Sign-up needs an ordinary text channel" in at_once.text
    page = await begun.owner.command(begun.staff, "program setup", signups=other)
    assert "The sign-up channel has to be an ordinary text channel" in page.text
    assert "Save" not in page.buttons
    async with begun.stage.store.read() as db:
        program = await db.programs.on(begun.server.id)  # pyright: ignore[reportArgumentType]
    assert program is not None
    assert program.signup_channel == begun.signup.id


async def test_questions_may_come_to_staff_in_an_announcement_channel_which_has_threads(begun: Circle) -> None:
    office = begun.server.add_text_channel("office", kind=NEWS)
    page = await begun.owner.command(begun.staff, "program setup", staff=office)
    assert "Save" in page.buttons


async def test_rights_that_the_bot_lacks_are_said_whichever_way_a_program_is_set_up(begun: Circle) -> None:
    bot = begun.server.bot_role
    assert bot is not None
    begun.server.overwrite(begun.signup, bot, deny=1 << 36)  # Create Private Threads
    given = {"name": "Circle", "managers": begun.managers, "staff": begun.staff, "zone": "New York", "contact": "Noa"}
    at_once = await begun.owner.command(begun.staff, "program setup", options=given | {"signups": begun.signup})
    assert "is saved" in at_once.text
    assert f"In <#{begun.signup.id}> I lack these rights: Create Private Threads." in at_once.text
