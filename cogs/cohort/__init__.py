"""A cohort's life from draft to its end: made, copied, ended, members taken out of it."""

from cogs.cohort import busy, cancellations, cohorts, copies, removals, terms
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.cohort import CohortRoom
from services.joining import JoiningRoom
from services.pair import PairRoom
from services.program import ProgramRoom


def offered(cohort: CohortRoom, program: ProgramRoom, joining: JoiningRoom, pair: PairRoom) -> Offered:
    """What this room offers on Discord."""
    acts, homes = Acts(), program.homes
    cohorts.acts(acts, cohort.cohorts, homes)
    cancellations.acts(acts, cohort.cancellations)
    terms.acts(acts, cohort.terms)
    removals.acts(acts, cohort.removals)
    busy.acts(acts, cohort.busy)
    group = cohorts.CohortCommands(cohort.cohorts, joining.windows, joining.selection, pair.chevrutot, homes)
    subcommands = (
        terms.command(cohort.terms, cohort.cohorts),
        cancellations.command(cohort.cancellations, cohort.cohorts),
        copies.command(cohort.copies, cohort.cohorts, homes),
        removals.command(cohort.removals, cohort.cohorts),
        busy.command(cohort.busy, cohort.cohorts),
    )
    return Offered(acts, (group, cohorts.board_command(cohort.cohorts)), {"cohort": subcommands})
