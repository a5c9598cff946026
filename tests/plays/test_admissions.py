"""Admissions as a manager, three facilitators and sixty applicants live through them, and that the story's checks can fail."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.cohort.cohorts import CohortState
from domain.ground.quiet import Observance
from domain.joining.signups import ApplicationState
from rehearsal.discord.model import Channel, User
from rehearsal.plays import checks, oracle
from rehearsal.plays.admissions import REMARK, START, AdmissionsPlay
from rehearsal.plays.applicants import good_until
from rehearsal.plays.play import Role
from rehearsal.plays.private import everybody, whole
from rehearsal.stage import Stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AdmissionsPlay]:
    folder = tmp_path_factory.mktemp("admissions")
    async with Stage(f"sqlite:///{folder / 'shamash.sqlite'}", START) as stage:
        play = AdmissionsPlay(stage, lambda _: None)
        await play.perform()
        yield play


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_admissions_keep_every_promise(played: AdmissionsPlay) -> None:
    assert await checks.violations(played) == []


async def test_an_offer_that_lapsed_over_the_new_year_had_its_days_of_rest_left_out(played: AdmissionsPlay) -> None:
    async with played.stage.store.read() as db:
        rows = [row for cohort in await db.cohorts.in_states(frozenset(CohortState)) for row in await db.signups.in_cohort(cohort.id)]
    lapsed = [(application.decided_at, person) for application, person in rows if application.state is ApplicationState.LAPSED]
    resting = [(at, person) for at, person in lapsed if at is not None and person.observance is Observance.TWO_DAY]
    assert resting
    assert not [person.name for at, person in resting if oracle.sacred(at, person.zone or "", Observance.TWO_DAY)]


async def noticed(play: AdmissionsPlay, reader: Role, said: str, shown: str = "") -> list[str]:
    """What the story's checks say once that reader was told this as well."""
    play.note(reader.name, "reads what is not theirs", said, shown=shown)
    wrong = await play.own_checks()
    del play.story[-1]
    return wrong


async def posted(play: AdmissionsPlay, by: Role, where: Channel | User, text: str) -> list[str]:
    """What the story's checks say once somebody wrote this there."""
    message = await by.person.write(where, text)
    wrong = await play.own_checks()
    await by.person.delete(message)
    return wrong


async def test_a_word_of_one_that_another_can_read_is_noticed(played: AdmissionsPlay) -> None:
    reader, other = played.cast[3], played.cast[4]
    assert await noticed(played, reader, f"… {played.why(other)} …") == [f"{reader.name} can read why {other.name} applied"]
    assert await noticed(played, other, played.why(other)) == []
    assert await noticed(played, played.manager, REMARK) == [f"{played.manager.name} can read a remark out of a file"]
    assert await noticed(played, reader, played.rolled(other)) == [f"{reader.name} can read how a file calls {other.name}"]


async def test_an_answer_for_the_facilitator_that_anybody_else_reads_is_noticed(played: AdmissionsPlay) -> None:
    other = played.cast[-1]  # who applied to the third cohort, and to no other
    answer = played.own_answer(other)
    for reader in (played.leads[0], played.cast[0], played.outsider):
        assert await noticed(played, reader, "", answer) == [f"{reader.name} can read what {other.name} told the facilitator"]
    assert await noticed(played, played.leads[2], answer) == []


async def test_a_private_wish_that_anybody_reads_is_noticed_whoever_it_is(played: AdmissionsPlay) -> None:
    wanted, avoided = played.wished
    for reader in (played.manager, *played.leads, played.cast[0]):
        assert await noticed(played, reader, wanted.name) == [f"{reader.name} can read a private wish about {wanted.name}"]
    assert await noticed(played, played.leads[0], "", f"{{'default_values': [{avoided.id}]}}") != []


async def test_what_stands_where_many_read_is_noticed_for_each_of_them(played: AdmissionsPlay) -> None:
    other = played.cast[-1]
    wrong = await posted(played, played.leads[2], played.signup, played.own_answer(other))
    assert len(wrong) == len(everybody(played)) - 3, "all but themselves, their facilitator and the manager"
    wrong = await posted(played, played.cast[0], played.stage.discord.bot, played.own_answer(other))
    assert wrong == [f"{played.cast[0].name} can read what {other.name} told the facilitator"]


async def test_a_standing_that_anybody_else_reads_is_noticed(played: AdmissionsPlay) -> None:
    reader, other, lead = played.cast[3], played.cast[4], played.leads[0]
    for words in (f"{other.name} is noted as in good standing", f"The standing of {other.name} is noted as not settled."):
        for who in (reader, lead, played.outsider):
            assert await noticed(played, who, words) == [f"{who.name} can read of the standing of {other.name}"]
        assert await noticed(played, played.manager, words) == []
    unsettled = f"· **{other.name}**: in. Standing: not settled."
    assert await noticed(played, lead, unsettled) == []
    assert await noticed(played, played.leads[2], unsettled) == [f"{played.leads[2].name} can read of the standing of {other.name}"]
    until = await noticed(played, lead, good_until(4).isoformat())
    assert until == [f"{lead.name} can read until when {other.name} is in good standing"]
    assert await posted(played, lead, played.signup, "Their standing has lapsed") == [
        f"{role.name} reads about standing where others do" for role in everybody(played) if role is not played.manager
    ]


async def test_a_standing_that_is_told_apart_from_the_name_is_noticed(played: AdmissionsPlay) -> None:
    other, (lead, _, another) = played.cast[4], played.leads
    column = f"Application,Name,Standing settled\n5,{other.name},no"
    assert await noticed(played, lead, column) == []
    assert await noticed(played, another, column) == [f"{another.name} can read of the standing of {other.name}"]
    apart = f"**{other.name}** applied.\nGood standing through August."
    assert await noticed(played, lead, apart) == [f"{lead.name} can read of the standing of {other.name}"]
    assert await noticed(played, lead, "Good standing through August.") == [f"{lead.name} can read of the standing of somebody"]
    assert await noticed(played, other, "Your standing is still open.") == []


async def test_what_is_in_a_file_is_among_what_is_searched(played: AdmissionsPlay) -> None:
    lead = played.leads[0]
    files = [
        whole(played, seen) for channel in played.stage.discord.channels.values() for seen in lead.person.sees(channel) if seen.attachments
    ]
    assert [text for text in files if played.why(played.cast[0]) in text]


async def test_words_that_nobody_kept_are_noticed_since_nobody_could_have_read_them(played: AdmissionsPlay) -> None:
    played.wished.reverse()
    wrong = await played.own_checks()
    played.wished.reverse()
    assert wrong == [f"nothing is kept of “{what}”: the story proves less than it says" for what in ("wanted", "never with")]
