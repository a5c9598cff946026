"""Word of a cohort that opens, and news: kept, taken back, shown before it is sent, and sent."""

from collections.abc import Sequence

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import ProgramId
from domain.joining.interests import LONGEST_NEWS, LONGEST_TITLE, Bulletin
from messages.ground.values import Ask, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, label, lines, listed, moment, quoted, say
from messages.joining.signups import me_button, tell_me

MOST_TOPICS = 3  # on one's own page


def _no_more(cohort: Cohort) -> Button:
    return Button(say("button-no-more-of-these"), "tell-me-not", (cohort.id,))


def kept(cohort: Cohort, *, new: bool) -> Message:
    """What one asked for, and how to take it back."""
    return Message(say("interest-kept" if new else "interest-stands", topic=cohort.topic), ((_no_more(cohort),),))


def open_already(cohort: Cohort) -> Message:
    """There is nothing to wait for."""
    go = Button(label("button-sign-up", title=cohort.title), "signup", (cohort.id,), Tone.MAIN)
    return Message(say("interest-open", title=cohort.title), ((go,),))


def taken_back(cohort: Cohort) -> Message:
    """Of that topic, nothing more."""
    return Message(say("interest-taken-back", topic=cohort.topic), ((tell_me(cohort),),))


def all_taken_back() -> Message:
    """Of no topic, any more."""
    return Message(say("interests-taken-back"))


def opened(cohort: Cohort, program: Program, name: str) -> Message:
    """A cohort on a topic that one asked for is open: until when, and what it takes."""
    closes = moment(cohort.closes_at) if cohort.closes_at is not None else say("no-date")
    text = say("interest-opened", name=name, topic=cohort.topic, title=cohort.title, closes=closes, contact=program.contact)
    go = Button(label("button-sign-up", title=cohort.title), "signup", (cohort.id,), Tone.MAIN)
    return Message(text, ((go, _no_more(cohort), me_button()),))


def news_button(program: ProgramId, *, reads: bool) -> Button:
    """In with one press, and out with one."""
    return Button(say("button-news-out"), "news-out", (program,)) if reads else Button(say("button-news-in"), "news-in", (program,))


def news_state(program: Program, *, reads: bool) -> Message:
    """What stands now, with the way back."""
    return Message(say("news-in" if reads else "news-out", program=program.name), ((news_button(program.id, reads=reads),),))


def news_form() -> Form:
    """A title and a text."""
    return Form(
        say("form-news-title"), "news",
        (
            Field("headline", say("field-headline"), most=LONGEST_TITLE),
            Field("news", say("field-news"), Ask.PARAGRAPH, most=LONGEST_NEWS, hint=say("field-news.hint")),
        ),
    )  # fmt: skip


def _body(bulletin: Bulletin, program: Program) -> Safe:
    return lines(say("news", title=bulletin.title, program=program.name), quoted(bulletin.words, 1450, links=True))


def preview(bulletin: Bulletin, program: Program, readers: int) -> Message:
    """The news as each reader gets it, and how many they are; nothing has gone out."""
    if readers == 0:
        return Message(lines(_body(bulletin, program), say("news-no-readers")))
    go = Button(say("button-send"), "news-send", (bulletin.id,), Tone.MAIN)
    return Message(lines(say("news-preview", readers=readers), _body(bulletin, program), say("news-preview-next")), ((go,),))


def sent(bulletin: Bulletin, readers: int) -> Message:
    """The receipt."""
    return Message(say("news-sent", title=bulletin.title, readers=readers))


def sent_already(bulletin: Bulletin) -> Message:
    """It goes out once."""
    return Message(say("news-sent-already", title=bulletin.title))


def news(bulletin: Bulletin, program: Program) -> Message:
    """To one reader, with the one button that ends it."""
    text = lines(_body(bulletin, program), say("news-next", contact=program.contact))
    return Message(text, ((news_button(program.id, reads=True), me_button()),))


def own_line(topics: Sequence[str], program: Program, *, reads: bool) -> Safe:
    """One line for one's own corner: what one asked to hear of."""
    more = max(len(topics) - MOST_TOPICS, 0)
    waits = say("me-interests", topics=listed(list(topics[:MOST_TOPICS])), more=more) if topics else None
    news_ = say("me-news", program=program.name, reads=reads)
    return Safe(f"{waits} {news_}") if waits is not None else news_
