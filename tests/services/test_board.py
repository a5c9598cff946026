"""The living board: one message that follows what can be joined, corrected once for many changes, posted anew only when it is gone."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.ids import ChannelId, CohortId, MessageId, ServerId, UserId
from domain.ground.refusal import Refusal
from domain.joining.board import window_end
from domain.sending.deliveries import Delivery, DeliveryState, Kind
from messages.cohort import cohorts as words
from messages.ground.values import Choice, Message
from messages.ground.words import moment
from messages.joining import board as board_words
from services.ground.paced import PacedDiscord
from services.ground.ports import Absent, Done, Edit, Effect, LookFrom, Membership, Outcome, Post, Present, Refused, Sight
from services.group.series import Rule
from services.program.facilitators import Somebody
from services.program.programs import Setup
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from tests.services.conftest import HERE, MANAGERS, House, actor, let_stand, seen
from tests.services.waiting import Line, begins, boards, comes_first, full

SIGN_UP = ChannelId(HERE + 2)
HOUR = timedelta(hours=1)


@dataclass
class Far:
    """A Discord at the port, with the messages of one server's channels."""

    messages: dict[MessageId, tuple[ChannelId, str]] = field(default_factory=dict[MessageId, tuple[ChannelId, str]])
    edits: int = 0
    count: int = 8000
    closed: set[ChannelId] = field(default_factory=set[ChannelId])

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        return Absent()

    async def do(self, effect: Effect) -> Outcome:
        self.count += 1
        if isinstance(effect, Post | Edit) and effect.channel in self.closed:
            return Refused(50013, place=True)
        match effect:
            case Post(_, channel, message):
                self.messages[MessageId(self.count)] = channel, message.text
                return Done(channel, MessageId(self.count))
            case Edit(_, _, channel, target, message):
                if target not in self.messages:
                    return Refused(10008)
                self.messages[target] = channel, message.text
                self.edits += 1
                return Done(channel, target)
            case _:
                pass
        return Done(ChannelId(900), MessageId(self.count))

    async def member(self, server: ServerId, user: UserId) -> Present:
        return Membership(frozenset())

    def boards(self, channel: ChannelId = SIGN_UP) -> list[str]:
        """What everybody reads in that channel, oldest first."""
        return [text for where, text in self.messages.values() if where == channel]


@dataclass
class Street:
    """A house and the Discord it is on."""

    house: House
    far: Far
    beat: Beat

    async def wait(self, how_long: timedelta = HOUR) -> None:
        """Time passes, and all that falls due is done at its moment."""
        clock = self.house.clock
        until = clock.now() + how_long
        while (due := await self.beat()) is not None and due <= until:
            clock.move_to(due)
        clock.move_to(until)

    async def rows(self) -> list[Delivery]:
        async with self.house.store.read() as db:
            program = await db.programs.on(HERE)
            assert program is not None
            return [row for row in await db.deliveries.of_program(program.id) if row.message == "board"]

    async def rename(self, title: str) -> None:
        await self.house.made.cohort.cohorts.edit(self.house.lead, self.house.cohort, title, "Justice", "4", "")

    async def set_up(self, name: str = f"House {HERE}", signup: ChannelId = SIGN_UP) -> None:
        setup = Setup(name, "America/New_York", MANAGERS[HERE], ChannelId(HERE + 1), signup, "noa@example.org")
        await self.house.made.program.programs.set_up(self.house.owner, setup, seen(setup))


@pytest.fixture
def street(empty: House) -> Street:
    far, made = Far(), empty.made
    sender = Sender(made.attempts, PacedDiscord(far, empty.clock))
    turns = Turns(made.sending.units, empty.clock, made.by_time)
    return Street(empty, far, Beat(turns, made.pair.replies.run_waiting, sender, made.sending.deliveries, empty.clock))


def test_a_window_ends_at_the_next_ten_minutes_and_never_at_the_moment_itself() -> None:
    at = datetime(2026, 9, 1, 12, 10, tzinfo=UTC)
    assert window_end(at - timedelta(microseconds=1)) == at
    assert window_end(at) == at + timedelta(minutes=10)


async def test_nothing_is_posted_before_there_is_something_to_show(street: Street) -> None:
    await street.rename("Still a draft")
    await street.set_up("Another name")
    await street.wait()
    assert street.far.boards() == []
    assert await street.rows() == []


async def test_the_board_appears_when_a_cohort_opens_and_says_what_the_command_says(street: Street) -> None:
    await street.house.open()
    await street.wait()
    (board,) = street.far.boards()
    assert "**Justice**" in board
    assert "Led by Person 3" in board


async def test_many_changes_within_ten_minutes_are_one_correction_that_shows_the_last(street: Street) -> None:
    await street.house.open()
    await street.wait()
    for title in ("One", "Two", "Three"):
        await street.rename(title)
        street.house.clock.move_to(street.house.clock.now() + timedelta(minutes=1))
    assert "**Justice**" in street.far.boards()[0], "not before the ten minutes are over"
    await street.wait()
    (board,) = street.far.boards()
    assert "**Three**" in board
    assert street.far.edits == 1


