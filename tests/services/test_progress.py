"""How the pairs do, as those who lead see it, on both databases."""

from domain.ground.ids import UserId
from domain.pair.checkins import Answer, Cell
from messages.pair import progress as words
from storage.tables import people
from tests.rows import overwrite
from tests.services.conftest import FIRST_ROUND, House, actor


async def begun(house: House) -> None:
    """Four members in two pairs, in their first round."""
    await house.open()
    for user in range(21, 25):
        await house.apply(user)
    await house.select(21, 22, 23, 24)
    await house.begin()
    house.clock.move_to(FIRST_ROUND)
    await house.look_around()


async def test_an_answer_is_seen_in_its_pair_s_row_and_its_round_s_column(empty: House) -> None:
    await begun(empty)
    before = await empty.made.pair.progresses.of(empty.lead, empty.cohort)
    assert (before.grid.rounds, before.grid.open, before.total) == ((1, 2, 3), 1, 2)
    assert {line.cells for line in before.grid.lines} == {(Cell.QUIET, Cell.AHEAD, Cell.AHEAD)}
    await empty.made.pair.checkins.answer(actor(21), empty.pair, 1, Answer.MET)
    after = await empty.made.pair.progresses.of(empty.lead, empty.cohort)
    row = next(n for n, names in enumerate(after.names) if "Person 21" in names)
    assert after.grid.lines[row].cells == (Cell.MET, Cell.AHEAD, Cell.AHEAD)
    assert after.grid.lines[1 - row].cells == (Cell.QUIET, Cell.AHEAD, Cell.AHEAD)
    assert words.progress(after).text.count(": met") == 1


async def test_a_cohort_without_pairs_says_what_comes_first(empty: House) -> None:
    said = words.progress(await empty.made.pair.progresses.of(empty.lead, empty.cohort))
    assert said.picture is None
    assert "/cohort pairs" in said.text


async def test_a_page_that_is_not_there_is_the_nearest_one(house: House) -> None:
    pages = [await house.made.pair.progresses.of(house.lead, house.cohort, page) for page in (-3, 0, 99)]
    assert [page.page for page in pages] == [0, 0, 0]
    assert pages[0] == pages[2]


async def test_a_hostile_name_is_only_a_name(house: House) -> None:
    name = "**Dana** @everyone <@&1> [x](https://bad.example)"
    async with house.store.begin() as db:
        dana = await db.people.by_user(UserId(21))
        assert dana is not None
        await overwrite(db, people, dana.id, name=name)
    text = words.progress(await house.made.pair.progresses.of(house.lead, house.cohort)).text
    assert "\\*\\*Dana\\*\\* @\u200beveryone <\u200b@&1> \\[x](https\\://bad.example)" in text
