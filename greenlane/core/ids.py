"""Keys that sort by time: UUID version 7 (RFC 9562, section 5.7)."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A fresh key: 48 bits of wall-clock milliseconds, the rest random."""
    millis = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    value = (millis & (2**48 - 1)) << 80 | noise
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
