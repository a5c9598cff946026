"""Standing: what was attested, and who waits for it."""

from domain.cohorts import Cohort, Program
from domain.people import Person
from domain.standing import Standing, last_day
from domain.values import Value
from messages.pages import turning
from messages.places import Advance, advance
from messages.values import Button, Message, Tone
from messages.words import Safe, clean, lines, link_to, say

PAGE = 15  # people on one page; a line of each fits into one message


class Renewals(Value):
    """Who waits for standing, for which cohort, and whose standing ends soon or has ended. `used`: anybody's was ever attested."""

    program: Program
    waiting: tuple[tuple[Person, str], ...]
    ending: tuple[tuple[Person, Standing], ...]
    used: bool
    page: int = 0


def attested(program: Program, person: Person, standing: Standing, gave: Advance | None = None, told: int = 0) -> Message:
    """It is noted, who had their turn by it, and how many hear how to settle theirs; otherwise nobody is told."""
    then = followed(None if gave is None else advance(gave), told)
    if standing.good:
        noted = say("standing-good", name=_who(person), until=_until(program, standing))
        return Message(lines(noted, then, say("standing-who-waits")))
    return Message(lines(say("standing-not-good", name=_who(person)), then, say("standing-not-good-then")))


def followed(gave: Safe | None, told: int) -> Safe:
    """What an act about standing sends."""
    morning = say("standing-tells", count=told) if told else None
    return lines(gave, morning) if gave or morning else say("standing-sends-nothing")


def _who(person: Person) -> Safe:
    """By name; somebody of whom only the account is known as Discord shows them."""
    return Safe(f"<@{person.user}>") if person.name == str(person.user) else clean(person.name, 40)


def _until(program: Program, standing: Standing) -> Safe:
    last = last_day(standing, program.zone)
    return say("standing-no-end") if last is None else say("standing-until", day=last.isoformat())


def renewals(view: Renewals) -> Message:
    """Those who wait first, then those whose standing ends: a line each, by pages."""
    if not view.used:
        return Message(say("renewals-unused"))
    if not (view.waiting or view.ending):
        return Message(say("renewals-none"))
    people = [say("renewals-waiting", name=_who(person), title=clean(title, 40)) for person, title in view.waiting]
    people += [say("renewals-ending", name=_who(person), until=_until(view.program, standing)) for person, standing in view.ending]
    title = say("renewals-title", waiting=len(view.waiting), ending=len(view.ending))
    shown = people[view.page * PAGE : (view.page + 1) * PAGE]
    pages = turning("standing-list", (), view.page, more=(view.page + 1) * PAGE < len(people))
    return Message(lines(title, *shown, say("renewals-next")), (pages,) if pages else ())


def waits(people: int) -> Message:
    """To staff, in the morning after somebody new began to wait; the list is for managers alone."""
    return Message(say("standing-waits", people=people), ((Button(say("button-renewals"), "standing-list", (0,)),),))


def open_(program: Program, person: Person, cohort: Cohort) -> Message:
    """To an applicant whose standing is open, and who does not know it yet."""
    withdraw = Button(say("button-withdraw"), "withdraw", (cohort.id,), Tone.CARE)
    text = lines(say("letter-hello", name=person.name), say("standing-open", title=cohort.title), to_settle(program))
    return Message(text, ((withdraw, Button(say("button-hard-week"), "hard-week")),))


def to_settle(program: Program) -> Safe:
    """To somebody whose standing is not good, in the same words whatever the cause: it waits, and this is how to settle it."""
    dues = say("standing-dues", link=link_to(program.dues)) if program.dues else None
    return lines(say("standing-to-settle", contact=program.contact), dues)
