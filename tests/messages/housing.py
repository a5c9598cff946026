"""What is said of a cohort's home, made from the longest facts that it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.ground.ids import ChannelId, RoleId
from domain.ground.places import UNSEEN, Home, Place, Reader
from domain.sending.roles import Flaw
from messages.cohort import cohorts, copies
from messages.ground.values import Form, Message
from messages.program import homes
from tests.messages.world import SNOWFLAKE, World

HOUSING: Final[dict[str, Callable[[World], Message | Form]]] = {
    "homes.beneath": lambda w: homes.beneath(cohorts.start_preview(w.cohort, 73, 24, cohorts.Hearing(24, 0), waits=True), w.looked()),
    "homes.beneath of a copy": lambda w: homes.beneath(  # nobody has a place in it yet
        copies.copied(copies.Copied(w.asks(), w.cohort, w.names[:2], True, 23)), replace(w.looked(), hidden=())
    ),
    "homes.beneath of one that is gone": lambda w: homes.beneath(
        cohorts.start_preview(w.cohort, 73, 24, cohorts.Hearing(24, 0), waits=False), homes.Look(w.cohort, Home(w.cohort.home, UNSEEN))
    ),
    "homes.beneath of one that everybody reads": lambda w: homes.beneath(
        cohorts.edited(w.cohort), homes.Look(w.cohort, Home(w.cohort.home, Place(open=True)), (Reader(1, "@everyone"),), waits=True)
    ),
    "homes.beneath of one that nobody sees": lambda w: homes.beneath(
        cohorts.created(w.cohort, w.names[:2]), homes.Look(w.cohort, Home(w.cohort.home, through_role=False))
    ),
    "homes.beneath of one that others who have the role read": lambda w: homes.beneath(
        cohorts.created(w.cohort, w.names[:2]), homes.Look(w.cohort, Home(w.cohort.home), (Reader(SNOWFLAKE, person=True),))
    ),
    **{
        f"homes.stands where its role is {flaw.value}": lambda w, flaw=flaw: homes.stands(w.looked(flaw))
        for flaw in Flaw
        if flaw is not Flaw.NOT_YOURS
    },
    "homes.admitted": lambda w: homes.admitted(w.looked()),
    **{
        f"homes.admitted before the start, {state.value}": lambda w, state=state: homes.admitted(
            replace(w.looked(), cohort=replace(w.cohort_in(state), started_at=None))
        )
        for state in (CohortState.OPEN, CohortState.FORMING)
    },
    "homes.preview": lambda w: homes.preview(homes.Move(replace(w.cohort, home=ChannelId(1)), w.looked(), 99, 24)),
    "homes.preview of a home and a role": lambda w: homes.preview(
        homes.Move(replace(w.cohort, home=ChannelId(1), role=RoleId(1), started_at=None), w.looked(), 99, 24)
    ),
    "homes.preview of a first role": lambda w: homes.preview(homes.Move(replace(w.cohort, role=None), w.looked(), 0, 24)),
    "homes.preview of no role any more": lambda w: homes.preview(
        homes.Move(w.cohort, replace(w.looked(), cohort=replace(w.cohort, role=None)), 0, 24)
    ),
    "homes.preview of nothing": lambda w: homes.preview(homes.Move(w.cohort, w.looked(), 0, 0)),
    "homes.moved": lambda w: homes.moved(w.looked()),
    "homes.here_now": lambda w: homes.here_now(w.cohort),
    "homes.read_by_others": lambda w: homes.read_by_others(w.cohort),
}
