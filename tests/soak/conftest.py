"""What the soaks share: a house that answers over HTTP, a place for their figures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.records import FIGURES
from tests.soak.wires import Served


@pytest.fixture
def figures() -> Callable[[str], None]:
    """Tell a result with its figures; `make soak` puts it on its page."""

    def tell(text: str) -> None:
        print(text)
        if page := os.environ.get(FIGURES):
            with Path(page).open("a", encoding="utf-8") as out:
                out.write(f"- {connection.vendor}: {text}\n")

    return tell


@pytest.fixture
def served(live_cast: Any) -> Iterator[Served]:
    """The cast's house behind a port: a thread and a connection for each caller."""
    house = Served(live_cast)
    yield house
    house.stop()
