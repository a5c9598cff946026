"""Members, facilitators and outsiders on the local Discord, as clumsy, busy and curious as people are."""

import asyncio
from datetime import timedelta

import pytest

from domain.ground.ids import CohortId, UserId
from domain.ground.quiet import Observance
from rehearsal.discord import Seen, permissions
from storage.tables import people
from tests.cogs.conftest import FIRST_ROUND, LINK, Circle
from tests.rows import overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")


def prompt_of(seen: list[Seen]) -> Seen:
    return next(one for one in reversed(seen) if "We met" in one.buttons and "your study partner" in one.text)


async def test_a_button_from_before_a_restart_still_works(circle: Circle) -> None:
    dana = circle.members[0]
    await circle.stage.restart_bot()
    answer = await dana.click(prompt_of(dana.dm), "We met")
    assert "Noted: you met" in answer.text


async def test_a_form_that_was_open_over_a_restart_is_taken(circle: Circle) -> None:
    dana, avi = circle.members[:2]
    await dana.click(prompt_of(dana.dm), "We met")
    form = (await avi.click(prompt_of(avi.dm), "We set a date")).form
    assert form is not None
    await circle.stage.restart_bot()
    answer = await avi.submit(form, {"when": "next Thursday 3pm"})
    assert "Dana told me on" in answer.text, "who said that they met"
    assert answer.message is not None
    assert "You meet <t:" in (await avi.click(answer.message, "Change for all: my date")).text


async def test_two_people_with_the_same_form_open_are_not_mixed_up(circle: Circle) -> None:
    dana, avi = circle.members[:2]
    forms = [(await who.click(prompt_of(who.dm), "We set a date")).form for who in (dana, avi)]
    assert forms[0] is not None
    assert forms[1] is not None
    await dana.submit(forms[0], {"when": "next Thursday 4pm"})
    await avi.submit(forms[1], {"when": "next Thursday 5pm"})
    async with circle.stage.store.read() as db:
        given = (await db.checkins.of(CohortId(1)))[-2:]
        names = {id_: person.name for id_, person in (await db.people.all_of({one.by for one in given})).items()}
    assert [(names[one.by], one.wall.time.hour) for one in given if one.wall is not None] == [("Dana", 16), ("Avi", 17)]


async def test_what_was_typed_comes_back_with_a_mistake(circle: Circle) -> None:
    form = (await circle.lead.command(circle.staff, "session link", cohort="1")).form
    assert form is not None
    answer = await circle.lead.submit(form, {"link": "our usual zoom room, number 5"})
    assert "our usual zoom room, number 5" in answer.text
    assert answer.ephemeral


async def test_an_outsider_gets_no_link_from_the_announcement(circle: Circle) -> None:
    await circle.stage.pass_until(FIRST_ROUND + timedelta(days=9))  # the second session is announced
    circle.server.overwrite(circle.home, circle.outsider, allow=permissions.VIEW_CHANNEL)
    announced = next(seen for seen in circle.outsider.sees(circle.home) if "The link" in seen.buttons)
    answer = await circle.outsider.click(announced, "The link")
    circle.server.overwrite(circle.home, circle.outsider, deny=permissions.VIEW_CHANNEL)
    assert LINK not in answer.text
    assert answer.ephemeral
    member = await circle.members[0].click(announced, "The link")
    assert LINK in member.text
    assert member.ephemeral


@pytest.mark.parametrize("command", ["cohort select", "cohort pairs", "cohort start", "cohort timeline", "cohort today", "session link"])
async def test_an_outsider_is_refused_whatever_discord_shows_them(circle: Circle, command: str) -> None:
    answer = await circle.outsider.command(circle.staff, command, cohort="1")
    assert answer.kind == "message"
    assert answer.ephemeral
    assert "Dana" not in answer.text
    assert LINK not in answer.text


async def test_suggestions_show_nobody_a_cohort_that_is_not_theirs_to_lead(circle: Circle) -> None:
    assert [c["name"] for c in await circle.lead.autocomplete(circle.staff, "cohort today", focused="cohort", cohort="")]
    assert await circle.outsider.autocomplete(circle.staff, "cohort today", focused="cohort", cohort="") == []


async def test_a_sentence_written_while_the_bot_was_down_is_taken_and_answered(circle: Circle) -> None:
    noam = circle.members[2]
    await circle.stage.stop_bot()
    await noam.write(circle.stage.discord.bot, "not this month", reply_to=prompt_of(noam.dm))
    circle.stage.clock.move_to(circle.stage.clock.now() + timedelta(hours=3))
    await circle.stage.start_bot()
    await circle.stage.beat()
    assert any(said in noam.dm[-1].text for said in ("Noted: not this month", "Until you choose, nothing changes"))


