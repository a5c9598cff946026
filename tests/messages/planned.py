"""What is said of a term's dates and of one's own calendar, made from the longest facts that it takes."""

from collections.abc import Callable
from datetime import time
from typing import Final

from msgspec.structs import replace

from domain.joining.signups import ApplicationState
from domain.sending.facts import OfChange
from messages.ground.values import Form, Message
from messages.group import calendars, series
from tests.messages.world import World

PLANNED: Final[dict[str, Callable[[World], Message | Form]]] = {
    "series.series": lambda w: series.series(w.series()),
    "series.series drafted anew": lambda w: series.series(replace(w.series(), again=True)),
    "series.series at its end": lambda w: series.series(w.series(), 99),
    "series.dates_form": lambda w: series.dates_form(w.cohort, [replace(one, time=time(13, n)) for n, one in enumerate(w.times)]),
    "series.frozen": lambda w: series.frozen(series.Frozen(w.cohort, 24, 0)),
    "series.frozen anew": lambda w: series.frozen(series.Frozen(w.cohort, 24, 24)),
    "series.replacing": lambda w: series.replacing(
        series.Replacing(
            w.cohort,
            w.times,
            w.times,
            series.Told(24, 24, 99),
            2**48 - 1,
            2**48 - 1,
            tuple(series.Carried(w.detailed(), to) for to in (w.times[0], None, *w.times[2:])),
        )
    ),
    **{
        f"series.dates_changed for whoever is {state}": lambda w, state=state: series.dates_changed(w.new_dates(state))
        for state in (ApplicationState.ACCEPTED, ApplicationState.OFFERED, ApplicationState.APPLIED)
    },
    "series.dates_changed to none": lambda w: series.dates_changed(series.NewDates(w.cohort, w.name, ApplicationState.ACCEPTED, ())),
    "series.with_round": lambda w: series.with_round(
        series.dates_changed(w.new_dates(ApplicationState.ACCEPTED)), w.names[:2], w.session.starts_at
    ),
    "series.changed_by": lambda w: series.changed_by(w.cohort, w.name, w.names[:2], OfChange((), w.times, w.times, 24)),
    "series.changed_by somebody who is gone": lambda w: series.changed_by(w.cohort, w.name, (), OfChange((), (), w.times[:1], 0)),
    "calendars.own": lambda w: calendars.own(w.calendar("0")),
    "calendars.own with an address": lambda w: calendars.own(w.calendar("a" * 12)),
    "calendars.own where there are no feeds": lambda w: calendars.own(replace(w.calendar("0"), feed=None)),
    "calendars.own of nobody": lambda w: calendars.own(replace(w.calendar("0"), entries=())),
    "calendars.renewed": lambda w: calendars.renewed(w.calendar("a" * 12), new=True),
    "calendars.renewed before": lambda w: calendars.renewed(w.calendar("a" * 12), new=False),
    "calendars.switched_off": lambda w: calendars.switched_off(w.calendar("0")),
}
