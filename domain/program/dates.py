"""What a program's calendar has beside the Jewish one: the schedule it keeps, and the civic days of its home."""

from collections.abc import Collection, Iterator
from datetime import date, time

from domain.ground.civic import Civic, civic_findings, civic_of
from domain.ground.days import Finding, Level, during
from domain.ground.quiet import Observance, PersonQuiet, default_observance
from domain.ground.values import Value

_SCHEDULES = frozenset({Observance.ONE_DAY, Observance.TWO_DAY})


class Almanac(Value):
    """What a program's days are read from; what it left open is as is usual where its home is."""

    observance: Observance | None = None  # of whoever said nothing
    civic: frozenset[Civic] | None = None

    def during(self, day: date, until: time, zone: str, members: Collection[PersonQuiet]) -> tuple[Finding, ...]:
        """All that speaks against a session which ends then at home, worst first and each once.

        A feast that some members keep and the program does not, such as a second day, is strong at most: the others are free.
        """
        found = dict[tuple[str, str], Finding]()
        for one in sorted(self._found(day, until, zone, members), key=lambda finding: -finding.level):
            found.setdefault((one.name, one.words), one)
        return tuple(found.values())

    def _found(self, day: date, until: time, zone: str, members: Collection[PersonQuiet]) -> Iterator[Finding]:
        ours, theirs = schedules(self.observance, zone, members)
        yield from during(day, until, israel=ours is Observance.ONE_DAY)
        for other in theirs:
            for one in during(day, until, israel=other is Observance.ONE_DAY):
                yield Finding(min(one.level, Level.STRONG), one.name)
        yield from civic_findings(day, civic_of(zone) if self.civic is None else self.civic)


def schedules(usual: Observance | None, zone: str, members: Collection[PersonQuiet]) -> tuple[Observance, frozenset[Observance]]:
    """How many days of a feast count for a group: as its program keeps it, and as members keep it who do otherwise.

    A program that named neither keeps what is usual at its home, unless its members all keep the other.
    """
    kept = frozenset({member.observance for member in members}) & _SCHEDULES
    here = default_observance(zone)
    ours = usual if usual is not None and usual in _SCHEDULES else here if here in kept or not kept else next(iter(kept))
    return ours, kept - {ours}
