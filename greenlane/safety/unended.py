"""A switching order is ended or abandoned before its order ends."""

from __future__ import annotations

from greenlane.core.refusals import Refused
from greenlane.safety.models import SwitchingOrder
from greenlane.work.models import Order


def must_be_switched(order: Order) -> None:
    """Refused switching-still-open. It is written under the lock of its order."""
    rows = SwitchingOrder.objects.filter(order=order, ended_at__isnull=True)
    left = rows.order_by("written_at", "id").first()
    if left is not None:
        step = "safety.end_switching" if left.given_at else "safety.abandon_switching"
        raise Refused("switching-still-open", next_step=step, switching=left.number)
