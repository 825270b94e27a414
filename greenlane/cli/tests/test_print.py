"""The job that prints the open permits every hour gets a whole file, or none."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from greenlane.board.sheets import pdf
from greenlane.cli import main
from greenlane.cli.tests.stage import run
from tests import stages

pytestmark = pytest.mark.skipif(not pdf.can_be_set(), reason="typst is not installed")


def words(made: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def test_it_comes_out_on_standard_output_and_nothing_else(cast, capsysbinary):
    ticket = stages.permitted(cast, stages.order(cast))
    assert main(("print", "open-permits")) == 0
    told = capsysbinary.readouterr()
    assert told.out.startswith(b"%PDF")
    assert ticket.number in words(told.out)


def test_a_file_is_whole_and_only_of_the_unit_that_was_named(cast, capsys, tmp_path):
    ticket = stages.permitted(cast, stages.order(cast))
    out = tmp_path / "permits.pdf"
    for unit, there in (("BY", True), ("QS", False)):
        ran = run(
            capsys, "print", "open-permits", "--unit", unit, "--out", str(out), "--json"
        )
        assert ran.data["unit"] == unit
        assert (ticket.number in words(out.read_bytes())) is there
    assert [each.name for each in tmp_path.iterdir()] == ["permits.pdf"]


@pytest.mark.parametrize(
    "wrong", [("--unit", "XX"), ("--json",), ("--out", "/nowhere/permits.pdf")]
)
def test_what_cannot_be_printed_is_said(cast, capsys, wrong):
    assert run(capsys, "print", "open-permits", *wrong).code == 2


def test_without_the_typesetter_it_says_what_to_install(
    cast, capsys, monkeypatch, tmp_path
):
    monkeypatch.setattr(pdf, "PACKAGE", "no_such_typesetter")
    out = tmp_path / "permits.pdf"
    ran = run(capsys, "print", "open-permits", "--out", str(out))
    assert ran.code == 2
    assert "greenlane[pdf]" in ran.err
    assert not out.exists()


@pytest.mark.django_db
def test_in_an_empty_house_it_says_where_to_begin(capsys, tmp_path):
    ran = run(capsys, "print", "open-permits", "--out", str(tmp_path / "a.pdf"))
    assert ran.code == 2
    assert "greenlane init" in ran.err
