"""What people keep of their study: read by those whom they chose before they wrote, and by nobody else."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.ground.ids import ChannelId, MessageId, ReflectionId, UserId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.pair.reflections import LONGEST, MOST_OWN, MOST_SHARED, Tier
from domain.sending.deliveries import Delivery, DeliveryState, Kind, Reason, Subject
from domain.sending.gate import Wait
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.own import people as people_words
from messages.pair import reflections as words
from services.pair.study.reflection_posts import note_key, partner_key
from services.pair.study.reflections import empty
from services.sending.deliveries import Opening, Placed
from storage.columns import metadata
from storage.db import Db
from tests.services.conftest import LINK, House, actor, posted, why
from tests.services.hearing import Bot
from tests.services.test_checkins import partner_of
from tests.services.waiting import Line, acts, season

PLANTED = "heliotrope"


async def writes(house: House, tier: Tier, keep: str = f"The {PLANTED} line.", who: Actor | None = None) -> ReflectionId:
    """Person 21 writes one down for those."""
    written = await house.made.pair.reflections.write(who or actor(21), house.pair, 1, tier.value, keep, "")
    return written.reflection.id


def post_of(house: House) -> str:
    """The key of the first round's post."""
    return f"round/{house.cohort}/1/reflections"


def thread_of(house: House) -> str:
    return f"{post_of(house)}/thread"


async def row(house: House, key: str) -> Delivery | None:
    async with house.store.read() as db:
        return await db.deliveries.by_key(key)


async def composed(house: House, key: str) -> Message | Placed | Opening | Reason | Wait:
    """What that delivery would be now."""
    found = await row(house, key)
    assert found is not None, key
    async with house.store.read() as db:
        said = await house.made.pair.composers()[found.message](db, found, house.clock.now())
    assert isinstance(said, Message | Placed | Opening | Reason | Wait)
    return said


def text_of(said: object) -> str:
    message = said.message if isinstance(said, Placed) else said
    assert isinstance(message, Message), said
    return message.text


async def everything(house: House) -> dict[str, list[str]]:
    """All rows of all tables, as text."""
    async with house.store.read() as db:
        return {table.name: [str(tuple(one)) for one in await db.link.rows(table.select())] for table in metadata.sorted_tables}


async def holders(house: House) -> set[str]:
    """The tables in which the planted word stands."""
    return {name for name, rows in (await everything(house)).items() if any(PLANTED in one for one in rows)}


async def pages_of(house: House, who: Actor) -> str:
    """All that somebody can open about themselves and the cohort."""
    pages: list[Awaitable[Any]] = [
        house.made.own.people.me(who), house.made.pair.reflections.mine(who), house.made.pair.reflections.for_lead(who, house.cohort),
        house.made.cohort.cohorts.today(who, house.cohort), house.made.pair.progresses.of(who, house.cohort),
        house.made.program.reports.overview(who), house.made.program.reports.season(who), house.made.program.reports.record(who),
        house.made.pair.reflections.who_may_read(who, house.pair, 1), house.made.cohort.cohorts.timeline(who, house.cohort),
        house.made.sending.undelivered.page(who),
    ]  # fmt: skip
    found: list[str] = []
    for page in pages:
        try:
            found.append(str(await page))
        except Refusal:
            continue
    return "\n".join(found)


async def test_who_would_read_it_is_shown_by_name_before_anything_is_written(house: House) -> None:
    partner = await partner_of(house, 21)
    shown = words.who_may_read(await house.made.pair.reflections.who_may_read(actor(21), house.pair, 1)).text
    for said in (
        "*Only me*: nobody else",
        f"*My chevruta*: Person {partner.user}.",
        "*My facilitator*: Person 3.",
        "everyone in **Justice**",
    ):
        assert said in shown
    assert "People who manage this server can read its threads" in shown
    for tier in Tier:
        form = await house.made.pair.reflections.form(actor(21), house.pair, 1, tier.value)
        assert [field.name for field in form.fields] == ["keep", "open"]
        assert form.args == (house.pair, 1, tier.value)


