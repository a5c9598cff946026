"""The season as a newcomer sees it, and that its checks can fail."""

from collections import Counter
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from domain.ground.ids import DeliveryId, PairId, PersonId, ProgramId
from domain.group.sessions import SessionState
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Reason, Subject
from domain.sending.facts import CARRIES, OfRound
from rehearsal.__main__ import main
from rehearsal.discord import Seen
from rehearsal.plays import checks, moments
from rehearsal.plays.season import CIRCLE, FIRST, START, SeasonPlay
from rehearsal.plays.season_cast import TURNED_AWAY
from rehearsal.plays.season_covenant import LATE, NOT_AGAIN
from rehearsal.plays.season_opening import LINK
from rehearsal.plays.season_together import ARCHIVES, MOVED_TO, STRANGER
from rehearsal.stage import Stage
from rehearsal.transcript import rendered, write


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SeasonPlay]:
    folder = tmp_path_factory.mktemp("season")
    async with Stage(f"sqlite:///{folder / 'shamash.sqlite'}", START) as stage:
        play = SeasonPlay(stage, lambda _: None)
        await play.perform()
        yield play


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_whole_season_keeps_every_promise(played: SeasonPlay) -> None:
    assert await checks.violations(played) == []


async def test_every_row_of_the_season_has_the_facts_of_its_subject(played: SeasonPlay) -> None:
    wrong = [(row.key, row.facts) for row in await checks.rows_of(played) if type(row.facts) is not CARRIES[row.message]]
    assert wrong == []


async def test_every_kind_of_person_was_in_the_season(played: SeasonPlay) -> None:
    rows = await checks.rows_of(played)
    sent = {row.message for row in rows if row.state is DeliveryState.SENT}
    assert {"letter", "received", "pair", "pairs", "prompt", "nudge", "word", "session", "session-reminder"} <= sent
    assert {"session-thread", "session-event", "private-thread", "answer", "month-off", "date-reminder", "member-left", "role"} <= sent
    assert {"session-moved", "session-cancelled", "dates-changed", "clocks-changed", "session-notes", "waitlist-over"} <= sent
    assert {"times", "time-agreed", "partner-changed", "third-asked", "partners-changed", "fit", "fit-proposal", "study-alone"} <= sent
    assert {"no-pair", "pair-thread", "pair-hello", "reflections", "reflection", "times-failed"} <= sent
    assert {"covenant", "covenant-talk", "covenant-thread", "covenant-pin", "covenant-changed", "covenant-ask"} <= sent
    assert {"curriculum", "hosting", "host-asked", "hosting-over"} <= sent
    members = {role.name for role in await checks.members_of(played)}
    assert len(members) == 14, "of thirteen two stepped back and one came; two others are a circle of their own"


async def test_a_pair_taps_the_text_of_its_round_and_reads_it(played: SeasonPlay) -> None:
    said = [seen.text for role in played.cast for seen in played.letters(role)]
    assert any("**[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)**" in text for text in said)


async def test_the_curriculum_is_made_together_and_its_post_says_what_holds_in_the_end(played: SeasonPlay) -> None:
    (post,) = [seen.text for seen in checks.bot_messages(played) if seen.text.startswith("**What we'll study together")]
    assert f"**2** · <t:1800986400:f> · {STRANGER}" in post
    lines = [line for line in post.split("\n") if line.startswith("**")]
    assert not any(line.startswith("**6**") for line in lines), "that one was called off"
    assert any(line.startswith("**7**") and line.endswith("Schools") for line in lines)
    assert any(line.startswith("**8**") and line.endswith(MOVED_TO) for line in lines)
    assert ARCHIVES not in post
    read = [said for said in heard(played, "Hanan") if "the curriculum**" in said]
    assert any("1. **Whom do we call" in said and "1. **Who pays" in said and said.count("session") for said in read), "a tie"
    assert any("Same text: " in said for said in read)


async def test_hosts_are_told_and_asked_once_and_told_when_they_host_no_more(played: SeasonPlay) -> None:
    dana, ruth = heard(played, "Dana"), heard(played, "Ruth")
    assert [sum(words in said for said in dana) for words in ("You're hosting session 2", "Is there anything you need")] == [1, 1]
    assert [sum(words in said for said in ruth) for words in ("You're hosting session 8", "You're not hosting session 8")] == [1, 1]


