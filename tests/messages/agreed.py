"""What is said of a group's covenant, made from the longest facts that it takes."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.ground.ids import ChannelId
from domain.group.covenant import LONGEST, Changes, Text
from messages.cohort import cohorts, copies
from messages.ground.values import Form, Message
from messages.group import covenants, sessions
from messages.own import people
from tests.messages.world import NOW, SNOWFLAKE, World

LINK = f"https://discord.com/channels/{SNOWFLAKE}/{SNOWFLAKE}/{SNOWFLAKE}"


def text(w: World) -> Text:
    """The longest that may be published: of letters that are escaped, fewer."""
    longest = next(n for n in range(98, 0, -1) if len(covenants.shown("\n".join([w.letter * n] * 8))) <= covenants.SHOWN)
    return Text(99, "\n".join([w.letter * longest] * 8)[:LONGEST], NOW)


def differs(w: World) -> Changes:
    return Changes(*(tuple(text(w).text.splitlines()) for _ in range(2)))


def page(w: World) -> covenants.Page:
    """Of text 99, signed by some, and by some only before."""
    return covenants.Page(
        w.cohort_in(CohortState.MEETING), covenants.Posted(thread=ChannelId(SNOWFLAKE)), True, 99, covenants.Posted(link=LINK), True,
        w.names[:8], w.names[8:16], w.names[16:24],
    )  # fmt: skip


def preview(w: World, version: int = 99) -> covenants.Preview:
    return covenants.Preview(w.cohort, text(w).text, version, 2**32 - 1, differs(w), 24, w.names[:24], True, NOW)


def reading(w: World, how: covenants.How | None = None, *, signed: bool = False) -> covenants.Reading:
    return covenants.Reading(w.cohort, text(w), signed, None if signed else differs(w), how)


def own(w: World, state: str) -> people.Own:
    view = w.own()
    return replace(view, cohorts=tuple(replace(one, covenant=covenants.Own(state, LINK)) for one in view.cohorts))


NOTHING = covenants.Posted()
WAITS = covenants.Posted(due=NOW)
AGREED: Final[dict[str, Callable[[World], Message | Form]]] = {
    "covenants.page": lambda w: covenants.page(page(w)),
    "covenants.page of nothing": lambda w: covenants.page(covenants.Page(w.cohort_in(CohortState.FORMING))),
    "covenants.page of a draft": lambda w: covenants.page(covenants.Page(w.cohort_in(CohortState.FORMING), WAITS, draft=True)),
    "covenants.page of what waits": lambda w: covenants.page(replace(page(w), talk=NOTHING, posted=WAITS)),
    "covenants.page of what failed": lambda w: covenants.page(replace(page(w), posted=NOTHING, draft=False, earlier=(), unsigned=())),
    "covenants.form": lambda w: covenants.form(w.cohort, text(w).text),
    "covenants.form with the example": lambda w: covenants.form(w.cohort, None),
    "covenants.preview": lambda w: covenants.preview(preview(w)),
    "covenants.preview of the first": lambda w: covenants.preview(preview(w, 1)),
    "covenants.preview of the same": lambda w: covenants.preview(replace(preview(w), changes=Changes((), ()))),
    "covenants.preview of a line more": lambda w: covenants.preview(
        replace(preview(w), changes=Changes((), (w.letter,)), again=w.names[:1])
    ),
    "covenants.preview of what nobody signed": lambda w: covenants.preview(replace(preview(w), again=(), waits=None)),
    "covenants.talk": lambda w: covenants.talk(w.cohort),
    "covenants.post": lambda w: covenants.post(w.cohort, text(w), everyone=False),
    "covenants.post that all have signed": lambda w: covenants.post(w.cohort, text(w), everyone=True),
    "covenants.changed": lambda w: covenants.changed(w.cohort, w.name, text(w), differs(w), LINK),
    "covenants.changed before it is posted": lambda w: covenants.changed(w.cohort, w.name, text(w), differs(w), None),
    "covenants.ask": lambda w: covenants.ask(w.cohort, w.name, text(w)),
    "covenants.reading": lambda w: covenants.reading(reading(w)),
    "covenants.reading signed": lambda w: covenants.reading(reading(w, signed=True)),
    **{f"covenants.reading {how}": lambda w, how=how: covenants.reading(reading(w, how)) for how in covenants.How},
    "cohorts.today without a covenant": lambda w: cohorts.today(replace(w.today(), lacks_covenant=True)),
    "cohorts.today of some who have not signed": lambda w: cohorts.today(replace(w.today(), unsigned=w.names[:24])),
    **{f"people.me with a covenant {state}": lambda w, state=state: people.me(own(w, state)) for state in ("signed", "changed", "open")},
    "copies.copied with a covenant": lambda w: copies.copied(copies.Copied(w.asks(), w.cohort, w.names[:2], True, 23, covenant=True)),
    "sessions.reminder of the first": lambda w: sessions.reminder(w.cohort, w.session, w.name, None, covenant=LINK),
}
