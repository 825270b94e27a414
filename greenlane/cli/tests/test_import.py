"""A table comes in by command line: a look first, then all of it or nothing."""

from __future__ import annotations

import pytest

from greenlane.cli.tests.stage import give_token, run
from greenlane.core.sheets import writing
from greenlane.places.models import Site
from greenlane.workforce.models import Person
from tests.census import census

HEADS = ["Staff number", "中文姓名", "Pool"]


@pytest.fixture
def table(tmp_path):
    def made(*lines, name="people.csv", heads=HEADS):
        file = tmp_path / name
        as_file = writing.as_xlsx if name.endswith("x") else writing.as_csv
        file.write_bytes(as_file([heads, *lines]))
        return str(file)

    return made


@pytest.fixture
def office(cast, monkeypatch):
    give_token(cast, monkeypatch, "desk", account="root")
    return cast


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_people_come_in_and_once_more_nothing_changes(office, capsys, table, name):
    file = table(["A-1", "甲", "Office"], ["A-2", "乙", "办公室人员"], name=name)
    ran = run(capsys, "import", "people", file, "--json")
    assert (ran.code, ran.data["facts"]["created"]) == (0, 2)
    again = run(capsys, "import", "people", file)
    assert again.code == 0
    assert "2  as they were" in again.out
    assert Person.objects.filter(staff_number__startswith="A-").count() == 2


def test_a_dry_run_says_what_would_be(office, capsys, table):
    before = census()
    heads = [*HEADS, "Affiliation", "Affiliation, kind"]
    file = table(["A-1", "甲", "Office", "一支部", "党组织"], heads=heads)
    ran = run(capsys, "import", "people", file, "--dry-run")
    assert ran.code == 0
    assert "new organisations: 一支部" in ran.out
    assert census() == before


def test_everything_wrong_is_named_by_row_and_column(office, capsys, table):
    before = census()
    file = table(["A-1", "甲", "Doctor"], ["", "乙", "Office"])
    for more in ((), ("--dry-run",)):
        ran = run(capsys, "import", "people", file, *more)
        assert ran.code == 1
        assert "row 2, column C (Pool)" in ran.out
        assert "row 3, column A (Staff number)" in ran.out
        assert "→ Choose one of those named." in ran.out
    data = run(capsys, "import", "people", file, "--json").data
    assert [each["line"] for each in data["errors"]] == [2, 3]
    assert census() == before


def test_nobody_imports_without_the_role_of_the_single_verb(
    cast, monkeypatch, capsys, table
):
    give_token(cast, monkeypatch, "desk", account="liu")
    file = table(["A-1", "甲", "Office"])
    assert run(capsys, "import", "people", file, "--json").data["code"] == (
        "role-missing"
    )
    assert run(capsys, "import", "people", file, "--dry-run").code == 1


def test_a_token_without_the_scope_takes_nothing_in(cast, monkeypatch, capsys, table):
    give_token(cast, monkeypatch, "observe", account="root")
    ran = run(capsys, "import", "people", table(["A-1", "甲", "Office"]), "--json")
    assert (ran.code, ran.data["code"]) == (1, "token-scope")


def test_sites_come_in(cast, monkeypatch, capsys, table):
    give_token(cast, monkeypatch, "desk", account="wang")
    heads = ["站点编号", "中文名称", "供电点", "当前供电方式"]
    file = table(["S-1", "学校", "食堂", "Dark"], heads=heads)
    assert run(capsys, "import", "sites", file).code == 0
    assert Site.objects.get(code="S-1").points.get().name_zh == "食堂"


def test_an_empty_table_is_written_or_printed(cast, capsys, tmp_path):
    ran = run(capsys, "import", "people", "--template", "zh")
    assert "工号,中文姓名,英文姓名" in ran.out
    file = tmp_path / "new.xlsx"
    assert run(capsys, "import", "sites", str(file), "--template", "en").code == 0
    assert file.read_bytes().startswith(b"PK")
    assert run(capsys, "import", "sites", str(file), "--template", "en").code == 2


def test_a_file_that_is_not_there_is_wrong_use(office, capsys, tmp_path):
    assert run(capsys, "import", "people", str(tmp_path / "none.csv")).code == 2
    assert run(capsys, "import", "people").code == 2
