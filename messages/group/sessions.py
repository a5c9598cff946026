"""Sessions: the announcement, reminders, moves, the link, and what members answer."""

from collections.abc import Sequence
from datetime import datetime, time
from enum import StrEnum
from zlib import crc32

from domain.cohort.cohorts import Cohort, CohortState, Vocabulary
from domain.ground.ids import PairId, PersonId
from domain.ground.times import LocalTime, called
from domain.ground.values import Value
from domain.group.series import Clash
from domain.group.sessions import Odd, Session, SessionState
from messages.ground.citations import referred
from messages.ground.dates import clock_words, date_words, night_words, short, time_words
from messages.ground.names import first_name
from messages.ground.values import CONTENT_LIMIT, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, clean, label, lines, link_to, listed, moment, quoted, say, voice
from messages.group.clashes import against
from messages.group.covenants import for_first_session
from messages.group.details import about, kept_topic
from messages.group.series import Told, at_the_same_time, who_hears
from messages.joining.signups import me_button, pause_button

LONGEST_REASON = 200  # letters
MOST_WORDS = 700  # with marks and escapes; a form takes 300 letters
SPARE = 100  # letters, for the line that the rest is in the thread
LEAST = 160  # letters of words with their name, of which anything can be read


class Change(Value):
    """Another time for a session, or with None that it is called off: what stands against it, and who is told."""

    cohort: Cohort
    session: Session
    other: LocalTime | None
    clash: Clash | None
    members: int
    told: Told
    odd: tuple[Odd, ...] = ()  # what may be a slip
    skipped: time | None = None  # what was typed, where the clocks leave that time out
    beside: tuple[tuple[str, int], ...] = ()  # other cohorts that meet then, with how many are in both


class After(StrEnum):
    """What follows a session that is called off."""

    SESSION = "session"
    ROUND = "round"  # none: the round that was under way ends at its time
    NOTHING = "nothing"


class Word(Value):
    """Words to the group from somebody who cannot come."""

    person: PersonId
    name: str
    words: str


class Coming(Value):
    """Who comes to a session, and what others wrote."""

    yes: tuple[str, ...]
    no: tuple[Word, ...]


def reason_mark(session: Session) -> int:
    """What the button under a preview carries of the reason that it showed; 0 for none."""
    return crc32((session.because_next or "").encode())


def link_form(cohort: Cohort) -> Form:
    """The meeting link, typed where nobody else can see it."""
    field = Field("link", say("field-link"), most=500, hint=say("field-link.hint"))
    return Form(say("form-link-title"), "link", (field,), (cohort.id,))


def link_saved(cohort: Cohort, told: int) -> Message:
    """The link is kept; who will see it, and how many are told since they have another one in a reminder."""
    return Message(lines(say("link-saved", title=cohort.title), say("link-told", told=told) if told else None, say("link-next")))


def link_changed(cohort: Cohort, session: Session, name: str, address: str | None) -> Message:
    """To a member whose reminder has another link. `address` as in `reminder`."""
    text = say("link-changed", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at)
    see = Button(say("button-link"), "session-link", (session.id,))
    return Message(lines(text, _meet_here(address) or say("meet-behind-button")), ((see,), (pause_button(),)))


def link(session: Session, address: str, ahead: Session | None) -> Message:
    """The link, to a member, privately. `ahead`: the session that it is for, another one where that session is called off or over."""
    if ahead is not None and ahead.id == session.id:
        return Message(say("link-here", at=session.starts_at, link=link_to(address)))
    off = session.state is SessionState.CANCELLED
    gone = say("link-off" if off else "link-over", number=session.number, date=date_words(session.when))
    if ahead is None:
        return Message(lines(gone, say("link-none")))
    return Message(lines(gone, say("link-next-session", number=ahead.number), say("link-here", at=ahead.starts_at, link=link_to(address))))


def _buttons(session: Session) -> tuple[Button, ...]:
    return (
        Button(say("button-coming"), "rsvp-yes", (session.id,), Tone.GOOD),
        Button(say("button-cannot-come"), "rsvp-no", (session.id,)),
        Button(say("button-link"), "session-link", (session.id,)),
    )


def announcement(cohort: Cohort, session: Session, coming: Coming, off: After | None = None, *, over: bool = False) -> Message:
    """The post in the cohort's home; never with the link in it. `off`: it is called off, and what follows then; `over`: it was held."""
    if off is not None:
        return _called_off(cohort, session, off)
    post = _post(cohort, session)
    said = _words(coming.no, CONTENT_LIMIT - len(post))
    return Message(lines(post, *said), ((Button(say("button-i-was-there"), "i-was-there", (session.id,)),) if over else _buttons(session),))


