"""A group's covenant: written by who leads it, signed by members, changed with their knowledge, and asked of who comes later."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.group.covenant import LONGEST
from domain.sending.deliveries import ASKING, Delivery, DeliveryState, Kind, Reason
from domain.sending.gate import Wait
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.group import covenants as words
from messages.group.covenants import How
from messages.own import people as people_words
from services.group.covenant.covenant_posts import pin_key, post_key, talk_key, thread_key
from services.sending.deliveries import Opening, Pinned, Placed
from storage.columns import metadata
from tests.services.conftest import LINK, House, actor, posted, why
from tests.services.waiting import Line, acts, season

TEXT = "What is said here stays here.\nWe begin on time."
AFTER = "What is said here stays here.\nWe begin and end on time."
PLANTED = "heliotrope"
MEMBERS = (21, 22, 23, 24)


async def publishes(house: House, text: str = TEXT) -> None:
    seen = await house.made.group.covenants.write(house.lead, house.cohort, text)
    await house.made.group.covenants.publish(house.lead, house.cohort, seen.version, seen.mark)


async def signs(house: House, user: int, version: int = 1) -> How | None:
    return (await house.made.group.covenants.sign(actor(user), house.cohort, version)).how


async def rows(house: House, begins: str = "covenant/") -> dict[str, Delivery]:
    """What is planned of it, or was sent."""
    async with house.store.read() as db:
        found = await db.deliveries.of_cohort(house.cohort)
    gone = DeliveryState.CANCELLED, Reason.UNWANTED
    return {row.key: row for row in found if row.key.startswith(begins) and not {row.state, row.reason} & {*gone}}


async def composed(house: House, key: str) -> Message | Placed | Opening | Pinned | Reason | Wait:
    row = (await rows(house))[key]
    async with house.store.read() as db:
        said = await house.made.group.composers()[row.message](db, row, house.clock.now())
    assert isinstance(said, Message | Placed | Opening | Pinned | Reason | Wait)
    return said


async def person(house: House, user: int) -> int:
    async with house.store.read() as db:
        found = await db.people.by_user(actor(user).user)
        assert found is not None
        return int(found.id)


async def asked(house: House) -> set[str]:
    return {key for key, row in (await rows(house)).items() if row.kind is Kind.DM}


async def test_the_form_has_an_example_of_at_most_six_lines_and_then_what_was_written(house: House) -> None:
    form = await house.made.group.covenants.form(house.lead, house.cohort)
    assert 1 < len(form.fields[0].value.splitlines()) <= 6
    await house.made.group.covenants.write(house.lead, house.cohort, TEXT)
    assert (await house.made.group.covenants.form(house.lead, house.cohort)).fields[0].value == TEXT
    assert await rows(house) == {}, "nothing goes out of a draft"


async def test_a_draft_with_the_meeting_link_is_kept_and_not_published(house: House) -> None:
    covenants = house.made.group.covenants
    assert await why(covenants.write(house.lead, house.cohort, f"Come to {LINK}")) is Why.HOLDS_LINK
    assert (await covenants.form(house.lead, house.cohort)).fields[0].value == f"Come to {LINK}"
    assert await why(covenants.preview(house.lead, house.cohort)) is Why.HOLDS_LINK
    assert await why(covenants.publish(house.lead, house.cohort, 1, 0)) is Why.STALE


async def test_what_has_no_room_in_one_message_is_refused_and_what_has_is_shown_whole(house: House) -> None:
    covenants = house.made.group.covenants
    assert await why(covenants.write(house.lead, house.cohort, "x" * (LONGEST + 1))) is Why.TOO_LONG
    assert await why(covenants.write(house.lead, house.cohort, "*" * LONGEST)) is Why.TOO_LONG, "with its marks"
    assert await why(covenants.write(house.lead, house.cohort, " \n ")) is Why.EMPTY
    seen = await covenants.write(house.lead, house.cohort, "x" * LONGEST)
    assert "x" * LONGEST in words.preview(seen).text


async def test_the_preview_says_where_and_whom_and_its_button_publishes_that_text_alone(house: House) -> None:
    covenants = house.made.group.covenants
    seen = await covenants.write(house.lead, house.cohort, TEXT)
    said = words.preview(seen)
    assert "for 4 members" in said.text
    assert "<#503>" in said.text
    assert ("covenant-publish", (house.cohort, 1, seen.mark)) in acts(said)
    await covenants.write(house.lead, house.cohort, AFTER)
    assert await why(covenants.publish(house.lead, house.cohort, seen.version, seen.mark)) is Why.STALE
    await publishes(house, AFTER)
    again = await covenants.preview(house.lead, house.cohort)
    assert again.same
    assert not {act for act, _ in acts(words.preview(again))} & {"covenant-publish"}


async def test_published_twice_it_is_one_post_and_the_same_text_makes_no_other_version(house: House) -> None:
    covenants = house.made.group.covenants
    seen = await covenants.write(house.lead, house.cohort, TEXT)
    for _ in range(2):
        page = await covenants.publish(house.lead, house.cohort, seen.version, seen.mark)
        assert page.version == 1
    assert set(await rows(house)) == {post_key(house.cohort), pin_key(house.cohort)}
    await covenants.write(house.lead, house.cohort, f"  {TEXT}  ")
    same = await covenants.preview(house.lead, house.cohort)
    assert (await covenants.publish(house.lead, house.cohort, same.version, same.mark)).version == 1


async def test_a_member_signs_once_and_nobody_but_members_does(house: House) -> None:
    assert await why(house.made.group.covenants.sign(actor(21), house.cohort, 1)) is Why.STALE, "there is none yet"
    await publishes(house)
    assert await signs(house, 21) is How.SIGNED
    assert await signs(house, 21) is How.STOOD
    for who in (house.lead, house.manager, actor(25), actor(90)):
        assert await why(house.made.group.covenants.sign(who, house.cohort, 1)) is Why.NOT_ALLOWED
    assert await why(house.made.group.covenants.sign(actor(22), house.cohort, 2)) is Why.STALE
    page = await house.made.group.covenants.page(house.lead, house.cohort)
    assert page.signed == ("Person 21",)
    assert page.unsigned == ("Person 22", "Person 23", "Person 24")


async def test_the_post_never_says_who_has_not_signed_and_says_once_that_all_have(house: House) -> None:
    await publishes(house)
    await posted(house, post_key(house.cohort), 7001, 503)
    for user in MEMBERS:
        said = await composed(house, post_key(house.cohort))
        assert isinstance(said, Placed)
        assert "All of us" not in said.message.text
        assert "Person" not in said.message.text
        await signs(house, user)
    (edit,) = [key for key in await rows(house) if "/signed/" in key]
    said = await composed(house, edit)
    assert isinstance(said, Message)
    assert "All of us have signed" in said.text


async def test_who_signed_an_earlier_text_is_shown_what_changed_and_asked_once_and_others_are_not(house: House) -> None:
    await publishes(house)
    await posted(house, post_key(house.cohort), 7001, 503)
    await signs(house, 21)
    await signs(house, 22)
    seen = await house.made.group.covenants.write(house.lead, house.cohort, AFTER)
    said = words.preview(seen).text
    assert "2 people who signed an earlier text (Person 21 and Person 22)" in said
    assert "> We begin on time." in said
    assert "> We begin and end on time." in said
    await publishes(house, AFTER)
    keys = {f"covenant/1/2/changed/{await person(house, user)}" for user in (21, 22)}
    assert await asked(house) == keys
    assert {row.class_ for row in (await rows(house, "covenant/1/2/changed")).values()} <= ASKING
    word = await composed(house, sorted(keys)[0])
    assert isinstance(word, Message)
    assert "> We begin on time." in word.text
    assert "stays here" not in word.text, "only what changed"
    assert "channels/1001/503/7001" in word.text
    assert ("covenant-sign", (house.cohort, 2)) in acts(word)
    await signs(house, 21, 2)
    assert len(await asked(house)) == 1, "who has signed is asked no more"
    assert (await rows(house))["covenant/1/2/edit"].target == post_key(house.cohort)


async def test_pressing_sign_on_a_text_that_has_changed_shows_the_new_one_and_notes_nothing(house: House) -> None:
    await publishes(house)
    await signs(house, 21)
    await publishes(house, AFTER)
    shown = await house.made.group.covenants.sign(actor(21), house.cohort, 1)
    assert shown.how is How.NEWER
    said = words.reading(shown)
    assert "end on time" in said.text
    assert ("covenant-sign", (house.cohort, 2)) in acts(said)
    page = await house.made.group.covenants.page(house.lead, house.cohort)
    assert (page.signed, page.earlier) == ((), ("Person 21",))


async def test_who_comes_later_is_asked_once_and_who_leaves_is_not_counted(house: House) -> None:
    await publishes(house)
    for user in (21, 22, 23):
        await signs(house, user)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    await house.made.cohort.terms.save(house.lead, house.cohort, ("", "", ""), "4", "3")
    await house.made.joining.signups.withdraw(actor(24), house.cohort)
    assert [key for key in await rows(house) if "/signed/" in key], "all who are there have signed"
    await house.made.joining.waitlist.accept(actor(25), house.cohort)
    key = f"covenant/1/ask/{await person(house, 25)}"
    assert await asked(house) == {key}
    said = await composed(house, key)
    assert isinstance(said, Message)
    assert "stays here" in said.text
    assert (await house.made.group.covenants.page(house.lead, house.cohort)).unsigned == ("Person 25",)
    assert len([one for one in await rows(house) if "/signed/" in one]) == 1, "the post says so no more"
    await signs(house, 25)
    assert await asked(house) == set()


async def test_the_thread_is_opened_once_and_the_text_goes_there(house: House) -> None:
    covenants = house.made.group.covenants
    for _ in range(2):
        page = await covenants.open_talk(house.lead, house.cohort)
        assert "covenant-talk" not in {act for act, _ in acts(words.page(page))}
    assert set(await rows(house)) == {talk_key(house.cohort), thread_key(house.cohort)}
    assert isinstance(await composed(house, thread_key(house.cohort)), Wait)
    await publishes(house)
    assert isinstance(await composed(house, post_key(house.cohort)), Wait), "until the thread is there"
    await posted(house, talk_key(house.cohort), 7000, 503)
    assert isinstance(await composed(house, thread_key(house.cohort)), Opening)
    await posted(house, thread_key(house.cohort), 0, 7000)
    said = await composed(house, post_key(house.cohort))
    assert isinstance(said, Placed)
    assert (said.channel, said.elsewhere) == (7000, True)
    assert isinstance(await composed(house, pin_key(house.cohort)), Pinned)


async def test_the_facilitator_s_day_names_it_while_there_is_none_and_who_has_not_signed_after_a_week(house: House) -> None:
    async def today(who: Actor) -> Message:
        return cohort_words.today(await house.made.cohort.cohorts.today(who, house.cohort))

    said = await today(house.lead)
    assert "no covenant yet" in said.text
    assert ("covenant", (house.cohort,)) in acts(said)
    assert "covenant" not in (await today(house.manager)).text
    await publishes(house)
    await signs(house, 21)
    assert "covenant" not in (await today(house.lead)).text
    house.clock.move_to(house.clock.now() + timedelta(days=7))
    assert "Not signed the covenant yet: Person 22, Person 23 and Person 24." in (await today(house.lead)).text
    assert "covenant" not in (await today(house.manager)).text


async def test_one_s_own_page_leads_to_it_until_it_is_signed(house: House) -> None:
    async def me() -> Message:
        return people_words.me(await house.made.own.people.me(actor(21)))

    assert "covenant" not in (await me()).text
    await publishes(house)
    await posted(house, post_key(house.cohort), 7001, 503)
    said = await me()
    assert "you haven't signed it" in said.text
    assert ("covenant-read", (house.cohort,)) in acts(said)
    assert ("sign-covenant", "Justice") in (await house.made.own.people.help(actor(21))).steps
    await signs(house, 21)
    said = await me()
    assert "you have signed it" in said.text
    assert "channels/1001/503/7001" in said.text
    assert "covenant-read" not in {act for act, _ in acts(said)}
    await publishes(house, AFTER)
    assert "it has changed since you signed" in (await me()).text


async def test_a_planted_word_of_a_draft_is_on_nobody_s_pages_but_those_of_who_leads(house: House) -> None:
    await house.made.group.covenants.write(house.lead, house.cohort, f"A {PLANTED} line.")
    async with house.store.read() as db:
        held = {table.name for table in metadata.sorted_tables if PLANTED in str(await db.link.rows(table.select()))}
    assert held == {"covenant_drafts"}
    for who in (actor(21), actor(4), house.manager, house.owner, actor(52, None)):
        for attempt in ("page", "form", "preview"):
            with pytest.raises(Refusal):
                await getattr(house.made.group.covenants, attempt)(who, house.cohort)
        if who.server is not None:
            assert PLANTED not in str(await house.made.own.people.me(who))
    assert PLANTED in words.preview(await house.made.group.covenants.preview(house.lead, house.cohort)).text


async def test_of_a_cohort_that_is_called_off_nothing_more_goes_out(house: House) -> None:
    await house.made.group.covenants.open_talk(house.lead, house.cohort)
    await publishes(house)
    seen = await house.made.cohort.cancellations.preview(house.manager, house.cohort, "Too few.")
    await house.made.cohort.cancellations.cancel(house.manager, house.cohort, seen.mark)
    assert {row.state for row in (await rows(house)).values()} <= {DeliveryState.CANCELLED}
    assert await why(house.made.group.covenants.sign(actor(21), house.cohort, 1)) is Why.CALLED_OFF


async def test_before_the_group_forms_there_is_no_covenant(line: Line) -> None:
    assert line.house.cohort
    assert await why(line.house.made.group.covenants.page(line.house.lead, line.house.cohort)) is Why.COVENANT_NOT_NOW
    assert await why(line.house.made.group.covenants.form(line.house.lead, line.house.cohort)) is Why.COVENANT_NOT_NOW


async def test_on_both_databases_it_is_kept_signed_changed_and_seen(line: Line) -> None:
    house, _ = await season(line)
    async with house.store.read() as db:
        users = [one.user for one in await db.cohorts.members(house.cohort) if one.user is not None]
    await publishes(house)
    for user in users:
        assert await signs(house, user) is How.SIGNED
    await publishes(house, AFTER)
    assert await signs(house, users[0], 2) is How.SIGNED
    page = await house.made.group.covenants.page(house.lead, house.cohort)
    assert (page.version, len(page.signed), len(page.earlier)) == (2, 1, len(users) - 1)
    assert page.cohort.state is CohortState.MEETING
