"""The clocks somewhere have another rule: what was set by them stays at its hour there, and may be at another one elsewhere."""

from collections.abc import Sequence

from domain.cohort.cohorts import Cohort
from domain.ground.times import LocalTime, called
from messages.ground.dates import short, time_words
from messages.ground.names import first_name
from messages.ground.values import Message
from messages.ground.words import lines, listed, say
from messages.joining.signups import me_button, pause_button


def window(cohort: Cohort, name: str, ahead: Sequence[tuple[str, LocalTime]]) -> Message:
    """Of sign-up; `ahead`: which ends of it, and when they are."""
    ends = [say(f"window-clocks-{end}", **_said(when)) for end, when in ahead]
    text = say("window-clocks", name=first_name(name), title=cohort.title, place=called(cohort.zone))
    return Message(lines(text, *ends), ((me_button(),),))


def date(name: str, partners: Sequence[str], when: LocalTime) -> Message:
    """Of the date that a pair set."""
    said = say("date-clocks", name=first_name(name), partners=listed(list(partners)), place=called(when.zone), **_said(when))
    return Message(said, ((pause_button(),),))


def _said(when: LocalTime) -> dict[str, object]:
    return {"date": short(when.date), "time": time_words(when.as_shown().time), "at": when.instant()}
