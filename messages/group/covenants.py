"""A group's covenant: the facilitator's page and preview, the post that is signed, and the word to those who are asked anew."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from domain.cohort.cohorts import RUNNING, Cohort
from domain.ground.ids import ChannelId
from domain.ground.values import Value
from domain.group.covenant import LONGEST, Changes, Text
from messages.ground.names import first_name
from messages.ground.values import Ask, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, clean, label, lines, link_to, listed, moment, quoted, say
from messages.joining.signups import me_button, pause_button

SHOWN = 900  # characters of the whole text with its marks
_BRIEF, _LONG = 170, 500  # of each side of what changed: beside the whole text, and alone
_MOST_NAMED = 3


class Posted(Value):
    """What became of something that was to be posted: where it is, or when it goes out; neither: it could not be posted."""

    link: str | None = None
    thread: ChannelId | None = None
    due: datetime | None = None


class Page(Value):
    """Where things stand, for those who lead the cohort."""

    cohort: Cohort
    talk: Posted | None = None
    draft: bool = False  # something is written that is not what is posted
    version: int = 0
    posted: Posted | None = None
    unpinned: bool = False
    signed: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()


class Preview(Value):
    """What publishing would send, to whom, and when; `version`: that it would be, `mark`: of the text that is shown."""

    cohort: Cohort
    text: str
    version: int
    mark: int
    changes: Changes
    members: int
    again: tuple[str, ...]  # who signed an earlier text
    thread: bool
    waits: datetime | None = None

    @property
    def same(self) -> bool:
        """Nothing in it differs from what is posted."""
        return self.version > 1 and not self.changes.any


class How(StrEnum):
    """What came of pressing *Sign*."""

    SIGNED = "signed-now"
    STOOD = "stood"
    NEWER = "newer"  # the text is another by now, which is shown


class Reading(Value):
    """The text that holds, as a member reads it; `changes`: since the text that they signed last, None where they signed none."""

    cohort: Cohort
    text: Text
    signed: bool
    changes: Changes | None = None
    how: How | None = None


class Own(Value):
    """How one stands to the covenant of a cohort: signed, signed before it changed, or not."""

    state: str
    link: str | None


def shown(text: str) -> Safe:
    """The whole text, set off in its own lines."""
    return quoted(text, 10_000)


def page(view: Page) -> Message:
    """For those who lead the cohort: what there is, who has signed, and the next step."""
    if view.version == 0:
        draft = say("covenant-draft") if view.draft else say("covenant-none")
    else:
        draft = say("covenant-draft-differs") if view.draft else None
    text = lines(
        say("covenant-page", title=view.cohort.title), draft, None if view.talk is None else _talk(view.talk), *_of_post(view),
    )  # fmt: skip
    return Message(text, (_steps(view),) if view.cohort.state in RUNNING else ())


def _talk(talk: Posted) -> Safe:
    if talk.thread is not None:
        return say("covenant-talk-there", thread=Safe(f"<#{talk.thread}>"))
    return say("covenant-talk-failed") if talk.due is None else say("covenant-talk-waits", at=moment(talk.due))


def _of_post(view: Page) -> list[Safe | None]:
    if view.posted is None:
        return []
    number = view.version
    if view.posted.link is not None:
        there = say("covenant-posted", number=number, link=link_to(view.posted.link))
    elif view.posted.due is not None:
        there = say("covenant-waits", number=number, at=moment(view.posted.due))
    else:
        there = say("covenant-failed", number=number)
    everyone = view.signed and not view.earlier and not view.unsigned
    return [
        there,
        say("covenant-unpinned") if view.unpinned else None,
        say("covenant-everyone") if everyone else None,
        say("covenant-signed", names=_named(view.signed)) if view.signed else None,
        say("covenant-earlier", names=_named(view.earlier)) if view.earlier else None,
        say("covenant-unsigned", names=_named(view.unsigned)) if view.unsigned else None,
        say("covenant-for-you"),
    ]


def _named(names: Sequence[str]) -> Safe:
    return listed([clean(name, 40) for name in names])


def _steps(view: Page) -> tuple[Button, ...]:
    of = (view.cohort.id,)
    write = say("button-covenant-change") if view.version else say("button-covenant-write")
    return (
        *((Button(say("button-covenant-talk"), "covenant-talk", of),) if view.talk is None else ()),
        Button(write, "covenant-form", of, Tone.PLAIN if view.draft or view.version else Tone.MAIN),
        *((Button(say("button-covenant-preview"), "covenant-preview", of, Tone.MAIN),) if view.draft else ()),
    )


def form(cohort: Cohort, draft: str | None) -> Form:
    """The draft that is kept, or a short example to be made one's own."""
    value = str(say("covenant-example")) if draft is None else draft
    field = Field("covenant", say("field-covenant"), Ask.PARAGRAPH, say("field-covenant.hint"), value=value, most=LONGEST)
    return Form(label("form-covenant-title"), "covenant-text", (field,), (cohort.id,))


