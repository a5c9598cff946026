"""What matters most in what is said: the promises that a reader relies on."""

from datetime import date, time, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from domain.cohort.cohorts import CohortState, Missing
from domain.ground.ids import PairId, RoleId
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime
from domain.group.sessions import Prompt, SessionState, Term
from domain.joining.signups import ApplicationState, Decision
from domain.pair.checkins import Answer
from domain.program.setups import Sight
from messages.cohort import cohorts
from messages.ground import refusals
from messages.ground.dates import clock_words, date_words
from messages.ground.outcomes import CODES, because
from messages.ground.values import Choice, Message
from messages.ground.words import moment
from messages.group import calendars, series, sessions
from messages.joining import board as board_words
from messages.joining import selection, signups, waitlist
from messages.pair import checkins, chevruta
from messages.program import programs
from messages.sending import receipts
from tests.for_each import for_each
from tests.messages.everything import EVERYTHING, World
from tests.messages.world import NOW

WORLD: Final = World("W")


def labels(message: Message) -> list[str]:
    return [button.label for row in message.rows if not isinstance(row, Choice) for button in row]


def test_a_prompt_can_be_answered_by_a_tap_in_words_or_not_at_all() -> None:
    message = checkins.prompt(WORLD.round, "Dana", Prompt(1, "Bava Metzia 59b", "Who may decide?"))
    assert "write back" in message.text
    assert "no answer is fine too." in message.text
    assert "> Who may decide?" in message.text
    assert labels(message) == ["We met", "We set a date", "Not this month", "Help us find a time", "Pause messages"]


def test_whoever_is_asked_reads_truly_who_sees_which_answer() -> None:
    for by_thread in (False, True):
        text = checkins.prompt(WORLD.round, "Dana", None, first=True, by_thread=by_thread).text
        assert "your facilitator can see which button you tapped, and so can your chevruta" in text
        assert "I'll only mention *Not this month* to your chevruta if you ask me to." in text
        later = checkins.prompt(WORLD.round, "Dana", None, by_thread=by_thread).text
        assert "Who sees what" not in later, "it was said in full in the first"
        assert "hasn't changed since my first note" in later


def test_two_are_both_of_them_and_three_are_all() -> None:
    for by_thread in (False, True):
        for partners, said in ((("Avi",), "enough for both of you"), (("Avi", "Noa"), "enough for all of you")):
            assert said in checkins.prompt(replace(WORLD.round, partners=partners), "Dana", None, by_thread=by_thread).text


def test_somebody_is_greeted_by_their_first_name_once_the_season_runs() -> None:
    assert checkins.prompt(WORLD.round, "Rabbi Dana Cohen", None).text.startswith("Hi Dana. Until ")
    assert checkins.nudge(WORLD.round, "Dr. Avi Levi").text.startswith("Hi Avi, no reply needed.")


def test_a_round_without_a_text_brings_a_way_to_study_and_each_round_another() -> None:
    texts = [checkins.prompt(replace(WORLD.round, number=n), "Dana", None).text for n in range(1, 13)]
    assert len(set(texts)) == 12
    assert all("one thing still open" in text for text in texts)
    assert checkins.prompt(replace(WORLD.round, number=13), "Dana", None).text == texts[0]


def test_the_one_softer_note_asks_for_no_reply_and_is_the_last() -> None:
    text = checkins.nudge(WORLD.round, "Dana").text
    assert "no reply needed" in text
    assert "the last note from me about this month" in text


def test_a_month_off_asks_no_reason_and_tells_nobody_by_itself() -> None:
    message = checkins.answered(WORLD.round, Answer.NOT_THIS_MONTH)
    assert "without a reason" in message.text
    assert "I send them nothing" in message.text
    told = checkins.month_off("Dana", "Avi", WORLD.round.until).text
    assert "nothing you need to do" in told


def test_of_two_open_rounds_each_row_of_buttons_says_which_is_meant() -> None:
    one = WORLD.round
    other = replace(one, cohort=replace(one.cohort, title="New rabbis"), pair=PairId(7))
    text = checkins.asked_back((one, other), "fine", "Noa").text
    assert text.index("upper") < text.index("New rabbis")
    assert "“fine”" in text


def test_an_acceptance_says_that_one_may_step_back_at_any_time() -> None:
    message = signups.letter(WORLD.signup, Decision.ACCEPT)
    assert "at any time" in message.text
    assert "I cannot after all" in labels(message)


def test_a_letter_from_the_waiting_list_tells_one_s_place() -> None:
    message = signups.letter(replace(WORLD.signup, place=99), Decision.WAIT)
    assert "number 99" in message.text
    assert "Leave the list" in labels(message)


