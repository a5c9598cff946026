"""Whole stories on the local Discord, each with checks of its own: `make rehearse PLAY=season`."""

from collections.abc import Callable
from datetime import datetime

from rehearsal.plays.admissions import START as ADMISSIONS
from rehearsal.plays.admissions import AdmissionsPlay
from rehearsal.plays.play import Play
from rehearsal.plays.season import START, SeasonPlay
from rehearsal.stage import Stage

Make = Callable[[Stage, Callable[[str], None]], Play]

PLAYS: dict[str, tuple[datetime, Make]] = {"season": (START, SeasonPlay), "admissions": (ADMISSIONS, AdmissionsPlay)}