def preview(view: Preview) -> Message:
    """What would be sent, and to whom, with the text; nothing to publish where it is the one that is posted."""
    of, change = (view.cohort.id,), Button(say("button-covenant-change"), "covenant-form", (view.cohort.id,))
    title = say("covenant-preview", title=view.cohort.title)
    if view.same:
        return Message(lines(title, say("covenant-preview-same"), shown(view.text)), ((change,),))
    names = _named(view.again[:_MOST_NAMED])
    sent = (
        say("covenant-preview-post", thread=view.thread, home=Safe(f"<#{view.cohort.home}>"), count=view.members)
        if view.version == 1
        else say("covenant-preview-edit", count=len(view.again), names=names, more=max(0, len(view.again) - _MOST_NAMED))
    )
    differs = _changes(view.changes, _BRIEF) if view.version > 1 else []
    whole = say("covenant-whole") if differs else None
    waits = say("covenant-preview-waits", at=moment(view.waits)) if view.waits is not None else None
    go = Button(say("button-covenant-publish"), "covenant-publish", (*of, view.version, view.mark), Tone.MAIN)
    return Message(lines(title, sent, waits, *differs, whole, shown(view.text)), ((go, change),))


def _changes(found: Changes, most: int) -> list[Safe]:
    """The lines as they were and as they are, each side set off."""
    gone, come = (quoted("\n".join(side), most) for side in (found.gone, found.come))
    if found.gone and found.come:
        return [say("covenant-before"), gone, say("covenant-after"), come]
    return [say("covenant-only-gone"), gone] if found.gone else [say("covenant-only-come"), come]


def talk(cohort: Cohort) -> Message:
    """In the home: what a covenant is for; the thread hangs on it."""
    return Message(say("covenant-talk", title=cohort.title), ((me_button(),),))


def thread_name() -> str:
    """What that thread is called: plain text."""
    return label("covenant-thread")


def post(cohort: Cohort, text: Text, *, everyone: bool) -> Message:
    """The text, with the button to sign; that all have signed is said, and never who has not."""
    said = say("covenant-post-all") if everyone else say("covenant-post-sign")
    return Message(lines(say("covenant-post", title=cohort.title), shown(text.text), said), ((_sign(cohort, text),),))


def _sign(cohort: Cohort, text: Text) -> Button:
    return Button(say("button-covenant-sign"), "covenant-sign", (cohort.id, text.version), Tone.GOOD)


def changed(cohort: Cohort, name: str, text: Text, found: Changes, link: str | None) -> Message:
    """To who signed an earlier text: what changed, and the button to sign again."""
    again = say("covenant-sign-again", link=_link(link))
    hello = say("covenant-changed", name=first_name(name), title=cohort.title)
    return Message(lines(hello, *_changes(found, _LONG), again), ((_sign(cohort, text), pause_button()),))


def ask(cohort: Cohort, name: str, text: Text) -> Message:
    """To who came later: the text, and the button to sign."""
    hello = say("covenant-ask", name=first_name(name), title=cohort.title)
    return Message(lines(hello, shown(text.text), say("covenant-ask-sign")), ((_sign(cohort, text), pause_button()),))


def reading(view: Reading) -> Message:
    """The text that holds, and whether one has signed it."""
    title = _heading(view)
    if view.how in {How.SIGNED, How.STOOD}:
        return Message(title, ((me_button(),),))
    differs = [say("covenant-signed-before"), *_changes(view.changes, _BRIEF)] if view.changes is not None and view.changes.any else []
    signed = say("covenant-read-signed") if view.signed else None
    whole = say("covenant-whole") if differs else None
    return Message(lines(title, *differs, whole, shown(view.text.text), signed), () if view.signed else ((_sign(view.cohort, view.text),),))


def _heading(view: Reading) -> Safe:
    """What came of pressing *Sign*, or else what is read."""
    title = view.cohort.title
    match view.how:
        case How.SIGNED:
            return say("covenant-signed-now", title=title)
        case How.STOOD:
            return say("covenant-stood", title=title)
        case How.NEWER:
            return say("covenant-newer", title=title)
        case None:
            return say("covenant-read", title=title)


def for_first_session(link: str) -> Safe:
    """In the reminder of the first session."""
    return say("session-covenant", link=link_to(link))


def today_lines(*, lacks: bool, unsigned: Sequence[str]) -> list[str | None]:
    """On the facilitator's page: there is none yet, or who has not signed for a week."""
    return [
        say("today-covenant") if lacks else None,
        say("today-covenant-unsigned", names=_named(unsigned)) if unsigned else None,
    ]


def page_button(cohort: Cohort) -> Button:
    """From the facilitator's page of the day to that of the covenant."""
    return Button(say("button-covenant"), "covenant", (cohort.id,))


def own_line(cohort: Cohort, view: Own) -> Safe:
    """On one's own page."""
    return say("me-covenant", title=cohort.title, state=Safe(view.state), link=_link(view.link))


def read_button(cohort: Cohort) -> Button:
    """From one's own page to the text."""
    return Button(say("button-covenant-read"), "covenant-read", (cohort.id,), Tone.MAIN)


def _link(link: str | None) -> Safe:
    return Safe("none") if link is None else link_to(link)
