"""Topics over sessions: what is arranged is what the sessions say, is posted once it is decided, and follows every change."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import Material
from messages.ground.words import moment
from messages.group import arranging as words
from messages.group import details as detail_words
from messages.group import series
from messages.group import sessions as session_words
from tests.services.conftest import LINK, House, actor, why
from tests.services.together import Together, together
from tests.services.waiting import Line, acts


async def page(made: Together) -> str:
    return words.page(await made.house.made.group.arranging.page(made.house.lead, made.house.cohort)).text


async def test_a_topic_brings_its_text_and_its_host_where_they_offered(line: Line) -> None:
    made = await together(line)
    await made.give(2, await made.propose(21, "Who is my neighbor?", "Genesis 18:23", "yes"))
    session = await made.session(2)
    assert (session.topic, session.host) == ("Who is my neighbor?", "Person 21")
    assert session.materials == (Material("Genesis 18:23", "https://www.sefaria.org/Genesis.18.23"),)
    assert "2 · " in await page(made)
    assert "session 2" in await page(made)


async def test_who_might_host_is_only_shown_and_the_facilitator_chooses(line: Line) -> None:
    made = await together(line)
    session = await made.give(2, await made.propose(21, host="maybe"))
    assert (await made.session(2)).host is None
    view = await made.house.made.group.arranging.one(made.house.lead, session)
    assert "Person 21 (might host this)" in str(words.setting(view).rows)
    people = [await made.person(user) for user in (21, 22)]
    await made.house.made.group.arranging.give_hosts(made.house.lead, session, people)
    assert (await made.session(2)).host == "Person 21 and Person 22"
    await made.house.made.group.arranging.give_hosts(made.house.lead, session, ())
    assert (await made.session(2)).host is None


async def test_no_topic_is_arranged_twice_and_the_one_before_is_free_again(line: Line) -> None:
    made = await together(line)
    arranging = made.house.made.group.arranging
    one, two = await made.propose(21, text="BM 59b"), await made.propose(22, "Strangers")
    session = await made.give(2, one)
    with pytest.raises(Refusal) as no:
        await made.give(3, one)
    assert (no.value.why, no.value.facts) == (Why.TOPIC_ARRANGED, {"number": 2})
    done = await arranging.give_topic(made.house.lead, session, two)
    assert done.freed == "Neighbors"
    assert "**Neighbors** is free again." in words.done(done).text
    assert (await made.session(2)).materials == ()
    assert (await arranging.give_topic(made.house.lead, session, two)).freed is None
    assert (await arranging.free(made.house.lead, session)).freed == "Strangers"
    assert (await arranging.free(made.house.lead, session)).freed is None
    assert (await made.session(2)).topic is None


async def test_a_topic_changed_by_hand_frees_the_proposal_and_says_so(line: Line) -> None:
    made = await together(line)
    session = await made.give(2, await made.propose(21, host="yes"))
    parts = {"teacher": "", "contact": "", "materials": ""}
    saved = await made.house.made.group.details.edit(made.house.lead, session, topic="Mercy", host="Person 21, and a guest", **parts)
    assert "**Neighbors** is free again." in detail_words.saved(saved).text
    assert (await made.house.made.group.arranging.one(made.house.lead, session)).slot.hosts == ("Person 21",)
    await made.house.made.group.details.edit(made.house.lead, session, topic="Mercy", host="A guest", **parts)
    assert (await made.house.made.group.arranging.one(made.house.lead, session)).slot.hosts == ()


async def test_a_session_that_moves_keeps_its_topic_and_one_that_is_called_off_gives_it_back(line: Line) -> None:
    made = await together(line)
    sessions, cohort = made.house.made.group.sessions, made.house.cohort
    one = await made.propose(21)
    await made.give(2, one)
    preview = await sessions.preview_move(made.house.lead, cohort, 2, "2026-11-11", "13:00")
    assert "Its topic, **Neighbors**, moves with it." in session_words.change_question(preview).text
    moved = await sessions.move(made.house.lead, cohort, 2, preview.session.revision, "2026-11-11", "13:00")
    assert "Its topic, **Neighbors**, moves with it." in session_words.changed(*moved).text
    preview = await sessions.preview_cancel(made.house.lead, cohort, 2)
    off = await sessions.cancel(made.house.lead, cohort, 2, preview.session.revision)
    assert "Its topic, **Neighbors**, is free for another session" in session_words.changed(*off).text
    await made.give(3, one)
    assert (await made.session(3)).topic == "Neighbors"


async def test_other_dates_before_the_start_keep_what_is_arranged(line: Line) -> None:
    made = await together(line)
    group, cohort = made.house.made.group, made.house.cohort
    await made.give(2, await made.propose(21))
    await made.publish()
    await made.wait()
    draft = await group.series.draft_dates(made.house.lead, cohort, "2026-10-20\n2026-11-17\n2026-12-15\n2027-01-12", "13:00")
    frozen = await group.series.freeze(made.house.lead, cohort, draft.mark)
    if isinstance(frozen, series.Replacing):
        await group.series.freeze(made.house.lead, cohort, frozen.seen, frozen.mark)
    assert (await made.session(2)).topic == "Neighbors"
    await made.wait()
    assert str(moment((await made.session(2)).starts_at, "f")) in await made.post(), "the post follows the dates"


async def test_the_preview_is_what_is_posted_and_what_has_changed_since_is_shown_again(line: Line) -> None:
    made = await together(line)
    arranging, cohort = made.house.made.group.arranging, made.house.cohort
    assert await why(arranging.preview(made.house.lead, cohort)) is Why.NOTHING_ARRANGED
    await made.give(2, await made.propose(21, "Who is my neighbor?", "Genesis 18:23", "yes"))
    view = await arranging.preview(made.house.lead, cohort)
    assert "and tell Person 21 as host:" in words.preview(view).text
    await made.give(3, await made.propose(22, "Strangers"))
    changed, at = await arranging.publish(made.house.lead, cohort, view.mark)
    assert at is None
    assert await made.rows("curriculum/") == []
    _, at = await arranging.publish(made.house.lead, cohort, changed.mark)
    assert at is not None
    await made.wait()
    text = await made.post()
    assert text == words.post(changed.cohort, changed.slots).text
    for said in (
        "Who is my neighbor?",
        "[Genesis 18:23](<https://www.sefaria.org/Genesis.18.23>)",
        "Host: Person 21",
        "Strangers",
        "still open",
    ):
        assert said in text
    await arranging.publish(made.house.lead, cohort, changed.mark)
    assert len(await made.rows(f"curriculum/{cohort}/post")) == 1
    assert "arrange-preview" not in {act for act, _ in acts(words.page(await arranging.page(made.house.lead, cohort)))}


async def test_the_post_and_the_announcement_follow_what_is_arranged_later(line: Line) -> None:
    made = await together(line)
    await made.house.begin()
    group, cohort = made.house.made.group, made.house.cohort
    one, two = await made.propose(21, "Neighbors"), await made.propose(22, "Strangers", host="yes")
    session = await made.give(1, one)
    await made.publish()
    await made.wait((await made.session(1)).starts_at.timestamp() // 86400 - made.house.clock.now().timestamp() // 86400 - 7)
    (announcement,) = await made.rows(f"session/{session}/announce")
    assert "Topic: Neighbors" in made.posts[announcement.id]
    await group.arranging.give_topic(made.house.lead, session, two)
    await made.wait()
    assert "Topic: Strangers" in made.posts[announcement.id]
    assert "Host: Person 22" in made.posts[announcement.id]
    assert "Strangers" in await made.post()
    assert "Neighbors" not in await made.post()
    first = await made.session(1)
    date = (first.when.date + timedelta(days=1)).isoformat()
    await group.sessions.move(made.house.lead, cohort, 1, first.revision, date, "13:00")
    await made.wait()
    assert str(moment((await made.session(1)).starts_at, "f")) in await made.post()


async def test_a_session_that_has_begun_or_is_off_is_arranged_no_more(house: House) -> None:
    arranging = house.made.group.arranging
    saved = await house.made.group.proposals.propose(actor(21), house.cohort, "Neighbors", "Why", "", "no")
    one = saved.listed.proposal.id
    for attempt in (arranging.one(house.lead, house.session), arranging.give_topic(house.lead, house.session, one)):
        assert await why(attempt) is Why.SESSION_PAST
    assert await why(arranging.give_hosts(house.lead, house.session, ())) is Why.SESSION_PAST


async def test_a_text_that_has_become_the_meeting_link_is_not_posted(line: Line) -> None:
    made = await together(line)
    await made.give(2, await made.propose(21, text="https://zoom.example/j/2"))
    await made.house.made.group.sessions.set_link(made.house.lead, made.house.cohort, "https://zoom.example/j/2")
    await made.publish()
    await made.wait()
    assert "zoom.example" not in await made.post()
    assert LINK not in await made.post()


async def test_topics_with_the_same_text_are_named_together_and_stay_apart(line: Line) -> None:
    made = await together(line)
    for user, title, text in ((21, "One", "BM 59b"), (22, "Two", "Bava Metzia 59b"), (23, "Three", "bava metzia 59b"), (24, "Four", "")):
        await made.propose(user, title, text)
    said = await page(made)
    assert "Same text: “One”, “Two” and “Three”." in said
    assert said.count("[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)") == 1
    assert len((await made.house.made.group.proposals.topics(actor(21), made.house.cohort)).listed) == 4


async def test_a_tie_is_shown_as_a_tie_with_its_rule(line: Line) -> None:
    made = await together(line)
    one, two, three = [await made.propose(user, f"Topic {user}") for user in (21, 22, 23)]
    for user, order in ((21, (one, two)), (22, (two, one)), (23, (three,))):
        await made.choose(user, *order)
    said = await page(made)
    assert "1. **Topic 21** · Person 21" in said
    assert "1. **Topic 22** · Person 22" in said
    assert "3. **Topic 23** · Person 23" in said
    assert "a first choice is worth 5" in said
    await made.house.made.group.arranging.close(made.house.lead, made.house.cohort)
    assert "1. **Topic 21** · 9 · Person 21" in await page(made)


async def test_a_manager_arranges_and_reads_no_count(line: Line) -> None:
    made = await together(line)
    ids = [await made.propose(user, f"Topic {user}") for user in (21, 22, 23)]
    for user in (21, 22, 23):
        await made.choose(user, *reversed(ids))
    view = await made.house.made.group.arranging.page(made.house.manager, made.house.cohort)
    assert view.count is None
    assert "The count is for those who lead this cohort." in words.page(view).text
    setting = await made.house.made.group.arranging.one(made.house.manager, (await made.session(2)).id)
    assert [one.proposal.id for one in setting.free] == ids
    led = await made.house.made.group.arranging.one(made.house.lead, (await made.session(2)).id)
    assert [one.proposal.id for one in led.free] == ids[::-1]


async def test_nothing_is_published_before_there_is_a_group(empty: House) -> None:
    await empty.open()
    async with empty.store.read() as db:
        session = (await db.sessions.of(empty.cohort))[0].id
    await empty.made.group.details.edit(empty.lead, session, topic="Mercy", teacher="", contact="", host="", materials="")
    with pytest.raises(Refusal) as no:
        await empty.made.group.arranging.preview(empty.lead, empty.cohort)
    assert (no.value.why, no.value.facts) == (Why.WRONG_STATE, {"state": CohortState.OPEN})
