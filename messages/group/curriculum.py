"""A curriculum made together, for members: what is proposed, in whose name, and what one would choose oneself."""

from collections.abc import Mapping

from domain.cohort.cohorts import Cohort, Vocabulary
from domain.ground.ids import PersonId, ProposalId
from domain.ground.values import Value
from domain.group.curriculum import LONGEST_TEXT, LONGEST_TITLE, LONGEST_WHY, MOST_CHOSEN, Hosting, Proposal
from messages.ground.citations import referred
from messages.ground.names import first_name
from messages.ground.pages import filled, paging
from messages.ground.values import Ask, Button, Choice, Field, Form, Message, Option, Rows, Tone
from messages.ground.words import Safe, clean, label, lines, listed, plain, quoted, say, voice

CHOOSE_PAGE = 4  # a row of buttons for each would be too many: two on a row, and one row to turn the page
MOST_SHOWN = 120  # characters of a title with its escapes
MOST_LINKED = 250  # of a text with its link
ALONE = "alone"  # in one's own name


class Listed(Value):
    """A topic as members read it: with the names of those who propose it, and the number of the session that it is arranged for."""

    proposal: Proposal
    who: tuple[str, ...]
    session: int | None = None


class Topics(Value):
    """The topics of a cohort, as one of its people reads them. `mine`: their own; `open`: topics and choices are still taken."""

    cohort: Cohort
    listed: tuple[Listed, ...]
    mine: frozenset[ProposalId]
    open: bool
    member: bool = True


class Choosing(Value):
    """The same with what the reader chooses, the first choice first."""

    topics: Topics
    chosen: tuple[ProposalId, ...]


class Saved(Value):
    """A topic that was saved; `partners`: whom I tell that it is in their name too."""

    cohort: Cohort
    listed: Listed
    new: bool
    partners: tuple[str, ...] = ()


def form(cohort: Cohort, partners: Mapping[PersonId, str], stands: Proposal | None = None) -> Form:
    """A topic, new or as it stands; `partners`: with whom it may be proposed, by name."""
    host = None if stands is None else stands.host
    hosting = tuple(Option(say("topic-host", host=Safe(one.value)), one.value, chosen=one is host) for one in Hosting)
    fields = (
        Field("title", say("field-topic-title"), value="" if stands is None else stands.title, most=LONGEST_TITLE),
        Field("why", say("field-topic-why"), Ask.PARAGRAPH, value="" if stands is None else stands.why, most=LONGEST_WHY),
        Field(
            "text", say("field-topic-text"), hint=say("field-topic-text.hint"), required=False,
            value="" if stands is None else stands.text or "", most=LONGEST_TEXT,
        ),
        Field("host", say("field-topic-host"), Ask.ONE, hint=say("field-topic-host.hint"), options=hosting),
    )  # fmt: skip
    if partners:
        beside = None if stands is None else stands.beside
        with_one = [Option(plain("topic-together", partner=name)[:90], str(one), chosen=one == beside) for one, name in partners.items()]
        names = (Option(say("topic-alone"), ALONE, chosen=beside not in partners), *with_one)
        fields = (*fields, Field("name", say("field-topic-name"), Ask.ONE, hint=say("field-topic-name.hint"), options=names))
    if stands is None:
        return Form(say("form-topic-title"), "topic", fields, (cohort.id,))
    return Form(say("form-topic-title"), "topic-again", fields, (stands.id,))


def saved(view: Saved) -> Message:
    """What was saved, what became of the text, and who is told."""
    one = view.listed.proposal
    told = say("topic-partner-told", partners=listed(view.partners)) if view.partners else None
    text = lines(say("topic-saved", title=view.cohort.title, new=view.new), _block(view.listed), _unread(one.text), told)
    return Message(text, ((*_own(one), Button(say("button-topics"), "topics", (view.cohort.id, 0))),))


def _own(one: Proposal) -> tuple[Button, ...]:
    return (
        Button(say("button-topic-edit"), "topic-edit", (one.id,)),
        Button(say("button-topic-withdraw"), "topic-withdraw", (one.id,), Tone.CARE),
    )


def _unread(text: str | None) -> Safe | None:
    """What may have been meant, where no link was made; nothing of a text that is like none that we know."""
    from domain.ground.citations.reading import NotRead, read

    found = None if text is None else read(text)
    near = found.near if isinstance(found, NotRead) else None
    if near is None or voice().vocabulary is not Vocabulary.JEWISH or "](<" in referred(text or ""):
        return None
    return say("topic-text-unread", typed=text or "", near=near)


def _block(view: Listed) -> Safe:
    """One topic: its title, who proposes it, why, and its text."""
    one = view.proposal
    who = listed(view.who) or say("topic-nobody")
    head = say("topic-head", topic=clean(one.title, MOST_SHOWN), who=who, session=view.session or 0)
    return lines(head, quoted(one.why, LONGEST_WHY + 100), text_line(one.text))


