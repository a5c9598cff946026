"""The colours of the pictures, as people see them who lack one kind of cone.

Sight is simulated by Machado, Oliveira and Fernandes (2009) at full severity, and distances are CIEDE2000 (Sharma, Wu and Dalal, 2005):
about 2 is the least that one notices side by side, and beyond 10 two colours are told apart at a glance.
"""

import itertools
import math

from cogs.shared.drawing import GROUNDS, WHITE
from domain.pair.checkins import Cell
from messages.pair.checkins import ANSWERS
from tests.for_each import for_each

AT_A_GLANCE = 15.0
READABLE = 3.0  # WCAG 2.2, 1.4.11: what is drawn, against what it is drawn on
Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]
SIGHTS: dict[str, Matrix] = {
    "all three": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SHADED = [cell for cell in Cell if cell in GROUNDS]


def linear(colour: str) -> Triple:
    """#rrggbb as light: sRGB without its curve, 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def light(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return light(red), light(green), light(blue)


def applied(matrix: Matrix, to: Triple) -> Triple:
    first, second, third = (sum(weight * part for weight, part in zip(row, to, strict=True)) for row in matrix)
    return first, second, third


def lab(light: Triple) -> Triple:
    """CIELAB under D65, of light that a screen can show."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in light)
    to_xyz: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (of / white for of, white in zip(applied(to_xyz, (red, green, blue)), (0.95047, 1.0, 1.08883), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Triple, other: Triple) -> float:
    """CIEDE2000 between two colours in CIELAB."""
    (light1, a1, b1), (light2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    chroma1, chroma2 = math.hypot(a1, b1), math.hypot(a2, b2)
    hue1, hue2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (hue2 - hue1 + 180) % 360 - 180 if chroma1 * chroma2 else 0.0
    hue = (hue1 + turn / 2) % 360 if chroma1 * chroma2 else hue1 + hue2
    light, chroma = (light1 + light2) / 2, (chroma1 + chroma2) / 2
    shape = 1.0
    for share, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63)):
        shape += share * math.cos(math.radians(times * hue + shift))
    by_light = (light2 - light1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    by_chroma = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    by_hue = 2 * math.sqrt(chroma1 * chroma2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * shape)
    blues = math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))) * 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    return math.sqrt(by_light**2 + by_chroma**2 + by_hue**2 - blues * by_chroma * by_hue)


def seen(cell: Cell, sight: str) -> Triple:
    return lab(applied(SIGHTS[sight], linear(GROUNDS[cell])))


def test_distances_are_those_that_the_authors_of_ciede2000_published() -> None:
    published = (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    )
    assert [round(distance(one, other), 4) for one, other, _ in published] == [known for *_, known in published]


@for_each(SIGHTS)
def test_two_kinds_of_cell_are_told_apart_at_a_glance_by_whoever_looks(sight: str) -> None:
    near = {
        (one, other): round(apart, 1)
        for one, other in itertools.combinations(SHADED, 2)
        if (apart := distance(seen(one, sight), seen(other, sight))) < AT_A_GLANCE
    }
    assert near == {}


def test_the_white_shape_in_each_answer_s_cell_is_seen() -> None:
    def luminance(colour: str) -> float:
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))

    faint = {
        answer: round(contrast, 2)
        for answer, row in ANSWERS.items()
        if (contrast := (luminance(WHITE) + 0.05) / (luminance(row.colour) + 0.05)) < READABLE
    }
    assert faint == {}
