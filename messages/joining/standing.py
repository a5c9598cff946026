"""Standing: what was attested, and who waits for it."""

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import UserId
from domain.ground.people import Person
from domain.ground.values import Value
from domain.joining.standing import Standing, last_day
from messages.ground.dates import civil_words
from messages.ground.pages import paging
from messages.ground.places import Advance, advance
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, lines, link_to, say

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
        noted = say("standing-good", name=who(person.name, person.user), until=_until(standing, program.zone))
        return Message(lines(noted, then, say("standing-who-waits")))
    return Message(lines(say("standing-not-good", name=who(person.name, person.user)), then, say("standing-not-good-then")))


def followed(gave: Safe | None, told: int) -> Safe:
    """What an act about standing sends."""
    morning = say("standing-tells", count=told) if told else None
    return lines(gave, morning) if gave or morning else say("standing-sends-nothing")


def who(name: str, user: UserId | None) -> Safe:
    """A person by name, or as Discord shows their account where only that is known."""
    return Safe(f"<@{user}>") if name == str(user) else clean(name, 40)


def _until(standing: Standing, zone: str) -> Safe:
    last = last_day(standing, zone)
    return say("standing-no-end") if last is None else say("standing-until", day=civil_words(last))


def attested_as(standing: Standing | None, zone: str) -> Safe:
    """What somebody attested, for staff; None where nobody attested anything."""
    if standing is None:
        return say("standing-is-unknown")
    return say("standing-is-good", until=_until(standing, zone)) if standing.good else say("standing-is-open")


def renewals(view: Renewals) -> Message:
    """Those who wait first, then those whose standing ends: a line each, by pages."""
    if not view.used:
        return Message(say("renewals-unused"))
    if not (view.waiting or view.ending):
        return Message(say("renewals-none"))
    people = [say("renewals-waiting", name=who(person.name, person.user), title=clean(title, 40)) for person, title in view.waiting]
    people += [
        say("renewals-ending", name=who(person.name, person.user), until=_until(standing, view.program.zone))
        for person, standing in view.ending
    ]
    title = say("renewals-title", waiting=len(view.waiting), ending=len(view.ending))
    shown = people[view.page * PAGE : (view.page + 1) * PAGE]
    pages = paging("standing-list", (), view.page, more=(view.page + 1) * PAGE < len(people))
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
