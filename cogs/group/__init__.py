"""The group that meets: the dates of its series, its sessions, the texts for its rounds."""

from cogs.group import attendance, covenants, curriculum, details, series, sessions, ways
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.cohort import CohortRoom
from services.group import GroupRoom


def offered(group: GroupRoom, cohort: CohortRoom) -> Offered:
    """What this room offers on Discord."""
    acts = Acts()
    series.acts(acts, group.series)
    sessions.acts(acts, group.sessions, group.prompts)
    details.acts(acts, group.details, group.sessions)
    attendance.acts(acts, group.attendance)
    ways.acts(acts, group.ways, group.prompts)
    covenants.acts(acts, group.covenants)
    curriculum.acts(acts, group)
    commands = sessions.SessionCommands(group, cohort.cohorts)
    together = curriculum.CurriculumCommands(group, cohort.cohorts)
    under = {"session": series.commands(group.series, cohort.cohorts), "cohort": (covenants.command(group.covenants, cohort.cohorts),)}
    return Offered(acts, (commands, together, sessions.use_as_prompt(group.prompts)), under)
