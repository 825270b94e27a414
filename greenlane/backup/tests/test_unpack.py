"""A backup is proved before anything is put in place; each fault has its own code."""

import hashlib
import io
import json
import tarfile

import pytest
from django.db import connections

from greenlane.backup import marks, unpack
from greenlane.backup.archive import MARKS
from greenlane.backup.faults import NotFit
from greenlane.backup.pack import pack
from greenlane.core import checkpoint


@pytest.fixture
def packed(house, tmp_path):
    return pack(tmp_path / "out").file


def again(file, change, *, sign=False):
    """The same backup by another hand: `change` edits its members in place."""
    with tarfile.open(file) as tar:
        found = {each.name: tar.extractfile(each).read() for each in tar}
    told = json.loads(found["manifest.json"])
    change(found, told)
    if sign:
        told = checkpoint.signed({k: told[k] for k in told if k not in _SIGNED})
    found["manifest.json"] = json.dumps(told).encode()
    out = file.with_name("changed.tar")
    with tarfile.open(out, "w") as tar:
        for name, content in found.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out


_SIGNED = ("alg", "key", "signature")


def code(file, *, secret=None, trusted=None):
    with pytest.raises(NotFit) as refused:
        with unpack.opened(file, secret=secret, trusted=trusted or {}):
            pass
    return refused.value.code


def fits(manifest, name, content):
    manifest["files"][name] = {
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def test_a_good_one_is_opened_and_nothing_is_left(packed, house, settings):
    with unpack.opened(packed, secret=None, trusted={}) as found:
        assert found.manifest.database
        assert (found.folder / "blobs" / house.photo[:2]).is_dir()
    assert not found.folder.exists()


def test_a_changed_file_is_found(packed):
    def edit(found, told):
        found[MARKS] += b"\n"

    assert code(again(packed, edit)) == "backup-edited"


def test_a_changed_manifest_is_found(packed):
    def edit(found, told):
        found[MARKS] += b"\n"
        fits(told, MARKS, found[MARKS])

    assert code(again(packed, edit)) == "backup-signature-wrong"
    # Whoever signs it anew is not the one that is known outside.
    ours = marks.keys(checkpoint.folder())
    other = again(packed, edit, sign=True)
    assert code(other, trusted={"0" * 16: next(iter(ours.values()))}) == (
        "backup-signature-wrong"
    )


def test_a_key_under_a_false_name_is_found(packed):
    def swap(found, told):
        [name] = [each for each in found if each.endswith(".pub")]
        found[name] = found[name][:4] + b"AAAA" + found[name][8:]
        fits(told, name, found[name])

    assert code(again(packed, swap, sign=True)) == "backup-edited"


@pytest.mark.parametrize("what", ["left-out", "added", "blob-misnamed", "no-marks"])
def test_what_is_there_is_what_was_told(packed, house, what):
    def edit(found, told):
        photo, other = f"blobs/{house.photo}", "blobs/" + "0" * 64
        if what == "left-out":
            del found[photo]
        elif what == "added":
            found[other] = b"more"
        elif what == "no-marks":
            del found[MARKS], told["files"][MARKS]
        else:
            found[other] = found.pop(photo)
            told["files"][other] = told["files"].pop(photo)

    assert code(again(packed, edit, sign=True)) == "backup-edited"


def test_another_database_and_another_time_are_named(packed, settings):
    def other(found, told):
        told["database"] = "postgresql" if told["database"] == "sqlite" else "sqlite"

    assert code(again(packed, other, sign=True)) == "backup-edited"

    def newer(found, told):
        told["migrations"].append("core.9999_from_tomorrow")

    assert code(again(packed, newer, sign=True)) == "backup-newer"

    def form(found, told):
        told["format"] = "greenlane-backup-2"

    assert code(again(packed, form, sign=True)) == "backup-newer"


def test_a_backup_of_the_other_kind_is_refused_by_name(packed, monkeypatch):
    others = {"sqlite": "postgresql", "postgresql": "sqlite"}
    vendor = others[unpack.connection.vendor]
    monkeypatch.setattr(connections["default"], "vendor", vendor)
    with pytest.raises(NotFit, match="backup-other-database"):
        with unpack.opened(packed, secret=None, trusted={}):
            pass


def test_a_sealed_one_wants_its_key_and_a_plain_one_none(house, packed, tmp_path):
    sealed = pack(tmp_path / "sealed", key=b"six words drawn at random").file
    assert code(sealed) == "backup-sealed"
    assert code(sealed, secret=b"six other words") == "backup-key-wrong"
    assert code(packed, secret=b"six words drawn at random") == "backup-not-sealed"
    with unpack.opened(
        sealed, secret=b"six words drawn at random", trusted={}
    ) as found:
        assert found.manifest.heads
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1000])
    assert code(sealed, secret=b"six words drawn at random") == "backup-truncated"
    bad = bytearray(whole)
    bad[len(whole) // 2] ^= 1
    sealed.write_bytes(bad)
    assert code(sealed, secret=b"six words drawn at random") == "backup-edited"


def test_where_a_house_stands_nothing_is_restored(house):
    with pytest.raises(NotFit, match="not-empty"):
        unpack.refuse_full()
