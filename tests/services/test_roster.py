"""A file of who is in good standing is seen before it is taken in, with whom it gives a place, and taken in once."""

import asyncio
from datetime import timedelta

import pytest

from domain.cohort.cohorts import Policy
from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.roster import Unread
from domain.joining.signups import ApplicationState
from domain.joining.standing import Look
from messages.joining import roster as roster_words
from messages.joining.roster import imported, preview
from services.joining.standing import CHUNK
from storage.tables import imports, standings
from tests.services.attesting import attest, count, file_of, id_of, kept, look_at, named, rows
from tests.services.conftest import House, actor
from tests.services.waiting import A_DAY, Line, comes_first

S = ApplicationState


async def test_a_preview_changes_nothing_and_says_what_would(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23):
        await empty.apply(user)
    await attest(empty, 22, good=False)
    await attest(empty, 23, until="2027-06-30")
    text = f"name,discord id,good,until\nPerson 21,,yes,\nPerson 22,,yes,\nPerson 23,,yes,2027-06-30\n,{id_of(1)},yes,\nWho,,yes,\n"
    before = await count(empty, standings)
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())
    assert (seen.new, seen.changed, seen.same, seen.strangers) == (2, 1, 1, 1)
    assert [(fault.line, fault.why) for fault in seen.faults] == [(6, Unread.NOBODY)]
    assert "Line 6" in preview(seen).text
    assert await count(empty, standings) == before
    assert await look_at(empty, 22) is Look.NOT_GOOD
    done = (await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)).done
    assert (done.changed, done.same, done.kept) == (3, 1, 0)
    assert await look_at(empty, 22) is Look.GOOD


async def test_a_preview_names_who_would_change_and_from_what_to_what(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23):
        await empty.apply(user)
    await attest(empty, 22, good=False)
    await attest(empty, 23, until="2027-06-30")
    text = (
        'name,discord id,good,until,note\nPerson 21,,no,,"was told:\nPerson 22,,yes,,\nby phone"\n'
        f"Person 23,,yes,2028-06-30,\n,{id_of(1)},yes,,\nWho,,yes,,\n"
    )
    said = preview(await empty.made.joining.rosters.preview(empty.manager, text.encode())).text
    assert "Line 2: **Person 21**: not settled (until now: nothing noted)" in said
    assert "Line 5: **Person 23**: good through June 30, 2028 (until now: good through June 30, 2027)" in said
    assert f"Line 6: **<@{id_of(1)}>**: good with no end (until now: nothing noted)" in said
    assert "Person 22" not in said, "a note about somebody is nothing that the file says of them"
    assert said.index("Line 7") < said.index("Line 2"), "what has to be mended is read first"


async def test_a_long_preview_is_read_to_its_last_change_by_pages(empty: House) -> None:
    text = "id,name,good\n" + "\n".join(f"{id_of(n)},Rabbi {n},yes" for n in range(30)) + "\nNobody,Nobody,yes\n"
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())
    pages = [preview(await empty.made.joining.rosters.lines(empty.manager, seen.number, page)) for page in range(5)]
    assert ["More" in repr(page.rows) for page in pages] == [True, True, True, True, False]
    assert all(f"**Rabbi {n}**" in "".join(page.text for page in pages) for n in range(30))


async def test_whoever_takes_the_same_file_in_twice_reads_what_it_did_the_first_time(empty: House) -> None:
    text = f"id,good\n{id_of(1)},yes\n{id_of(2)},no\nNobody,yes\n"
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())
    first = await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)
    await attest(empty, id_of(2))
    again = await empty.made.joining.rosters.take_in(actor(7, manager=True), seen.number, 0)
    assert (first.again, again.again) == (False, True)
    assert again.done == first.done
    said = imported(again).text
    assert "taken in already" in said
    assert "Left out, by line: 4" in said
    assert await look_at(empty, id_of(2)) is Look.GOOD, "nothing is done twice"
    assert not [row for row in await rows(empty, imports) if str(id_of(1)) in row], "the file itself is not kept"
    with pytest.raises(Refusal) as no:
        await empty.made.joining.rosters.lines(empty.manager, seen.number)
    assert no.value.why is Why.IMPORT_GONE


