"""Who may send what, as one table: every command, suggestion, button, choice, form and message command, by each kind of person.

Each is sent to the running bot with what is valid for it, about the first server's cohorts, people and files. Whoever may not is
told so in one of the sentences for that, privately, and nothing has changed. The other server's manager sends it all from
their own server; where the table lets them, they act on their own program, and of the first one nothing is told or changed.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from domain.cohort.cohorts import Program
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import ALLOWED, Action, Kind
from messages.ground import refusals
from rehearsal.discord import Answer
from rehearsal.prove.circle import LINK, START
from rehearsal.prove.entries import entries
from rehearsal.prove.everyone import (
    BANNED,
    BANNED_LEAD,
    BY_DM,
    ELSEWHERE,
    LEAD,
    LEFT,
    LEFT_LEAD,
    OTHER_PAIR,
    OUTSIDER,
    STRANGER_DM,
    World,
    world_on,
)
from rehearsal.prove.roads import Roads
from rehearsal.prove.table import HERE, KINDS, NOT_JUST_NOW, NOT_YOURS, REFUSALS, TABLE
from rehearsal.stage import Stage
from services.ground import permissions
from storage.tables import cohorts
from tests.rows import overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRETS = ("Justice", "Chaplaincy", "Dana", "Avi", "Noam", "Gila", "Hod", "noa@example.org", "a guest", "gladly", LINK)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    path = tmp_path_factory.mktemp("rights") / "shamash.sqlite"
    async with Stage(f"sqlite:///{path}", START) as stage:
        made = world_on(stage, path)
        await made.furnish_more()
        await stage.start_bot()
        await made.settle()
        yield made
        made.records.close()
        stage.discord.verdict()
        assert stage.discord.pings == []


STALE = refusals.refusal(Refusal(Why.STALE)).text


def refused(kind: str, entry: str, answer: Answer | None, world: World) -> bool:
    """True when they were told that it is not theirs; when they were shown nothing to begin with; when it was not suggested."""
    if answer is None:
        return True
    if entry.startswith("autocomplete"):
        return str(world.ids["season"]) not in [choice["value"] for choice in answer.choices]
    if entry.startswith("command") and kind.endswith(BY_DM) and answer.text == STALE:
        return True  # a forged command, whose channels and members a direct message does not have
    return any(answer.text == no or answer.text.startswith(f"{no}\n") for no in NOT_YOURS)


def told(answer: Answer | None, world: World) -> str:
    """All that came with an answer: words, labels, fields and files."""
    if answer is None:
        return ""
    message, files = answer.message, world.stage.discord.files
    attached = [] if message is None else [str(one["id"]) for one in message.attachments]
    inside = [data.decode(errors="replace") for path, (_, data) in files.items() if any(id_ in path for id_ in attached)]
    return f"{answer.text} {answer.choices} {answer.form and answer.form.raw} {message and message.components} {inside}"


def of_the_first(world: World) -> list[str]:
    """Rows that have changed and are neither of the other program nor, of no program at all, of the one person who acts there."""
    user = world.people[ELSEWHERE].id
    cohorts, servers = world.records.of_program(2)
    theirs = {person["id"] for person in world.records.all_of("people") if person["user_id"] == user}
    beneath = {"question_id", "session_id", "pair_id", "pairing_id"}  # of which the other program has none
    scopes: dict[str, set[int]] = {"program_id": {2}, "cohort_id": cohorts, "server_id": servers}
    alone: dict[str, set[int]] = {"person_id": theirs, "user_id": {user}}

    def own(row: dict[str, Any]) -> bool:
        held = {name: ids for name, ids in scopes.items() if row.get(name) is not None} or {n: ids for n, ids in alone.items() if n in row}
        return bool(held) and not beneath & row.keys() and all(row[name] in ids for name, ids in held.items())

    return [f"{table}: {row}" for table, row in world.records.changed() if not own(row)]


async def send(world: World, kind: str, entry: str) -> Answer | None:
    row = TABLE[entry]
    world.records.put_back(row.at)
    return await Roads(world).send(kind, entry, row.args, row.typed)


async def wrong_with(world: World, kind: str, entry: str) -> list[str]:
    """What is not as the table says when that kind of person sends it."""
    answer = await send(world, kind, entry)
    may, no = kind in TABLE[entry].may, refused(kind, entry, answer, world)
    wrong = [f"may: {may}, and was told {answer and (answer.text or answer.kind)!r}"] if may is no else []
    if answer is not None and answer.message is not None and not answer.ephemeral and not kind.endswith(BY_DM):
        wrong.append("was answered where others read")
    if no and (changed := world.records.changed()):
        wrong.append(f"was refused, and changed {changed}")
    if kind in {ELSEWHERE, STRANGER_DM}:
        wrong += [f"was told {secret!r}" for secret in SECRETS if secret in told(answer, world)]
        wrong += [f"changed {row}" for row in of_the_first(world)]
    return [f"{entry}: the {kind} {one}" for one in wrong]


async def test_no_way_in_is_missing_from_the_table_and_none_in_it_is_gone(world: World) -> None:
    assert entries(world.stage.discord.commands[0], world.stage.house.client.acts) == set(TABLE)


@pytest.mark.parametrize("kind", KINDS)
async def test_only_those_in_the_table_may_and_whoever_may_not_is_told_so_and_changes_nothing(world: World, kind: str) -> None:
    with world.as_(kind):
        wrong = [sentence for entry in TABLE for sentence in await wrong_with(world, kind, entry)]
    assert not wrong, "\n".join(wrong)


async def test_what_belongs_to_one_chevruta_is_refused_to_a_member_of_another(world: World) -> None:
    own = [entry for entry, row in TABLE.items() if {"{pair}", "{ask}", "{time}"} & {*row.args.split("/")}]
    wrong = [sentence for entry in own for sentence in await wrong_with(world, OTHER_PAIR, entry)]
    assert own
    assert not wrong, "\n".join(wrong)


async def test_everything_in_the_table_is_really_done_by_somebody_and_not_only_refused_for_its_state(world: World) -> None:
    nobody = [entry for entry, row in TABLE.items() if row.may and not await done_by_somebody(world, entry)]
    assert nobody == NOT_JUST_NOW


async def done_by_somebody(world: World, entry: str) -> bool:
    for kind in sorted(TABLE[entry].may & HERE):
        answer = await send(world, kind, entry)
        assert answer is not None
        if not any(no in answer.text for no in REFUSALS):
            return True
    return False


async def test_a_right_that_is_given_to_everybody_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALLOWED, Action.SELECT, frozenset(Kind))
    wrong = await wrong_with(world, OUTSIDER, "button draft-file")
    assert [one for one in wrong if "the outsider may: False" in one]
    assert await wrong_with(world, LEAD, "button draft-file") == []


async def test_a_right_that_outlives_the_server_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def anywhere(actor: Actor, program: Program, *, own: bool) -> None: ...

    monkeypatch.setattr(permissions, "require_presence", anywhere)
    way_in = {LEFT_LEAD: "button today", BANNED_LEAD: "form link", BANNED: "button session-link", LEFT: "button rsvp-yes"}
    for kind, entry in way_in.items():
        with world.as_(kind):
            assert [one for one in await wrong_with(world, kind, entry) if "may: False" in one]


async def test_a_change_to_what_is_of_the_first_server_is_noticed(world: World) -> None:
    world.records.put_back("now")
    async with world.stage.store.begin() as db:
        await overwrite(db, cohorts, CohortId(1), title="Taken")
    assert [row.partition(":")[0] for row in of_the_first(world)] == ["cohorts", "cohorts"]
    world.records.put_back("now")
    async with world.stage.store.begin() as db:
        await overwrite(db, cohorts, CohortId(6), title="Theirs, and changed")
    assert of_the_first(world) == []
