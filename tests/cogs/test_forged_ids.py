"""Ids of buttons, choices and forms are plain text that anybody may forge: what does not fit the declaration never reaches a handler."""

from collections.abc import Awaitable, Callable, Iterator

import pytest
import pytest_asyncio

from cogs.shared.acts import Act, Acts
from cogs.shared.carried import Given, declared, from_form, from_list
from cogs.shared.render import custom_id
from domain.ground.ids import CohortId, PersonId, UserId
from domain.ground.refusal import Refusal, Why
from messages.ground import refusals
from messages.ground.values import Choice, Form, Message
from rehearsal.discord.acts import COMPONENT, SUBMIT
from tests.cogs.conftest import Circle
from tests.messages.everything import EVERYTHING, World

pytestmark = pytest.mark.asyncio(loop_scope="module")
UNKNOWN = refusals.refusal(Refusal(Why.UNKNOWN_BUTTON)).text
HOSTILE = ("letters", "-1", "--1", "1.5", " 1", "٣", "1" + "0" * 30, "9" * 20)
Forged = tuple[str, str, tuple[str, ...]]


@pytest_asyncio.fixture(loop_scope="module")
async def acts(circle: Circle) -> Acts:
    assert circle.stage.house is not None
    return circle.stage.house.client.acts


def every(acts: Acts) -> Iterator[tuple[str, str, Act]]:
    for kind, known in (("b", acts.buttons), ("s", acts.choices), ("f", acts.forms)):
        yield from ((kind, name, act) for name, act in known.items())


def forged(acts: Acts) -> Iterator[Forged]:
    """Too few parts, too many, and in the place of each number what is none of ours."""
    for kind, name, act in every(acts):
        parts, least = act.carries.parts, act.carries.least
        if least:
            yield kind, name, ("1",) * (least - 1)
        yield kind, name, ("1",) * (len(parts) + 1)
        for place, part in enumerate(parts):
            given = ["1"] * len(parts)
            for hostile in () if part is str else ("", *HOSTILE):
                given[place] = hostile
                if any(given):  # an id that ends after its colon carries nothing, and is told above
                    yield kind, name, tuple(given)


def as_text(acts: Acts) -> Iterator[Forged]:
    """Anything in the place of each text: any text fits, and what is made of it is the service's to refuse."""
    for kind, name, act in every(acts):
        for hostile in ("", *HOSTILE):
            if str in act.carries.parts:
                yield kind, name, tuple(hostile if part is str else "1" for part in act.carries.parts)


async def sent(circle: Circle, kind: str, act: str, args: tuple[str, ...], values: list[str]) -> str:
    """What a manager hears who sends that."""
    data = {"custom_id": custom_id(kind, act, args), "id": 1}
    data |= {"components": []} if kind == "f" else {"component_type": 2} if kind == "b" else {"component_type": 3, "values": values}
    payload = {"type": SUBMIT if kind == "f" else COMPONENT, "channel_id": circle.staff.id, "data": data}
    return (await circle.stage.discord.raw_interaction(circle.lead, payload)).text


async def test_a_forged_id_of_any_act_is_one_no_and_no_fault(circle: Circle, acts: Acts, caplog: pytest.LogCaptureFixture) -> None:
    tried = list(forged(acts))
    assert len(tried) > 3 * len(list(every(acts)))
    passed = [(act, args) for kind, act, args in tried if await sent(circle, kind, act, args, ["1", "1"]) != UNKNOWN]
    assert passed == []
    assert [record.message for record in caplog.records if record.message.startswith("fault")] == []


async def test_text_in_an_id_and_lines_that_were_never_offered_are_no_fault(
    circle: Circle, acts: Acts, caplog: pytest.LogCaptureFixture
) -> None:
    for kind, act, args in as_text(acts):
        await sent(circle, kind, act, args, [])
    for act, choice in acts.choices.items():
        for values in ([], ["letters"], ["9" * 40], ["x", "y", "z"], ["one/letters/7"], ["0:letters"]):
            await sent(circle, "s", act, ("1",) * len(choice.carries.parts), values)
    assert [record.message for record in caplog.records if record.message.startswith("fault")] == []


def offered(acts: Acts, said: Message | Form) -> Iterator[tuple[Act, tuple[str | int, ...], object]]:
    """The acts that a message offers, with what each carries when it is pressed; of a list, each of its lines."""
    if isinstance(said, Form):
        yield acts.forms[said.act], said.args, Given()
        return
    for row in said.rows:
        if isinstance(row, Choice):
            yield from ((acts.choices[row.act], row.args, [option.value] * (row.least or 1)) for option in row.options)
        else:
            yield from ((acts.buttons[button.act], button.args, None) for button in row)


async def test_everything_that_the_bot_offers_carries_what_is_declared(acts: Acts) -> None:
    refused: list[str] = []
    for name, made in EVERYTHING.items():
        for act, args, beside in offered(acts, made(World("W"))):
            try:
                act.carries.read([str(arg) for arg in args], beside)
            except Refusal:
                refused.append(f"{name}: {act.handler.__qualname__} of {args}")
    assert refused == []


async def no_type(_: object, __: object, page) -> Message:  # pyright: ignore[reportMissingParameterType, reportUnknownParameterType]
    return Message("")


async def unread(_: object, __: object, page: float) -> Message:
    return Message("")


async def any_number(_: object, __: object, *args: str) -> Message:
    return Message("")


async def beside(_: object, __: object, *, people: tuple[PersonId, ...]) -> Message:
    return Message("")


UNDECLARED: list[Callable[..., Awaitable[Message]]] = [no_type, unread, any_number, beside]


@pytest.mark.parametrize("handler", UNDECLARED)
async def test_a_handler_that_does_not_declare_what_it_takes_is_refused_when_the_bot_is_wired(
    handler: Callable[..., Awaitable[Message]],
) -> None:
    with pytest.raises(TypeError):
        Acts().button("anything", handler)


async def test_a_form_is_given_what_was_typed_and_a_choice_its_lines() -> None:
    with pytest.raises(TypeError):
        declared(beside, from_form)
    with pytest.raises(TypeError):
        declared(unread, from_list)
    assert declared(beside, from_list).read((), ["3", "5"]) == ([], {"people": (3, 5)})


async def test_parts_are_read_in_their_order_and_the_last_may_be_left_out() -> None:
    async def handler(_: object, __: object, cohort: CohortId, user: UserId, page: int | None = None) -> Message:
        return Message("")

    carried = declared(handler)
    assert carried.read(("7", str(2**63 - 1))) == ([7, 2**63 - 1], {})
    assert carried.read(("7", "8", "9")) == ([7, 8, 9], {})
    with pytest.raises(Refusal):
        carried.read((str(2**63 - 1), "8"))
