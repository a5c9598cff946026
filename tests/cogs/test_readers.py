"""Who can read a cohort's home is said truly, and asked anew when it changes."""

from datetime import UTC, datetime, timedelta

import discord

from domain.ground.ids import ChannelId, DeliveryId
from domain.sending.deliveries import Reason
from messages.ground.values import Message
from rehearsal.discord import Answer, permissions
from rehearsal.discord.model import Channel
from services.ground.ports import Away, Done, Edit, OpenThread, Outcome, Post, Refused, Withheld
from tests.cogs.conftest import FIRST_ROUND, Circle, let_give
from tests.cogs.test_homes import close, create, hours, open_to_all, prepared, start, stranger

ANYWAY = "Post there anyway"


async def home_of(circle: Circle, **more: object) -> Answer:
    return await circle.lead.command(circle.staff, "cohort home", options={"cohort": "1", **more})


async def admitted(circle: Circle) -> int:
    async with circle.stage.store.read() as db:
        (cohort,) = await db.cohorts.on(circle.server.id)  # pyright: ignore[reportArgumentType]
    return len(cohort.admitted)


# --- By name, by a role that others have, by power over the server ---


async def test_somebody_let_in_by_name_who_is_none_of_the_cohort_s_people_is_named(begun: Circle) -> None:
    home = begun.server.add_text_channel("closed", private_to=[begun.managers, begun.lead, begun.manager, begun.outsider])
    answer = await create(begun, home)
    assert f"<#{home.id}> can be read by Outsider (let in by name)." in answer.text
    assert ANYWAY in answer.buttons
    begun.server.leave(begun.outsider)
    assert ANYWAY not in (await home_of(begun)).buttons


async def test_bots_and_administrators_that_are_let_in_by_name_are_not_listed_as_others(begun: Circle) -> None:
    robot, boss = begun.stage.discord.add_person("Robot"), begun.stage.discord.add_person("Boss")
    robot.bot = True
    for one in (robot, boss):
        begun.server.join(one)
    begun.server.give(boss, begun.server.add_role("Board", permissions.ADMINISTRATOR))
    home = begun.server.add_text_channel("closed", private_to=[begun.managers, begun.lead, robot, boss, begun.owner])
    answer = await create(begun, home)
    assert "can be read by this cohort's people, your managers and this server's administrators." in answer.text
    assert ANYWAY not in answer.buttons


