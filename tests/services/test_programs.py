"""A program is set up on a server and changed there; it stays while the bot is away, and goes on when it is back."""

from typing import Any

import pytest
from msgspec.structs import replace

from domain.cohort.cohorts import Vocabulary
from domain.ground.ids import ChannelId, ProgramId, RoleId, ServerId, UserId
from domain.ground.places import Place, Sort
from domain.ground.quiet import Observance
from domain.ground.refusal import Why
from services.program.programs import Setup
from tests.services.conftest import HERE, MANAGERS, THERE, House, actor, seen, why

STANDS = Setup(f"House {HERE}", "America/New_York", MANAGERS[HERE], ChannelId(HERE + 1), ChannelId(HERE + 2), "noa@example.org")


async def set_up(house: House, **changes: Any) -> Setup:
    """The owner sets the program of this server up, with these answers instead of what stands."""
    setup = replace(STANDS, **changes)
    await house.made.program.programs.set_up(house.owner, setup, seen(setup))
    return setup


async def recorded(house: House) -> list[dict[str, Any]]:
    """What the record says of set-ups, the latest first."""
    async with house.store.read() as db:
        return [dict(noted.facts) for noted in await db.audit.of(ProgramId(1), 10) if noted.act == "set-up"]


async def test_what_is_not_named_again_stays_as_it_was(empty: House) -> None:
    await set_up(
        empty, donation="https://example.org/give", dues="https://example.org/dues", observance=Observance.SHABBAT,
        vocabulary=Vocabulary.PLAIN,
    )  # fmt: skip
    await set_up(empty, name="Or Hadash", zone="chicago")
    program = await empty.made.program.programs.on(HERE)
    assert (program.name, program.zone) == ("Or Hadash", "America/Chicago")
    assert (program.donation, program.dues) == ("https://example.org/give", "https://example.org/dues")
    assert (program.observance, program.vocabulary) == (Observance.SHABBAT, Vocabulary.PLAIN)


async def test_managers_read_what_was_changed_and_nothing_of_what_was_set_up_once_more_as_it_stands(empty: House) -> None:
    before = await recorded(empty)
    await set_up(empty)
    assert await recorded(empty) == before
    await set_up(empty, name="Or Hadash", contact="dana@example.org")
    (latest, *earlier) = await recorded(empty)
    assert earlier == before
    assert (latest["what"], set(latest["settings"].split(","))) == ("changed", {"name", "contact"})


@pytest.mark.parametrize(
    ("changes", "no"),
    [
        ({"manager_role": RoleId(HERE)}, Why.EVERYBODY_WOULD_MANAGE),
        ({"zone": "Narnia"}, Why.UNKNOWN_ZONE),
        ({"name": " "}, Why.EMPTY),
        ({"donation": "javascript:alert(1)"}, Why.BAD_LINK),
    ],
)
async def test_an_answer_that_cannot_be_changes_nothing(empty: House, changes: dict[str, Any], no: Why) -> None:
    before = await empty.made.program.programs.on(HERE)
    assert await why(set_up(empty, **changes)) is no
    assert await empty.made.program.programs.on(HERE) == before


@pytest.mark.parametrize(("named", "sort"), [(STANDS.staff_channel, Sort.FORUM), (STANDS.signup_channel, Sort.NEWS)])
async def test_a_channel_of_another_kind_is_taken_for_nothing(empty: House, named: ChannelId, sort: Sort) -> None:
    sight = seen(STANDS)
    sight = replace(sight, channels={**sight.channels, named: Place(sort)})
    assert await why(empty.made.program.programs.set_up(empty.owner, STANDS, sight)) is Why.WRONG_CHANNEL


async def test_a_manager_may_change_it_and_a_facilitator_or_somebody_else_s_manager_may_not(empty: House) -> None:
    await empty.made.program.programs.set_up(empty.manager, STANDS, seen(STANDS))
    for stranger in (empty.lead, actor(52), actor(90)):
        assert await why(empty.made.program.programs.set_up(stranger, STANDS, seen(STANDS))) is Why.NOT_ALLOWED


async def test_a_server_without_a_program_is_said_to_be_so_and_a_direct_message_is_on_none(empty: House) -> None:
    assert await why(empty.made.program.programs.on(ServerId(3003))) is Why.NOT_SET_UP
    assert await why(empty.made.program.programs.on(None)) is Why.ON_A_SERVER_ONLY


async def test_whose_messages_were_closed_while_the_bot_was_off_the_server_is_tried_again_once_it_is_back(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    await empty.made.program.programs.arrived(frozenset({THERE}))
    away = await empty.made.program.programs.on(HERE)
    assert away.removed_at == empty.clock.now()
    async with empty.store.begin() as db:
        for user in (21, 22):
            person = await db.people.by_user(UserId(user))
            assert person is not None
            await db.people.close_dm(person.id)
    await empty.made.program.programs.arrived(frozenset({HERE, THERE}))
    assert (await empty.made.program.programs.on(HERE)).removed_at is None
    async with empty.store.read() as db:
        people = [await db.people.by_user(UserId(user)) for user in (21, 22)]
    assert [person.dm_closed for person in people if person is not None] == [False, False]
