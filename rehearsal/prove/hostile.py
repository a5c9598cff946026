"""Everything that a person can send, sent wrong: huge, empty, hostile, stale, forged, from another server, and again after a restart."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from cogs.shared.render import custom_id, named
from domain.ground.ids import UserId
from rehearsal.discord import Answer, CannotDo, Person
from rehearsal.discord.acts import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT
from rehearsal.discord.components import walk
from rehearsal.discord.errors import Json
from rehearsal.discord.model import Channel, User
from rehearsal.discord.payloads import message_json
from rehearsal.discord.typed import BOOLEAN, CHANNEL, INTEGER, NUMBER, ROLE, STRING, USER
from rehearsal.plays.checks import exposed
from rehearsal.prove.circle import LINK, START
from rehearsal.prove.entries import entries, leaves, on_messages
from rehearsal.prove.everyone import OTHER, World, world_with
from rehearsal.prove.inputs import anything, number, words
from rehearsal.prove.reached import Copies, reach_all
from rehearsal.stage import Stage

WITHIN = 3.0
BUTTON, SELECT = 2, 3
FIELDS = ("why", "zone", "link", "question", "when", "words", "reference", "never", "commitment", "setting", "quiet", "hours")


class Ears(logging.Handler):
    """Hears every fault that the bot writes into its log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it, with its traceback."""
        self.heard.append(self.format(record))


@dataclass
class Drive:
    """What was driven, and what was wrong with the answers."""

    steps: int = 0
    driven: Counter[str] = field(default_factory=Counter[str])
    answers: Counter[str] = field(default_factory=Counter[str])
    slowest: float = 0.0
    restarts: int = 0
    reached: list[str] = field(default_factory=list[str])  # done by somebody who may
    never: list[str] = field(default_factory=list[str])  # never done by anybody
    undriven: list[str] = field(default_factory=list[str])  # never even sent by the crowd
    wrong: list[str] = field(default_factory=list[str])


class Crowd:
    """People of every kind on two servers, some who have left or are banned, and all that they have ever seen of the bot."""

    def __init__(self, world: World, dice: Random, drive: Drive) -> None:
        self.world = world
        self.stage = world.stage
        self.discord = world.stage.discord
        self.dice = dice
        self.drive = drive
        self.ids: dict[str, set[str]] = {}
        self.strangers = [self.discord.add_person(name) for name in ("A stranger", "\u202eResu @everyone")]
        self.other = world.there
        self.other.join(self.strangers[0])
        world.server.join(self.strangers[1])
        self.gone = [world.members[-1], world.people[OTHER]]  # a member, and somebody who leads a cohort
        own = {world.owner, world.manager, world.lead, world.outsider, *world.members, *world.people.values()}
        self.people = [*self.strangers, *sorted(own, key=lambda one: one.id)]
        self.places = [world.their_place, world.staff, world.signup, world.home]

    def settle_in(self) -> None:
        """Two go away: one by themselves, one is banned. To the bot both are the same: they are not there any more."""
        left, banned = self.gone
        self.world.server.leave(left)
        self.world.server.ban(banned)
        self.learn()

    def learn(self) -> None:
        """Every id that was ever shown to anybody."""
        for message in self.discord.messages.values():
            for part in walk(message.components):
                self.keep(str(part.get("custom_id", "")))

    def keep(self, id_: str) -> None:
        """Remember an id by what it does."""
        what = named(id_)
        if what is not None:
            self.ids.setdefault(f"{id_[0]}:{what.act}", set()).add(id_)

    def id_of(self, kind: str, act: str) -> str:
        """One that was shown, one with other numbers in it, or one that is made up."""
        known = sorted(self.ids.get(f"{kind}:{act}", ()))
        chance = self.dice.random()
        if known and chance < 0.5:
            return self.dice.choice(known)
        if known and chance < 0.8:
            what = named(self.dice.choice(known))
            args = () if what is None else tuple(self.dice.choice((arg, number(self.dice))) for arg in what.args)
            return custom_id(kind, act, args)[:100]
        return custom_id(kind, act, tuple(number(self.dice) for _ in range(self.dice.randrange(5))))[:100]

    def somebody(self) -> Person:
        """Anyone at all."""
        return self.dice.choice(self.people)

    def place(self, who: Person) -> Channel | None:
        """A channel of a server that they are on, or None for the conversation with the bot: Discord sends nothing from elsewhere."""
        return self.dice.choice([*(one for one in self.places if can_be_in(one, who)), None])

    def message(self) -> Any:
        """Some message that still is somewhere."""
        return self.dice.choice([found for found in list(self.discord.messages.values())[-400:] if not found.deleted])


Step = Callable[[Crowd], Awaitable[Answer | None]]


def can_be_in(place: Channel, who: Person) -> bool:
    """True for a direct message, and for a server that they are on."""
    return place.server is None or who.id in place.server.members


async def _raw(crowd: Crowd, who: Person, kind: int, data: Json, source: Any = None) -> Answer:
    payload: Json = {"type": kind, "data": data}
    place = crowd.place(who)
    if source is not None and can_be_in(source.channel, who):
        payload["message_id"] = source.id
    elif place is not None:
        payload["channel_id"] = place.id
    return await crowd.discord.raw_interaction(who, payload)


async def command(crowd: Crowd, *, focused: bool = False) -> Answer | None:
    """A slash command with anything in its options; or, while one types, its autocomplete."""
    chosen = crowd.dice.choice([leaf for leaf in leaves(crowd.discord.commands[0]) if leaf.suggests or not focused])
    top, path, options = chosen
    resolved: Json = {}
    given = [_option(crowd, one, resolved) for one in options if one.get("required") or crowd.dice.random() < 0.7]
    if focused:
        offered = chosen.suggests[0]
        given = [one for one in given if one["name"] != offered["name"]]
        given.append({"type": offered["type"], "name": offered["name"], "value": str(anything(crowd.dice)), "focused": True})
    elif crowd.dice.random() < 0.1:
        given = given[: crowd.dice.randrange(len(given) + 1)]
    for one in reversed(path):
        given = [{"type": one["type"], "name": one["name"], "options": given}]
    data = {"id": top["id"], "name": top["name"], "type": 1, "options": given, "resolved": resolved}
    crowd.drive.driven[f"{'autocomplete' if focused else 'command'} /{chosen.name}"] += 1
    return await _raw(crowd, crowd.somebody(), AUTOCOMPLETE if focused else COMMAND, data)


def _option(crowd: Crowd, option: Json, resolved: Json) -> Json:
    """A value of the option's own type, as Discord promises; what is in it, nobody promises."""
    dice, value = crowd.dice, None
    if option.get("choices") and dice.random() < 0.7:
        value = dice.choice(option["choices"])["value"]
    elif option["type"] == STRING:
        value = anything(dice)
    elif option["type"] in (INTEGER, NUMBER):
        value = dice.choice((0, 1, 2, 3, 5, -1, 12, 99, 2**31, 2**53, -(2**53)))
    elif option["type"] == BOOLEAN:
        value = dice.random() < 0.5
    else:
        value = _chosen(crowd, option["type"], resolved)
    return {"type": option["type"], "name": option["name"], "value": value}


