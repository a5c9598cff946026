"""What members write to the group when they cannot come: none of it is lost, however full the post of the session is."""

from datetime import UTC, datetime, timedelta

from domain.ground.ids import ChannelId, PersonId
from domain.group.sessions import Rsvp, Session
from messages.ground.values import CONTENT_LIMIT, Message
from messages.group import sessions as words
from services.ground.ports import Done, Edit, Effect, OpenThread, Outcome
from tests.services.conftest import House, actor
from tests.services.hearing import Bot, Heard

THREAD = ChannelId(777)


class Ears(Heard):
    """It also keeps what is corrected, and lets a thread be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.edits: list[str] = []

    async def do(self, effect: Effect) -> Outcome:
        if isinstance(effect, OpenThread):
            return Done(THREAD)
        if isinstance(effect, Edit):
            self.edits.append(effect.message.text)
        return await super().do(effect)


async def announced(house: House) -> tuple[Session, Bot, Ears]:
    """The second session, of which so much is said that its post is nearly full."""
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    materials = "\n".join(f"{'m' * 40} https://example.org/{n}{'q' * 175}" for n in range(4))
    await house.made.group.details.edit(
        house.lead, second.id, topic="t" * 80, teacher="a" * 80, contact="", host="b" * 80, materials=materials
    )
    house.clock.move_to(datetime(2026, 10, 29, 16, 0, tzinfo=UTC))
    ears = Ears()
    bot = Bot(house, ears)
    await bot.run(timedelta(hours=2))
    return second, bot, ears


async def write(house: House, session: Session, user: int, said: str) -> None:
    answered, others, _ = await house.made.group.sessions.answer(actor(user), session.id, Rsvp.NO, said)
    receipt = words.answered(answered, coming=False, words=True, others=others).text
    assert "go into the session's post in the cohort's home, or in full into its thread where the post is full." in receipt


async def post_of(house: House, session: Session) -> str:
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"session/{session.id}/announce")
        assert row is not None
        said = await house.made.group.announcements.composers()[row.message](db, row, house.clock.now())
    assert isinstance(said, Message)
    return said.text


async def test_what_a_full_post_has_no_room_for_is_in_the_thread_in_full_and_follows_what_is_said_later(house: House) -> None:
    second, bot, ears = await announced(house)
    for user in (21, 22, 23):
        await write(house, second, user, f"word of {user} {'x' * 270} end of {user}")
    await write(house, second, 24, "word of 24, a short one")
    await bot.run(timedelta(hours=1))
    post = await post_of(house, second)
    in_thread = ears.posts[THREAD]
    for user in (21, 22, 23):
        assert [f"end of {user}" in text for text in in_thread].count(True) == 1
    assert "word of 24, a short one" in post or any("word of 24, a short one" in text for text in in_thread)
    assert "in this session's thread" in post
    assert post in ears.edits, "the post says so itself"
    await write(house, second, 21, "I come a little late after all")
    await bot.run(timedelta(hours=1))
    assert any("I come a little late after all" in text for text in ears.edits if "Session 2" not in text)
    await house.made.group.sessions.answer(actor(22), second.id, Rsvp.YES)
    await bot.run(timedelta(hours=1))
    assert "Person 22 has taken back what they wrote here." in ears.edits


async def test_words_that_the_post_has_room_for_are_there_alone(house: House) -> None:
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    house.clock.move_to(datetime(2026, 10, 29, 16, 0, tzinfo=UTC))
    ears = Ears()
    bot = Bot(house, ears)
    await bot.run(timedelta(hours=2))
    for user in (21, 22, 23):
        await write(house, second, user, f"word of {user} {'x' * 270} end of {user}")
    await bot.run(timedelta(hours=1))
    post = await post_of(house, second)
    assert all(f"end of {user}" in post for user in (21, 22, 23))
    assert ears.posts[THREAD] == []


async def test_short_words_stay_whole_beside_long_ones_and_those_without_any_room_are_counted(house: House) -> None:
    async with house.store.read() as db:
        cohort, second = await db.cohorts.get(house.cohort), (await db.sessions.of(house.cohort))[1]
    assert cohort is not None
    said = [words.Word(PersonId(99), "Dana", "On a plane"), *(words.Word(PersonId(n), f"Person {n}", "x" * 300) for n in range(1, 21))]
    coming = words.Coming((), tuple(said))
    post = words.announcement(cohort, second, coming).text
    assert len(post) <= CONTENT_LIMIT
    assert "On a plane" in post
    shown = post.count("cannot come, and writes")
    assert f"{21 - shown} more wrote. Their words are in this session's thread" in post
    assert words.without_room(cohort, second, coming) == {one.person for one in said[1:]}
