"""Setting a program up, step by step: what was answered so far, what is missing, and what will not work on the server as it is."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import field
from msgspec.structs import replace

from domain.cohort.cohorts import Program
from domain.ground.ids import ChannelId, RoleId
from domain.ground.places import UNSEEN, Lack, Place, Sort, Use, fits, lacking_in
from domain.ground.values import Value


class Part(StrEnum):
    """One thing that a program needs to know, or may; the names are the fields of `SetupAnswers`."""

    NAME = "name"
    CONTACT = "contact"
    DONATION = "donation"
    DUES = "dues"
    WORDING = "wording"
    MANAGERS = "managers"
    STAFF = "staff"
    SIGNUPS = "signups"
    ZONE = "zone"
    CITY = "city"
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
    Step.CLOCK: (Part.ZONE, Part.CITY, Part.QUIET),
}
MAY_BE_EMPTY = frozenset({Part.DONATION, Part.DUES, Part.WORDING, Part.CITY, Part.QUIET})


class SetupAnswers(Value):
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
    city: str = ""  # where the home is; empty: the city that its clock is named for stands in

    def over(self, before: "SetupAnswers") -> "SetupAnswers":
        """These answers, and where there is none the earlier one."""
        return replace(before, **{name: value for name in self.__struct_fields__ if (value := getattr(self, name))})

    def instead(self, before: "SetupAnswers", step: Step) -> "SetupAnswers":
        """The earlier answers with those of this step taken from here, also where they are empty now."""
        return replace(before, **{part.value: getattr(self, part.value) for part in STEPS[step]})


def standing(program: Program | None) -> SetupAnswers:
    """What a program that is there already has answered."""
    if program is None:
        return SetupAnswers()
    return SetupAnswers(
        program.name, program.contact, program.donation or "", program.dues or "", program.manager_role, program.staff_channel,
        program.signup_channel, program.zone, program.observance.value if program.observance else "",
        program.vocabulary.value, program.town.name if program.town is not None else "",
    )  # fmt: skip


def changed(before: SetupAnswers, after: SetupAnswers) -> tuple[Part, ...]:
    """What differs."""
    return tuple(part for part in Part if getattr(before, part.value) != getattr(after, part.value))


def missing(answers: SetupAnswers) -> tuple[Part, ...]:
    """What a program cannot begin without."""
    return tuple(part for part in Part if part not in MAY_BE_EMPTY and not getattr(answers, part.value))


def next_step(answers: SetupAnswers) -> Step:
    """The first step in which something is missing; else the page that shows all."""
    gaps = set(missing(answers))
    return next((step for step, parts in STEPS.items() if gaps & set(parts)), Step.CHECK)


class Sight(Value):
    """What the bot sees of a server: facts of the moment, handed in by whoever sees them."""

    name: str
    everybody: RoleId
    roles: frozenset[RoleId] = frozenset()
    channels: Mapping[ChannelId, Place] = field(default_factory=dict[ChannelId, Place])

    def place(self, channel: ChannelId | None) -> Place:
        """What is known of that channel."""
        return UNSEEN if channel is None else self.channels.get(channel, UNSEEN)


class Trouble(StrEnum):
    """What is wrong with the answers on the server as it is."""

    NO_ROLE = "no-role"
    EVERYBODY = "everybody"  # a managers' role that everybody has
    NO_STAFF = "no-staff"
    NO_SIGNUPS = "no-signups"
    STAFF_KIND = "staff-kind"  # a channel of a kind that does not do
    SIGNUPS_KIND = "signups-kind"
    STAFF_OPEN = "staff-open"
    ONE_CHANNEL = "one-channel"


MENDABLE = frozenset({Trouble.STAFF_OPEN, Trouble.ONE_CHANNEL})
IN_THE_WAY = frozenset(Trouble) - MENDABLE
_BY_USE = ((Use.STAFF, Trouble.NO_STAFF, Trouble.STAFF_KIND), (Use.SIGNUPS, Trouble.NO_SIGNUPS, Trouble.SIGNUPS_KIND))


def troubles(answers: SetupAnswers, sight: Sight) -> Iterator[Trouble]:
    """All that is wrong, what is in the way first."""
    if answers.managers == sight.everybody:
        yield Trouble.EVERYBODY
    elif answers.managers is not None and answers.managers not in sight.roles:
        yield Trouble.NO_ROLE
    for use, unseen, wrong in _BY_USE:
        place = sight.place(getattr(answers, use.value))
        if getattr(answers, use.value) is not None and not fits(use, place):
            yield unseen if place.sort is Sort.UNSEEN else wrong
    if answers.staff is not None and answers.staff == answers.signups:
        yield Trouble.ONE_CHANNEL
    elif sight.place(answers.staff).open:
        yield Trouble.STAFF_OPEN


def lacking(answers: SetupAnswers, sight: Sight) -> dict[Part, tuple[Lack, ...]]:
    """The rights that the bot needs in the two channels and has not; one that it does not see lacks nothing else yet."""
    found = {Part(use.value): lacking_in(use, sight.place(getattr(answers, use.value))) for use, _, _ in _BY_USE}
    return {part: lacks for part, lacks in found.items() if lacks}