async def test_what_changes_nothing_on_the_board_corrects_nothing(street: Street) -> None:
    await street.house.open()
    await street.wait()
    await street.house.made.group.sessions.move(street.house.lead, street.house.cohort, 3, 0, "2026-12-15", "13:00")
    await street.rename("Justice")
    await street.wait()
    assert street.far.edits == 0
    await street.house.made.group.sessions.move(street.house.lead, street.house.cohort, 1, 0, "2026-10-14", "13:00")
    await street.wait()
    assert street.far.edits == 1
    assert str(int(datetime(2026, 10, 14, 17, tzinfo=UTC).timestamp())) in street.far.boards()[0]


async def test_it_follows_whoever_leads_the_name_of_the_program_and_the_closing_of_the_window(street: Street) -> None:
    await street.house.open()
    await street.wait()
    await street.house.made.program.facilitators.appoint(street.house.manager, street.house.cohort, Somebody(UserId(70), "Person 70"), {})
    await street.set_up("Another name")
    await street.wait()
    assert "Person 3 and Person 70" in street.far.boards()[0]
    assert "Cohorts of Another name" in street.far.boards()[0]
    await street.wait(timedelta(days=21))
    assert "Sign-up has closed" in street.far.boards()[0], "at noon, before Yom Kippur"
    assert len(street.far.boards()) == 1


async def test_at_night_it_is_corrected_and_in_sacred_time_it_waits_and_then_shows_what_holds(street: Street) -> None:
    await street.house.open()
    await street.wait()
    thursday_night = datetime(2026, 9, 4, 1, 0, tzinfo=UTC)
    await street.wait(thursday_night - street.house.clock.now())
    await street.rename("One")
    await street.wait()
    assert "**One**" in street.far.boards()[0]
    await street.wait(timedelta(hours=20))  # Friday evening
    await street.rename("Two")
    await street.wait(timedelta(days=1))
    assert "**One**" in street.far.boards()[0]
    await street.wait(timedelta(days=1))
    assert "**Two**" in street.far.boards()[0]
    assert street.far.edits == 2