async def test_what_one_chooses_is_read_by_nobody_else(played: SeasonPlay) -> None:
    chose = f"1. **{MOVED_TO}**\n2. **{STRANGER}**"
    own = [role.name for role in (*played.cast, *played.staff) if any(chose in said for said in heard(played, role.name))]
    assert own == ["Rabbi Sam Roth"]


async def test_a_word_for_the_group_is_read_in_the_home(played: SeasonPlay) -> None:
    posts = [seen.text for seen in checks.bot_messages(played) if seen.channel.id == played.home.id]
    assert any("Think of us" in text for text in posts)


async def test_whoever_left_does_not_read_the_home_any_more(played: SeasonPlay) -> None:
    maya = next(role for role in played.cast if role.name == "Rabbi Maya Lev")
    assert played.circle.id not in [role.id for role in played.server.members[maya.person.id].roles]
    assert maya.person.sees(played.home) == []


async def test_nobody_hears_of_a_month_off_but_in_approved_words(played: SeasonPlay) -> None:
    said = [seen.text for role in played.cast for seen in played.letters(role)]
    assert not any("this month is off" in text for text in said)


def heard(played: SeasonPlay, name: str) -> list[str]:
    """All that somebody of the cast was told and answered, in its order."""
    role = next(role for role in (*played.cast, *played.staff) if name in role.name)
    letters = [(seen.at, seen.text) for seen in played.letters(role)]
    return [text for _, text in sorted([*letters, *((line.at, line.said) for line in played.story if line.who == role.name)])]


async def test_of_two_who_contradict_each_other_one_is_shown_the_other_s_and_both_know_what_stands(played: SeasonPlay) -> None:
    contradicting = heard(played, "script")
    assert any("told me on" in said and "that you met." in said for said in contradicting)
    assert any("Noted for both of you. It won't be this month." in said for said in contradicting), "changed once"
    assert any("Noted: nothing is changed. You met." in said for said in contradicting), "kept once"
    assert any("has told me that it won't be this month for your study" in said for said in heard(played, "Sam"))
    assert any("Two different answers" in said for said in heard(played, "Hanan")), "left open once"


async def test_who_waits_gets_a_partner_who_came_late_and_both_read_it_of_each_other(played: SeasonPlay) -> None:
    (came,) = played.joined
    assert any(f"from now on you study with {came}" in said for said in heard(played, "Omer"))
    late = heard(played, came)
    assert any("you study with Rabbi Omer Gal" in said and "this round's text soon" in said for said in late)
    assert any("You have this round's text" in said and came in said for said in heard(played, "Omer")), "the same round for both"
    assert any("your study partner in" in said and "Rabbi Omer Gal" in said for said in late), "and it came"


async def test_the_covenant_is_signed_by_all_but_one_by_that_one_late_and_anew_by_most_once_it_changed(played: SeasonPlay) -> None:
    async with played.stage.store.read() as db:
        covenant, members = await db.covenants.of(CIRCLE), await db.cohorts.members(CIRCLE)
    names = {one.id: one.name for one in members}
    signed = {names[one] for one in covenant.signed_now() if one in names}
    assert covenant.version == 2
    assert LATE in signed
    assert NOT_AGAIN not in signed
    assert len(signed) > len(names) / 2
    said = heard(played, LATE)
    assert any("You have signed the covenant" in text for text in said)
    assert any("Before you meet for the first time, here is the covenant" in text for text in heard(played, "Sam"))
    (came,) = played.joined
    assert any("Before you came, the group" in text for text in heard(played, came)), "who came late is asked"
    changed = [text for role in played.cast for text in heard(played, role.name) if "which you signed, has changed" in text]
    assert all("> We begin on time." in text and "> We begin and end on time." in text for text in changed)
    assert len(changed) > len(names) / 2


async def test_the_covenant_is_one_post_pinned_in_its_thread_and_nobody_reads_there_who_has_not_signed(played: SeasonPlay) -> None:
    posts = [seen for seen in checks.bot_messages(played) if "Sign" in seen.buttons and seen.text.startswith("**The covenant of")]
    (post,) = posts
    assert post.pinned
    assert post.channel.id != played.home.id
    assert "We begin and end on time." in post.text
    assert not any(role.name in post.text for role in played.cast)


