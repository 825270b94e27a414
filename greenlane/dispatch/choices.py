"""What a form may name of the planner's register: what is out, what is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Chooser, Option, clock_time
from greenlane.dispatch.models import Arrival, Outage
from greenlane.work.kit import EQUIPMENT, MATERIALS


def outages(actor: Actor, order: Any) -> Iterator[Option]:
    """Equipment that nobody has found fit again."""
    rows = Outage.objects.seen_by(actor).filter(found_at__isnull=True)
    for each in rows.select_related("unit").order_by("starts_at", "id")[:MOST]:
        since = clock_time(each.starts_at, each.unit)
        yield each.pk, f"{EQUIPMENT.get(each.kind, each.kind)} × {each.count}, {since}"


def arrivals(actor: Actor, order: Any) -> Iterator[Option]:
    """Material that has not come yet, the next first."""
    rows = Arrival.objects.seen_by(actor).filter(arrived_at__isnull=True)
    for each in rows.select_related("unit").order_by("due_at", "id")[:MOST]:
        due = clock_time(each.due_at, each.unit)
        yield each.pk, f"{MATERIALS.get(each.item, each.item)} × {each.amount}, {due}"


CHOICES: dict[str, Chooser] = {"outage": outages, "arrival": arrivals}
