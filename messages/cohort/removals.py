"""Taking a member out of a cohort: who, what follows, the receipt, and the letter to them."""

from collections.abc import Sequence

from domain.cohort.cohorts import Cohort, Program
from domain.ground.people import Person
from domain.ground.values import Value
from messages.ground.values import Button, Choice, Message, Option, Tone
from messages.ground.words import lines, listed, say
from messages.joining.signups import me_button
from messages.pair.apart import Left, left_behind, pairs_button

MOST = 25  # that Discord lists in one choice; a cohort has up to 24 places


class Removal(Value):
    """What taking somebody out would mean; `mark` names the membership that was looked at."""

    cohort: Cohort
    person: Person
    partners: tuple[str, ...]
    following: str | None  # who would be offered the place
    planned: int  # direct messages to them that would not go out
    mark: int
    gone: bool  # off the server, as far as was noticed


class Removed(Value):
    """Somebody is out, and was told or not. `again`: they were out already, and the other button was pressed then.

    `left`: how those they studied with go on, as it stands now.
    """

    cohort: Cohort
    person: Person
    told: bool
    again: bool = False
    left: tuple[Left, ...] = ()


def choose(cohort: Cohort, members: Sequence[Person]) -> Message:
    """Whom; nothing happens by it yet."""
    if not members:
        return Message(say("remove-nobody", title=cohort.title))
    options = tuple(Option(person.name[:100] or "?", str(person.id)) for person in members[:MOST])
    return Message(say("remove-question", title=cohort.title), (Choice("remove-whom", options, say("remove-choose"), (cohort.id,)),))


def preview(view: Removal) -> Message:
    """What follows; either button does it, and one of them tells the person."""
    args = (view.cohort.id, view.person.id, view.mark)
    quietly = Button(say("button-remove-quietly"), "remove-quietly", args, Tone.CARE)
    tell = () if view.person.user is None else (Button(say("button-remove-tell"), "remove-tell", args, Tone.CARE),)
    name = view.person.name
    text = lines(
        say("remove-preview", name=name, title=view.cohort.title),
        say("remove-gone", name=name) if view.gone else None,
        say("remove-partners", partners=listed(view.partners), count=len(view.partners), name=name) if view.partners else None,
        say("remove-following", next=view.following) if view.following else say("remove-place"),
        say("remove-role") if view.cohort.role is not None else say("remove-by-name", name=name),
        say("remove-planned", count=view.planned, name=name),
        say("remove-ways", name=name) if tell else None,
    )
    return Message(text, ((*tell, quietly),))


def removed(view: Removed) -> Message:
    """The receipt; the same when it is pressed twice, and what stands when the other button is pressed afterwards."""
    facts = {"name": view.person.name, "title": view.cohort.title}
    if view.again:
        return Message(say("remove-was-told" if view.told else "remove-was-quiet", **facts))
    today = Button(say("button-today"), "today", (view.cohort.id,))
    pairs = (pairs_button(view.cohort),) if view.left else ()
    return Message(lines(say("remove-done", **facts), left_behind(view.left)), ((today, *pairs),))


def letter(cohort: Cohort, program: Program, name: str) -> Message:
    """To somebody who was taken out and is to know it."""
    text = say("removed-letter", name=name, title=cohort.title, contact=program.contact)
    return Message(text, ((me_button(),),))
