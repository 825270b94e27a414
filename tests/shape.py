"""The plan of the house: floors, sizes, and how to read them out of the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "greenlane"

FILE_LINES, FUNCTION_LINES, VIEW_LINES = 250, 40, 15
TEMPLATE_LINES, STATIC_LINES = 120, 150

_LOW = {"core", "places"}
_MIDDLE = _LOW | {"workforce", "work", "network", "safety"}
_MISSIONS = {"connections"}
# Room -> the rooms it may see. String foreign keys and migration dependencies count.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "places": {"core"},
    "workforce": {"core", "places"},
    "work": {"core", "places", "workforce"},
    "network": {"core", "places"},
    "safety": {"core", "places", "workforce", "work", "network"},
    # It proposes: it will read what is below; only roots see into it.
    "planning": _MIDDLE,
    # The live plan: the engine's only reader inside the house, beside the command line.
    "dispatch": _MIDDLE | {"planning"},
    # Missions see everything below and never each other.
    "connections": _MIDDLE,
    # What waits for somebody, or must not be overlooked: it sees missions and plan, and
    # every surface sees it.
    "notices": _MIDDLE | _MISSIONS | {"dispatch"},
    # Surfaces see everything below and never each other.
    "board": _MIDDLE | _MISSIONS | {"notices", "dispatch"},
    "api": _MIDDLE | _MISSIONS | {"notices", "dispatch"},
    "desk": _MIDDLE | _MISSIONS | {"notices", "dispatch"},
    "drills": _MIDDLE | _MISSIONS | {"dispatch"},
}
ROOMS = frozenset(MAY_IMPORT)
# The composition roots see all rooms; no room sees them, it asks by setting.
ROOTS = ("commands", "docs", "facts", "gates", "messages", "roles", "settings", "texts")
ROOTS += (
    "backup",
    "urls",
    "witnesses",
    "endings",
    "targets",
    "wsgi",
    "secret",
    "__init__",
    "__main__",
    "cli",
    "readers",
    "choices",
    "labels",
    "server",
)
MAY_IMPORT |= {root: set(ROOMS) | set(ROOTS) for root in ROOTS}

_RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")
_BY_NAME = ("import_module", "include")
_CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}


def python_files() -> list[Path]:
    """Every Python file that a person wrote."""
    found = [
        *HOUSE.rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
        ROOT / "conftest.py",
    ]
    return sorted(path for path in found if "migrations" not in path.parts)


def product_files() -> list[Path]:
    """Every Python file of the product, migrations included, tests not."""
    return sorted(path for path in HOUSE.rglob("*.py") if "tests" not in path.parts)


def page_files() -> list[Path]:
    found = [
        path for kind in ("html", "css", "js") for path in HOUSE.rglob(f"*.{kind}")
    ]
    return sorted(path for path in found if "vendor" not in path.parts)


def view_files() -> list[Path]:
    return [path for path in product_files() if is_view(path)]


def is_view(path: Path) -> bool:
    return path.stem.startswith("views") or path.parent.name == "views"


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).with_suffix("").parts[0]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring and decorators not counted."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def cap(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    takes_request = any(arg.arg == "request" for arg in function.args.args[:1])
    return VIEW_LINES if is_view(path) and takes_request else FUNCTION_LINES


def rooms_named(path: Path) -> Iterator[tuple[int, str]]:
    """(line, room or root) for everything of ours that this file leans on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from _ours(node.lineno, (each.name for each in node.names))
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the floor"
            yield from _from(node)
        elif isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.Assign) and "migrations" in path.parts:
            yield from _dependencies(node)


def _ours(line: int, names: Iterator[str]) -> Iterator[tuple[int, str]]:
    for name in names:
        parts = name.split(".")
        if parts[0] == "greenlane" and len(parts) > 1:
            yield line, parts[1]


def _from(node: ast.ImportFrom) -> Iterator[tuple[int, str]]:
    if node.module == "greenlane":
        names = (each.name for each in node.names if each.name in MAY_IMPORT)
        yield from ((node.lineno, name) for name in names)
    else:
        yield from _ours(node.lineno, iter([node.module or ""]))


def _called(node: ast.Call) -> Iterator[tuple[int, str]]:
    name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
    given = [*node.args[:1], *(key.value for key in node.keywords if key.arg == "to")]
    texts = [
        each.value
        for each in given
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    for text in texts:
        if name in _RELATIONS and text.split(".")[0] in ROOMS:
            yield node.lineno, text.split(".")[0]
        elif name in _BY_NAME:
            yield from _ours(node.lineno, iter([text]))


def _dependencies(node: ast.Assign) -> Iterator[tuple[int, str]]:
    if getattr(node.targets[0], "id", "") != "dependencies":
        return
    for each in ast.walk(node.value):
        if isinstance(each, ast.Tuple) and isinstance(each.elts[0], ast.Constant):
            app = str(each.elts[0].value)
            if app in ROOMS:
                yield each.lineno, app


def other_clocks(path: Path) -> Iterator[str]:
    """Every place that reads the time, or lets the database do so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"line {node.value.lineno}: {node.arg}"
        elif isinstance(node, ast.Attribute):
            owner = node.value
            name = getattr(owner, "attr", None) or getattr(owner, "id", "")
            if (name, node.attr) in _CLOCKS:
                yield f"line {node.lineno}: {name}.{node.attr}"
