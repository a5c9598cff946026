"""What people do to the bot and what they get."""

import discord
import pytest
from discord.http import Route

from rehearsal.discord import CannotDo
from rehearsal.discord.model import Role
from tests.rehearsal.trial import Stage


async def test_dana_opens_a_cohort_with_a_command_and_everyone_sees_it(stage: Stage) -> None:
    role: Role = stage.server.add_role("Manager")
    answer = await stage.dana.command(stage.home, "cohort create", title="Pirkei Avot", places=13, role=role)
    assert (answer.kind, answer.text) == ("message", "Pirkei Avot with 13 for Manager")
    assert answer.buttons == ["Sign up", "Count", "Quietly", "Closed"]
    assert [seen.text for seen in stage.noam.sees(stage.home)] == [answer.text]
    assert 0 < answer.seconds < 1
    stage.local.verdict()


async def test_what_the_client_would_not_let_one_type_cannot_be_typed(stage: Stage) -> None:
    with pytest.raises(CannotDo, match="required"):
        await stage.dana.command(stage.home, "cohort create")
    with pytest.raises(CannotDo, match="cannot be 16"):
        await stage.dana.command(stage.home, "cohort create", title="x", places=16)
    with pytest.raises(CannotDo, match="no option"):
        await stage.dana.command(stage.home, "cohort create", title="x", colour="red")
    with pytest.raises(CannotDo, match="cannot be called"):
        await stage.dana.command(stage.home, "cohort")
    with pytest.raises(CannotDo, match="finds no command"):
        await stage.dana.command(stage.home, "nothing")


async def test_an_ephemeral_answer_is_seen_by_one_person_only(stage: Stage) -> None:
    answer = await stage.noam.command(stage.home, "secret")
    assert answer.ephemeral
    assert [seen.text for seen in stage.noam.sees(stage.home)] == [answer.text]
    assert stage.dana.sees(stage.home) == []
    assert answer.message is not None
    with pytest.raises(CannotDo):
        await stage.dana.click(answer.message, "x")


async def test_a_deferred_answer_is_awaited_until_it_stands(stage: Stage) -> None:
    answer = await stage.dana.command(stage.home, "think")
    assert (answer.kind, answer.deferred, answer.text) == ("message", True, "thought <@&0>")
    assert (await answer.followup()).text == "and one more thing"
    quick = await stage.dana.command(stage.home, "think", wait=False)
    assert quick.deferred
    await stage.local.until(lambda: quick.kind == "message")


async def test_a_button_edits_its_message(stage: Stage) -> None:
    board = (await stage.dana.command(stage.home, "cohort create", title="x")).message
    assert board is not None
    with pytest.raises(CannotDo):
        await stage.noam.click(board, "Closed")
    with pytest.raises(CannotDo):
        await stage.noam.click(board, "Sing up")
    answer = await stage.noam.click(board, "Count")
    assert (answer.kind, answer.text, board.content, board.buttons) == ("update", "counted", "counted", [])
    assert board.edited_at == stage.clock.now


async def test_a_click_may_be_answered_quietly_by_a_follow_up(stage: Stage) -> None:
    board = (await stage.dana.command(stage.home, "cohort create", title="x")).message
    assert board is not None
    answer = await stage.noam.click(board, custom_id="quietly")
    assert (answer.kind, answer.text, answer.ephemeral) == ("message", "only you", True)
    assert len(stage.dana.sees(stage.home)) == 1


async def test_a_choice_from_a_menu_arrives(stage: Stage) -> None:
    board = (await stage.dana.command(stage.home, "cohort create", title="x")).message
    assert board is not None
    assert (await stage.noam.choose(board, "When?", ["Evening"])).text == "chose ['pm']"
    with pytest.raises(CannotDo):
        await stage.noam.choose(board, "When?", ["Night"])


