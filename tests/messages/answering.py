"""What is said where two answers of a pair meet, and while a pair looks for a time, made from the longest facts that it takes."""

from collections.abc import Callable
from datetime import date, time
from typing import Final

from msgspec.structs import replace

from domain.ground.ids import OfferId, PersonId
from domain.ground.times import LocalTime
from domain.pair.checkins import Answer, CheckIn, Manner, Reminding
from domain.pair.understanding import Guess, Sense
from messages.ground.values import File, Form, Message
from messages.pair import agreeing, checkins, times
from messages.pair.agreeing import Clash, Taken
from messages.pair.times import Found, Proposed, TimesView
from tests.messages.world import NOW, World

THE_LONGEST: Final = 9_999_999


def given(w: World, answer: Answer, manner: Manner = Manner.SAID, *, day: bool = True) -> CheckIn:
    date = NOW if day and answer is Answer.DATE else None
    return CheckIn(w.round.pair, w.round.number, answer, PersonId(THE_LONGEST), NOW, date, manner=manner, id=THE_LONGEST)


def view(w: World, found: Found) -> TimesView:
    when = LocalTime(NOW.date(), time(19, 30), "America/New_York")
    proposed = tuple(Proposed(OfferId(THE_LONGEST + n), when, tuple(w.names[:n])) for n in range(3))
    return TimesView(w.round, found, proposed, THE_LONGEST, NOW, File("study.ics", b"BEGIN:VCALENDAR"))


def settling(w: World) -> TimesView:
    """A time at which all of the others can, and one at which the reader can as well."""
    known = view(w, Found.PROPOSED)
    return replace(
        known,
        times=tuple(replace(one, can=w.round.partners, mine=mine) for one, mine in zip(known.times, (False, True, True), strict=True)),
    )


def guesses() -> tuple[Guess, ...]:
    """As many as there may be, of which three are times in the month with the longest name."""
    days = (date(2027, 9, 22 + n) for n in range(3))
    times = tuple(Guess(Sense.DATE, LocalTime(day, time(22, 30), "America/New_York")) for day in days)
    return (Guess(Sense.MET), *times, Guess(Sense.HELP), Guess(Sense.PAUSE))


ANSWERING: Final[dict[str, Callable[[World], Message | Form]]] = {
    **{
        f"agreeing.taken {answer} {manner}": lambda w, answer=answer, manner=manner: agreeing.taken(
            Taken(w.round, given(w, answer, manner))
        )
        for answer in Answer
        for manner in Manner
    },
    **{
        f"agreeing.taken {answer} against {other}": lambda w, answer=answer, other=other: agreeing.taken(
            Taken(w.round, given(w, answer), Clash(given(w, other), given(w, answer), w.name))
        )
        for answer in Answer
        for other in Answer
    },
    "agreeing.taken against a date without a day": lambda w: agreeing.taken(
        Taken(w.round, given(w, Answer.MET), Clash(given(w, Answer.DATE, day=False), given(w, Answer.MET), None))
    ),
    "agreeing.taken with a next time": lambda w: agreeing.taken(Taken(w.round, replace(given(w, Answer.MET), date=NOW))),
    "agreeing.taken against a next time": lambda w: agreeing.taken(
        Taken(w.round, given(w, Answer.DATE), Clash(replace(given(w, Answer.MET), date=NOW), given(w, Answer.DATE), w.name))
    ),
    "agreeing.settled with a next time": lambda w: agreeing.settled(w.round, replace(given(w, Answer.MET), date=NOW)),
    "agreeing.changed to a next time": lambda w: agreeing.changed(
        w.round, w.name, w.name, replace(given(w, Answer.MET), date=NOW), NOW, Answer.HELP, Reminding.COMES
    ),
    "agreeing.taken before a later one": lambda w: agreeing.taken(Taken(w.round, given(w, Answer.MET), later=given(w, Answer.DATE))),
    "agreeing.taken with times": lambda w: agreeing.taken(Taken(w.round, given(w, Answer.HELP), times=view(w, Found.PROPOSED))),
    "agreeing.first_shown": lambda w: agreeing.first_shown(w.round, Clash(given(w, Answer.MET), given(w, Answer.NOT_THIS_MONTH), w.name)),
    "agreeing.settled": lambda w: agreeing.settled(w.round, given(w, Answer.DATE)),
    "agreeing.settled without a day": lambda w: agreeing.settled(w.round, given(w, Answer.DATE, day=False)),
    **{
        f"agreeing.changed to {answer}": lambda w, answer=answer: agreeing.changed(
            w.round, w.name, w.name, given(w, answer), NOW, answer, Reminding.NONE if answer is Answer.DATE else None
        )
        for answer in Answer
    },
    "agreeing.changed late": lambda w: agreeing.changed(
        w.round, w.name, w.name, given(w, Answer.NOT_THIS_MONTH), NOW, Answer.HELP, late=True
    ),
    "agreeing.changed without a day": lambda w: agreeing.changed(w.round, w.name, w.name, given(w, Answer.DATE, day=False), None, None),
    "agreeing.off_asked about a date": lambda w: agreeing.off_asked(w.round, w.name, w.name, given(w, Answer.DATE)),
    "agreeing.off_asked about a date without a day": lambda w: agreeing.off_asked(
        w.round, w.name, w.name, given(w, Answer.DATE, day=False)
    ),
    "agreeing.off_asked about help": lambda w: agreeing.off_asked(w.round, w.name, w.name, given(w, Answer.HELP)),
    **{f"times.shown {found}": lambda w, found=found: times.shown(view(w, found)) for found in Found},
    "times.shown when each is asked": lambda w: times.shown(replace(view(w, Found.TRIED), asked=True)),
    "times.invitation that settles it": lambda w: times.invitation(settling(w), w.name, w.name),
    "times.invitation": lambda w: times.invitation(view(w, Found.PROPOSED), w.name, w.name),
    "times.invitation once more": lambda w: times.invitation(replace(view(w, Found.PROPOSED), round=w.rounds[0]), w.name, None),
    "times.invitation to times of their own": lambda w: times.invitation(view(w, Found.PROPOSED), w.name, w.name, offers=True),
    "times.none_suits": lambda w: times.none_suits(w.round, w.name, w.names[:2]),
    "times.shown agreed without a reminder": lambda w: times.shown(replace(view(w, Found.AGREED), reminding=Reminding.NONE)),
    "times.agreed without a reminder": lambda w: times.agreed(replace(view(w, Found.AGREED), reminding=Reminding.NONE), w.name),
    "agreeing.taken with a next time that is over": lambda w: agreeing.taken(
        Taken(w.round, replace(given(w, Answer.MET), date=NOW), reminding=Reminding.OVER)
    ),
    "times.agreed": lambda w: times.agreed(view(w, Found.AGREED), w.name),
    "times.asked": lambda w: times.asked(w.round, w.name, w.name),
    "checkins.asked_back with times": lambda w: checkins.asked_back(w.rounds, w.letter * 4000, w.program.contact, guesses()),
    "checkins.next_times": lambda w: checkins.next_times(w.round, [guess.at for guess in guesses() if guess.at is not None]),
    "checkins.next_times of one": lambda w: checkins.next_times(w.round, [LocalTime(NOW.date(), time(19, 30), w.cohort.zone)]),
    "times.offer_form": lambda w: times.offer_form(w.round),
    "times.failed": lambda w: times.failed(w.cohort, 23, w.names[:3], w.names[0], (NOW,) * 6),
    "times.failed with nothing proposed": lambda w: times.failed(w.cohort, 23, w.names[:2], None, ()),
}
