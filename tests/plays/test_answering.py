"""The proof by stories of studying, short: the same code, with a few of them. `make prove` runs it whole."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.ids import PersonId
from domain.sending.deliveries import Class, Subject
from rehearsal.prove.answering import WITHOUT, tell_stories
from rehearsal.prove.heard import Heard, wrong

TUESDAY, DAY = datetime(2027, 1, 12, 15, 0, tzinfo=UTC), timedelta(days=1)
DANA, NOA = PersonId(1), PersonId(2)
FOUND = {"the partner's word": "replaced without a word", "quiet in a pause": "came in a pause"}


def test_partners_who_answer_in_any_order_find_the_rules_kept(migrated_url: str) -> None:
    seen = tell_stories(migrated_url, seed=5787, stories=12 if migrated_url.startswith("sqlite") else 3)
    assert seen["answered"] + seen["wrote"] > 0


@pytest.mark.parametrize("without", sorted(WITHOUT))
def test_without_what_keeps_a_rule_the_stories_find_that_it_is_broken(migrated_url: str, without: str) -> None:
    if migrated_url.startswith("sqlite"):
        with pytest.raises(AssertionError, match=FOUND[without]):
            tell_stories(migrated_url, seed=5787, stories=60, without=without)


def asks(person: PersonId, *days: float, what: Subject = Subject.PROMPT, class_: Class = Class.PROMPT) -> list[Heard]:
    """Somebody is sent such a thing that many days after a Tuesday."""
    return [Heard(person, TUESDAY + day * DAY, class_, what, "round/1/1") for day in days]


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        ([*asks(DANA, 0, 3), *asks(NOA, 1), *asks(DANA, 7)], []),
        (asks(DANA, 0, 2, 6.9), ["asked too often"]),
        ([*asks(DANA, 0), *asks(DANA, 1, what=Subject.FIT, class_=Class.INVITATION), *asks(DANA, 5)], ["asked too often"]),
        (asks(DANA, 0, 8, what=Subject.NUDGE, class_=Class.NUDGE), ["more than one softer note in a round"]),
        (asks(DANA, 0, 8, 16, what=Subject.TIMES, class_=Class.NOTICE), ["more than two messages about times"]),
        (asks(DANA, 13, class_=Class.NOTICE), ["something came in a pause: round/1/1 (prompt)"]),
        (asks(NOA, 13, class_=Class.NOTICE), []),
        (asks(NOA, 4, class_=Class.NOTICE), ["something came on Shabbat: round/1/1 (prompt)"]),
        (asks(NOA, 3, class_=Class.NOTICE), []),
    ],
)
def test_a_history_in_which_a_promise_is_broken_is_found_and_no_other(heard: list[Heard], found: list[str]) -> None:
    assert wrong(heard, [(DANA, TUESDAY + 12 * DAY, TUESDAY + 14 * DAY)], "America/New_York") == found
