"""Standing as managers attest it, as applicants hear of it, and as nobody is accepted without it."""

import pytest

from domain.ground.ids import ChannelId, ProgramId, RoleId, UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.roster import Unread
from domain.joining.signups import ApplicationState
from domain.joining.standing import Look
from domain.sending.deliveries import Subject
from messages.ground.values import Message
from messages.joining import roster as roster_words
from messages.joining import selection as selection_words
from messages.joining import signups as signup_words
from messages.joining import standing as words
from messages.joining.standing import renewals
from messages.own import people as people_words
from storage.tables import imports, standings
from tests.services.attesting import attest, count, file_of, id_of, look_at, named, rows
from tests.services.conftest import HERE, THERE, House, actor
from tests.services.waiting import A_DAY, Line, corner, full

S = ApplicationState


async def test_a_program_that_attests_nobody_asks_for_no_standing(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    assert await look_at(empty, 21) is Look.GOOD
    assert not (await empty.made.joining.standings.renewals(empty.manager)).used
    assert "Standing" not in selection_words.draft(await empty.made.joining.selection.draft(empty.lead, empty.cohort)).text
    await empty.select()


async def test_an_attestation_holds_through_its_last_day_and_then_lapses(empty: House) -> None:
    await attest(empty, 21, until="2026-09-10")
    assert await look_at(empty, 21) is Look.GOOD
    empty.clock.move_to(empty.clock.now() + 11 * A_DAY)
    assert await look_at(empty, 21) is Look.LAPSED
    await attest(empty, 21)
    assert await look_at(empty, 21) is Look.GOOD


async def test_an_applicant_hears_the_same_words_whatever_the_cause(empty: House) -> None:
    await empty.open()
    await attest(empty, 22, good=False)
    await attest(empty, 23, until="2026-08-01")
    await attest(empty, 24)
    said: list[str] = []
    for user in (21, 22, 23, 24):
        await empty.made.joining.signups.save_why(actor(user), empty.cohort, "It is asked of me.", "", "campus", "", "3")
        view = await empty.made.joining.signups.save_when(actor(user), empty.cohort, "New York", "shabbat", (), committed=True)
        said.append(signup_words.applied(view).text)
    assert said[0] == said[1] == said[2]
    assert "Your application is kept meanwhile" in said[0]
    assert "nothing more to do" not in said[0]
    assert "standing" not in said[3]
    assert "Your standing is still open" in people_words.me(await empty.made.own.people.me(actor(22))).text
    assert "standing" not in people_words.me(await empty.made.own.people.me(actor(24))).text


async def test_the_way_to_pay_ones_dues_is_told_with_it(empty: House) -> None:
    async with empty.store.begin() as db:
        await db.programs.put(
            HERE, empty.clock.now(), dues="https://example.org/dues", name="House", zone="UTC", manager_role=RoleId(11),
            staff_channel=ChannelId(1), signup_channel=ChannelId(2), contact="noa@example.org",
        )  # fmt: skip
    await empty.open()
    await attest(empty, 22)
    await empty.made.joining.signups.save_why(actor(21), empty.cohort, "It is asked of me.", "", "campus", "", "3")
    view = await empty.made.joining.signups.save_when(actor(21), empty.cohort, "New York", "shabbat", (), committed=True)
    assert "https://example.org/dues" in signup_words.applied(view).text


async def test_nobody_is_accepted_whose_standing_is_not_settled_and_staff_see_no_cause(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23):
        await empty.apply(user)
    await attest(empty, 21)
    await attest(empty, 22, good=False)
    page = selection_words.draft(await empty.made.joining.selection.draft(empty.lead, empty.cohort)).text
    lines = {name: line for name in ("Person 21", "Person 22", "Person 23") for line in page.splitlines() if name in line}
    assert "not settled" not in lines["Person 21"]
    assert lines["Person 22"].replace("22", "") == lines["Person 23"].replace("23", "")
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.preview(empty.lead, empty.cohort)
    assert no.value.why is Why.STANDING_NOT_GOOD
    assert no.value.facts["names"] == "Person 22, Person 23"
    await attest(empty, 22)
    await attest(empty, 23)
    reviewed = (await empty.made.joining.selection.preview(empty.lead, empty.cohort)).fingerprint
    await attest(empty, 23, good=False)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.publish(empty.lead, empty.cohort, reviewed)
    assert no.value.facts["names"] == "Person 23"
    await attest(empty, 23)
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, reviewed)


