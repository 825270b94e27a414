"""What the gates of this room share: the order of an act, evidence as Missing."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.gatewalk import Act, named, once
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.places.models import Site
from greenlane.safety.freshness import covers_area, newest_fresh
from greenlane.safety.models import Evidence, Isolation
from greenlane.work.models import Order


@once
def order_of(act: Act) -> Order:
    (found,) = _order(named(act.order))
    return found


@prepared
def _order(key: UUID) -> QuerySet[Order]:
    return Order.objects.select_related("pack", "site", "unit").filter(pk=key)


def parents(act: Act) -> list[Lock]:
    """Site, isolations, order: whatever a gate finds absent is written under these."""
    return [
        Lock(Site, order_of(act).site_id),
        *(Lock(Isolation, key) for key in act.isolations),
        Lock(Order, named(act.order)),
    ]


def lacking(
    act: Act, gate: str, kind: str, covers: str, *, holder: str, next_step: str
) -> tuple[Evidence | None, list[Missing]]:
    """The fresh evidence, or why there is none."""
    order = order_of(act)
    found, why = newest_fresh(order, kind, covers, now=clock.now())
    if not why:
        return found, []
    return None, [
        Missing(
            gate,
            why,
            holder=holder,
            since=found.at if found else None,
            next_step=next_step,
            evidence=(str(found.pk),) if found else (),
            facts={"kind": kind, "covers": covers.removeprefix("area:")},
        )
    ]


def by_area(
    act: Act, gate: str, kind: str, *, holder: str, next_step: str
) -> list[Missing]:
    """The same for every area of the act; an act without an area proves nothing."""
    if not act.areas:
        return [Missing(gate, "no-area-named", holder=holder, next_step=next_step)]
    missing: list[Missing] = []
    for area in act.areas:
        covers = covers_area(area)
        missing += lacking(act, gate, kind, covers, holder=holder, next_step=next_step)[
            1
        ]
    return missing


def basis_by_area(act: Act, kind: str) -> list[tuple[str, UUID]]:
    """The fresh evidence of every area, as a clearance's basis."""
    return [("evidence", each.pk) for each in held_by_area(act, kind)]


def held_by_area(act: Act, kind: str) -> list[Evidence]:
    """The evidence of every area that has some."""
    order, now = order_of(act), clock.now()
    found = [newest_fresh(order, kind, covers_area(a), now=now)[0] for a in act.areas]
    return [each for each in found if each is not None]


@prepared
def orders_of_site(site: UUID) -> QuerySet[Order, UUID]:
    """Every order that was ever taken in for this site."""
    return Order.objects.filter(site=site).values_list("pk", flat=True)
