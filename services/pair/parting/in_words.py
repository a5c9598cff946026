"""Words written under a question about partners: they are no answer about a round, and the question's own buttons are shown again."""

from collections.abc import Collection
from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import PersonId, ServerId
from domain.pair.apart import AskState
from domain.sending.deliveries import Delivery, Subject
from domain.sending.facts import OfAsk, OfPair
from messages.ground.values import Message
from messages.pair import apart as words
from messages.pair import fits as fit_words
from services.pair.apart import placed
from storage.db import Db

_ALONE = frozenset({Subject.PARTNER_LEFT, Subject.PARTNER_BESIDE, Subject.NO_THIRD, Subject.STUDY_ALONE})


async def in_words(
    db: Db, about: Delivery | None, unsure: PersonId | None, there: Collection[ServerId], now: datetime
) -> tuple[str, Message] | None:  # fmt: skip
    """What is said to words in reply to such a message; None for words about anything else. What a tap would say is never guessed.

    `unsure`: whose words said nothing that is understood. In reply to nothing, they may be about what that person is asked just now.
    `there`: the servers they are on.
    """
    if about is None:
        return None if unsure is None else await _asked_now(db, unsure, there, now)
    match about.message:
        case Subject.THIRD_ASKED:
            ask = await db.alone.get_ask(about.facts_as(OfAsk).ask)
            is_open = ask is not None and ask.state is AskState.OPEN and now < ask.until
            return "asked-back", words.ask_again(ask.id) if ask is not None and is_open else words.settled()
        case Subject.FIT:
            is_open = await _going_on(db, about) is not None
            return ("asked-back", fit_words.again(about.facts_as(OfPair).pair)) if is_open else None
        case subject if subject in _ALONE and about.person is not None:
            cohort = await _going_on(db, about)
            stands = None if cohort is None else await placed(db, cohort, about.person, now)
            return None if stands is None or not words.choices(stands) else ("asked-back", words.choose_again(stands))
        case _:
            return None


async def _going_on(db: Db, about: Delivery) -> Cohort | None:
    """The cohort of that message, while its season lasts: a button of ours would do nothing later."""
    cohort = None if about.cohort is None else await db.cohorts.get(about.cohort)
    return cohort if cohort is not None and cohort.state is CohortState.MEETING else None


async def _asked_now(db: Db, person: PersonId, there: Collection[ServerId], now: datetime) -> tuple[str, Message] | None:
    """Only of a cohort on a server they are on."""
    ask = await db.alone.asked_of(person, now)
    id_ = await db.alone.choosing(person) if ask is None else ask[1]
    cohort = None if id_ is None else await db.cohorts.get(id_)
    if cohort is None or cohort.server not in there:
        return None
    if ask is not None:
        return "asked-back", words.ask_again(ask[0])
    stands = await placed(db, cohort, person, now)
    return ("asked-back", words.choose_again(stands)) if words.choices(stands) else None
