"""G9: live work has its conditions: reclosing off, weather read, a watcher there."""

from __future__ import annotations

from uuid import UUID

from greenlane.core import clock
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.freshness import newest_fresh
from greenlane.safety.gate_reading import lacking, order_of, parents
from greenlane.safety.models import Ticket

NAME, CLASS = "G9", "P"
GUARDS = frozenset({"permit", "resume", "stint_live"})
KIND, COVERS = "live_conditions", "order"


def locks(act: Act) -> list[Lock]:
    # The conditions are recorded, and withdrawn, under the order.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    if not _is_live(act):
        return []
    return lacking(
        act,
        NAME,
        KIND,
        COVERS,
        holder="role:switching",
        next_step="safety.record_live_conditions",
    )[1]


def basis(act: Act) -> list[tuple[str, UUID]]:
    if not _is_live(act):
        return []
    found, _why = newest_fresh(order_of(act), KIND, COVERS, now=clock.now())
    return [("evidence", found.pk)] if found else []


def _is_live(act: Act) -> bool:
    if "stint_live" in act.kinds:
        return True
    if act.ticket is None:
        return False
    return Ticket.objects.filter(pk=act.ticket, live=True).exists()
