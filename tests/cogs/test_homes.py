"""A cohort's home: a channel of the right kind, and nobody reads there unawares."""

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.discord import Answer, Person, permissions
from rehearsal.discord.acts import COMMAND
from rehearsal.discord.model import Channel
from rehearsal.discord.typed import Resolved
from tests.cogs.conftest import FIRST_ROUND, Circle, let_give

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
            http = begun.stage.house.client.http
            await http.start_thread_with_message(begun.home.id, message.id, name="A thread", auto_archive_duration=60)
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


# --- Who can read it ---


async def test_a_home_that_everybody_can_read_is_never_taken_without_a_word(begun: Circle) -> None:
    public = begun.server.add_text_channel("lounge")
    answer = await create(begun, public)
    assert f"Everybody on this server can read <#{public.id}>." in answer.text
    assert "Post there anyway" in answer.buttons
    other = begun.server.add_text_channel("garden")
    copied = await begun.manager.command(begun.staff, "cohort copy", cohort="1", home=other)
    assert f"Everybody on this server can read <#{other.id}>." in copied.text
    form = (await begun.manager.command(begun.staff, "cohort edit", cohort="1")).form
    assert form is not None
    assert "can read" in (await begun.manager.submit(form, {"title": "Mercy"})).text


async def test_the_roles_that_let_others_in_are_named_and_escaped(begun: Circle) -> None:
    choir = begun.server.add_role("*Choir* @everyone")
    home = begun.server.add_text_channel("closed", private_to=[begun.managers, begun.lead, choir])
    answer = await create(begun, home)
    assert "can be read by everybody with the role \\*Choir\\* @\u200beveryone." in answer.text
    begun.server.delete_role(choir)
    shown = await begun.manager.command(begun.staff, "cohort home", cohort="1")
    assert "Post there anyway" not in shown.buttons


async def test_a_closed_home_that_no_role_opens_is_never_taken_without_a_word(begun: Circle) -> None:
    home = begun.server.add_text_channel("closed", private_to=[begun.managers])
    assert "No role of this cohort opens it" in (await create(begun, home)).text
    let_give(begun)
    circle = begun.server.add_role("Circle")
    opened = begun.server.add_text_channel("open to it", private_to=[begun.managers, circle])
    answer = await begun.manager.command(begun.staff, "cohort copy", cohort="1", home=opened, role=circle)
    assert f"So can everybody else who has the role <@&{circle.id}>, which lets members in." in answer.text


async def prepared(circle: Circle) -> Circle:
    await circle.prepare()
    return circle


def open_to_all(circle: Circle) -> None:
    circle.server.overwrite(circle.home, circle.server.everyone)  # pyright: ignore[reportArgumentType]


def stranger(circle: Circle) -> Person:
    """Somebody on the server who is not let in by name."""
    person = circle.stage.discord.add_person("Sam")
    circle.server.join(person)
    return person


def close(circle: Circle) -> None:
    circle.server.overwrite(circle.home, circle.server.everyone, deny=permissions.VIEW_CHANNEL)


async def start(circle: Circle) -> Answer:
    return await circle.lead.command(circle.staff, "cohort start", cohort="1")


async def hours(circle: Circle, count: int = 30) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(hours=count))


async def test_a_season_starts_in_an_open_channel_only_once_staff_have_said_that_others_may_read(begun: Circle) -> None:
    circle = await prepared(begun)
    looked = await start(circle)
    open_to_all(circle)
    assert "people outside **Justice** can read its home" in (await circle.press(circle.lead, looked, "Start")).text
    again = await start(circle)
    assert "Start" not in again.buttons
    assert "Saved" in (await circle.press(circle.lead, again, "Post there anyway")).text
    assert "has begun" in (await circle.press(circle.lead, await start(circle), "Start")).text


async def test_members_who_cannot_see_the_home_are_named_before_the_start(begun: Circle) -> None:
    circle = await prepared(begun)
    dana = circle.members[0]
    circle.server.overwrite(circle.home, dana, deny=permissions.VIEW_CHANNEL)
    looked = await start(circle)
    assert f"These members cannot see <#{circle.home.id}>: Dana." in looked.text
    circle.server.overwrite(circle.home, dana, allow=permissions.VIEW_CHANNEL)
    assert "cannot see" not in (await start(circle)).text


async def test_what_is_for_members_waits_while_others_can_read_the_home_and_goes_out_when_that_is_settled(begun: Circle) -> None:
    circle = await prepared(begun)
    sam = stranger(circle)
    await circle.press(circle.lead, await start(circle), "Start")
    open_to_all(circle)
    await hours(circle)
    assert sam.sees(circle.home) == []
    today = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    assert "because others can read" in today.text
    shown = await circle.lead.command(circle.staff, "cohort home", cohort="1")
    await circle.press(circle.lead, shown, "Post there anyway")
    await hours(circle)
    assert sam.sees(circle.home) != []
    assert "because others can read" not in (await circle.lead.command(circle.staff, "cohort today", cohort="1")).text


