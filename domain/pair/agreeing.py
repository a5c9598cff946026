"""What stands for a pair's month, where each of two or three may answer for all of them: one rule, folded over all their answers.

Answers that agree with what the others said, or add to it, stand at once. One that contradicts another's is kept beside what
stands until its author, who is shown that one, changes it for all or leaves it. Who takes the month off does so until they say
otherwise: what another changes for all is shown to them first.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from domain.ground.ids import PairId, PersonId
from domain.ground.values import Value
from domain.group.sessions import Round
from domain.pair.checkins import Answer, Cell, CheckIn, Manner

_WITH_A_DATE = {Answer.DATE, Answer.MET}  # who has met may have named the next time as well


class Standing(Value):
    """What a pair last agreed on; what each of them contributed to it; and the answers that contradict it, at most one of each person.

    `kept`: who gave up an answer of their own for what is agreed.
    """

    agreed: CheckIn
    voices: tuple[CheckIn, ...]
    open: tuple[CheckIn, ...] = ()
    kept: frozenset[PersonId] = frozenset()

    def voice(self, person: PersonId) -> CheckIn | None:
        """That person's answer, as far as it counts."""
        return next((one for one in self.voices if one.by == person), None)

    def unconfirmed(self, person: PersonId) -> CheckIn | None:
        """That person's answer which contradicts another's."""
        return next((one for one in self.open if one.by == person), None)

    def against(self, given: CheckIn) -> tuple[CheckIn, ...]:
        """The answers of others that it contradicts, latest first."""
        others = (one for one in self.voices if one.by != given.by and _clash(one, given))
        return tuple(sorted(others, key=lambda one: one.given, reverse=True))

    def hides(self, given: CheckIn) -> bool:
        """True where all that it contradicts is a month off of which its author has told nobody: then they are asked, and it is taken."""
        against = self.against(given)
        return bool(against) and all(one.untold for one in against)

    @property
    def months_off(self) -> tuple[CheckIn, ...]:
        """The words of those who take the month off by their own latest one, confirmed or not."""
        latest = {one.by: one for one in (*self.voices, *self.open)}
        return tuple(one for one in latest.values() if one.answer is Answer.NOT_THIS_MONTH)

    @property
    def off(self) -> frozenset[PersonId]:
        """Who takes the month off."""
        return frozenset(one.by for one in self.months_off)

    def reminded(self, members: Collection[PersonId]) -> dict[PersonId, datetime]:
        """Who is reminded of which date: of the one that stands all but those who are off, of one that a month off hides its author."""
        dates: dict[PersonId, datetime] = {}
        if self.agreed.answer in _WITH_A_DATE and self.agreed.date is not None:
            dates |= dict.fromkeys((one for one in members if one not in self.off), self.agreed.date)
        hidden = (one for one in self.open if one.answer is Answer.DATE and one.by in members and self.hides(one))
        return dates | {one.by: one.date for one in hidden if one.date is not None}

    def shown_to(self, person: PersonId) -> CheckIn | None:
        """What one of the pair may be shown as its answer: never a month off of which its author has told nobody."""
        own = self.unconfirmed(person)
        if own is not None and self.hides(own):
            return own
        return self.voice(person) if self.agreed.untold and self.agreed.by != person else self.agreed


def standing(given: Iterable[CheckIn]) -> dict[tuple[PairId, int], Standing]:
    """What stands for each pair and round, of answers in any order."""
    found: dict[tuple[PairId, int], Standing] = {}
    for one in sorted(given, key=lambda one: one.given):
        found[one.pair, one.round] = after(found.get((one.pair, one.round)), one)
    return found


