"""Chevrutot: the draft with reasons in words, its edits, and the word to each pair."""

from collections.abc import Sequence

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PairId, PersonId
from domain.ground.values import Value
from domain.pair.chevruta import Pairing, PairReason
from domain.pair.hours import Free
from messages.ground.values import CONTENT_LIMIT, Button, Choice, Message, Option, Tone
from messages.ground.words import Safe, lines, listed, say
from messages.joining.signups import pause_button
from messages.pair.meeting import Partner, pressed, thread_button, usually_free


class PairsView(Value):
    """A drawing of pairs, as its facilitator sees it."""

    cohort: Cohort
    pairing: Pairing
    names: dict[PersonId, str]
    alone: tuple[str, ...]
    published: bool
    left: tuple[str, ...] = ()  # members who are on the server no more, and are not paired


def draft(view: PairsView) -> Message:
    """Every pair with its reasons; a person swaps, draws again, publishes."""
    title = say("pairs-published-title" if view.published else "pairs-title", title=view.cohort.title, seed=str(view.pairing.seed))
    alone = say("pairs-alone", names=listed(view.alone)) if view.alone else None
    left = say("pairs-left", names=listed(view.left)) if view.left else None
    text = _fitting(view, title, lines(alone, left) if alone or left else None)
    if view.published:
        return Message(text)
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
    return Message(text, tuple(rows))


def _fitting(view: PairsView, before: Safe, after: Safe | None = None) -> Safe:
    """Every pair, with as many of its reasons as there is room for."""
    texts = (lines(before, *pair_lines(view, most), after) for most in (len(PairReason), 2, 1))
    return next((text for text in texts if len(text) <= CONTENT_LIMIT), lines(before, *pair_lines(view, 1), after))


def pair_lines(view: PairsView, most: int) -> list[Safe]:
    """The pairs, one line each, with at most so many reasons."""
    return [
        say("pair-line", names=listed([view.names.get(p, "?") for p in pair.members]), reasons=reasons(pair.reasons, most))
        for pair in view.pairing.pairs
    ]


def reasons(found: Sequence[tuple[str, str]], most: int) -> Safe:
    """Why these belong together, in words; a private wish is never among them."""
    said = [say(f"reason-pair-{reason}", fact=float(fact) if fact else 0) for reason, fact in found if reason != PairReason.WISH]
    return Safe("; ".join(said[:most])) or say("reason-pair-none")


def publish_question(view: PairsView, letters: int) -> Message:
    """Who will be told, before anybody is."""
    go = Button(say("button-publish-yes"), "pairs-publish-yes", (view.cohort.id, view.pairing.id), Tone.GOOD)
    return Message(_fitting(view, say("pairs-publish-preview", title=view.cohort.title, letters=letters)), ((go,),))


def published(cohort: Cohort) -> Message:
    """The pairs stand; they are told once the season has started."""
    return Message(say("pairs-published", title=cohort.title, id=str(cohort.id)))


def post(cohort: Cohort, groups: Sequence[Sequence[str]]) -> Message:
    """The pairs in the cohort's home."""
    pairs = Safe("\n".join(f"· {listed(list(group))}" for group in groups))
    return Message(say("pairs-post", title=cohort.title, pairs=pairs), ((Button(say("button-me"), "me"),),))


def told(cohort: Cohort, name: str, partners: Sequence[Partner], pair: PairId, free: Sequence[Free] = ()) -> Message:
    """To each: with whom they study, by a name to press, when all are usually free, and how it goes on."""
    names = listed([pressed(one) for one in partners])
    text = say("pair-told", name=name, title=cohort.title, partners=names, count=len(partners))
    people = len(partners) + 1
    return Message(lines(text, usually_free(free, people)), ((thread_button(pair, people), pause_button()),))
