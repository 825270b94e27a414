"""A class means one thing: two style sheets that name it fight over its look.

The steps of a page once got the 11 pixels of the squares of a lane, and its foot lay
across them.
"""

import re
from collections import defaultdict

import pytest

from tests.shape import HOUSE

pytestmark = pytest.mark.pure
CSS = HOUSE / "static" / "css"
ON_PAPER = "print.css"  # says of every part how it is printed
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{[^{}]*\}")


def bare_classes(css: str) -> set[str]:
    """Those that have a rule wherever they stand: `.steps`, and not `.lane .steps`."""
    rules = _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", css)))
    selectors = [re.split(r",(?![^(]*\))", rule) for rule in rules]
    bare = re.compile(r"\.[\w-]+")
    return {
        each.strip()
        for some in selectors
        for each in some
        if bare.fullmatch(each.strip())
    }


def test_no_class_is_laid_out_by_two_style_sheets():
    where = defaultdict(list)
    for path in sorted(CSS.glob("*.css")):
        if path.name != ON_PAPER:
            for name in bare_classes(path.read_text(encoding="utf-8")):
                where[name].append(path.name)
    twice = {name: files for name, files in where.items() if len(files) > 1}
    assert not twice


def test_a_class_inside_another_is_not_bare():
    assert bare_classes(".lane .steps { top: 0 }\n.steps, b { top: 0 }") == {".steps"}
    assert bare_classes(":is(.a, .b) { top: 0 }") == set()
