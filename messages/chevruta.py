"""Chevrutot: the draft with reasons in words, its edits, and the word to each pair."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.chevruta import Pairing
from domain.cohorts import Cohort
from domain.ids import PersonId
from messages.signups import pause_button
from messages.values import Button, Choice, Message, Option, Tone
from messages.words import Safe, lines, listed, say


@dataclass(frozen=True, slots=True)
class PairsView:
    """A drawing of pairs, as its facilitator sees it."""

    cohort: Cohort
    pairing: Pairing
    names: dict[PersonId, str]
    alone: tuple[str, ...]
    published: bool


def draft(view: PairsView) -> Message:
    """Every pair with its reasons; a person swaps, draws again, publishes."""
    title = say("pairs-published-title" if view.published else "pairs-title", title=view.cohort.title, seed=str(view.pairing.seed))
    parts = [title, *pair_lines(view)]
    if view.alone:
        parts.append(say("pairs-alone", names=listed(view.alone)))
    if view.published:
        return Message(lines(*parts))
    options = tuple(Option(name[:100] or "?", str(person)) for person, name in sorted(view.names.items(), key=lambda item: item[1]))
    rows: list[tuple[Button, ...] | Choice] = []
    if 2 < len(options) <= 25:
        rows.append(Choice("pairs-swap", options, say("pairs-choose"), (view.cohort.id, view.pairing.id), 2, 2))
    rows.append(
        (
            Button(say("button-publish"), "pairs-publish", (view.cohort.id, view.pairing.id), Tone.MAIN),
            Button(say("button-redraw"), "pairs-redraw", (view.cohort.id, view.pairing.id)),
        )
    )
    return Message(lines(*parts), tuple(rows))


def pair_lines(view: PairsView) -> list[Safe]:
    """The pairs, one line each, with their reasons."""
    return [
        say("pair-line", names=listed([view.names.get(p, "?") for p in pair.members]), reasons=reasons(pair.reasons))
        for pair in view.pairing.pairs
    ]


def reasons(found: Sequence[tuple[str, str]]) -> Safe:
    """Why these belong together, in words; a private wish is never among them."""
    said = [say(f"reason-pair-{reason}", fact=float(fact) if fact else 0) for reason, fact in found if reason != "wish"]
    return Safe("; ".join(said)) or say("reason-pair-none")


def publish_question(view: PairsView, letters: int) -> Message:
    """Who will be told, before anybody is."""
    go = Button(say("button-publish-yes"), "pairs-publish-yes", (view.cohort.id, view.pairing.id), Tone.GOOD)
    return Message(lines(say("pairs-publish-preview", title=view.cohort.title, letters=letters), *pair_lines(view)), ((go,),))


def published(cohort: Cohort) -> Message:
    """The pairs stand; they are told once the season has started."""
    return Message(say("pairs-published", title=cohort.title, id=str(cohort.id)))


def post(cohort: Cohort, groups: Sequence[Sequence[str]]) -> Message:
    """The pairs in the cohort's home."""
    pairs = Safe("\n".join(f"· {listed(list(group))}" for group in groups))
    return Message(say("pairs-post", title=cohort.title, pairs=pairs), ((Button(say("button-me"), "me"),),))


def told(cohort: Cohort, name: str, partners: Sequence[str]) -> Message:
    """To each: with whom they study, and how it goes on."""
    text = say("pair-told", name=name, title=cohort.title, partners=listed(list(partners)), count=len(partners))
    return Message(text, ((pause_button(),),))