def _chosen(crowd: Crowd, kind: int, resolved: Json) -> str:
    from rehearsal.discord.typed import Resolved

    found = Resolved(crowd.discord, crowd.dice.choice(crowd.places))
    roles = [*crowd.world.server.roles.values(), *crowd.other.roles.values()]
    channels = [channel for channel in crowd.discord.channels.values() if channel.server is not None]
    things = {USER: crowd.people, CHANNEL: channels, ROLE: roles}
    value = found.add(crowd.dice.choice(things.get(kind, crowd.people)))
    for name, body in found.body.items():
        resolved.setdefault(name, {}).update(body)
    return value


async def autocomplete(crowd: Crowd) -> Answer | None:
    """What is offered while one types."""
    return await command(crowd, focused=True)


async def button(crowd: Crowd) -> Answer | None:
    """A button: of a message one sees, of one that somebody else sees, or of none."""
    act = crowd.dice.choice(sorted(crowd.stage.house.client.acts.buttons))
    id_ = crowd.id_of("b", act) if crowd.dice.random() < 0.97 else str(anything(crowd.dice))[:100]
    crowd.drive.driven[f"button {act}"] += 1
    source = crowd.message() if crowd.dice.random() < 0.7 else None
    answer = await _raw(crowd, crowd.somebody(), COMPONENT, {"component_type": BUTTON, "custom_id": id_, "id": 1}, source)
    if answer.form is not None and crowd.dice.random() < 0.7:
        return await _fill(crowd, answer)
    return answer


