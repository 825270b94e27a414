"""G18: where two sources exist, the interlock is proved and breaks before it makes."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.gate_reading import basis_by_area, by_area, order_of, parents
from greenlane.safety.models import Infeed

NAME, CLASS = "G18", "P"
GUARDS = frozenset({"energise", "transfer_supply"})
FIRST = ("grid", "lv_side")


def locks(act: Act) -> list[Lock]:
    # A new infeed is recorded under the site.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    if not _needed(act):
        return []
    return by_area(
        act,
        NAME,
        "interlock",
        holder="role:switching",
        next_step="safety.prove_interlock",
    )


def basis(act: Act) -> list[tuple[str, UUID]]:
    return basis_by_area(act, "interlock") if _needed(act) else []


def _needed(act: Act) -> bool:
    if "transfer_supply" in act.kinds:
        return True
    ways = Infeed.objects.filter(site=order_of(act).site_id, gone_at__isnull=True)
    if ways.exclude(kind__in=FIRST).exists():
        return True
    grids = ways.filter(kind="grid", device__isnull=False).values("device")
    return grids.distinct().count() > 1
