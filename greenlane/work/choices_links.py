"""Links of an order that a form may name: a contractor's, a status page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.core import linked
from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Option, clock_time
from greenlane.core.scope import below
from greenlane.work.models import StatusLink


def links(actor: Actor, order: Any) -> Iterator[Option]:
    """Links that open something still."""
    rows = linked.good().filter(below(actor, "unit__path"))
    if order is not None:
        rows = rows.filter(subject=order.pk)
    for link in rows.order_by("-id")[:MOST]:
        yield link.pk, f"{link.name} ({clock_time(link.opened_at, link.unit)})"


def status_links(actor: Actor, order: Any) -> Iterator[Option]:
    """Status pages that show something still."""
    rows = StatusLink.objects.seen_by(actor).filter(closed_at__isnull=True)
    if order is not None:
        rows = rows.filter(order=order)
    for link in rows.select_related("unit").order_by("-id")[:MOST]:
        yield link.pk, f"{link.name} ({clock_time(link.opened_at, link.unit)})"
