"""A backup is one whole file or none, and holds what it should and nothing more."""

import fcntl
import json
import tarfile

import pytest

from greenlane.backup import pack as packing
from greenlane.backup.archive import BLOB, MARKS
from greenlane.backup.faults import NotFit
from greenlane.backup.pack import pack, remove_old
from greenlane.core import checkpoint, last_backup
from greenlane.core.blobfolder import path_for
from greenlane.core.models import Head


def members(file):
    with tarfile.open(file) as tar:
        return {each.name: tar.extractfile(each).read() for each in tar}


def left_over(folder):
    return [each.name for each in folder.iterdir() if each.name.startswith(".")]


def test_the_house_is_in_it_and_its_keys_are_not(house, settings, tmp_path):
    packed = pack(tmp_path / "out")
    found = members(packed.file)
    assert set(packed.manifest.files) == set(found) - {"manifest.json"}
    assert found[f"blobs/{house.photo}"]
    everything = b"".join(found.values())
    assert "陆远".encode() in everything
    assert b"who is logged in" not in everything
    secret = (settings.CHECKPOINT_DIR / "signing.key").read_bytes()
    assert secret not in everything
    assert settings.SECRET_KEY.encode() not in everything
    told = json.loads(found["manifest.json"])
    assert checkpoint.is_genuine(told, checkpoint.public_keys())
    ends = {each.unit_id: each.seq for each in Head.objects.all()}
    assert {pk: seq for pk, _code, seq, _digest in told["heads"]} == ends


def test_every_stream_is_vouched_for_up_to_the_snapshot(house, tmp_path):
    future = {"unit": house.unit.pk, "code": "BY", "size": 99, "root": "later"}
    checkpoint.write([checkpoint.signed(future)])
    lines = members(pack(tmp_path / "out").file)[MARKS].splitlines()
    told = {(each["unit"], each["size"]) for each in map(json.loads, lines)}
    assert told == set(Head.objects.filter(seq__gt=0).values_list("unit", "seq"))


def test_who_was_erased_is_not_in_the_next_one(house, tmp_path):
    house.do("places.erase_contact", {"contact": house.contact}, by="wang")
    found = members(pack(tmp_path / "out").file)
    assert "陆远".encode() not in b"".join(found.values())


def test_a_damaged_or_missing_photo_is_named_and_the_rest_is_kept(
    house, settings, tmp_path
):
    path = path_for(house.photo, folder=settings.BLOB_DIR)
    path.write_bytes(b"something else")
    packed = pack(tmp_path / "1")
    path.unlink()
    assert pack(tmp_path / "2").damaged == packed.damaged == [house.photo]
    assert not [each for each in members(packed.file) if BLOB.fullmatch(each)]


def test_nothing_is_written_over(house, tmp_path, monkeypatch):
    still = packing.clock.wall()
    monkeypatch.setattr(packing.clock, "wall", lambda: still)
    first = pack(tmp_path / "out")
    with pytest.raises(NotFit, match="file-there"):
        pack(tmp_path / "out")
    # Also not one that came while this one was being made.
    named = packing._name
    monkeypatch.setattr(packing, "_name", lambda part, final: named(part, first.file))
    with pytest.raises(NotFit, match="file-there"):
        pack(tmp_path / "out", key=b"a passphrase of some length")
    assert first.file.stat().st_size == first.size
    assert left_over(tmp_path / "out") == left_over(tmp_path / "data") == []


def test_what_fails_half_way_leaves_nothing_and_is_no_backup(
    house, tmp_path, monkeypatch
):
    def full(*told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing.Packer, "finish", full)
    with pytest.raises(OSError, match="No space"):
        pack(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    assert left_over(tmp_path / "data") == []
    assert last_backup.read() is None


def test_two_at_once_are_one_too_many_and_what_a_killed_one_left_goes(house, tmp_path):
    left = tmp_path / "data" / ".backup-killed"
    left.mkdir()
    with (tmp_path / "data" / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(NotFit, match="backup-running"):
            pack(tmp_path / "out")
    pack(tmp_path / "out")
    assert not left.exists()


def test_the_newest_stay_and_foreign_files_are_not_ours_to_remove(tmp_path):
    names = [f"greenlane-2026030{day}T000000Z.tar" for day in (1, 2, 3)]
    names[1] += ".sealed"
    for name in (*names, "greenlane-notes.tar", "other.tar"):
        (tmp_path / name).touch()
    assert remove_old(tmp_path, keep=1) == names[:2]
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {names[2], "greenlane-notes.tar", "other.tar"}


def test_the_age_of_the_last_one_is_known(house, tmp_path, settings):
    assert last_backup.late()
    assert last_backup.age() is None
    packed = pack(tmp_path / "out")
    assert last_backup.read()["sha256"] == packed.sha256
    assert not last_backup.late()
    (settings.DATA_DIR / last_backup.FILE).write_text("{")
    assert last_backup.late()
