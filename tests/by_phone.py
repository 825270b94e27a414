"""The cast with a phone each: what the stages do goes over HTTP, as on site.

A refusal comes back as `greenlane.drills.wire.Refusal`: status, code, what is missing.
"""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.core.command import Answer, commands
from greenlane.drills.wire import Hand, Refusal
from tests.cast import PEOPLE, PIN, Cast
from tests.client_wire import ClientWire


class Phones:
    """Stands in for the cast in every stage."""

    def __init__(self, cast: Cast) -> None:
        proved = {each.name for each in commands().values() if each.kind.proof}
        self._cast = cast
        self._hands = {
            name: Hand(name, f"pass-{name}", PIN, ClientWire(), releases=proved)
            for name in PEOPLE
        }

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cast, name)

    def do(self, verb: str, data: dict[str, Any], *, by: str) -> Answer:
        said = self._hands[by].ask(verb, data)
        return Answer(said["code"], said["facts"])

    def read(self, path: str, *, by: str) -> Any:
        return self._hands[by].read(path)


def refused(deed: Any, *args: Any, **kwargs: Any) -> Refusal:
    """The refusal that this deed comes to."""
    with pytest.raises(Refusal) as no:
        deed(*args, **kwargs)
    return no.value


def held(deed: Any, *args: Any, **kwargs: Any) -> set[str]:
    """Everything that the gates miss of it."""
    no = refused(deed, *args, **kwargs)
    assert no.code == "gate-held", no.code
    return set(no.missing)
