"""What people keep of their study, on Discord: each tier's words are planted, and looked for in all that everybody can see."""

from datetime import timedelta

import pytest

from rehearsal.discord import Answer, Person, Seen
from rehearsal.discord.components import walk
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
WORDS = {"Only me": "heliotrope", "My chevruta": "obsidian", "My facilitator": "marzipan", "The cohort": "zeppelin"}


async def writes(circle: Circle, who: Person, tier: str, keep: str) -> Answer:
    """From *We met* over who may read it to what is kept."""
    prompt = next(seen for seen in reversed(who.dm) if "We met" in seen.buttons)
    asked = await circle.press(who, await who.click(prompt, "We met"), "Write something down")
    opened = await circle.press(who, asked, tier)
    assert opened.form is not None, opened.text
    return await who.submit(opened.form, {"keep": keep, "open": ""})


def seen_by(circle: Circle, who: Person) -> str:
    """All that somebody can read in channels, threads and their own messages, labels included; but for answers that vanish."""
    seen: list[Seen] = [one for channel in list(circle.stage.discord.channels.values()) for one in who.sees(channel)]
    return "\n".join([one.text + str(list(walk(one.components))) for one in (*seen, *who.dm) if not one.ephemeral])


def everybody(circle: Circle) -> dict[str, Person]:
    return {person.name: person for person in (*circle.members, circle.lead, circle.outsider)}


async def test_each_tier_s_words_reach_those_whom_their_author_chose_and_nobody_else(circle: Circle) -> None:
    dana = circle.members[0]
    for tier, word in WORDS.items():
        saved = await writes(circle, dana, tier, f"The {word} line.")
        assert saved.text.startswith("Saved, for round 1 of **Justice**:")
        assert word in saved.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    group = {member.name for member in circle.members}
    own = {dana.name}  # in the receipts
    may = {"heliotrope": own, "obsidian": group, "marzipan": own, "zeppelin": group | {circle.lead.name}}
    for word, names in may.items():
        reads = {name for name, person in everybody(circle).items() if word in seen_by(circle, person)}
        assert reads == names, word


async def test_the_facilitator_reads_theirs_on_their_page_and_a_manager_is_refused(circle: Circle) -> None:
    page = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    notes = await circle.press(circle.lead, page, "Read the notes for me")
    assert "marzipan" in notes.text
    assert not [word for word in ("heliotrope", "obsidian", "zeppelin") if word in notes.text]
    assert "Read the notes for me" not in (await circle.manager.command(circle.staff, "cohort today", cohort="1")).buttons


async def test_the_round_has_one_thread_in_the_home_and_the_author_is_named_in_it(circle: Circle) -> None:
    await writes(circle, circle.members[1], "The cohort", "Another line.")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    threads = [one for one in circle.stage.discord.channels.values() if one.name.startswith("Round 1: to keep")]
    assert len(threads) == 1
    texts = [seen.text for seen in circle.members[2].sees(threads[0])]
    assert any("Dana writes:" in text and "zeppelin" in text for text in texts)
    assert any("Avi writes:" in text and "Another line." in text for text in texts)


async def test_what_is_taken_back_on_one_s_own_page_is_emptied_where_it_was_posted_and_sent(circle: Circle) -> None:
    dana = circle.members[0]
    for _ in WORDS:
        page = await circle.press(dana, await dana.command(circle.home, "me"), "My notes")
        assert page.message is not None
        chooser = page.message.selects[0]
        taken = await dana.choose(page.message, chooser["custom_id"], [chooser["options"][0]["value"]])
        assert "Taken back" in taken.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    for person in (*circle.members[1:], circle.lead, circle.outsider):  # its author still has the receipts
        assert not [word for word in WORDS.values() if word in seen_by(circle, person)], person.name
    assert any("its author has taken back" in seen.text for seen in circle.members[1].dm)


async def test_somebody_else_s_note_is_not_taken_back_by_a_forged_button(circle: Circle) -> None:
    saved = await writes(circle, circle.members[2], "Only me", "Mine alone.")
    assert saved.message is not None
    id_ = next(str(part["custom_id"]) for part in walk(saved.message.components) if ":note-back:" in str(part.get("custom_id", "")))
    forged = {"type": 3, "data": {"component_type": 2, "custom_id": id_, "id": 1}, "channel_id": circle.home.id}
    answer = await circle.stage.discord.raw_interaction(circle.members[1], forged)
    assert "Taken back" not in answer.text
    page = await circle.press(circle.members[2], await circle.members[2].command(circle.home, "me"), "My notes")
    assert "Mine alone." in page.text
