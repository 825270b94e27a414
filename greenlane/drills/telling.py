"""What a played case is told as."""

from __future__ import annotations


def told_lines(outcome: object) -> list[str]:
    return [str(outcome)]
