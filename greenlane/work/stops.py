"""Anybody says stop, at once. Nothing ends by itself; nothing is released until lifted.

The parent that is named (order, site) is locked, and a release locks it too. The rows
of isolations live above this room: a stop on an isolation names the order or site it
lies on, and a release locks order and site of every isolation that it touches.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import say
from greenlane.core.locks import Lock
from greenlane.places.models import Site
from greenlane.work.facts.stops import HazardReported, WorkFrozen, WorkStopped
from greenlane.work.models import Order, StopWork

FACT_OF: dict[str, Any] = {
    "stop": WorkStopped,
    "hazard": HazardReported,
    "freeze": WorkFrozen,
}

# Facts after which a stop must be looked at again before it is lifted.
RAISED = tuple(fact.NAME for fact in FACT_OF.values())


def raise_stop(
    kind: str,
    *,
    order: Order | None,
    site: Site | None,
    isolation: UUID | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> StopWork:
    """A stop (stop, hazard or freeze). It is never refused; order or site is given."""
    parents = [locks.of(row) for row in (site, order) if row is not None]
    locks.take(*parents)
    unit = (order or site).unit_id  # type: ignore[union-attr]
    stop = StopWork.objects.create(
        unit_id=unit, kind=kind, order=order, site=site, isolation=isolation,
        reason=reason, raised_by=by.account, at=at,
    )  # fmt: skip
    say(
        FACT_OF[kind](stop.pk, stands_on(stop)),
        subjects=subjects(stop),
        unit=unit,
        at=at,
        stamps=(stop,),
    )
    return stop


def stands_on(stop: StopWork) -> UUID:
    """The narrowest thing the stop names."""
    found = stop.isolation or stop.order_id or stop.site_id
    assert found is not None  # the rows' law
    return found


def parents(stop: StopWork) -> list[Lock]:
    """What whoever raises or lifts a stop locks."""
    named = ((Site, stop.site_id), (Order, stop.order_id))
    return [Lock(model, pk) for model, pk in named if pk]


def subjects(stop: StopWork) -> tuple[tuple[str, UUID], ...]:
    """The stop, what it stands on, and every order that has not ended there."""
    found = {("stopwork", stop.pk)}
    if stop.isolation:
        found.add(("isolation", stop.isolation))
    if stop.order_id:
        found.add(("order", stop.order_id))
    if stop.site_id:
        found.add(("site", stop.site_id))
        orders = Order.objects.filter(site=stop.site_id).without_end()
        found.update(("order", pk) for pk in orders.values_list("pk", flat=True))
    return tuple(sorted(found, key=str))
