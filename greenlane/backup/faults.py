"""Why a backup cannot be made, or cannot be trusted: a stable code and the facts."""

from __future__ import annotations


class NotFit(Exception):
    """Nothing was changed. The sentence is made at the edge, from code and facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