async def test_a_window_that_closes_on_a_thursday_evening_is_off_the_board_within_the_hour(street: Street) -> None:
    house, made = street.house, street.house.made
    await made.group.series.draft_series(house.lead, house.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(made.group.series, house.lead, house.cohort)
    await made.joining.windows.open(house.lead, house.cohort, "2026-09-10")
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert cohort.closes_at is not None
    await street.wait(cohort.closes_at - house.clock.now())
    assert "Sign-up is open until" in street.far.boards()[0]
    await street.wait()
    assert "Sign-up is open until" not in street.far.boards()[0]


async def test_the_board_shows_the_whole_term_before_anybody_commits(street: Street) -> None:
    await street.house.open()
    await street.wait()
    first, last = (moment(datetime(*day, 17 + (day[1] != 10), tzinfo=UTC)) for day in ((2026, 10, 13), (2027, 1, 12)))
    (board,) = street.far.boards()
    assert f"First session: {first}. 4 in all, on Tuesdays (New York time), the last on {last}." in board


async def test_once_a_session_was_held_the_board_names_the_next_one_and_while_places_are_offered_no_group(line: Line) -> None:
    shown = boards(line)
    await full(line)
    await line.wait(timedelta(days=1))
    assert "The group is" not in shown[-1]
    assert "and the group is coming together" in shown[-1]
    await line.house.begin()
    await line.wait(timedelta(days=1))
    assert "First session: " in shown[-1]
    await line.wait(await begins(line) + timedelta(days=1))
    assert "Next session: " in shown[-1]
    assert "3 are still to come" in shown[-1]
    assert "First session" not in shown[-1]


async def test_nobody_reads_that_they_wait_after_the_list_has_ended(line: Line) -> None:
    await full(line, 25)
    house = line.house
    await house.begin()

    async def read() -> tuple[str, str]:
        board = board_words.board(await house.made.cohort.cohorts.board(actor(25)))
        return board.text, words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text

    assert all("the waiting list" in text.lower() for text in await read())
    assert "On the waiting list: 1" in (await read())[1]
    await line.wait(await begins(line))
    board, today = await read()
    assert "waiting list" not in board
    assert "On the waiting list: 1" not in today


async def test_a_board_that_somebody_deleted_is_posted_anew_at_the_next_change_and_is_no_fault_after_that(street: Street) -> None:
    await street.house.open()
    await street.wait()
    street.far.messages.clear()
    await street.rename("One")
    await street.wait()
    assert street.far.boards() == []
    assert len((await street.house.made.sending.undelivered.page(street.house.manager)).lines) == 1
    await street.rename("Two")
    await street.wait()
    (board,) = street.far.boards()
    assert "**Two**" in board
    assert (await street.house.made.sending.undelivered.page(street.house.manager)).lines == ()
    await street.rename("Three")
    await street.wait()
    assert "**Three**" in street.far.boards()[0]


async def test_in_another_channel_it_is_posted_anew_and_the_old_one_says_where(street: Street) -> None:
    await street.house.open()
    await street.wait()
    await street.set_up(signup=ChannelId(77))
    await street.wait()
    (there,) = street.far.boards(ChannelId(77))
    assert "**Justice**" in there
    assert "<#77>" in street.far.boards()[0]
    await street.rename("One")
    await street.wait()
    assert "**One**" in street.far.boards(ChannelId(77))[0]
    assert "**One**" not in street.far.boards()[0]


async def test_a_channel_in_which_one_may_not_write_is_listed_once_and_tried_at_the_next_change(street: Street) -> None:
    street.far.closed.add(SIGN_UP)
    await street.house.open()
    await street.wait()
    await street.rename("One")
    await street.wait()
    (line,) = (await street.house.made.sending.undelivered.page(street.house.manager)).lines
    assert line.message == "board"
    with pytest.raises(Refusal):  # it belongs to no cohort, so that nobody who only leads one may take it off
        await street.house.made.sending.undelivered.dismiss(street.house.lead, None, line.id)
    await street.house.made.sending.undelivered.dismiss(street.house.manager, None, line.id)
    assert (await street.house.made.sending.undelivered.page(street.house.manager)).lines == ()
    street.far.closed.clear()
    await street.rename("Two")
    await street.wait()
    assert "**Two**" in street.far.boards()[0]
    assert (await street.house.made.sending.undelivered.page(street.house.manager)).lines == ()


async def test_a_board_that_cannot_be_corrected_for_a_while_is_corrected_later_and_never_doubled(street: Street) -> None:
    await street.house.open()
    await street.wait()
    street.far.closed.add(SIGN_UP)
    await street.rename("One")
    await street.wait()
    street.far.closed.clear()
    await street.rename("Two")
    await street.wait()
    (board,) = street.far.boards()
    assert "**Two**" in board


async def test_when_the_last_one_is_gone_it_says_so_kindly_in_the_same_place(street: Street) -> None:
    house = street.house
    await house.open()
    for user in (21, 22):
        await house.apply(user)
    await house.select(21, 22)
    await house.begin()
    await street.wait(timedelta(days=200))
    (board,) = street.far.boards()
    assert "No cohort is open or coming just now" in board
    rows = await street.rows()
    assert [row.kind for row in rows].count(Kind.POST) == 1
    assert {row.state for row in rows} == {DeliveryState.SENT}


async def test_a_cohort_that_is_announced_and_opens_by_itself_is_shown_both_times(street: Street) -> None:
    house = street.house
    made = house.made
    await made.group.series.draft_series(house.lead, house.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(made.group.series, house.lead, house.cohort)
    await made.joining.windows.open(house.lead, house.cohort, "2026-09-20", "2026-09-08")
    await street.wait()
    assert "Sign-up opens" in street.far.boards()[0]
    await street.wait(timedelta(days=10))
    assert "Sign-up is open until" in street.far.boards()[0]
    assert len(street.far.boards()) == 1


async def test_each_reads_what_they_have_of_a_cohort_and_the_message_in_the_channel_says_it_to_nobody(street: Street) -> None:
    house = street.house
    await house.open()
    for user in range(21, 26):
        await house.apply(user)
    await street.wait()

    async def read(user: int) -> Message:
        return board_words.board(await house.made.cohort.cohorts.board(actor(user)))

    assert "You have applied." in (await read(21)).text
    assert "You have" not in (await read(99)).text
    assert "You have" not in street.far.boards()[0]
    await house.select()
    shown = [await read(user) for user in range(21, 26)]
    assert sorted("A place is held for you" in one.text for one in shown) == [False, True, True, True, True]
    assert sorted("the waiting list" in one.text for one in shown) == [False, False, False, False, True]
    held = next(one for one in shown if "is held" in one.text)
    assert not isinstance(held.rows[0], Choice)
    assert [(button.act, button.args) for button in held.rows[0]] == [("offer-yes", (house.cohort,))]


async def test_what_one_may_join_comes_before_what_is_closed(street: Street) -> None:
    await street.house.open()
    closed = await street.house.made.joining.windows.preview_close(street.house.lead, street.house.cohort)
    await street.house.made.joining.windows.close(street.house.lead, street.house.cohort, closed.mark)
    other = House(street.house.made, street.house.clock, CohortId(2))
    await other.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(other.made.group.series, actor(4), other.cohort)
    await other.made.joining.windows.open(actor(4), other.cohort, None)
    board = await street.house.made.cohort.cohorts.board(actor(60))
    assert [line.cohort.title for line in board.lines] == ["Chaplaincy", "Justice"]


async def test_the_board_says_no_more_that_members_are_chosen_once_the_last_one_to_be_decided_on_has_gone(line: Line) -> None:
    shown = boards(line)
    await line.attest(21, 22)
    await comes_first(line, 21, 22, 25)
    await line.wait(timedelta(days=25))
    assert "the members are being chosen" in shown[-1]
    await line.leave(25)
    await line.wait(timedelta(days=3))  # a board waits for the morning, and for the end of Shabbat
    assert "the members are being chosen" not in shown[-1]
