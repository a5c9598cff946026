"""One's own corner: what a person sees and sets for themselves, and what is kept about them."""

from cogs.own import calendars, people
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.own import OwnRoom
from services.program import ProgramRoom


def offered(own: OwnRoom, program: ProgramRoom) -> Offered:
    """What this room offers on Discord."""
    acts = Acts()
    people.acts(acts, own.people)
    calendars.acts(acts, own.calendars)
    located = program.presence.located
    return Offered(acts, (*people.commands(own.people, located), *calendars.commands(own.calendars, located)))
