"""The one road for everything a person does: who they are, what they gave, how it is answered, and what is said when it fails."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, Concatenate

import discord

from cogs.shared.carried import Carried, Given, declared, from_form, from_list
from cogs.shared.pictures import drawn
from cogs.shared.render import editing, modal_of, named, sending
from cogs.shared.sight import roles_held
from domain.ground.ids import RoleId, ServerId, UserId
from domain.ground.people import Actor, name_of
from domain.ground.refusal import AlreadyHandled, Refusal, Why
from domain.ground.values import Value, join
from messages.ground import refusals
from messages.ground.values import Form, Message
from messages.ground.words import lines

log = logging.getLogger(__name__)

DEFER_AFTER = 0.8  # Discord gives three seconds; the rest is the road there and back
FORM_WITHIN, ANSWER_WITHIN = 2.0, 10.0  # seconds after which people hear that it takes longer; a form cannot come after a deferral
_ACKNOWLEDGED = 40060  # by another process, which got the same interaction
_GONE = frozenset({10062, _ACKNOWLEDGED})  # too old after a resume, or answered elsewhere: nothing is lost by it


Handler = Callable[Concatenate[discord.Interaction, Actor, ...], Awaitable[Message | Form]]
Submitted = Callable[Concatenate[discord.Interaction, Actor, ...], Awaitable[Message]]  # Discord opens no form from a form
Located = Callable[[Actor], Awaitable[Actor]]  # for a direct message, with where its author is


class Act(Value):
    """What is done, and what its handler takes from the id and beside it.

    `in_place`: its own message becomes the answer. `opens`: the answer is a form. `again`: the button that opens this form. `choose`:
    the button that takes one of the places which may be meant by what was typed.
    """

    handler: Handler
    carries: Carried
    in_place: bool = False
    opens: bool = False
    again: str | None = None
    choose: str | None = None


def called(user: discord.abc.User) -> str:
    """A person's name as Discord shows it, of which something is always seen."""
    return name_of(user.display_name, user.name)


def actor_of(interaction: discord.Interaction) -> Actor:
    """Whoever acts, as this interaction shows them; a direct message carries no roles."""
    user = interaction.user
    roles = roles_held(user) if isinstance(user, discord.Member) else frozenset[RoleId]()
    rights = interaction.permissions
    return Actor(
        UserId(user.id), called(user), None if interaction.guild_id is None else ServerId(interaction.guild_id), roles,
        interaction.guild_id is not None and (rights.manage_guild or rights.administrator), interaction.id,
        at=interaction.created_at,
    )  # fmt: skip


