"""What is said of a curriculum made together, made from the longest facts that it takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from domain.ground.ids import PersonId, ProposalId, SessionId
from domain.group.curriculum import (
    LONGEST_NEEDS,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WHY,
    MOST_CHOSEN,
    MOST_OWN,
    MOST_PROPOSED,
    Counted,
    Curriculum,
    Hosting,
    Proposal,
)
from messages.cohort import cohorts
from messages.ground.values import Form, Message
from messages.group import arranging, curriculum, details
from messages.own import people
from tests.messages.world import NOW, World


def proposal(w: World, n: int = 0) -> Proposal:
    words = w.letter * LONGEST_WHY
    id_ = ProposalId(9_999_900 + n)
    return Proposal(
        id_, w.cohort.id, w.person.id, PersonId(2), w.letter * LONGEST_TITLE, words, w.letter * LONGEST_TEXT, Hosting.MAYBE, NOW
    )  # fmt: skip


def of_a_text(w: World, text: str) -> curriculum.Listed:
    return curriculum.Listed(replace(proposal(w), text=text), w.names[:2], None)


def listed(w: World, n: int = 0) -> curriculum.Listed:
    return curriculum.Listed(proposal(w, n), w.names[:2], 24)


def topics(w: World, *, many: int = MOST_PROPOSED, open_: bool = True) -> curriculum.Topics:
    found = tuple(listed(w, n) for n in range(many))
    return curriculum.Topics(w.cohort, found, frozenset(one.proposal.id for one in found[:MOST_OWN]), open_)


def choosing(w: World, *, open_: bool = True) -> curriculum.Choosing:
    found = topics(w, open_=open_)
    return curriculum.Choosing(found, tuple(one.proposal.id for one in found.listed[:MOST_CHOSEN]))


def slot(w: World, n: int = 0) -> arranging.Slot:
    return arranging.Slot(
        replace(w.detailed(), id=SessionId(9_999_900 + n)),
        proposal(w),
        w.names[:3],
        tuple((name, w.letter * LONGEST_NEEDS) for name in w.names[:3]),
    )


def bare(w: World, n: int = 0) -> arranging.Slot:
    return arranging.Slot(replace(w.session, id=SessionId(9_999_900 + n), topic=None, because=None))


def arrangement(w: World, *, count: bool = True, closed: bool = True, leads: bool = True) -> arranging.Arrangement:
    found = tuple(listed(w, n) for n in range(MOST_PROPOSED))
    result = tuple(Counted(one.proposal.id, 75, 1) for one in found) if count else None
    proposals = tuple(one.proposal for one in found)
    slots = tuple(slot(w, n) for n in range(24))
    return arranging.Arrangement(
        w.cohort, Curriculum(NOW if closed else None), slots, found, result, 15, 15, leads, (proposals,), takes=not closed
    )  # fmt: skip


def setting(w: World) -> arranging.Setting:
    people_ = tuple((PersonId(n), name, None if n else Hosting.YES) for n, name in enumerate(w.names))
    found = tuple(listed(w, n) for n in range(MOST_PROPOSED))
    return arranging.Setting(w.cohort, slot(w), found, (PersonId(0), PersonId(1), PersonId(2)), people_, published=True)


def nothing_yet(w: World) -> arranging.Arrangement:
    return arranging.Arrangement(w.cohort, Curriculum(), (), (), None, 0, 15, leads=True)


def preview(w: World, hosts: int = 14, slots: int = 24) -> arranging.Preview:
    return arranging.Preview(w.cohort, (slot(w),) * slots, w.names[:hosts])


ARRANGED: Final[dict[str, Callable[[World], Message | Form]]] = {
    "curriculum.form": lambda w: curriculum.form(w.cohort, {PersonId(n): name for n, name in enumerate(w.names[:2])}),
    "curriculum.form as it stands": lambda w: curriculum.form(w.cohort, {PersonId(2): w.name}, proposal(w)),
    "curriculum.form of one without a partner": lambda w: curriculum.form(w.cohort, {}, proposal(w)),
    "curriculum.saved": lambda w: curriculum.saved(curriculum.Saved(w.cohort, listed(w), new=True, partners=w.names[:1])),
    **{
        f"curriculum.saved with {text}": lambda w, text=text: curriculum.saved(curriculum.Saved(w.cohort, of_a_text(w, text), new=False))
        for text in ("Genesis 18:23", "Geneses 18:23", "Berakhot", "a good book")
    },
    "curriculum.topics": lambda w: curriculum.topics(topics(w), 99),
    "curriculum.topics first": lambda w: curriculum.topics(topics(w)),
    "curriculum.topics closed": lambda w: curriculum.topics(topics(w, open_=False), 1),
    "curriculum.topics of nobody": lambda w: curriculum.topics(curriculum.Topics(w.cohort, (), frozenset(), open=True)),
    "curriculum.topics for staff": lambda w: curriculum.topics(curriculum.Topics(w.cohort, (listed(w),), frozenset(), True, member=False)),
    "curriculum.own": lambda w: curriculum.own(listed(w)),
    "curriculum.withdrawn": lambda w: curriculum.withdrawn(w.cohort, w.letter * LONGEST_TITLE),
    "curriculum.choose": lambda w: curriculum.choose(choosing(w), 1),
    "curriculum.choose at its end": lambda w: curriculum.choose(choosing(w), 99),
    "curriculum.choose closed": lambda w: curriculum.choose(choosing(w, open_=False)),
    "curriculum.choose nothing yet": lambda w: curriculum.choose(curriculum.Choosing(topics(w), ())),
    "curriculum.choose from nothing": lambda w: curriculum.choose(
        curriculum.Choosing(curriculum.Topics(w.cohort, (), frozenset(), open=True), ())
    ),
    "curriculum.to_partner": lambda w: curriculum.to_partner(w.name, w.name, w.cohort, proposal(w)),
    "curriculum.name_off": lambda w: curriculum.name_off(w.cohort, w.letter * LONGEST_TITLE),
    "arranging.page": lambda w: arranging.page(arrangement(w)),
    "arranging.page at its end": lambda w: arranging.page(arrangement(w), 99),
    "arranging.page still open": lambda w: arranging.page(arrangement(w, closed=False), 2),
    "arranging.page without a count": lambda w: arranging.page(arrangement(w, count=False), 2),
    "arranging.page without a count yet": lambda w: arranging.page(arrangement(w, count=False, closed=False), 2),
    "arranging.page for a manager": lambda w: arranging.page(arrangement(w, leads=False), 2),
    "arranging.page of nothing": lambda w: arranging.page(nothing_yet(w)),
    "arranging.page of bare sessions": lambda w: arranging.page(replace(nothing_yet(w), slots=(bare(w), bare(w, 1)))),
    "arranging.setting": lambda w: arranging.setting(setting(w)),
    "arranging.setting of a bare session": lambda w: arranging.setting(
        arranging.Setting(w.cohort, bare(w), (), (), (), published=False)
    ),
    "arranging.done": lambda w: arranging.done(arranging.Done(setting(w), w.letter * LONGEST_TITLE)),
    "arranging.done and nothing is free by it": lambda w: arranging.done(arranging.Done(replace(setting(w), published=False))),
    "arranging.close_question": lambda w: arranging.close_question(w.cohort, 14, 15),
    "arranging.post": lambda w: arranging.post(w.cohort, (slot(w),) * 24),
    "arranging.post of a few": lambda w: arranging.post(w.cohort, (slot(w), bare(w))),
    "arranging.preview": lambda w: arranging.preview(preview(w)),
    "arranging.preview without hosts": lambda w: arranging.preview(preview(w, 0, 1)),
    "arranging.published": lambda w: arranging.published(preview(w), NOW + timedelta(days=1)),
    "arranging.hosting": lambda w: arranging.hosting(w.name, w.cohort, w.detailed()),
    "arranging.asked": lambda w: arranging.asked(w.name, w.cohort, w.detailed()),
    "arranging.over": lambda w: arranging.over(w.name, w.cohort, w.detailed()),
    "arranging.needs_form": lambda w: arranging.needs_form(w.session),
    "arranging.needs_saved": lambda w: arranging.needs_saved(w.session, w.names),
    "arranging.needs": lambda w: arranging.needs(w.name, w.name, w.cohort, w.session, w.letter * LONGEST_NEEDS),
    "details.saved with a topic that is free": lambda w: details.saved(
        details.Saved(w.cohort, w.detailed(), w.letter * 120, changed=True, posted=True, freed=w.letter * LONGEST_TITLE)
    ),
    "cohorts.today with topics": lambda w: cohorts.today(replace(w.today(), topics=arranging.Waits(25, 15, 24, takes=True))),
    "people.me with topics": lambda w: people.me(replace(w.own(), proposed=((w.title, 3, 5),) * 9)),
}  # fmt: skip
