"""Chevrutot: the draft with reasons in words, its edits, and the word to each pair."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PairId, PersonId
from domain.ground.values import Value
from domain.pair.chevruta import Pair, Pairing, PairReason
from domain.pair.hours import Free
from messages.ground.names import first_name
from messages.ground.values import CONTENT_LIMIT, Button, Choice, Message, Option, Tone
from messages.ground.words import Safe, lines, listed, moment, say
from messages.joining.signups import pause_button
from messages.pair.apart import Beside
from messages.pair.fits import propose_button
from messages.pair.meeting import Partner, pressed, thread_button, usually_free


class PairsView(Value):
    """A drawing of pairs, as its facilitator sees it."""

    cohort: Cohort
    pairing: Pairing
    names: dict[PersonId, str]
    alone: tuple[str, ...]
    published: bool
    left: tuple[str, ...] = ()  # members who are on the server no more, and are not paired
    only: bool = False  # another draw was asked for, and there is none as good


def draft(view: PairsView) -> Message:
    """Every pair with its reasons; a person swaps, draws again, publishes."""
    title = say("pairs-published-title" if view.published else "pairs-title", title=view.cohort.title, seed=str(view.pairing.seed))
    text = _fitting(view, title, _after(view))
    return Message(text, tuple(_standing_rows(view) if view.published else _draft_rows(view)))


def _after(view: PairsView) -> Safe | None:
    """What is to be known beside the pairs: who has none, who has left, that there is no other draw."""
    nobody = not view.pairing.pairs and bool(view.alone)
    key = "pairs-nobody" if nobody else "pairs-standing-alone" if view.published else "pairs-alone"
    said = (
        say(key, names=listed(view.alone), locked=int(any(pair.locked for pair in view.pairing.pairs))) if view.alone else None,
        say("pairs-left", names=listed(view.left)) if view.left else None,
        say("pairs-only") if view.only else None,
    )
    return lines(*said) if any(said) else None


def _people(view: PairsView) -> tuple[Option, ...]:
    return tuple(Option(name[:100] or "?", str(person)) for person, name in sorted(view.names.items(), key=lambda item: item[1]))


def _draft_rows(view: PairsView) -> Iterator[tuple[Button, ...] | Choice]:
    args, people = (view.cohort.id, view.pairing.id), _people(view)
    if 2 < len(people) <= 25 and view.pairing.pairs:
        yield Choice("pairs-swap", people, say("pairs-choose"), args, 2, 2)
    if len(view.pairing.pairs) > 1:
        pairs = tuple(Option(_named(view, pair)[:100], str(pair.id), chosen=pair.locked) for pair in view.pairing.pairs)
        yield Choice("pairs-lock", pairs, say("pairs-choose-locks"), args, 0, len(pairs))
    buttons = [Button(say("button-publish"), "pairs-publish", args, Tone.MAIN)]
    if view.pairing.pairs:
        buttons.append(Button(say("button-redraw"), "pairs-redraw", args))
    if view.pairing.changes:
        buttons.append(Button(say("button-undo"), "pairs-undo", args))
    yield tuple(buttons)


def _standing_rows(view: PairsView) -> Iterator[tuple[Button, ...] | Choice]:
    args, people = (view.cohort.id, view.pairing.id), _people(view)
    if 2 < len(people) <= 25:
        if view.pairing.pairs:
            yield Choice("pairs-exchange", people, say("pairs-choose-exchange"), args, 2, 2)
        yield Choice("pairs-move", people, say("pairs-choose-move"), args)
    place = (Button(say("button-place"), "pairs-place", args),) if view.alone and len(people) > 1 else ()
    propose = (propose_button(view.cohort, view.pairing.id),) if len(view.pairing.pairs) > 1 else ()
    if place or propose:
        yield (*place, *propose)


def _named(view: PairsView, pair: Pair) -> Safe:
    return listed([view.names.get(person, "?") for person in pair.members])


def _fitting(view: PairsView, before: Safe, after: Safe | None = None) -> Safe:
    """Every pair, with as many of its reasons as there is room for."""
    texts = (lines(before, *pair_lines(view, most), after) for most in (len(PairReason), 2, 1))
    return next((text for text in texts if len(text) <= CONTENT_LIMIT), lines(before, *pair_lines(view, 1), after))


def pair_lines(view: PairsView, most: int) -> list[Safe]:
    """The pairs, one line each, with at most so many reasons."""
    return [
        say("pair-line", names=_named(view, pair), locked=int(pair.locked), reasons=reasons(pair.reasons, most))
        for pair in view.pairing.pairs
    ]


def reasons(found: Sequence[tuple[str, str]], most: int) -> Safe:
    """Why these belong together, in words; a private wish is never among them."""
    said = [say(f"reason-pair-{reason}", fact=float(fact) if fact else 0) for reason, fact in found if reason != PairReason.WISH]
    return Safe("; ".join(said[:most])) or say("reason-pair-none")


def publish_question(view: PairsView, letters: int) -> Message:
    """Who will be told, before anybody is."""
    go = Button(say("button-publish-yes"), "pairs-publish-yes", (view.cohort.id, view.pairing.id), Tone.GOOD)
    alone = say("pairs-publish-alone", names=listed(view.alone)) if view.alone else None
    return Message(_fitting(view, say("pairs-publish-preview", title=view.cohort.title, letters=letters), alone), ((go,),))


def published(view: PairsView) -> Message:
    """The pairs stand; they are told once the season has started, as is who has nobody."""
    people = sum(len(pair.members) for pair in view.pairing.pairs)
    return Message(say("pairs-published", title=view.cohort.title, letters=people, alone=len(view.alone)))


def post(cohort: Cohort, groups: Sequence[Sequence[str]]) -> Message:
    """The pairs in the cohort's home."""
    pairs = Safe("\n".join(f"· {listed(list(group))}" for group in groups))
    return Message(say("pairs-post", title=cohort.title, pairs=pairs), ((Button(say("button-me"), "me"),),))


