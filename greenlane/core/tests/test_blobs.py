"""A file is what its bytes are; it is kept whole under their hash, or not at all."""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.core import blobfolder
from greenlane.core.refusals import NotFound, TooLarge
from greenlane.core.sniff import BadBlob, pixel_size, sniff

LIMIT = 1_000_000


def png(width: int = 4, height: int = 3) -> bytes:
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + ihdr
        + struct.pack(">I", zlib.crc32(ihdr))
        + b"\x00" * 20
    )


def jpeg(width: int = 4, height: int = 3, *, extra: bytes = b"") -> bytes:
    app = b"\xff\xe1" + struct.pack(">H", len(extra) + 2) + extra
    frame = (
        b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    )
    return b"\xff\xd8" + app + b"\xff\xff" + frame[1:] + b"\xff\xd9"


def webp(width: int = 4, height: int = 3) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00" + b"\x00" * 4 + size


def xlsx(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return made.getvalue()


HEIC = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"
BOOK = xlsx("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (png(), "image/png"),
        (jpeg(), "image/jpeg"),
        (webp(), "image/webp"),
        (HEIC, "image/heic"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf"),
        ("杆号,电压\nP1,231\n".encode(), "text/csv"),
        ("杆号,电压\nP1,231\n".encode("gb18030"), "text/csv"),
        ("\ufeff现场无异常".encode(), "text/plain"),
        ("现场无异常".encode()[:-1], "text/plain"),
        (BOOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_what_its_bytes_are(head, found):
    assert sniff(head) == found


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "blob-empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "blob-active"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "blob-active"),
        (b"<!DOCTYPE html><title>x</title>", "blob-active"),
        (b"harmless\n<ScRiPt>alert(1)</script>", "blob-active"),
        (b"<!-- x --><b>x", "blob-active"),
        ("<svg/>".encode("utf-16"), "blob-type-unknown"),
        (b"MZ\x90\x00\x03", "blob-type-unknown"),
        (b"GIF89a\x01\x00", "blob-type-unknown"),
        (xlsx("word/document.xml"), "blob-type-unknown"),
        (xlsx("xl/workbook.xml", "xl/vbaProject.bin"), "blob-type-unknown"),
        (b"\x1f\x8b\x08\x00", "blob-type-unknown"),
    ],
)
def test_what_a_browser_would_run_or_nobody_knows_is_refused(head, code):
    with pytest.raises(BadBlob) as said:
        sniff(head)
    assert said.value.code == code


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"", png()[:12], jpeg()[:3], HEIC[:8]])
)
def test_any_bytes_get_a_type_or_a_refusal(tail, start):
    try:
        found = sniff(start + tail)
        pixel_size(io.BytesIO(start + tail), found)
    except BadBlob as said:
        assert said.code.startswith("blob-")


@pytest.mark.parametrize("made", [png, jpeg, webp])
def test_the_size_of_a_picture_is_read_without_decoding(made):
    data = made(640, 480)
    assert pixel_size(io.BytesIO(data), sniff(data)) == (640, 480)


def test_a_preview_inside_a_photo_is_not_its_size():
    data = jpeg(4000, 3000, extra=b"Exif" + jpeg(160, 120) + b"\x00" * 60_000)
    assert pixel_size(io.BytesIO(data), "image/jpeg") == (4000, 3000)


@pytest.mark.parametrize("data", [png(50_000, 50_000), jpeg(60_000, 60_000)])
def test_a_decompression_bomb_is_refused_and_leaves_nothing(tmp_path, data):
    with pytest.raises(BadBlob, match="blob-too-many-pixels"):
        blobfolder.put(io.BytesIO(data), folder=tmp_path, max_bytes=LIMIT)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "data", [png()[:20], jpeg()[:9], b"\xff\xd8" + b"\xff" * 90_000]
)
def test_a_picture_whose_size_cannot_be_read_is_refused(tmp_path, data):
    with pytest.raises(BadBlob, match="blob-size-unreadable"):
        blobfolder.put(io.BytesIO(data), folder=tmp_path, max_bytes=LIMIT)
    assert files(tmp_path) == []


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_the_hash_of_its_bytes(tmp_path):
    data = jpeg(extra=b"x" * 60_000) + b"\x00" * 100_000
    stored = blobfolder.put(io.BytesIO(data), folder=tmp_path, max_bytes=LIMIT)
    assert stored.hash == hashlib.sha256(data).hexdigest()
    assert (stored.size, stored.type) == (len(data), "image/jpeg")
    with blobfolder.open_blob(stored.hash, folder=tmp_path) as file:
        assert file.read() == data
    assert files(tmp_path) == [blobfolder.path_for(stored.hash, folder=tmp_path)]


def test_the_same_bytes_from_many_hands_are_one_file(tmp_path):
    def put():
        found.add(blobfolder.put(io.BytesIO(png()), folder=tmp_path, max_bytes=LIMIT))

    found = set()
    threads = [threading.Thread(target=put) for _n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 1
    assert len(files(tmp_path)) == 1


def test_a_cut_file_is_mended_by_sending_it_again(tmp_path):
    stored = blobfolder.put(io.BytesIO(png()), folder=tmp_path, max_bytes=LIMIT)
    blobfolder.path_for(stored.hash, folder=tmp_path).write_bytes(b"cut")
    blobfolder.put(io.BytesIO(png()), folder=tmp_path, max_bytes=LIMIT)
    with blobfolder.open_blob(stored.hash, folder=tmp_path) as file:
        assert file.read() == png()


class Endless(io.RawIOBase):
    """A sender who never stops."""

    sent = 0

    def read(self, size=-1):
        self.sent += size
        return b"a" * size


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path):
    sender = Endless()
    with pytest.raises(TooLarge, match="blob-too-large"):
        blobfolder.put(sender, folder=tmp_path, max_bytes=LIMIT)
    assert sender.sent < LIMIT + 100_000
    assert files(tmp_path) == []


class Breaks(io.RawIOBase):
    def read(self, size=-1):
        raise ConnectionResetError


def test_a_line_that_breaks_leaves_nothing(tmp_path):
    with pytest.raises(ConnectionResetError):
        blobfolder.put(Breaks(), folder=tmp_path, max_bytes=LIMIT)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "blob", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", None, 3]
)
def test_what_is_no_hash_opens_nothing(tmp_path, blob):
    with pytest.raises(BadBlob, match="blob-hash-wrong"):
        blobfolder.open_blob(blob, folder=tmp_path)


def test_a_hash_nobody_stored_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        blobfolder.open_blob("a" * 64, folder=tmp_path)
