"""Topics that members propose: read by the cohort, changed by their authors alone, and nobody's name stands there against their will."""

import pytest

from domain.cohort.cohorts import CohortState
from domain.cohort.copies import Another
from domain.ground.refusal import Refusal, Why
from domain.group.curriculum import LONGEST_TITLE, MOST_BESIDE, MOST_OWN, MOST_PROPOSED
from messages.cohort import cohorts as cohort_words
from messages.group import curriculum as words
from messages.own import people as people_words
from tests.services.conftest import LINK, House, actor, home, why
from tests.services.curriculum_rights import partner_of, person_of
from tests.services.together import together
from tests.services.waiting import Line, acts


async def test_the_cohort_reads_who_proposes_what_and_why_with_a_link_to_the_text(line: Line) -> None:
    made = await together(line)
    await made.propose(21, "Who is my neighbor?", "Genesis 18:23", "yes")
    view = await made.house.made.group.proposals.topics(actor(22), made.house.cohort)
    text = words.topics(view).text
    for said in ("**Who is my neighbor?** · Person 21", "> It is asked of us.", "[Genesis 18:23](<https://www.sefaria.org/Genesis.18.23>)"):
        assert said in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BM 59b", "[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)"),
        ("Geneses 18:23", "Did you mean Genesis?"),
        ("A good book", "To study: A good book"),
    ],
)
async def test_a_text_is_linked_where_it_is_certain_and_otherwise_kept_as_it_was_typed(house: House, text: str, said: str) -> None:
    saved = await house.made.group.proposals.propose(actor(21), house.cohort, "Neighbors", "So it is.", text, "maybe")
    assert said in words.saved(saved).text
    assert saved.listed.proposal.text == text


async def test_one_is_asked_again_for_what_is_missing_or_too_long_or_does_not_belong_there(house: House) -> None:
    proposals = house.made.group.proposals
    assert await why(proposals.propose(actor(21), house.cohort, " ", "Why", "", "no")) is Why.EMPTY
    assert await why(proposals.propose(actor(21), house.cohort, "x" * (LONGEST_TITLE + 1), "Why", "", "no")) is Why.TOO_LONG
    for title, reason, text in ((LINK, "Why", ""), ("Title", f"See {LINK}", ""), ("Title", "Why", LINK)):
        assert await why(proposals.propose(actor(21), house.cohort, title, reason, text, "no")) is Why.HOLDS_LINK
    assert await why(proposals.propose(actor(21), house.cohort, "Title", "Why", "", "perhaps")) is Why.UNKNOWN_BUTTON
    assert await why(proposals.propose(actor(21), house.cohort, "Title", "Why", "", "no", "999")) is Why.STALE
    assert (await proposals.topics(actor(21), house.cohort)).listed == ()


async def test_each_may_propose_three_and_all_together_as_many_as_a_list_shows(house: House) -> None:
    proposals = house.made.group.proposals
    for nth in range(MOST_OWN):
        await proposals.propose(actor(21), house.cohort, f"Topic {nth}", "Why", "", "no")
    assert await why(proposals.propose(actor(21), house.cohort, "One more", "Why", "", "no")) is Why.ENOUGH_PROPOSED
    one = (await proposals.topics(actor(21), house.cohort)).listed[0].proposal
    async with house.store.begin() as db:
        for _ in range(MOST_PROPOSED - MOST_OWN):
            await db.curriculum.propose(one)
    assert await why(proposals.propose(actor(22), house.cohort, "One more", "Why", "", "no")) is Why.ENOUGH_PROPOSED


async def test_an_author_changes_and_withdraws_their_own_and_nobody_else_does(line: Line) -> None:
    made = await together(line)
    proposals, one = made.house.made.group.proposals, await made.propose(21)
    await proposals.edit(actor(21), one, "Strangers", "So it is.", "", "yes")
    assert (await proposals.own(actor(21), one)).proposal.title == "Strangers"
    for attempt in (proposals.own, proposals.edit_form, proposals.withdraw):
        assert await why(attempt(actor(22), one)) is Why.NOT_YOURS
    await made.choose(22, one)
    assert await proposals.withdraw(actor(21), one) == (await _cohort(made.house), "Strangers")
    assert await why(proposals.withdraw(actor(21), one)) is Why.NOT_YOURS
    assert (await made.house.made.group.choices.mine(actor(22), made.house.cohort)).chosen == ()