async def test_a_time_is_found_by_two_taps_and_both_are_reminded_of_it(played: SeasonPlay) -> None:
    for one, other in (("Lia", "Hazzan Eli Stern"), ("Eli", "Rav Lia Fuchs")):
        said = heard(played, one)
        assert any("I will remind you before it" in text and other in text for text in said)
        assert any(f"You meant to study with {other}" in text for text in said)
    of_a_date = ("It is a date", "I will remind you before it, and this file")
    for name in ("Avi", "Kai", "Ruth"):
        assert any(words in said for said in heard(played, name) for words in of_a_date), "for three"
    assert any("I proposed these, and none suited" in said for said in heard(played, "Hanan")), "what another pair tried is told"


async def test_two_who_mourn_read_that_we_are_sorry_and_are_asked_nothing(played: SeasonPlay) -> None:
    for name in ("Tal", "Kai"):
        assert any("I'm so sorry" in said and "Nothing is asked of you" in said for said in heard(played, name))


async def test_those_with_whom_nobody_may_study_begin_all_the_same_and_study_alone(played: SeasonPlay) -> None:
    assert any("No two of these people can be paired, and I never say why" in said for said in heard(played, "Hanan"))
    for name in sorted(TURNED_AWAY - played.joined):
        said = heard(played, name)
        assert any("there is no study partner for you right now" in text for text in said)
        assert any("to study alone for now" in text for text in said)


async def test_where_the_bot_cannot_read_it_asks_for_a_tap_only(played: SeasonPlay) -> None:
    joy = next(role for role in played.cast if not role.dms_open)
    prompts = [seen.text for seen in played.letters(joy) if "Half an hour is plenty" in seen.text]
    assert len(prompts) == 7, "of eight rounds one was joined to the next, since the session between them was called off"
    assert not any("write back" in text for text in prompts)


async def test_a_message_that_came_twice_is_noticed(played: SeasonPlay) -> None:
    rows, said = await checks.rows_of(played), checks.bot_messages(played)
    marked = next(seen for seen in said if checks.mark_of(seen) is not None)
    assert any("came 2 times" in wrong for wrong in checks.once(rows, [*said, marked]))


async def test_a_message_that_nobody_can_see_is_noticed(played: SeasonPlay) -> None:
    rows, said = await checks.rows_of(played), checks.bot_messages(played)
    assert any("nobody can see it" in wrong for wrong in checks.once(rows, said[:-3]))


async def test_a_message_that_somebody_else_got_is_noticed(played: SeasonPlay) -> None:
    rows, said = await checks.rows_of(played), checks.bot_messages(played)
    people = sorted({row.person for row in rows if row.person is not None})
    after = dict(zip(people, [*people[1:], people[0]], strict=True))
    swapped = [row if row.person is None else replace(row, person=after[row.person]) for row in rows]
    assert any("was not for them" in wrong for wrong in await checks.addressed(played, swapped, said))


@pytest.mark.parametrize("message", ["letter", "prompt", "session", "session-reminder"])
async def test_a_promise_without_a_row_or_taken_back_is_noticed(played: SeasonPlay, message: str) -> None:
    rows = await checks.rows_of(played)
    without = [row for row in rows if row.message != message]
    assert any("was never planned" in wrong for wrong in await checks.promised(played, without))
    revoked = [replace(row, state=DeliveryState.CANCELLED, reason=None) if row.message == message else row for row in rows]
    wrong = await checks.promised(played, revoked)
    assert any("was taken back" in one for one in wrong)
    assert any("without a reason" in one for one in wrong)


async def test_a_word_on_shabbat_is_noticed(played: SeasonPlay) -> None:
    rows, said = await checks.rows_of(played), checks.bot_messages(played)
    marks = {checks.mark_of(seen): seen for seen in said}
    dana = played.cast[0]
    letter = next(marks[row.id] for row in rows if row.message == "pair" and row.id in marks and marks[row.id] in dana.person.dm)
    kept, letter.stored.at = letter.stored.at, datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    try:
        assert any("in quiet time" in wrong for wrong in moments.quiet(played, checks.heard(played, rows, said), [dana]))
    finally:
        letter.stored.at = kept