@pytest.mark.parametrize("tier", Tier)
async def test_a_planted_word_is_found_on_nobody_s_pages_but_those_of_whom_its_author_chose(house: House, tier: Tier) -> None:
    partner = await partner_of(house, 21)
    await writes(house, tier)
    assert await holders(house) == {"reflections"}, "and in no delivery, record or log"
    may = {"author"} | ({"facilitator"} if tier is Tier.FACILITATOR else set[str]())
    everybody = {
        "author": actor(21), "partner": actor(partner.user), "other": actor(next(u for u in (22, 23, 24) if u != partner.user)),
        "applicant": actor(25), "outsider": actor(90), "facilitator": house.lead, "other lead": actor(4), "manager": house.manager,
        "owner": house.owner,
    }  # fmt: skip
    for kind, who in everybody.items():
        assert (PLANTED in await pages_of(house, who)) is (kind in may), kind


async def test_what_is_for_oneself_is_sent_to_nobody(house: House) -> None:
    before = len((await everything(house))["deliveries"])
    await writes(house, Tier.ME)
    assert len((await everything(house))["deliveries"]) == before
    page = words.page(await house.made.pair.reflections.mine(actor(21)))
    assert PLANTED in page.text
    assert "only you" in page.text
    assert "You have one note from your study" in people_words.me(await house.made.own.people.me(actor(21))).text


async def test_the_partner_hears_it_from_its_author_as_a_message_outside_the_week_s_asking(house: House) -> None:
    partner = await partner_of(house, 21)
    id_ = await writes(house, Tier.PAIR)
    async with house.store.read() as db:
        other = await db.people.by_user(partner.user)
        rows = [one for one in await db.deliveries.of_cohort(house.cohort) if one.message == Subject.REFLECTION_PAIR]
    assert other is not None
    assert [one.person for one in rows] == [other.id]
    assert rows[0].class_.value == "notice"
    text = text_of(await composed(house, partner_key(id_, other.id)))
    assert PLANTED in text
    assert "Person 21 wrote this down for you both" in text


async def test_the_facilitator_finds_it_on_their_page_and_a_manager_does_not_learn_that_there_is_one(house: House) -> None:
    await writes(house, Tier.FACILITATOR)
    assert "written one note for you" in cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert "for you" not in cohort_words.today(await house.made.cohort.cohorts.today(house.manager, house.cohort)).text
    text = words.page(await house.made.pair.reflections.for_lead(house.lead, house.cohort)).text
    assert f"**Person 21**, round 1\nTo keep:\n> The {PLANTED} line." in text
    assert await why(house.made.pair.reflections.for_lead(house.manager, house.cohort)) is Why.NOT_ALLOWED


async def test_the_first_for_the_cohort_opens_the_round_s_thread_and_later_ones_go_into_it(house: House) -> None:
    one = await writes(house, Tier.COHORT)
    assert isinstance(await composed(house, thread_of(house)), Wait), "its post comes first"
    assert isinstance(await composed(house, note_key(one)), Wait)
    await posted(house, post_of(house), 8100, 503)
    opening = await composed(house, thread_of(house))
    assert isinstance(opening, Opening)
    assert (opening.on, opening.channel) == (8100, 503)
    await posted(house, thread_of(house), 8100, 8100)
    other = await writes(
        house, Tier.COHORT, "Another.", actor(22) if (await partner_of(house, 21)).user == 22 else await partner_of(house, 21)
    )
    for id_, said in ((one, "**Person 21** writes:"), (other, "Another.")):
        placed = await composed(house, note_key(id_))
        assert isinstance(placed, Placed)
        assert placed.channel == 8100
        assert said.replace("**", "") in placed.message.text.replace("**", "")
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort)
    assert sum(one.message == Subject.REFLECTIONS for one in rows) == 1


async def test_what_is_taken_back_is_gone_here_and_its_post_and_message_are_emptied(house: House) -> None:
    partner = await partner_of(house, 21)
    async with house.store.read() as db:
        other = await db.people.by_user(partner.user)
    assert other is not None
    shared, told = await writes(house, Tier.COHORT), await writes(house, Tier.PAIR)
    for key in (note_key(shared), partner_key(told, other.id)):
        await posted(house, key, 8200 + len(key))
    for id_, key in ((shared, note_key(shared)), (told, partner_key(told, other.id))):
        await house.made.pair.reflections.take_back(actor(21), id_)
        back = await row(house, f"{key}/back")
        assert back is not None
        assert (back.kind, back.target, back.state) == (Kind.EDIT, key, DeliveryState.PENDING)
        assert "taken back" in text_of(await composed(house, f"{key}/back"))
    assert await holders(house) == set()
    assert PLANTED not in words.page(await house.made.pair.reflections.mine(actor(21))).text


