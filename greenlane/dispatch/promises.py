"""What a site is told stands frozen; a new promise replaces it and both are scored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.core.command import say
from greenlane.core.models import Unit
from greenlane.dispatch.facts import Promised
from greenlane.dispatch.models import Promise
from greenlane.dispatch.sheet import SheetOrder
from greenlane.work.models import Order

_MINUTE = timedelta(minutes=1)


def first(
    unit: Unit, orders: Iterable[SheetOrder], revision: int, *, at: datetime
) -> None:
    """An order that was promised nothing yet is promised what the plan expects."""
    told = [each for each in orders if each.p50_at and each.p80_at]
    going = set(
        Order.objects.going_on()
        .filter(pk__in=[each.order for each in told])
        .values_list("pk", flat=True)
    )
    known = set(
        Promise.objects.filter(order__in=[each.order for each in told]).values_list(
            "order", flat=True
        )
    )
    for each in told:
        if each.order in going - known and each.p50_at and each.p80_at:
            promise(unit, each.order, each.p50_at, each.p80_at, revision, at=at)


def promise(
    unit: Unit,
    order: UUID,
    p50_at: datetime,
    p80_at: datetime,
    revision: int,
    *,
    at: datetime,
    reason: str = "",
) -> Promise:
    """Written and told; the one before ends. Only one stands, by a constraint."""
    standing = Promise.objects.filter(order=order, replaced_at__isnull=True).first()
    if standing is not None:
        standing.replaced_at = at
        standing.save(update_fields=["replaced_at"])
    row = Promise.objects.create(
        unit=unit, order_id=order, revision=revision, p50_at=p50_at, p80_at=p80_at,
        promised_at=at, reason=reason,
    )  # fmt: skip
    say(
        Promised(order, row.pk, (p50_at - at) // _MINUTE, (p80_at - at) // _MINUTE),
        subjects=(("order", order),),
        unit=unit.pk,
        stamps=(row,),
        ends=(standing,) if standing else (),
    )
    return row