async def test_nothing_for_members_is_posted_while_somebody_else_is_let_in_by_name(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    circle.server.overwrite(circle.home, circle.outsider, allow=permissions.VIEW_CHANNEL)
    circle.server.overwrite(circle.home, circle.manager, allow=permissions.VIEW_CHANNEL)
    await hours(circle)
    assert circle.outsider.sees(circle.home) == []
    assert "because others can read" in (await circle.lead.command(circle.staff, "cohort today", cohort="1")).text
    shown = await home_of(circle)
    assert "can be read by Outsider (let in by name)." in shown.text
    await circle.press(circle.lead, shown, ANYWAY)
    await hours(circle)
    assert circle.outsider.sees(circle.home) != []


def words_of_an_open_home(circle: Circle) -> list[str]:
    return [seen.text for seen in circle.lead.dm if "people outside the cohort can read" in seen.text]


async def test_who_leads_hears_once_that_posts_wait_because_others_read_the_home_and_again_when_it_is_opened_anew(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    open_to_all(circle)
    await hours(circle)
    (told,) = words_of_an_open_home(circle)
    assert f"<#{circle.home.id}>" in told
    assert "`/cohort home`" in told
    close(circle)
    await hours(circle)
    assert circle.members[0].sees(circle.home)
    open_to_all(circle)
    await circle.stage.pass_until(datetime(2026, 10, 2, 17, tzinfo=UTC))  # the first session is to be announced
    assert len(words_of_an_open_home(circle)) == 2
    assert circle.manager.dm == []


async def test_what_waited_for_staff_until_its_session_began_is_on_the_list_of_what_was_not_delivered(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    open_to_all(circle)
    await circle.stage.pass_until(FIRST_ROUND)
    assert len(words_of_an_open_home(circle)) == 1, "for the pairs, and for the announcement of the session"
    listed = (await circle.manager.command(circle.signup, "program undelivered")).text
    assert "the announcement of a session" in listed
    assert "People outside the cohort can read its home." in listed
    assert circle.outsider.sees(circle.home) == []


async def test_others_who_have_the_cohort_s_role_are_not_left_out_of_what_is_said(begun: Circle) -> None:
    let_give(begun)
    rabbis = begun.server.add_role("Rabbis")
    begun.server.give(begun.outsider, rabbis)
    home = begun.server.add_text_channel("closed", private_to=[begun.managers, rabbis])
    answer = await create(begun, home, role=rabbis)
    assert f"So can everybody else who has the role <@&{rabbis.id}>" in answer.text
    assert "Only" not in answer.text


async def test_no_word_is_added_and_no_thread_opened_in_a_home_that_others_can_read(begun: Circle) -> None:
    home = begun.server.add_text_channel("closed", private_to=[begun.managers])
    posted = await post(begun, home, 1)
    assert isinstance(posted, Done)
    assert posted.message is not None
    inside, place = frozenset({begun.managers.id}), ChannelId(home.id)
    edit = Edit(DeliveryId("2" * 20), DeliveryId(f"{1:020}"), place, posted.message, Message("Dana cannot come"), inside)
    on_it, alone = (
        OpenThread(DeliveryId(f"{n}" * 20), place, f"Talk {n}", on, inside=inside) for n, on in ((3, posted.message), (4, None))
    )
    do = begun.stage.made.ground.discord.discord.do
    begun.server.overwrite(home, begun.server.everyone, allow=permissions.VIEW_CHANNEL)
    client = begun.stage.house.client
    await begun.stage.discord.until(lambda: begun.outsider.sees(home) != [] and _everybody_reads(client, home))
    for effect in (edit, on_it, alone):
        assert await do(effect) == Withheld(Reason.HOME_OPEN, waits=True)
    assert [seen.text for seen in begun.outsider.sees(home)] == ["The dates"]
    assert begun.server.threads == {}
    begun.server.overwrite(home, begun.server.everyone, deny=permissions.VIEW_CHANNEL)
    await begun.stage.discord.until(lambda: not _everybody_reads(client, home))
    for effect in (edit, on_it, alone):
        assert isinstance(await do(effect), Done)
    assert "Dana cannot come" in {seen.text for seen in begun.manager.sees(home)}
    assert len(begun.server.threads) == 2


def _everybody_reads(client: discord.Client, channel: Channel) -> bool:
    """As the bot has been told of it."""
    found = client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found.permissions_for(found.guild.default_role).view_channel


# --- A channel that is not in the cache ---


async def post(circle: Circle, channel: Channel | int, number: int) -> Outcome:
    where = ChannelId(channel if isinstance(channel, int) else channel.id)
    effect = Post(DeliveryId(f"{number:020}"), where, Message("The dates"), inside=frozenset({circle.managers.id}))
    return await circle.stage.made.ground.discord.discord.do(effect)


async def test_a_home_that_the_bot_has_not_seen_yet_is_looked_at_before_anything_is_posted(begun: Circle) -> None:
    lounge, closed = begun.server.add_text_channel("lounge"), begun.server.add_text_channel("closed", private_to=[begun.managers])
    client = begun.stage.house.client
    await begun.stage.discord.until(lambda: client.get_channel(closed.id) is not None)
    guild = client.get_guild(begun.server.id)
    assert guild is not None
    guild._channels.clear()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - as between Discord's READY and what it sends of the server
    assert await post(begun, lounge, 1) == Withheld(Reason.HOME_OPEN, waits=True)
    assert isinstance(await post(begun, closed, 2), Done)
    gone = await post(begun, 12345678901234567, 3)
    assert isinstance(gone, Refused)
    assert (gone.code, gone.gone) == (10003, True)
    guild.unavailable = True
    assert await post(begun, lounge, 4) == Away()
    assert begun.outsider.sees(lounge) == []


# --- Which channel somebody may choose ---


async def test_nobody_moves_a_cohort_into_a_channel_that_they_cannot_see_or_write_in(begun: Circle) -> None:
    await create(begun, begun.home)
    server = begun.server
    secret = server.add_text_channel("board-only", private_to=[begun.managers])
    mute = server.add_text_channel("read-only", private_to=[begun.managers, begun.lead])
    server.overwrite(mute, begun.lead, allow=permissions.VIEW_CHANNEL, deny=permissions.SEND_MESSAGES)
    for channel in (secret, mute):
        answer = await home_of(begun, home=channel)
        assert answer.text.startswith("You can't see that channel, or can't write in it")
        assert answer.buttons == []
    assert "Move it" in (await begun.manager.command(begun.staff, "cohort home", cohort="1", home=secret)).buttons


async def test_a_move_is_refused_to_somebody_who_may_not_write_there_any_more(begun: Circle) -> None:
    await create(begun, begun.home)
    attic = begun.server.add_text_channel("attic", private_to=[begun.managers, begun.lead])
    shown = await home_of(begun, home=attic)
    begun.server.overwrite(attic, begun.lead, deny=permissions.VIEW_CHANNEL)
    assert (await begun.press(begun.lead, shown, "Move it")).text.startswith("You can't see that channel")


async def test_the_staff_channel_and_one_that_the_manager_cannot_see_are_no_cohort_s_home(begun: Circle) -> None:
    hidden = begun.server.add_text_channel("closed", private_to=[begun.lead])
    await create(begun, begun.home)
    for channel, said in ((begun.staff, "That is the staff channel."), (hidden, "You can't see that channel")):
        assert (await create(begun, channel)).text.startswith(said)
        assert (await begun.manager.command(begun.staff, "cohort copy", cohort="1", home=channel)).text.startswith(said)
        assert (await begun.manager.command(begun.staff, "cohort home", cohort="1", home=channel)).text.startswith(said)


# --- That others may read holds for those who could read then ---


async def test_others_who_were_shut_out_are_asked_about_anew_when_they_are_let_in_again(begun: Circle) -> None:
    circle = await prepared(begun)
    open_to_all(circle)
    await circle.press(circle.lead, await home_of(circle), ANYWAY)
    assert ANYWAY not in (await home_of(circle)).buttons
    close(circle)
    await home_of(circle)
    open_to_all(circle)
    assert ANYWAY in (await home_of(circle)).buttons


async def test_a_post_that_found_the_home_closed_ends_what_was_confirmed_for_the_open_one(begun: Circle) -> None:
    circle = await prepared(begun)
    open_to_all(circle)
    await circle.press(circle.lead, await start(circle), ANYWAY)
    await circle.press(circle.lead, await start(circle), "Start")
    close(circle)
    await hours(circle)
    assert circle.members[0].sees(circle.home)
    open_to_all(circle)
    sam = stranger(circle)
    seen = len(sam.sees(circle.home))
    await circle.stage.pass_until(FIRST_ROUND)
    assert len(sam.sees(circle.home)) == seen
    assert ANYWAY in (await home_of(circle)).buttons


async def test_what_was_confirmed_holds_while_the_home_stays_open(begun: Circle) -> None:
    circle = await prepared(begun)
    choir = circle.server.add_role("Choir")
    circle.server.overwrite(circle.home, choir, allow=permissions.VIEW_CHANNEL)
    await circle.press(circle.lead, await start(circle), ANYWAY)
    await circle.press(circle.lead, await start(circle), "Start")
    await hours(circle, 60)
    assert circle.members[0].sees(circle.home)
    open_to_all(circle)
    await home_of(circle)
    close(circle)
    assert ANYWAY not in (await home_of(circle)).buttons, "the choir could read all the time"
    assert await admitted(circle) == 1


async def test_who_confirms_it_before_the_start_reads_what_comes_next(begun: Circle) -> None:
    home = begun.server.add_text_channel("lounge")
    answer = await begun.press(begun.manager, await create(begun, home), ANYWAY)
    assert "once the cohort has begun" in answer.text
    assert answer.text.endswith("`/help` shows the next step.")


async def test_in_a_cohort_that_is_ready_the_next_step_is_its_start(begun: Circle) -> None:
    circle = await prepared(begun)
    open_to_all(circle)
    answer = await circle.press(circle.lead, await start(circle), ANYWAY)
    assert answer.text.endswith("Next: `/cohort start`.")


async def test_a_member_who_writes_to_the_group_reads_that_others_will_see_it_too(begun: Circle) -> None:
    circle = await prepared(begun)
    open_to_all(circle)
    for said in (ANYWAY, "Start"):
        await circle.press(circle.lead, await start(circle), said)
    await circle.stage.pass_until(datetime(2026, 10, 1, 17, tzinfo=UTC))
    announced = next(seen for seen in circle.members[0].sees(circle.home) if "I cannot come" in seen.buttons)
    form = (await circle.members[0].click(announced, "I cannot come")).form
    assert form is not None
    assert "others on this server can read it too" in str(form.fields[0])
    assert "Others on this server can read it too." in (await circle.members[0].submit(form, {"words": "I am away."})).text


# --- What the preview of a move says ---


async def test_a_move_says_only_what_it_does(begun: Circle) -> None:
    let_give(begun)
    await create(begun, begun.home)
    lounge = begun.server.add_text_channel("lounge")
    shown = await home_of(begun, home=lounge)
    assert "Members read" not in shown.text, "there are none yet"
    assert ANYWAY not in shown.text, "there is no such button yet"
    assert "until" in shown.text
    same = await home_of(begun, home=begun.home)
    assert "so nothing would change" in same.text
    assert same.buttons == []
    first = begun.server.add_role("First")
    shown = await begun.manager.command(begun.staff, "cohort home", cohort="1", role=first)
    assert "One person gets the new role." in shown.text
    assert shown.buttons == ["Change the role"]


async def test_a_role_that_cannot_be_given_is_said_for_what_it_is(begun: Circle) -> None:
    let_give(begun)
    circle = begun.server.add_role("Circle")
    await create(begun, begun.home, role=circle)
    circle.permissions = permissions.MANAGE_MESSAGES
    begun.server.role_changed(circle)
    assert "now gives more rights than a member should have" in (await home_of(begun)).text
    begun.server.delete_role(circle)
    shown = await home_of(begun)
    assert "The cohort's role is no longer on this server." in shown.text
    assert "Members get the role" not in shown.text


async def test_a_role_is_taken_away_so_that_a_manager_without_rights_over_roles_can_appoint(begun: Circle) -> None:
    let_give(begun)
    circle = begun.server.add_role("Circle")
    await create(begun, begun.home, role=circle)
    begun.managers.permissions = 0
    begun.server.role_changed(begun.managers)
    appoint = {"cohort": "1", "member": begun.outsider}
    refused = await begun.manager.command(begun.staff, "program facilitator", options=appoint)
    assert "A facilitator of **Justice** gets its role Circle" in refused.text
    assert "leave the role out" not in refused.text
    shown = await begun.manager.command(begun.staff, "cohort home", cohort="1", without_role=True)
    assert "One person loses the role." in shown.text
    done = await begun.press(begun.manager, shown, "Change the role")
    assert "Members get no role for it." in done.text
    assert done.text == (await begun.press(begun.manager, shown, "Change the role")).text, "pressed twice"
    await hours(begun)
    assert circle not in begun.server.members[begun.lead.id].roles
    assert "is led by" in (await begun.manager.command(begun.staff, "program facilitator", options=appoint)).text


async def test_the_record_says_what_of_a_home_was_changed(begun: Circle) -> None:
    let_give(begun)
    await create(begun, begun.home)
    lounge, first = begun.server.add_text_channel("lounge"), begun.server.add_role("First")
    for label, options in (("Move it", {"home": lounge}), ("Change the role", {"role": first}), (ANYWAY, {})):
        begun.stage.clock.move_to(begun.stage.clock.now() + timedelta(minutes=1))
        shown = await begun.manager.command(begun.staff, "cohort home", options={"cohort": "1", **options})
        await begun.press(begun.manager, shown, label)
    record = (await begun.manager.command(begun.staff, "program audit")).text
    for part in ("home", "role", "who may read its home"):
        assert f"changed the cohort: {part} ·" in record
