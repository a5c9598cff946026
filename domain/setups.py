"""Setting a program up, step by step: what was answered so far, what is missing, and what will not work on the server as it is."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import field
from msgspec.structs import replace

from domain.cohorts import Program
from domain.ids import ChannelId, RoleId
from domain.values import Value


class Part(StrEnum):
    """One thing that a program needs to know, or may; the names are the fields of `Answers`."""

    NAME = "name"
    CONTACT = "contact"
    DONATION = "donation"
    DUES = "dues"
    WORDING = "wording"
    MANAGERS = "managers"
    STAFF = "staff"
    SIGNUPS = "signups"
    ZONE = "zone"
    QUIET = "quiet"


class Step(StrEnum):
    """The pages of the wizard, in their order."""

    ABOUT = "about"
    PLACES = "places"
    CLOCK = "clock"
    CHECK = "check"


STEPS: Mapping[Step, tuple[Part, ...]] = {
    Step.ABOUT: (Part.NAME, Part.CONTACT, Part.DONATION, Part.DUES, Part.WORDING),
    Step.PLACES: (Part.MANAGERS, Part.STAFF, Part.SIGNUPS),
    Step.CLOCK: (Part.ZONE, Part.QUIET),
}
MAY_BE_EMPTY = frozenset({Part.DONATION, Part.DUES, Part.WORDING, Part.QUIET})


class Answers(Value):
    """What was answered so far; an empty text, and None, is not answered yet."""

    name: str = ""
    contact: str = ""
    donation: str = ""
    dues: str = ""
    managers: RoleId | None = None
    staff: ChannelId | None = None
    signups: ChannelId | None = None
    zone: str = ""
    quiet: str = ""  # an observance; empty: as is usual where somebody lives
    wording: str = ""  # a vocabulary; empty: the Jewish one

    def over(self, before: "Answers") -> "Answers":
        """These answers, and where there is none the earlier one."""
        return replace(before, **{name: value for name in self.__struct_fields__ if (value := getattr(self, name))})

    def instead(self, before: "Answers", step: Step) -> "Answers":
        """The earlier answers with those of this step taken from here, also where they are empty now."""
        return replace(before, **{part.value: getattr(self, part.value) for part in STEPS[step]})


def standing(program: Program | None) -> Answers:
    """What a program that is there already has answered."""
    if program is None:
        return Answers()
    return Answers(
        program.name, program.contact, program.donation or "", program.dues or "", program.manager_role, program.staff_channel,
        program.signup_channel, program.zone, program.observance.value if program.observance else "",
        program.vocabulary.value,
    )  # fmt: skip


def changed(before: Answers, after: Answers) -> tuple[Part, ...]:
    """What differs."""
    return tuple(part for part in Part if getattr(before, part.value) != getattr(after, part.value))


def missing(answers: Answers) -> tuple[Part, ...]:
    """What a program cannot begin without."""
    return tuple(part for part in Part if part not in MAY_BE_EMPTY and not getattr(answers, part.value))


def next_step(answers: Answers) -> Step:
    """The first step in which something is missing; else the page that shows all."""
    gaps = set(missing(answers))
    return next((step for step, parts in STEPS.items() if gaps & set(parts)), Step.CHECK)


class Lack(StrEnum):
    """A right in a channel that the bot has not; the names are Discord's own."""

    VIEW = "view-channel"
    SEND = "send-messages"
    HISTORY = "read-message-history"
    PUBLIC_THREADS = "create-public-threads"
    PRIVATE_THREADS = "create-private-threads"
    IN_THREADS = "send-messages-in-threads"


_ANYWHERE = frozenset({Lack.VIEW, Lack.SEND, Lack.HISTORY, Lack.IN_THREADS})
TO_WRITE = frozenset({Lack.VIEW, Lack.SEND})  # without these not even a few words arrive
NEEDED: Mapping[Part, frozenset[Lack]] = {
    Part.STAFF: _ANYWHERE | {Lack.PUBLIC_THREADS},
    Part.SIGNUPS: _ANYWHERE | {Lack.PRIVATE_THREADS},
}


AT_HOME = _ANYWHERE | {Lack.PUBLIC_THREADS}


class Home(Value):
    """A channel that is to be a cohort's home, as the bot sees it: what it lacks there, and whether it may give the role that opens it."""

    lacks: tuple[Lack, ...] = ()
    gives_role: bool = True
    seen: bool = True  # False for one that is deleted, or hidden from the bot


class Place(Value):
    """A text channel as the bot sees it: the rights it lacks there, and whether everybody on the server may read it."""

    lacks: frozenset[Lack] = frozenset()
    open: bool = False


class Sight(Value):
    """What the bot sees of a server: facts of the moment, handed in by whoever sees them."""

    name: str
    everybody: RoleId
    roles: frozenset[RoleId] = frozenset()
    channels: Mapping[ChannelId, Place] = field(default_factory=dict[ChannelId, Place])


class Trouble(StrEnum):
    """What is wrong with the answers on the server as it is."""

    NO_ROLE = "no-role"
    EVERYBODY = "everybody"  # a managers' role that everybody has
    NO_STAFF = "no-staff"
    NO_SIGNUPS = "no-signups"
    STAFF_OPEN = "staff-open"
    ONE_CHANNEL = "one-channel"


IN_THE_WAY = frozenset({Trouble.NO_ROLE, Trouble.EVERYBODY, Trouble.NO_STAFF, Trouble.NO_SIGNUPS})  # the others may be mended afterwards


def troubles(answers: Answers, sight: Sight) -> Iterator[Trouble]:
    """All that is wrong, what is in the way first."""
    if answers.managers == sight.everybody:
        yield Trouble.EVERYBODY
    elif answers.managers is not None and answers.managers not in sight.roles:
        yield Trouble.NO_ROLE
    if answers.staff is not None and answers.staff not in sight.channels:
        yield Trouble.NO_STAFF
    if answers.signups is not None and answers.signups not in sight.channels:
        yield Trouble.NO_SIGNUPS
    if answers.staff is not None and answers.staff == answers.signups:
        yield Trouble.ONE_CHANNEL
    elif answers.staff is not None and sight.channels.get(answers.staff, Place()).open:
        yield Trouble.STAFF_OPEN


def lacking(answers: Answers, sight: Sight) -> dict[Part, tuple[Lack, ...]]:
    """The rights that the bot needs in the two channels and has not; whoever does not see a channel lacks nothing else there yet."""
    found: dict[Part, tuple[Lack, ...]] = {}
    for part, needed in NEEDED.items():
        place = sight.channels.get(getattr(answers, part.value))
        lacks = needed & place.lacks if place is not None else frozenset[Lack]()
        if lacks:
            found[part] = (Lack.VIEW,) if Lack.VIEW in lacks else tuple(lack for lack in Lack if lack in lacks)
    return found
