"""backup and restore at the terminal: on another machine, the house is the same."""

import io
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from greenlane.backup import sealing
from greenlane.backup.tests.test_unpack import again, fits
from greenlane.cli.checks import machine
from greenlane.cli.doctor import _look
from greenlane.cli.tests.stage import run
from greenlane.core import blobs, checkpoint, follow, guard
from greenlane.core.blobfolder import path_for
from greenlane.core.models import Event, Head
from greenlane.core.tests.test_blobs import png
from greenlane.places.tests.test_add_contact import ask
from greenlane.readers import readers
from tests.elsewhere import elsewhere

EMPTY = {"secret.key", "greenlane.sqlite3", "writers.lock"}  # what looking leaves


@pytest.fixture
def house(live_cast, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "COST", 2**10)
    settings.DATA_DIR = tmp_path / "data"
    settings.BLOB_DIR = settings.DATA_DIR / "blobs"
    settings.CHECKPOINT_DIR = tmp_path / "checkpoints"
    settings.DATA_DIR.mkdir()
    contact = live_cast.do("places.add_contact", ask(live_cast), by="wang")
    live_cast.contact = contact.facts["contact"]
    kept = blobs.keep(io.BytesIO(png()), by=live_cast.actor("wang"))
    live_cast.photo = kept.hash
    return live_cast


@pytest.fixture
def there(tmp_path):
    with elsewhere(tmp_path / "there") as place:
        place.data.mkdir()
        yield place


def read_all(unit):
    for reader in readers():
        while follow.turn(reader, unit):
            pass


def carried(tmp_path):
    """What was copied from the folder of the checkpoints, without its secret."""
    away = tmp_path / "away"
    shutil.copytree(checkpoint.folder(), away)
    (away / "signing.key").unlink()
    return str(away / checkpoint.FILE)


def test_a_sealed_backup_is_a_house_again_elsewhere(house, there, tmp_path, capsys):
    key = tmp_path / "backup.key"
    assert run(capsys, "backup", "--draw-key", str(key)).code == 0
    words = ("backup", str(tmp_path / "out"), "--encrypt", f"{key}.pub", "--json")
    made = run(capsys, *words).data
    assert made["encrypted"]
    assert {"unit": "BY", "seq": 1} in made["units"]
    # One event more, and signed: the backup cannot know it.
    house.do("places.erase_contact", {"contact": house.contact}, by="wang")
    read_all(house.unit)
    outside = carried(tmp_path)
    said = there.run(
        "restore", made["file"], "--decrypt", str(key), "--checkpoints", outside
    )
    assert said.code == 1
    assert [each["what"] for each in said.data["findings"]] == ["tail-cut"]
    assert said.data["erased_again"] == 1
    assert path_for(house.photo, folder=there.data / "blobs").read_bytes() == png()
    assert not (there.data / "checkpoints" / "signing.key").exists()
    # It works on: what was erased again is in the journal, and all of it is whole.
    again = there.run("verify", "--checkpoints", str(there.data / "nothing"))
    assert again.code == 2
    assert there.run("follow", "--once").data["events"] == 2
    assert there.run("verify").data["whole"]
    twice = there.run("restore", made["file"], "--decrypt", str(key))
    assert (twice.code, twice.data["code"]) == (2, "not-empty")


def test_a_plain_backup_of_all_that_was_signed_is_whole(house, there, tmp_path, capsys):
    read_all(house.unit)
    outside = carried(tmp_path)
    made = run(capsys, "backup", str(tmp_path / "out"))
    assert made.code == 0
    assert "not sealed" in made.out
    [file] = (tmp_path / "out").iterdir()
    said = there.run("restore", str(file), "--checkpoints", outside)
    assert (said.code, said.data["findings"]) == (0, [])
    assert said.data["compared_outside"]
    assert said.data["events"] == sum(Head.objects.values_list("seq", flat=True))


def test_what_was_tampered_with_before_is_named_after(house, there, tmp_path, capsys):
    read_all(house.unit)
    outside = carried(tmp_path)
    with guard.lifted():
        Event.objects.filter(unit=house.unit).update(canonical="{}")
    file = run(capsys, "backup", str(tmp_path / "out"), "--json").data["file"]
    said = there.run("restore", file, "--checkpoints", outside)
    assert said.code == 1
    assert [each["what"] for each in said.data["findings"]] == ["event-changed"]


