"""Rules for components of messages and forms (components/reference): what is refused, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from rehearsal.discord.errors import Json, Violations
from rehearsal.discord.shapes import items, part

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
AUTO_SELECTS = USERS, ROLES, MENTIONABLES, CHANNELS = (5, 6, 7, 8)
_DEFAULTS = {USERS: ("user",), ROLES: ("role",), MENTIONABLES: ("user", "role"), CHANNELS: ("channel",)}
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23
_IN_CONTAINER = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR)
_IN_LABEL = (SELECT, TEXT_INPUT, *AUTO_SELECTS, FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX)
_V2_TOP = (*_IN_CONTAINER, CONTAINER)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, parents first, in the order in which a reader meets them."""
    for component in components:
        yield component
        yield from walk(items(component, "components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk([component[key]])


def texts(components: list[Json]) -> list[str]:
    """The words of Components v2."""
    return [str(one.get("content", "")) for one in walk(components) if one.get("type") == TEXT_DISPLAY]


def _is_list(found: Violations, path: str, value: Any) -> list[Json]:
    if value is None:
        return []
    if not isinstance(value, list):
        found.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return []
    return cast("list[Json]", value)


class Checker:
    """Walks one message's or form's components and notes what is wrong."""

    def __init__(self, found: Violations) -> None:
        self.found = found
        self._custom_ids: set[str] = set()

    def message(self, path: str, components: list[Json], *, v2: bool) -> None:
        if not v2:
            self.found.count(path, len(components), 5)
        elif (total := sum(1 for _ in walk(components))) > 40:
            self.found.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"The maximum is 40 components, not {total}")
        if v2 and sum(len(text) for text in texts(components)) > 4000:
            self.found.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Text is longer than 4000 characters")
        allowed = _V2_TOP if v2 else (ROW,)
        for index, component in enumerate(components):
            self._one(f"{path}.{index}", component, allowed)

    def _one(self, path: str, component: Json, allowed: tuple[int, ...]) -> None:
        kind = component.get("type")
        if kind not in allowed:
            self.found.add(f"{path}.type", "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
            return
        check = {
            ROW: self._row,
            BUTTON: self._button,
            SELECT: self._select,
            SECTION: self._section,
            TEXT_DISPLAY: self._text,
            GALLERY: self._gallery,
            FILE: self._file,
            CONTAINER: self._container,
            TEXT_INPUT: self._text_input,
            LABEL: self._label,
            RADIO: self._choices,
            CHECKBOXES: self._choices,
            CHECKBOX: self._custom_id,
            FILE_UPLOAD: self._custom_id,
        }.get(kind)
        if kind in AUTO_SELECTS:
            check = self._auto_select
        if check is not None:
            check(path, component)

    def _custom_id(self, path: str, component: Json) -> None:
        custom_id = component.get("custom_id")
        self.found.length(f"{path}.custom_id", custom_id, 100, 1)
        if isinstance(custom_id, str):
            if custom_id in self._custom_ids:
                self.found.add(f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
            self._custom_ids.add(custom_id)

    def _row(self, path: str, row: Json) -> None:
        children = _is_list(self.found, f"{path}.components", row.get("components"))
        selects = [child for child in children if child.get("type") != BUTTON]
        self.found.count(f"{path}.components", len(children), 1 if selects else 5, 1)
        for index, child in enumerate(children):
            self._one(f"{path}.components.{index}", child, (BUTTON, SELECT, *AUTO_SELECTS))

    def _button(self, path: str, button: Json) -> None:
        style = button.get("style")
        if style not in (1, 2, 3, 4, 5, 6):
            self.found.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
        self.found.length(f"{path}.label", button.get("label"), 80)
        if style == 5:
            self.found.length(f"{path}.url", button.get("url"), 512, 1)
            if button.get("custom_id"):
                self.found.add(f"{path}.custom_id", "BUTTON_COMPONENT_LINK_CUSTOM_ID", "A link has no custom id")
        elif style != 6:
            self._custom_id(path, button)
            if not button.get("label") and not button.get("emoji"):
                self.found.add(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or emoji")

    def _range(self, path: str, select: Json, most: int) -> None:
        least, top = select.get("min_values"), select.get("max_values")
        if least is not None and not 0 <= least <= 25:
            self.found.add(f"{path}.min_values", "NUMBER_TYPE_MAX", "int value should be between 0 and 25.")
        if top is not None and not 1 <= top <= most:
            self.found.add(f"{path}.max_values", "NUMBER_TYPE_MAX", f"int value should be between 1 and {most}.")
        if (1 if least is None else least) > (most if top is None and most < 25 else top or 1):
            self.found.add(f"{path}.min_values", "NUMBER_TYPE_MAX", "min_values is larger than max_values")

    def _options(self, path: str, component: Json, most: int, least: int) -> None:
        options = _is_list(self.found, f"{path}.options", component.get("options"))
        self.found.count(f"{path}.options", len(options), most, least)
        seen: set[str] = set()
        for index, option in enumerate(options):
            self.found.length(f"{path}.options.{index}.label", option.get("label"), 100, 1)
            self.found.length(f"{path}.options.{index}.value", option.get("value"), 100, 1)
            self.found.length(f"{path}.options.{index}.description", option.get("description"), 100)
            value = str(option.get("value"))
            if value in seen:
                place = f"{path}.options.{index}.value"
                self.found.add(place, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
            seen.add(value)

    def _select(self, path: str, select: Json) -> None:
        self._custom_id(path, select)
        self._options(path, select, 25, 1)
        self.found.length(f"{path}.placeholder", select.get("placeholder"), 150)
        self._range(path, select, max(1, len(items(select, "options"))))
        chosen = sum(1 for option in items(select, "options") if option.get("default"))
        if chosen > (select.get("max_values") or 1):
            self.found.add(f"{path}.options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More defaults than max_values")

    def _auto_select(self, path: str, select: Json) -> None:
        self._custom_id(path, select)
        self.found.length(f"{path}.placeholder", select.get("placeholder"), 150)
        self._range(path, select, 25)
        if select.get("channel_types") is not None and select.get("type") != CHANNELS:
            self.found.add(f"{path}.channel_types", "BASE_TYPE_CHOICES", "Only a channel select has channel types")
        chosen = _is_list(self.found, f"{path}.default_values", select.get("default_values"))
        self.found.count(f"{path}.default_values", len(chosen), select.get("max_values") or 1)
        for index, value in enumerate(chosen):
            if value.get("type") not in _DEFAULTS[select["type"]]:
                place = f"{path}.default_values.{index}.type"
                self.found.add(place, "BASE_TYPE_CHOICES", f"Value must be one of {_DEFAULTS[select['type']]}.")

    def _section(self, path: str, section: Json) -> None:
        children = _is_list(self.found, f"{path}.components", section.get("components"))
        self.found.count(f"{path}.components", len(children), 3, 1)
        for index, child in enumerate(children):
            self._one(f"{path}.components.{index}", child, (TEXT_DISPLAY,))
        accessory = part(section, "accessory")
        if not accessory:
            self.found.add(f"{path}.accessory", "BASE_TYPE_REQUIRED", "This field is required")
        else:
            self._one(f"{path}.accessory", accessory, (BUTTON, THUMBNAIL))

    def _text(self, path: str, display: Json) -> None:
        self.found.length(f"{path}.content", display.get("content"), 4000, 1)

    def _gallery(self, path: str, gallery: Json) -> None:
        items = _is_list(self.found, f"{path}.items", gallery.get("items"))
        self.found.count(f"{path}.items", len(items), 10, 1)
        for index, item in enumerate(items):
            self.found.length(f"{path}.items.{index}.description", item.get("description"), 1024)

    def _file(self, path: str, file: Json) -> None:
        url = str(part(file, "file").get("url", ""))
        if not url.startswith(("attachment://", "http")):
            self.found.add(f"{path}.file.url", "UNFURLED_MEDIA_ITEM_URL_INVALID", "Only attachment:// is allowed")

    def _container(self, path: str, container: Json) -> None:
        children = _is_list(self.found, f"{path}.components", container.get("components"))
        self.found.count(f"{path}.components", len(children), 40, 1)
        for index, child in enumerate(children):
            self._one(f"{path}.components.{index}", child, _IN_CONTAINER)

    def form(self, data: Json) -> None:
        """A modal: title, custom id and 1-5 labels, text displays (or old rows with one text input)."""
        self.found.length("data.title", data.get("title"), 45, 1)
        self.found.length("data.custom_id", data.get("custom_id"), 100, 1)
        components = _is_list(self.found, "data.components", data.get("components"))
        self.found.count("data.components", len(components), 5, 1)
        for index, component in enumerate(components):
            path = f"data.components.{index}"
            if component.get("type") == ROW:
                inner = items(component, "components")
                self.found.count(f"{path}.components", len(inner), 1, 1)
                for child in inner:
                    self._one(f"{path}.components.0", child, (TEXT_INPUT,))
                    self.found.length(f"{path}.components.0.label", child.get("label"), 45, 1)
            else:
                self._one(path, component, (LABEL, TEXT_DISPLAY))

    def _label(self, path: str, label: Json) -> None:
        self.found.length(f"{path}.label", label.get("label"), 45, 1)
        self.found.length(f"{path}.description", label.get("description"), 100)
        inner = part(label, "component")
        if not inner:
            self.found.add(f"{path}.component", "BASE_TYPE_REQUIRED", "This field is required")
            return
        self._one(f"{path}.component", inner, _IN_LABEL)
        if inner.get("disabled"):
            self.found.add(f"{path}.component.disabled", "COMPONENT_INVALID", "Nothing can be disabled in a modal")
        if inner.get("type") in (SELECT, *AUTO_SELECTS) and inner.get("required", True) and inner.get("min_values") == 0:
            self.found.add(f"{path}.component.min_values", "COMPONENT_INVALID", "required asks for min_values of 1 or more")

    def _text_input(self, path: str, field: Json) -> None:
        self._custom_id(path, field)
        if field.get("style") not in (1, 2):
            self.found.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
        least, most = field.get("min_length") or 0, field.get("max_length") or 4000
        if not 0 <= least <= most <= 4000:
            self.found.add(f"{path}.max_length", "NUMBER_TYPE_MAX", "lengths must fit in 0..4000")
        self.found.length(f"{path}.placeholder", field.get("placeholder"), 100)
        if field.get("value"):
            self.found.length(f"{path}.value", field["value"], most, least)

    def _choices(self, path: str, group: Json) -> None:
        self._custom_id(path, group)
        self._options(path, group, 10, 2 if group.get("type") == RADIO else 1)
        if group.get("type") == CHECKBOXES and group.get("required", True) and group.get("min_values") == 0:
            self.found.add(f"{path}.min_values", "COMPONENT_INVALID", "required asks for min_values of 1 or more")


def numbered(components: list[Json]) -> list[Json]:
    """Components with the ids Discord gives to those that came without."""
    taken = {one["id"] for one in walk(components) if one.get("id")}
    free = (number for number in range(1, 10_000) if number not in taken)
    for one in walk(components):
        if not one.get("id"):
            one["id"] = next(free)
    return components
