"""Answers that Discord refuses, sent by hand: no library stands between."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from rehearsal.discord import Answer, LocalDiscord, Person
from rehearsal.discord.model import Channel
from tests.rehearsal.trial import Hands

Json = dict[str, Any]


class Table:
    """One person's acts, answered by the test itself in the bot's place."""

    def __init__(self, local: LocalDiscord, session: aiohttp.ClientSession) -> None:
        self.local = local
        self.session = session
        self.dana: Person = local.add_person("Dana")
        self.home: Channel = local.add_server("Beit Midrash", self.dana).add_text_channel("home")
        self.acts: list[asyncio.Task[Answer]] = []

    async def act(self, kind: int, **payload: Any) -> str:
        """An act of this kind; the path on which it is answered."""
        known = len(self.local.interactions)
        data: Json = {"custom_id": "x", "component_type": 2, "name": "x", "components": []}
        raw: Json = {"type": kind, "data": data, "channel_id": self.home.id, **payload}
        self.acts.append(asyncio.create_task(self.local.raw_interaction(self.dana, raw)))
        await self.local.until(lambda: len(self.local.interactions) > known)
        latest = list(self.local.interactions.values())[-1]
        return f"/interactions/{latest.id}/{latest.token}/callback"

    async def post(self, path: str, body: Json, method: str = "POST") -> tuple[int, Json]:
        async with self.session.request(method, self.local.api_url + path, json=body) as response:
            return response.status, (await response.json() if response.status != 204 else {})

    def hook(self) -> str:
        latest = list(self.local.interactions.values())[-1]
        return f"/webhooks/{self.local.bot.id}/{latest.token}"


@pytest.fixture
async def table(clock: Hands) -> AsyncIterator[Table]:
    async with LocalDiscord(clock, check_openapi=False) as local, aiohttp.ClientSession() as session:
        table = Table(local, session)
        yield table
        for act in table.acts:
            act.cancel()
        await asyncio.gather(*table.acts, return_exceptions=True)
        assert not local.crashes, local.crashes


FORM: Json = {
    "title": "t",
    "custom_id": "f",
    "components": [{"type": 18, "label": "a", "component": {"type": 4, "custom_id": "a", "style": 1}}],
}


@pytest.mark.parametrize(("act", "allowed"), [(2, {4, 5, 9}), (3, {4, 5, 9}), (4, {8}), (5, {4, 5})])
async def test_each_kind_of_act_has_its_answers(table: Table, act: int, allowed: set[int]) -> None:
    answers: dict[int, Json] = {1: {}, 4: {"content": "x"}, 5: {}, 8: {"choices": []}, 9: FORM, 10: {}}
    for kind, data in answers.items():
        status, body = await table.post(await table.act(act), {"type": kind, "data": data})
        assert (status == 204) == (kind in allowed), (kind, body)
        assert kind in allowed or body["code"] == 50035


async def test_only_what_came_from_a_message_can_update_it(table: Table) -> None:
    source = await table.dana.write(table.home, "x")
    for act, status in ((2, 400), (3, 204), (5, 204)):
        path = await table.act(act, **({"message_id": source.id} if act != 2 else {}))
        assert (await table.post(path, {"type": 6}))[0] == status
    assert (await table.post(await table.act(5), {"type": 7, "data": {"content": "y"}}))[0] == 400


async def test_whether_an_answer_is_private_is_settled_by_the_deferral(table: Table) -> None:
    await table.post(await table.act(2), {"type": 5})
    await table.post(table.hook(), {"content": "meant for you", "flags": 64})
    answer = await table.acts[-1]
    assert (answer.text, answer.ephemeral) == ("meant for you", False)
    assert (await table.post(await table.act(2), {"type": 5, "data": {"flags": 64 | 1 << 15}}))[0] == 400
    await table.post(await table.act(2), {"type": 5, "data": {"flags": 64}})
    status, message = await table.post(f"{table.hook()}/messages/@original", {"content": "private", "flags": 0}, "PATCH")
    assert (status, message["flags"] & 64) == (200, 64)


async def test_a_follow_up_before_the_answer_finds_no_webhook(table: Table) -> None:
    path = await table.act(2)
    assert (await table.post(table.hook(), {"content": "x"}))[1]["code"] == 10015
    assert (await table.post(path, {"type": 4, "data": {"content": "x"}}))[0] == 204
    assert (await table.post(path, {"type": 4, "data": {"content": "x"}}))[1]["code"] == 40060
    assert (await table.post(table.hook(), {"content": "x"}))[0] == 200


async def test_a_deferral_left_open_is_told(table: Table) -> None:
    table.local.unresolved_after = 0.02
    await table.post(await table.act(2), {"type": 5})
    assert (await table.acts[-1]).kind == "unresolved"
    with pytest.raises(AssertionError, match="never resolved"):
        table.local.verdict()


def _label(**component: Any) -> Json:
    return {"type": 18, "label": "a", "component": {"custom_id": "a", **component}}


_OPTIONS = [{"label": "x", "value": "x"}]
WRONG_FORMS: list[Json] = [
    {**FORM, "title": "x" * 46},
    {**FORM, "custom_id": "x" * 101},
    {**FORM, "components": []},
    {**FORM, "components": [_label(type=4, style=1, custom_id=str(number)) for number in range(6)]},
    {**FORM, "components": [_label(type=4, style=1), _label(type=4, style=1)]},
    {**FORM, "components": [{**_label(type=4, style=1), "label": "x" * 46}]},
    {**FORM, "components": [{**_label(type=4, style=1), "description": "x" * 101}]},
    {**FORM, "components": [_label(type=4, style=1, max_length=4001)]},
    {**FORM, "components": [_label(type=4, style=1, max_length=5, value="123456")]},
    {**FORM, "components": [_label(type=21, options=_OPTIONS)]},
    {**FORM, "components": [_label(type=22, options=[{"label": str(n), "value": str(n)} for n in range(11)])]},
    {**FORM, "components": [_label(type=3, options=_OPTIONS, disabled=True)]},
    {**FORM, "components": [_label(type=3, options=_OPTIONS, min_values=0)]},
    {**FORM, "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "x"}]}]},
]


@pytest.mark.parametrize("form", WRONG_FORMS)
async def test_a_wrong_form_is_refused_and_a_right_one_may_follow(table: Table, form: Json) -> None:
    path = await table.act(2)
    status, body = await table.post(path, {"type": 9, "data": form})
    assert (status, body["code"]) == (400, 50035), body
    assert (await table.post(path, {"type": 9, "data": FORM}))[0] == 204
    assert (await table.acts[-1]).kind == "form"


async def test_twenty_six_choices_are_too_many(table: Table) -> None:
    path = await table.act(4)
    choices = [{"name": str(number), "value": str(number)} for number in range(26)]
    assert (await table.post(path, {"type": 8, "data": {"choices": choices}}))[1]["code"] == 50035
    assert (await table.post(path, {"type": 8, "data": {"choices": choices[:25]}}))[0] == 204
    assert len((await table.acts[-1]).choices) == 25