async def _fill(crowd: Crowd, answer: Answer) -> Answer:
    """The form that was opened, filled in with anything."""
    assert answer.form is not None
    values = {one.custom_id: _typed(crowd, one.kind, one.options) for one in answer.form.fields if crowd.dice.random() < 0.9}
    crowd.drive.driven[f"form {_act(answer.form.custom_id)}"] += 1
    who: Any = answer.interaction.person
    return await who.submit(answer.form, values, careful=False)


def _typed(crowd: Crowd, kind: str, options: list[tuple[str, str]]) -> Any:
    offered = [value for _, value in options]
    if offered and crowd.dice.random() < 0.7:
        return crowd.dice.sample(offered, crowd.dice.randrange(len(offered) + 1)) if kind != "radio" else crowd.dice.choice(offered)
    if kind in {"users", "roles", "channels"}:
        return [str(crowd.somebody().id)]
    return str(anything(crowd.dice)) if kind in {"text", "radio"} else [str(anything(crowd.dice))[:100] for _ in range(3)]


async def form(crowd: Crowd) -> Answer | None:
    """A form that nobody opened, or that was opened before a restart, with fields that it never had."""
    act = crowd.dice.choice(sorted(crowd.stage.house.client.acts.forms))
    crowd.drive.driven[f"form {act}"] += 1
    names = [
        "why",
        "zone",
        "link",
        "question",
        "when",
        "words",
        "reference",
        "never",
        "commitment",
        "setting",
        str(anything(crowd.dice))[:100],
    ]
    parts = [_part(crowd, name) for name in crowd.dice.sample(names, crowd.dice.randrange(6))]
    data: Json = {"custom_id": crowd.id_of("f", act), "components": parts}
    return await _raw(crowd, crowd.somebody(), SUBMIT, data, crowd.message() if crowd.dice.random() < 0.3 else None)


def _part(crowd: Crowd, name: str) -> Json:
    component: Json = {"type": 4, "id": 2, "custom_id": name, "value": str(anything(crowd.dice))}
    if crowd.dice.random() < 0.3:
        component = {
            "type": 3,
            "id": 2,
            "custom_id": name,
            "values": [str(anything(crowd.dice))[:100] for _ in range(crowd.dice.randrange(4))],
        }
    return {"type": 18, "id": 1, "component": component}


async def select(crowd: Crowd) -> Answer | None:
    """A choice: of what is offered, of what was never offered, of nothing, of too much."""
    act = crowd.dice.choice(sorted(crowd.stage.house.client.acts.choices))
    crowd.drive.driven[f"select {act}"] += 1
    id_ = crowd.id_of("s", act)
    offered = [
        str(option["value"])
        for message in list(crowd.discord.messages.values())[-300:]
        for part in walk(message.components)
        if part.get("custom_id") == id_
        for option in part.get("options", [])
    ]
    values = crowd.dice.sample(offered, min(len(offered), crowd.dice.randrange(1, 5))) if offered and crowd.dice.random() < 0.7 else None
    if values is None:
        values = [str(anything(crowd.dice))[:100] for _ in range(crowd.dice.choice((0, 1, 2, 25, 60)))]
    data: Json = {"component_type": SELECT, "custom_id": id_, "id": 1, "values": values}
    return await _raw(crowd, crowd.somebody(), COMPONENT, data, crowd.message() if crowd.dice.random() < 0.7 else None)


async def pick(crowd: Crowd) -> Answer | None:
    """A message command on anybody's message, of any server."""
    chosen = crowd.dice.choice(on_messages(crowd.discord.commands[0]))
    crowd.drive.driven[f"message command {chosen['name']}"] += 1
    message = crowd.message()
    resolved = {"messages": {str(message.id): message_json(message)}}
    data: Json = {"id": chosen["id"], "name": chosen["name"], "type": 3, "target_id": str(message.id), "resolved": resolved}
    answer = await _raw(crowd, crowd.somebody(), COMMAND, data)
    return await _fill(crowd, answer) if answer.form is not None else answer


