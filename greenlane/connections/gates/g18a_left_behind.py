"""G18a: the source that a transfer left is off and locked, or its interlock holds.

Whoever starts a generator later must not feed back into the grid, nor the other way.
"""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.feeding import GENERATOR, GRID, lives_on
from greenlane.connections.gate_reading import order_of, parents
from greenlane.connections.models import EnergiseStep
from greenlane.connections.reading import standing_steps
from greenlane.core import clock
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.freshness import covers_area, newest_fresh
from greenlane.safety.models import Evidence, Infeed, Isolation, Point
from greenlane.safety.since import found_at

NAME, CLASS = "G18a", "P"
GUARDS = frozenset({"hand_over"})


def locks(act: Act) -> list[Lock]:
    # Points are opened and unlocked under their isolation, and recorded under the site.
    return [*parents(act), *(Lock(Isolation, key) for key in act.isolations)]


def missing(act: Act) -> list[Missing]:
    last = _last_transfer(act)
    if last is None or _kept_out(act, last):
        return []
    locked = {point.infeed_id for point in _locked(act, last)}
    return [
        Missing(
            NAME,
            "source-left-not-locked",
            holder="role:switching",
            since=last.started_at,
            next_step="safety.isolate_point",
            evidence=(str(each.pk),),
            facts={"infeed": str(each), "area": last.area},
        )
        for each in _left(act, last)
        if each.pk not in locked
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    last = _last_transfer(act)
    if last is None:
        return []
    proof = _kept_out(act, last)
    if proof is not None:
        return [("evidence", proof.pk)]
    return [("point", point.pk) for point in _locked(act, last)]


def _last_transfer(act: Act) -> EnergiseStep | None:
    steps = [x for x in standing_steps(named(act.order)) if x.started_at is not None]
    return next((x for x in reversed(steps) if x.act == "transfer_supply"), None)


def _left(act: Act, last: EnergiseStep) -> list[Infeed]:
    """Every source of the other kind than the one that feeds now."""
    now = lives_on(last.gives_state)
    kinds = (GRID | GENERATOR) - now if now else frozenset()
    rows = Infeed.objects.filter(site=order_of(act).site_id, gone_at__isnull=True)
    return list(rows.filter(kind__in=kinds).order_by("found_at", "id"))


def _locked(act: Act, last: EnergiseStep) -> list[Point]:
    keys = [each.pk for each in _left(act, last)]
    rows = Point.objects.filter(infeed__in=keys, unlocked_at__isnull=True)
    return list(rows.order_by("id"))


def _kept_out(act: Act, last: EnergiseStep) -> Evidence | None:
    """The interlock, tried again since: the truck stays on watch behind it."""
    found, why = newest_fresh(
        order_of(act), "interlock", covers_area(last.area), now=clock.now()
    )
    if found is None or why or last.started_at is None:
        return None
    return found if found_at(found) > last.started_at else None
