"""After a long dark time the load draws more: such a closing is a stage of its own.

Heaters, pumps and refrigerators all ask at once. What is long comes from the pack.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min, QuerySet

from greenlane.connections.models import EnergiseStep
from greenlane.core.prepared import prepared
from greenlane.places.models import Supply, SupplyState
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Point
from greenlane.work.models import Order

LONG, FIRST = "cold_load.dark.long", "cold_load.closings.before"
LIT = frozenset(set(Supply.values) - {"dark", "unknown", "partial"})


def is_cold(step: EnergiseStep, order: Order, *, now: datetime) -> bool:
    """Whether this closing meets a load that was dark for long, or for who knows how.

    An older pack does not say what is long: then every dark load is cold.
    """
    dark, since = _dark(step)
    if not dark:
        return False
    pack = pack_of(order)
    if since is None or LONG not in pack.values:
        return True
    return now - since >= timedelta(minutes=float(pack.value(LONG).number))


def closings_before(order: Order) -> int:
    """How many closings without a load come before the first that meets a cold one."""
    pack = pack_of(order)
    return int(pack.value(FIRST).number) if FIRST in pack.values else 0


def _dark(step: EnergiseStep) -> tuple[bool, datetime | None]:
    """Is what it feeds dark, and since when; of a source, since its locks went on."""
    if step.point_id:
        for state, since in _state(step.point_id):
            return state not in LIT, since if state == Supply.DARK else None
        return True, None
    if step.act != "restore_source":
        return False, None
    own = Point.objects.filter(
        isolation__order=step.order_id, isolation__area=step.area
    )
    since = own.aggregate(since=Min("opened_at"))["since"]
    return since is not None, since


@prepared
def _state(point: UUID) -> QuerySet[SupplyState, tuple[str, datetime]]:
    rows = SupplyState.objects.current().filter(point=point, ended_at__isnull=True)
    return rows.values_list("state", "happened_at")
