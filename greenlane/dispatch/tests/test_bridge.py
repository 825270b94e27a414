"""The tables as the engine reads them, and a plan of them through the door."""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Unit
from greenlane.dispatch import bridge
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_order_is_read_as_a_problem(cast: Cast) -> None:
    cast.do("connections.request", {"site": str(cast.site.pk), "points":[str(cast.block1.pk)]}, by="wang")
    told = bridge.read(Unit.objects.get(pk=cast.unit.pk))
    print(told.jobs, told.missions, told.crews)
    assert 0
