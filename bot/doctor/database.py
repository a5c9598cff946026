"""What the database says: whether it is there, whole, of this version, on a sound SQLite; and what failed, by its own account."""

from datetime import datetime
from pathlib import Path

from bot import config
from bot.doctor import running, troubles
from bot.doctor.line import Line
from domain.ground.refusal import Refusal
from storage.backup import dated
from storage.library import sqlite_library
from storage.migrate import head, revision
from storage.soundness import examine as look_through
from storage.store import Unavailable, sqlite_path

MISSING = "If the bot has run before, mount or restore it, or correct storage.url. Otherwise the first run makes it."


async def examine(settings: config.Storage, now: datetime) -> list[Line]:
    """The findings about the database. A SQLite file that is not there yet is not made."""
    path = sqlite_path(settings.url)
    if path is not None and not there(path):
        return [Line(None, f"there is no database at {path}", MISSING), library()]
    name = "PostgreSQL" if path is None else str(path)
    try:
        lines, opened = [structure(await revision(settings.url), name)], True
    except Exception as problem:
        what = f"the database ({name}) cannot be opened: {reason(problem)}"
        lines, opened = [Line(False, what, "Check storage.url, and that the database runs.")], False
    if lines[0].ok is not None:
        lines += await soundness(settings, name, opened=opened)
    if all(line.ok for line in lines):
        try:
            lines += [await running.examine(settings.url, now), *await troubles.examine(settings.url)]
        except Exception as problem:
            lines.append(unreadable(name, problem))
    return lines if path is None else [*lines, library()]


def there(path: Path) -> bool:
    """Whether the SQLite file exists."""
    return path.exists()


def structure(found: str | None, name: str) -> Line:
    """Whether the database is of this version."""
    wanted = head()
    if found == wanted:
        return Line(True, f"the database ({name}) has this version's structure ({wanted})")
    if found is None:
        return Line(None, f"the database ({name}) is empty", MISSING)
    if found > wanted:
        return Line(False, f"the database ({name}) is of a newer version ({found}) than this program ({wanted})", "Install that version.")
    return Line(False, f"the database ({name}) has an older structure ({found}, not {wanted})", "Run `shamash migrate`.")


async def soundness(settings: config.Storage, name: str, *, opened: bool) -> list[Line]:
    """Whether the database is damaged, and can be read to its end. One that cannot be opened may be damaged; all else was said of it."""
    try:
        await look_through(settings.url)
    except Refusal as damaged:
        return [Line(False, f"the database ({name}) is damaged: {damaged.facts['found']}", _restore(settings))]
    except Exception as problem:
        return [unreadable(name, problem)] if opened else []
    return [Line(True, "the database is not damaged")]


def unreadable(name: str, problem: Exception) -> Line:
    """It can be opened, and not read: a disk that fails, a server that does not answer."""
    advice = "See that its disk is sound and has room, and that nothing else keeps it locked. Then run `shamash check` again."
    return Line(False, f"the database ({name}) cannot be read: {reason(problem)}", advice)


def _restore(settings: config.Storage) -> str:
    """What to do about it, with the newest backup by name where there is one."""
    backups = dated(Path(settings.backups))
    newest = str(backups[-1]) if backups else "BACKUP"
    return f"Stop the bot and run `shamash restore {newest} --overwrite`: it checks the backup first, and keeps what is there now."


def library() -> Line:
    """Whether SQLite itself is one that cannot damage the file."""
    version, affected = sqlite_library()
    if not affected:
        return Line(True, f"SQLite {version} is sound")
    advice = "The bot keeps to one connection, which is safe but slower; install the locked dependencies, which bring a newer one."
    return Line(None, f"SQLite {version} can damage a file that two connections write at once", advice)


def reason(problem: Exception) -> str:
    """The driver's own words in one line, without the statement that SQLAlchemy adds."""
    cause = problem.__cause__ if isinstance(problem, Unavailable) else problem
    cause = getattr(cause, "orig", None) or cause
    return " ".join(str(cause).split()) or type(cause).__name__
