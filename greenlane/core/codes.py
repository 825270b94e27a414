"""Long codes that open something: drawn once, shown once, known by their hash alone."""

from __future__ import annotations

import base64
import hashlib
import secrets


def drawn() -> str:
    """A code of 160 bits, in groups of four letters."""
    return _grouped(secrets.token_bytes(20))


def short() -> str:
    """One of 80 bits, to be typed once."""
    return _grouped(secrets.token_bytes(10))


def digest(code: str) -> str:
    """The hash by which a code is known, however it was typed."""
    plain = "".join(code.upper().replace("-", " ").split())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def _grouped(raw: bytes) -> str:
    code = base64.b32encode(raw).decode()
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