async def test_what_is_taken_back_before_it_went_out_never_does(house: House) -> None:
    id_ = await writes(house, Tier.COHORT)
    await house.made.pair.reflections.take_back(actor(21), id_)
    assert await composed(house, note_key(id_)) is Reason.UNWANTED


async def test_a_round_whose_notes_were_all_taken_back_before_they_went_out_is_not_announced_until_there_is_another(house: House) -> None:
    bot = Bot(house)
    await bot.run(timedelta(hours=1))
    id_ = await writes(house, Tier.COHORT)
    await house.made.pair.reflections.take_back(actor(21), id_)
    await bot.run(timedelta(days=2))

    def announced() -> int:
        return sum("what people keep" in text for texts in bot.far.posts.values() for text in texts)

    assert announced() == 0
    await writes(house, Tier.COHORT, "Another.", await partner_of(house, 21))
    await bot.run(timedelta(days=2))
    assert announced() == 1
    thread = await row(house, f"{post_of(house)}/1/thread")
    assert thread is not None
    assert thread.under_way
    assert isinstance(await composed(house, thread.key), Opening)


async def test_somebody_who_left_the_cohort_says_nothing_more_to_it_and_can_still_take_it_back(house: House) -> None:
    id_ = await writes(house, Tier.COHORT)
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
    assert await composed(house, note_key(id_)) is Reason.UNWANTED
    assert await why(house.made.pair.reflections.write(actor(21), house.pair, 1, "me", "x", "")) is Why.NOT_ALLOWED
    await house.made.pair.reflections.take_back(actor(21), id_)
    assert await holders(house) == set()


async def test_somebody_who_has_left_finds_what_was_posted_of_theirs_in_their_corner_and_can_take_it_back(
    house: House,
) -> None:
    id_ = await writes(house, Tier.COHORT)
    await posted(house, note_key(id_), 8200)
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
    assert "notes" in {act for act, _ in acts(people_words.me(await house.made.own.people.me(actor(21))))}
    assert PLANTED in words.page(await house.made.pair.reflections.mine(actor(21))).text
    await house.made.pair.reflections.take_back(actor(21), id_)
    assert "taken back" in text_of(await composed(house, f"{note_key(id_)}/back"))


async def test_what_was_posted_is_emptied_also_where_its_author_is_there_no_more(house: House) -> None:
    id_ = await writes(house, Tier.COHORT)
    await posted(house, note_key(id_), 8200)
    async with house.made.sending.units.change() as unit:
        one, cohort = await unit.db.reflections.get(id_), await unit.db.cohorts.get(house.cohort)
        assert one is not None
        assert cohort is not None
        await empty(unit, cohort, one)
        await unit.db.link.run(metadata.tables["people"].delete().where(metadata.tables["people"].c.id == one.by))
    assert "taken back" in text_of(await composed(house, f"{note_key(id_)}/back"))


async def test_nobody_takes_back_another_s_and_nobody_learns_whether_there_was_one(house: House) -> None:
    id_ = await writes(house, Tier.ME)
    for who in (await partner_of(house, 21), house.lead, house.manager, actor(90)):
        for one in (id_, ReflectionId(9999)):
            assert await why(house.made.pair.reflections.take_back(who, one)) is Why.NOT_YOURS
    assert await holders(house) == {"reflections"}


async def test_others_are_sent_two_in_a_round_at_most_also_when_the_first_was_taken_back(house: House) -> None:
    for _ in range(MOST_SHARED):
        await house.made.pair.reflections.take_back(actor(21), await writes(house, Tier.PAIR))
    assert await why(house.made.pair.reflections.write(actor(21), house.pair, 1, "pair", "x", "")) is Why.ENOUGH_SHARED
    for _ in range(MOST_OWN):
        await writes(house, Tier.ME)
    assert await why(house.made.pair.reflections.write(actor(21), house.pair, 1, "me", "x", "")) is Why.ENOUGH_SHARED


