"""`greenlane plan FILE`: a plan, its proof, the yardstick; else plain words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from greenlane.cli import main

NEEDS = [{"skill": "cable"}]
PROBLEM = {
    "tasks": [
        {"key": "cable", "minutes": 60, "needs": NEEDS},
        {"key": "test", "minutes": 20, "after": ["cable"], "needs": NEEDS},
    ],
    "crews": [{"key": "A", "skills": {"cable": 2}}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "night.json"
    found.write_text(json.dumps(PROBLEM))
    return found


def said(capsys: Any, *words: str) -> tuple[int, dict[str, Any]]:
    code = main(["plan", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_it_says_plan_bound_proof_and_yardstick(file: Path, capsys: Any) -> None:
    out = file.with_name("plan.json")
    code, told = said(capsys, str(file), "--iterations", "5", "--out", str(out))
    assert code == 0
    wanted = {"objective": 80, "bound": 80, "proven": True, "greedy": 80}
    assert wanted.items() <= told.items()
    assert {"seconds", "hash"} <= set(told)
    rows = json.loads(out.read_text())["tasks"]
    assert [(row["task"], row["start"], row["crews"]) for row in rows] == [
        ("cable", 0, ["A"]),
        ("test", 60, ["A"]),
    ]


def test_to_people_it_is_a_small_table(file: Path, capsys: Any) -> None:
    assert main(["plan", str(file), "--iterations", "5"]) == 0
    assert "80" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"tasks": []}, "no task"),
        ({"crews": [{"key": "A", "skills": {"joint": 2}}]}, "cable"),
        (
            {"crews": [{"key": "A", "skills": {"cable": 2}, "shifts": [[0, 30]]}]},
            "cable",
        ),
    ],
)
def test_what_cannot_be_planned_is_said(
    file: Path, capsys: Any, change: dict[str, Any], word: str
) -> None:
    file.write_text(json.dumps(PROBLEM | change))
    code, told = said(capsys, str(file), "--iterations", "5")
    assert code == 2 and word in told["error"]


@pytest.mark.parametrize("words", [["--seconds", "0"], ["--iterations", "0"]])
def test_a_budget_of_nothing_is_refused(file: Path, capsys: Any, words: Any) -> None:
    assert said(capsys, str(file), *words)[0] == 2


def test_a_file_that_is_not_there(tmp_path: Path, capsys: Any) -> None:
    assert said(capsys, str(tmp_path / "no.sm"))[0] == 2
