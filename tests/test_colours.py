"""Every text can be read, and what has another meaning looks different to every eye.

Contrast is WCAG 2.2, success criteria 1.4.3 (4.5 : 1 for text) and 1.4.11 (3 : 1 for
marks). Eyes are simulated by Machado, Oliveira and Fernandes, "A Physiologically-based
Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and
Computer Graphics 15 (6), 2009, doi:10.1109/TVCG.2009.113: the matrices of severity 1.0,
on linear RGB. How far two colours are apart is the difference CIE 1976 in L*a*b* (D65);
2.3 is just noticeable.
"""

import re
from itertools import combinations

import pytest

from tests.shape import HOUSE

pytestmark = pytest.mark.pure
CSS = HOUSE / "static" / "css"
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
GROUNDS = ("ground", "panel", "sunk")
# Letters: what they are written with, and what they are written on.
TEXTS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS),
    *((ink, ground) for ink in ("alarm", "focus") for ground in ("ground", "panel")),
    ("ink", "alarm-soft"), ("alarm", "alarm-soft"), ("ink", "work-soft"),
    ("on-work", "work"), ("on-alarm", "alarm"), ("on-clock", "clock"),
    ("panel", "ink"), ("panel", "ink-2"), ("ink-2", "panel"), ("near", "panel"),
]  # fmt: skip
MARKS = ("work", "wait", "alarm", "focus", "line-strong", "lamp-edge")
# Hues with a meaning, and the paper: no two of them may look alike to anybody.
APART = 12
STATES = ("work", "alarm", "lamp", "focus", "ink", "panel")


def tokens(theme):
    """The colours of a theme; what the dark one does not name is as by day."""
    found = {}
    for name in ("tokens.css", "tokens.dark.css")[: 2 if theme == "dark" else 1]:
        text = (CSS / name).read_text(encoding="utf-8")
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text))
    return {name: rgb(value) for name, value in found.items()}


def rgb(text):
    digits = text[1:] if len(text) == 7 else "".join(d * 2 for d in text[1:])
    return tuple(linear(int(digits[n : n + 2], 16) / 255) for n in (0, 2, 4))


def linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def seen(colour, eye):
    return tuple(
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, colour, strict=True))))
        for row in EYES[eye]
    )


def lab(colour):
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890
    x, y, z = (
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, eye):
    pairs = zip(lab(seen(one, eye)), lab(seen(other, eye)), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_and_every_mark_has_enough_contrast(theme):
    known = tokens(theme)
    wrong = {
        f"{ink} on {ground}": round(contrast(known[ink], known[ground]), 2)
        for ink, ground in TEXTS
        if contrast(known[ink], known[ground]) < 4.5
    }
    wrong |= {
        f"{mark} beside {ground}": round(contrast(known[mark], known[ground]), 2)
        for mark in MARKS
        for ground in ("ground", "panel")
        if contrast(known[mark], known[ground]) < 3
    }
    assert not wrong


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_means_something_else_looks_different_to_every_eye(theme, eye):
    known = tokens(theme)
    alike = {
        f"{one}, {other}": round(apart(known[one], known[other], eye), 1)
        for one, other in combinations(STATES, 2)
        if apart(known[one], known[other], eye) < APART
    }
    assert not alike


def test_the_dark_theme_swaps_colours_only_and_paper_never_sees_it():
    dark = (CSS / "tokens.dark.css").read_text(encoding="utf-8")
    light = (CSS / "tokens.css").read_text(encoding="utf-8")
    colours = r"--([\w-]+): (?:#|rgb)"
    assert re.findall(r"--([\w-]+):", dark) == re.findall(colours, dark)
    assert set(re.findall(colours, dark)) <= set(re.findall(colours, light))
    link = (HOUSE / "templates" / "_styles.html").read_text(encoding="utf-8")
    assert re.search(r'tokens\.dark\.css\' %}" media="screen\b', link)
