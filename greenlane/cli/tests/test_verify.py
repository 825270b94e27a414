"""verify, export and follow at the terminal: each finding on its own line."""

import pytest

from greenlane.cli.tests.stage import run
from greenlane.core import checkpoint, guard, standalone_verify
from greenlane.core.models import Event


@pytest.fixture
def told(cast, settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path / "carried"
    for number in range(3):
        site = {"code": f"S{number}", "name_zh": "体育馆"}
        cast.do("places.add_site", site, by="wang")
    return cast


def test_a_whole_house_ends_with_zero(told, capsys):
    ran = run(capsys, "verify")
    assert ran.code == 0
    assert ran.out.startswith("whole: 3 events")


def test_each_finding_has_its_own_line_and_the_end_is_one(told, capsys):
    with guard.lifted():
        Event.objects.filter(unit=told.unit, seq=2).update(canonical="{}")
    ran = run(capsys, "verify")
    assert ran.code == 1
    assert ran.out.splitlines() == ["BY 2: event-changed (the event was changed)"]
    assert run(capsys, "verify", "--json").data["findings"][0]["seq"] == 2


def test_the_installations_own_checkpoints_are_used_where_they_are(told, capsys):
    assert run(capsys, "follow", "--once").out == "3 events read\n"
    assert run(capsys, "verify", "--json").data["checkpoints"] == 1


def test_a_checkpoint_file_that_is_not_there_ends_with_two(told, capsys):
    assert run(capsys, "verify", "--checkpoints", "/no/such/file").code == 2


def test_an_export_is_verified_without_the_house(told, capsys, tmp_path):
    run(capsys, "follow", "--once")
    file = tmp_path / "by.jsonl"
    words = ("export", "--unit", "BY", str(file))
    assert run(capsys, *words, "--json").data["events"] == 3
    marks = str(checkpoint.folder() / checkpoint.FILE)
    assert standalone_verify.main([str(file), "--checkpoints", marks]) == 0
    assert run(capsys, *words).code == 2  # nothing is written over
    assert run(capsys, "export", "--unit", "NIX", str(tmp_path / "x")).code == 2
