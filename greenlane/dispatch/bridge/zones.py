"""Closed zones: who may go in, and which work lies there.

Asked only where the unit says it of somebody: a list that nobody keeps would stop all
work in every zone, and protect nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from greenlane.core.models import Unit
from greenlane.places.models import Site
from greenlane.workforce.models import ZoneClearance
from greenlane.workforce.models.hours import CLOSED_ZONES


def keeps_list(unit: Unit) -> bool:
    """Whether this unit has ever cleared anybody by name."""
    return ZoneClearance.objects.filter(unit=unit).exists()


def cleared(unit: Unit, *, at: datetime) -> dict[UUID, frozenset[str]]:
    """By person the kinds of zone that he may enter at this moment."""
    found: dict[UUID, frozenset[str]] = {}
    rows = ZoneClearance.objects.filter(
        unit=unit, withdrawn_at__isnull=True, starts_at__lte=at, ends_at__gt=at
    )
    for person, zone in rows.values_list("person", "zone"):
        found[person] = found.get(person, frozenset()) | {zone}
    return found


def passes(people: Iterable[UUID], of: dict[UUID, frozenset[str]]) -> tuple[str, ...]:
    """What every one of them may enter: a crew goes in whole or not at all."""
    kinds = [of.get(person, frozenset()) for person in people]
    return tuple(sorted(frozenset.intersection(*kinds)))


def access(site: Site) -> str:
    """The pass that this site asks for; none where its zone is open."""
    kind = site.zone.kind if site.zone else ""
    return str(kind) if kind in CLOSED_ZONES else ""
