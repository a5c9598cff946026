"""The board: read for whoever asks, and kept in the sign-up channel as one message that follows every change."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zlib import crc32

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState, Program, was_shown
from domain.ground.ids import ChannelId, UserId
from domain.group.sessions import Session, term
from domain.joining.board import WINDOW, Posted, Step, step, window_end
from domain.joining.interests import as_compared
from domain.joining.signups import ApplicationState
from domain.joining.waitlist import line_is_over
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Planned, Reason, Subject
from domain.sending.facts import OfBoard
from domain.sending.gate import plan
from messages.ground.values import Message
from messages.ground.words import speak
from messages.joining import board as board_words
from messages.joining.board import Board, BoardLine
from services.sending.deliveries import Deliveries
from storage.db import Db

KEEP = timedelta(days=30)  # whatever changes later plans anew what did not go out
MOVED = "moved"
_RANK = {CohortState.OPEN: 0, CohortState.DRAFT: 1}  # what one may join now, then what is announced, then the rest


async def view(db: Db, program: Program, now: datetime, page: int = 0, reader: UserId | None = None) -> Board:
    """One page of what is open or coming, and of what the reader has of it."""
    found = sorted(await db.cohorts.board(program.server, reader), key=lambda line: _RANK.get(line[0].state, 2))
    topics = () if found else _topics(await db.cohorts.on(program.server))
    page = max(0, min(page, (len(found) - 1) // board_words.PAGE))
    shown = found[page * board_words.PAGE : (page + 1) * board_words.PAGE]
    sessions = await db.sessions.of_each([cohort.id for cohort, *_ in shown])
    lines = tuple(_line(sessions[cohort.id], cohort, leads, mine, now) for cohort, leads, mine in shown)
    return Board(program, lines, page, len(found), topics)


async def elsewhere(db: Db, program: Program, cohort: Cohort, reader: UserId | None) -> bool:
    """True where another cohort is open or coming that the reader has not applied to."""
    others = [(one, mine) for one, _, mine in await db.cohorts.board(program.server, reader) if one.id != cohort.id]
    return any(one.state in _RANK and mine is None for one, mine in others)


def _line(
    sessions: Sequence[Session], cohort: Cohort, leads: tuple[str, ...], mine: ApplicationState | None, now: datetime
) -> BoardLine:  # fmt: skip
    """A place in a line that has come to its end is a place in none."""
    over = mine is ApplicationState.WAITLISTED and line_is_over(cohort, sessions, now)
    return BoardLine(cohort, leads, term(sessions), None if over else mine)


def _topics(cohorts: list[Cohort]) -> tuple[Cohort, ...]:
    """The latest cohort on each topic that was ever on the board, the latest first, as many as a page takes."""
    by_topic = {as_compared(cohort.topic): cohort for cohort in cohorts if was_shown(cohort)}
    return tuple(sorted(by_topic.values(), key=lambda cohort: cohort.id, reverse=True)[: board_words.PAGE])


async def changed(db: Db, deliveries: Deliveries, program: Program, now: datetime) -> None:
    """What the board shows may be another now: plan its post or its correction, in the transaction of the change.

    It may be called too often: what is to show the same as before is left alone.
    """
    program = await db.programs.get(program.id)  # as it is after the change
    speak(program)
    before = await db.boards.of(program.id)
    post = None if before is None else await db.deliveries.by_key(_key(program, before.number))
    edit = None if before is None or before.edited is None else await db.deliveries.by_key(before.edited)
    shown = await view(db, program, now)
    shows = crc32(repr(board_words.living_board(shown)).encode())
    same = before is not None and before.shows == shows
    after = None if before is None else replace(before, shows=shows)
    match step(post, edit, program.signup_channel, now, same=same):
        case Step.POST if shown.lines:
            after = Posted(1 if before is None else before.number + 1, shows)
            await _post(db, deliveries, program, after, post, now)
            await _off_the_list(db, now, post, edit)
        case Step.EDIT if after is not None and post is not None:
            at = window_end(now) if edit is None else max(window_end(now), edit.ideal + WINDOW)
            after = replace(after, edited=await _correct(db, deliveries, program, f"{at:%Y%m%d%H%M}", post, at))
            await _off_the_list(db, now, edit)
        case _:
            pass
    if after is not None and after != before:
        await db.boards.put(program.id, after)


def _key(program: Program, number: int) -> str:
    return f"program/{program.id}/board/{number}"


async def _post(db: Db, deliveries: Deliveries, program: Program, posted: Posted, earlier: Delivery | None, now: datetime) -> None:
    """Where one signs up now; an earlier one in another channel says where it is."""
    key, channel = _key(program, posted.number), program.signup_channel
    await deliveries.plan(db, _planned(program, key, Kind.POST, channel, now, OfBoard(posted.number)), program, None)
    if earlier is not None and earlier.channel != channel:
        await _correct(db, deliveries, program, MOVED, earlier, now)


async def _correct(db: Db, deliveries: Deliveries, program: Program, what: str, post: Delivery, at: datetime) -> str:
    """One correction of a post, due then; gives its key."""
    assert post.channel is not None, "a post is for a channel"  # noqa: S101
    key = f"{post.key}/{what}"
    await deliveries.plan(db, _planned(program, key, Kind.EDIT, post.channel, at, post.facts_as(OfBoard), post.key), program, None)
    return key


def _planned(
    program: Program, key: str, kind: Kind, channel: ChannelId, at: datetime, facts: OfBoard, target: str | None = None
) -> Planned:
    """A post waits in the quiet of the program's home. A correction notifies nobody, and waits in its sacred time alone: meanwhile the
    board offers what is over.
    """
    quiet = program.sacred_time() if kind is Kind.EDIT else program.home_quiet()
    due = plan(at, Direction.LATER, quiet, Class.NOTICE, kind, program.zone, program.held_in(channel))
    return Planned(key, kind, Subject.BOARD, at, due, due + KEEP, Class.NOTICE, channel=channel, facts=facts, target=target)


async def _off_the_list(db: Db, now: datetime, *rows: Delivery | None) -> None:
    """What did not go out is done anew, and the new one says how it went; what may have gone out stays for a person to see."""
    for row in rows:
        if row is not None and row.state is not DeliveryState.UNCERTAIN:
            await db.lost.dismiss(row.id, now)


async def compose(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """The board as it is at that moment; of one that stands in another channel now, where that is."""
    program = await db.programs.get(row.program)
    posted = await db.boards.of(program.id)
    if row.key.endswith(f"/{MOVED}"):
        return board_words.board_moved(program.signup_channel)
    if posted is None or posted.number != row.facts_as(OfBoard).number or row.channel != program.signup_channel:
        return Reason.UNWANTED
    shown = await view(db, program, now)
    if row.kind is Kind.POST and not shown.lines:
        return Reason.UNWANTED
    return board_words.living_board(shown)
