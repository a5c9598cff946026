"""A curriculum made together: the topics that members propose, what each of them would choose, and the count of all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.citations.citation import Citation
from domain.ground.ids import CohortId, PersonId, ProposalId, SessionId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

LONGEST_TITLE = 80  # of a session's topic, which it may become
LONGEST_WHY = 300
LONGEST_TEXT = 100  # of what is read as a citation
LONGEST_NEEDS = 600
MOST_OWN, MOST_PROPOSED = 3, 25  # of one person; of a cohort, and of a list to choose from
MOST_BESIDE = 2  # that somebody hears from partners of theirs
MOST_CHOSEN = 5
MOST_HOSTS = 3  # a trio
FEWEST = 3  # who have chosen, before anybody sees a count: with fewer it would say what one of them chose

PROPOSING = frozenset({CohortState.FORMING, CohortState.MEETING})  # while members may propose, unless it was closed


class Hosting(StrEnum):
    """Whether somebody would host the session on what they propose, in the order in which it is asked."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Proposal(Value):
    """A topic that a member proposes, for themselves or with a partner; as typed, hostile until escaped."""

    id: ProposalId
    cohort: CohortId
    by: PersonId
    beside: PersonId | None  # the partner in whose name it is too
    title: str
    why: str
    text: str | None
    host: Hosting
    at: datetime

    @property
    def people(self) -> tuple[PersonId, ...]:
        """In whose name it is."""
        return (self.by,) if self.beside is None else (self.by, self.beside)


class Curriculum(Value):
    """Where a cohort stands with its curriculum: until when topics and choices were taken, and since when all can read what is decided."""

    closed_at: datetime | None = None
    published_at: datetime | None = None


class Host(Value):
    """A member who hosts a session, since when, and until when if they do no more; `needs`: what they said last that they need."""

    session: SessionId
    person: PersonId
    since: datetime
    until: datetime | None = None
    needs: str | None = None
    needs_at: datetime | None = None


class Counted(Value):
    """What a topic has of the count, and its place; those with the same place are tied."""

    proposal: ProposalId
    sum: int
    place: int


def takes_topics(cohort: Cohort, curriculum: Curriculum) -> bool:
    """True while members may propose topics and choose among them."""
    return cohort.state in PROPOSING and curriculum.closed_at is None


def tapped(chosen: Sequence[ProposalId], proposal: ProposalId) -> tuple[ProposalId, ...]:
    """What somebody chooses after a tap, the first choice first: one more at the end, or one that was there taken away.

    Raises `Refusal(ENOUGH_CHOSEN)`.
    """
    if proposal in chosen:
        return tuple(one for one in chosen if one != proposal)
    if len(chosen) >= MOST_CHOSEN:
        raise Refusal(Why.ENOUGH_CHOSEN, most=MOST_CHOSEN)
    return (*chosen, proposal)


def may_be_counted(people: int) -> bool:
    """True when so many have chosen that the count says of nobody what they chose."""
    return people >= FEWEST


def counted(choices: Iterable[Sequence[ProposalId]], proposals: Collection[ProposalId]) -> tuple[Counted, ...]:
    """The count of all: five for a first choice, four for a second, down to one for a fifth (the rule of Borda, cut at five).

    The same sum is a tie, which only people break; those that are tied stand in the order in which they were proposed.
    """
    sums = Counter[ProposalId](dict.fromkeys(proposals, 0))
    for chosen in choices:
        for nth, proposal in enumerate(chosen[:MOST_CHOSEN]):
            if proposal in sums:
                sums[proposal] += MOST_CHOSEN - nth
    order = sorted(sums, key=lambda one: (-sums[one], one))
    return tuple(Counted(one, sums[one], 1 + sum(other > sums[one] for other in sums.values())) for one in order)


def hosts_line(names: Sequence[str]) -> str | None:
    """Hosts by name on one line, each shortened where whole names have no room; None for nobody."""
    for most in (LONGEST_TITLE, LONGEST_TITLE // MOST_HOSTS - 3):
        shown = [name[:most].rstrip() for name in names[:MOST_HOSTS]]
        line = " and ".join([*([", ".join(shown[:-1])] if len(shown) > 1 else []), *shown[-1:]])
        if len(line) <= LONGEST_TITLE:
            return line or None
    raise AssertionError("three shortened names have room")


def of_one_text(proposals: Iterable[Proposal]) -> tuple[tuple[Proposal, ...], ...]:
    """Those that name the same text, two and more together: the same citation however it is written, or the same words."""
    found = defaultdict[str, list[Proposal]](list)
    for one in proposals:
        if one.text is not None:
            cited = citation_of(one.text)
            found[" ".join(one.text.casefold().split()) if cited is None else cited.url].append(one)
    return tuple(tuple(some) for some in found.values() if len(some) > 1)


def citation_of(text: str | None) -> Citation | None:
    """The place that is certainly meant; None for any other text, which is kept as it was typed."""
    from domain.ground.citations.reading import read

    found = None if text is None else read(text)
    return found if isinstance(found, Citation) else None
