"""How people come into a cohort: windows, applications, standing, selection, the waiting list, the board."""

from cogs.joining import decisions, entering, interests, questions, roster, selection, signups, standing, waitlist, windows
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.cohort import CohortRoom
from services.joining import JoiningRoom


def offered(joining: JoiningRoom, cohort: CohortRoom) -> Offered:
    """What this room offers on Discord."""
    acts, cohorts = Acts(), cohort.cohorts
    selection.acts(acts, joining.selection)
    decisions.acts(acts, joining.decisions)
    signups.acts(acts, joining.signups)
    waitlist.acts(acts, joining.waitlist, joining.one_of_two)
    entering.acts(acts, joining.entering)
    windows.acts(acts, joining.windows)
    standing.acts(acts, joining.standings)
    roster.acts(acts, joining.rosters)
    questions.acts(acts, joining.questions)
    interests.acts(acts, joining.interests)
    standings = standing.StandingCommands(joining.standings)
    standings.add_command(roster.command(joining.rosters))
    return Offered(
        acts,
        (questions.ask_command(joining.questions, cohorts), questions.send_as_answer(joining.questions)),
        {
            "cohort": (decisions.decide_command(joining.decisions, cohorts), entering.command(joining.entering, cohorts)),
            "program": (standings, interests.news_command(joining.interests)),
        },
    )
