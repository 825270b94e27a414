"""What the pages of documentation say is so: links, settings, verbs, reasons, names."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from greenlane.cli.parser import VERBS
from greenlane.core.command import commands
from tests import shape

RUN = shape.ROOT / "docs" / "run"
DECISIONS = sorted((shape.ROOT / "docs" / "decisions").glob("*.md"))
# Folders of somebody's own machine.
SOMEBODYS = re.compile(r"(?<![\w.~/-])/(?:home|root|Users|work|tmp|mnt|srv)/\w+")


@cache
def pages() -> tuple[Path, ...]:
    return tuple(sorted([*shape.ROOT.glob("*.md"), *shape.ROOT.glob("docs/**/*.md")]))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def first_cells(path: Path) -> set[str]:
    """What stands in backticks in the first column of the tables of a page."""
    lines = (line for line in text_of(path).splitlines() if line.startswith("| `"))
    return {
        name
        for line in lines
        for name in re.findall("`([^`]+)`", line[: line.find("|", 2)])
    }


@pytest.mark.parametrize("path", pages(), ids=shape.short)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)", text_of(path))
    ours = [link for link in links if "://" not in link and "…" not in link]
    assert not [link for link in ours if not (path.parent / link).exists()]


@pytest.mark.parametrize("path", pages(), ids=shape.short)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|md|html))`", text_of(path))
    # Named from the root, from the package, or as it lies in every room.
    homes = (shape.ROOT, shape.HOUSE, shape.HOUSE / "safety")
    assert not [n for n in named if not any((home / n).exists() for home in homes)]


@pytest.mark.parametrize("path", pages(), ids=shape.short)
def test_no_page_names_somebodys_machine(path: Path) -> None:
    assert not SOMEBODYS.findall(text_of(path))


def test_every_setting_is_explained_and_every_explained_one_is_read() -> None:
    wanted = re.compile(r"GREENLANE_[A-Z_]+|DATABASE_URL")
    read = {
        node.value
        for path in shape.product_files()
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and wanted.fullmatch(node.value)
    }
    assert first_cells(RUN / "install.md") == read


def test_every_verb_of_the_command_line_is_explained() -> None:
    verbs = {verb.__name__.rsplit(".", 1)[-1].rstrip("_") for verb in VERBS}
    told = {cell.split()[0] for cell in first_cells(RUN / "command-line.md")}
    # `token issue`, `revoke`, `list`: the later words of one row go on from the first.
    assert verbs <= told
    assert told - verbs <= {"revoke", "list"}


@pytest.mark.parametrize("path", sorted(RUN.glob("*.md")), ids=shape.short)
def test_every_command_that_is_shown_exists(path: Path) -> None:
    shown = set(re.findall(r"greenlane act ([\w.]+)", text_of(path)))
    shown |= set(re.findall(r"`([a-z]+\.[a-z_]+)`", text_of(path)))
    files = ("sqlite3", "json", "jsonl", "key", "lock", "conf", "env", "toml")
    assert {name for name in shown if not name.endswith(files)} <= set(commands())


@pytest.mark.parametrize("path", pages(), ids=shape.short)
def test_every_target_of_make_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(shape.ROOT / "Makefile"), re.M))
    assert set(re.findall(r"`make ([a-z-]+)`", text_of(path))) <= targets


def test_every_dependency_has_its_reason() -> None:
    told = tomllib.loads(text_of(shape.ROOT / "pyproject.toml"))
    wanted = [*told["project"]["dependencies"], *told["dependency-groups"]["dev"]]
    for extra in told["project"]["optional-dependencies"].values():
        wanted += extra
    names = {re.split(r"[^\w.-]", each)[0].lower() for each in wanted}
    [page] = [path for path in DECISIONS if path.name == "0002-dependencies.md"]
    rows = [line.split("|") for line in text_of(page).splitlines() if line[:2] == "| "]
    reasons = {
        name.strip().split()[0].lower(): row[2].strip()
        for row in rows
        for name in row[1].split(",")
    }
    assert set(reasons) - {"at", "for"} == names
    assert all(reasons.values())


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=shape.short)
def test_a_decision_says_what_why_and_what_it_costs(path: Path) -> None:
    text = text_of(path)
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert [
        part for part in ("Decided", "Why", "Costs") if f"**{part}.**" not in text
    ] == []
    assert text.count("\n") <= 60, "a page is short"
