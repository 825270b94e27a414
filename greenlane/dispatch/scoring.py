"""Every promise beside what came: when the last point of its order was lit.

Promises that were replaced are scored too, or a late one could be talked away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.core.models import Unit
from greenlane.dispatch.models import Promise
from greenlane.planning import scores
from greenlane.work.models import Order
from greenlane.work.story import stories_for

MOST = 1000  # promises that are looked at, the last one first
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Scored:
    """A promise, and what came of it. `replaced`: a newer one took its place."""

    promise: UUID
    order: UUID
    number: str
    playbook: str
    requested_at: datetime
    promised_at: datetime
    p50_at: datetime
    p80_at: datetime
    lit_at: datetime
    replaced: bool

    def as_case(self) -> scores.Promise:
        """In minutes from the request."""
        return scores.Promise(
            self.playbook,
            self._minute(self.p50_at),
            self._minute(self.p80_at),
            self._minute(self.lit_at),
        )

    def _minute(self, at: datetime) -> int:
        return (at - self.requested_at) // _MINUTE


def scored(unit: Unit) -> tuple[Scored, ...]:
    """Promises of orders whose last point has light, the last promised first.

    What was promised when it was lit already is no promise.
    """
    rows = list(
        Promise.objects.filter(unit=unit)
        .exclude(order__playbook=None)
        .order_by("-promised_at", "-id")[:MOST]
    )
    orders = Order.objects.filter(pk__in={row.order_id for row in rows})
    known = {
        order.pk: order
        for order in orders.select_related("playbook").prefetch_related("ends", "holds")
    }
    lit = {
        key: story.energised for key, story in stories_for([*known.values()]).items()
    }
    found = []
    for row in rows:
        order, at = known[row.order_id], lit[row.order_id]
        if at is None or order.playbook is None or row.promised_at >= at:
            continue
        found.append(
            Scored(
                row.pk, order.pk, order.number, order.playbook.name,
                order.requested_at, row.promised_at, row.p50_at, row.p80_at, at,
                row.replaced_at is not None,
            )
        )  # fmt: skip
    return tuple(found)


def scores_for(unit: Unit) -> tuple[scores.Score, ...]:
    """How well P50 and P80 were kept in this unit, playbook by playbook."""
    return scores.scores(each.as_case() for each in scored(unit))
