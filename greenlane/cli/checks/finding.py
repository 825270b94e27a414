"""One thing the doctor looked at: how it is, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

WELL, WARNING, BROKEN = "ok", "warning", "broken"


@dataclass(frozen=True)
class Check:
    """`says` is what was found, `mend` the next step where there is one."""

    name: str
    level: str
    says: str
    mend: str = ""


def well(name: str, says: str) -> Check:
    return Check(name, WELL, says)


def warning(name: str, says: str, mend: str) -> Check:
    return Check(name, WARNING, says, mend)


def broken(name: str, says: str, mend: str) -> Check:
    return Check(name, BROKEN, says, mend)
