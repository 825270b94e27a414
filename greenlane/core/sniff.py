"""What a file really is, told by its first bytes; never by its name or its sender.

Pictures, PDF, plain text, CSV and XLSX are let in; what a browser would run is not.
"""

from __future__ import annotations

import codecs
import re
import struct
from typing import BinaryIO

from greenlane.core.refusals import FieldError, Malformed

HEAD = 8192  # bytes to look at
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ACTIVE = re.compile(
    rb"<\s*(svg|html|head|body|script|iframe|object|embed|!doctype|\?xml|\w+:svg)", re.I
)
_ZIP_NAME = re.compile(rb"PK\x03\x04.{22}(..).{2}", re.S)
# Start-of-frame marks of a JPEG; C4, C8 and CC mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEGMENTS = 10_000  # more than any camera writes before the picture itself
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


class BadBlob(Malformed):
    """The file is refused: 422 with a stable code."""

    def __init__(self, code: str) -> None:
        super().__init__([FieldError("file", code)], code=code)


def sniff(head: bytes) -> str:
    """The media type told by the first bytes (HEAD of them are enough).

    Raises BadBlob: blob-empty, blob-active (SVG, HTML, XML), blob-type-unknown.
    """
    if not head:
        raise BadBlob("blob-empty")
    if found := _picture(head) or _document(head):
        return found
    text = _text(head)
    if _ACTIVE.search(head) or text.lstrip().startswith("<"):
        raise BadBlob("blob-active")
    if not text:
        raise BadBlob("blob-type-unknown")
    return "text/csv" if _in_columns(text) else "text/plain"


def pixel_size(file: BinaryIO, media_type: str) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or WebP, read from its header without decoding.

    None for any other type. Raises BadBlob blob-size-unreadable.
    """
    readers = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}
    if media_type not in readers:
        return None
    file.seek(0)
    try:
        width, height = readers[media_type](file)
    except (struct.error, IndexError):
        raise BadBlob("blob-size-unreadable") from None
    if not width or not height:
        raise BadBlob("blob-size-unreadable")
    return width, height


def refuse_bomb(file: BinaryIO, media_type: str, *, max_pixels: int) -> None:
    """Raises BadBlob blob-too-many-pixels before anybody decodes the picture."""
    size = pixel_size(file, media_type)
    if size and size[0] * size[1] > max_pixels:
        raise BadBlob("blob-too-many-pixels")


def _picture(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        length = min(int.from_bytes(head[:4], "big"), 256)
        brands = {head[8:12], *(head[n : n + 4] for n in range(16, length, 4))}
        return "image/heic" if brands & _HEIC else ""
    return ""


def _document(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        inside = _names_in_zip(head)
        macros = any(name.endswith(b"vbaProject.bin") for name in inside)
        if not macros and any(name.startswith(b"xl/") for name in inside):
            return _XLSX
    return ""


def _names_in_zip(head: bytes) -> list[bytes]:
    return [
        head[found.end() : found.end() + int.from_bytes(found[1], "little")]
        for found in _ZIP_NAME.finditer(head)
    ]


def _text(head: bytes) -> str:
    """The bytes as text without control marks (UTF-8, else GB 18030), or nothing."""
    for name in ("utf-8-sig", "gb18030"):
        # The head may end in the middle of a character.
        reader = codecs.getincrementaldecoder(name)()
        try:
            text = reader.decode(head)
        except UnicodeDecodeError:
            continue
        odd = any(char < " " and char not in "\t\r\n\f" for char in text)
        return "" if odd or "\x7f" in text else text
    return ""


def _in_columns(text: str) -> bool:
    """Whether the first two lines hold the same separator equally often."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    return len(lines) == 2 and any(
        lines[0].count(mark) == lines[1].count(mark) > 0 for mark in ",;\t"
    )


def _png(file: BinaryIO) -> tuple[int, int]:
    head = file.read(24)
    if head[12:16] != b"IHDR":
        raise BadBlob("blob-size-unreadable")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _jpeg(file: BinaryIO) -> tuple[int, int]:
    file.seek(2)
    for _n in range(_SEGMENTS):
        start, mark = struct.unpack(">BB", file.read(2))
        if start != 0xFF or mark in {0xD9, 0xDA}:
            raise BadBlob("blob-size-unreadable")
        if mark == 0xFF:  # padding before the mark
            file.seek(-1, 1)
        elif mark not in _BARE:
            (length,) = struct.unpack(">H", file.read(2))
            if mark in _FRAMES:
                height, width = struct.unpack(">xHH", file.read(5))
                return width, height
            file.seek(max(length - 2, 0), 1)
    raise BadBlob("blob-size-unreadable")


def _webp(file: BinaryIO) -> tuple[int, int]:
    head = file.read(30)
    kind, body = head[12:16], head[20:]
    if kind == b"VP8X":
        width = int.from_bytes(body[4:7], "little") + 1
        return width, int.from_bytes(struct.pack("3s", body[7:10]), "little") + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise BadBlob("blob-size-unreadable")
