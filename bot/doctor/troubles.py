"""What the bot could not do by itself, from the list that it keeps: each with what to do about it."""

from typing import Final

from bot.doctor.line import Line
from domain.sending.troubles import FailedTurn, HeldBack, JobState
from services.sending.troubles import all_of_them
from storage.store import open_store

MOST: Final = 20
AGAIN: Final = "The log has the error under that name. Install a version that mends it and restart: each start tries it again."
JOBS: Final = {
    "backup": "See that storage.backups can be written to and has room.",
    "soundness": "See that the database can be read, and run `shamash check` again.",
    "presence": "See that Discord can be reached.",
}


async def examine(url: str) -> list[Line]:
    """A line for each thing that stays failed; one that all is well, where nothing is."""
    store = await open_store(url)
    try:
        async with store.read() as db:
            found = await all_of_them(db)
    finally:
        await store.close()
    lines = [*map(_turn, found.turns[:MOST]), *map(_held, found.held[:MOST]), *map(_job, found.jobs)]
    left = sum(max(len(kind) - MOST, 0) for kind in (found.turns, found.held))
    if left:
        lines.append(Line(False, f"{left} more of these"))
    return lines or [Line(True, "nothing that the bot does by itself has failed for good")]


def _turn(turn: FailedTurn) -> Line:
    return Line(False, f"a change by time did not happen: {turn.key} ({turn.fault}, {turn.at:%Y-%m-%d %H:%M} UTC)", AGAIN)


def _held(one: HeldBack) -> Line:
    what = f"{one.count} of what the bot sends cannot be prepared: {one.message} ({one.fault}, since {one.since:%Y-%m-%d %H:%M} UTC)"
    return Line(False, what, f"`/program undelivered` lists them. {AGAIN.partition('. ')[0]}.")


def _job(job: JobState) -> Line:
    what = f"the nightly job {job.name} has failed since {job.failed_since:%Y-%m-%d %H:%M} UTC ({job.fault}, {job.tries} tries)"
    return Line(False, what, f"{JOBS.get(job.name, 'The log has the error.')} It is tried again every hour.")
