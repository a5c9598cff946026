"""The one spelling by which a title is looked up: "Berakhot" and "Berachoth" are the same, "Brachot" is a name of its own."""

import re

from domain.ground.atlas.spelling import letters

_DROPPED = re.compile("[.'’‘ʻʼ`´׳״\"“”ʿʾ\u200b-\u200f\u2066-\u2069]")
_BETWEEN = re.compile(r"[-‐‑־–_,\s]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_SILENT = re.compile(r"(?<=[a-z]{3}[at])h\b")  # Mishnah, Berakhoth; not Job's Uz, nor a name of four letters


def key(title: str) -> str:
    """Small letters, single spaces, no points or accents; kh as ch, doubled letters once (but in II), no silent h at the end."""
    words = _BETWEEN.sub(" ", _DROPPED.sub("", letters(title))).strip().replace("kh", "ch").split()
    return " ".join(word if word.strip("i") == "" else _DOUBLED.sub(r"\1", _SILENT.sub("", word)) for word in words)
