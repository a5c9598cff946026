"""Admissions as a manager, three facilitators and sixty applicants live through them, and that the story's checks can fail."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.cohorts import State
from domain.quiet import Observance
from domain.signups import ApplicationState
from rehearsal.plays import checks, oracle
from rehearsal.plays.admissions import REMARK, START, AdmissionsPlay
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
        rows = [row for cohort in await db.cohorts.in_states(frozenset(State)) for row in await db.signups.in_cohort(cohort.id)]
    lapsed = [(application.decided_at, person) for application, person in rows if application.state is ApplicationState.LAPSED]
    resting = [(at, person) for at, person in lapsed if at is not None and person.observance is Observance.TWO_DAY]
    assert resting
    assert not [person.name for at, person in resting if oracle.sacred(at, person.zone or "", Observance.TWO_DAY)]


async def test_a_word_of_one_that_another_can_read_is_noticed(played: AdmissionsPlay) -> None:
    reader, other = played.cast[3], played.cast[4]
    played.note(reader.name, "reads what is not theirs", f"… {played.why(other)} …")
    played.note(played.manager.name, "reads a remark", REMARK)
    wrong = await played.own_checks()
    del played.story[-2:]
    assert f"{reader.name} can read why {other.name} applied" in wrong
    assert f"{played.manager.name} can read a remark out of a file" in wrong
