"""What people keep of their study: who may read it first, then the words; and how each of those reads it."""

from domain.cohort.cohorts import Cohort
from domain.ground.ids import ReflectionId
from domain.ground.values import Value
from domain.pair.reflections import LONGEST, Reflection, Tier
from messages.ground.names import first_name
from messages.ground.pages import paging
from messages.ground.values import Ask, Button, Choice, Field, Form, Message, Option, Tone
from messages.ground.words import Safe, label, lines, listed, quoted, say
from messages.joining.signups import me_button, pause_button
from messages.pair.checkins import OwnRound

PAGE = 2  # as many as have room with both of their parts, as long as these may be


class Readers(Value):
    """Who would read it: the partners, who leads the cohort, and whether others than the group can read in its home."""

    round: OwnRound
    leads: tuple[str, ...]
    others: bool = False


class Written(Value):
    """One that was saved, with whoever may read it."""

    readers: Readers
    reflection: Reflection


class Page(Value):
    """A page of somebody's own notes, or of those for who leads; each with the title of its cohort, or the name of its author."""

    shown: tuple[tuple[Reflection, str], ...]
    page: int
    more: bool
    cohort: Cohort | None = None  # whose facilitators read it; None: it is one's own


def who_may_read(view: Readers) -> Message:
    """Each tier with exactly who will see it, before anything is written."""
    offered = [tier for tier in Tier if tier is not Tier.PAIR or view.round.partners]
    tiers = tuple(
        Button(say(f"button-tier-{tier.value}"), "reflect-tier", (view.round.pair, view.round.number, tier.value)) for tier in offered
    )
    return Message(lines(say("reflect-who"), *(_readers(view, tier) for tier in offered), say("reflect-admins")), (tiers,))


def _readers(view: Readers, tier: Tier) -> Safe:
    return say(
        f"reflect-tier-{tier.value}", partners=listed(view.round.partners), leads=listed(view.leads), title=view.round.cohort.title,
        others=view.others,
    )  # fmt: skip


def form(view: Readers, tier: Tier) -> Form:
    """Both parts, of which one may stay empty; who reads it is said once more."""
    hint = say(f"field-keep-{tier.value}")
    return Form(
        label(f"form-reflect-{tier.value}"), "reflection",
        (
            Field("keep", say("field-keep"), Ask.PARAGRAPH, hint=hint, required=False, most=LONGEST),
            Field("open", say("field-open"), Ask.PARAGRAPH, required=False, most=LONGEST),
        ),
        (view.round.pair, view.round.number, tier.value),
    )  # fmt: skip


def saved(view: Written) -> Message:
    """What was saved, who will read it, and that it can be taken back."""
    one = view.reflection
    title = say("reflection-saved", number=one.round, title=view.readers.round.cohort.title)
    text = lines(title, *_parts(one), _readers(view.readers, one.tier))
    return Message(text, ((_back(one.id), Button(say("button-notes"), "notes", (0,))),))


def _parts(one: Reflection) -> list[Safe]:
    """Its words, each part under its name, as quotations."""
    named = ((say("reflection-keep"), one.keep), (say("reflection-open"), one.open))
    return [part for name, words in named if words for part in (name, quoted(words, LONGEST + 100))]


def _back(id_: ReflectionId) -> Button:
    return Button(say("button-note-back"), "note-back", (id_,), Tone.CARE)


def taken_back(tier: Tier) -> Message:
    """It is gone here, and what was posted or sent of it is emptied."""
    return Message(say("reflection-taken-back", tier=Safe(tier.value)), ((Button(say("button-notes"), "notes", (0,)),),))


def page(view: Page) -> Message:
    """Some of them, with ways to take back one's own, and to turn the page."""
    own = view.cohort is None
    if not view.shown:
        none = say("notes-none") if view.cohort is None else say("reflections-none", title=view.cohort.title)
        return Message(none, ((me_button(),),) if own else ())
    title = say("notes-title") if view.cohort is None else say("reflections-title", title=view.cohort.title)
    parts = [part for one, of in view.shown for part in (_heading(one, of, own=own), *_parts(one))]
    pages = paging("notes", (), view.page, more=view.more) if view.cohort is None else paging(
        "reflections", (view.cohort.id,), view.page, more=view.more
    )  # fmt: skip
    return Message(lines(title, *parts), tuple(row for row in (_take_back(view) if own else None, pages) if row))


def _heading(one: Reflection, of: str, *, own: bool) -> Safe:
    """Its round, and of one's own the cohort with who may read it, else its author."""
    if own:
        return say("notes-one", number=one.round, title=of, tier=Safe(one.tier.value))
    return say("reflections-one", number=one.round, name=of)


def _take_back(view: Page) -> Choice:
    named = [(f"{say('notes-round', number=one.round)}: {(one.keep or one.open or '')[:60]}", str(one.id)) for one, _ in view.shown]
    return Choice("notes-back", tuple(Option(name[:90], value) for name, value in named), say("choose-note-back"))


def to_partner(name: str, author: str, one: Reflection) -> Message:
    """To a partner: what the other keeps of their study, for the two or three of them."""
    text = lines(say("reflection-partner", name=first_name(name), author=author, number=one.round), *_parts(one))
    return Message(text, ((pause_button(),),))


def to_partner_no_more() -> Message:
    """In its place, once it was taken back."""
    return Message(say("reflection-emptied"), ((pause_button(),),))


def round_post(cohort: Cohort, number: int) -> Message:
    """In the home: the post on which the round's thread hangs."""
    return Message(say("reflections-post", title=cohort.title, number=number), ((me_button(),),))


def thread_name(number: int) -> str:
    """What the round's thread is called: plain text."""
    return label("reflections-thread", number=number)


def post(author: str, one: Reflection | None) -> Message:
    """In the thread, by the name of its author; None: it was taken back."""
    if one is None:
        return Message(say("reflection-emptied"), ((me_button(),),))
    return Message(lines(say("reflection-post", author=author), *_parts(one)), ((me_button(),),))


def for_lead(count: int) -> Safe:
    """On the facilitator's page: how many there are to read."""
    return say("today-reflections", count=count)


def own_line(count: int) -> Safe:
    """On one's own page: how many one keeps."""
    return say("me-notes", count=count)