async def test_another_manager_may_take_in_what_one_previewed_and_an_outsider_may_not(empty: House) -> None:
    seen = await empty.made.joining.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    with pytest.raises(Refusal) as no:
        await empty.made.joining.rosters.take_in(actor(2), seen.number, 0)
    assert no.value.why is Why.NOT_ALLOWED, "who was a manager at the preview need not be one at the press"
    done = (await empty.made.joining.rosters.take_in(actor(7, manager=True), seen.number, 0)).done
    assert done.changed == 1


async def test_what_was_attested_after_the_preview_is_not_undone_by_it(empty: House) -> None:
    await attest(empty, id_of(1))
    seen = await empty.made.joining.rosters.preview(empty.manager, f"id,good\n{id_of(1)},no\n{id_of(2)},no".encode())
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=5))
    await attest(empty, id_of(1), until="2028-01-01")
    done = (await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)).done
    assert (done.changed, done.kept) == (1, 1)
    assert await look_at(empty, id_of(1)) is Look.GOOD


async def test_a_file_that_nobody_took_in_is_forgotten_after_a_day(empty: House) -> None:
    seen = await empty.made.joining.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    empty.clock.move_to(empty.clock.now() + A_DAY + timedelta(seconds=1))
    with pytest.raises(Refusal) as no:
        await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)
    assert no.value.why is Why.IMPORT_GONE
    await empty.made.joining.rosters.preview(empty.manager, f"id,good\n{id_of(1)},yes".encode())
    assert await count(empty, imports) == 1


async def test_five_thousand_lines_are_taken_in_while_others_write(empty: House) -> None:
    text = "discord id,name,good,until\n" + "\n".join(
        f"{id_of(n)},Rabbi {n},{'no' if n % 10 == 0 else 'yes'},2027-06-30" for n in range(5000)
    )
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())
    assert (seen.new, seen.strangers, seen.faults) == (5000, 5000, ())
    reports: list[tuple[int, int]] = []
    wrote: list[int] = []
    done = asyncio.Event()

    async def progress(done_: int, of: int) -> None:
        reports.append((done_, of))

    async def somebody_else() -> None:
        while not done.is_set():
            await empty.made.own.people.set_reminder(actor(90), "hour")
            wrote.append(len(reports))
            await asyncio.sleep(0)

    other = asyncio.create_task(somebody_else())
    outcome = (await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0, progress)).done
    done.set()
    await other
    assert outcome.changed == 5000
    assert reports == [(at, 5000) for at in range(CHUNK, 5001, CHUNK)]
    assert len(set(wrote)) > 20, "others had their turn between nearly every two chunks"
    assert len(await kept(empty)) == 5000


async def test_an_import_that_was_killed_half_way_goes_on_at_the_next_press(empty: House) -> None:
    text = "discord id,good\n" + "\n".join(f"{id_of(n)},yes" for n in range(CHUNK * 2 + 50))
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())

    async def killed(rows: int, of: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0, killed)
    assert len(await kept(empty)) == CHUNK
    done = (await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)).done
    assert (done.changed, done.same, done.kept) == (CHUNK + 50, CHUNK, 0)
    assert len(await kept(empty)) == CHUNK * 2 + 50


async def test_whoever_is_known_keeps_their_own_name_and_a_new_one_gets_the_files(empty: House) -> None:
    await empty.made.own.people.set_reminder(actor(id_of(1)), "hour")
    text = f"id,name,good\n{id_of(1)},Wrong Name,yes\n{id_of(2)},Avi,yes\n"
    seen = await empty.made.joining.rosters.preview(empty.manager, text.encode())
    await empty.made.joining.rosters.take_in(empty.manager, seen.number, 0)
    async with empty.store.read() as db:
        one, two = await db.people.by_user(UserId(id_of(1))), await db.people.by_user(UserId(id_of(2)))
    assert one is not None
    assert two is not None
    assert (one.name, two.name) == (f"Person {id_of(1)}", "Avi")


async def unsettled_who_came_first(line: Line) -> None:
    """Places go to whoever comes first; six have come, and of none of them anything is known."""
    await line.attest(99)
    await comes_first(line, 21, 22, 23, 24, 25, 26)


