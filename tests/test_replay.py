"""A stage that is written again is the stage that was played."""

from __future__ import annotations

from django.db import transaction

from greenlane.core import guard
from greenlane.core.models import Event
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
    cast: Cast,
) -> None:
    ticket, _ = _played_and_undone(cast)
    order = stages.order(cast)
    with guard.lifted():
        Order.objects.filter(pk=order.pk).update(number="BY-9")

    again = stages.permitted(cast, order)

    assert again != ticket
    assert Event.objects.filter(unit=cast.unit).exists()


def _played_and_undone(cast: Cast) -> tuple[Ticket, replay.Rows]:
    point = transaction.savepoint()
    ticket = stages.permitted(cast, stages.order(cast))
    rows = replay.rows_now()
    transaction.savepoint_rollback(point)
    replay.begin_again()
    return ticket, rows
