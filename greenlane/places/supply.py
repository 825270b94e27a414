"""How a supply point is fed, and what that makes of the whole site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import current, say
from greenlane.places.facts import SupplyChanged
from greenlane.places.models import Supply, SupplyPoint, SupplyState

# The grid itself feeds it: a generator does not make it lit.
LIT = frozenset({Supply.GRID_TEMPORARY, Supply.GRID_PERMANENT, Supply.DUAL})
# From the weakest feed to the best: a site is as good as its weakest point.
_BY_STRENGTH = (
    Supply.GENERATOR,
    Supply.GRID_TEMPORARY,
    Supply.GRID_PERMANENT,
    Supply.DUAL,
)


def set_state(
    point: SupplyPoint,
    state: str,
    at: datetime,
    by: Actor,
    *,
    subjects: tuple[Model, ...] = (),
) -> SupplyState:
    """The point is fed like this from then on; inside a running command only.

    Ends the open state and begins the next; the same state again changes nothing.
    A moment before the open state's beginning is taken as that beginning, and marked
    as corrected. `subjects` are further rows that the fact stands on, as the order.
    Locks the point (rank 12): name it in your own early take.
    """
    [point] = locks.take(point)
    before = SupplyState.objects.filter(point=point, ended_at__isnull=True).first()
    if before and before.state == state:
        return before
    source = current().time_source
    if before:
        source = source if at >= before.happened_at else "corrected"
        at = max(at, before.happened_at)
        before.end(at)
    after = begin(point, state, at, source=source)
    say(
        SupplyChanged(point.pk, before.state if before else Supply.UNKNOWN, state),
        subjects=(point, ("site", point.site_id), *subjects),
        unit=point.unit_id,
        at=at,
        stamps=(after,),
        ends=(before,) if before else (),
    )
    return after


def begin(point: SupplyPoint, state: str, at: datetime, *, source: str) -> SupplyState:
    """Insert the state; the caller says the fact that stamps it."""
    return SupplyState.objects.create(
        unit_id=point.unit_id,
        point=point,
        state=Supply(state),
        happened_at=at,
        recorded_at=clock.now(),
        time_source=source,
    )


def states_of(points: Iterable[SupplyPoint]) -> dict[UUID, str]:
    """The state of each point now, in one query. A point nobody spoke of is unknown."""
    keys = [point.pk for point in points]
    rows = SupplyState.objects.current().filter(point__in=keys, ended_at__isnull=True)
    known = dict(rows.values_list("point_id", "state"))
    return {key: known.get(key, Supply.UNKNOWN.value) for key in keys}


def site_state(points: Iterable[SupplyPoint]) -> str:
    """The state of a site now, from its points."""
    return whole(states_of(points).values())


def whole(states: Iterable[str]) -> str:
    """One state for many: lit here and dark there is partial, else the weakest feed."""
    found = {Supply(state) for state in states}
    lit = found & set(_BY_STRENGTH)
    if Supply.PARTIAL in found or (lit and Supply.DARK in found):
        return Supply.PARTIAL.value
    if not found or Supply.UNKNOWN in found:
        return Supply.UNKNOWN.value
    if not lit:
        return Supply.DARK.value
    return min(lit, key=_BY_STRENGTH.index).value