async def test_whoever_waits_or_is_to_renew_is_listed_and_nobody_else(empty: House) -> None:
    await empty.open()
    await empty.apply(21)
    await empty.apply(22)
    await attest(empty, 22)
    await attest(empty, 31, until="2026-10-01")
    await attest(empty, 32, until="2026-08-01")
    await attest(empty, 33, until="2027-10-01")
    view = await empty.made.joining.standings.renewals(empty.manager)
    assert [(person.name, title) for person, title in view.waiting] == [("Person 21", "Justice")]
    assert [person.name for person, _ in view.ending] == ["Person 32", "Person 31"]
    assert "through October 1, 2026" in renewals(view).text


async def test_one_organisation_never_hears_of_anothers_attestations_or_people(empty: House) -> None:
    await attest(empty, 21, good=False)
    there = actor(52, THERE, manager=True)
    assert not (await empty.made.joining.standings.renewals(there)).used
    seen = await empty.made.joining.rosters.preview(actor(52, THERE, manager=True), b"name,good\nPerson 21,yes")
    assert [fault.why for fault in seen.faults] == [Unread.NOBODY]
    mine = await empty.made.joining.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    for attempt in (empty.made.joining.rosters.take_in(there, mine.number, 0), empty.made.joining.rosters.lines(there, mine.number)):
        with pytest.raises(Refusal) as no:
            await attempt
        assert no.value.why is Why.IMPORT_GONE


async def test_no_reason_is_stored_and_nothing_is_derived_from_discords_data(empty: House) -> None:
    """A standing is a yes or no, a day, who said so and when: there is no column for more, and no act of a person makes one."""
    assert {column.name for column in standings.columns} == {"program_id", "person_id", "good", "until", "until_wall", "by_id", "at"}
    await empty.open()
    await empty.apply(21)
    assert await count(empty, standings) == 0
    text = f"id,good,reason\n{id_of(1)},no,owes dues since May"
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())
    waiting = await rows(empty, imports)
    assert waiting
    assert "owes" not in "".join(waiting)
    await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)
    async with empty.store.read() as db:
        acts = await db.audit.of(ProgramId(1), 10)
    assert [act.facts for act in acts if act.act == "attest-standing"] == [{"what": "imported", "count": 1}]


async def word(house: House, day: str) -> str | None:
    """What staff are told in the morning of that day, if anything goes out."""
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"program/1/standing/{day}")
        said = None if row is None else await house.made.joining.standings.composers()[Subject.STANDING_WAITS](db, row, house.clock.now())
    return said.text if isinstance(said, Message) else None


async def test_staff_hear_in_the_morning_how_many_wait_once_for_all_of_a_day_and_never_who(empty: House) -> None:
    await empty.open()
    await empty.apply(21)
    assert await word(empty, "20260901") is None, "nobody's standing counts yet"
    await attest(empty, 40)
    assert "One person has applied and waits" in (await word(empty, "20260901") or "")
    await empty.apply(22)
    said = await word(empty, "20260901") or ""
    assert "2 people have applied and wait" in said
    assert "Person" not in said
    for user in (21, 22):
        await attest(empty, user)
    assert await word(empty, "20260901") is None, "it was settled before the morning"
    empty.clock.move_to(empty.clock.now() + A_DAY)
    assert await word(empty, "20260902") is None
    await empty.apply(23)
    assert "One person" in (await word(empty, "20260902") or "")


