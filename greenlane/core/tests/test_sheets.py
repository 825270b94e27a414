"""A table is read as it was typed, or refused early with the next step."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook

from greenlane.core.sheets import writing
from greenlane.core.sheets.cells import neutral, tidy
from greenlane.core.sheets.limits import MOST_BYTES, MOST_ROWS, BadSheet
from greenlane.core.sheets.reading import read
from greenlane.core.sheets.trial import letter
from greenlane.core.texts import texts
from greenlane.places.register.plan import SITES
from greenlane.workforce.register.whole import PEOPLE

HEADS = ("工号", "中文姓名", "人员类别", "发证日期")


def sheet(*lines: Any, **more: Any) -> bytes:
    """An XLSX with these lines. `change` may spoil the book before it is saved."""
    book = Workbook()
    for line in lines:
        book.active.append(line)
    if change := more.get("change"):
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(BadSheet) as caught:
        read(data, PEOPLE)
    with translation.override("zh-hans"):
        text = texts()[caught.value.code]
        assert str(text.says) % caught.value.facts
        assert str(text.next_step)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_comes_in_each_encoding_with_each_separator(
    encoding: str, mark: str
) -> None:
    text = f"工号{mark}中文姓名{mark}电话\r\nA-1{mark}张三{mark}138\r\n"
    table = read(text.encode(encoding), PEOPLE)
    assert table.rows() == [{"staff_number": "A-1", "name_zh": "张三", "phone": "138"}]
    assert table.lines[0].number == 2


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", [writing.CSV, writing.XLSX])
@pytest.mark.parametrize("which", [PEOPLE, SITES], ids=lambda each: each.name)
def test_a_template_is_known_by_its_headings_and_holds_no_row(
    which: Any, kind: str, language: str
) -> None:
    empty = writing.template(which, language=language, kind=kind)
    with pytest.raises(BadSheet, match="import-empty"):
        read(empty, which)
    with translation.override(language):
        heads = [str(each.label) for each in which.columns]
    filled = writing.as_csv([heads, ["X"] * len(heads)])
    found = read(filled, which)
    assert set(found.headings) == {each.name for each in which.columns}


def test_cells_are_text_words_of_both_languages_and_days() -> None:
    lines = [
        (1001, "张三", "办公室人员", datetime(2022, 3, 1)),
        (1002.0, "李四", "Office", "2022年3月1日"),
        ("1003", "王五", "office", "2022/3/1"),
    ]
    rows = read(sheet(HEADS, *lines), PEOPLE).rows()
    assert [row["staff_number"] for row in rows] == ["1001", "1002", "1003"]
    assert {row["pool"] for row in rows} == {"office"}
    assert {row["issued_on"] for row in rows} == {"2022-03-01"}


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_stays_text_and_is_never_worked_out(
    text: str,
) -> None:
    for data in (
        sheet(HEADS[:2], ("A-1", text)),
        writing.as_csv([HEADS[:2], ("A-1", text)]),
    ):
        [row] = read(data, PEOPLE).rows()
        assert row["name_zh"] == text
    assert neutral(text) == "'" + text
    assert tidy(neutral(text)) == text


def test_a_number_that_lost_digits_is_named_and_not_guessed() -> None:
    table = read(sheet(HEADS[:2], (123456789012345678, "张三")), PEOPLE)
    [found] = table.misread
    assert (found.line, letter(found.place), found.code) == (
        2, "A", "import-number-rounded",
    )  # fmt: skip


def test_lines_are_numbered_as_the_spreadsheet_shows_them() -> None:
    data = sheet(
        (), ("# 说明",), HEADS[:2], (), ("A-1", "张三"), (None,), ("A-2", "李")
    )
    assert [line.number for line in read(data, PEOPLE).lines] == [5, 7]


FILES: dict[str, tuple[Any, str]] = {
    "nothing": (b"", "import-empty"),
    "blanks": (b" \n \n", "import-empty"),
    "only headings": ("工号,中文姓名\n".encode(), "import-empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "import-type"),
    "an old XLS, or a locked one": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "import-type"),
    "a web page": (b"<html><table></table>", "import-type"),
    "UTF-16": ("工号,中文姓名\nA,张三\n".encode("utf-16"), "import-encoding"),
    "neither": ("工号,x\n".encode() + b"\xff\xfe\x80\n", "import-encoding"),
    "an open quote": ('工号,中文姓名\nA,"张三\n'.encode(), "import-csv-broken"),
    "other headings": ("甲,乙\n1,2\n".encode(), "import-no-headings"),
    "Big5": ("工號,姓名\nA,張\n".encode("big5"), "import-no-headings"),
    "one more column": ("工号,核酸结果\nA,阴\n".encode(), "import-heading-unknown"),
    "a heading twice": ("工号,Staff number\nA,B\n".encode(), "import-heading-twice"),
    "half a ZIP": (sheet(HEADS)[:900], "import-broken"),
    "too large": (b"a," * (MOST_BYTES // 2 + 1), "import-too-large"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_refused_with_the_next_step(name: str) -> None:
    data, code = FILES[name]
    assert refused(data) == code


def test_merged_cells_hidden_sheets_and_second_sheets_are_refused() -> None:
    lines = (HEADS[:2], ("A-1", "张三"))

    def merge(book: Workbook) -> None:
        book.active.merge_cells("A2:A3")

    def hide(book: Workbook) -> None:
        book.create_sheet("旧").sheet_state = "hidden"

    def fill(book: Workbook) -> None:
        book.create_sheet("第二").append(["x"])

    assert refused(sheet(*lines, change=merge)) == "import-merged"
    assert refused(sheet(*lines, change=hide)) == "import-hidden-sheet"
    assert refused(sheet(*lines, change=fill)) == "import-several-sheets"
    good = sheet(*lines, change=lambda book: book.create_sheet("空"))
    assert len(read(good, PEOPLE).lines) == 1, "an empty sheet beside it does no harm"


def rewritten(part: str, text: bytes, *, instead: bool = False) -> bytes:
    """A good XLSX with one part more, or with another one in its place."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet(HEADS[:2], ("A", "张")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.infolist():
            if not (instead and each.filename == part):
                new.writestr(each.filename, old.read(each.filename))
        new.writestr(part, text)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = rewritten("xl/media/a.xml", b"0" * (200 * 1024 * 1024))
    assert len(bomb) < MOST_BYTES
    began = time.monotonic()
    assert refused(bomb) == "import-zip-bomb"
    assert time.monotonic() - began < 1


def test_entities_that_grow_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    data = rewritten("xl/worksheets/sheet1.xml", laughs, instead=True)
    assert refused(data) == "import-broken"


def test_a_million_empty_rows_are_refused_early() -> None:
    far = sheet(HEADS[:2], ("A-1", "张三"), change=lambda book: _far(book, 1_048_576))
    began = time.monotonic()
    assert refused(far) == "import-too-many-lines"
    assert refused("工号,中文姓名\nA,张\n".encode() + b",\n" * 1_000_000) == (
        "import-too-many-lines"
    )
    assert time.monotonic() - began < 5


def _far(book: Workbook, row: int) -> None:
    book.active.cell(row, 1).value = "Z"


def test_more_rows_than_one_command_takes_are_refused() -> None:
    lines = [HEADS[:2], *((f"A-{n}", "张三") for n in range(MOST_ROWS + 1))]
    assert refused(writing.as_csv(lines)) == "import-too-many-rows"