def after(stands: Standing | None, given: CheckIn) -> Standing:
    """What stands after one more answer, which is later than all before it."""
    if stands is None:
        return Standing(given, (given,))
    if given.manner is Manner.FOR_BOTH:
        # nobody else can say of who takes the month off that they are there after all
        return Standing(given, (given,), tuple(one for one in stands.months_off if one.by != given.by and contradicts(one, given)))
    voices = {one.by: one for one in stands.voices}
    waiting = {one.by: one for one in stands.open if one.by != given.by}
    if given.manner is Manner.KEPT:
        return _kept(stands, voices, waiting, given.by)
    if stands.against(given):
        return Standing(stands.agreed, stands.voices, (*waiting.values(), given), stands.kept)
    voices[given.by] = given
    if _adds_nothing(stands.agreed, given):
        return _settled(stands.agreed, voices, waiting, stands.kept - {given.by})
    return _settled(given, voices, waiting)


def _kept(stands: Standing, voices: dict[PersonId, CheckIn], waiting: dict[PersonId, CheckIn], by: PersonId) -> Standing:
    """Somebody leaves it to the others: what they had said themselves no longer counts."""
    others = [one for one in voices.values() if one.by != by]
    if not others:
        return Standing(stands.agreed, stands.voices, tuple(waiting.values()), stands.kept)
    theirs = {one.by: one for one in others}
    if stands.agreed.by != by:
        return _settled(stands.agreed, theirs, waiting, stands.kept | {by})
    return _settled(max(others, key=lambda one: one.given), theirs, waiting, frozenset({by}))


def _settled(
    agreed: CheckIn, voices: dict[PersonId, CheckIn], waiting: Mapping[PersonId, CheckIn], kept: frozenset[PersonId] = frozenset()
) -> Standing:  # fmt: skip
    """With what contradicts nobody any more as one of the voices, one after the other: each may settle what contradicted its author."""
    left = dict(waiting)
    while (free := next((one for one in left.values() if not Standing(agreed, tuple(voices.values())).against(one)), None)) is not None:
        voices[free.by] = left.pop(free.by)
    return Standing(agreed, tuple(voices.values()), tuple(left.values()), kept)


def _adds_nothing(agreed: CheckIn, given: CheckIn) -> bool:
    return agreed.answer is given.answer and given.date in {None, agreed.date}


def _clash(one: CheckIn, other: CheckIn) -> bool:
    earlier, later = sorted((one, other), key=lambda one: one.given)
    return contradicts(earlier, later)


def contradicts(earlier: CheckIn, later: CheckIn) -> bool:
    """True where the later of two people's answers takes back what the earlier one said. That they met never does."""
    match later.answer:
        case Answer.MET:
            return False
        case Answer.DATE:
            other_day = earlier.answer is Answer.DATE and None not in {earlier.date, later.date} and earlier.date != later.date
            return other_day or earlier.answer in {Answer.MET, Answer.NOT_THIS_MONTH}
        case Answer.NOT_THIS_MONTH:
            return earlier.answer in {Answer.MET, Answer.DATE}
        case Answer.HELP:
            return earlier.answer in {Answer.MET, Answer.DATE, Answer.NOT_THIS_MONTH}


def cell(
    stands: Standing | None, round_: Round, now: datetime, present: int, since: datetime | None = None, until: datetime | None = None
) -> Cell:  # fmt: skip
    """How a pair's month is shown to the facilitator; silence is only ever "quiet". `present`: how many of the pair have a place now.

    `since`, `until`: when the pair was formed and ended, where the season was under way.
    """
    return Cell.UNSETTLED if stands is not None and stands.open else counted(stands, round_, now, present, since, until)


def counted(
    stands: Standing | None, round_: Round, now: datetime, present: int, since: datetime | None = None, until: datetime | None = None
) -> Cell:  # fmt: skip
    """The same by what a pair last agreed on, which is what is counted."""
    if stands is not None:
        return Cell(stands.agreed.answer.value)
    if not round_.asks(since, until):
        return Cell.OTHERS
    if present < 2:
        return Cell.ALONE
    return Cell.QUIET if now >= round_.opens_at else Cell.AHEAD
