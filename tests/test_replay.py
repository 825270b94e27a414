"""A stage that is written again is the stage that was played."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from greenlane.core import gatewalk, guard
from greenlane.core.refusals import GateHeld, NotFound
from greenlane.safety.models import Ticket
from greenlane.work.models import Order
from tests import replay, stages
from tests.cast import Cast


def test_what_is_written_again_is_what_was_played(cast: Cast) -> None:
    ticket, rows = _played_and_undone(cast)

    again = stages.permitted(cast, stages.order(cast))

    assert again == ticket
    assert replay.rows_now() == rows


def test_after_any_other_write_a_stage_is_played_and_walks_its_gates(
    cast: Cast, monkeypatch: Any
) -> None:
    _played_and_undone(cast)
    order = stages.order(cast)
    with guard.lifted():
        Order.objects.filter(pk=order.pk).update(number="BY-9")

    monkeypatch.setattr(gatewalk, "gates", tuple)

    with pytest.raises(GateHeld):
        stages.permitted(cast, order)


def test_what_was_undone_is_known_to_be_gone(cast: Cast) -> None:
    _played_and_undone(cast)
    point = transaction.savepoint()
    order = stages.order(cast)
    transaction.savepoint_rollback(point)

    with pytest.raises(NotFound):
        stages.isolated(cast, order)


def test_who_looks_on_sees_it_done(cast: Cast) -> None:
    class Watching(Cast):
        def do(self, verb: str, data: Any, *, by: str, **how: Any) -> Any:
            seen.append(verb)
            return super().do(verb, data, by=by, **how)

    seen: list[str] = []
    _played_and_undone(cast)
    watching = Watching(**vars(cast))

    stages.permitted(watching, stages.order(watching))

    assert "safety.permit" in seen


def test_what_was_played_anew_takes_along_what_came_after(cast: Cast) -> None:
    """A recording that has grown old: on a slow machine the tests take longer."""
    point = transaction.savepoint()
    stages.order(cast)
    _noted(cast)
    transaction.savepoint_rollback(point)
    replay.begin_again()
    replay.grow_old()

    order = stages.order(cast)

    assert _noted(cast) == order.pk


@replay.replayed
def _noted(cast: Cast) -> Any:
    order = Order.objects.get()
    cast.do("work.add_note", {"order": str(order.pk), "text": "x"}, by="liu")
    return order.pk


def _played_and_undone(cast: Cast) -> tuple[Ticket, replay.Rows]:
    point = transaction.savepoint()
    ticket = stages.permitted(cast, stages.order(cast))
    rows = replay.rows_now()
    transaction.savepoint_rollback(point)
    replay.begin_again()
    return ticket, rows
