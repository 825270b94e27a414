"""Problems out of files; each fault is named, none is a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from greenlane.planning.files import read, read_json
from greenlane.planning.problem import BadProblem
from greenlane.planning.psplib import read_rcp, read_sm

SM = """\
jobs (incl. supersource/sink ):  4
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     8       4    0
  3      1     4       3    2
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
   6    2
************************************************************************
"""
RCP = "4 2  6 2   0 0 0 2 2 3   8 4 0 1 4   4 3 2 1 4   0 0 0 0"
DZN = """\
% a comment = 1;
nActs = 3; dur = [0,5,4]; nSkills = 2;
sreq = [| 0,0, | 1,1, | 2,0, |];
nResources = 2; mastery = [| true,true, | true,false, |];
nPrecs = 1; pred = [1]; succ = [2];
"""


def test_the_same_project_in_both_forms_of_the_library() -> None:
    one, two = read_sm(SM), read_rcp(RCP)
    assert one == two
    assert [task.minutes for task in one.tasks] == [0, 8, 4, 0]
    assert one.tasks[2].uses == (("R1", 3), ("R2", 2))
    assert [each.task for each in one.tasks[3].after] == ["2", "3"]


def test_people_with_several_skills(tmp_path: Path) -> None:
    file = tmp_path / "few.dzn"
    file.write_text(DZN)
    found = read(file)
    assert [(n.skill, n.heads) for n in found.tasks[1].needs] == [("S1", 1), ("S2", 1)]
    skills = [[skill for skill, _heads in crew.skills] for crew in found.crews]
    assert skills == [["S1", "S2"], ["S1"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sm", "nothing"),
        ("a.sm", SM.replace("   2        1          1", "   2        2          1")),
        ("a.sm", SM.replace("   6    2\n", "   6\n")),
        ("a.rcp", "4 2 6"),
        ("a.rcp", RCP.replace("8", "eight")),
        ("a.rcp", RCP.replace("2 3 ", "2 9 ")),
        ("a.dzn", DZN.replace("pred", "prev")),
        ("a.dzn", DZN.replace("[0,5,4]", "[0,5]")),
        ("a.txt", ""),
        ("a.json", "[]"),
        ("a.json", "{"),
        ("a.json", "[" * 100_000),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(BadProblem):
        read(file)


TASK: dict[str, Any] = {"key": "a", "minutes": 5}


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({}, "no task"),
        ({"tasks": [{**TASK, "minutes": "5"}]}, "whole number"),
        ({"tasks": [{**TASK, "minutes": True}]}, "whole number"),
        ({"tasks": [{**TASK, "minuts": 5}]}, "minuts"),
        ({"tasks": [TASK, TASK]}, "2 times"),
        ({"tasks": [TASK], "tusks": []}, "tusks"),
        ({"tasks": [{**TASK, "after": ["b"]}]}, "unknown task 'b'"),
        ({"tasks": [{**TASK, "after": ["a"]}]}, "wait for each other"),
        ({"tasks": [{**TASK, "uses": {"crane": 1}}]}, "crane"),
        ({"tasks": [{**TASK, "needs": [{"skill": "joint"}]}]}, "joint"),
        ({"tasks": [{**TASK, "mission": "m"}]}, "mission"),
        ({"tasks": [{**TASK, "site": 3}]}, "site 3"),
        ({"tasks": [{**TASK, "exclusive": True}]}, "exclusive"),
        ({"tasks": [TASK], "travel": [[0, 1]]}, "travel"),
        ({"tasks": [TASK], "objective": "fun"}, "fun"),
        ({"tasks": 5}, "form"),
        ({"tasks": [5]}, "form"),
    ],
)
def test_bad_json_is_refused_in_words(told: object, word: str) -> None:
    with pytest.raises(BadProblem, match=word):
        read_json(json.dumps(told))


def test_every_fault_is_said_at_once() -> None:
    told = {"tasks": [{**TASK, "after": ["x"]}, {"key": "b", "minutes": -1}]}
    with pytest.raises(BadProblem) as bad:
        read_json(json.dumps(told))
    assert len(bad.value.reasons) == 2
