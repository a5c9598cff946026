"""What is said of standings and of files of them, made from the longest facts that it takes."""

from collections.abc import Callable
from typing import Final

from domain.joining.roster import TakenIn
from domain.joining.standing import Standing
from messages.ground.values import Form, Message
from messages.joining import roster, standing
from tests.messages.world import NOW, World

ROLLS: Final[dict[str, Callable[[World], Message | Form]]] = {
    "standing.attested": lambda w: standing.attested(w.program, w.person, Standing(True, NOW)),
    "standing.open_": lambda w: standing.open_(w.program, w.person, w.cohort),
    "standing.attested, by which others have their turn": lambda w: standing.attested(
        w.program, w.person, Standing(True, NOW), w.advance(50), 500
    ),
    "standing.attested with a no": lambda w: standing.attested(w.program, w.person, Standing(False)),
    "standing.renewals": lambda w: standing.renewals(
        standing.Renewals(w.program, ((w.person, w.title),) * 40, ((w.person, Standing(True, NOW)),) * 40, True, 1)
    ),
    "standing.renewals that end": lambda w: standing.renewals(
        standing.Renewals(w.program, (), ((w.person, Standing(True, NOW)),) * 40, True)
    ),
    "standing.waits": lambda _: standing.waits(500),
    "standing.renewals of nobody": lambda w: standing.renewals(standing.Renewals(w.program, (), (), True)),
    "standing.renewals where there is none": lambda w: standing.renewals(standing.Renewals(w.program, ((w.person, w.title),), (), False)),
    "roster.preview": lambda w: roster.preview(
        roster.Preview(9_999_999, 9_999, 9_999, 9_999, 9_999, w.unread(), w.changes(), w.program.zone, 1)
    ),
    "roster.preview of places": lambda w: roster.preview(
        roster.Preview(9_999_999, 9_999, 9_999, 9_999, 9_999, w.unread(), w.changes(), w.program.zone, 1, w.advance(50), 500)
    ),
    "roster.preview of nothing": lambda w: roster.preview(roster.Preview(9_999_999, 0, 0, 1, 0, w.unread()[:1], (), w.program.zone)),
    "roster.preview of changes": lambda w: roster.preview(
        roster.Preview(9_999_999, 9_999, 9_999, 9_999, 0, (), w.changes(), w.program.zone)
    ),
    "roster.importing": lambda _: roster.importing(9_800, 10_000),
    "roster.imported": lambda w: roster.imported(roster.Imported(TakenIn(9_999, 9_999, 9_999, w.unread() * 9, 500, 500))),
    "roster.imported before": lambda w: roster.imported(roster.Imported(TakenIn(9_999, 9_999, 9_999, w.unread() * 9), again=True)),
}
