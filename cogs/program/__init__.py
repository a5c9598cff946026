"""One organisation's program: set up, its facilitators and homes, who is on its server, its reports."""

from cogs.program import dates, homes, programs, setups
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.cohort import CohortRoom
from services.program import ProgramRoom
from services.sending import SendingRoom


def offered(program: ProgramRoom, sending: SendingRoom, cohort: CohortRoom) -> Offered:
    """What this room offers on Discord."""
    acts = Acts()
    programs.acts(acts, program.reports)
    setups.acts(acts, program.setups)
    homes.acts(acts, program.homes)
    dates.acts(acts, program.dates)
    group = programs.ProgramCommands(
        program.programs, program.setups, program.facilitators, program.reports, cohort.cohorts, sending.undelivered
    )
    return Offered(
        acts, (group,), {"cohort": (homes.command(program.homes, cohort.cohorts),), "program": (dates.DateCommands(program.dates),)}
    )