def test_what_breaks_half_way_leaves_the_place_empty(house, there, tmp_path, capsys):
    file = run(capsys, "backup", str(tmp_path / "out"), "--json").data["file"]
    os.truncate(file, Path(file).stat().st_size // 2)
    said = there.run("restore", file)
    assert (said.code, said.data["code"]) == (2, "backup-truncated")
    left = {each.name for each in there.data.rglob("*") if each.is_file()}
    assert left <= EMPTY
    assert there.run("restore", file).data["code"] == "backup-truncated"  # still empty


def test_a_database_that_is_not_the_one_told_of_is_taken_back(
    house, there, tmp_path, capsys
):
    def edit(found, told):
        told["heads"][0][2] += 1

    file = run(capsys, "backup", str(tmp_path / "out"), "--json").data["file"]
    said = there.run("restore", str(again(Path(file), edit, sign=True)))
    assert (said.code, said.data["code"]) == (2, "backup-edited")
    left = {each.name for each in there.data.rglob("*") if each.is_file()}
    assert left <= EMPTY
    assert there.run("restore", file).code == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file")
def test_a_database_that_acts_by_itself_is_refused(house, there, tmp_path, capsys):
    def edit(found, told):
        file = tmp_path / "edited.sqlite3"
        file.write_bytes(found["database.sqlite3"])
        with closing(sqlite3.connect(file)) as copy:
            copy.execute(
                "CREATE TRIGGER quiet AFTER INSERT ON core_event BEGIN"
                " DELETE FROM core_unit; END"
            )
        found["database.sqlite3"] = file.read_bytes()
        fits(told, "database.sqlite3", found["database.sqlite3"])

    file = run(capsys, "backup", str(tmp_path / "out"), "--json").data["file"]
    said = there.run("restore", str(again(Path(file), edit, sign=True)))
    assert (said.data["code"], "quiet" in said.data["error"]) == ("backup-edited", True)


def test_a_house_that_stands_is_never_written_over(house, tmp_path, capsys):
    file = run(capsys, "backup", str(tmp_path / "out"), "--json").data["file"]
    ran = run(capsys, "restore", file)
    assert ran.code == 2
    assert "[not-empty]" in ran.err
    assert run(capsys, "restore", "/no/such/file").code == 2


def test_a_damaged_photo_ends_with_one_and_keeps_the_old_ones(
    house, settings, tmp_path, capsys
):
    out = tmp_path / "out"
    run(capsys, "backup", str(out))
    old = next(out.iterdir())
    old.rename(out / "greenlane-20200101T000000Z.tar")
    path_for(house.photo, folder=settings.BLOB_DIR).unlink()
    ran = run(capsys, "backup", str(out), "--keep", "1", "--json")
    assert (ran.code, ran.data["damaged_blobs"]) == (1, [house.photo])
    assert ran.data["removed"] == []
    blobs.keep(io.BytesIO(png()), by=house.actor("wang"))
    (out / ran.data["file"]).unlink()
    ran = run(capsys, "backup", str(out), "--keep", "1", "--json")
    assert (ran.code, ran.data["removed"]) == (0, ["greenlane-20200101T000000Z.tar"])


def test_wrong_words_are_said_plainly(house, tmp_path, capsys):
    short = tmp_path / "short"
    short.write_text("short")
    short.chmod(0o600)
    ran = run(capsys, "backup", "--encrypt", str(short), "--json")
    assert (ran.code, ran.data["code"]) == (2, "passphrase-short")
    assert run(capsys, "backup", "--keep", "0").code == 2
    taken = run(capsys, "backup", str(short))
    assert (taken.code, "[disk]" in taken.err) == (2, True)


def test_the_doctor_knows_the_age_of_the_last_one(house, tmp_path, capsys, settings):
    [check] = _look(machine.backup)
    assert (check.level, bool(check.mend)) == ("warning", True)
    run(capsys, "backup", str(tmp_path / "out"))
    [check] = _look(machine.backup)
    assert check.level == "ok"
    file = settings.DATA_DIR / "last_backup.json"
    file.write_text('{"at": "2020-01-01T00:00:00+00:00"}')
    [check] = _look(machine.backup)
    assert check.level == "warning"