def _post(cohort: Cohort, session: Session) -> Safe:
    """All of an announcement but what members wrote."""
    return lines(
        say("session-post", number=session.number, title=cohort.title, at=session.starts_at, date=date_words(session.when),
            clock=clock_words(session.when), minutes=session.minutes),
        *about(session),
        _changed_line(session),
    )  # fmt: skip


def without_room(cohort: Cohort, session: Session, coming: Coming) -> frozenset[PersonId]:
    """Whose words the post of a session has no room for as a whole, with a few letters to spare: each in full is for its thread."""
    room = CONTENT_LIMIT - len(_post(cohort, session)) - SPARE
    shares = _shares([_word(one) for one in coming.no], room)
    return frozenset(one.person for one, share in zip(coming.no, shares, strict=True) if share < len(_word(one)))


def _words(those: Sequence[Word], room: int) -> list[Safe]:
    """Words to the group, each in full or else a fair share of it; what has no room is in the thread, and this says so."""
    if sum(len(_word(one)) + 1 for one in those) <= room:
        return [_word(one) for one in those]
    shares = _shares([_word(one) for one in those], room - SPARE)
    shown = [_word(one, share) for one, share in zip(those, shares, strict=True) if share]
    return [*shown, say("session-words-more", count=shares.count(0))]


def _word(one: Word, most: int = MOST_WORDS) -> Safe:
    """One member's words, with their name, in so many letters at most; 0 of them are none."""
    around = len(say("session-word", name=one.name, words=""))
    return say("session-word", name=one.name, words=quoted(one.words, min(MOST_WORDS, most - around)))