async def test_the_bots_own_private_answers_are_not_taken_for_messages(circle: Circle) -> None:
    before = len(circle.members[0].dm)
    await circle.members[0].command(circle.home, "me")
    await circle.stage.beat()
    assert len(circle.members[0].dm) == before


async def test_words_that_could_mean_anything_are_asked_back_and_kept(circle: Circle) -> None:
    dana = circle.members[0]
    await dana.write(circle.stage.discord.bot, "well, you know how it is @everyone")
    answer = await circle.stage.discord.until(lambda: "wasn't sure how to read that" in dana.dm[-1].text and dana.dm[-1])
    assert "well, you know how it is" in answer.text
    assert "We met" in answer.buttons


async def test_a_repeated_event_is_handled_once(circle: Circle) -> None:
    dana = circle.members[0]
    sent = await dana.write(circle.stage.discord.bot, "we met again")
    await circle.stage.discord.until(lambda: "Noted: you met" in dana.dm[-1].text)
    heard = len(dana.dm)
    circle.stage.discord.redeliver(sent)
    await dana.command(circle.home, "help")
    assert len(dana.dm) == heard


async def test_commands_are_sent_to_discord_only_when_they_changed(circle: Circle) -> None:
    puts = [request for request in circle.stage.discord.requests if request.method == "PUT" and request.route.endswith("/commands")]
    assert len(puts) == 1, "the bot was started several times by now"


async def test_a_slow_answer_is_acknowledged_in_time_and_stays_private(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.shared.acts.DEFER_AFTER", 0.02)
    discord = circle.stage.discord
    before = len(discord.requests)
    async with circle.stage.store.begin():  # somebody else writes for a while
        asked = asyncio.create_task(circle.lead.command(circle.home, "cohort pairs", cohort="1"))
        await discord.until(lambda: any("callback" in request.route for request in list(discord.requests)[before:]))
    answer = await asked
    assert answer.deferred
    assert answer.ephemeral
    assert "Justice" in answer.text


async def test_a_fault_of_ours_is_an_apology_with_a_mark_and_no_traceback(circle: Circle, caplog: pytest.LogCaptureFixture) -> None:
    dana = circle.members[0]
    async with circle.stage.store.begin() as db:
        known = await db.people.by_user(UserId(dana.id))
        assert known is not None
        await overwrite(db, people, known.id, observance="a word that no version ever wrote")
    answer = await dana.command(circle.home, "me")
    async with circle.stage.store.begin() as db:
        await db.people.set_observance(known.id, Observance.SHABBAT)
    assert answer.kind == "message"
    assert "Traceback" not in answer.text
    mark = next(record.message.split()[1] for record in caplog.records if record.message.startswith("fault "))
    assert mark in answer.text, "so that an operator finds it in the log"


async def test_a_no_does_not_take_the_place_of_the_list_it_answers(circle: Circle) -> None:
    page = await circle.lead.command(circle.staff, "cohort timeline", cohort="1")
    assert page.message is not None
    raw = {"type": 3, "message_id": page.message.id, "data": {"component_type": 2, "custom_id": "b:timeline:999/0"}}
    answer = await circle.stage.discord.raw_interaction(circle.lead, raw)
    assert answer.kind == "message"
    assert "the season" in page.message.text


async def test_a_server_that_takes_the_bot_off_and_back_loses_nothing(circle: Circle) -> None:
    discord = circle.stage.discord
    discord.remove_bot(circle.server)
    discord.return_bot(circle.server)
    answer = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    assert "Justice" in answer.text


async def test_a_hard_week_is_quiet_and_keeps_the_place(circle: Circle) -> None:
    avi = circle.members[1]
    asked = await avi.command(circle.home, "pause")
    assert asked.message is not None
    paused = await avi.choose(asked.message, asked.message.selects[0]["custom_id"], ["30"])
    assert "Your place is kept" in paused.text
    before = len(avi.dm)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=20))
    assert len(avi.dm) == before
    assert paused.message is not None
    back = await avi.click(paused.message, "I am back")
    assert back.kind == "message"


async def test_help_names_the_likely_next_thing_for_each(circle: Circle) -> None:
    member = await circle.members[0].command(circle.home, "help")
    lead = await circle.lead.command(circle.home, "help")
    assert member.text != lead.text
    assert "/session prompt" in lead.text or "/cohort today" in lead.text


async def test_somebody_whose_name_is_nothing_but_direction_marks_is_called_by_their_account_s(circle: Circle) -> None:
    unnamed = circle.stage.discord.add_person("Quiet One")
    circle.server.join(unnamed)
    circle.server.members[unnamed.id].nick = "\u200f\u2066\u2069 \u200e"
    form = (await unnamed.command(circle.signup, "ask")).form
    assert form is not None
    await unnamed.submit(form, {"asked": "Who am I to you?"})
    async with circle.stage.store.read() as db:
        person = await db.people.by_user(UserId(unnamed.id))
        assert person is not None
        assert person.name == "quiet_one"
