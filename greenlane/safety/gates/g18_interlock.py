"""G18: where two sources exist, the interlock is proved and breaks before it makes.

A transfer also asks how both turn: motors that turned rightly on the one must not turn
backwards on the other.
"""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.gate_reading import basis_by_area, by_area, order_of, parents
from greenlane.safety.models import Infeed
from greenlane.safety.own_sources import FIRST

NAME, CLASS = "G18", "P"
GUARDS = frozenset({"energise", "transfer_supply"})


def locks(act: Act) -> list[Lock]:
    # A new infeed is recorded under the site.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    return [
        each
        for kind, verb in _wanted(act)
        for each in by_area(act, NAME, kind, holder="role:switching", next_step=verb)
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    return [each for kind, _verb in _wanted(act) for each in basis_by_area(act, kind)]


def _wanted(act: Act) -> list[tuple[str, str]]:
    """Kind of evidence, and the verb that brings it."""
    interlock = ("interlock", "safety.prove_interlock")
    if "transfer_supply" in act.kinds:
        return [interlock, ("rotation", "safety.compare_rotation")]
    return [interlock] if _two_sources(act) else []


def _two_sources(act: Act) -> bool:
    ways = Infeed.objects.filter(site=order_of(act).site_id, gone_at__isnull=True)
    if ways.exclude(kind__in=FIRST).exists():
        return True
    grids = ways.filter(kind="grid", device__isnull=False).values("device")
    return grids.distinct().count() > 1
