"""The wheel is the whole house: what lies in the tree is in it, and no tests are."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import shape

BUILD = "import sys; from setuptools import build_meta as b; b.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built of a copy, with what is installed: no network, no litter in the tree."""
    tree, out = (tmp_path_factory.mktemp(name) for name in ("tree", "out"))
    litter = shutil.ignore_patterns("__pycache__")
    shutil.copytree(shape.HOUSE, tree / "greenlane", ignore=litter)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(shape.ROOT / name, tree)
    built = subprocess.run(
        (sys.executable, "-c", BUILD, str(out)),
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-2000:]
    [path] = out.glob("greenlane-*.whl")
    return zipfile.ZipFile(path)


def inside(wheel: zipfile.ZipFile) -> set[str]:
    """The files of the package, as they are named from the root of the tree."""
    return {name for name in wheel.namelist() if name.startswith("greenlane/")}


def product() -> list[Path]:
    hidden = {"tests", "__pycache__"}
    return [
        path
        for path in shape.HOUSE.rglob("*")
        if path.is_file() and not hidden & set(path.parts)
    ]


def test_everything_that_is_not_a_test_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert {shape.short(path) for path in product()} == inside(wheel)


@pytest.mark.parametrize(
    "kind",
    [
        "templates/**/*.html",
        "static/**/*.css",
        "static/**/*.js",
        "*/locale/**/*.mo",
        "*/playbooks/*.toml",
        "packs/**/*.toml",
    ],
)
def test_it_carries_data_of_every_kind(wheel: zipfile.ZipFile, kind: str) -> None:
    wanted = {shape.short(path) for path in shape.HOUSE.glob(kind)}
    assert wanted
    assert wanted <= inside(wheel)


def test_every_translation_is_compiled(wheel: zipfile.ZipFile) -> None:
    texts = {name for name in inside(wheel) if name.endswith(".po")}
    assert {name.removesuffix("po") + "mo" for name in texts} <= inside(wheel)


def test_it_gives_the_command_line(wheel: zipfile.ZipFile) -> None:
    [name] = [each for each in wheel.namelist() if each.endswith("entry_points.txt")]
    assert "greenlane = greenlane.cli:main" in wheel.read(name).decode()
