"""What each would choose: five at most, changeable until it is closed, and known to nobody but oneself."""

from msgspec.structs import replace
from sqlalchemy import delete

from domain.ground.ids import CohortId
from domain.ground.refusal import Why
from domain.group.curriculum import MOST_CHOSEN
from domain.sending.deliveries import Facts
from domain.sending.facts import CARRIES
from messages.cohort import cohorts as cohort_words
from messages.group import arranging as staff_words
from messages.group import curriculum as words
from messages.own import people as people_words
from storage.columns import metadata
from storage.tables import people
from tests.services.conftest import House, actor, why
from tests.services.together import Together, together
from tests.services.waiting import Line

PLANTED = "heliotrope"


async def chosen(made: Together, user: int) -> list[int]:
    return [int(one) for one in (await made.house.made.group.choices.mine(actor(user), made.house.cohort)).chosen]


async def test_the_first_tap_is_the_first_choice_and_another_takes_it_away(line: Line) -> None:
    made = await together(line)
    one, two = await made.propose(21), await made.propose(22, "Strangers")
    await made.choose(23, two, one)
    assert await chosen(made, 23) == [two, one]
    text = words.choose(await made.house.made.group.choices.mine(actor(23), made.house.cohort)).text
    assert "1. **Strangers**\n2. **Neighbors**" in text
    assert "Nobody else sees what you choose." in text
    await made.choose(23, two)
    assert await chosen(made, 23) == [one]


async def test_a_sixth_choice_is_refused_and_nothing_is_lost(line: Line) -> None:
    made = await together(line)
    ids = [await made.propose(user, f"Topic {nth}") for nth, user in enumerate((21, 21, 21, 22, 22, 22))]
    await made.choose(24, *ids[:MOST_CHOSEN])
    assert await why(made.house.made.group.choices.tap(actor(24), made.house.cohort, ids[5])) is Why.ENOUGH_CHOSEN
    assert await chosen(made, 24) == ids[:MOST_CHOSEN]


async def test_what_is_withdrawn_is_chosen_by_nobody_any_more_and_the_next_choice_moves_up(line: Line) -> None:
    made = await together(line)
    one, two = await made.propose(21), await made.propose(22, "Strangers")
    await made.choose(23, one, two)
    await made.house.made.group.proposals.withdraw(actor(21), one)
    assert await chosen(made, 23) == [two]
    async with made.house.store.read() as db:
        assert await db.curriculum.choices(made.house.cohort) == [(two,)]


async def test_closed_it_stays_as_it_is_and_one_still_sees_one_s_own(line: Line) -> None:
    made = await together(line)
    one = await made.propose(21)
    await made.choose(22, one)
    await made.house.made.group.arranging.close(made.house.lead, made.house.cohort)
    assert await why(made.house.made.group.choices.tap(actor(22), made.house.cohort, one)) is Why.TOPICS_CLOSED
    assert await chosen(made, 22) == [one]


async def test_a_topic_of_another_cohort_cannot_be_chosen(line: Line) -> None:
    made = await together(line)
    one = await made.propose(21)
    async with made.house.store.begin() as db:
        found = await db.curriculum.get(one)
        assert found is not None
        other = await db.curriculum.propose(replace(found, cohort=CohortId(2)))
    assert await why(made.house.made.group.choices.tap(actor(22), made.house.cohort, other)) is Why.STALE


async def pages(house: House, user: int | None) -> str:
    """All that somebody can open about the cohort and themselves; None: its facilitator."""
    who, made = house.lead if user is None else actor(user), house.made
    said = [words.topics(await made.group.proposals.topics(who, house.cohort)).text, people_words.me(await made.own.people.me(who)).text]
    if user is None:
        said += [
            staff_words.page(await made.group.arranging.page(who, house.cohort), n).text for n in range(3)
        ] + [cohort_words.today(await made.cohort.cohorts.today(who, house.cohort)).text]  # fmt: skip
        said.append(cohort_words.timeline(await made.cohort.cohorts.timeline(who, house.cohort)).text)
    else:
        said.append(words.choose(await made.group.choices.mine(who, house.cohort)).text)
    return "\n".join(said)


