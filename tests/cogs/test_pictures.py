"""The pictures as those who lead get them on Discord: a file with words in its place, and the names beside it."""

import asyncio
import subprocess
import sys
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from cogs.shared.drawing import png
from domain.pair.checkins import Cell
from messages.pair.pictures import Bars, Measure, Sign, Squares
from rehearsal.discord import Answer
from tests.cogs.conftest import Circle
from tests.house.tree import ROOT

pytestmark = pytest.mark.asyncio(loop_scope="module")


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def picture_of(circle: Circle, answer: Answer) -> tuple[Image.Image, str, str]:
    """The one picture of an answer, its name, and the words in its place."""
    assert answer.message is not None
    (attached,) = answer.message.attachments
    content = circle.stage.discord.files[urlsplit(str(attached["url"])).path][1]
    return opened(content), str(attached["filename"]), str(attached["description"])


async def test_a_facilitator_gets_the_pairs_by_rounds_with_their_names_in_the_text_alone(circle: Circle) -> None:
    answer = await circle.lead.command(circle.staff, "cohort progress", cohort="1")
    assert answer.ephemeral
    image, name, alt = picture_of(circle, answer)
    assert (image.format, name) == ("PNG", "pairs-by-rounds.png")
    assert "\n1 · Dana, Avi and Noam: quiet" in answer.text
    assert alt == "A table of one pair by 3 rounds. Still ahead: 2-3.\nPair 1: quiet in 1."


async def test_what_a_pair_says_changes_the_picture(circle: Circle) -> None:
    before, _, _ = picture_of(circle, await circle.lead.command(circle.staff, "cohort progress", cohort="1"))
    dana = circle.members[0]
    await dana.click(next(seen for seen in reversed(dana.dm) if "We met" in seen.buttons), "We met")
    after, _, alt = picture_of(circle, await circle.lead.command(circle.staff, "cohort progress", cohort="1"))
    assert before.tobytes() != after.tobytes()
    assert "met in 1" in alt


async def test_a_page_turned_has_the_picture_of_that_page_alone(circle: Circle) -> None:
    answer = await circle.manager.command(circle.staff, "program overview")
    image, name, alt = picture_of(circle, answer)
    assert (image.format, name) == ("PNG", "cohorts.png")
    assert alt.endswith("\n1: 3 of 3 places taken. Round 1: 1 met.")
    assert "1 · **Justice**" in answer.text
    for number in range(2, 9):
        await circle.manager.command(
            circle.staff, "cohort create", title=f"Cohort {number}", topic="Another", facilitator=circle.lead, home=circle.home
        )
    first = await circle.manager.command(circle.staff, "program overview")
    second = await circle.press(circle.manager, first, "More")
    assert second.kind == "update"
    assert picture_of(circle, second)[2].split("\n")[1].startswith("7: ")
    assert "\n7 · " in second.text


async def test_nobody_else_gets_it(circle: Circle) -> None:
    for person in (circle.outsider, circle.members[0]):
        answer = await person.command(circle.staff, "cohort progress", cohort="1")
        assert answer.message is not None
        assert answer.message.attachments == []
        assert "Avi" not in answer.text


def squares(columns: int, rows: int) -> Squares:
    cells = tuple(list(Cell)[n % len(Cell)] for n in range(columns))
    legend = tuple(Sign(cell, cell.value) for cell in Cell)
    return Squares("Pair", "Round", tuple(map(str, range(1, columns + 1))), tuple((str(n), cells) for n in range(rows)), 0, legend)


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (5, 6), (12, 8), (23, 8)])
async def test_a_grid_of_any_season_is_drawn_at_a_size_that_is_read_on_a_screen(columns: int, rows: int) -> None:
    content = await asyncio.to_thread(png, squares(columns, rows))
    width, height = opened(content).size
    assert 400 <= width <= 1700
    assert 300 <= height <= 1400
    assert len(content) < 200_000


async def test_cells_differ_by_their_shape_for_those_who_do_not_tell_colours_apart() -> None:
    def inked(cell: Cell) -> bytes:
        content = png(Squares("Pair", "Round", ("1",), (("1", (cell,)),), None, ()))
        return bytes(lightness > 200 for lightness in opened(content).convert("L").tobytes())

    assert len({inked(cell) for cell in Cell}) == len(Cell)


async def test_a_bar_is_never_longer_than_its_places() -> None:
    full, more = (Bars("Cohort", "Places", "Pairs", (Measure("1", taken, 4, "all", "none", ()),), ()) for taken in (4, 9))
    assert png(full) == png(more)


async def test_nothing_is_loaded_for_pictures_before_the_first_is_asked_for() -> None:
    asked = "import sys, bot.wiring; sys.exit('PIL' in sys.modules)"
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", asked], cwd=ROOT, check=False)
    assert done.returncode == 0