class Acts:
    """What each button, choice and form does, by its name, which is given once. Pages change in place; everything else answers anew.

    What a handler takes stands in its signature (see `cogs.shared.carried`), and `TypeError` is raised where it is not declared.
    """

    def __init__(self, located: Located | None = None) -> None:
        self._located = located
        self.buttons: dict[str, Act] = {}
        self.choices: dict[str, Act] = {}
        self.forms: dict[str, Act] = {}

    def button(self, act: str, handler: Handler, *, in_place: bool = False, form: bool = False) -> None:
        """A button. `in_place`: its own message becomes the answer. `form`: it opens a form, so it only reads and never defers."""
        join(self.buttons, {act: Act(handler, declared(handler), in_place, form)})

    def choice(self, act: str, handler: Handler, *, in_place: bool = True) -> None:
        """A choice."""
        join(self.choices, {act: Act(handler, declared(handler, from_list), in_place)})

    def form(self, act: str, handler: Submitted, *, again: str | None = None, choose: str | None = None) -> None:
        """A form. `again`: the button that opens it, with the same arguments; it comes with a "no" that one can do something about.

        `choose`: the button for each place that may be meant by what was typed, with the same arguments and the place.
        """
        join(self.forms, {act: Act(handler, declared(handler, from_form), again=again, choose=choose)})

    def add(self, others: "Acts") -> None:
        """All that others do, too. Raises `ValueError` for a name that is taken."""
        join(self.buttons, others.buttons)
        join(self.choices, others.choices)
        join(self.forms, others.forms)

    async def component(self, interaction: discord.Interaction) -> None:
        """Somebody pressed a button or chose from a list, perhaps of a message that an earlier process sent, perhaps of none."""
        data: Mapping[str, Any] = interaction.data or {}  # pyright: ignore[reportAssignmentType]
        what = named(str(data.get("custom_id", "")))
        act = None if what is None else self.buttons.get(what.act) or self.choices.get(what.act)
        if what is None or act is None:
            await answer(interaction, _unknown())
        else:
            lines = [str(value) for value in data.get("values", [])]
            await answer(interaction, self._call(act, interaction, what.args, lines), in_place=act.in_place, form=act.opens)

    async def submit(self, interaction: discord.Interaction) -> None:
        """Somebody sent a form, perhaps one that an earlier process opened."""
        data: Mapping[str, Any] = interaction.data or {}  # pyright: ignore[reportAssignmentType]
        what = named(str(data.get("custom_id", "")))
        given, written = _given(data)
        act = None if what is None else self.forms.get(what.act)
        typed = [(name, given.text(name)) for name in written]
        if what is None or act is None:
            await answer(interaction, _unknown(), typed=typed)
        else:
            again, choose = (None if way is None else (way, what.args) for way in (act.again, act.choose))
            await answer(interaction, self._call(act, interaction, what.args, given), typed=typed, again=again, choose=choose)

    async def _call(self, act: Act, interaction: discord.Interaction, args: Sequence[str], beside: object) -> Message | Form:
        """A handler with its actor and what it declares. Raises `Refusal(UNKNOWN_BUTTON)` where that was not given."""
        parts, by_name = act.carries.read(args, beside)
        actor = actor_of(interaction)
        if self._located is not None:
            actor = await self._located(actor)
        return await act.handler(interaction, actor, *parts, **by_name)


async def _unknown() -> Message:
    raise Refusal(Why.UNKNOWN_BUTTON)


def _given(data: Mapping[str, Any]) -> tuple[Given, list[str]]:
    """The fields of a form that was sent, whatever shape they are in, and the names of those in which one writes."""
    given, written = Given(), list[str]()
    for row in data.get("components", []):
        parts = [row["component"]] if isinstance(row.get("component"), dict) else row.get("components", [])
        for part in parts:
            name = str(part.get("custom_id", ""))
            typed: list[Any] = part["values"] if "values" in part else [part["value"]] if part.get("value") else []
            given[name] = [str(one) for one in typed]
            if part.get("type") == discord.ComponentType.text_input.value:
                written.append(name)
    return given, written


async def answer(
    interaction: discord.Interaction, work: Coroutine[Any, Any, Message | Form], *, public: bool = False, in_place: bool = False,
    form: bool = False, typed: Sequence[tuple[str, str]] = (), again: refusals.Again | None = None, choose: refusals.Again | None = None,
) -> None:  # fmt: skip
    """Do the work and say its outcome, privately unless declared otherwise; a slow one is acknowledged at 800 ms.

    One that takes longer than anybody should wait is apologised for with what was typed, and goes on: cancelled, a write would
    be done or not, and nobody could say which. Its outcome takes the place of the apology when it is there.
    The one error surface: a refusal becomes its sentence, a fault becomes an apology with a mark that is in the log,
    and what was typed comes back with either. A second answer, or one too late, loses nothing and is only noted.
    Where two processes got the same interaction, the one that did the work has the word, and the other is silent.
    """
    private = interaction.guild_id is not None and not public
    in_place = in_place and _may_become_another(interaction)
    waiting = _Waiting()
    if not form:
        waiting.after(DEFER_AFTER, lambda: _defer(interaction, private=private, in_place=in_place))
    waiting.after(
        FORM_WITHIN if form else ANSWER_WITHIN,
        lambda: _say(interaction, _with_typed(refusals.slow(form=form), typed), private=private, in_place=False),
    )
    said, went_well = await _outcome(work, typed, (again, choose), interaction)
    try:
        await waiting.over()
        if said is not None and not (isinstance(said, Form) and interaction.response.is_done()):  # too late for it, as they have read
            await _say(interaction, said, private=private, in_place=in_place and went_well)
    except discord.HTTPException as error:
        if error.code == _ACKNOWLEDGED and went_well and isinstance(said, Message):
            await _say_over(interaction, said)
        elif error.code not in _GONE:
            log.warning("an answer could not be given", extra={"interaction": interaction.id, "code": error.code})