async def test_a_file_of_standing_is_previewed_with_whom_it_gives_a_place_and_does_just_that(line: Line) -> None:
    await unsettled_who_came_first(line)
    made, house = line.house.made, line.house
    seen = await made.joining.rosters.preview(house.manager, file_of(26, 25, 24, 22, 21))
    assert named(seen.gives) == [(f"Person {user}", S.ACCEPTED) for user in (21, 22, 24, 25)] + [("Person 26", S.WAITLISTED)]
    text = roster_words.preview(seen).text
    assert "5 people have their turn by it" in text
    assert "**Person 26**: a place on the waiting list of Justice" in text
    assert await line.inside() == set(), "seen is not done"
    assert seen.gives is not None
    outcome = await made.joining.rosters.take_in(house.manager, seen.number, seen.gives.mark)
    assert (await line.inside(), await line.waiting()) == ({21, 22, 24, 25}, [26])
    assert await line.state(23) is S.APPLIED
    told = roster_words.imported(outcome).text
    assert "5 people had their turn by it" in told
    assert "sends nothing" not in told
    again = await made.joining.rosters.take_in(house.manager, seen.number, seen.gives.mark)
    assert "5 people had their turn by it" in roster_words.imported(again).text


async def test_a_file_that_gives_places_to_others_by_now_is_looked_at_again_first(line: Line) -> None:
    await unsettled_who_came_first(line)
    made, house = line.house.made, line.house
    seen = await made.joining.rosters.preview(house.manager, file_of(21))
    await line.leave(21)
    assert seen.gives is not None
    with pytest.raises(Refusal) as no:
        await made.joining.rosters.take_in(house.manager, seen.number, seen.gives.mark)
    assert no.value.why is Why.STALE
    fresh = await made.joining.rosters.lines(house.manager, seen.number)
    assert fresh.gives is None
    assert "sends nothing to anybody" in roster_words.imported(await made.joining.rosters.take_in(house.manager, seen.number, 0)).text


async def test_whoever_was_attested_after_the_preview_stays_as_they_are_and_gets_nothing_by_the_file(line: Line) -> None:
    await unsettled_who_came_first(line)
    made, house = line.house.made, line.house
    seen = await made.joining.rosters.preview(house.manager, file_of(21, 22))
    line.house.clock.move_to(line.house.clock.now() + timedelta(minutes=1))
    await line.attest(21, good=False)
    fresh = await made.joining.rosters.lines(house.manager, seen.number)
    assert named(fresh.gives) == [("Person 22", S.ACCEPTED)]


async def test_a_file_of_no_gives_nobody_anything_and_says_so(line: Line) -> None:
    await unsettled_who_came_first(line)
    seen = await line.house.made.joining.rosters.preview(line.house.manager, file_of(21, 22, good="no"))
    assert seen.gives is None
    assert "turn by it" not in roster_words.preview(seen).text


async def test_who_gets_what_is_for_managers_alone(line: Line) -> None:
    await unsettled_who_came_first(line)
    seen = await line.house.made.joining.rosters.preview(line.house.manager, file_of(21))
    for who in (line.house.lead, actor(21), actor(70)):
        with pytest.raises(Refusal) as no:
            await line.house.made.joining.rosters.lines(who, seen.number)
        assert no.value.why is Why.NOT_ALLOWED


async def test_first_come_is_by_when_the_application_was_in_not_by_when_the_form_was_opened(line: Line) -> None:
    await line.attest(99)
    await line.overwrite(policy=Policy.FIRST_COME.value)
    house = line.house
    await house.made.joining.signups.save_why(actor(21), house.cohort, "why", "", "campus", "", "3")  # and stops half-way
    for user in (22, 23, 24, 25):
        house.clock.move_to(house.clock.now() + timedelta(minutes=1))
        await house.apply(user)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    await house.apply(21)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    await house.apply(22)  # changes an answer, and keeps their turn
    seen = await house.made.joining.rosters.preview(house.manager, file_of(21, 22, 23, 24, 25))
    assert named(seen.gives) == [(f"Person {user}", S.ACCEPTED) for user in (22, 23, 24, 25)] + [("Person 21", S.WAITLISTED)]


async def test_whoever_the_bot_met_after_the_preview_is_in_what_the_file_gives(line: Line) -> None:
    await line.attest(99)
    await line.overwrite(policy=Policy.FIRST_COME.value)
    house, who = line.house, 100_000_000_000_000_021
    seen = await house.made.joining.rosters.preview(house.manager, f"id,good\n{who},yes\n".encode())
    assert seen.gives is None
    await house.apply(who)
    with pytest.raises(Refusal) as no:
        await house.made.joining.rosters.take_in(house.manager, seen.number, 0)
    assert no.value.why is Why.STALE
    fresh = await house.made.joining.rosters.lines(house.manager, seen.number)
    assert fresh.gives is not None