def test_a_no_to_an_application_judges_nobody_and_opens_another_door() -> None:
    text = signups.letter(WORLD.signup, Decision.DECLINE).text
    assert "read nothing more into it" in text
    assert "Other communities" not in text, "none is open or coming"
    assert "Tell me when one opens" in text
    assert "Other communities are open or coming" in signups.letter(replace(WORLD.signup, elsewhere=True), Decision.DECLINE).text
    assert not {"unfortunately", "reject", "qualif", "strong", "sorry", "regret"} & set(text.lower().replace(".", " ").split())


@for_each(Decision)
def test_every_letter_makes_sense_alone(decision: Decision) -> None:
    text = signups.letter(WORLD.signup, decision).text
    assert WORLD.title in text
    assert "A person to write to" in text


def test_the_receipt_of_an_application_says_what_comes_and_that_it_is_free() -> None:
    applied = WORLD.signup_in(ApplicationState.APPLIED)
    for message in (signups.applied(applied), signups.received_letter(applied)):
        assert "Sign-up closes" in message.text
        assert "free of charge" in message.text
        assert f"<{WORLD.program.donation}>" in message.text
        assert WORLD.program.contact in message.text
        assert "Your clock: ComodRivadavia" in message.text
    without = replace(applied, program=replace(WORLD.program, donation=None))
    assert "https" not in signups.applied(without).text


def test_those_who_cannot_be_paired_get_the_same_words_for_every_cause() -> None:
    assert refusals.refusal(Refusal(Why.NEVER_TOGETHER)).text == "These two cannot be paired, and I never say why."


def test_a_private_wish_is_never_among_the_reasons() -> None:
    assert "wish" not in chevruta.reasons([("wish", ""), ("new-to-each-other", "")], 9)
    assert chevruta.reasons([("wish", "")], 9) == "nothing speaks against it"


@for_each(
    [
        (("shared-hours", "1"), "one free hour a week in common"),
        (("shared-hours", "5"), "5 free hours a week in common"),
        (("near-zones", "0"), "the same clock"),
        (("near-zones", "1"), "clocks one hour apart"),
        (("far-zones", "6.5"), "clocks 6.5 hours apart, so a time takes some looking for"),
    ]
)
def test_a_reason_for_a_pair_reads_as_people_say_it(reason: tuple[str, str], said: str) -> None:
    assert chevruta.reasons([reason], 9) == said


def test_all_that_is_missing_is_said_at_once_with_where_to_settle_it() -> None:
    no = Refusal(Why.NOT_READY, target=CohortState.MEETING, missing=(Missing.LINK, Missing.PAIRS))
    assert refusals.refusal(no).text == (
        "Not yet. Still missing: the meeting link (`/session link`), published chevrutot (`/cohort pairs`)."
    )


@for_each(Action)
def test_whoever_may_not_do_something_hears_who_may(action: Action) -> None:
    text = refusals.refusal(Refusal(Why.NOT_ALLOWED, action=action)).text
    assert any(word in text for word in ("managers", "members", "step back", "held for you"))


@for_each(CohortState)
def test_a_step_out_of_order_says_where_the_cohort_stands(state: CohortState) -> None:
    text = refusals.refusal(Refusal(Why.WRONG_STATE, state=state, target=CohortState.MEETING)).text
    assert text.startswith("This cohort is ")
    assert "{" not in text


def test_the_command_line_shows_a_path_as_it_is() -> None:
    assert "/var/lib/shamash_2/db.sqlite " in refusals.refusal_line(Refusal(Why.DATABASE_EXISTS, path="/var/lib/shamash_2/db.sqlite"))
    assert "a facilitator" in refusals.refusal_line(Refusal(Why.NOT_READY, missing=(Missing.FACILITATOR,)))


def test_a_date_is_said_in_both_calendars_and_the_time_with_its_place() -> None:
    when = LocalTime(date(2026, 10, 13), time(13), "America/New_York")
    assert date_words(when) == "Tuesday 13 October 2026 · 2 Cheshvan 5787"
    assert clock_words(when) == "13:00 New York time"


def test_after_sunset_the_hebrew_date_is_the_evening_of_the_next_one() -> None:
    def said(hour: int, minute: int, zone: str = "America/New_York") -> str:
        return date_words(LocalTime(date(2026, 10, 13), time(hour, minute), zone))

    assert said(18, 15) == "Tuesday 13 October 2026 · 2 Cheshvan 5787"
    assert said(18, 30) == "Tuesday 13 October 2026 · evening of 3 Cheshvan 5787"
    assert said(18, 15, "Asia/Jerusalem") == "Tuesday 13 October 2026 · evening of 3 Cheshvan 5787"
    assert said(0, 30) == "Tuesday 13 October 2026 · 2 Cheshvan 5787"


