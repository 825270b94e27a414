"""G5b: what may not go dark is fed by another source before its own is taken away."""

from __future__ import annotations

from greenlane.connections.feeding import GRID, lives_on, never_dark
from greenlane.connections.gate_reading import order_of, parents
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.network.models import Device
from greenlane.places.supply import states_of
from greenlane.safety.closure import parents_behind
from greenlane.safety.models import Infeed

NAME, CLASS = "G5b", "P"
GUARDS = frozenset({"isolate"})


def locks(act: Act) -> list[Lock]:
    # How a point is fed, and whether it may go dark, is written under its site.
    return [*parents(act), *parents_behind(act.isolations)]


def missing(act: Act) -> list[Missing]:
    if act.subject is None:  # G14 holds an act that names nothing
        return []
    what, kinds = _taken_away(act)
    points = never_dark(order_of(act), act.isolations)
    states = states_of(points)
    return [
        Missing(
            NAME,
            "may-not-go-dark",
            holder="role:switching",
            next_step="connections.energise_step",
            evidence=(str(point.pk),),
            facts={"point": point.pk, "infeed": what},
        )
        for point in points
        if kinds & lives_on(states[point.pk])
    ]


def _taken_away(act: Act) -> tuple[str, frozenset[str]]:
    """The infeed that is isolated; of a device opened by hand, every one on it.

    A device on which none is recorded is one of the grid.
    """
    if act.kind == "isolate":
        infeed = Infeed.objects.get(pk=named(act.subject))
        return str(infeed), frozenset({infeed.kind})
    device = Device.objects.get(pk=named(act.device))
    rows = Infeed.objects.filter(device=device, gone_at__isnull=True)
    return str(device), frozenset(rows.values_list("kind", flat=True)) or GRID
