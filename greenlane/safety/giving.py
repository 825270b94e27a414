"""What an order to switch is for. A whole one is checked before, one at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.closure import closure, devices_of
from greenlane.safety.in_turn import in_force, open_ones
from greenlane.safety.models import Infeed, SwitchingOrder
from greenlane.work.models import Order


def is_way_in(order: Order, _act: str, key: UUID) -> bool:
    """A way in for volts that is there: of the site, or of what it shares."""
    near = Q(site=order.site_id) | Q(device__in=devices_of(order))
    near |= Q(isolation__in=closure(order))
    return Infeed.objects.filter(near, pk=key, gone_at__isnull=True).exists()


def is_switching_of(order: Order, _act: str, key: UUID) -> bool:
    return SwitchingOrder.objects.filter(order=order, pk=key).exists()


def give_whole(order: Order, key: UUID, *, at: datetime) -> SwitchingOrder:
    """It is in force from now on. The order is locked; so is all that is written of it.

    Refused switching-over, switching-unchecked, switching-given-already,
    another-switching-in-force.
    """
    row = find(SwitchingOrder, key)
    stands = next((each for each in open_ones(order.pk) if each.row.pk == key), None)
    if stands is None:
        raise Refused("switching-over", switching=row.number)
    row = stands.row
    if row.checked_at is None:
        step = "safety.check_switching"
        raise Refused("switching-unchecked", next_step=step, switching=row.number)
    if stands.instruction is not None:
        raise Refused("switching-given-already", switching=row.number)
    force = in_force(order.pk)
    if force is not None and force.row.pk != key:
        raise Refused(
            "another-switching-in-force",
            next_step="safety.end_switching",
            switching=force.row.number,
        )
    if row.given_at is None:
        row.given_at = at
        row.save(update_fields=["given_at"])
    return row
