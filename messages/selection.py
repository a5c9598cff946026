"""Selection: the draft with its reasons, the preview of what publishing sends, and the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.cohorts import Cohort
from domain.signups import Application, Decision
from messages.values import CONTENT_LIMIT, Button, Choice, Message, Option, Tone
from messages.words import Safe, clean, lines, say

PAGE = 12  # twelve lines with their grounds fit into one message, and their names into one choice

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One applicant in a draft."""

    application: Application
    name: str
    settled: bool = True  # their standing; why it is not is for nobody here
    left: bool = False  # the server


@dataclass(frozen=True, slots=True)
class Draft:
    """A cohort's draft; `taken` places are filled already."""

    cohort: Cohort
    lines: tuple[DraftLine, ...]
    taken: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing would do: letters of each kind, and how many of the line are offered a place that was left free."""

    cohort: Cohort
    accepted: int
    waiting: int
    declined: int
    left: int
    fingerprint: int
    gone: tuple[str, ...] = ()  # who of those not accepted has left the server


def draft(view: Draft) -> Message:
    """Who would be in, who waits, with the grounds of each; a person moves people and publishes."""
    if not view.lines:
        return Message(say("draft-empty", title=view.cohort.title))
    shown = view.lines[view.page * PAGE : (view.page + 1) * PAGE]
    accepted = sum(line.application.proposed is Decision.ACCEPT for line in view.lines)
    title = say("draft-title", title=view.cohort.title, accepted=accepted, places=view.cohort.capacity - view.taken, all=len(view.lines))
    chooser = Choice("draft-set", tuple(_option(line) for line in shown), say("draft-choose"), (view.cohort.id, view.page), 0, len(shown))
    buttons = [Button(say("button-publish"), "draft-publish", (view.cohort.id,), Tone.MAIN)]
    if view.page > 0:
        buttons.append(Button(say("button-back"), "draft", (view.cohort.id, view.page - 1)))
    if (view.page + 1) * PAGE < len(view.lines):
        buttons.append(Button(say("button-more"), "draft", (view.cohort.id, view.page + 1)))
    return Message(_fitting(title, shown), (chooser, tuple(buttons)))


def _fitting(title: Safe, shown: Sequence[DraftLine]) -> Safe:
    """Every applicant of the page, with as much of their own words as there is room for."""
    texts = (lines(title, *(_line(line, words) for line in shown)) for words in (60, 30))
    return next((text for text in texts if len(text) <= CONTENT_LIMIT), lines(title, *(_line(line, 0) for line in shown)))


def _line(line: DraftLine, words: int) -> Safe:
    application = line.application
    grounds = ", ".join(say(f"ground-{ground.value}") for ground in application.grounds) or say("ground-lot")
    decision = say(f"decision-{(application.proposed or Decision.WAIT).value}")
    why = clean(application.answers.why, words) if words else Safe("")
    said = say("draft-line", name=clean(line.name, 60), decision=decision, grounds=Safe(grounds), why=why)
    if not line.left and line.settled:
        return said
    return Safe(f"{said.rstrip()} {say('draft-left' if line.left else 'draft-unsettled')}")


def _option(line: DraftLine) -> Option:
    chosen = line.application.proposed is Decision.ACCEPT
    return Option(line.name[:100] or "?", str(line.application.id), chosen=chosen)


def preview(view: Publication) -> Message:
    """How many letters of each kind would go out; the button publishes these decisions and no others."""
    go = Button(say("button-publish-yes"), "draft-publish-yes", (view.cohort.id, view.fingerprint), Tone.GOOD)
    counts = {"accepted": view.accepted, "waiting": view.waiting, "declined": view.declined}
    left = say("publish-left", left=view.left) if view.left else None
    more = len(view.gone) - MOST_NAMED
    names = Safe(", ".join(clean(name, 40) for name in view.gone[:MOST_NAMED]))
    gone = say("publish-gone", names=names, more=max(0, more)) if view.gone else None
    return Message(lines(say("publish-preview", title=view.cohort.title, **counts), left, gone, say("publish-then")), ((go,),))


def published(cohort: Cohort, letters: int) -> Message:
    """It is decided; letters go out together through the gate."""
    return Message(say("published", title=cohort.title, letters=letters))
