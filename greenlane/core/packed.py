"""A stream that is packed, and what is packed once for all who hear it.

A gzip stream is a head and blocks (RFC 1952; blocks: RFC 1951, 3.2). A block that looks
back at nothing and ends on a byte means the same in every stream, so the part of a page
is packed once and sent to hundreds; a short frame travels in a block that is not
packed. No stream of ours comes to its end: a browser takes what has arrived.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, deflate, no name, no time
LONGEST = 0xFFFF  # bytes in a block that is not packed
LEVEL = 6


def packed(frame: bytes) -> bytes:
    """A part of any stream, whatever came before it."""
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(frame) + press.flush(zlib.Z_FULL_FLUSH)


def as_it_is(frame: bytes) -> bytes:
    """The same, not packed: cheaper for what is short or is sent to one."""
    return b"".join(_blocks(frame))


def _blocks(frame: bytes) -> Iterator[bytes]:
    for at in range(0, len(frame), LONGEST):
        piece = frame[at : at + LONGEST]
        size = len(piece)
        told = size.to_bytes(2, "little") + (size ^ LONGEST).to_bytes(2, "little")
        yield b"\x00" + told + piece


def asked_for(accepts: str) -> bool:
    """Whether this Accept-Encoding takes gzip (RFC 9110, 12.5.3)."""
    for each in accepts.lower().split(","):
        name, _mark, weight = each.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
