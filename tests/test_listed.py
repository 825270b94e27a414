"""Nothing is forgotten: what is written is listed, documented and tested."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from greenlane import docs
from greenlane.commands import COMMANDS
from greenlane.core.command import Command
from greenlane.gates import GATES
from tests import shape


def modules(folder: str) -> list[str]:
    """Dotted names of what lies in every room's folder of this name."""
    return [
        ".".join(path.relative_to(shape.ROOT).with_suffix("").parts)
        for path in sorted(shape.HOUSE.glob(f"*/{folder}/*.py"))
        if path.stem != "__init__"
    ]


def data_files() -> list[Path]:
    return sorted(
        path
        for path in shape.HOUSE.rglob("*.toml")
        if {"packs", "playbooks"} & set(path.parts) and "tests" not in path.parts
    )


@cache
def all_tests() -> str:
    files = [
        path
        for path in shape.python_files()
        if path.name.startswith("test_") and path != Path(__file__)
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_verb_that_is_written_is_listed() -> None:
    for module in modules("commands"):
        held = [
            each
            for each in vars(import_module(module)).values()
            if isinstance(each, Command) and each.deed.__module__ == module
        ]
        assert held, f"{module}: a file in commands/ holds a verb"
        unlisted = set(held) - set(COMMANDS)
        assert not unlisted, f"{module}: list it in the room's commands/__init__.py"


def test_a_verb_is_listed_once() -> None:
    names = [each.name for each in COMMANDS]
    assert sorted(names) == sorted(set(names))


def test_every_verb_is_tested() -> None:
    named = set(re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", all_tests()))
    assert not {each.name for each in COMMANDS} - named, "no test names them"


@pytest.mark.parametrize("module", modules("gates"))
def test_every_gate_that_is_written_is_listed(module: str) -> None:
    gate = import_module(module)
    assert gate in GATES, "list it in the room's gates/__init__.py"
    assert gate.CLASS in {"P", "O"}
    assert gate.GUARDS


@pytest.mark.parametrize("module", modules("gates"))
def test_every_gate_is_tested(module: str) -> None:
    names = (import_module(module).NAME, module.rpartition(".")[2])
    assert re.search(rf"\b({'|'.join(names)})\b", all_tests()), "no test names it"


@pytest.mark.parametrize("path", data_files(), ids=shape.short)
def test_every_playbook_and_pack_is_tested(path: Path) -> None:
    # By its own name, or, for the parts of a pack, by the folder they lie in.
    names = {path.stem, path.parent.name} - {"packs", "playbooks"}
    quoted = "|".join(re.escape(name) for name in names)
    assert re.search(rf"[\"']({quoted})[\"'./]", all_tests()), "no test names it"


@pytest.mark.parametrize(
    "name",
    ["access.md", "commands.md", "gates.md", "glossary.md", "packs.md", "playbooks.md"],
)
def test_the_generated_pages_are_up_to_date(name: str) -> None:
    on_disk = (docs.FOLDER / name).read_text(encoding="utf-8")
    assert on_disk == docs.pages()[name], "run `make docs`"
