"""The log: one line per event, with the ids of what it is about; never message text, never a secret.

Code logs an event's name and its facts: `log.info("delivery settled", extra={"delivery": id, "cohort": cohort})`.
Every exception is written here, whoever logs it; where the database has a part in it, by types, codes and constraints alone.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, Literal, TextIO, cast

from storage.errors import from_database, told

OURS: Final = ("domain", "messages", "storage", "services", "cogs", "bot", "rehearsal")

# What other libraries may say at most. discord.py's DEBUG holds message text and tokens; aiosqlite's DEBUG and
# SQLAlchemy's INFO hold the values of every statement.
CEILINGS: Final = {
    "discord": logging.INFO,
    "aiosqlite": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
}

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}

# Shapes of secrets nobody told us of: a bot's token, the tokens of interactions and webhooks, a password in a URL.
_SHAPES: Final = (
    (re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"), "***"),
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]{20,}(?:\.[\w-]+)*"), r"\1***"),
    (re.compile(r"(://[^\s/:@]+:)[^\s/@]+@"), r"\1***@"),
)


def configure(
    style: Literal["console", "json"] = "console",
    level: str = "INFO",
    *,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send the log to `stream` (standard error unless told): our events from `level` on, others' never below INFO.

    `secrets` are replaced by *** wherever they would appear, tracebacks included.
    """
    hidden = tuple(form for secret in secrets if secret for form in {secret, json.dumps(secret)[1:-1]})
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(hidden) if style == "json" else Console(hidden))
    own = logging.getLevelNamesMapping()[level]
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(own, logging.INFO))
    for name in OURS:
        logging.getLogger(name).setLevel(own)
    for name, least in CEILINGS.items():
        logging.getLogger(name).setLevel(max(own, least))


def facts(record: logging.LogRecord) -> dict[str, object]:
    """What the event is about: the fields given as `extra`."""
    return {name: _plain(value) for name, value in vars(record).items() if name not in _STANDARD and value is not None}


class _Redacting(logging.Formatter):
    """Hides secrets in the finished line, so that it does not matter by which road they came into it."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The line that is written, without secrets."""
        line = self.line(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        for shape, hidden in _SHAPES:
            line = shape.sub(hidden, line)
        return line

    def line(self, record: logging.LogRecord) -> str:
        """The line as it would be written."""
        return super().format(record)


class Console(_Redacting):
    """`2026-11-24 18:03:11 INFO    bot.beat  delivery settled  cohort=3  delivery=x7`: UTC, tracebacks indented below."""

    def line(self, record: logging.LogRecord) -> str:
        """The event for a person to read."""
        what = [_event(record).replace("\n", "\\n")]
        what += [f"{name}={_short(value)}" for name, value in facts(record).items()]
        when = _moment(record).strftime("%Y-%m-%d %H:%M:%S")
        first = f"{when} {record.levelname:<7} {record.name}  {'  '.join(what)}"
        return "\n".join([first, *(f"    {line}" for line in _trace(record).splitlines())])


class JsonLines(_Redacting):
    """One JSON object per line: at, level, logger, event, the facts, and the traceback where there is one."""

    def line(self, record: logging.LogRecord) -> str:
        """The event for a program to read."""
        event: dict[str, object] = {
            "at": _moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        event |= {name: value for name, value in facts(record).items() if name not in event}
        if trace := _trace(record):
            event["traceback"] = trace
        return json.dumps(event, ensure_ascii=False, default=str)


def _moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _event(record: logging.LogRecord) -> str:
    """The message with its arguments; what it is made of may be an exception."""
    if not isinstance(record.args, tuple):
        return record.getMessage()
    return str(_plain(record.msg)) % tuple(map(_plain, record.args)) if record.args else str(_plain(record.msg))


def _plain(value: object) -> object:
    return _said(value, hidden=_quotes(value)).strip() if isinstance(value, BaseException) else value


def _trace(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return "" if error is None else "".join(_chain(error, hidden=_quotes(error))).rstrip()


def _quotes(error: BaseException) -> bool:
    """True when any error that belongs to it is the database's: those that follow repeat its words, as discord.py's do."""
    return from_database(error) or any(map(_quotes, (*_before(error), *_together(error))))


def _before(error: BaseException) -> tuple[BaseException, ...]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return () if before is None else (before,)


def _together(error: BaseException) -> tuple[BaseException, ...]:
    return cast("tuple[BaseException, ...]", error.exceptions) if isinstance(error, BaseExceptionGroup) else ()


def _chain(error: BaseException, *, hidden: bool) -> Iterator[str]:
    """A traceback as Python prints it, what came before first."""
    for one in _before(error):
        yield from _chain(one, hidden=hidden)
        cause = "The above exception was the direct cause of" if error.__cause__ else "During handling of the above exception came"
        yield f"\n{cause} the following exception:\n\n"
    yield from ("Traceback (most recent call last):\n", *traceback.format_tb(error.__traceback__), _said(error, hidden=hidden))
    for one in _together(error):
        yield from _chain(one, hidden=hidden)


def _said(error: BaseException, *, hidden: bool) -> str:
    return f"{told(error)}\n" if hidden else "".join(traceback.format_exception_only(error))


def _short(value: object) -> str:
    text = str(value)
    return text if re.fullmatch(r"\S+", text) else json.dumps(text, ensure_ascii=False)
