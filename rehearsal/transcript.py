"""What a play leaves behind: a short story for the terminal, and the whole of it as one HTML file."""

import asyncio
import base64
import html
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from domain.cohort.cohorts import CohortState
from domain.ground.ids import DeliveryId
from domain.ground.times import on_the_wall
from domain.group.sessions import rounds
from domain.sending.deliveries import Delivery, DeliveryState
from domain.sending.facts import OfCohortRound, OfRound
from messages.cohort.cohorts import grid as grid_words
from messages.ground.words import say as sentence
from rehearsal.discord import Seen
from rehearsal.pages import page, table
from rehearsal.plays.checks import mark_of, rows_of
from rehearsal.plays.play import Play, Role, Shown
from services.cohort.cohorts import Today

_STAMP = re.compile(r"&lt;t:(\d+)(?::([tTdDfFR]))?&gt;")
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\]\(&lt;(https://\S+?)&gt;\)")
_SHAPES = {"d": "%d %b %Y", "D": "%d %B %Y", "f": "%d %B %Y %H:%M", "F": "%A %d %B %Y %H:%M", "t": "%H:%M", "T": "%H:%M"}
_INVISIBLE = re.compile("[\u200b\u2060\u2068\u2069]")
_SENT_OR_TO_COME = frozenset({DeliveryState.SENT, DeliveryState.PENDING})  # a story may end before something is due


def local(at: datetime, zone: str) -> str:
    """A moment as its reader's clock shows it."""
    return f"{on_the_wall(at, zone):%a %d %b %Y, %H:%M}"


def rendered(text: str, zone: str) -> str:
    """Discord's few marks as HTML, and times on the reader's own clock; everything else is only text."""
    out = html.escape(_INVISIBLE.sub("", text), quote=True)
    out = _STAMP.sub(lambda m: _time(int(m[1]), m[2] or "f", zone), out)
    out = _LINK.sub(r'<a href="\2">\1</a>', out)
    out = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", out)
    out = re.sub(r"\\([\\*_~`|&gt;#\[\]()&lt;:@-])", r"\1", out)
    lines = [f"<q>{line[5:]}</q>" if line.startswith("&gt; ") else line.removeprefix("-# ") for line in out.split("\n")]
    return "<br>".join(lines)


def _time(stamp: int, style: str, zone: str) -> str:
    at = on_the_wall(datetime.fromtimestamp(stamp, tz=on_the_wall(_EPOCH, zone).tzinfo), zone)
    return f"<time>{at.strftime(_SHAPES.get(style, _SHAPES['f']))}</time>"


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _name(row: Delivery) -> str:
    return str(sentence(f"planned-{row.message}", number=row.facts.round if isinstance(row.facts, OfRound | OfCohortRound) else 0))


async def today_of(play: Play) -> Today:
    """The facilitator's page at the end: the pairs, the grid, what was not delivered."""
    async with play.stage.store.read() as db:
        cohort = (await db.cohorts.in_states(frozenset(CohortState)))[0]
        return await play.stage.made.cohort.cohorts.page_of(db, cohort)


async def rounds_of(play: Play) -> list[int]:
    """The numbers of the rounds in that grid; a session that was called off leaves its own out."""
    async with play.stage.store.read() as db:
        cohort = (await db.cohorts.in_states(frozenset(CohortState)))[0]
        return [one.number for one in rounds(await db.sessions.of(cohort.id))]


async def story(play: Play, say: Callable[[str], None]) -> None:
    """What each person was sent, what was not sent and why, and how the pairs did."""
    rows = await rows_of(play)
    say("\nWhat each was sent, on their own clock")
    for role in (*play.cast, *play.staff):
        letters = play.letters(role)
        first = local(letters[0].at, role.zone) if letters else "-"
        last = local(letters[-1].at, role.zone) if letters else "-"
        say(f"  {role.name[:34]:34} {role.zone:20} {role.observance.value:8} {len(letters):3} messages, {first} to {last}")
    say("\nWhat was not sent, and why")
    unsent = Counter((row.message, row.state.value, _why(row)) for row in rows if row.state not in _SENT_OR_TO_COME)
    for (message, state, reason), count in sorted(unsent.items()):
        say(f"  {count:3} x {sentence(f'planned-{message}', number=0)}: {state}, {reason}")
    grid = (await today_of(play)).grid
    if grid:
        say("\nThe pairs, round by round")
    for line in grid_words(grid).split("\n") if grid else ():
        say(f"  {_INVISIBLE.sub('', line)}")


async def write(play: Play, wrong: list[str], out: Path) -> None:
    """The whole transcript as one file that needs nothing else."""
    rows, grid = await rows_of(play), _grid(await today_of(play), await rounds_of(play))
    parts = [_summary(play, rows, wrong), grid, _cast(play), _story(play), _people(play, rows), _unsent(play, rows)]
    await asyncio.to_thread(out.write_text, page(play.title, "\n".join(parts)), encoding="utf-8")


def _summary(play: Play, rows: list[Delivery], wrong: list[str]) -> str:
    sent = sum(row.state is DeliveryState.SENT for row in rows)
    acts = sum(line.who not in {"—", "Shamash"} for line in play.story)
    unsent = sum(row.state not in _SENT_OR_TO_COME for row in rows)
    figures = ((sent, "things done by itself"), (acts, "acts of people"), (unsent, "not sent, each with a reason"))
    shown = "".join(f"<div><dt>{what}</dt><dd>{number}</dd></div>" for number, what in figures)
    holds = "Every check of this story holds: each message came once, to the person it was for, and none in anybody's night or sacred time."
    verdict = f"<p class=good>✓ {holds}</p>" if not wrong else f"<ul class=bad>{''.join(f'<li>{_safe(w)}</li>' for w in wrong)}</ul>"
    return f"""<header><h1>{play.title}</h1>
<p class=lead>{len(play.cast)} people {play.lead}. Everything below was said by the
real bot, over Discord's protocol, to people played by a script, from {play.story[0].at:%d %B %Y} to {play.now:%d %B %Y}.</p>
<dl class=figures>{shown}</dl>{verdict}</header>"""


def _safe(text: object) -> str:
    return html.escape(_INVISIBLE.sub("", str(text)))


def _cast(play: Play) -> str:
    rows = [
        f"<th scope=row>{_safe(role.name)}</th><td>{_safe(role.zone.split('/')[-1].replace('_', ' '))}</td>"
        f"<td>{_safe(sentence(f'quiet-{role.observance.value}'))}</td><td>{_safe(role.like)}</td>"
        for role in play.cast
    ]
    return f"<section><h2>Who</h2>{table(['Name', 'Clock', 'Quiet', 'What they are like'], rows)}</section>"


def _grid(view: Today, numbers: list[int]) -> str:
    if not view.grid:
        return ""
    rows = [
        f"<th scope=row>{_safe(' and '.join(names))}</th>"
        + "".join(f"<td class={cell.value}>{_safe(sentence(f'cell-{cell.value}'))}</td>" for cell in cells)
        for names, cells in view.grid
    ]
    heads = ["Chevruta", *(f"Round {number}" for number in numbers)]
    return f"<section><h2>The pairs, round by round</h2>{table(heads, rows, 'grid')}</section>"


def _story(play: Play) -> str:
    """Month by month: who did what, and what they read."""
    parts, month = ["<section><h2>What happened</h2><p>Times are those of the home clock.</p>"], ""
    for line in play.story:
        at = on_the_wall(line.at, play.home_zone)
        if f"{at:%B %Y}" != month:
            month = f"{at:%B %Y}"
            parts.append(f"<h3>{month}</h3>")
        if line.who == "—":
            parts.append(f"<h4>{_safe(line.what)}</h4>")
            continue
        shown = "".join(map(_picture, line.pictures))
        said = f"<blockquote>{rendered(line.said, play.home_zone)}{shown}</blockquote>" if line.said else ""
        act = f"<p class=act><time>{at:%a %d, %H:%M}</time> <b>{_safe(line.who)}</b> {_safe(line.what)}</p>"
        parts.append(f"<article>{act}{said}</article>")
    return "\n".join(parts) + "</section>"


def _picture(shown: Shown) -> str:
    """A picture within the page, half as large as it has pixels, as on the screens it is made for."""
    address = f"data:image/png;base64,{base64.b64encode(shown.content).decode('ascii')}"
    width = int.from_bytes(shown.content[16:20], "big") // 2  # where a PNG says how wide it is
    return f'<img src="{address}" width={width} alt="{html.escape(shown.alt, quote=True)}">'


def _people(play: Play, rows: list[Delivery]) -> str:
    by_id = {row.id: row for row in rows}
    parts = ["<section><h2>What each person was sent</h2><p>Open a name to read everything that came, on that person's own clock.</p>"]
    for role in (*play.cast, *play.staff):
        letters = play.letters(role)
        head = f"<summary>{_safe(role.name)} <small>{len(letters)} messages · {_safe(role.zone)}</small></summary>"
        parts.append(f"<details>{head}{''.join(_letter(role, seen, by_id) for seen in letters)}</details>")
    return "\n".join(parts) + "</section>"


def _letter(role: Role, seen: Seen, rows: dict[DeliveryId, Delivery]) -> str:
    row = rows.get(DeliveryId(mark_of(seen) or ""))
    what = _name(row) if row is not None else "an answer to what they pressed"
    buttons = "".join(f"<span class=button>{_safe(label)}</span>" for label in seen.buttons)
    return (
        f"<article><p class=act><time>{local(seen.at, role.zone)}</time> {_safe(what)}</p>"
        f"<blockquote>{rendered(seen.text, role.zone)}<p>{buttons}</p></blockquote></article>"
    )


def _unsent(play: Play, rows: list[Delivery]) -> str:
    lines = [
        f"<td>{local(row.due, play.home_zone)}</td><td>{_safe(_name(row))}</td>"
        f"<td>{_safe(sentence(f'state-{row.state.value}'))}</td><td>{_safe(_why(row))}</td>"
        for row in rows
        if row.state not in _SENT_OR_TO_COME
    ]
    shown = table(["Planned for", "What", "State", "Reason"], lines)
    return f"<section><h2>What was not sent, and why</h2><details><summary>{len(lines)} things</summary>{shown}</details></section>"


def _why(row: Delivery) -> str:
    return sentence(f"reason-{(row.reason or '').split(':', maxsplit=1)[0]}")