async def test_one_who_was_passed_over_in_the_line_has_the_place_that_is_free_and_the_receipt_says_so(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.attest(21, 22, 23, 24)
    await line.leave(21)
    assert await line.asked() == set(), "of those who wait nobody is known to be in good standing"
    seen = await line.house.made.joining.rosters.preview(line.house.manager, file_of(second))
    assert named(seen.gives) == [(f"Person {second}", S.OFFERED)]
    noted = await line.house.made.joining.standings.attest(line.house.manager, UserId(first), f"Person {first}", True, None)
    text = words.attested(*noted).text
    assert f"**Person {first}**: the offer of a place in Justice" in text
    assert "sends nothing" not in text
    assert await line.asked() == {first}
    other = await line.house.made.joining.standings.attest(line.house.manager, UserId(second), f"Person {second}", True, None)
    assert "This sends nothing to anybody." in words.attested(*other).text
    assert await line.waiting() == [second]


async def test_whoever_waits_for_standing_in_the_line_is_on_the_managers_list_and_reads_whom_to_write_to(line: Line) -> None:
    await line.attest(21, 22, 23, 24)
    await full(line, 25)
    listed = renewals(await line.house.made.joining.standings.renewals(line.house.manager)).text
    assert "**Person 25** waits, for Justice" in listed
    assert "noa@example.org can settle it" in (await corner(line, 25)).text


async def test_whoever_applied_before_anybody_was_attested_hears_once_how_to_settle_it(line: Line) -> None:
    for user in (21, 22):
        await line.house.apply(user)
    await line.attest(21, 99)
    await line.house.made.joining.standings.nightly()
    await line.house.made.joining.standings.nightly()
    await line.house.apply(23)  # and reads it in the receipt
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 1
    async with line.house.store.read() as db:
        (row,) = [row for row in await db.deliveries.of_cohort(line.house.cohort) if row.message == "standing-open"]
        person = await db.people.by_user(UserId(22))
    assert person is not None
    assert row.person == person.id


async def test_a_manager_sees_before_and_after_how_many_read_that_their_standing_is_open(line: Line) -> None:
    house = line.house
    for user in (21, 22, 23):
        await house.apply(user)
    seen = await house.made.joining.rosters.preview(house.manager, b"name,good\nPerson 21,yes\n")
    assert seen.told == 2
    assert "2 people have applied, and do not know yet that their standing is open" in roster_words.preview(seen).text
    said = words.attested(*await house.made.joining.standings.attest(house.manager, UserId(22), "Person 22", True, None)).text
    assert "2 people have applied" in said
    done = roster_words.imported(await house.made.joining.rosters.take_in(house.manager, seen.number, 0)).text
    assert "One person has applied, and does not know yet" in done
    assert "sends nothing" not in done


async def test_whoever_s_standing_ends_once_more_hears_it_once_more(line: Line) -> None:
    await line.attest(99)
    await line.house.apply(21)  # whose receipt says that it is open
    await line.attest(21)
    await line.house.made.joining.standings.nightly()
    await line.attest(21, good=False)
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 1


async def test_whoever_has_left_the_server_is_told_nothing_until_they_are_back(line: Line) -> None:
    await line.house.apply(21)
    await line.attest(99)
    async with line.house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.absences.note(ProgramId(1), {person.id: person}, line.house.clock.now())
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 0
    async with line.house.store.begin() as db:
        await db.absences.clear(ProgramId(1), {person.id})
    await line.house.made.joining.standings.nightly()
    await line.wait()
    assert await line.sent("standing-open") == 1


async def test_whoever_is_settled_before_the_morning_hears_nothing_of_it(line: Line) -> None:
    await line.house.apply(21)
    await line.attest(99)
    await line.house.made.joining.standings.nightly()
    await line.attest(21)
    await line.wait()
    assert await line.sent("standing-open") == 0
