"""Selection: the draft with its reasons, the preview of what publishing sends, and the receipt."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.values import Value
from domain.joining.selection import DEFAULTS, HEAVIEST, Drawn, Weights, mark_as_proposed
from domain.joining.signups import Application, Decision, Ground
from messages.ground.pages import paging
from messages.ground.values import CONTENT_LIMIT, Ask, Button, Choice, Field, Form, Message, Option, Tone
from messages.ground.words import Safe, clean, lines, listed, moment, plain, say

PAGE = 10  # ten lines with their grounds and what counts fit into one message
LONGEST_REASON = 200
COUNTED = Weights.__struct_fields__
_NAMES = {"both": 10, "first": 13, "second": 13}  # as many as fit into one message, whatever they are

MOST_NAMED = 10


class DraftLine(Value):
    """One applicant in a draft."""

    application: Application
    name: str
    in_good_standing: bool = True  # why it is not is for nobody here
    left: bool = False  # the server


class Draft(Value):
    """A cohort's draft; `taken` places are filled already."""

    cohort: Cohort
    lines: tuple[DraftLine, ...]
    taken: int
    page: int = 0
    seed: int = 0
    weights: Weights = DEFAULTS
    latest: int = 0  # the number of the last kept draft
    comparable: bool = False  # there are two

    @property
    def shown(self) -> tuple[DraftLine, ...]:
        """Those of its page."""
        return self.lines[self.page * PAGE : (self.page + 1) * PAGE]

    @property
    def mark(self) -> int:
        """Of its page as it stands."""
        return mark_as_proposed(line.application for line in self.shown)


class Comparison(Value):
    """The last two kept drafts, the older first, and who would be in by both, by the first alone, by the second alone."""

    cohort: Cohort
    drawn: tuple[Drawn, Drawn]
    at: tuple[datetime, datetime]
    both: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


class Publication(Value):
    """What publishing would do: letters of each kind, and how many of the line are offered a place that was left free."""

    cohort: Cohort
    accepted: int
    waiting: int
    declined: int
    left: int
    fingerprint: int
    gone: tuple[str, ...] = ()  # who of those not accepted has left the server
    begun: int = 0  # who have begun to apply, and can no longer once it is published


def draft(view: Draft) -> Message:
    """Who would be in, who waits, with the grounds of each; a person moves people and publishes."""
    if not view.lines:
        return Message(say("draft-empty", title=view.cohort.title))
    accepted = sum(line.application.proposed is Decision.ACCEPT for line in view.lines)
    title = say("draft-title", title=view.cohort.title, accepted=accepted, places=view.cohort.capacity - view.taken, all=len(view.lines))
    footer = say("draft-footer", order=_order(view.cohort, view.weights, view.seed))
    choosers = [
        _chooser(view, "draft-set", say("draft-choose"), lambda one: one.proposed is Decision.ACCEPT),
        _chooser(view, "draft-no", say("draft-no-choose"), lambda one: one.proposed is Decision.DECLINE),
    ]
    if view.cohort.aim:
        choosers.append(_chooser(view, "draft-fit", say("draft-fit-choose"), lambda one: one.fits_aim))
    return Message(_fitting(title, view.shown, footer), (*choosers, _first_row(view), _second_row(view)))


def _chooser(view: Draft, act: str, placeholder: Safe, chosen: Callable[[Application], bool]) -> Choice:
    options = tuple(Option(line.name[:100] or "?", str(line.application.id), chosen=chosen(line.application)) for line in view.shown)
    return Choice(act, options, placeholder, (view.cohort.id, view.page, view.mark), 0, len(options))


def _first_row(view: Draft) -> tuple[Button, ...]:
    publish = Button(say("button-publish"), "draft-publish", (view.cohort.id,), Tone.MAIN)
    return (publish, *paging("draft", (view.cohort.id,), view.page, more=(view.page + 1) * PAGE < len(view.lines)))


def _second_row(view: Draft) -> tuple[Button, ...]:
    buttons = [
        Button(say("button-redraw"), "draft-redraw", (view.cohort.id, view.latest)),
        Button(say("button-weights"), "draft-weights", (view.cohort.id,)),
        Button(say("button-as-file"), "draft-file", (view.cohort.id,)),
    ]
    if view.comparable:
        buttons.append(Button(say("button-compare"), "draft-compare", (view.cohort.id,)))
    if any(Ground.BY_HAND in line.application.grounds for line in view.shown):
        buttons.append(Button(say("button-because"), "draft-because", (view.cohort.id, view.page)))
    return tuple(buttons)


def _order(cohort: Cohort, weights: Weights, seed: int) -> Safe:
    """What counts, by its weight: the heaviest before all the rest together, which is weighed against each other; then the draw."""
    counted = [(getattr(weights, name), say(f"draft-counts-{name}")) for name in COUNTED if cohort.aim or name != "aim"]
    first, rest = ([one for one in counted if (one[0] == HEAVIEST) is heaviest and one[0]] for heaviest in (True, False))
    even = len({weight for weight, _ in rest}) < 2
    weighed = [said if even else say("draft-weighed", what=said, weight=weight) for weight, said in sorted(rest, key=_lightest)]
    order = say("draft-draw", seed=str(seed))
    for group in (weighed, [said for _, said in first]):
        order = say("draft-then", first=listed(tuple(group)), second=order) if group else order
    return order