class Brings(StrEnum):
    """The text that a pair gets first: that of the round under way, which the reader may have, that of the next one, or none."""

    HERE = "here"
    NOW = "now"
    NEXT = "next"
    NOTHING = "nothing"


def told(
    cohort: Cohort, name: str, partners: Sequence[Partner], pair: PairId, free: Sequence[Free] = (), anew: Brings | None = None,
    *, first: bool = False,
) -> Message:  # fmt: skip
    """To each: with whom they study, by a name to press, when all are usually free, and how it goes on.

    `anew`: the season is under way, and what they get first; `first`: they have had no partner in it so far.
    """
    names = listed([pressed(one) for one in partners])
    text = say(
        "pair-changed" if anew else "pair-told",
        name=first_name(name) if anew else name,
        title=cohort.title,
        partners=names,
        count=len(partners),
        brings=anew or Brings.NEXT,
        first=first,
    )
    return _with_ways(text, pair, len(partners) + 1, free)


def told_of_left(
    cohort: Cohort, name: str, gone: Sequence[str], partners: Sequence[Partner], pair: PairId, brings: Brings, free: Sequence[Free] = ()
) -> Message:
    """To somebody whose partner left, and who has another at once."""
    names = listed([pressed(one) for one in partners])
    text = say("pair-left-and-new", name=first_name(name), title=cohort.title, gone=listed(list(gone)), partners=names, brings=brings)
    return _with_ways(text, pair, len(partners) + 1, free)


def told_of_third(
    cohort: Cohort, name: str, partner: str, third: Partner, pair: PairId, brings: Brings, free: Sequence[Free] = ()
) -> Message:
    """To each of two whom somebody joins."""
    text = say("pair-third-came", name=first_name(name), title=cohort.title, partner=partner, third=pressed(third), brings=brings)
    return _with_ways(text, pair, 3, free)


def _with_ways(text: Safe, pair: PairId, people: int, free: Sequence[Free]) -> Message:
    """With the hours that they share, and a thread for them."""
    return Message(lines(text, usually_free(free, people)), ((thread_button(pair, people), pause_button()),))


def waits(cohort: Cohort, name: str, facilitators: Sequence[str], beside: Beside | None = None) -> Message:
    """To somebody whom nobody can study with now, and why is never said; or `beside`: whom somebody is asked about."""
    ask = say("pair-waits-ask", facilitators=listed(list(facilitators))) if facilitators else None
    if beside is None:
        said = say("pair-waits", name=first_name(name), title=cohort.title)
    else:
        said = say("pair-waits-beside", name=first_name(name), title=cohort.title, who=beside.name, until=moment(beside.until, "D"))
    return Message(lines(said, ask), ((Button(say("button-me"), "me"),),))
