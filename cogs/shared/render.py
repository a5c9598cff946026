"""A message's value as Discord's parts. Every send gets a view of its own, and no mention in it ever pings."""

import re
from io import BytesIO
from typing import Any

import discord
from discord import ui

from domain.ground.values import Value
from messages.ground.values import Ask, Button, Choice, Field, File, Form, Message, Tone

_STYLES = {
    Tone.PLAIN: discord.ButtonStyle.secondary,
    Tone.MAIN: discord.ButtonStyle.primary,
    Tone.GOOD: discord.ButtonStyle.success,
    Tone.CARE: discord.ButtonStyle.danger,
}
SILENT = discord.AllowedMentions.none()
_GRAMMAR = re.compile(r"[bsf]:(?P<act>[a-z-]{1,24})(?::(?P<args>[^~]{0,72}))?(?:~[a-z2-7]{20})?\Z")


class Named(Value):
    """What a custom id says: the act, its arguments, and the delivery it came with."""

    act: str
    args: tuple[str, ...]


def custom_id(kind: str, act: str, args: tuple[str | int, ...], mark: str | None = None) -> str:
    """The one grammar of all our ids; plain text that anybody may read or forge, so that nothing is trusted from it."""
    arguments = f":{'/'.join(str(arg) for arg in args)}" if args else ""
    return f"{kind}:{act}{arguments}{f'~{mark}' if mark else ''}"


def named(given: str) -> Named | None:
    """The parts of an id; None when it is none of ours."""
    match = _GRAMMAR.match(given)
    return None if match is None else Named(match["act"], tuple(match["args"].split("/")) if match["args"] else ())


def _button(button: Button, mark: str | None) -> ui.Button[ui.View]:
    id_ = custom_id("b", button.act, button.args, mark)
    return ui.Button(label=button.label[:80], style=_STYLES[button.tone], custom_id=id_)


def _select(choice: Choice, mark: str | None) -> ui.Select[ui.View]:
    options = [
        discord.SelectOption(label=o.label[:100], value=o.value[:100], description=o.description, default=o.chosen) for o in choice.options
    ]
    return ui.Select(
        custom_id=custom_id("s", choice.act, choice.args, mark), placeholder=choice.placeholder[:150], options=options,
        min_values=choice.least, max_values=min(choice.most, len(options)),
    )  # fmt: skip


def view_of(message: Message, mark: str | None = None) -> ui.View | None:
    """The message's rows, new for each send; `mark` is that of the delivery they come with.

    Like a form, it is stopped before it is sent: discord.py then keeps nothing of it in memory, and what is pressed is known
    by its id alone, after a restart too. (Its own dynamic items answer nothing when an id is not in the message it came with.)
    """
    if not message.rows:
        return None
    view = ui.View(timeout=None)
    for number, row in enumerate(message.rows):
        for item in (_select(row, mark),) if isinstance(row, Choice) else (_button(button, mark) for button in row):
            item.row = number
            view.add_item(item)
    view.stop()
    return view


def sending(message: Message, mark: str | None = None) -> dict[str, Any]:
    """Keyword arguments for a new message."""
    parts: dict[str, Any] = {"content": message.text, "allowed_mentions": SILENT, "suppress_embeds": True}
    view = view_of(message, mark)
    if view is not None:
        parts["view"] = view
    if message.file is not None:
        parts["file"] = _file(message.file)
    return parts


def editing(message: Message, mark: str | None = None) -> dict[str, Any]:
    """Keyword arguments for an edit: an edit without `allowed_mentions` would ping everyone in it."""
    files = [] if message.file is None else [_file(message.file)]  # what was attached before goes with the old text
    return {"content": message.text, "view": view_of(message, mark), "allowed_mentions": SILENT, "attachments": files}


def _file(file: File) -> discord.File:
    return discord.File(BytesIO(file.content), file.name, description=file.alt)


def modal_of(form: Form) -> ui.Modal:
    """A form as Discord shows it. It is stopped before it is sent, so that discord.py does not keep it in memory:
    a submission is known by its id alone, also after a restart, and two people's forms are never mixed up.
    """
    modal = ui.Modal(title=form.title[:45], custom_id=custom_id("f", form.act, form.args), timeout=None)
    for field in form.fields[:5]:
        modal.add_item(ui.Label(text=field.label[:45], description=field.hint[:100] if field.hint else None, component=_field(field)))
    modal.stop()
    return modal


def _field(field: Field) -> ui.Item[Any]:
    match field.ask:
        case Ask.LINE | Ask.PARAGRAPH:
            style = discord.TextStyle.short if field.ask is Ask.LINE else discord.TextStyle.paragraph
            default = field.value[: field.most] or None
            return ui.TextInput(custom_id=field.name, style=style, required=field.required, max_length=field.most, default=default)
        case Ask.ONE:
            radio = [discord.RadioGroupOption(label=o.label, value=o.value, default=o.chosen) for o in field.options]
            return ui.RadioGroup(custom_id=field.name, required=field.required, options=radio)
        case Ask.SOME:
            boxes = [discord.CheckboxGroupOption(label=o.label, value=o.value, default=o.chosen) for o in field.options]
            least = 1 if field.required else 0
            return ui.CheckboxGroup(custom_id=field.name, required=field.required, options=boxes, min_values=least, max_values=len(boxes))
        case Ask.PICK:
            picks = [discord.SelectOption(label=o.label, value=o.value, default=o.chosen) for o in field.options]
            return ui.Select(custom_id=field.name, required=field.required, options=picks)
        case Ask.MANY:
            lines = [discord.SelectOption(label=o.label, value=o.value, default=o.chosen) for o in field.options]
            least = 1 if field.required else 0
            return ui.Select(custom_id=field.name, required=field.required, options=lines, min_values=least, max_values=len(lines))
        case Ask.PEOPLE:
            people = [discord.SelectDefaultValue(id=int(user), type=discord.SelectDefaultValueType.user) for user in field.value.split()]
            return ui.UserSelect(
                custom_id=field.name, required=field.required, min_values=0, max_values=min(field.most, 25), default_values=people
            )
        case Ask.ROLE:
            role = [discord.SelectDefaultValue(id=int(field.value), type=discord.SelectDefaultValueType.role)] if field.value else []
            return ui.RoleSelect(custom_id=field.name, required=field.required, min_values=int(field.required), default_values=role)
        case Ask.CHANNEL:
            channel = [discord.SelectDefaultValue(id=int(field.value), type=discord.SelectDefaultValueType.channel)] if field.value else []
            return ui.ChannelSelect(
                custom_id=field.name, required=field.required, min_values=int(field.required), default_values=channel,
                channel_types=[discord.ChannelType.text],
            )  # fmt: skip