def _lightest(counted: tuple[int, Safe]) -> int:
    return -counted[0]


def _fitting(title: Safe, shown: Sequence[DraftLine], footer: Safe) -> Safe:
    """Every applicant of the page, with as much of their own words as there is room for."""
    texts = (lines(title, *(_line(line, words) for line in shown), footer) for words in (60, 30))
    return next((text for text in texts if len(text) <= CONTENT_LIMIT), lines(title, *(_line(line, 0) for line in shown), footer))


def _line(line: DraftLine, words: int) -> Safe:
    application = line.application
    decision = say(f"decision-{(application.proposed or Decision.WAIT).value}")
    why = clean(application.answers.why, words) if words else Safe("")
    said = say("draft-line", name=clean(line.name, 60), decision=decision, grounds=_grounds(application, max(words, 40)), why=why)
    if not line.left and line.in_good_standing:
        return Safe(said.rstrip())
    return Safe(f"{said.rstrip()} {say('draft-left' if line.left else 'draft-standing-not-good')}")


def _grounds(application: Application, words: int) -> Safe:
    if application.because and Ground.BY_HAND in application.grounds:
        return say("draft-because", because=clean(application.because, words))
    return Safe(", ".join(say(f"ground-{ground.value}") for ground in application.grounds)) or say("ground-lot")


def because_form(view: Draft, moved: Sequence[DraftLine], mark: int) -> Form:
    """Why they were moved by hand, for those who look at the draft later; nobody else reads it."""
    reasons = {line.application.because or "" for line in moved}
    whom = _cut(", ".join(line.name for line in moved), 50)
    field = Field(
        "because", say("field-because"), Ask.PARAGRAPH, hint=plain("field-because-hint", names=whom),
        value=reasons.pop() if len(reasons) == 1 else "", most=LONGEST_REASON,
    )  # fmt: skip
    return Form(say("form-because-title"), "draft-because", (field,), (view.cohort.id, view.page, mark))


def _cut(names: str, most: int) -> str:
    return names if len(names) <= most else f"{names[: most - 1]}…"


def weights_form(cohort: Cohort, weights: Weights) -> Form:
    """How much each criterion counts."""
    fields = tuple(
        Field(name, say(f"field-weight-{name}"), value=str(getattr(weights, name)), most=2, hint=say("field-weight-hint"))
        for name in COUNTED
        if cohort.aim or name != "aim"
    )
    return Form(say("form-weights-title"), "draft-weights", fields, (cohort.id,))


def compared(view: Comparison) -> Message:
    """Who would be in by both of the last two drafts, and by one of them alone."""
    drawn = [
        say("compare-draft", at=at, order=_order(view.cohort, one.weights, one.seed)) for one, at in zip(view.drawn, view.at, strict=True)
    ]
    named = ((which, getattr(view, which), _NAMES[which]) for which in ("both", "first", "second"))
    groups = [say("compare-names", which=Safe(which), count=len(names), names=_some(names, most)) for which, names, most in named]
    back = Button(say("button-open-draft"), "draft", (view.cohort.id, 0))
    return Message(lines(say("compare-title", title=view.cohort.title), *drawn, *groups), ((back,),))


def _some(names: Sequence[str], most: int) -> Safe:
    said = ", ".join(clean(name, 40) for name in names[:most]) or say("compare-nobody")
    return Safe(said) if len(names) <= most else say("compare-more", names=Safe(said), more=len(names) - most)


def preview(view: Publication) -> Message:
    """How many letters of each kind would go out; the button publishes these decisions and no others."""
    go = Button(say("button-publish-yes"), "draft-publish-yes", (view.cohort.id, view.fingerprint), Tone.GOOD)
    counts = {"accepted": view.accepted, "waiting": view.waiting, "declined": view.declined}
    left = say("publish-left", left=view.left) if view.left else None
    more = len(view.gone) - MOST_NAMED
    names = Safe(", ".join(clean(name, 40) for name in view.gone[:MOST_NAMED]))
    gone = say("publish-gone", names=names, more=max(0, more)) if view.gone else None
    preview = say("publish-preview", title=view.cohort.title, **counts)
    return Message(lines(preview, left, gone, _closing(view), say("publish-then")), ((go,),))


def _closing(view: Publication) -> Safe | None:
    """While sign-up is open, that publishing ends it."""
    if view.cohort.state is not CohortState.OPEN:
        return None
    closes = moment(view.cohort.closes_at) if view.cohort.closes_at else say("no-date")
    begun = say("window-closing-begun", count=view.begun) if view.begun else None
    return lines(say("publish-closes", closes=closes), begun)


def published(cohort: Cohort, letters: int) -> Message:
    """It is decided; letters go out together through the gate."""
    return Message(say("published", title=cohort.title, letters=letters))
