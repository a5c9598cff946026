"""Published chevrutot, changed afterwards: to whom somebody moves, what follows, and that it was done."""

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId
from domain.ground.values import Value
from domain.pair.chevruta import Drafted
from domain.pair.moves import Change, Group, How
from messages.ground.values import Button, Choice, Message, Option, Tone
from messages.ground.words import Safe, lines, listed, say
from messages.pair.chevruta import PairsView, reasons

_OPTIONS = 25  # of Discord's lists


class Changing(Value):
    """A change as its facilitator sees it before it is made; `of`: the people chosen, zeros where the program proposes it.

    `more`: a round is to come in which new pairs begin.
    """

    cohort: Cohort
    pairing: int
    how: How
    of: tuple[PersonId, PersonId]
    change: Change
    begun: tuple[Drafted, ...]
    names: dict[PersonId, str]
    mark: int
    more: bool = True


def whom(view: PairsView, who: PersonId) -> Message:
    """Every pair that another may join, and everybody without a partner: all of them, since why one may not is never said."""
    there = [tuple(person for person in pair.members if person in view.names) for pair in view.pairing.pairs]
    placed = {person for group in there if len(group) > 1 for person in group}
    groups = [group for group in there if who not in group and len(group) == 2]
    groups += [(person,) for person in view.names if person not in placed and person != who]
    name = view.names.get(who, "?")
    if not groups:
        return Message(say("pairs-move-nowhere", name=name))
    options = tuple(Option(_named(group, view.names)[:100], str(group[0])) for group in groups[:_OPTIONS])
    return Message(
        say("pairs-move", name=name),
        (Choice("pairs-move-to", options, say("pairs-choose-to"), (view.cohort.id, view.pairing.id, who)),),
    )


def preview(changing: Changing) -> Message:
    """What ends and what begins, and who hears of it."""
    if not changing.begun and changing.how is How.PROPOSE:
        return Message(say("pairs-propose-none"))
    if not changing.begun:
        alone = changing.change.alone
        return Message(say("pairs-place-nobody", names=_named(alone, changing.names)) if alone else say("pairs-place-none"))
    people = len(changing.change.concerned)
    text = lines(
        say("pairs-change-preview", title=changing.cohort.title),
        *_lines(changing),
        say("pairs-change-told", people=people, started=int(changing.cohort.started_at is not None), more=changing.more),
    )
    args = (changing.cohort.id, changing.pairing, changing.how, *changing.of, changing.mark)
    return Message(text, ((Button(say("button-change-pairs"), "pairs-change", args, Tone.GOOD),),))


def changed(changing: Changing) -> Message:
    """It is done."""
    return Message(
        lines(say("pairs-change-done", title=changing.cohort.title, started=int(changing.cohort.started_at is not None)), *_lines(changing))
    )


def _lines(changing: Changing) -> list[Safe]:
    ended = [say("pairs-change-ended", names=_named(group, changing.names)) for group in changing.change.ended]
    begun = [
        say("pairs-change-begun", names=_named(one.members, changing.names), reasons=reasons(one.reasons, 3)) for one in changing.begun
    ]
    alone = [say("pairs-change-alone", names=_named(changing.change.alone, changing.names))] if changing.change.alone else []
    return [*ended, *begun, *alone]


def _named(group: Group, names: dict[PersonId, str]) -> Safe:
    return listed([names.get(person, "?") for person in group])
