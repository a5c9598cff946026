"""One's own sessions in one's own calendar: whose they are, and who can read them by an address."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from domain.ground.ids import UserId
from domain.ground.refusal import Why
from messages.group.calendars import OwnCalendar
from services.own.calendars import Calendars, Feeds
from services.own.privacy import forget_servers
from storage.tables import people
from tests.messages.reading import Event, by_ical, by_vobject
from tests.services.conftest import FEEDS_AT, LINK, THERE, House, actor, why

FIRST = datetime(2026, 10, 13, 17, 0, tzinfo=UTC)


def name(view: OwnCalendar) -> str:
    """The last part of the address, as the web server has it."""
    assert view.feed is not None
    assert view.feed.address is not None
    assert view.feed.address.startswith(f"{FEEDS_AT}/calendar/")
    return view.feed.address.removeprefix(f"{FEEDS_AT}/calendar/").removesuffix(".ics")


async def address_of(house: House, user: int = 21) -> str:
    """A new address of theirs."""
    mine = await house.made.own.calendars.own(actor(user))
    assert mine.feed is not None
    made, new = await house.made.own.calendars.renew(actor(user), mine.feed.mark)
    assert new
    return name(made)


async def read(house: House, feed: str) -> list[Event]:
    """What both readers make of it."""
    content = await Feeds(house.store.read).read(feed)
    assert content is not None
    assert LINK.encode() not in content.replace(b"\r\n ", b"")
    assert by_ical(content) == by_vobject(content)
    return by_ical(content)


async def test_everybody_has_the_sessions_of_their_own_cohorts_and_nobody_elses(house: House) -> None:
    mine = house.made.own.calendars
    for who in (actor(21), house.lead, actor(22, None)):
        assert [entry.session.number for entry in (await mine.own(who)).entries] == [1, 2, 3, 4]
    for who in (actor(25), actor(90), actor(4), house.manager, actor(21, THERE), actor(53, THERE)):
        assert (await mine.own(who)).entries == ()


async def test_an_address_brings_what_changes_and_says_so(house: House) -> None:
    feed = await address_of(house)
    before = await read(house, feed)
    assert before[0].starts == FIRST
    assert await Feeds(house.store.read).read(feed) == await Feeds(house.store.read).read(feed), "the same bytes, to be kept"
    await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "14:00")
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    after = await read(house, feed)
    assert [(event.sequence, event.status) for event in after] == [(0, "CONFIRMED"), (0, "CONFIRMED"), (1, "CONFIRMED"), (1, "CANCELLED")]
    assert after[2].starts == datetime(2026, 12, 15, 19, 0, tzinfo=UTC)
    assert [event.uid for event in after] == [event.uid for event in before]


async def test_a_new_address_ends_the_one_before_and_pressed_twice_it_stands(house: House) -> None:
    first = await address_of(house)
    seen = (await house.made.own.calendars.own(actor(21))).feed
    assert seen is not None
    second, new = await house.made.own.calendars.renew(actor(21), seen.mark)
    again, once_more = await house.made.own.calendars.renew(actor(21), seen.mark)
    assert (new, once_more) == (True, False)
    assert name(second) == name(again) != first
    assert await Feeds(house.store.read).read(first) is None
    assert len(await read(house, name(second))) == 4
    off = await house.made.own.calendars.switch_off(actor(21))
    assert off.feed is not None
    assert off.feed.address is None
    assert await Feeds(house.store.read).read(name(second)) is None


async def test_no_address_but_the_whole_one_is_read(house: House) -> None:
    feed, other = await address_of(house), await address_of(house, 22)
    number, _, secret = feed.partition("-")
    assert len(secret) >= 43, "256 bits"
    guesses = [
        "", "-", number, f"{number}-", f"{number}-None", secret, feed[:-1], f"{feed}x", feed.swapcase(), f"99-{secret}",
        f"{other.partition('-')[0]}-{secret}", f"{'9' * 40}-{secret}", f"²-{secret}", f" {feed}", f"{number}-{secret}é", "1-\udcff",
        f"-{feed}",
    ]  # fmt: skip
    async with house.store.read() as db:
        without = await db.people.by_user(UserId(23))
    assert without is not None
    for guess in [*guesses, f"{without.id}-", f"{without.id}-None"]:
        assert await Feeds(house.store.read).read(guess) is None, guess


async def test_who_leaves_a_cohort_reads_no_more_of_it(house: House) -> None:
    feed = await address_of(house)
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
    assert await read(house, feed) == []
    assert (await house.made.own.calendars.own(actor(21))).entries == ()


async def test_who_has_left_the_server_reads_nothing_until_they_are_back(house: House) -> None:
    feed = await address_of(house)
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        program = (await db.programs.of_person(person.id))[0].id
        await db.absences.note(program, {person.id}, house.clock.now())
    assert await read(house, feed) == []
    async with house.store.begin() as db:
        await db.absences.clear(program, {person.id})
    assert len(await read(house, feed)) == 4


async def test_an_address_is_gone_with_the_person(house: House) -> None:
    feed = await address_of(house)
    await house.made.program.programs.arrived(frozenset({THERE}))  # the bot is taken off the first server
    assert await read(house, feed) == []
    house.clock.move_to(house.clock.now() + timedelta(days=31))
    await forget_servers(house.made.sending.units, timedelta(days=30))
    assert await Feeds(house.store.read).read(feed) is None


async def test_who_left_for_good_has_no_calendar_though_their_row_stays_for_others(house: House) -> None:
    feed = await address_of(house)
    async with house.store.begin() as db:
        await db.link.run(update(people).where(people.c.user_id == 21).values(user_id=None))
    assert await Feeds(house.store.read).read(feed) is None


async def test_where_no_addresses_are_served_none_is_offered_or_made(house: House) -> None:
    without = Calendars(house.made.sending.units, house.made.sending.installation, "")
    assert (await without.own(actor(21))).feed is None
    assert len((await without.own(actor(21))).entries) == 4
    assert await why(without.renew(actor(21), "0")) is Why.STALE