class _Waiting:
    """What goes out by itself while work takes too long, one after the other; work that is quick pays a timer for each."""

    def __init__(self) -> None:
        self._timers: list[asyncio.TimerHandle] = []
        self._going: asyncio.Task[None] | None = None

    def after(self, seconds: float, send: Callable[[], Awaitable[None]]) -> None:
        """Send that after so many seconds of work."""
        self._timers.append(asyncio.get_running_loop().call_later(seconds, self._go, send))

    def _go(self, send: Callable[[], Awaitable[None]]) -> None:
        self._going = asyncio.create_task(self._next(self._going, send))

    async def _next(self, before: asyncio.Task[None] | None, send: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await before
        await send()

    async def over(self) -> None:
        """The work is done: nothing goes out any more, or what goes out has arrived. Raises what went wrong with that."""
        for timer in self._timers:
            timer.cancel()
        if self._going is not None:
            await self._going


def _may_become_another(interaction: discord.Interaction) -> bool:
    """Only a message that nobody else reads may become another one."""
    message = interaction.message
    return message is not None and (message.flags.ephemeral or interaction.guild_id is None)


async def _outcome(
    work: Coroutine[Any, Any, Message | Form],
    typed: Sequence[tuple[str, str]],
    ways: tuple[refusals.Again | None, refusals.Again | None],
    interaction: discord.Interaction,
) -> tuple[Message | Form | None, bool]:
    """What is said, if anything, and whether it is what was asked for: a "no" never takes the place of the message it answers."""
    try:
        said = await work
        return (await drawn(said) if isinstance(said, Message) else said), True
    except Refusal as no:
        return _with_typed(refusals.refusal(no, *ways), typed), False
    except AlreadyHandled:
        log.info("answered elsewhere", extra={"interaction": interaction.id})
        return None, False
    except Exception:
        mark = secrets.token_hex(3)
        log.exception("fault %s", mark, extra={"interaction": interaction.id, "mark": mark})
        return _with_typed(refusals.fault(mark), typed), False


def _with_typed(message: Message, typed: Sequence[tuple[str, str]]) -> Message:
    if not any(text for _, text in typed):
        return message
    return Message(lines(message.text, refusals.give_back(typed)), message.rows)


async def _defer(interaction: discord.Interaction, *, private: bool, in_place: bool) -> None:
    if in_place:
        await interaction.response.defer()
    else:
        await interaction.response.defer(thinking=True, ephemeral=private)


async def _say(interaction: discord.Interaction, said: Message | Form, *, private: bool, in_place: bool) -> None:
    response = interaction.response
    if isinstance(said, Form):
        await response.send_modal(modal_of(said))
    elif response.type is discord.InteractionResponseType.deferred_message_update and not in_place:
        await interaction.followup.send(**sending(said), ephemeral=private)
    elif response.is_done():
        await interaction.edit_original_response(**editing(said))
    elif in_place:
        await response.edit_message(**editing(said))
    else:
        await response.send_message(**sending(said), ephemeral=private)


async def _say_over(interaction: discord.Interaction, said: Message) -> None:
    """Say it in place of what another process, which did not do the work, has put there: its "thinking", as a rule."""
    try:
        await interaction.edit_original_response(**editing(said))
    except discord.HTTPException as error:
        log.warning("an answer could not be given", extra={"interaction": interaction.id, "code": error.code})