async def write(crowd: Crowd) -> Answer | None:
    """A direct message with anything in it."""
    crowd.drive.driven["direct message"] += 1
    try:
        await crowd.somebody().write(crowd.discord.bot, words(crowd.dice)[:2000].strip() or "?")
    except CannotDo:
        return None
    return None


async def restart(crowd: Crowd) -> Answer | None:
    """The bot is started again; what was open stays open."""
    crowd.drive.restarts += 1
    crowd.learn()
    await crowd.stage.restart_bot()
    return None


async def wait(crowd: Crowd) -> Answer | None:
    """Time passes, so that things become stale."""
    await crowd.stage.pass_until(crowd.stage.clock.now() + timedelta(hours=crowd.dice.choice((1, 1, 6))))
    return None


STEPS: dict[Step, float] = {command: 30, button: 26, form: 16, select: 14, pick: 3, autocomplete: 6, write: 3, wait: 1.6, restart: 0.4}


def _act(id_: str) -> str:
    what = named(id_)
    return what.act if what is not None else id_


async def drive(url: str, folder: Path, seed: int, steps: int) -> Drive:
    """Everything done once by somebody who may, and then so many steps of a crowd that means no good, on the same bot."""
    ears, found, dice = Ears(), Drive(steps), Random(seed)
    logging.getLogger().addHandler(ears)
    try:
        async with Stage(url, START, seed) as stage:
            stage.discord.patience = WITHIN
            copies = Copies(stage, folder)
            world = world_with(stage, copies)
            await world.furnish_more()
            await stage.start_bot()
            await world.settle()
            found.reached, found.never = await reach_all(world, copies)
            await copies.put_back("now")
            crowd = Crowd(world, dice, found)
            crowd.settle_in()
            for step in dice.choices(list(STEPS), list(STEPS.values()), k=steps):
                await _step(crowd, step)
            found.undriven = _undriven(crowd)
            found.wrong += [
                *exposed(stage.discord, world.outsider, [LINK]),
                *(f"a mention pinged: {what!r}" for _, what in stage.discord.pings),
            ]
            try:
                stage.discord.verdict()
            except AssertionError as error:
                found.wrong += str(error).split("\n")
    finally:
        logging.getLogger().removeHandler(ears)
    found.wrong += [f"a fault in the log: {one}" for one in ears.heard]
    return found


async def _step(crowd: Crowd, step: Step) -> None:
    answer = await step(crowd)
    if answer is None:
        return
    drive = crowd.drive
    drive.answers[answer.kind] += 1
    drive.slowest = max(drive.slowest, answer.seconds)
    if answer.form is not None:
        crowd.keep(answer.form.custom_id)
    for id_ in (str(part.get("custom_id", "")) for part in walk(answer.message.components if answer.message is not None else [])):
        crowd.keep(id_)
    if not (answer.text or answer.form is not None or answer.kind == "choices"):
        drive.wrong.append(f"{answer.interaction.what}: {answer.kind}, without a sentence")
    said = answer.text + "".join(str(choice) for choice in answer.choices)
    if LINK in said and await _is_outside(crowd, answer.interaction.person):
        drive.wrong.append(f"{answer.interaction.what}: an outsider was shown what is for members only")


async def _is_outside(crowd: Crowd, who: User) -> bool:
    """Somebody who is gone, or a stranger to whom no manager in the crowd has given the lead, and no facilitator a place."""
    if who in crowd.gone:
        return True
    if who not in [*crowd.strangers, crowd.world.outsider]:
        return False
    async with crowd.stage.store.read() as db:
        person = await db.people.by_user(UserId(who.id))
        return person is None or not [*await db.cohorts.led_by(person.id), *await db.cohorts.joined_by(person.id)]


def _undriven(crowd: Crowd) -> list[str]:
    """What was never driven."""
    return sorted(entries(crowd.discord.commands[0], crowd.stage.house.client.acts) - set(crowd.drive.driven))
