"""How people write the hour and the date: by what they chose, else as is usual in their country."""

from enum import StrEnum

from domain.ground.countries import country_of
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value

# The United States and Canada, with what belongs to them. Unicode's CLDR has "h:mm a" and "MMMM d, y" for English there, and a day
# before its month for English anywhere else. The hours of a few other countries are twelve too; people there can choose them.
NORTH_AMERICA = frozenset({"US", "CA", "AS", "GU", "MP", "PR", "VI"})


class Hours(StrEnum):
    """By how many hours a clock goes."""

    TWELVE = "12"  # 1:00 pm
    TWENTY_FOUR = "24"  # 13:00


class Habit(Value):
    """How somebody writes times and dates. `month_first`: "January 12", and not "12 January"."""

    hours: Hours = Hours.TWENTY_FOUR
    month_first: bool = False


class Reader(Value):
    """Who reads: by which habit, and on which clock (an IANA zone); None where people on several clocks read the same."""

    habit: Habit = Habit()
    clock: str | None = None

    def shares_clock(self, *times: LocalTime) -> bool:
        """True where the reader's own clock shows the same as the one these were planned on, at each of them."""
        clock = self.clock
        return clock is not None and all(_shown(when, when.zone) == _shown(when, clock) for when in times)


def habit(chosen: Hours | None, *clocks: str) -> Habit:
    """Of somebody who chose those hours, or none; the first of these zones that is in a country says what is usual."""
    country = next((found for clock in clocks if (found := country_of(clock)) is not None), None)
    here = country in NORTH_AMERICA
    return Habit(chosen or (Hours.TWELVE if here else Hours.TWENTY_FOUR), month_first=here)


def _shown(when: LocalTime, clock: str) -> object:
    return on_the_wall(when.instant(), clock).replace(tzinfo=None)
