"""The Fluent files, parsed an entry at a time: all at once took 60 ms of the event loop and 5 MiB, mostly for what is rarely said."""

import re
from functools import lru_cache
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentFloat, FluentInt, FluentNumber

from domain.cohort.cohorts import Vocabulary

_HEAD = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)  # what continues an entry is indented, or closes a brace
_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")


def number(value: float) -> FluentNumber:
    """A number as Fluent takes it, to choose a plural by and to show."""
    return FluentInt(value) if isinstance(value, int) else FluentFloat(value)


class Entries:
    """The messages of one language in one vocabulary; one is parsed when it is first asked for, with those that it refers to."""

    def __init__(self, locale: str, vocabulary: Vocabulary = Vocabulary.JEWISH) -> None:
        self.bundle = FluentBundle([locale], use_isolating=False)
        own = resources.files("messages") / locale / "wordings" / f"{vocabulary.value}.ftl"
        self._sources = _sources(locale) | (_cut(own.read_text("utf-8")) if own.is_file() else {})

    def __contains__(self, name: str) -> bool:
        return name in self._sources

    def message(self, name: str) -> Any:
        """The message of that name, compiled. Raises `KeyError` when no file has it."""
        if not self.bundle.has_message(name):
            self._parse(name)
        return self.bundle.get_message(name)

    def _parse(self, name: str) -> None:
        self.bundle.add_resource(FluentResource(self._source(name)))

    def _source(self, name: str) -> str:
        """An entry with those that it refers to."""
        found, wanted = set[str](), {name}
        while wanted:
            found |= wanted
            wanted = {one for known in wanted for one in _REFERENCE.findall(self._sources[known]) if one in self._sources} - found
        return "\n".join(self._sources[one] for one in found)


@lru_cache(maxsize=8)
def _sources(locale: str) -> dict[str, str]:
    """Every entry of the language by its name, with the terms that are used unless a program says otherwise."""
    found: dict[str, str] = {}
    for file in sorted((resources.files("messages") / locale).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".ftl"):
            found |= _cut(file.read_text("utf-8"))
    return found


def _cut(source: str) -> dict[str, str]:
    """A file's entries by name, each with its attributes (and with the comment that follows it, which says nothing)."""
    heads = list(_HEAD.finditer(source))
    ends = [head.start() for head in heads[1:]] + [len(source)]
    return {head[1]: source[head.start() : end] for head, end in zip(heads, ends, strict=True)}


@lru_cache(maxsize=8)
def entries(locale: str, vocabulary: Vocabulary) -> Entries:
    """The messages of that language in that vocabulary."""
    return Entries(locale, vocabulary)