def text_line(text: str | None) -> Safe | None:
    """Its text, as a link where it is certain."""
    return say("topic-text", text=referred(text, MOST_LINKED)) if text else None


def topics(view: Topics, page: int = 0) -> Message:
    """All topics, as many on a page as have room, with what one may do."""
    head = say("topics-title", title=view.cohort.title, count=len(view.listed), open=view.open)
    pages = filled([_block(one) for one in view.listed], head)
    page = max(0, min(page, len(pages) - 1))
    turn = paging("topics", (view.cohort.id,), page, more=page + 1 < len(pages))
    return Message(pages[page], tuple(row for row in (_mine(view), (*_ways(view), *turn)) if row))


def _ways(view: Topics) -> tuple[Button, ...]:
    if not (view.open and view.member):
        return ()
    choose = Button(say("button-choose-topics"), "topics-choose", (view.cohort.id, 0), Tone.MAIN)
    return (*((choose,) if view.listed else ()), Button(say("button-topic-new"), "topic-new", (view.cohort.id,)))


def _mine(view: Topics) -> Choice | None:
    mine = [one.proposal for one in view.listed if one.proposal.id in view.mine]
    if not (mine and view.open):
        return None
    return Choice("topic-own", tuple(Option(shown(one), str(one.id)) for one in mine[:25]), say("choose-own-topic"))


def shown(one: Proposal) -> str:
    """Its title in a list to choose from: plain text."""
    return plain("topic-option", topic=one.title)[:90]


def own(view: Listed) -> Message:
    """One's own topic, with what one may do about it."""
    return Message(_block(view), (_own(view.proposal),))


def withdrawn(cohort: Cohort, title: str) -> Message:
    """It is gone."""
    text = say("topic-withdrawn", topic=clean(title, MOST_SHOWN), title=cohort.title)
    return Message(text, ((Button(say("button-topics"), "topics", (cohort.id, 0)),),))


def choose(view: Choosing, page: int = 0) -> Message:
    """What one chooses, and a button for each topic: one tap adds it, another takes it away."""
    topics, nth = view.topics, {one: place for place, one in enumerate(view.chosen, start=1)}
    titles = {one.proposal.id: clean(one.proposal.title, MOST_SHOWN) for one in topics.listed}
    chosen = [say("topic-chosen", place=place, topic=titles[one]) for one, place in nth.items() if one in titles]
    page = max(0, min(page, (len(topics.listed) - 1) // CHOOSE_PAGE))
    here = topics.listed[page * CHOOSE_PAGE : (page + 1) * CHOOSE_PAGE]
    names = [say("topic-line", topic=titles[one.proposal.id]) for one in here]
    said = lines(*chosen) if chosen else say("topics-none-chosen")
    head, tap = say("topics-yours", title=topics.cohort.title, most=MOST_CHOSEN), say("topics-tap") if topics.open else None
    return Message(lines(head, said, tap, *names), _choose_rows(topics, here, nth, page))


def _choose_rows(topics: Topics, here: tuple[Listed, ...], nth: dict[ProposalId, int], page: int) -> Rows:
    taps = [_tap(topics, one.proposal, nth.get(one.proposal.id), page) for one in here] if topics.open else []
    more = (page + 1) * CHOOSE_PAGE < len(topics.listed)
    back = Button(say("button-topics"), "topics", (topics.cohort.id, 0))
    turn = (*paging("topics-choose", (topics.cohort.id,), page, more=more), back)
    return (*((tap,) for tap in taps), turn)


def _tap(topics: Topics, one: Proposal, place: int | None, page: int) -> Button:
    name = label("button-topic-tap", topic=one.title, place=place or 0)
    return Button(name, "topic-tap", (topics.cohort.id, one.id, page), Tone.PLAIN if place is None else Tone.GOOD)


def to_partner(name: str, author: str, cohort: Cohort, one: Proposal) -> Message:
    """To a partner: what the other proposes for both, and that they may take their name off."""
    text = say("topic-partner", name=first_name(name), author=author, title=cohort.title)
    block = lines(say("topic-line", topic=clean(one.title, MOST_SHOWN)), quoted(one.why, LONGEST_WHY + 100), text_line(one.text))
    return Message(lines(text, block, say("topic-partner-ways")), ((Button(say("button-name-off"), "topic-name-off", (one.id,)),),))


def name_off(cohort: Cohort, title: str) -> Message:
    """Their name does not stand there any more."""
    return Message(say("topic-name-off", topic=clean(title, MOST_SHOWN), title=cohort.title))


def own_line(title: str, proposed: int, chosen: int) -> Safe:
    """On one's own page: how many topics one has proposed for a cohort, and how many one chooses."""
    return say("me-topics", title=title, proposed=proposed, chosen=chosen)
