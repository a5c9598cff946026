"""The dates of a cohort: a draft with what speaks against each, what replaces the dates that people know, and the word of it."""

from collections.abc import Callable, Sequence

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.group.series import Clash
from domain.group.sessions import Session
from domain.joining.signups import ApplicationState
from messages.ground.values import CONTENT_LIMIT, Button, Choice, Message, Option, Tone
from messages.ground.words import Safe, lines, listed, say
from messages.group.clashes import against, short, shortly
from messages.group.sessions import clock_words, date_words
from messages.joining.signups import pause_button
from messages.joining.waitlist import answers_to_offer


class Series(Value):
    """A cohort's drafted dates, with what stands against each."""

    cohort: Cohort
    times: tuple[LocalTime, ...]
    clashes: tuple[Clash | None, ...]
    changes: frozenset[LocalTime]  # those at which the clocks have changed since the one before
    members: int


class Told(Value):
    """How many people know the dates that stand: from a letter about their place or an offer, or from the board they applied on."""

    members: int = 0
    offered: int = 0
    applied: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.members + self.offered + self.applied


class Replacing(Value):
    """What a draft would change in the dates that people know. `mark`: of this very change."""

    cohort: Cohort
    gone: tuple[LocalTime, ...]
    added: tuple[LocalTime, ...]
    told: Told
    mark: int


class Frozen(Value):
    """Dates that stand: how many, and how many people are told that they have changed."""

    cohort: Cohort
    count: int
    told: int


def series(view: Series) -> Message:
    """The whole series, every clash in words with free dates beside it; nothing is fixed before a person freezes it."""
    tries = ((date_words, against), (_short, against), (_short, shortly))
    texts = [_dates(view, written, clash) for written, clash in tries]  # no date is left out for the sake of how it is written
    text = next((text for text in texts if len(text) <= CONTENT_LIMIT), texts[-1])
    rows: list[tuple[Button, ...] | Choice] = []
    if options := _alternatives(view):
        rows.append(Choice("series-move", options, say("series-choose"), (view.cohort.id,)))
    rows.append((Button(say("button-freeze"), "series-freeze", (view.cohort.id,), Tone.MAIN),))
    return Message(text, tuple(rows))


def _dates(view: Series, written: Callable[[LocalTime], str], clashing: Callable[[Clash, int], Safe]) -> Safe:
    parts = [say("series-title", title=view.cohort.title, count=len(view.times))]
    for position, (when, clash) in enumerate(zip(view.times, view.clashes, strict=True)):
        parts.append(_line(position + 1, when, written))
        if when in view.changes:
            parts.append(say("series-clock-change"))
        if clash is not None:
            parts.append(clashing(clash, view.members))
    return lines(*parts)


def _line(number: int, when: LocalTime, written: Callable[[LocalTime], str]) -> Safe:
    return say("series-line", number=number, date=Safe(written(when)), clock=clock_words(when))


def _short(when: LocalTime) -> Safe:
    return short(when.date)


def _alternatives(view: Series) -> tuple[Option, ...]:
    """The best other date of each session, then each one's second, as far as a list may go; shown in the order of the sessions."""
    found = sorted(
        (rank, position, other.date)
        for position, clash in enumerate(view.clashes)
        if clash is not None
        for rank, other in enumerate(clash.alternatives)
    )
    return tuple(
        Option(say("series-option", number=position + 1, date=short(day)), f"{position}:{day.isoformat()}")
        for _, position, day in sorted(found[:25], key=lambda choice: choice[1])
    )


def replacing(view: Replacing) -> Message:
    """Which dates go and which come, and who hears of it; nothing changes and nobody hears of it before the button."""
    gone = say("series-gone", dates=_listed(view.gone)) if view.gone else None
    come = say("series-come", dates=_listed(view.added)) if view.added else None
    told = say("series-told", who=listed(_who(view.told)), count=view.told.all)
    button = Button(say("button-change-dates", count=view.told.all), "series-freeze", (view.cohort.id, view.mark), Tone.CARE)
    return Message(lines(say("series-replace", title=view.cohort.title), gone, come, told), ((button,),))


def _listed(times: Sequence[LocalTime]) -> Safe:
    return Safe("; ".join(f"{short(when.date)} {when.date.year}, {when.time:%H:%M}" for when in times))


def _who(told: Told) -> list[str]:
    each = (
        (told.members, say("told-members", count=told.members)),
        (told.offered, say("told-offered", count=told.offered)),
        (told.applied, say("told-applied", count=told.applied)),
    )
    return [words for count, words in each if count]


def frozen(view: Frozen) -> Message:
    """The dates stand; and how many people are told that theirs have changed."""
    draft = view.cohort.state is CohortState.DRAFT
    return Message(say("series-frozen", title=view.cohort.title, count=view.count, told=view.told, draft=draft))


def dates_changed(cohort: Cohort, name: str, ahead: Sequence[Session], state: ApplicationState) -> Message:
    """To somebody who knows a cohort's dates, by how their application stands: these are to come now. They are asked nothing new."""
    wanted = state in {ApplicationState.APPLIED, ApplicationState.WAITLISTED}
    text = say("dates-changed", name=name, title=cohort.title, state=Safe(state.value), left=len(ahead))
    then = say("dates-changed-applied") if wanted else None
    full, brief = (lines(text, *(_line(one.number, one.when, written) for one in ahead), then) for written in (date_words, _short))
    own: tuple[Button, ...] = ()
    if state is ApplicationState.OFFERED:
        own = answers_to_offer(cohort)
    elif wanted:
        own = (Button(say("button-withdraw"), "withdraw", (cohort.id,)),)
    return Message(full if len(full) <= CONTENT_LIMIT else brief, ((own,) if own else ()) + ((pause_button(),),))
