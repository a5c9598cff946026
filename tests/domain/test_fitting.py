"""What a season brings to those without a partner, to who comes late, and to pairs that are asked whether it fits."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.ground.ids import PairId, PersonId
from domain.pair.apart import Alone, Way
from domain.sending.deliveries import Class, Planned
from domain.sending.timeline import deliveries
from domain.sending.timeline.fitting import looks
from domain.sending.timeline.season import PairPlan, Season
from tests.domain.test_timeline import PAIRS, PEOPLE, SEASON, SESSIONS

DAY = timedelta(days=1)
OPENS, CLOSES = SESSIONS[0].ends_at, SESSIONS[1].starts_at


def of(season: Season, person: int, message: str) -> list[Planned]:
    return [wish for wish in deliveries(season) if wish.person == person and wish.message == message]


def without_a_partner(since: datetime, *, came: bool = False) -> Season:
    """The fourth has none since then, and the third neither."""
    alone = tuple(Alone(PersonId(n), since, Way.WAITS, came) for n in (3, 4))
    return replace(SEASON, pairs=PAIRS[:1], alone=alone)


def test_without_a_partner_the_text_of_each_round_that_opens_comes_alone_and_no_note_follows() -> None:
    season = without_a_partner(OPENS + DAY)
    assert [wish.key for wish in of(season, 4, "study-alone")] == ["round/1/2/alone/4/prompt", "round/1/3/alone/4/prompt"]
    assert {wish.class_ for wish in of(season, 4, "study-alone")} == {Class.PROMPT}, "it counts in the week like any other"
    assert of(season, 4, "prompt") + of(season, 4, "nudge") == []


def test_who_came_late_and_waits_has_the_text_of_the_round_under_way_if_a_week_of_it_is_left() -> None:
    assert len(of(without_a_partner(OPENS + DAY, came=True), 4, "study-alone")) == 3
    assert len(of(without_a_partner(CLOSES - 6 * DAY, came=True), 4, "study-alone")) == 2


def joined(at: datetime) -> Season:
    """The fourth came then, and was placed with the third at once."""
    pair = PairPlan(PairId(9), (PersonId(3), PersonId(4)), PAIRS[0].published_at, at)
    return replace(SEASON, pairs=(PAIRS[0], pair), late=frozenset({(PairId(9), PersonId(4))}))


def test_who_comes_late_to_a_partner_has_the_text_of_the_round_under_way_and_the_partner_does_not_have_it_twice() -> None:
    season = joined(OPENS + 2 * DAY)
    assert [wish.key.split("/")[2] for wish in of(season, 4, "prompt")] == ["1", "2", "3"]
    assert [wish.key.split("/")[2] for wish in of(season, 3, "prompt")] == ["2", "3"]
    assert [wish.key.split("/")[2] for wish in of(season, 4, "nudge")] == ["2", "3"], "nobody is nudged in a round they came into"
    assert len(of(joined(CLOSES - 5 * DAY), 4, "prompt")) == 2


def test_each_of_a_pair_is_asked_once_whether_it_fits_after_the_first_round_and_it_counts_as_an_ask() -> None:
    for member in PEOPLE:
        (wish,) = of(SEASON, member.person, "fit")
        assert wish.ideal == CLOSES + 4 * DAY
        assert wish.class_ is Class.INVITATION


def test_a_pair_formed_after_the_first_round_a_trio_and_a_cohort_of_one_pair_are_not_asked() -> None:
    assert of(joined(OPENS + 2 * DAY), 4, "fit") == []
    three = replace(SEASON, pairs=(PAIRS[0], PairPlan(PairId(2), tuple(PersonId(n) for n in (3, 4, 5)), PAIRS[1].published_at)))
    assert of(three, 3, "fit") == []
    assert of(replace(SEASON, pairs=PAIRS[:1]), 1, "fit") == []


def test_the_word_about_other_pairs_has_the_same_hour_whatever_was_answered_and_whenever() -> None:
    words = of(SEASON, 90, "fit-proposal")
    assert [wish.ideal for wish in words] == looks(SEASON.cohort, SESSIONS)
    assert words[0].ideal == CLOSES + 9 * DAY
