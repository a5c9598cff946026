"""The plan of a season: everyone gets what they should, once, and a change of the cohort changes the plan and nothing else."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ApplicationId, ChannelId, CohortId, PairId, PersonId, ProgramId, RoleId, ServerId, SessionId
from domain.ground.people import Reminder
from domain.ground.quiet import ChannelQuiet, Observance, PersonQuiet, allowed
from domain.ground.times import LocalTime, on_the_wall
from domain.group.sessions import Session, SessionState
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Class, Direction, Kind, Planned
from domain.sending.facts import OfEvent, OfRound, OfSession
from domain.sending.timeline import deliveries
from domain.sending.timeline.season import Date, Letter, Member, PairPlan, Season, Words
from domain.sending.timeline.turns import turns

NY = "America/New_York"
STARTED = datetime(2026, 9, 28, 15, 0, tzinfo=UTC)
COHORT = Cohort(
    CohortId(1), ProgramId(1), ServerId(1), "Justice", "Justice", 12, CohortState.MEETING, NY, ChannelId(5), RoleId(6), "https://z.example",
    STARTED, STARTED, STARTED, STARTED,
)  # fmt: skip


def session(number: int, day: date) -> Session:
    when = LocalTime(day, time(13), NY)
    return Session(SessionId(number), CohortId(1), number, when, when.instant(), 90, SessionState.PLANNED, 0)


SESSIONS = tuple(
    session(n + 1, day) for n, day in enumerate((date(2026, 10, 13), date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12)))
)
PEOPLE = (
    Member(PersonId(1), PersonQuiet(NY, Observance.TWO_DAY), Reminder.DAY),
    Member(PersonId(2), PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY), Reminder.HOUR),
    Member(PersonId(3), PersonQuiet("Pacific/Honolulu", Observance.NONE), Reminder.NONE),
    Member(PersonId(4), PersonQuiet("Europe/London", Observance.SHABBAT), Reminder.DAY),
)
LEAD = Member(PersonId(90), PersonQuiet(NY, Observance.ONE_DAY))
PAIRS = (PairPlan(PairId(1), (PersonId(1), PersonId(2)), STARTED), PairPlan(PairId(2), (PersonId(3), PersonId(4)), STARTED))
SEASON = Season(COHORT, PEOPLE, (LEAD,), SESSIONS, PAIRS)


def keys(season: Season, message: str = "") -> set[str]:
    return {wish.key for wish in deliveries(season) if not message or wish.message == message}


def events(season: Season) -> dict[str, OfEvent]:
    """The native events by their keys."""
    return {wish.key: wish.facts for wish in deliveries(season) if isinstance(wish.facts, OfEvent)}


def to(season: Season, person: int) -> list[Planned]:
    return [wish for wish in deliveries(season) if wish.person == person]


def test_every_member_of_every_pair_gets_one_prompt_in_each_round() -> None:
    prompts = Counter(wish.person for wish in deliveries(SEASON) if wish.message == "prompt")
    assert prompts == {member.person: 3 for member in PEOPLE}


def test_one_softer_note_follows_a_prompt_after_a_week_and_never_a_second() -> None:
    for person in (1, 2, 3, 4):
        asked = sorted(wish.ideal for wish in to(SEASON, person) if wish.message == "prompt")
        nudged = sorted(wish.ideal for wish in to(SEASON, person) if wish.message == "nudge")
        assert len(nudged) == len(asked)
        assert all(timedelta(days=7) <= late - first for first, late in zip(asked, nudged, strict=True))


def test_an_answer_takes_the_note_back_for_both_partners_and_leaves_the_others() -> None:
    answered = replace(SEASON, answered=frozenset({(PairId(1), 1)}))
    gone = keys(SEASON) - keys(answered)
    assert gone == {f"round/1/1/pair/1/member/{person}/nudge" for person in (1, 2)}


def test_whoever_said_that_they_cannot_come_is_not_reminded() -> None:
    declined = replace(SEASON, declined=frozenset({(1, PersonId(1))}))
    assert keys(SEASON) - keys(declined) == {"session/1/0/member/1/reminder"}


def test_each_chooses_their_own_reminder_and_none_means_none() -> None:
    reminders = [wish for wish in deliveries(SEASON) if wish.message == "session-reminder"]
    assert {wish.person for wish in reminders} == {1, 2, 4}
    assert all(wish.direction is Direction.EARLIER and wish.due <= wish.ideal < wish.last_useful for wish in reminders)


def reminded(member: Member, when: LocalTime) -> str:
    moved = replace(SESSIONS[0], when=when, starts_at=when.instant())
    season = replace(SEASON, sessions=(moved,), members=(member,), pairs=())
    (wish,) = (wish for wish in deliveries(season) if wish.message == "session-reminder")
    return on_the_wall(wish.due, member.quiet.zone).strftime("%A %H:%M")


@pytest.mark.parametrize("observance", [Observance.SHABBAT, Observance.ONE_DAY, Observance.TWO_DAY])
def test_whoever_keeps_shabbat_is_reminded_of_a_sunday_session_on_friday_at_eleven(observance: Observance) -> None:
    sunday = LocalTime(date(2026, 11, 22), time(13), NY)

    assert reminded(Member(PersonId(1), PersonQuiet(NY, observance)), sunday) == "Friday 11:00"
    assert reminded(Member(PersonId(1), PersonQuiet(NY, Observance.NONE)), sunday) == "Saturday 13:00"


def test_a_day_before_is_the_day_before_in_honolulu_too() -> None:
    tuesday = LocalTime(date(2026, 11, 17), time(13), NY)  # 08:00 in Honolulu

    assert reminded(Member(PersonId(3), PersonQuiet("Pacific/Honolulu", Observance.TWO_DAY)), tuesday) == "Monday 09:00"


def test_an_hour_before_comes_forward_to_the_evening_where_it_would_be_night() -> None:
    tuesday = LocalTime(date(2026, 11, 17), time(13), NY)
    alex = Member(PersonId(3), PersonQuiet("Pacific/Honolulu", Observance.TWO_DAY), Reminder.HOUR)

    assert reminded(alex, tuesday) == "Monday 20:00"
    assert reminded(replace(alex, quiet=PersonQuiet(NY, Observance.TWO_DAY)), tuesday) == "Tuesday 12:00"


def test_a_session_that_was_called_off_leaves_one_word_to_each_and_joins_its_rounds() -> None:
    called_off = replace(SESSIONS[1], state=SessionState.CANCELLED, revision=1, moved_at=STARTED)
    season = replace(SEASON, sessions=(SESSIONS[0], called_off, *SESSIONS[2:]))
    about = [wish for wish in deliveries(season) if isinstance(wish.facts, OfSession) and wish.facts.session == 2]
    assert Counter(wish.message for wish in about) == {"session-cancelled": 4, "session": 1, "session-event": 1}
    assert {wish.facts.round for wish in deliveries(season) if wish.message == "prompt" and isinstance(wish.facts, OfRound)} == {1, 3}


def test_a_session_that_moved_tells_everybody_and_reminds_them_of_the_new_time_only() -> None:
    when = LocalTime(date(2026, 11, 17), time(13), NY)
    moved = replace(SESSIONS[1], when=when, starts_at=when.instant(), revision=1, moved_at=STARTED + timedelta(days=20))
    season = replace(SEASON, sessions=(SESSIONS[0], moved, *SESSIONS[2:]))
    assert {wish.person for wish in deliveries(season) if wish.message == "session-moved"} == {1, 2, 3, 4}
    assert not {key for key in keys(season, "session-reminder") if key.startswith("session/2/0/")}
    assert "session/2/1/member/1/reminder" in keys(season)
    assert [(key, event.shown) for key, event in events(season).items() if event.session == moved.id] == [("session/2/event/1", True)]


def test_who_took_a_place_after_a_session_is_not_said_to_be_reminded_of_it() -> None:
    came = SEASON.sessions[0].starts_at + timedelta(days=10)
    late = replace(SEASON, members=(replace(SEASON.members[0], since=came), *SEASON.members[1:]))
    assert keys(SEASON) - keys(late) == {"session/1/0/member/1/reminder"}


def test_a_session_that_moves_when_its_reminder_was_due_already_is_told_and_not_reminded_of_once_more() -> None:
    """Members got a second reminder, with another time and no reason, and then the word that it had moved."""
    later = replace(SESSIONS[1].when, time=time(14))
    moved = replace(SESSIONS[1], when=later, starts_at=later.instant(), revision=1, moved_at=SESSIONS[1].starts_at - timedelta(hours=20))
    for by_clocks in (False, True):
        season = replace(SEASON, sessions=(SESSIONS[0], replace(moved, by_clocks=by_clocks), *SESSIONS[2:]))
        reminded = {key for key in keys(season, "session-reminder") if key.startswith("session/2/1/")}
        assert reminded == {f"session/2/1/member/{person.person}/reminder/hour" for person in PEOPLE if person.reminder is Reminder.HOUR}
    untold = replace(SEASON, cohort=replace(COHORT, started_at=moved.starts_at), sessions=(SESSIONS[0], moved, *SESSIONS[2:]))
    assert "session/2/1/member/1/reminder" in keys(untold), "nobody is told of a move before the start"


def test_what_a_session_lacks_is_said_once_however_often_it_moves() -> None:
    lacks = keys(SEASON, "session-lacks")
    moved = replace(SESSIONS[1], revision=2, moved_at=SESSIONS[1].starts_at - timedelta(days=6))
    assert keys(replace(SEASON, sessions=(SESSIONS[0], moved, *SESSIONS[2:])), "session-lacks") == lacks != set()


def test_a_session_that_moves_into_somebodys_holy_day_loses_its_native_event() -> None:
    when = LocalTime(date(2027, 6, 11), time(13), NY)
    moved = replace(SESSIONS[3], when=when, starts_at=when.instant(), revision=1, moved_at=STARTED + timedelta(days=20))
    season = replace(SEASON, sessions=(*SESSIONS[:3], moved))
    assert [event.shown for event in events(season).values() if event.session == moved.id] == [False]


def test_a_session_that_moved_before_the_start_is_in_the_word_of_all_dates_and_not_told_once_more_at_the_start() -> None:
    told = Letter(ApplicationId(3), PersonId(1), PEOPLE[0].quiet, ApplicationState.ACCEPTED, STARTED - timedelta(days=9))
    moved = replace(SESSIONS[0], revision=1, moved_at=STARTED - timedelta(days=3))
    before = replace(
        SEASON, cohort=replace(COHORT, state=CohortState.FORMING, started_at=None), letters=(told,), sessions=(moved, *SESSIONS[1:])
    )
    after = replace(before, cohort=COHORT)
    assert keys(before, "session-moved") == keys(after, "session-moved") == set()


def test_pairs_that_were_published_long_before_the_start_are_told_at_the_start() -> None:
    early = tuple(replace(pair, published_at=STARTED - timedelta(days=40)) for pair in PAIRS)
    told = [wish for wish in deliveries(replace(SEASON, pairs=early)) if wish.message in {"pair", "pairs"}]
    assert Counter(wish.message for wish in told) == {"pair": 4, "pairs": 1}
    assert all(wish.due >= STARTED and wish.last_useful >= STARTED + timedelta(days=20) for wish in told)


def test_the_post_of_the_pairs_is_not_made_again_when_the_first_pair_falls_apart() -> None:
    assert keys(replace(SEASON, pairs=PAIRS[1:]), "pairs") == keys(SEASON, "pairs")


def test_who_is_in_no_pair_is_told_once_the_season_runs_and_again_when_a_pair_of_theirs_ends() -> None:
    def told(season: Season) -> set[str]:
        return keys(season, "no-pair")

    alone = replace(SEASON, pairs=PAIRS[1:], unpaired=((PersonId(1), STARTED - timedelta(days=2)), (PersonId(2), STARTED)))
    assert len(told(alone)) == 2
    assert all(wish.due >= STARTED for wish in deliveries(alone) if wish.message == "no-pair")
    later = replace(alone, unpaired=((PersonId(1), STARTED + timedelta(days=60)),))
    assert not told(alone) & told(later)
    assert not told(replace(alone, cohort=replace(COHORT, state=CohortState.FORMING, started_at=None)))


def test_a_pair_that_is_formed_in_a_round_is_asked_from_the_next_one_on() -> None:
    """Two rounds in one week."""
    formed = SESSIONS[0].ends_at + timedelta(days=8)
    season = replace(SEASON, pairs=(replace(PAIRS[0], id=PairId(77), since=formed), *PAIRS[1:]))
    rounds = {key.split("/")[2] for key in keys(season, "prompt") | keys(season, "nudge") if "/pair/77/" in key}
    assert "1" not in rounds
    assert "2" in rounds
    letters = [wish for wish in deliveries(season) if wish.key.startswith("pair/77/")]
    assert len(letters) == 2
    assert all(wish.due >= formed for wish in letters), "and is told when it is formed"
    assert keys(season, "pairs") == keys(SEASON, "pairs"), "the post in the home is not made again"


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_what_changed_before_anybody_was_told_is_no_news(state: SessionState) -> None:
    changed = replace(SESSIONS[1], state=state, revision=1, moved_at=STARTED - timedelta(days=3))
    season = replace(SEASON, sessions=(SESSIONS[0], changed, *SESSIONS[2:]))
    assert not keys(season, "session-moved") | keys(season, "session-cancelled")


def test_a_word_for_the_group_is_added_to_the_post_of_its_session() -> None:
    at = STARTED + timedelta(days=2)
    written = Words(SessionId(1), PersonId(2), at)
    added = [wish for wish in deliveries(replace(SEASON, words=(written,))) if wish.key not in keys(SEASON)]
    assert [(wish.kind, wish.target) for wish in added] == [(Kind.EDIT, "session/1/announce"), (Kind.EDIT, "session/1/words-of/2")]
    later = deliveries(replace(SEASON, words=(replace(written, at=at + timedelta(hours=1)),)))
    assert added[0].key not in {wish.key for wish in later}, "what is said later is another edit"


def test_words_that_the_post_has_no_room_for_go_into_the_thread_of_its_session() -> None:
    at = STARTED + timedelta(days=2)
    season = replace(SEASON, words=(Words(SessionId(1), PersonId(2), at, whole=False), Words(SessionId(1), PersonId(3), at)))
    (wish,) = (wish for wish in deliveries(season) if wish.message == "session-words" and wish.kind is Kind.POST)
    assert (wish.key, wish.due >= at) == ("session/1/words-of/2", True)


def test_somebody_who_left_gets_nothing_more_and_nobody_else_loses_anything_of_their_own() -> None:
    left = replace(SEASON, members=PEOPLE[:3])
    assert to(left, 4) == []
    for person in (1, 2, 3):
        before = {wish.key for wish in to(SEASON, person) if wish.message != "fit"}  # with one pair there are no other pairs
        assert {wish.key for wish in to(left, person)} == before


def test_a_date_that_a_pair_set_is_remembered_for_both() -> None:
    at = datetime(2026, 10, 22, 19, 0, tzinfo=UTC)
    dated = replace(SEASON, dates=tuple(Date(PairId(1), 1, at, PersonId(one)) for one in (1, 2, 3)))
    assert {wish.person for wish in deliveries(dated) if wish.message == "date-reminder"} == {1, 2}


def test_the_native_event_is_left_out_when_somebody_keeps_that_day_holy() -> None:
    shavuot = session(5, date(2027, 6, 11))
    season = replace(SEASON, sessions=(*SESSIONS, shavuot))
    assert {event.session for event in events(season).values()} == {1, 2, 3, 4}


def test_a_native_event_that_is_there_goes_when_its_start_has_become_holy_to_somebody_and_comes_back_when_it_is_not() -> None:
    shavuot = session(5, date(2027, 6, 11))
    holy = replace(SEASON, sessions=(*SESSIONS, shavuot))
    free = replace(holy, members=tuple(replace(one, quiet=PersonQuiet(NY, Observance.NONE)) for one in holy.members))
    made, gone = (OfEvent(shavuot.id, 0, shown, turn) for turn, shown in enumerate((True, False)))

    def wished(season: Season, *done: OfEvent) -> list[tuple[str, bool]]:
        return [(key, event.shown) for key, event in events(replace(season, events=done)).items() if event.session == shavuot.id]

    assert wished(free) == wished(free, made) == [("session/5/event/0", True)]
    assert wished(holy) == [], "none is made, so none has to go"
    assert wished(holy, made) == wished(holy, made, gone) == [("session/5/event/0/1", False)]
    assert wished(free, made, gone) == [("session/5/event/0/2", True)]


def test_before_the_season_starts_only_letters_go_out() -> None:
    letter = Letter(ApplicationId(3), PersonId(1), PEOPLE[0].quiet, ApplicationState.ACCEPTED, STARTED)
    waiting = replace(SEASON, cohort=replace(COHORT, state=CohortState.FORMING, started_at=None), letters=(letter,))
    assert {wish.message for wish in deliveries(waiting)} == {"letter", "role"}


def test_the_window_closes_by_itself_only_while_it_is_open() -> None:
    opened = replace(SEASON, cohort=replace(COHORT, state=CohortState.OPEN))
    assert [turn.key for turn in turns(opened)] == [f"cohort/1/window-closes/{opened.cohort.closes_at:%Y%m%d%H%M}"]
    assert not [turn.key for turn in turns(SEASON) if "window-closes" in turn.key]


members = st.builds(
    Member, st.just(PersonId(0)), st.builds(PersonQuiet, st.sampled_from((NY, "Asia/Jerusalem", "Pacific/Honolulu", "Europe/Oslo")),
    st.sampled_from(Observance)), st.sampled_from(Reminder),
)  # fmt: skip


@given(st.lists(members, min_size=2, max_size=9), st.integers(0, 300), st.data())
def test_whatever_the_cohort_the_plan_is_the_same_twice_without_doubles_and_at_fitting_times(
    drawn: list[Member], offset: int, data: Any
) -> None:
    circle = tuple(replace(member, person=PersonId(n + 1)) for n, member in enumerate(drawn))
    ids = [member.person for member in circle]
    pairs = tuple(PairPlan(PairId(n), tuple(ids[n * 2 : n * 2 + 2]), STARTED) for n in range(len(ids) // 2))
    sessions = tuple(session(n + 1, date(2026, 10, 13) + timedelta(days=offset + 28 * n)) for n in range(5))
    season = Season(COHORT, circle, (LEAD,), sessions, pairs)
    planned = deliveries(season)
    assert planned == deliveries(season)
    assert len({wish.key for wish in planned}) == len(planned)
    people = {member.person: member.quiet for member in (*circle, LEAD)}
    channel = ChannelQuiet(NY, frozenset(member.quiet for member in circle))
    for wish in planned:
        quiet = people[wish.person] if wish.person is not None else channel
        assert allowed(quiet, wish.due), wish.key
        assert wish.due >= wish.ideal or wish.direction is Direction.EARLIER
    assert not [wish for wish in planned if wish.class_ in {Class.PROMPT, Class.NUDGE} and wish.kind is not Kind.DM]


def test_of_a_season_that_is_called_off_nothing_goes_to_anybody_and_what_was_posted_of_it_is_put_right() -> None:
    at = datetime(2026, 11, 1, 15, 0, tzinfo=UTC)
    held, *ahead = SESSIONS
    off = [replace(one, state=SessionState.CANCELLED, revision=1, moved_at=at) for one in ahead]
    letters = tuple(Letter(ApplicationId(n), PersonId(n), PEOPLE[0].quiet, state, at) for n, state in enumerate(ApplicationState))
    sessions = (replace(held, state=SessionState.HELD), *off)
    over = replace(SEASON, cohort=replace(COHORT, state=CohortState.CANCELLED, cancelled_at=at), sessions=sessions, letters=letters)
    assert {wish.person for wish in deliveries(over)} == {None}
    assert keys(over) == {f"session/{one.id}/{what}/1" for one in off for what in ("edit", "event")}
    assert not any(event.shown for event in events(over).values())
    assert not [turn for turn in turns(replace(over, letters=())) if turn]
    assert deliveries(replace(over, cohort=replace(over.cohort, started_at=None))) == []
