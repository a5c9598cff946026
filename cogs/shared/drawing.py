"""How a picture is drawn. It has its own light ground, which reads well on Discord's dark and light alike.

No kind of cell is told by its colour alone: each has a shape, and the colours differ in lightness too. Lengths are what is seen
on a screen; the file has twice as many pixels, for screens that show them.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import cast

from PIL import Image, ImageDraw, ImageFont

from domain.pair.checkins import Cell
from messages.pair.checkins import ANSWERS
from messages.pair.pictures import Bars, Measure, Sign, Squares

SCALE = 2
SMOOTH = 4  # a shape is drawn so many times larger and shrunk, since lines are drawn without soft edges
GROUND, BAND, RULE, TRACK = "#fbfaf7", "#ebeff5", "#e4e5e4", "#e2e5eb"
INK, SOFT, WHITE, BAR = "#1f2430", "#596172", "#ffffff", "#3f5f86"
GROUNDS = {Cell(answer.value): row.colour for answer, row in ANSWERS.items()} | {Cell.UNSETTLED: "#181818", Cell.ALONE: "#e3e6ec"}
MARGIN, LABELS = 28, 52
PITCH, LEAST_PITCH, ROOM, GAP = 48, 30, 640, 8  # from one cell to the next: less where there are many
HEAD, KEY, LEGEND_ROW = 58, 22, 34
BARS, BAR_HEIGHT, BETWEEN, BAR_ROW, BESIDE = 190, 12, 40, 76, 28
WIDE, SLIM = 520, 340  # a legend under a table is at least so wide; where cells are fewer than that, it stands beside them


def png(what: Squares | Bars) -> bytes:
    """The file."""
    image = _squares(what) if isinstance(what, Squares) else _bars(what)
    into = BytesIO()
    image.save(into, "PNG", compress_level=6)
    return into.getvalue()


class _Sheet:
    """Something to draw on, measured in what is seen."""

    def __init__(self, width: float, height: float) -> None:
        self.image = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), GROUND)
        self._draw = ImageDraw.Draw(self.image)

    def text(self, at: tuple[float, float], words: str, size: int, colour: str = INK, anchor: str = "lm") -> None:
        """Words, by the middle of their left, or as the anchor says."""
        self._draw.text((at[0] * SCALE, at[1] * SCALE), words, fill=colour, font=_font(size * SCALE), anchor=anchor)

    def rule(self, left: float, right: float, y: float) -> None:
        """A thin line across."""
        self._draw.line((left * SCALE, y * SCALE, right * SCALE, y * SCALE), fill=RULE, width=SCALE)

    def slab(self, left: float, top: float, width: float, height: float, radius: float, colour: str) -> None:
        """A rounded rectangle with soft edges."""
        size = (round(width * SCALE), round(height * SCALE))
        mask = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH), 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * SCALE * SMOOTH, fill=255)
        self.image.paste(colour, (round(left * SCALE), round(top * SCALE)), mask.reduce(SMOOTH))

    def cell(self, left: float, top: float, size: float, cell: Cell) -> None:
        """A cell by its colour and shape."""
        tile = _tile(cell, round(size * SCALE))
        self.image.paste(tile, (round(left * SCALE), round(top * SCALE)), tile)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size))


def _wide(words: str, size: int) -> float:
    return _font(size * SCALE).getlength(words) / SCALE


@cache
def _tile(cell: Cell, pixels: int) -> Image.Image:
    """A cell of so many pixels: a rounded square with its shape. What was not answered has no colour, what was not theirs no square."""
    side = pixels * SMOOTH
    image = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    if cell in GROUNDS:
        draw.rounded_rectangle((0, 0, side - 1, side - 1), side * 0.22, fill=GROUNDS[cell])
    elif cell is Cell.QUIET:
        draw.rounded_rectangle((0, 0, side - 1, side - 1), side * 0.22, fill=WHITE, outline="#8b93a3", width=round(side * 0.05))
    _shape(draw, cell, side)
    return image.reduce(SMOOTH)


def _shape(draw: ImageDraw.ImageDraw, cell: Cell, side: int) -> None:
    """What tells a cell apart without its colour."""

    def at(*shares: float) -> list[float]:
        return [share * side for share in shares]

    thick = round(side * 0.1)
    match cell:
        case Cell.MET:  # a tick
            _stroke(draw, at(0.27, 0.52, 0.43, 0.68, 0.74, 0.34), thick, WHITE)
        case Cell.DATE:  # a leaf of a calendar
            draw.rounded_rectangle(at(0.24, 0.28, 0.76, 0.76), side * 0.07, outline=WHITE, width=round(side * 0.075))
            draw.rectangle(at(0.26, 0.30, 0.74, 0.43), fill=WHITE)
            _stroke(draw, at(0.37, 0.22, 0.37, 0.30), round(side * 0.075), WHITE)
            _stroke(draw, at(0.63, 0.22, 0.63, 0.30), round(side * 0.075), WHITE)
            draw.ellipse(at(0.44, 0.52, 0.56, 0.64), fill=WHITE)
        case Cell.NOT_THIS_MONTH:  # a moon
            draw.ellipse(at(0.24, 0.24, 0.76, 0.76), fill=WHITE)
            draw.ellipse(at(0.40, 0.16, 0.86, 0.62), fill=GROUNDS[cell])
        case Cell.HELP:  # a question
            draw.text((side * 0.5, side * 0.5), "?", fill=WHITE, font=_font(round(side * 0.62)), anchor="mm", stroke_width=side * 0.022)
        case Cell.UNSETTLED:  # two strokes that meet
            _stroke(draw, at(0.28, 0.30, 0.50, 0.56, 0.72, 0.30), thick, WHITE)
            _stroke(draw, at(0.50, 0.56, 0.50, 0.76), thick, WHITE)
        case Cell.QUIET:  # an empty ring
            draw.ellipse(at(0.36, 0.36, 0.64, 0.64), outline="#8b93a3", width=round(side * 0.06))
        case Cell.ALONE | Cell.OTHERS:  # a stroke, on a square or on none
            _stroke(draw, at(0.32, 0.68, 0.68, 0.32), round(side * 0.07), SOFT)
        case Cell.AHEAD:  # a speck
            draw.ellipse(at(0.43, 0.43, 0.57, 0.57), fill="#b4bac5")


def _stroke(draw: ImageDraw.ImageDraw, points: list[float], thick: int, colour: str) -> None:
    """A line through points, with round joints and ends."""
    draw.line(points, fill=colour, width=thick, joint="curve")
    half = thick / 2
    for x, y in zip(points[::2], points[1::2], strict=True):
        draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)


def _squares(what: Squares) -> Image.Image:
    pitch = max(LEAST_PITCH, min(PITCH, ROOM // max(len(what.columns), 1)))
    left, top = MARGIN + LABELS, MARGIN + HEAD
    right, bottom = left + pitch * len(what.columns) - GAP, top + pitch * len(what.rows) - GAP
    if right - left < SLIM:
        signs = _laid(what.legend, 0)
        widest = max((KEY + 9 + _wide(sign.words, 15) for sign in what.legend), default=0)
        sheet = _Sheet(right + 44 + widest + MARGIN, max(bottom, top + 8 + LEGEND_ROW * len(signs)) + MARGIN)
        _legend(sheet, signs, right + 44, top + 8)
    else:
        width = max(right, MARGIN + WIDE) + MARGIN
        signs = _laid(what.legend, width - 2 * MARGIN)
        sheet = _Sheet(width, bottom + 38 + LEGEND_ROW * len(signs) + MARGIN - 10)
        sheet.rule(MARGIN, width - MARGIN, bottom + 22)
        _legend(sheet, signs, MARGIN, bottom + 38)
    _table(sheet, what, left, top, pitch)
    return sheet.image


def _table(sheet: _Sheet, what: Squares, left: float, top: float, pitch: int) -> None:
    """The cells, under their columns' names and beside their rows'."""
    side, heads = pitch - GAP, MARGIN + 38
    if what.here is not None:
        sheet.slab(left + pitch * what.here - GAP / 2, heads - 18, pitch, top - heads + 18 + pitch * len(what.rows), 10, BAND)
    sheet.text((left, MARGIN + 6), what.across, 15, SOFT)
    sheet.text((MARGIN, heads), what.corner, 15, SOFT)
    for n, name in enumerate(what.columns):
        sheet.text((left + pitch * n + side / 2, heads), name, 16 if pitch > LEAST_PITCH + 4 else 14, anchor="mm")
    for n, (name, cells) in enumerate(what.rows):
        sheet.text((MARGIN + 30, top + pitch * n + side / 2), name, 18, anchor="rm")
        for m, cell in enumerate(cells):
            sheet.cell(left + pitch * m, top + pitch * n, side, cell)


def _bars(what: Bars) -> Image.Image:
    left, top = MARGIN + LABELS + 12, MARGIN + 34
    beside = left + BARS + BETWEEN
    most = max((len(row.cells) for row in what.rows), default=0)
    width = max(beside + BESIDE * most, beside + _wide(what.beside, 15), MARGIN + WIDE) + MARGIN
    signs = _laid(what.legend, width - 2 * MARGIN)
    bottom = top + BAR_ROW * len(what.rows)
    sheet = _Sheet(width, bottom + (16 + LEGEND_ROW * len(signs) if signs else 0) + MARGIN - 10)
    for x, words in ((MARGIN, what.corner), (left, what.bar), (beside, what.beside)):
        sheet.text((x, MARGIN + 6), words, 15, SOFT)
    for n, row in enumerate(what.rows):
        y = top + BAR_ROW * n
        sheet.rule(MARGIN, width - MARGIN, y)
        _measure(sheet, row, left, beside, y)
    if signs:
        sheet.rule(MARGIN, width - MARGIN, bottom)
        _legend(sheet, signs, MARGIN, bottom + 16)
    return sheet.image


def _measure(sheet: _Sheet, row: Measure, left: float, beside: float, y: float) -> None:
    sheet.text((MARGIN + 30, y + 38), row.label, 20, anchor="rm")
    sheet.text((left, y + 22), row.words, 16)
    sheet.slab(left, y + 43, BARS, BAR_HEIGHT, BAR_HEIGHT / 2, TRACK)
    full = BARS * min(row.taken / max(row.places, 1), 1.0)
    if row.taken:
        sheet.slab(left, y + 43, max(full, BAR_HEIGHT), BAR_HEIGHT, BAR_HEIGHT / 2, BAR)
    sheet.text((beside, y + 22), row.heading, 16, INK if row.cells else SOFT)
    for n, cell in enumerate(row.cells):
        sheet.cell(beside + BESIDE * n, y + 38, KEY, cell)


def _laid(legend: Sequence[Sign], width: float) -> list[list[tuple[float, Sign]]]:
    """The legend in lines: each sign with where it begins."""
    lines: list[list[tuple[float, Sign]]] = [[]]
    x = 0.0
    for sign in legend:
        needs = KEY + 9 + _wide(sign.words, 15)
        if lines[-1] and x + needs > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, sign))
        x += needs + 24
    return [line for line in lines if line]


def _legend(sheet: _Sheet, lines: list[list[tuple[float, Sign]]], left: float, top: float) -> None:
    for n, line in enumerate(lines):
        y = top + LEGEND_ROW * n
        for x, sign in line:
            sheet.cell(left + x, y, KEY, sign.cell)
            sheet.text((left + x + KEY + 9, y + KEY / 2), sign.words, 15, SOFT)
