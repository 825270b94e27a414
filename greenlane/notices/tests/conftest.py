"""A receiver on this machine, for every test of the room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from greenlane.notices.tests.receiver import Receiver, receiver


@pytest.fixture
def to(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with receiver() as found:
        yield found
