"""Which kind of source a supply point lives on, and where nobody may take it away."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from greenlane.connections.models import Connection
from greenlane.places.models import Site, Supply, SupplyPoint
from greenlane.work.models import Order

GRID = frozenset({"grid", "lv_side"})
GENERATOR = frozenset({"generator"})
# How a point is fed → the kinds of infeed that it lives on. Two sources: on either.
LIVES_ON: dict[str, frozenset[str]] = {
    Supply.GRID_TEMPORARY: GRID,
    Supply.GRID_PERMANENT: GRID,
    Supply.GENERATOR: GENERATOR,
    # Nobody knows: it may live on any of them.
    Supply.UNKNOWN: GRID | GENERATOR,
    Supply.PARTIAL: GRID | GENERATOR,
}


def lives_on(state: str) -> frozenset[str]:
    return LIVES_ON.get(state, frozenset())


def kept_live(
    order: Order, isolations: tuple[UUID, ...], *, answer: str
) -> list[SupplyPoint]:
    """Points of every site on this plant of which this was answered: "no" it may not
    go dark, or "unknown".
    """
    near = Q(order=order) | Q(order__site=order.site_id)
    near |= Q(order__isolations__in=isolations)
    near |= Q(order__tickets__isolation__in=isolations)
    said = Connection.objects.filter(near, may_go_dark=answer)
    going_on = Order.objects.without_end().filter(connection__in=said)
    sites = Site.objects.filter(orders__in=going_on)
    return list(SupplyPoint.objects.filter(site__in=sites).distinct().order_by("id"))