async def test_a_home_that_is_closed_again_needs_no_confirmation(begun: Circle) -> None:
    circle = await prepared(begun)
    sam = stranger(circle)
    await circle.press(circle.lead, await start(circle), "Start")
    open_to_all(circle)
    await hours(circle)
    close(circle)
    await hours(circle)
    assert circle.members[0].sees(circle.home)
    assert sam.sees(circle.home) == []


async def test_who_may_read_is_confirmed_for_what_was_shown_and_nothing_else(begun: Circle) -> None:
    circle = await prepared(begun)
    choir = circle.server.add_role("Choir")
    circle.server.overwrite(circle.home, choir, allow=permissions.VIEW_CHANNEL)
    shown = await circle.lead.command(circle.staff, "cohort home", cohort="1")
    open_to_all(circle)
    assert "Things have changed" in (await circle.press(circle.lead, shown, "Post there anyway")).text
    assert "Start" not in (await start(circle)).buttons


# --- Another home, at any time ---


async def test_a_running_cohort_moves_and_what_is_ahead_moves_with_it(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    await hours(circle)
    before = len(circle.members[0].sees(circle.home))
    assert before
    attic = circle.server.add_text_channel("attic", private_to=[circle.managers, circle.lead, *circle.members])
    shown = await circle.lead.command(circle.staff, "cohort home", cohort="1", home=attic)
    assert f"Move Justice from <#{circle.home.id}> to <#{attic.id}>?" in shown.text
    assert "still ahead" in shown.text
    assert (await circle.lead.command(circle.staff, "cohort home", cohort="1")).text.startswith(
        f"**Justice** is at home in <#{circle.home.id}>"
    )
    moved = await circle.press(circle.lead, shown, "Move it")
    assert f"is at home in <#{attic.id}>." in moved.text
    assert f"is at home in <#{attic.id}>." in (await circle.press(circle.lead, shown, "Move it")).text, "pressed twice"
    await circle.stage.pass_until(FIRST_ROUND)
    there = [seen.text for seen in circle.members[0].sees(attic)]
    assert sum("is at home here from now on" in text for text in there) == 1
    assert any("**Session 1 of Justice**" in text for text in there)
    assert len(circle.members[0].sees(circle.home)) == before


async def test_a_cohort_whose_home_was_deleted_gets_another_one(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    circle.server.delete_channel(circle.home)
    attic = circle.server.add_text_channel("attic", private_to=[circle.managers, circle.lead, *circle.members])
    shown = await circle.lead.command(circle.staff, "cohort home", cohort="1", home=attic)
    await circle.press(circle.lead, shown, "Move it")
    await circle.stage.pass_until(FIRST_ROUND)
    assert len(circle.members[0].sees(attic)) > 1


async def test_a_move_is_made_as_it_was_looked_at(begun: Circle) -> None:
    circle = await prepared(begun)
    attic = circle.server.add_text_channel("attic", private_to=[circle.managers, circle.lead, *circle.members])
    shown = await circle.lead.command(circle.staff, "cohort home", cohort="1", home=attic)
    circle.server.overwrite(attic, circle.server.everyone)  # pyright: ignore[reportArgumentType]
    assert "Things have changed" in (await circle.press(circle.lead, shown, "Move it")).text
    assert str(circle.home.id) in (await circle.lead.command(circle.staff, "cohort home", cohort="1")).text


async def test_an_announcement_in_the_old_home_is_changed_there(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    await circle.stage.pass_until(datetime(2026, 9, 29, 17, 2, tzinfo=UTC))  # its thread is opened three minutes later
    announced = next(seen for seen in circle.members[0].sees(circle.home) if "The link" in seen.buttons)
    attic = circle.server.add_text_channel("attic", private_to=[circle.managers, circle.lead, *circle.members])
    await circle.press(circle.lead, await circle.lead.command(circle.staff, "cohort home", cohort="1", home=attic), "Move it")
    form = (await circle.members[0].click(announced, "I cannot come")).form
    assert form is not None
    await circle.members[0].submit(form, {"words": "I am away, with love."})
    await hours(circle, 120)
    now = next(seen for seen in circle.members[0].sees(circle.home) if seen.id == announced.id)
    assert "with love" in now.text
    assert now.thread is not None


async def test_another_role_is_looked_at_as_when_it_is_named_and_given_to_each(begun: Circle) -> None:
    circle = await prepared(begun)
    first, powerful = circle.server.add_role("First"), circle.server.add_role("Admins", permissions.ADMINISTRATOR)
    named = await circle.manager.command(circle.staff, "cohort home", cohort="1", role=first)
    assert "you need *Manage Roles* yourself" in named.text
    let_give(circle)
    assert "gives more than" in (await circle.manager.command(circle.staff, "cohort home", cohort="1", role=powerful)).text
    shown = await circle.manager.command(circle.staff, "cohort home", cohort="1", role=first)
    assert "4 people get the new role" in shown.text
    await circle.press(circle.manager, shown, "Change the role")
    await hours(circle)
    second = circle.server.add_role("Second")
    await circle.press(
        circle.manager, await circle.manager.command(circle.staff, "cohort home", cohort="1", role=second), "Change the role"
    )
    await hours(circle)
    for person in (circle.lead, *circle.members):
        assert {second} == set(circle.server.members[person.id].roles) & {first, second}
