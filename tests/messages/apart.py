"""What is said of partners who leave, come and change, made from the longest facts that it takes."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.ground.ids import PairId, PersonId
from domain.group.sessions import Prompt
from domain.pair.apart import Way
from domain.pair.moves import Change, How
from messages.cohort import cohorts, removals
from messages.cohort.removals import Removed
from messages.ground.values import Form, Message
from messages.ground.words import Safe
from messages.own import people
from messages.pair import apart, chevruta, fits, moves
from messages.pair.apart import Beside, Left, Placed
from tests.messages.pairing import changing
from tests.messages.world import NOW, World

ROW: Final = 999_999  # a number of ours, which never gets as long as one of Discord's


def left_behind(world: World) -> Safe | None:
    """Two who were left of a trio, each in another state."""
    return apart.left_behind([Left(world.names[:1], (), Way.THREE), Left(world.names[1:2], world.names[2:3], None)])


def _beside(world: World) -> Beside:
    return Beside(PersonId(ROW), world.name, NOW)


def _without_partner(world: World) -> people.Own:
    own, beside = world.own(), _beside(world)
    alone = tuple(replace(one, partners=(), alone=Placed(one.cohort, (), Way.ASKED, beside)) for one in own.cohorts[:2])
    return replace(own, cohorts=(*alone, *own.cohorts[2:]), open=own.open[2:])  # nobody has a round to answer without a partner


def _today(world: World) -> Message:
    without = tuple((name, list(Way)[n % 3]) for n, name in enumerate(world.names[:5]))
    return cohorts.today(
        cohorts.Today(world.cohort, NOW, 0, 0, 0, None, (), (), (), world.lost(3), (), lacks_link=True, lacks_prompt=None, without=without)
    )


def _nothing_else(world: World) -> Message:
    return moves.preview(replace(changing(world), how=How.PROPOSE, begun=(), change=Change((), (), ())))


APART: Final[dict[str, Callable[[World], Message | Form]]] = {
    "apart.left_alone": lambda w: apart.left_alone(w.cohort, w.name),
    "apart.left_alone beside somebody": lambda w: apart.left_alone(w.cohort, w.name, _beside(w)),
    "apart.beside": lambda w: apart.beside(w.cohort, w.name, _beside(w)),
    "apart.goes_on": lambda w: apart.goes_on(w.cohort, w.name, w.names[:1]),
    "apart.chosen with a partner": lambda w: apart.chosen(Placed(w.cohort, w.names[:1], None)),
    "apart.chosen with two": lambda w: apart.chosen(Placed(w.cohort, w.names[:2], None)),
    "apart.chosen with nobody and no need": lambda w: apart.chosen(Placed(w.cohort, (), None)),
    **{f"apart.chosen: {way}": lambda w, way=way: apart.chosen(Placed(w.cohort, (), way)) for way in Way},
    "apart.asked": lambda w: apart.asked(w.cohort, ROW, w.name, w.name, w.name, NOW),
    "apart.ask_again": lambda _: apart.ask_again(ROW),
    "apart.chosen: not yet, beside somebody": lambda w: apart.chosen(Placed(w.cohort, (), Way.ASKED, _beside(w))),
    "apart.without_partner": lambda w: apart.without_partner(Placed(w.cohort, (), Way.ASKED, _beside(w))),
    "apart.choose_again": lambda w: apart.choose_again(Placed(w.cohort, (), Way.ASKED, _beside(w))),
    "apart.choose_again while a pair is asked": lambda w: apart.choose_again(Placed(w.cohort, (), Way.THREE)),
    "fits.again": lambda _: fits.again(PairId(ROW)),
    "apart.gladly": lambda w: apart.gladly(w.names[:1]),
    "apart.not_this_time": lambda _: apart.not_this_time(),
    "apart.agreed": lambda _: apart.agreed(),
    "apart.settled": lambda _: apart.settled(),
    "apart.nobody": lambda w: apart.nobody(w.cohort, w.name, w.names[:2]),
    **{
        f"apart.study while one {way}": lambda w, way=way: apart.study(w.cohort, w.name, 12, NOW, Prompt(12, w.title, w.letter * 800), way)
        for way in Way
    },
    "apart.left_alone in the last round": lambda w: apart.left_alone(w.cohort, w.name, last=True),
    **{f"apart.chosen in the last round: {way}": lambda w, way=way: apart.chosen(Placed(w.cohort, (), way, last=True)) for way in Way},
    "apart.study in the last round": lambda w: apart.study(w.cohort, w.name, 12, NOW, None, Way.WAITS, last=True),
    "apart.to_leader in the last round": lambda w: apart.to_leader(w.cohort, w.name, (), None, came=False, last=True),
    "apart.left_behind in the last round": lambda w: Message(apart.left_behind([Left(w.names[:1], (), Way.ASKED, last=True)]) or ""),
    "apart.nobody in the last round": lambda w: apart.nobody(w.cohort, w.name, w.names[:2], last=True),
    "apart.study without a text": lambda w: apart.study(w.cohort, w.name, 12, NOW, None, Way.WAITS),
    "apart.to_leader of who came": lambda w: apart.to_leader(w.cohort, w.name, w.names[:2], None, came=True),
    "apart.to_leader of who waits": lambda w: apart.to_leader(w.cohort, w.name, (), None, came=False),
    "apart.to_leader of two": lambda w: apart.to_leader(w.cohort, w.name, (), w.name, came=True),
    "chevruta.waits beside somebody": lambda w: chevruta.waits(w.cohort, w.name, w.names[:2], _beside(w)),
    **{f"apart.left_behind: {way}": lambda w, way=way: Message(apart.left_behind([Left(w.names[:1], (), way)]) or "") for way in Way},
    "apart.left_behind: two": lambda w: Message(apart.left_behind([Left(w.names[:2], (), None)]) or ""),
    "chevruta.told_of_left": lambda w: chevruta.told_of_left(
        w.cohort, w.name, w.names[:2], w.partners()[:1], PairId(ROW), chevruta.Brings.NOW
    ),
    **{
        f"chevruta.told_of_third {one}": lambda w, one=one: chevruta.told_of_third(
            w.cohort, w.name, w.name, w.partners()[0], PairId(ROW), one
        )
        for one in chevruta.Brings
    },
    "cohorts.today of some without a partner": _today,
    "removals.removed of a trio": lambda w: removals.removed(
        Removed(w.cohort, w.person, told=True, left=(Left(w.names[:1], (), Way.ASKED), Left(w.names[1:2], w.names[2:3], None)))
    ),
    "people.me of somebody without a partner": lambda w: people.me(_without_partner(w)),
    "fits.question": lambda w: fits.question(w.cohort, PairId(ROW), w.name, w.names[:1]),
    "fits.good": lambda w: fits.good(PairId(ROW), w.names[:1]),
    "fits.another": lambda w: fits.another(PairId(ROW), w.names[:1]),
    "fits.proposal": lambda w: fits.proposal(w.cohort, ROW),
    "moves.preview of other pairs, where there are none": _nothing_else,
}
