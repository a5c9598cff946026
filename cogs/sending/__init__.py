"""Deliveries and turns: planned, attempted, sent, settled; and the unit in which everything that changes is done."""

from cogs.sending import undelivered
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered
from services.cohort import CohortRoom
from services.sending import SendingRoom


def offered(sending: SendingRoom, cohort: CohortRoom) -> Offered:
    """What this room offers on Discord."""
    acts = Acts()
    undelivered.acts(acts, sending.undelivered, cohort.cohorts)
    return Offered(acts)
