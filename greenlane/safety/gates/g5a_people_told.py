"""G5a: everybody who will be cut off or fed again has been told, and asked."""

from __future__ import annotations

from uuid import UUID

from greenlane.core import clock
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.freshness import newest_fresh
from greenlane.safety.gate_reading import lacking, order_of, parents

NAME, CLASS = "G5a", "P"
GUARDS = frozenset({"isolate", "restore_source"})


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    return lacking(
        act,
        NAME,
        "people_told",
        "order",
        holder="role:duty_officer",
        next_step="safety.tell_people",
    )[1]


def basis(act: Act) -> list[tuple[str, UUID]]:
    found, _why = newest_fresh(order_of(act), "people_told", "order", now=clock.now())
    return [("evidence", found.pk)] if found else []
