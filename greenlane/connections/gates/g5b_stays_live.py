"""G5b: what may not go dark is fed by another source before its own is taken away.

Of a place of which nobody knows whether it may, it may not.
"""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.feeding import GENERATOR, GRID, kept_live, lives_on
from greenlane.connections.gate_reading import order_of, parents
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.places.supply import states_of
from greenlane.safety.closure import parents_behind
from greenlane.safety.models import Infeed

NAME, CLASS = "G5b", "P"
GUARDS = frozenset({"isolate"})
# What was answered to "may it go dark": what is missing, whose, and the next step.
ANSWERED = {
    "no": ("may-not-go-dark", "role:switching", "connections.energise_step"),
    "unknown": ("may-go-dark-unknown", "role:intake", "connections.say_going_dark"),
}


def locks(act: Act) -> list[Lock]:
    # How a point is fed, and whether it may go dark, is written under its site.
    return [*parents(act), *parents_behind(act.isolations)]


def missing(act: Act) -> list[Missing]:
    if act.subject is None:  # G14 holds an act that names nothing
        return []
    kinds, names = _taken_away(act)
    held: dict[UUID, Missing] = {}
    for answer, (code, holder, next_step) in ANSWERED.items():
        points = kept_live(order_of(act), act.isolations, answer=answer)
        states = states_of(points)
        for point in points:
            if kinds & lives_on(states[point.pk]):
                facts = {"point": point.pk, "infeed": names}
                found = Missing(
                    NAME, code, holder=holder, next_step=next_step,
                    evidence=(str(point.pk),), facts=facts,
                )  # fmt: skip
                held.setdefault(point.pk, found)
    return list(held.values())


def _taken_away(act: Act) -> tuple[frozenset[str], str]:
    """Which kinds of source this opens, and their names.

    A step by hand opens a device: whatever comes in by it. Where nobody knows a way in
    by it, it may be any.
    """
    rows = list(Infeed.objects.filter(pk=named(act.subject)))
    if not rows and act.device is not None:
        by_it = Infeed.objects.filter(device=act.device, gone_at__isnull=True)
        rows = list(by_it.order_by("found_at", "id"))
    kinds = frozenset(each.kind for each in rows) or GRID | GENERATOR
    return kinds, ", ".join(dict.fromkeys(map(str, rows))) or "-"
