"""At the request the plan says what to set aside, and what it costs to be wrong."""

from __future__ import annotations

import pytest

from greenlane.core import clock, guard
from greenlane.dispatch.reserving import entry, proposals
from greenlane.dispatch.tests import stage
from greenlane.work.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TEE = {"playbook": "b-10kv-live-tee"}


def count(cast: Cast, item: str, amount: int) -> None:
    cast.do("dispatch.count_stock", {"item": item, "amount": amount}, by="guo")


def test_the_transformer_is_asked_for_before_the_survey(cast: Cast) -> None:
    order = stage.requested(cast, **TEE)
    assert proposals(stage.told(cast)) == {}  # nobody has counted anything
    count(cast, "transformer", 1)
    count(cast, "branch_box", 4)
    told = stage.told(cast)
    found = proposals(told)[order.pk]
    assert found.stock == "transformer" and found.won > 0 and found.waited == 0
    assert found.task == str(Task.objects.get(key="B05").pk)
    said = entry(found, told)
    assert (said["kind"], said["key"], said["minutes"]) == (
        "reserve", "transformer", found.won,
    )  # fmt: skip
    assert said["lost"] == found.lost > 0


def test_once_the_way_is_known_nothing_is_provisional(cast: Cast) -> None:
    order = stage.requested(cast, **TEE)
    count(cast, "transformer", 1)
    with guard.lifted():
        known = Task.objects.filter(order=order, key__in=("B01", "B03", "B04"))
        known.update(finished_at=clock.now())
    assert proposals(stage.told(cast)) == {}
