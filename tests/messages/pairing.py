"""What staff and members read of chevrutot that are changed, or that cannot be."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.ground.ids import ChannelId, PairId
from domain.pair.chevruta import Drafted
from domain.pair.hours import Free, Part
from domain.pair.moves import Change, How
from messages.ground.values import Form, Message
from messages.pair import chevruta, meeting, moves
from messages.pair.chevruta import PairsView
from messages.pair.moves import Changing
from tests.messages.world import NOW, SNOWFLAKE, World


def drawn(world: World) -> PairsView:
    """A draft with as many pairs as there may be, changed, some of which stay."""
    view = world.pairs(published=False)
    stay = tuple(replace(pair, locked=pair.position % 2 == 0) for pair in view.pairing.pairs)
    return replace(view, pairing=replace(view.pairing, pairs=stay, changes=20), only=True)


def nobody(world: World, *, published: bool, people: int = 24) -> PairsView:
    """No two of these can be paired."""
    view = world.pairs(published=published)
    names = dict(list(view.names.items())[:people])
    return replace(view, pairing=replace(view.pairing, pairs=()), names=names, alone=tuple(names.values()))


def changing(world: World) -> Changing:
    """All that one change can say."""
    view = world.pairs(published=True)
    first, second, third = (pair.members for pair in view.pairing.pairs[:3])
    begun = ((*first, third[0]), (second[0], third[1]))
    change = Change((first, second, third), begun, (second[1],))
    drafted = tuple(Drafted(group, view.pairing.pairs[0].reasons) for group in begun)
    cohort = replace(view.cohort, started_at=NOW)
    return Changing(cohort, view.pairing.id, How.EXCHANGE, (first[0], second[0]), change, drafted, view.names, 2**48 - 1)


def before_the_start(world: World) -> Changing:
    """The same, before anybody has heard of the pairs."""
    return replace(changing(world), cohort=replace(world.cohort, started_at=None))


PAIRING: Final[dict[str, Callable[[World], Message | Form]]] = {
    "chevruta.draft that was changed, and is the only one as good": lambda w: chevruta.draft(drawn(w)),
    "chevruta.draft of people none of whom can be paired": lambda w: chevruta.draft(nobody(w, published=False)),
    "chevruta.draft that is published without a pair": lambda w: chevruta.draft(nobody(w, published=True)),
    "chevruta.publish_question without a pair": lambda w: chevruta.publish_question(nobody(w, published=False), 0),
    "chevruta.told anew": lambda w: chevruta.told(w.cohort, w.name, w.partners(), PairId(9_999_999), anew=chevruta.Brings.NEXT),
    "chevruta.told late": lambda w: chevruta.told(w.cohort, w.name, w.partners(), PairId(9_999_999), anew=chevruta.Brings.HERE, first=True),
    "chevruta.waits": lambda w: chevruta.waits(w.cohort, w.name, w.names[:2]),
    "chevruta.waits without anybody who leads": lambda w: chevruta.waits(w.cohort, w.name, ()),
    "moves.whom": lambda w: moves.whom(w.pairs(published=True), w.pairs(published=True).pairing.pairs[0].members[0]),
    "moves.whom to nobody": lambda w: moves.whom(
        nobody(w, published=True, people=1), next(iter(nobody(w, published=True, people=1).names))
    ),
    "moves.preview": lambda w: moves.preview(changing(w)),
    "moves.preview before the start": lambda w: moves.preview(before_the_start(w)),
    "moves.preview of people whom nobody can study with": lambda w: moves.preview(replace(changing(w), begun=())),
    "moves.preview where nobody is alone": lambda w: moves.preview(replace(changing(w), begun=(), change=Change((), (), ()))),
    "moves.changed": lambda w: moves.changed(changing(w)),
    "moves.changed before the start": lambda w: moves.changed(before_the_start(w)),
    "chevruta.draft": lambda w: chevruta.draft(w.pairs(published=False)),
    "chevruta.draft with members who left": lambda w: chevruta.draft(replace(w.pairs(published=False), left=tuple(w.names))),
    "chevruta.draft that is published": lambda w: chevruta.draft(w.pairs(published=True)),
    "chevruta.publish_question": lambda w: chevruta.publish_question(w.pairs(published=False), 24),
    "chevruta.published": lambda w: chevruta.published(w.pairs(published=True)),
    "chevruta.published without pairs": lambda w: chevruta.published(nobody(w, published=True, people=24)),
    "chevruta.publish_question without pairs": lambda w: chevruta.publish_question(nobody(w, published=False, people=24), 0),
    "chevruta.post": lambda w: chevruta.post(w.cohort, [w.names[n : n + 2] for n in range(0, len(w.names), 2)]),
    "chevruta.told": lambda w: chevruta.told(
        w.cohort, w.name, w.partners(), PairId(9_999_999), tuple(Free(part, (6, 0, 2)) for part in Part)
    ),
    "meeting.asked": lambda w: meeting.asked(meeting.PairThread(w.cohort, w.names[:2])),
    "meeting.asked again": lambda w: meeting.asked(meeting.PairThread(w.cohort, w.names[:2], ChannelId(SNOWFLAKE))),
    "meeting.asked where none can be opened": lambda w: meeting.asked(meeting.PairThread(w.cohort, w.names[:2], failed=True)),
    "meeting.hello": lambda w: meeting.hello(w.partners()[0], w.partners()),
}
