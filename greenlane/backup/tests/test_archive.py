"""What lies in a tar file is on the list, is plain, is once there, and is whole."""

import io
import tarfile

import pytest

from greenlane.backup.archive import MANIFEST, Packer, may_be_called, unpack
from greenlane.backup.faults import NotFit

BLOB = "blobs/" + "0" * 64


def packed(*names):
    out = io.BytesIO()
    packer = Packer(out)
    for name in names:
        packer.add_bytes(name, name.encode() * 100)
    packer.finish(b"{}")
    return out.getvalue()


def tar_of(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for member in members:
            member.size = 4 if member.type == tarfile.REGTYPE else 0
            tar.addfile(member, io.BytesIO(b"evil") if member.size else None)
    return out.getvalue()


def code(content, folder):
    before = {each for each in folder.parent.rglob("*") if each.is_file()}
    with pytest.raises(NotFit) as refused:
        unpack(io.BytesIO(content), place=lambda name: folder / name)
    after = {each for each in folder.parent.rglob("*") if each.is_file()}
    assert all(each.is_relative_to(folder) for each in after - before)
    return refused.value.code


def test_what_was_packed_is_unpacked(tmp_path):
    names = [BLOB, "tables/core_head.copy", "checkpoints/0123456789abcdef.pub"]
    found = unpack(io.BytesIO(packed(*names)), place=lambda name: tmp_path / name)
    assert list(found) == [*names, MANIFEST]
    assert (tmp_path / BLOB).read_bytes() == BLOB.encode() * 100


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/passwd",
        "blobs/../../outside",
        "tables/../x.copy",
        "blobs/" + "g" * 64,
        "tables/UPPER.copy",
        "secret.key",
        "checkpoints/signing.key",
        "checkpoints",
        "manifest.json/x",
        "database.sqlite3-wal",
        "./database.sqlite3",
        "",
    ],
)
def test_a_path_that_is_not_on_the_list_is_refused(name, tmp_path):
    assert not may_be_called(name)
    content = tar_of(tarfile.TarInfo(name))
    assert code(content, tmp_path / "in") == "backup-foreign-member"


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, b"S"]
)
def test_only_plain_files_are_taken(kind, tmp_path):
    member = tarfile.TarInfo(BLOB)
    member.type, member.linkname = kind, "/etc/passwd"
    assert code(tar_of(member), tmp_path / "in").startswith("backup-")


def test_a_name_given_twice_or_after_the_manifest_is_refused(tmp_path):
    twice = tar_of(tarfile.TarInfo(BLOB), tarfile.TarInfo(BLOB))
    assert code(twice, tmp_path / "1") == "backup-foreign-member"
    late = tar_of(tarfile.TarInfo(MANIFEST), tarfile.TarInfo(BLOB))
    assert code(late, tmp_path / "2") == "backup-edited"


def test_a_file_that_was_cut_anywhere_is_refused(tmp_path):
    content = packed(BLOB, "checkpoints/checkpoints.jsonl")
    ends = content.rindex(b"{}") + 2
    for number, size in enumerate([0, 100, 512, 600, 1024, 7000, ends - 600, ends - 1]):
        found = code(content[:size], tmp_path / str(number))
        assert found in {"backup-truncated", "backup-unreadable"}, size


def test_what_is_no_tar_file_is_no_backup(tmp_path):
    assert code(b"no tar file" * 500, tmp_path / "in") == "backup-unreadable"
