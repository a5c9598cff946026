"""Two who study together: matched, asked how it went, understood when they write back."""

from cogs.pair import apart, checkins, chevruta, moves, progress, reflections, threads, times
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.cohort import CohortRoom
from services.pair import PairRoom


def offered(pair: PairRoom, cohort: CohortRoom) -> Offered:
    """What this room offers on Discord."""
    acts = Acts()
    progress.acts(acts, pair.progresses)
    chevruta.acts(acts, pair.chevrutot)
    moves.acts(acts, pair.moves)
    checkins.acts(acts, pair.checkins)
    threads.acts(acts, pair.threads)
    reflections.acts(acts, pair.reflections)
    apart.acts(acts, pair.apart, pair.fits)
    times.acts(acts, pair.times)
    return Offered(acts, under={"cohort": (progress.progress_command(pair.progresses, cohort.cohorts),)})
