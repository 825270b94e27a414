"""An order to work on; gates that can be shut by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from greenlane.core import gatewalk
from greenlane.core.refusals import Missing
from greenlane.work.tests.stage import order_with_tasks

STINTS = {"stint", "stint_isolated", "stint_live", "stint_test", "build"}


class Gate(SimpleNamespace):
    """A gate of a test: it guards every stint, and holds what it is told to hold."""

    NAME, CLASS, GUARDS = "G0", "P", STINTS
    shut = False
    asked: Any = None

    def locks(self, act: Any) -> list[Any]:
        return []

    def missing(self, act: Any) -> list[Missing]:
        self.asked = act
        return [Missing("G0", "stopped")] if self.shut else []


@pytest.fixture
def order(cast: Any) -> Any:
    return order_with_tasks(cast)


@pytest.fixture
def gate(monkeypatch: Any) -> Gate:
    """The only gate there is. What each real gate wants is tested in its own room."""
    found = Gate()
    monkeypatch.setattr(gatewalk, "gates", lambda: (found,))
    monkeypatch.setattr("greenlane.work.clearances.gates", lambda: (found,))
    return found
