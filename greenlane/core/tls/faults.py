"""Why a certificate cannot be made or served: a stable code and the facts."""

from __future__ import annotations


class TlsFault(Exception):
    """Nothing was changed. The sentence is made at the edge, from code and facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
