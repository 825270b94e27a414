"""The house keeps its shape: who may see whom, how large a thing grows, one clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import shape

HOUSE = shape.HOUSE


# Each looks at all files and names every wrong one: a test a file would be four
# thousand tests, and to hand them out takes longer than to read the files.


def test_a_room_sees_only_the_floors_below() -> None:
    wrong = [
        f"{shape.short(path)}:{line}: {shape.room_of(path)} may not see {name}"
        for path in shape.product_files()
        for line, name in shape.rooms_named(path)
        if name not in {shape.room_of(path), *shape.MAY_IMPORT[shape.room_of(path)]}
    ]
    assert not wrong, "say it below, or contribute a gate"


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


def test_a_file_is_short_and_says_what_it_is() -> None:
    wrong = []
    for path in shape.python_files():
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        if text.count("\n") > shape.FILE_LINES:
            wrong.append(f"{shape.short(path)}: {text.count(chr(10))} lines")
        if text.strip() and not ast.get_docstring(tree):
            wrong.append(f"{shape.short(path)}: a docstring of one to three lines")
        wrong += [
            f"{shape.short(path)}: {each.name}: {shape.length(each)} lines"
            for each in ast.walk(tree)
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
            and shape.length(each) > shape.cap(path, each)
        ]
    assert not wrong


def test_a_page_file_is_short() -> None:
    caps = {".html": shape.TEMPLATE_LINES}
    wrong = [
        shape.short(path)
        for path in shape.page_files()
        if path.read_text(encoding="utf-8").count("\n")
        > caps.get(path.suffix, shape.STATIC_LINES)
    ]
    assert not wrong


def test_there_is_one_clock() -> None:
    wrong = [
        f"{shape.short(path)}: {other}"
        for path in shape.product_files()
        if path != HOUSE / "core" / "clock.py"
        for other in shape.other_clocks(path)
    ]
    assert not wrong, "core.clock.now(), or wall()"


def test_a_view_only_asks_and_shows() -> None:
    writes = re.compile(
        r"\.(?:save|bulk_create|get_or_create|delete)\(|\.objects\.(?:create|update)\b"
    )
    wrong = [
        f"{shape.short(path)}: {each}"
        for path in shape.view_files()
        for each in writes.findall(path.read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    drawer = re.compile(r"(utils?|helpers?|misc|common|managers?|services?)\d*")
    files = shape.python_files()
    assert not [shape.short(path) for path in files if drawer.fullmatch(path.stem)]


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


def test_an_alarm_is_one_thing() -> None:
    """The row that is acknowledged, and no line of the strip, danger or opening."""
    named = [
        shape.short(path)
        for path in shape.product_files()
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.ClassDef) and each.name == "Alarm"
    ]
    assert named == ["greenlane/notices/models.py"]


def test_a_crew_is_called_by_its_key_in_one_place_alone() -> None:
    """`holder="person:…"` is another thing: who holds a gate or a task."""
    rooms = {"workforce", "dispatch", "board", "desk"}
    put = re.compile(r'f"team:\{|"person:"|else f"person:\{')
    wrong = [
        shape.short(path)
        for path in shape.product_files()
        if shape.room_of(path) in rooms and put.search(path.read_text("utf-8"))
    ]
    assert wrong == []