@pytest.mark.parametrize(
    ("round_", "tier", "keep", "no"),
    [
        (1, "world", "x", Why.UNKNOWN_BUTTON), (1, "", "x", Why.UNKNOWN_BUTTON), (1, "me", " ", Why.EMPTY), (9, "me", "x", Why.STALE),
        (2, "me", "x", Why.STALE), (1, "me", "x" * (LONGEST + 1), Why.TOO_LONG), (1, "cohort", f"Join {LINK} now", Why.HOLDS_LINK),
        (1, "pair", f"Join {LINK} now", Why.HOLDS_LINK),
    ],
)  # fmt: skip
async def test_a_forged_or_empty_one_is_refused_and_nothing_is_kept(house: House, round_: int, tier: str, keep: str, no: Why) -> None:
    assert await why(house.made.pair.reflections.write(actor(21), house.pair, round_, tier, keep, "")) is no
    assert (await everything(house))["reflections"] == []


async def test_with_a_person_goes_all_that_they_wrote(house: House) -> None:
    for tier in Tier:
        await writes(house, tier)
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.link.run(metadata.tables["people"].delete().where(metadata.tables["people"].c.id == person.id))
    assert await holders(house) == set()
    assert (await everything(house))["reflections"] == []


async def test_where_others_can_read_the_home_that_is_said_first(house: House) -> None:
    readers = await house.made.pair.reflections.who_may_read(actor(21), house.pair, 1)
    assert "where others can read it too" not in words.who_may_read(readers).text
    assert "where others can read it too" in words.who_may_read(replace(readers, others=True)).text


@pytest.mark.parametrize("keep", ["@everyone look", "<@1> hello", "**bold** ||hidden||", "[a](https://evil.example)", "\u202eback"])
async def test_whatever_somebody_writes_pings_nobody_and_is_no_mark_up(house: House, keep: str) -> None:
    written = await house.made.pair.reflections.write(actor(21), house.pair, 1, "cohort", keep, "")
    for shown in (words.saved(written).text, words.post("Person 21", written.reflection).text):
        assert not [mark for mark in ("@everyone", "<@", "**bold", "||", "> [", "\u202e") if mark in shown]


async def test_notes_texts_of_pairs_and_words_heard_are_kept_alike_on_either_database(line: Line) -> None:
    house, session = await season(line)
    house.clock.move_to(session.ends_at + timedelta(days=1))
    await house.look_around()
    partner = await partner_of(house, 21)
    kept = {tier: await writes(house, tier) for tier in Tier}
    async with house.store.read() as db:
        assert [(one.tier, title) for one, title, _ in await db.reflections.written_by((await me(db)).id)] == [
            (tier, "Justice") for tier in reversed(Tier)
        ]
        assert [one.id for one in await db.reflections.for_facilitators(house.cohort)] == [kept[Tier.FACILITATOR]]
    await house.made.pair.reflections.take_back(actor(21), kept[Tier.FACILITATOR])
    await house.made.group.ways.choose(house.lead, house.cohort, 2, 7)
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "Ruth 1", "For these two", house.pair)
    now = house.clock.now()
    await house.made.pair.replies.receive(
        UserId(21), "Person 21", MessageId(990), ChannelId(900), "somewhat up in the air, that", now, None
    )
    async with house.store.read() as db:
        mine = (await me(db)).id
        assert await db.reflections.for_facilitators(house.cohort) == []
        assert await db.reflections.count(house.pair, 1, mine, Tier.FACILITATOR) == 1
        assert (await db.sessions.prompts(house.cohort))[2].format == 7
        own = await db.texts.own(house.pair, 2)
        assert own is not None
        assert own.question == "For these two"
        assert await db.texts.have_own({house.pair}, 2) == {house.pair}
        other = await db.people.by_user(partner.user)
        assert other is not None
        asked = await db.replies.who_meant({mine, other.id}, {"asked-back"}, now - timedelta(hours=1), now + timedelta(hours=1))
        assert asked == {mine}


async def me(db: Db) -> Person:
    person = await db.people.by_user(UserId(21))
    assert person is not None
    return person
