"""Standing as managers attest it, as applicants hear of it, and as nobody is accepted without it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import TableClause

from domain.ids import PersonId, ProgramId, UserId
from domain.refusal import Refusal, Why
from domain.roster import Unread
from domain.standing import Look, Standing
from messages import people as people_words
from messages import selection as selection_words
from messages import signups as signup_words
from messages.roster import imported, preview
from messages.standing import renewals
from messages.values import Message
from services.roster import CHUNK
from services.settled import standing_of
from storage.tables import imports, standings
from tests.services.conftest import HERE, THERE, House, actor

A_DAY = timedelta(days=1)


def id_of(number: int) -> int:
    return 300_000_000_000_000_007 + number * 11


async def attest(house: House, user: int, good: bool = True, until: str | None = None) -> None:
    await house.made.standings.attest(house.manager, UserId(user), f"Person {user}", good, until)


async def look_at(house: House, user: int) -> Look:
    async with house.store.read() as db:
        program, person = await db.programs.on(HERE), await db.people.by_user(UserId(user))
        assert program is not None
        assert person is not None
        return await standing_of(db, program.id, person.id, house.clock.now())


async def kept(house: House) -> dict[PersonId, Standing]:
    async with house.store.read() as db:
        people = await db.people.by_users({UserId(id_of(n)) for n in range(6_000)})
        return {person: one.standing for person, one in (await db.standing.of(ProgramId(1), set(people.values()))).items()}


async def rows(house: House, table: TableClause) -> list[str]:
    """All that a table holds, as it is kept."""
    async with house.store.read() as db:
        link: Any = db.people._link  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return [str(tuple(row)) for row in await link.rows(table.select())]


async def count(house: House, table: TableClause) -> int:
    return len(await rows(house, table))


async def test_a_program_that_attests_nobody_asks_for_no_standing(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    assert await look_at(empty, 21) is Look.GOOD
    assert not (await empty.made.standings.renewals(empty.manager)).used
    assert "Standing" not in selection_words.draft(await empty.made.selection.draft(empty.lead, empty.cohort)).text
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
        await empty.made.signups.save_why(actor(user), empty.cohort, "It is asked of me.", "", "campus", "", "3")
        view = await empty.made.signups.save_when(actor(user), empty.cohort, "New York", "shabbat", (), committed=True)
        said.append(signup_words.applied(view).text)
    assert said[0] == said[1] == said[2]
    assert "Your application is kept meanwhile" in said[0]
    assert "nothing more to do" not in said[0]
    assert "standing" not in said[3]
    assert "Your standing is still open" in people_words.me(await empty.made.people.me(actor(22))).text
    assert "standing" not in people_words.me(await empty.made.people.me(actor(24))).text


async def test_the_way_to_pay_ones_dues_is_told_with_it(empty: House) -> None:
    async with empty.store.begin() as db:
        await db.programs.put(
            HERE, empty.clock.now(), dues="https://example.org/dues", name="House", zone="UTC", manager_role=11,
            staff_channel=1, signup_channel=2, contact="noa@example.org",
        )  # fmt: skip
    await empty.open()
    await attest(empty, 22)
    await empty.made.signups.save_why(actor(21), empty.cohort, "It is asked of me.", "", "campus", "", "3")
    view = await empty.made.signups.save_when(actor(21), empty.cohort, "New York", "shabbat", (), committed=True)
    assert "https://example.org/dues" in signup_words.applied(view).text


async def test_nobody_is_accepted_whose_standing_is_not_settled_and_staff_see_no_cause(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23):
        await empty.apply(user)
    await attest(empty, 21)
    await attest(empty, 22, good=False)
    page = selection_words.draft(await empty.made.selection.draft(empty.lead, empty.cohort)).text
    lines = {name: line for name in ("Person 21", "Person 22", "Person 23") for line in page.splitlines() if name in line}
    assert "not settled" not in lines["Person 21"]
    assert lines["Person 22"].replace("22", "") == lines["Person 23"].replace("23", "")
    with pytest.raises(Refusal) as no:
        await empty.made.selection.preview(empty.lead, empty.cohort)
    assert no.value.why is Why.STANDING_UNSETTLED
    assert no.value.facts["names"] == "Person 22, Person 23"
    await attest(empty, 22)
    await attest(empty, 23)
    reviewed = (await empty.made.selection.preview(empty.lead, empty.cohort)).fingerprint
    await attest(empty, 23, good=False)
    with pytest.raises(Refusal) as no:
        await empty.made.selection.publish(empty.lead, empty.cohort, reviewed)
    assert no.value.facts["names"] == "Person 23"
    await attest(empty, 23)
    await empty.made.selection.publish(empty.lead, empty.cohort, reviewed)


async def test_whoever_waits_or_is_to_renew_is_listed_and_nobody_else(empty: House) -> None:
    await empty.open()
    await empty.apply(21)
    await empty.apply(22)
    await attest(empty, 22)
    await attest(empty, 31, until="2026-10-01")
    await attest(empty, 32, until="2026-08-01")
    await attest(empty, 33, until="2027-10-01")
    view = await empty.made.standings.renewals(empty.manager)
    assert [(person.name, title) for person, title in view.waiting] == [("Person 21", "Justice")]
    assert [person.name for person, _ in view.ending] == ["Person 32", "Person 31"]
    assert "through 2026-10-01" in renewals(view).text


async def test_one_organisation_never_hears_of_anothers_attestations_or_people(empty: House) -> None:
    await attest(empty, 21, good=False)
    there = actor(52, THERE, manager=True)
    assert not (await empty.made.standings.renewals(there)).used
    seen = await empty.made.rosters.preview(there, b"name,good\nPerson 21,yes")
    assert [fault.why for fault in seen.faults] == [Unread.NOBODY]
    mine = await empty.made.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    for attempt in (empty.made.rosters.take_in(there, mine.number, 0), empty.made.rosters.lines(there, mine.number)):
        with pytest.raises(Refusal) as no:
            await attempt
        assert no.value.why is Why.IMPORT_GONE


async def test_a_preview_changes_nothing_and_says_what_would(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23):
        await empty.apply(user)
    await attest(empty, 22, good=False)
    await attest(empty, 23, until="2027-06-30")
    text = f"name,discord id,good,until\nPerson 21,,yes,\nPerson 22,,yes,\nPerson 23,,yes,2027-06-30\n,{id_of(1)},yes,\nWho,,yes,\n"
    before = await count(empty, standings)
    seen = await empty.made.rosters.preview(empty.manager, text.encode())
    assert (seen.new, seen.changed, seen.same, seen.strangers) == (2, 1, 1, 1)
    assert [(fault.line, fault.why) for fault in seen.faults] == [(6, Unread.NOBODY)]
    assert "Line 6" in preview(seen).text
    assert await count(empty, standings) == before
    assert await look_at(empty, 22) is Look.NOT_GOOD
    done = (await empty.made.rosters.take_in(empty.manager, seen.number, 0)).done
    assert (done.changed, done.same, done.kept) == (3, 1, 0)
    assert await look_at(empty, 22) is Look.GOOD


async def test_whoever_takes_the_same_file_in_twice_reads_what_it_did_the_first_time(empty: House) -> None:
    text = f"id,good\n{id_of(1)},yes\n{id_of(2)},no\nNobody,yes\n"
    seen = await empty.made.rosters.preview(empty.manager, text.encode())
    first = await empty.made.rosters.take_in(empty.manager, seen.number, 0)
    await attest(empty, id_of(2))
    again = await empty.made.rosters.take_in(actor(7, manager=True), seen.number, 0)
    assert (first.again, again.again) == (False, True)
    assert again.done == first.done
    said = imported(again).text
    assert "taken in already" in said
    assert "Left out, by line: 4" in said
    assert await look_at(empty, id_of(2)) is Look.GOOD, "nothing is done twice"
    assert not [row for row in await rows(empty, imports) if str(id_of(1)) in row], "the file itself is not kept"
    with pytest.raises(Refusal) as no:
        await empty.made.rosters.lines(empty.manager, seen.number)
    assert no.value.why is Why.IMPORT_GONE


async def test_another_manager_may_take_in_what_one_previewed_and_an_outsider_may_not(empty: House) -> None:
    seen = await empty.made.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    with pytest.raises(Refusal) as no:
        await empty.made.rosters.take_in(actor(2), seen.number, 0)
    assert no.value.why is Why.NOT_ALLOWED, "who was a manager at the preview need not be one at the press"
    done = (await empty.made.rosters.take_in(actor(7, manager=True), seen.number, 0)).done
    assert done.changed == 1


async def test_what_was_attested_after_the_preview_is_not_undone_by_it(empty: House) -> None:
    await attest(empty, id_of(1))
    seen = await empty.made.rosters.preview(empty.manager, f"id,good\n{id_of(1)},no\n{id_of(2)},no".encode())
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=5))
    await attest(empty, id_of(1), until="2028-01-01")
    done = (await empty.made.rosters.take_in(empty.manager, seen.number, 0)).done
    assert (done.changed, done.kept) == (1, 1)
    assert await look_at(empty, id_of(1)) is Look.GOOD


async def test_a_file_that_nobody_took_in_is_forgotten_after_a_day(empty: House) -> None:
    seen = await empty.made.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    empty.clock.move_to(empty.clock.now() + A_DAY + timedelta(seconds=1))
    with pytest.raises(Refusal) as no:
        await empty.made.rosters.take_in(empty.manager, seen.number, 0)
    assert no.value.why is Why.IMPORT_GONE
    await empty.made.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    assert await count(empty, imports) == 1


async def test_five_thousand_lines_are_taken_in_while_others_write(empty: House) -> None:
    text = "discord id,name,good,until\n" + "\n".join(
        f"{id_of(n)},Rabbi {n},{'no' if n % 10 == 0 else 'yes'},2027-06-30" for n in range(5000)
    )
    seen = await empty.made.rosters.preview(empty.manager, text.encode())
    assert (seen.new, seen.strangers, seen.faults) == (5000, 5000, ())
    reports: list[tuple[int, int]] = []
    wrote: list[int] = []
    done = asyncio.Event()

    async def progress(done_: int, of: int) -> None:
        reports.append((done_, of))

    async def somebody_else() -> None:
        while not done.is_set():
            await empty.made.people.set_reminder(actor(90), "hour")
            wrote.append(len(reports))
            await asyncio.sleep(0)

    other = asyncio.create_task(somebody_else())
    outcome = (await empty.made.rosters.take_in(empty.manager, seen.number, 0, progress)).done
    done.set()
    await other
    assert outcome.changed == 5000
    assert reports == [(at, 5000) for at in range(CHUNK, 5001, CHUNK)]
    assert len(set(wrote)) > 20, "others had their turn between nearly every two chunks"
    assert len(await kept(empty)) == 5000


async def test_an_import_that_was_killed_half_way_goes_on_at_the_next_press(empty: House) -> None:
    text = "discord id,good\n" + "\n".join(f"{id_of(n)},yes" for n in range(CHUNK * 2 + 50))
    seen = await empty.made.rosters.preview(empty.manager, text.encode())

    async def killed(rows: int, of: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await empty.made.rosters.take_in(empty.manager, seen.number, 0, killed)
    assert len(await kept(empty)) == CHUNK
    done = (await empty.made.rosters.take_in(empty.manager, seen.number, 0)).done
    assert (done.changed, done.same, done.kept) == (CHUNK + 50, CHUNK, 0)
    assert len(await kept(empty)) == CHUNK * 2 + 50


async def test_whoever_is_known_keeps_their_own_name_and_a_new_one_gets_the_files(empty: House) -> None:
    await empty.made.people.set_reminder(actor(id_of(1)), "hour")
    text = f"id,name,good\n{id_of(1)},Wrong Name,yes\n{id_of(2)},Avi,yes\n"
    seen = await empty.made.rosters.preview(empty.manager, text.encode())
    await empty.made.rosters.take_in(empty.manager, seen.number, 0)
    async with empty.store.read() as db:
        one, two = await db.people.by_user(UserId(id_of(1))), await db.people.by_user(UserId(id_of(2)))
    assert one is not None
    assert two is not None
    assert (one.name, two.name) == (f"Person {id_of(1)}", "Avi")


async def test_no_reason_is_stored_and_nothing_is_derived_from_discords_data(empty: House) -> None:
    """A standing is a yes or no, a day, who said so and when: there is no column for more, and no act of a person makes one."""
    assert {column.name for column in standings.columns} == {"program_id", "person_id", "good", "until", "by_id", "at"}
    await empty.open()
    await empty.apply(21)
    assert await count(empty, standings) == 0
    text = f"id,good,reason\n{id_of(1)},no,owes dues since May"
    seen = await empty.made.rosters.preview(empty.manager, text.encode())
    waiting = await rows(empty, imports)
    assert waiting
    assert "owes" not in "".join(waiting)
    await empty.made.rosters.take_in(empty.manager, seen.number, 0)
    async with empty.store.read() as db:
        acts = await db.audit.of(ProgramId(1), 10)
    assert [act.facts for act in acts if act.act == "attest-standing"] == [{"what": "imported", "count": 1}]


async def word(house: House, day: str) -> str | None:
    """What staff are told in the morning of that day, if anything goes out."""
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"program/1/standing/{day}")
        said = None if row is None else await house.made.standings.composers()["standing-waits"](db, row, house.clock.now())
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
