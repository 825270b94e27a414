"""An exported stream is verified without Greenlane, with the same result."""

import json

import pytest
from django.db import connection

from greenlane.cli.export import COLUMNS, _lines
from greenlane.core import standalone_verify as standalone
from greenlane.core.journal import UNSEALED
from greenlane.core.tests.streams import change, recompute


@pytest.fixture
def exported(carried, tmp_path):
    """A function that writes the stream as it stands now."""

    def write(change=None):
        file = tmp_path / "stream.jsonl"
        lines = [json.loads(line) for line in _lines(carried.unit)]
        if change:
            change(lines)
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return str(file)

    return write


def test_the_stand_alone_verifier_agrees(exported, place, capsys):
    assert standalone.main([exported(), "--checkpoints", str(place)]) == 0
    assert "whole: 6 events" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (lambda lines: lines[3].update(canonical="{}"), "3: event-changed"),
        (lambda lines: lines[3].update(seal=""), "3: event-changed"),
        (lambda lines: lines[3].update(receipt="{}"), "3: receipt-changed"),
        (lambda lines: lines[3].update(receipt=None), "3: event-without-receipt"),
        (lambda lines: lines.pop(3), "3: hole"),
        (lambda lines: lines[3].update(rows=[]), "3: subjects-changed"),
        (lambda lines: lines.pop(), "5: head-differs"),
    ],
    ids=["edited", "seal", "receipt", "no receipt", "deleted", "subject", "cut"],
)
def test_the_stand_alone_verifier_finds_it_too(exported, deed, says, capsys):
    assert standalone.main([exported(deed)]) == 1
    assert says in capsys.readouterr().out


def test_the_stand_alone_verifier_finds_a_recomputed_chain(
    carried, exported, place, capsys
):
    change(carried, 2, canonical='{"site":"another"}')
    recompute(carried)
    assert standalone.main([exported()]) == 0
    assert standalone.main([exported(), "--checkpoints", str(place)]) == 1
    assert "3: differs-from-checkpoint" in capsys.readouterr().out


@pytest.mark.parametrize(("seq", "code"), [(2, 0), (5, 1)])
def test_an_event_without_a_seal_is_whole_until_there_are_seals(
    told, exported, seq, code
):
    for each in {1, seq}:
        change(told, each, alg=UNSEALED, seal="")
    recompute(told)
    assert standalone.main([exported()]) == code


def test_a_file_from_before_there_were_seals_is_whole(told, exported):
    for each in range(1, 7):
        change(told, each, alg=UNSEALED, seal="")
    recompute(told)

    def older(lines):
        lines[0]["format"] = standalone.FORMATS[0]
        for line in lines[1:]:
            del line["seal"], line["receipt"]

    assert standalone.main([exported(older)]) == 0


def test_the_stand_alone_verifier_says_when_it_cannot_look(tmp_path, capsys):
    file = tmp_path / "x"
    file.write_text("no stream\n")
    assert standalone.main([str(file)]) == 2


def test_an_exported_line_carries_every_column_of_the_digest():
    assert tuple(COLUMNS[:-4]) == tuple(standalone.COVERED)
    assert connection.vendor in {"sqlite", "postgresql"}