def test_the_link_is_in_no_post_and_no_event() -> None:
    secret = "zoom.example"
    assert WORLD.cohort.link is not None
    assert secret in WORLD.cohort.link
    post = sessions.announcement(WORLD.cohort, WORLD.session, sessions.Coming((), ()))
    assert secret not in post.text
    assert not any(secret in text for text in sessions.event_texts(WORLD.cohort, WORLD.session))
    assert secret not in sessions.link_saved(WORLD.cohort, 3).text


def test_a_word_for_the_group_says_first_where_it_will_be_shown() -> None:
    hint = sessions.cannot_form(WORLD.session, others=False).fields[0].hint
    assert hint is not None
    assert "shown in the cohort's home" in hint


def test_a_date_shows_what_it_is_for_how_many_and_which_dates_are_better_and_what_those_are() -> None:
    text = series.series(WORLD.series()).text
    assert "> Rosh Hashanah, second day (not a day to meet, 12 of 24 people); a busy season for clergy (minor, 24 of 24 people); " in text
    assert "12 of 24 people are in their sacred time" in text
    assert "> Better: Thu 20 May (a busy season for clergy, 12 in their sacred time); Fri 21 May (" in text


def test_every_other_date_of_every_session_is_one_tap_away_on_its_page() -> None:
    view = World("W", sessions=24).series()
    pages = [series.series(view, page) for page in range(30)]
    taken = {option.value for said in pages for row in said.rows if isinstance(row, Choice) for option in row.options}
    assert taken == {f"{one.when.date} {one.when.time:%H:%M}/{other.when.date}" for one in view.dates for other in one.alternatives}
    assert all(f"\n{number}. " in "".join(said.text for said in pages) for number in range(1, 25))


def test_turning_the_pages_of_a_series_passes_all_of_them_and_ends() -> None:
    view, page, seen = World("W", sessions=24).series(), 0, set[str]()
    while page is not None:
        said = series.series(view, page)
        assert said.text not in seen
        seen.add(said.text)
        more = [button for row in said.rows if isinstance(row, tuple) for button in row if button.label == "More"]
        page = int(more[0].args[-1]) if more else None
    assert sum("\n24. " in text for text in seen) == 1


def test_what_was_not_delivered_is_numbered_as_its_buttons_are() -> None:
    message = cohorts.today(WORLD.today())
    assert labels(message) == [
        "1 is seen to", "2 is seen to", "3 is seen to",
        "Enter the link", "Edit the session", "Write the text of round 23", "Round by round",
        "Words to copy", "Open the pairs", "Close sign-up", "More",
    ]  # fmt: skip
    assert "\n1. Perhaps delivered" in message.text
    assert "\n2. Not delivered" in message.text


def test_publishing_shows_first_how_many_letters_of_each_kind_would_go_out() -> None:
    text = selection.preview(selection.Publication(WORLD.cohort, 12, 3, 1, 0, 0)).text
    assert "in 12, waiting list 3, not this time 1" in text
    assert "Nothing is sent before you press" in text


def test_whoever_closed_their_direct_messages_is_named_to_the_facilitator_alone() -> None:
    assert any("nobody else knows" in cohorts.today(WORLD.today(), page=page).text for page in (0, 1))


def test_setting_up_says_what_was_saved_and_what_comes_next() -> None:
    text = programs.set_up(WORLD.program, Sight("", RoleId(0))).text
    assert f"<@&{WORLD.program.manager_role}>" in text
    assert f"<#{WORLD.program.staff_channel}>" in text
    assert "`/cohort create`" in text


def test_a_button_shows_a_title_as_it_was_typed() -> None:
    cohort = replace(WORLD.cohort, title="Q&A: *new* rabbis (5787)")
    line = board_words.BoardLine(cohort, ("Dana",), Term())
    message = board_words.board(board_words.Board(WORLD.program, (line,), 0, 1))
    assert labels(message)[0] == "Sign up: Q&A: *new* rabbis (5787)"
    assert r"Q&A: \*new\* rabbis (5787)" in message.text


@for_each(EVERYTHING)
def test_whatever_is_said_can_be_kept_with_its_delivery_and_comes_back_the_same(name: str) -> None:
    said = EVERYTHING[name](WORLD)
    if isinstance(said, Message):
        kept = msgspec.json.encode(msgspec.to_builtins(said))
        assert msgspec.convert(msgspec.json.decode(kept), Message) == said


