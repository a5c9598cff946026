"""A curriculum made together, for those who lead: the count, the sessions with their topics and hosts, what is posted, and to hosts."""

from collections.abc import Sequence
from datetime import datetime
from zlib import crc32

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId
from domain.ground.values import Value
from domain.group.curriculum import LONGEST_NEEDS, MOST_HOSTS, Counted, Curriculum, Hosting, Proposal
from domain.group.sessions import Session
from messages.ground.citations import cited
from messages.ground.names import first_name
from messages.ground.pages import filled, paging
from messages.ground.values import CONTENT_LIMIT, Ask, Button, Choice, Field, Form, Message, Option, Rows, Tone
from messages.ground.words import Safe, clean, label, lines, listed, moment, plain, quoted, say
from messages.group.curriculum import MOST_SHOWN, Listed, shown, text_line
from messages.joining.signups import me_button

MOST_TIED = 4  # titles in one line
HOSTS = 80  # characters of their names beside a topic
MOST_NAMED = 5  # hosts under whose preview the post has room
POST_ROOM = CONTENT_LIMIT - 400
LEAST = 28  # characters of each topic where many have little room


class Slot(Value):
    """A session, the proposal that its topic comes from, and the members who host it, by name."""

    session: Session
    proposal: Proposal | None = None
    hosts: tuple[str, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()  # what hosts say that they need, each with a name


class Arrangement(Value):
    """The facilitator's page. `count`: of all, where it may be seen; `chose`: how many have chosen, of so many members."""

    cohort: Cohort
    curriculum: Curriculum
    slots: tuple[Slot, ...]
    listed: tuple[Listed, ...]
    count: tuple[Counted, ...] | None
    chose: int
    members: int
    leads: bool
    together: tuple[tuple[Proposal, ...], ...] = ()  # those that name the same text
    takes: bool = True  # topics and choices are still taken


class Waits(Value):
    """What there is to do for who leads: topics, how many have chosen, sessions to come without one; `takes`: topics are still taken."""

    proposals: int
    chose: int
    bare: int
    takes: bool


class Setting(Value):
    """One session to be arranged: what may be its topic, the likeliest first, and who may host it, first those who offered."""

    cohort: Cohort
    slot: Slot
    free: tuple[Listed, ...]
    hosting: tuple[PersonId, ...]
    people: tuple[tuple[PersonId, str, Hosting | None], ...]
    published: bool


class Done(Value):
    """What somebody changed: the session as it is now, and the topic that is free again."""

    setting: Setting
    freed: str | None = None


class Preview(Value):
    """What would be posted, and who is told that they host."""

    cohort: Cohort
    slots: tuple[Slot, ...]
    hosts: tuple[str, ...]

    @property
    def mark(self) -> int:
        """What the button under it carries of what it showed."""
        return crc32(f"{post(self.cohort, self.slots).text}\n{self.hosts}".encode())


def page(view: Arrangement, number: int = 0) -> Message:
    """Sessions to come with their topics, then the count, then what to know of it."""
    parts: list[str | None] = [say("arrange-sessions") if view.slots else say("arrange-no-sessions")]
    parts += [_slot(one) for one in view.slots]
    parts += _counts(view)
    pages = filled([part for part in parts if part], say("arrange-title", title=view.cohort.title))
    number = max(0, min(number, len(pages) - 1))
    turn = paging("arrange", (view.cohort.id,), number, more=number + 1 < len(pages))
    return Message(pages[number], tuple(row for row in (_which(view), (*_ways(view), *turn)) if row))


def _which(view: Arrangement) -> Choice | None:
    if not view.slots:
        return None
    options = tuple(
        Option(
            plain("arrange-option", number=one.session.number, topic=one.session.topic or say("arrange-no-topic"))[:90], str(one.session.id)
        )
        for one in view.slots[:25]
    )
    return Choice("arrange-session", options, say("choose-session"))


def _ways(view: Arrangement) -> tuple[Button, ...]:
    decided = any(one.session.topic for one in view.slots)
    publish = Button(say("button-preview-topics"), "arrange-preview", (view.cohort.id,), Tone.MAIN)
    close = Button(say("button-close-topics"), "topics-close", (view.cohort.id,))
    topics = Button(say("button-topics"), "topics", (view.cohort.id, 0))
    unpublished = decided and view.curriculum.published_at is None
    return (*((publish,) if unpublished else ()), *((close,) if view.takes and view.listed else ()), topics)


def _slot(view: Slot) -> Safe:
    one = view.session
    hosts = clean(one.host, HOSTS) if one.host else say("arrange-no-host")
    topic = clean(one.topic, MOST_SHOWN) if one.topic else say("arrange-no-topic")
    return say("arrange-slot", number=one.number, at=moment(one.starts_at, "f"), topic=topic, hosts=hosts)


def _counts(view: Arrangement) -> list[str | None]:
    """How many have chosen, the rule, and the count, or why there is none."""
    if not view.listed:
        return [say("arrange-no-proposals")]
    closed = view.curriculum.closed_at is not None
    many = say("arrange-chose", chose=view.chose, members=view.members, closed=closed)
    if not view.leads:
        return [many, say("arrange-not-yours"), *(_line(one, None, closed=closed) for one in view.listed), *_same_text(view)]
    if view.count is None:
        why = say("arrange-too-few", closed=closed)
        return [many, why, *(_line(one, None, closed=closed) for one in view.listed), *_same_text(view)]
    known = {one.proposal.id: one for one in view.listed}
    result = [_line(known[one.proposal], one, closed=closed) for one in view.count if one.proposal in known]
    return [many, say("arrange-rule"), None if closed else say("arrange-so-far"), *result, *_same_text(view)]


def _line(view: Listed, count: Counted | None, *, closed: bool) -> Safe:
    """A topic, its place (those that are tied have the same), who proposes it and would host, and where it is arranged."""
    one = view.proposal
    return say(
        "arrange-line", place=0 if count is None else count.place, sum=count.sum if count is not None and closed else 0,
        closed=closed and count is not None, topic=clean(one.title, MOST_SHOWN), who=listed(view.who) or say("topic-nobody"),
        host=Safe(one.host.value), session=view.session or 0,
    )  # fmt: skip


def _same_text(view: Arrangement) -> list[Safe]:
    """Which topics name the same text: each stays as it is."""
    return [
        lines(
            say(
                "arrange-same-text",
                topics=listed([Safe(f"“{clean(one.title, 60)}”") for one in some[:MOST_TIED]]),
                more=max(0, len(some) - MOST_TIED),
            ),
            text_line(some[0].text),
        )
        for some in view.together
    ]


def setting(view: Setting, said: Safe | None = None) -> Message:
    """One session: its topic, hosts and what they need, with what may be changed. `said`: what was just done."""
    slot, session = view.slot, view.slot.session
    teacher = say("session-teacher", teacher=session.teacher) if session.teacher else None
    from_ = None if slot.proposal is None else text_line(slot.proposal.text)
    needs = [lines(say("arrange-needs", name=name), quoted(words, 350)) for name, words in slot.needs]
    text = lines(said, _slot(slot), from_, teacher, *needs, say("arrange-setting", published=view.published))
    return Message(text, _setting_rows(view))


def _setting_rows(view: Setting) -> Rows:
    session, rows = view.slot.session, list[tuple[Button, ...] | Choice]()
    if view.free:
        free = tuple(Option(shown(one.proposal), str(one.proposal.id), _by(one)) for one in view.free[:25])
        rows.append(Choice("arrange-topic", free, say("choose-topic"), (session.id,)))
    if view.people:
        people = tuple(
            Option(plain("arrange-host", name=name, host=Safe("none" if offer is None else offer.value))[:90], str(one),
                   chosen=one in view.hosting)
            for one, name, offer in view.people[:25]
        )  # fmt: skip
        rows.append(Choice("arrange-hosts", people, say("choose-hosts"), (session.id,), least=0, most=min(MOST_HOSTS, len(people))))
    details = Button(say("button-own-topic"), "session-edit", (session.id,))
    bare = (Button(say("button-no-topic"), "arrange-free", (session.id,), Tone.CARE),) if session.topic else ()
    return (*rows, (details, *bare, Button(say("button-all-sessions"), "arrange", (view.cohort.id, 0))))


def _by(one: Listed) -> str | None:
    return plain("arrange-by", who=" + ".join(one.who))[:100] if one.who else None


def done(view: Done) -> Message:
    """What stands now, and what became free by it."""
    number = view.setting.slot.session.number
    freed = say("arrange-freed", topic=clean(view.freed, MOST_SHOWN)) if view.freed else None
    follows = say("arrange-follows") if view.setting.published else None
    return setting(view.setting, lines(say("arrange-done", number=number), freed, follows))


def close_question(cohort: Cohort, chose: int, members: int) -> Message:
    """Closing cannot be taken back: what it means is said first."""
    close = Button(say("button-close-topics"), "topics-close-yes", (cohort.id,), Tone.MAIN)
    return Message(say("topics-close-question", title=cohort.title, chose=chose, members=members), ((close,),))


def post(cohort: Cohort, slots: Sequence[Slot]) -> Message:
    """What is decided, as the cohort reads it; with as much of each session as there is room for, also under a preview's own words."""
    head, foot = say("curriculum-post", title=cohort.title), say("curriculum-post-end")
    texts = (lines(head, *(_posted(one, whole=whole) for one in slots), foot) for whole in (2, 1, 0))
    text = next((one for one in texts if len(one) <= POST_ROOM), lines(head, *(_posted(one, whole=0, most=LEAST) for one in slots), foot))
    return Message(text, ((Button(say("button-topics"), "topics", (cohort.id, 0)), me_button()),))


def _posted(view: Slot, *, whole: int, most: int = MOST_SHOWN) -> Safe:
    """One session: with its text, host and teacher; or with its host; or its topic alone."""
    one = view.session
    named = clean(one.topic or "", most) if whole < 2 else cited(one.topic or "", 250)
    topic = named if one.topic else say("curriculum-open")
    first = say("curriculum-line", number=one.number, at=moment(one.starts_at, "f" if whole else "D"), topic=topic)
    host = say("session-host", host=one.host) if one.host and whole else None
    teacher = say("session-teacher", teacher=one.teacher) if one.teacher and whole == 2 else None
    text = text_line(view.proposal.text) if view.proposal is not None and whole == 2 else None
    return lines(first, text, teacher, host)


def preview(view: Preview) -> Message:
    """The post as it will be, and who is told; the button does this and nothing else."""
    hosts, more = listed([clean(one, 40) for one in view.hosts[:MOST_NAMED]]), max(0, len(view.hosts) - MOST_NAMED)
    told = say("arrange-preview", home=Safe(f"<#{view.cohort.home}>"), hosts=hosts, more=more, count=len(view.hosts))
    publish = Button(say("button-publish-topics"), "arrange-publish", (view.cohort.id, view.mark), Tone.MAIN)
    return Message(lines(told, post(view.cohort, view.slots).text), ((publish,),))


def published(view: Preview, at: datetime) -> Message:
    """The receipt: when it goes out, and that it follows what is arranged from now on."""
    text = say("arrange-published", home=Safe(f"<#{view.cohort.home}>"), at=at, count=len(view.hosts))
    return Message(text, ((Button(say("button-all-sessions"), "arrange", (view.cohort.id, 0)),),))


def hosting(name: str, cohort: Cohort, session: Session) -> Message:
    """To a host, once: which session is theirs."""
    text = say("hosting", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at, topic=_topic(session))
    return Message(text, (_needs_button(session),))


def asked(name: str, cohort: Cohort, session: Session) -> Message:
    """To a host, a week before: whether they need anything."""
    text = say("host-asked", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at, topic=_topic(session))
    return Message(text, (_needs_button(session),))


def over(name: str, cohort: Cohort, session: Session) -> Message:
    """To somebody who was to host: they do so no more."""
    return Message(
        say("hosting-over", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at), ((me_button(),),)
    )


def _topic(session: Session) -> Safe:
    return cited(session.topic, 250) if session.topic else say("arrange-no-topic")


def _needs_button(session: Session) -> tuple[Button, ...]:
    return Button(say("button-host-needs"), "host-needs", (session.id,)), me_button()


def needs_form(session: Session) -> Form:
    """What a host needs, in their own words."""
    needs = Field("needs", say("field-needs"), Ask.PARAGRAPH, hint=say("field-needs.hint"), most=LONGEST_NEEDS)
    return Form(label("form-needs-title", number=session.number)[:45], "host-needs", (needs,), (session.id,))


def needs_saved(session: Session, leads: Sequence[str]) -> Message:
    """It goes to those who lead the cohort."""
    return Message(say("needs-saved", number=session.number, leads=listed([clean(one, 40) for one in leads[:MOST_HOSTS]])))


def needs(name: str, host: str, cohort: Cohort, session: Session, words: str) -> Message:
    """To a facilitator: what a host needs, in their words."""
    text = say("host-needs", name=first_name(name), host=host, number=session.number, title=cohort.title, at=session.starts_at)
    return Message(lines(text, quoted(words, 2 * LONGEST_NEEDS)), ((Button(say("button-session-topics"), "arrange-one", (session.id,)),),))


def today(view: Waits) -> Safe:
    """On the facilitator's page: what waits for them here."""
    return say("today-topics", proposals=view.proposals, chose=view.chose, bare=view.bare, takes=view.takes)