async def test_the_year_has_high_holidays_at_both_ends_and_eight_sessions_were_held(played: SeasonPlay) -> None:
    assert START < datetime(2026, 9, 11, 22, tzinfo=UTC) < datetime(2027, 10, 11, 22, tzinfo=UTC) < played.now, "both eves of Yom Kippur"
    async with played.stage.store.read() as db:
        sessions = await db.sessions.of(CIRCLE)
    assert Counter(one.state for one in sessions) == {SessionState.HELD: 8, SessionState.CANCELLED: 1}
    assert {one.starts_at.hour for one in sessions} == {18}, "13:00 in New York, which has no summer time any more"
    zones = {role.zone for role in await checks.members_of(played)}
    assert {"America/New_York", "America/Los_Angeles", "Europe/London", "Asia/Jerusalem", "Pacific/Honolulu", "Europe/Oslo"} <= zones


@pytest.mark.parametrize("at", [datetime(2026, 12, 11, 9, 40, tzinfo=UTC), datetime(2027, 6, 18, 8, 40, tzinfo=UTC)])
async def test_a_word_on_a_friday_forenoon_in_tromso_is_noticed(played: SeasonPlay, at: datetime) -> None:
    heard = checks.heard(played, await checks.rows_of(played), checks.bot_messages(played))
    letter = next(one for one in heard if one.reader is not None and "Lia" in one.reader.name and one.row.message == Subject.PROMPT)
    with sent_at(letter.seen, at):
        (wrong,) = moments.quiet(played, [letter], [])
    assert "reached Rav Lia Fuchs" in wrong


@contextmanager
def sent_at(seen: Seen, at: datetime) -> Generator[None]:
    """As if it had come then."""
    kept, seen.stored.at = seen.stored.at, at
    try:
        yield
    finally:
        seen.stored.at = kept


async def reminder(played: SeasonPlay, name: str) -> moments.Heard:
    """The first reminder of a session that this person had."""
    heard = checks.heard(played, await checks.rows_of(played), checks.bot_messages(played))
    return next(one for one in heard if one.reader is not None and name in one.reader.name and one.row.message == Subject.SESSION_REMINDER)


@pytest.mark.parametrize(
    ("name", "before", "expected"),
    [
        ("Dana", timedelta(minutes=-5), "too late"), ("Dana", timedelta(minutes=10), "too late"), ("Avi", timedelta(hours=3), "too late"),
        ("Avi", timedelta(days=6), "forgotten"), ("Avi", timedelta(hours=13), "left alone"),
        ("Lia", timedelta(days=3, hours=1), "left alone"),
    ],
)  # fmt: skip
async def test_a_reminder_that_is_of_no_use_is_noticed(played: SeasonPlay, name: str, before: timedelta, expected: str) -> None:
    one = await reminder(played, name)
    assert moments.useful([one.row], [one]) == []
    with sent_at(one.seen, FIRST - before):
        wrong = moments.useful([one.row], [one])
    assert any(expected in sentence for sentence in wrong)


async def test_a_reminder_that_never_came_is_noticed(played: SeasonPlay) -> None:
    one = await reminder(played, "Avi")
    dropped = replace(one.row, state=DeliveryState.EXPIRED, reason=Reason.NO_FIT.value)
    assert moments.useful([dropped], []) == [f"{dropped.key} never came: {dropped.reason}"]


async def test_a_session_of_which_somebody_was_not_reminded_or_twice_is_noticed(played: SeasonPlay) -> None:
    heard = checks.heard(played, await checks.rows_of(played), checks.bot_messages(played))
    inside, held = [role for role in played.cast if role.name in played.members], await played.held()
    one = await reminder(played, "Avi")
    without = [other for other in heard if other.row.id != one.row.id]
    assert moments.reminded(heard, held, inside, played.away) == []
    assert moments.reminded(without, held, inside, played.away) == ["Avi Levi was reminded 0 times of 22 Dec, and not 1"]
    assert moments.reminded([*heard, one], held, inside, played.away) == ["Avi Levi was reminded 2 times of 22 Dec, and not 1"]


