"""The house keeps its shape: who may see whom, how large a thing grows, one clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import shape

HOUSE = shape.HOUSE


@pytest.mark.parametrize("path", shape.product_files(), ids=shape.short)
def test_a_room_sees_only_the_floors_below(path: Path) -> None:
    room = shape.room_of(path)
    seen = {name: line for line, name in shape.rooms_named(path) if name != room}
    allowed = shape.MAY_IMPORT[room]
    wrong = [
        f"line {line}: {name}" for name, line in seen.items() if name not in allowed
    ]
    assert not wrong, f"{room} may not see this; say it below, or contribute a gate"


def test_every_room_stands_on_a_floor() -> None:
    rooms = {each.name for each in HOUSE.iterdir() if (each / "__init__.py").exists()}
    unknown = rooms - set(shape.MAY_IMPORT)
    assert not unknown, "say in MAY_IMPORT what these may see"


def test_the_floors_have_no_stairs_that_lead_round() -> None:
    def below(room: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
        assert room not in seen, f"a circle: {' -> '.join((*seen, room))}"
        for other in shape.MAY_IMPORT[room] & shape.ROOMS:
            yield other
            yield from below(other, (*seen, room))

    for room in shape.ROOMS:
        assert room not in set(below(room))


@pytest.mark.parametrize("path", shape.python_files(), ids=shape.short)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= shape.FILE_LINES
    tree = ast.parse(text)
    assert not text.strip() or ast.get_docstring(tree), (
        "a docstring of one to three lines"
    )
    long = [
        f"{each.name}: {shape.length(each)}"
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        and shape.length(each) > shape.cap(path, each)
    ]
    assert not long


@pytest.mark.parametrize("path", shape.page_files(), ids=shape.short)
def test_a_page_file_is_short(path: Path) -> None:
    cap = shape.TEMPLATE_LINES if path.suffix == ".html" else shape.STATIC_LINES
    assert path.read_text(encoding="utf-8").count("\n") <= cap


@pytest.mark.parametrize("path", shape.product_files(), ids=shape.short)
def test_there_is_one_clock(path: Path) -> None:
    if path == HOUSE / "core" / "clock.py":
        return
    assert not list(shape.other_clocks(path)), "core.clock.now(), or wall()"


@pytest.mark.parametrize("path", shape.view_files(), ids=shape.short)
def test_a_view_only_asks_and_shows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    writes = re.findall(r"\.(?:save|bulk_create|get_or_create|delete)\(", text)
    assert not writes + re.findall(r"\.objects\.(?:create|update)\b", text)


@pytest.mark.parametrize("path", shape.python_files(), ids=shape.short)
def test_no_file_is_a_drawer_for_odds_and_ends(path: Path) -> None:
    assert not re.fullmatch(
        r"(utils?|helpers?|misc|common|managers?|services?)\d*", path.stem
    )


@pytest.mark.parametrize(
    ("line", "room"),
    [
        ("from greenlane.safety.models import Ticket", "safety"),
        ("import greenlane.safety", "safety"),
        ("from greenlane import safety", "safety"),
        ("models.ForeignKey('safety.Ticket', on_delete=models.PROTECT)", "safety"),
        ("import_module('greenlane.safety.queries')", "safety"),
        ("models.ManyToManyField(to='safety.Ticket')", "safety"),
    ],
)
def test_every_way_to_lean_on_a_room_is_seen(
    line: str, room: str, tmp_path: Path
) -> None:
    path = tmp_path / "leaning.py"
    path.write_text(line)
    assert [name for _line, name in shape.rooms_named(path)] == [room]


def test_a_migration_leans_on_what_it_depends_on(tmp_path: Path) -> None:
    path = tmp_path / "migrations" / "0001.py"
    path.parent.mkdir()
    path.write_text("class M:\n    dependencies = [('safety', '0001_initial')]\n")
    assert [name for _line, name in shape.rooms_named(path)] == ["safety"]


@pytest.mark.parametrize(
    "line",
    ["datetime.now(UTC)", "timezone.now", "F(auto_now=True)", "dt.datetime.now()"],
)
def test_every_other_clock_is_seen(line: str, tmp_path: Path) -> None:
    path = tmp_path / "clock.py"
    path.write_text(line)
    assert list(shape.other_clocks(path))