def _shares(texts: Sequence[str], room: int) -> list[int]:
    """How many letters each of those lines gets: short ones all they need, long ones the same, and the last ones none before too few."""
    shares, left = [0] * len(texts), max(room, 0)
    several = list(range(min(len(texts), left // LEAST)))
    for nth, position in enumerate(sorted(several, key=lambda one: len(texts[one]))):
        shares[position] = min(len(texts[position]), left // (len(several) - nth) - 1)
        left -= shares[position] + 1
    return shares


def words_of(name: str, written: str | None) -> Message:
    """What one member wrote to the group, in the session's thread; None: they have taken it back."""
    text = say("session-word", name=name, words=quoted(written, MOST_WORDS)) if written else say("session-word-back", name=name)
    return Message(text, ((Button(say("button-me"), "me"),),))


def _changed_line(session: Session) -> Safe | None:
    """That another time stood here before; nothing, where none did."""
    if not session.announced:
        return None
    if session.by_clocks:
        return say("session-clocks-line", place=called(session.when.zone))
    return lines(say("session-moved-line"), because(session))


def because(session: Session) -> Safe | None:
    """Why it last changed, in the words of whoever changed it."""
    return _reason(session.because)


def _reason(typed: str | None) -> Safe | None:
    return lines(say("session-because"), quoted(typed, 2 * LONGEST_REASON + 50)) if typed else None


def _called_off(cohort: Cohort, session: Session, after: After) -> Message:
    facts = {"number": session.number, "date": date_words(session.when)}
    if cohort.state is CohortState.CANCELLED:
        text = say("session-cancelled-with-all", **facts)
    else:
        text = lines(say("session-cancelled-post", after=Safe(after.value), **facts), because(session))
    button = "button-next-session" if after is After.SESSION else "button-me"
    return Message(text, ((Button(say(button), "me", (), Tone.PLAIN),),))


def thread_name(session: Session) -> str:
    """The curriculum thread of a session, plain text."""
    return f"Session {session.number}" + (f" · {session.topic}" if session.topic else "")


def event_texts(cohort: Cohort, session: Session) -> tuple[str, str, str]:
    """Name, description and place of the native event; it says where the link is, and never the link."""
    return (
        f"{cohort.title} · session {session.number}"[:100],
        str(say("event-description", title=cohort.title)),
        str(say("event-place")),
    )


def reminder(
    cohort: Cohort, session: Session, name: str, partner: str | None, *, coming: bool = False, address: str | None = None,
    covenant: str | None = None,
) -> Message:  # fmt: skip
    """The reminder one chose, with what one's partner answered meanwhile; whoever said that they come is asked nothing.

    `address`: the meeting's, where nobody but this member reads it. `covenant`: where the group's is posted, before its first meeting.
    """
    text = say(
        "session-reminder", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at,
        clock=clock_words(session.when),
        own=voice().reader.shares_clock(session.when),
    )  # fmt: skip
    ask = say("session-reminder-coming" if coming else "session-reminder-open")
    here = _meet_here(address) or say("meet-behind-button")
    ways = _buttons(session)[coming : None if address is None else -1]  # the link is there, and needs no button
    agreed = for_first_session(covenant) if covenant is not None else None
    return Message(lines(text, ask, here, agreed, partner), (ways, (pause_button(),)))


def moved(cohort: Cohort, session: Session, name: str, before: datetime | None, beside: Sequence[str] = ()) -> Message:
    """A session has another time than the one that this person knows; `beside`: titles of other cohorts of theirs that meet then."""
    text = say(
        "session-moved", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at,
        date=date_words(session.when),
        before=moment(before) if before is not None else say("no-date"),
    )  # fmt: skip
    both = say("session-moved-beside", titles=listed([clean(title, 60) for title in beside[:3]])) if beside else None
    return Message(lines(text, because(session), both), (_buttons(session), (pause_button(),)))


def moved_late(cohort: Cohort, session: Session, name: str, before: datetime | None, *, over: bool) -> Message:
    """The same to somebody whom it could not be said before the session began; `over`: it has ended too."""
    text = say(
        "session-moved-late", name=first_name(name), number=session.number, title=cohort.title, at=session.starts_at,
        before=moment(before) if before is not None else say("no-date"), over=over,
    )  # fmt: skip
    see = () if over else ((Button(say("button-link"), "session-link", (session.id,)),),)
    return Message(lines(text, because(session)), (*see, (pause_button(),)))


def clocks_changed(cohort: Cohort, name: str, ahead: Sequence[Session], *, leads: bool, has_place: bool = True) -> Message:
    """The clocks at home have another rule, which moves none of these sessions there, but perhaps for whoever lives elsewhere.

    `has_place`: not for somebody who wishes for a place, and gets no file for their calendar.
    """
    facts = [(one.number, short(one.when.date), time_words(one.when.as_shown().time), one.starts_at) for one in ahead]
    parts = [say("clocks-line", number=number, date=date, time=time, at=at) for number, date, time, at in facts]
    text = say("clocks-changed", name=first_name(name), title=cohort.title, place=called(ahead[0].when.zone))
    then = "clocks-changed-lead" if leads else "clocks-changed-file" if has_place else "clocks-changed-wish"
    last = pause_button() if has_place and not leads else me_button()
    return Message(lines(text, *parts, say(then)), ((last,),))


def cancelled(cohort: Cohort, session: Session, name: str) -> Message:
    """A session is off."""
    text = say("session-cancelled", name=first_name(name), number=session.number, title=cohort.title, date=date_words(session.when))
    return Message(lines(text, because(session)), ((pause_button(),),))


def in_words(cohort: Cohort, session: Session, now: datetime) -> Message:
    """To words about a session: as what they were read, and the taps that say it beyond doubt, while there is something to say."""
    off = session.state is SessionState.CANCELLED
    ahead = session.state is SessionState.PLANNED and session.ends_at >= now
    name = "session-in-words" if ahead else "session-in-words-off" if off else "session-in-words-over"
    text = say(name, number=session.number, title=cohort.title, at=session.starts_at)
    rest = (Button(say("button-me"), "me"), pause_button())
    return Message(lines(text, say("session-in-words-else")), (_buttons(session)[:2], rest) if ahead else (rest,))


def cannot_form(session: Session, *, others: bool) -> Form:
    """A word for the group, if they wish; none is asked for. `others` than the group may read it too."""
    return Form(
        say("form-cannot-title"),
        "rsvp-word",
        (Field("words", say("field-words"), required=False, most=300, hint=say("field-words.hint", others=others)),),
        (session.id,),
    )


def answered(session: Session, coming: bool, words: bool = False, *, others: bool = False, address: str | None = None) -> Message:
    """Their answer stands, and may be changed; a word for the group is on its way to them, and `others` may read it too.

    `address`: the meeting's, once it begins.
    """
    said = say("rsvp-words", others=others) if words else None
    return Message(lines(say("rsvp-yes" if coming else "rsvp-no", at=session.starts_at), said, _meet_here(address)))


def _meet_here(address: str | None) -> Safe | None:
    return say("meet-here", link=link_to(address)) if address else None


def change_question(view: Change) -> Message:
    """What would change, what stands against it, and who would hear of it; the button does this and nothing else."""
    session, other = view.session, view.other
    why = _reason(session.because_next) or say("change-no-reason")
    told = lines(
        kept_topic(session, off=other is None), why, say("change-told", told=view.told.all, who=_who(view.told)), _too_late(view.told)
    )
    args, mark = (view.cohort.id, session.number, session.revision), reason_mark(session)
    if other is None:
        text = say("cancel-question", number=session.number, title=view.cohort.title, at=session.starts_at, date=date_words(session.when))
        return Message(lines(text, told), ((Button(say("button-cancel-session"), "session-cancel-yes", (*args, mark), Tone.CARE),),))
    text = say(
        "move-question", number=session.number, title=view.cohort.title, before=session.starts_at, at=other.instant(),
        date=date_words(other), clock=clock_words(other),
    )  # fmt: skip
    clash = None if view.clash is None else against(view.clash, view.members)
    skipped = None if view.skipped is None else say("move-skipped", time=time_words(view.skipped), clock=clock_words(other))
    when = (other.date.isoformat(), other.time.strftime("%H.%M"))
    slips = [say("move-odd", what=Safe(one.what.value), number=one.other.number, date=date_words(one.other.when)) for one in view.odd]
    move = Button(say("button-move-session"), "session-move-yes", (*args, *when, mark), Tone.MAIN)
    return Message(lines(text, skipped, _at_night(view), *slips, clash, at_the_same_time(view.beside), told), ((move,),))


def _at_night(view: Change) -> Safe | None:
    """That it begins at night at home, which may be a slip such as 03:00 for 3 pm, or for how many people it does."""
    if view.clash is None or not (view.clash.night or view.clash.asleep):
        return None
    return say("move-night", home=view.clash.night, asleep=view.clash.asleep, people=view.members, **night_words())


def _who(told: Told) -> Safe:
    """Members by that word alone, and with others each by where they stand."""
    return say("change-members", count=told.all) if told.members == told.all else listed(who_hears(told))


def _too_late(told: Told) -> Safe | None:
    return say("change-too-late", late=told.late, all=told.late == told.all) if told.late else None


def changed(session: Session, told: Told) -> Message:
    """The receipt of a move or a cancellation."""
    off = session.state is SessionState.CANCELLED
    done = say(
        "session-changed-off" if off else "session-changed", number=session.number, date=date_words(session.when),
        clock=clock_words(session.when),
    )  # fmt: skip
    said = say("session-changed-told", told=told.all, who=_who(told))
    return Message(lines(done, kept_topic(session, off=off), because(session), said, _too_late(told)))


def prompt_form(
    cohort: Cohort, round_: int, reference: str, question: str, *, sent: bool = False, pair: PairId | None = None,
    names: Sequence[str] = (),
) -> Form:  # fmt: skip
    """What the pairs study in a round, or one of them, by its names. `sent`: its texts have begun to go out."""
    hint = say("field-question-sent" if sent else "field-question.hint")
    title = say("form-prompt-title", number=round_) if pair is None else label("form-prompt-pair", number=round_, names=" + ".join(names))
    return Form(
        title, "prompt",
        (
            Field("reference", say("field-reference"), value=reference, required=False, most=100, hint=say("field-reference.hint")),
            Field("question", say("field-question"), value=question, most=800, hint=hint),
        ),
        (cohort.id, round_) if pair is None else (cohort.id, round_, pair),
    )  # fmt: skip


def prompt_saved(
    cohort: Cohort, round_: int, reference: str = "", *, unasked: bool = False, sent: bool = False, pair: bool = False
) -> Message:  # fmt: skip
    """The round has its prompt, with what becomes of the reference that was typed.

    `unasked`: as things stand it is left out, in a busy season; `sent`: its texts have begun to go out; `pair`: it is
    for one pair alone.
    """
    text = "prompt-saved-sent" if sent else "prompt-saved-unasked" if unasked else "prompt-saved"
    saved = say("prompt-saved-pair", number=round_, sent=sent) if pair else say(text, title=cohort.title, number=round_)
    return Message(lines(saved, _reference(reference) if reference.strip() else None))


def _reference(typed: str) -> Safe | None:
    """Where its link leads, or which text may have been meant; nothing of a text that is nothing like those we know.

    An organisation that is not Jewish is not asked whether it meant Joel.
    """
    from domain.ground.citations.reading import NotRead, read

    found, shown = read(typed), referred(typed)
    if not isinstance(found, NotRead) or "](<" in shown:
        return say("prompt-reference", reference=shown)
    if found.near is None or voice().vocabulary is not Vocabulary.JEWISH:
        return None
    return say("prompt-reference-unread", why=Safe(found.why.value), typed=typed, near=found.near)


def next_session(session: Session | None) -> Safe | None:
    """One line for one's own corner."""
    return None if session is None else say("me-session", at=session.starts_at)
