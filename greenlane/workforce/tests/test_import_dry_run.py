"""A dry run of a table of people: every fault in its place, and nothing is written."""

from __future__ import annotations

import pytest
from django.utils import translation

from greenlane.core.refusals import NotAllowed
from greenlane.core.sheets import writing
from greenlane.core.sheets.trial import Trial, look
from greenlane.workforce.register.whole import PEOPLE
from tests.cast import Cast
from tests.census import census


def tried(cast: Cast, *lines: list[str], by: str = "root") -> Trial:
    with translation.override("zh-hans"):
        return look(writing.as_csv(lines), PEOPLE, by=cast.actor(by))


def test_a_dry_run_names_row_column_code_and_next_step(cast: Cast) -> None:
    before = census()
    trial = tried(
        cast,
        ["工号", "Name in Chinese", "人员类别", "电话"],
        ["N-1", "甲", "现场作业人员", "138x"],
        ["", "乙", "医生", "138"],
        ["N-3", "丙", "", ""],
    )
    assert census() == before
    places = [(f.line, f.column, f.heading, f.code) for f in trial.faults]
    assert places == [
        (2, "D", "电话", "invalid"),
        (3, "A", "工号", "required"),
        (3, "C", "人员类别", "invalid-choice"),
        (4, "C", "人员类别", "import-person-without"),
    ]
    assert all(fault.says and fault.next_step for fault in trial.faults)
    trial = tried(cast, ["工号", "核酸结果"], ["N-3", "阴性"])
    assert [f.code for f in trial.faults] == ["import-heading-unknown"]
    trial = tried(cast, ["工号", "姓名"], ["N-3", "丙"])
    assert [(f.line, f.heading) for f in trial.faults] == [(2, "人员类别")]


def test_a_dry_run_says_what_the_real_run_does(cast: Cast) -> None:
    head = ["Staff number", "Name in Chinese", "Pool", "Affiliation",
            "Affiliation, kind"]  # fmt: skip
    trial = tried(cast, head, ["N-1", "甲", "Office", "一支部", "党组织"])
    assert trial.is_good
    assert trial.new_names["organisations"] == ["一支部"]
    done = cast.do("workforce.import_people", {"rows": list(trial.rows)}, by="root")
    assert done.facts == trial.counts
    with pytest.raises(NotAllowed):
        tried(cast, head, ["N-1", "甲", "Office", "", ""], by="liu")
