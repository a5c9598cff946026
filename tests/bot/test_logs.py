"""The log says what happened, and to which ids; it never holds a secret or somebody's words."""

import io
import json
import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import logs
from storage.sqlite import engine_of, prepare

INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA6abcDEF"
TOKEN = f"{'M' * 24}.{'G' * 6}.{'z' * 27}"  # of the shape of a bot's token


pytestmark = pytest.mark.usefixtures("logging_as_it_was")


def test_a_program_reads_one_object_per_event() -> None:
    stream = io.StringIO()
    logs.configure("json", stream=stream)
    logging.getLogger("bot.beat").info("delivery settled", extra={"delivery": "x7", "cohort": 3})
    logging.getLogger("bot.beat").warning("two\nlines %s", "שלום")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first.pop("at").endswith("+00:00")
    assert first == {"level": "INFO", "logger": "bot.beat", "event": "delivery settled", "delivery": "x7", "cohort": 3}
    assert second["event"] == "two\nlines שלום"


def test_a_person_reads_one_line_per_event() -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    logging.getLogger("bot.beat").info("delivery settled", extra={"delivery": "x7", "why": "too late", "cohort": None})
    logging.getLogger("bot.beat").info("a forged\nline")
    first, second = stream.getvalue().splitlines()
    assert first.endswith('INFO    bot.beat  delivery settled  delivery=x7  why="too late"')
    assert second.endswith("a forged\\nline")


@pytest.mark.parametrize("style", ["console", "json"])
def test_no_secret_reaches_the_log_by_any_road(style: str) -> None:
    stream = io.StringIO()
    logs.configure("json" if style == "json" else "console", secrets=["sesame", 'quo"ted', ""], stream=stream)
    log = logging.getLogger("bot.client")
    log.info("logging in with %s", "sesame", extra={"header": "Bot sesame", "password": 'quo"ted'})
    log.info("POST https://discord.com/api/v10/webhooks/123456/%s/messages/@original", INTERACTION)
    log.info("POST /interactions/123456/%s/callback", INTERACTION)
    log.info("an unknown token %s", TOKEN)
    log.info("reaching postgresql://shamash:hunter2@db/shamash")
    try:
        int("sesame")
    except ValueError:
        log.exception("failed")
    text = stream.getvalue()
    for secret in ("sesame", 'quo"ted', 'quo\\"ted', INTERACTION, TOKEN, "hunter2"):
        assert secret not in text
    assert "/webhooks/123456/***/messages/@original" in text
    assert "/interactions/123456/***/callback" in text
    assert "ValueError: invalid literal for int() with base 10: '***'" in text
    assert "test_logs.py" in text, "the traceback is there"


def test_what_repeats_an_error_of_the_database_says_no_more_than_that_error_may(tmp_path: Path) -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    log, words = logging.getLogger("bot.client"), "let me go in May"
    prepare(tmp_path / "a.sqlite")
    with engine_of(tmp_path / "a.sqlite").connect() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT CHECK (json_valid(words))) STRICT"))
        try:
            try:
                connection.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})
            except Exception as quoting:
                raise ExceptionGroup(f"a command raised {quoting}: {words}", [RuntimeError(words), quoting]) from None
        except ExceptionGroup as error:
            log.exception("failed")
            log.warning("failed: %s", error, extra={"error": error})
            log.warning(error)
    text_ = stream.getvalue()
    assert words not in text_
    assert "IntegrityError: SQLITE_CONSTRAINT" in text_
    assert "builtins.RuntimeError" in text_
    assert "test_logs.py" in text_, "where it happened is there"


def test_at_debug_only_our_own_packages_say_more() -> None:
    stream = io.StringIO()
    logs.configure(level="DEBUG", stream=stream)
    for name in ("bot.beat", "discord.gateway", "aiosqlite", "sqlalchemy.engine.Engine", "somewhere"):
        logging.getLogger(name).debug("debug of %s", name)
        logging.getLogger(name).info("info of %s", name)
        logging.getLogger(name).error("error of %s", name)
    text = stream.getvalue()
    assert "debug of bot.beat" in text
    assert text.count("debug of") == 1
    assert "info of discord.gateway" in text
    assert "info of somewhere" in text
    assert "info of aiosqlite" not in text
    assert "info of sqlalchemy" not in text
    assert text.count("error of") == 5


def test_an_operator_who_wants_only_errors_gets_only_errors() -> None:
    stream = io.StringIO()
    logs.configure(level="ERROR", stream=stream)
    for name in ("bot.beat", "discord.gateway", "somewhere"):
        logging.getLogger(name).warning("warning")
    assert stream.getvalue() == ""