@pytest.mark.parametrize("subject", [Subject.SESSION_MOVED, Subject.SESSION_CANCELLED, Subject.DATES_CHANGED, Subject.CLOCKS_CHANGED])
async def test_news_that_somebody_missed_or_heard_twice_or_should_not_have_heard_is_noticed(played: SeasonPlay, subject: Subject) -> None:
    heard = checks.heard(played, await checks.rows_of(played), checks.bot_messages(played))
    assert moments.told(played, heard, played.news) == []
    one = next(one for one in heard if one.row.message == subject and one.reader is played.cast[1])
    assert moments.told(played, [other for other in heard if other is not one], played.news) != []
    assert moments.told(played, [*heard, one], played.news) != []
    outside = next(role for role in played.cast if role.name == "Rabbi Yael Orr")
    assert moments.told(played, [*heard, one._replace(reader=outside)], played.news) != []


async def test_a_thread_a_role_or_an_event_in_quiet_time_is_noticed(played: SeasonPlay) -> None:
    rows, members = await checks.rows_of(played), await checks.members_of(played)
    people = await checks.roles_of(played, rows)
    shabbat = datetime(2026, 12, 12, 17, 0, tzinfo=UTC)
    for kind in (Kind.THREAD, Kind.EVENT, Kind.ROLE, Kind.EDIT):
        done = next(
            row for row in rows if row.kind is kind and row.state is DeliveryState.SENT and (row.person or row.channel == played.home.id)
        )
        (wrong,) = moments.unspoken(played, [replace(done, settled_at=shabbat)], people, members)
        assert "sacred time" in wrong or "quiet time" in wrong
    event = next(event for event in played.server.events.values())
    kept, event.starts = event.starts, shabbat
    try:
        assert any("starts in the sacred time" in wrong for wrong in moments.unspoken(played, [], people, members))
    finally:
        event.starts = kept


async def test_a_third_question_in_a_week_is_noticed() -> None:
    at = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
    asked = Delivery(
        DeliveryId("x" * 20), "k", Kind.DM, Subject.PROMPT, Class.PROMPT, Direction.LATER, DeliveryState.SENT, ProgramId(1), None,
        PersonId(1), None, OfRound(PairId(1), 1), at, at, at, at, settled_at=at,
    )  # fmt: skip
    thrice = [replace(asked, key=str(n), settled_at=at + timedelta(days=n)) for n in range(3)]
    assert checks.budget(thrice[:2]) == []
    assert len(checks.budget(thrice)) == 1


async def test_a_link_where_outsiders_read_is_noticed(played: SeasonPlay) -> None:
    leaked = await played.manager.person.write(played.signup, f"join us: {LINK}")
    try:
        assert checks.confidential(played) == [f"an outsider can read {LINK!r}"]
    finally:
        await played.manager.person.delete(leaked)


async def test_the_transcript_needs_nothing_else_and_runs_nothing(played: SeasonPlay, tmp_path: Path) -> None:
    await write(played, [], tmp_path / "season.html")
    page = (tmp_path / "season.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "https://" not in page.split("</style>")[0]
    assert "Rabbi Dana Katz" in page
    assert [number for number in range(1, 10) if f"Round {number}<" in page] == [1, 2, 3, 4, 5, 7, 8], "the sixth session was called off"


async def test_times_in_the_transcript_are_on_the_readers_clock() -> None:
    assert rendered("<t:1797357600:F>", "Asia/Jerusalem") == "<time>Tuesday 15 December 2026 20:00</time>"
    link = "[Genesis 18:23](<https://www.sefaria.org/Genesis.18.23>)"
    assert rendered(f"**{link}**", "UTC") == '<strong><a href="https://www.sefaria.org/Genesis.18.23">Genesis 18:23</a></strong>'
    assert "<a" not in rendered(f"\\{link}", "UTC")
    assert rendered("<b>**x**</b>", "UTC") == "&lt;b&gt;<strong>x</strong>&lt;/b&gt;"


async def test_a_play_that_there_is_not_is_said_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["rehearsal", "hamlet"])
    assert main() == 2
    assert "season" in capsys.readouterr().err