@for_each(["", " Maximum number of uncompleted guild scheduled events reached (100)", " @everyone\nit is down"])
def test_staff_read_what_discord_s_refusal_means_and_what_to_do_and_never_discord_s_own_words(behind: str) -> None:
    for code in CODES:
        said = because(f"refused: {code}{behind}")
        assert len(said) > 20
        assert code not in said
        assert "Maximum" not in said
        assert "everyone" not in said
    assert "scheduled events" in because(f"refused: 30038{behind}")
    assert because(f"refused: 99999{behind}") == "Discord refused it, with its error number 99999. The person who runs me can look that up."
    for code in ("10003", "50001", "50013", "50024", "50083", "160005"):
        assert "send it again" not in because(f"no-place: {code}"), "it goes by itself"
    assert because("refused") == because("refused: <html>") == "Discord refused it."


def test_a_receipt_says_why_as_well_as_the_list_does() -> None:
    view = receipts.Receipt(
        WORLD.cohort, 3, 1, 0, 0, 0, (("Dana", "refused: 50278 Cannot send messages", False), ("Avi", "exhausted", True))
    )
    text = receipts.receipt(view).text
    assert "They are on no server with me any more" in text
    assert "Cannot send" not in text


def test_an_answer_to_a_burst_says_each_thing_once_and_offers_each_button_once() -> None:
    nothing, asked = checkins.nothing_open("noa@example.org"), checkins.asked_back((WORLD.round,), "fine", "Noa")
    assert checkins.merged(nothing, nothing) == nothing
    both = checkins.merged(nothing, asked)
    assert nothing.text in both.text
    assert asked.text in both.text
    assert sorted(labels(both)) == sorted(set(labels(nothing)) | set(labels(asked)))
    long = checkins.merged(Message("x" * 1900), asked)
    assert long.text.startswith("I have read and kept all of your last messages.")
    assert long.text.endswith(asked.text)


def test_an_acceptance_has_every_date_and_an_offer_the_whole_term_in_a_line() -> None:
    each = [replace(WORLD.session, number=n, when=when, starts_at=when.instant()) for n, when in enumerate(WORLD.times, start=1)]
    view = replace(WORLD.signup, term=Term(tuple(each)))
    offered, taken = waitlist.offer(view, each[0].starts_at).text, waitlist.accepted(waitlist.Taken(view)).text

    assert f"First session: {moment(each[0].starts_at)}. 8 in all, on Wednesdays" in offered
    assert f"the last on {moment(each[-1].starts_at)}." in offered
    assert all(f"{one.number}. {moment(one.starts_at)}" in taken for one in each)


def test_a_calendar_file_counts_the_sessions_to_come_and_says_what_else_is_in_it() -> None:
    over = [replace(WORLD.session, starts_at=NOW - timedelta(days=30 * n)) for n in (1, 2, 3, 4)]
    off = replace(WORLD.session, starts_at=NOW + timedelta(days=9), state=SessionState.CANCELLED)
    ahead = [replace(WORLD.session, starts_at=NOW + timedelta(days=30 * n)) for n in (1, 2)]
    entries = tuple(calendars.Entry(WORLD.cohort, one) for one in (*over, off, *ahead))

    assert (
        "Here are your 2 sessions to come as one file. The file also has 5 that are over or called off."
        in calendars.own(calendars.OwnCalendar(entries, "c" * 16, NOW, None)).text
    )


def test_a_reminder_that_shows_the_link_has_no_button_for_it_and_the_one_who_enters_it_reads_where_it_is() -> None:
    with_link = sessions.reminder(WORLD.cohort, WORLD.session, "Noa", None, address="https://zoom.example/j/1")
    without = sessions.reminder(WORLD.cohort, WORLD.session, "Noa", None)

    assert "The link" not in labels(with_link)
    assert "The link" in labels(without)
    assert labels(sessions.reminder(WORLD.cohort, WORLD.session, "Noa", None, coming=True, address="https://a.example"))[:1] == [
        labels(without)[1]
    ]
    assert "in their private reminder" in sessions.link_saved(WORLD.cohort, 0).text


def test_letters_about_a_session_greet_by_the_first_name_and_one_that_is_off_asks_nothing_and_says_no_more() -> None:
    cohort, session, name = WORLD.cohort, WORLD.session, "Rabbi Dana Levi-Cohen"
    letters = (
        sessions.reminder(cohort, session, name, None),
        sessions.moved(cohort, session, name, session.starts_at),
        sessions.link_changed(cohort, session, name, None),
        sessions.cancelled(cohort, replace(session, because=None), name),
    )
    assert all(letter.text.startswith("Hi Dana. ") for letter in letters)
    assert letters[-1].text.endswith("is called off.")