async def _cohort(house: House) -> object:
    async with house.store.read() as db:
        return await db.cohorts.get(house.cohort)


async def test_what_is_arranged_or_closed_is_changed_by_nobody_any_more(line: Line) -> None:
    made = await together(line)
    proposals, arranging = made.house.made.group.proposals, made.house.made.group.arranging
    one, other = await made.propose(21), await made.propose(22, "Strangers")
    await made.give(2, one)
    with pytest.raises(Refusal) as no:
        await proposals.withdraw(actor(21), one)
    assert (no.value.why, no.value.facts) == (Why.TOPIC_ARRANGED, {"number": 2})
    await arranging.close(made.house.lead, made.house.cohort)
    await arranging.close(made.house.lead, made.house.cohort)
    attempts = (
        proposals.withdraw(actor(22), other), proposals.edit_form(actor(22), other), proposals.form(actor(23), made.house.cohort),
        proposals.propose(actor(23), made.house.cohort, "x", "y", "", "no"), arranging.preview_close(made.house.lead, made.house.cohort),
    )  # fmt: skip
    for attempt in attempts:
        assert await why(attempt) is Why.TOPICS_CLOSED
    page = words.topics(await proposals.topics(actor(22), made.house.cohort))
    assert acts(page) == set()
    assert "Topics and choices are closed." in page.text


async def test_a_partner_is_told_that_a_topic_is_in_their_name_too_and_takes_it_off(house: House) -> None:
    proposals, other = house.made.group.proposals, await partner_of(house)
    beside = str(await person_of(house, other))
    saved = await proposals.propose(actor(21), house.cohort, "Neighbors", "So it is.", "", "yes", beside)
    assert saved.partners == (f"Person {other}",)
    assert saved.listed.who == ("Person 21", f"Person {other}")
    id_ = saved.listed.proposal.id
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"proposal/{id_}/beside/{beside}")
        assert row is not None
        said = await proposals.composers()[row.message](db, row, house.clock.now())
    assert "Person 21 has proposed a topic for **Justice** in both your names" in getattr(said, "text", "")
    stranger = next(user for user in (22, 23, 24) if user != other)
    assert await why(proposals.take_name_off(actor(stranger), id_)) is Why.NOT_YOURS
    for _ in range(2):
        await proposals.take_name_off(actor(other), id_)
    assert (await proposals.own(actor(21), id_)).who == ("Person 21",)
    async with house.store.read() as db:
        assert str(await proposals.composers()[row.message](db, row, house.clock.now())) == "unwanted"


async def test_a_partner_hears_of_two_topics_at_most(house: House) -> None:
    proposals, beside = house.made.group.proposals, str(await person_of(house, await partner_of(house)))
    for nth in range(MOST_BESIDE):
        await proposals.propose(actor(21), house.cohort, f"Topic {nth}", "Why", "", "no", beside)
    assert await why(proposals.propose(actor(21), house.cohort, "Topic 3", "Why", "", "no", beside)) is Why.ENOUGH_BESIDE
    assert len((await proposals.topics(actor(21), house.cohort)).listed) == MOST_BESIDE


async def test_one_s_own_page_and_that_for_today_say_what_there_is(house: House) -> None:
    one = (await house.made.group.proposals.propose(actor(21), house.cohort, "Neighbors", "Why", "", "no")).listed.proposal.id
    await house.made.group.choices.tap(actor(21), house.cohort, one)
    assert "you have proposed one topic and chosen 1" in people_words.me(await house.made.own.people.me(actor(21))).text
    today = cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort))
    assert "One topic is proposed. One member has chosen so far. 3 sessions to come have no topic." in today.text
    assert ("arrange", (house.cohort, 0)) in acts(today)
    steps = (await house.made.own.people.help(actor(22))).steps
    assert ("topics", "Justice") in steps
    assert ("topics", "Justice") not in (await house.made.own.people.help(actor(21))).steps


async def test_a_copied_cohort_has_none_of_the_topics(house: House) -> None:
    await house.made.group.proposals.propose(actor(21), house.cohort, "Neighbors", "Why", "", "no")
    await house.made.cohort.copies.copy(house.manager, house.cohort, Another(home(9)))
    async with house.store.read() as db:
        copies = [one.id for one in await db.cohorts.in_states({CohortState.DRAFT})]
        assert [await db.curriculum.proposed(one) for one in copies] == [[] for _ in copies]
    assert len(copies) > 1