async def test_noam_fills_in_a_form_with_every_kind_of_field(stage: Stage) -> None:
    board = (await stage.dana.command(stage.home, "cohort create", title="x")).message
    assert board is not None
    opened = await stage.noam.click(board, "Sign up")
    form = opened.form
    assert form is not None
    assert (opened.kind, form.title, form.notes) == ("form", "Join the cohort", ["Only facilitators see your answers."])
    assert [(field.label, field.kind, field.required) for field in form.fields] == [
        ("Your goal", "text", True), ("Level", "radio", True), ("Days", "checkboxes", True), ("Partner", "users", False),
    ]  # fmt: skip
    typed = {"goal": "to learn", "Level": "Some practice", "days": ["Mon", "fri"], "Partner": [stage.dana]}
    wrongs: list[dict[str, object]] = [
        {"goal": ""}, {"goal": "x" * 21}, {"Level": "expert"}, {"days": ["Mon", "Wed", "Fri"]}, {"days": []},
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(CannotDo):
            await stage.noam.submit(form, {**typed, **wrong})
    answer = await stage.noam.submit(form, typed)
    assert answer.text == f"to learn/some/['mon', 'fri']/[{stage.dana.id}]"
    assert answer.ephemeral
    stage.local.verdict()


async def test_a_careless_driver_may_send_what_was_never_offered(stage: Stage) -> None:
    board = (await stage.dana.command(stage.home, "cohort create", title="x")).message
    assert board is not None
    form = (await stage.noam.click(board, "Sign up")).form
    assert form is not None
    answer = await stage.noam.submit(form, {"goal": "", "level": "expert", "days": ["sun"]}, careful=False)
    assert answer.text == "/expert/['sun']/[]"


async def test_typing_offers_choices(stage: Stage) -> None:
    assert await stage.dana.autocomplete(stage.home, "cohort open", focused="cohort", cohort="anti") == [
        {"name": "Antigonos", "value": "antigonos"}
    ]
    assert (await stage.dana.command(stage.home, "cohort open", cohort="antigonos")).text == "opened antigonos"


async def test_a_message_command_may_read_its_target(stage: Stage) -> None:
    post = await stage.noam.write(stage.home, "Who is wise?")
    answer = await stage.dana.pick(post, "Use as prompt")
    assert answer.text == "prompt: Who is wise?"
    await stage.local.until(lambda: any(heard.id == post.id for heard in stage.bot.heard))
    assert next(heard.content for heard in stage.bot.heard if heard.id == post.id) == ""


async def test_a_second_answer_is_refused(stage: Stage) -> None:
    await stage.dana.command(stage.home, "twice")
    await stage.local.until(lambda: stage.bot.errors)
    error = stage.bot.errors[0]
    assert isinstance(error, discord.HTTPException | discord.InteractionResponded)
    assert getattr(error, "code", 40060) == 40060


async def test_a_late_answer_is_refused_and_the_person_reads_that_it_failed(stage: Stage) -> None:
    stage.local.patience = 0.03
    answer = await stage.dana.command(stage.home, "late")
    assert answer.kind == "failed"
    await stage.local.until(lambda: stage.bot.errors)
    error = stage.bot.errors[0]
    assert isinstance(error, discord.NotFound)
    assert error.code == 10062
    with pytest.raises(AssertionError, match="interaction failed: Dana: /late"):
        stage.local.verdict()


async def test_no_answer_at_all_is_a_failure(stage: Stage) -> None:
    stage.local.patience = 0.03
    assert (await stage.dana.command(stage.home, "silent")).kind == "failed"
    assert stage.local.failures


async def test_after_fifteen_minutes_the_token_is_dead(stage: Stage) -> None:
    answer = await stage.dana.command(stage.home, "secret")
    webhook = stage.bot.http
    stage.clock.move(minutes=15, seconds=1)
    route = Route(
        "GET",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhook_id=stage.local.bot.id,
        webhook_token=answer.interaction.token,
    )
    with pytest.raises(discord.HTTPException) as refused:
        await webhook.request(route)
    assert refused.value.code == 50027


async def test_a_hostile_driver_may_send_anything(stage: Stage) -> None:
    stage.local.patience = 0.03
    payload = {"type": 3, "channel_id": stage.home.id, "data": {"component_type": 2, "custom_id": "join:999"}}
    assert (await stage.local.raw_interaction(stage.noam, payload)).kind == "failed"


async def test_commands_in_a_dm_know_no_server(stage: Stage) -> None:
    answer = await stage.noam.command(stage.local.bot, "secret")
    assert answer.ephemeral
    assert [seen.text for seen in stage.noam.dm] == [f"for <@{stage.noam.id}> only"]