async def test_planted_words_of_a_topic_stand_where_the_cohort_reads_and_nowhere_else(line: Line) -> None:
    made = await together(line)
    await made.house.made.group.proposals.propose(actor(21), made.house.cohort, "Neighbors", f"The {PLANTED}.", f"A {PLANTED} book", "no")
    await made.wait()
    assert PLANTED in await pages(made.house, 22)
    async with made.house.store.read() as db:
        rows = {table.name: [str(tuple(row)) for row in await db.link.rows(table.select())] for table in metadata.sorted_tables}
    assert {name for name, found in rows.items() if any(PLANTED in row for row in found)} == {"proposals"}
    overview = await made.house.made.program.reports.overview(made.house.manager)
    record = await made.house.made.program.reports.record(made.house.manager)
    assert PLANTED not in f"{overview} {record} {made.direct} {made.posts}"
    async with made.house.store.begin() as db:
        await db.link.run(delete(people).where(people.c.user_id == 21))
    assert PLANTED not in await pages(made.house, 22), "it goes with its author"


async def test_nobody_can_tell_what_one_person_chose(line: Line) -> None:
    """Two worlds in which three people chose the same topics, each another person: they look alike to everybody but themselves."""
    made = await together(line)
    ids = [await made.propose(user, f"Topic {user}") for user in (21, 22, 23)]
    for user, order in ((21, ids), (22, ids[1:]), (23, ids[2:])):
        await made.choose(user, *order)
    before = await pages(made.house, None), await pages(made.house, 24)
    own = await pages(made.house, 21)
    for user in (21, 22, 23):
        await made.choose(user, *(await made.house.made.group.choices.mine(actor(user), made.house.cohort)).chosen)
    for user, order in ((23, ids), (21, ids[1:]), (22, ids[2:])):
        await made.choose(user, *order)
    assert (await pages(made.house, None), await pages(made.house, 24)) == before
    assert await pages(made.house, 21) != own


async def test_there_is_no_count_before_three_have_chosen_not_even_once_it_is_closed(line: Line) -> None:
    made = await together(line)
    one, two = await made.propose(21), await made.propose(22, "Strangers")
    await made.choose(21, two)
    await made.choose(22, two)
    text = await pages(made.house, None)
    assert "2 of 4 members have chosen topics." in text
    assert "I show a count once three have chosen" in text
    assert text.index("Neighbors") < text.index("Strangers"), "in the order in which they were proposed"
    await made.choose(23, one)
    assert "1. **Strangers**" in await pages(made.house, None)
    await made.choose(23, one)
    await made.house.made.group.arranging.close(made.house.lead, made.house.cohort)
    text = await pages(made.house, None)
    assert "With fewer than three, a count would show what one person chose" in text
    assert "1. **" not in text


async def test_who_has_left_is_not_counted(line: Line) -> None:
    made = await together(line)
    one = await made.propose(21)
    for user in (22, 23, 24):
        await made.choose(user, one)
    await made.house.made.joining.signups.withdraw(actor(24), made.house.cohort)
    assert (await made.house.made.group.arranging.page(made.house.lead, made.house.cohort)).count is None


async def test_what_is_chosen_is_gone_with_its_author(line: Line) -> None:
    made = await together(line)
    one = await made.propose(21)
    await made.choose(22, one)
    async with made.house.store.begin() as db:
        await db.link.run(delete(people).where(people.c.user_id == 22))
    async with made.house.store.read() as db:
        assert await db.curriculum.choices(made.house.cohort) == []


def test_no_delivery_carries_what_somebody_chose() -> None:
    fields = {name for facts in {*CARRIES.values(), Facts} for name in facts.__struct_fields__}
    assert not {"chosen", "rank", "choices"} & fields
