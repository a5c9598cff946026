"""What is said about single sessions: what they are about, what they lack, who was there, and their notes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from domain.ground.ids import PersonId, SessionId
from domain.group.sessions import Gap, SessionState
from messages.ground.values import Form, Message
from messages.group import attendance, details, series, sessions
from tests.messages.world import NOW, World

MEETINGS: Final[dict[str, Callable[[World], Message | Form]]] = {
    "sessions.announcement of all there is to say": lambda w: sessions.announcement(w.cohort, w.detailed(), sessions.Coming((), ())),
    "sessions.announcement of what is over": lambda w: sessions.announcement(w.cohort, w.session, sessions.Coming((), ()), over=True),
    "sessions.link of the next one": lambda w: sessions.link(
        w.session, "https://" + "a" * 490, replace(w.session, id=SessionId(int(w.session.id) + 1))
    ),
    "sessions.link of none": lambda w: sessions.link(replace(w.session, state=SessionState.CANCELLED), "https://" + "a" * 490, None),
    "sessions.announcement with no room left": lambda w: sessions.announcement(
        w.cohort, w.detailed(), sessions.Coming((), tuple(sessions.Word(PersonId(n), w.name, w.letter * 300) for n in range(24)))
    ),
    "sessions.words_of": lambda w: sessions.words_of(w.name, w.letter * 300),
    "sessions.words_of somebody who took them back": lambda w: sessions.words_of(w.name, None),
    "attendance.afterwards": lambda w: attendance.afterwards(w.cohort, w.session),
    "attendance.page": lambda w: attendance.page(w.came()),
    "attendance.page of nothing": lambda w: attendance.page(attendance.Came(w.cohort, w.session, (), (), ())),
    "attendance.who_form": lambda w: attendance.who_form(
        w.session, [replace(w.person, id=PersonId(n)) for n in range(30)], frozenset({1, 2}), NOW
    ),
    "attendance.who_saved": lambda w: attendance.who_saved(w.came()),
    "attendance.i_was_there": lambda w: attendance.i_was_there(w.cohort, w.session),
    "attendance.notes_form": lambda w: attendance.notes_form(w.session, w.letter * 1500),
    "attendance.notes_saved": lambda w: attendance.notes_saved(w.cohort, w.session),
    "attendance.notes": lambda w: attendance.notes(w.session, w.letter * 1500),
    "details.form": lambda w: details.form(w.detailed(), w.letter * 120),
    "details.form of nothing yet": lambda w: details.form(w.session, None),
    "details.saved": lambda w: details.saved(details.Saved(w.cohort, w.detailed(), w.letter * 120, changed=True, posted=True)),
    "details.saved of nothing": lambda w: details.saved(
        details.Saved(w.cohort, replace(w.session, topic=None), None, changed=False, posted=False)
    ),
    "details.link_unused": lambda w: details.link_unused(w.cohort, w.session, w.session.starts_at),
    "details.lacking": lambda w: details.lacking(w.cohort, w.session, tuple(Gap)),
    "sessions.cancelled": lambda w: sessions.cancelled(w.cohort, w.session, w.name),
    "sessions.in_words": lambda w: sessions.in_words(w.cohort, w.session, NOW),
    "sessions.in_words of what is over": lambda w: sessions.in_words(w.cohort, w.session, NOW + timedelta(days=9)),
    "sessions.in_words of what is called off": lambda w: sessions.in_words(w.cohort, replace(w.session, state=SessionState.CANCELLED), NOW),
    "sessions.cannot_form": lambda w: sessions.cannot_form(w.session, others=False),
    "sessions.cannot_form where others read": lambda w: sessions.cannot_form(w.session, others=True),
    "sessions.answered with words that others read": lambda w: sessions.answered(w.session, coming=False, words=True, others=True),
    "sessions.answered": lambda w: sessions.answered(w.session, coming=True),
    "sessions.answered with a no": lambda w: sessions.answered(w.session, coming=False),
    "sessions.change_question": lambda w: sessions.change_question(w.change(w.times[1])),
    "sessions.change_question of what is called off": lambda w: sessions.change_question(w.change(None)),
    "sessions.change_question without a reason": lambda w: sessions.change_question(
        replace(w.change(None), session=replace(w.session, because_next=None))
    ),
    "sessions.changed": lambda w: sessions.changed(w.session, series.Told(24, late=24)),
}
