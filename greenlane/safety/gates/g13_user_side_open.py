"""G13: the user's side is open, point by point, and the site's electrician signed.

Where a source comes back, so is every generator, PV or UPS of the neighbours on it.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.gatewalk import Act, once
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.closure import closure_locks
from greenlane.safety.freshness import covers_area, newest_fresh
from greenlane.safety.gate_reading import (
    basis_by_area,
    by_area,
    held_by_area,
    order_of,
    parents,
)
from greenlane.safety.models import EvidenceLine, Infeed, Point
from greenlane.safety.own_sources import own_sources
from greenlane.safety.signing import signatures

NAME, CLASS = "G13", "P"
GUARDS = frozenset({"energise", "restore_source"})


def locks(act: Act) -> list[Lock]:
    # A ticket's end makes this evidence void; it is written under the isolations. And a
    # neighbour's generator is recorded under the device that it hangs on.
    if "restore_source" in act.kinds:
        return [*parents(act), *closure_locks(order_of(act))]
    return parents(act)


def missing(act: Act) -> list[Missing]:
    held = by_area(
        act,
        NAME,
        "user_side_open",
        holder="role:inspector",
        next_step="safety.prove_user_side_open",
    )
    return held or [*_unsigned(act), *_feeding_back(act)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    return [*basis_by_area(act, "user_side_open"), *_points(act)]


@prepared
def _electrician(record: UUID) -> QuerySet[EvidenceLine, UUID | None]:
    rows = EvidenceLine.objects.filter(evidence=record, what="electrician")
    return rows.order_by("id").values_list("person", flat=True)[:1]


def _unsigned(act: Act) -> list[Missing]:
    """The electrician who is named in the record has to have signed that record."""
    held = []
    for record in held_by_area(act, "user_side_open"):
        named = next(iter(_electrician(record.pk)), None)
        roles = {(s.person_id, s.role) for s in signatures(record)}
        if named is None or (named, "site_electrician") not in roles:
            held.append(
                Missing(
                    NAME,
                    "electrician-unsigned",
                    holder=f"person:{named}" if named else "role:site_electrician",
                    since=record.at,
                    next_step="safety.sign",
                    evidence=(str(record.pk),),
                )
            )
    return held


def _feeding_back(act: Act) -> list[Missing]:
    """A source that comes back meets whoever made volts of his own meanwhile."""
    if not _own_sources(act):
        return []
    shut = {point.infeed_id for point in _locked(act)} | _proved_open(act)
    shut |= _kept_out(act)
    return [
        Missing(
            NAME,
            "own-source-not-open",
            holder="role:site_electrician",
            since=each.found_at,
            next_step="safety.prove_user_side_open",
            evidence=(str(each.pk),),
            facts={"infeed": str(each), "kind": each.kind},
        )
        for each in _own_sources(act)
        if each.pk not in shut
    ]


def _own_sources(act: Act) -> list[Infeed]:
    """Neighbours' too: all that hangs on what this restores. Told in a list as well."""
    if "restore_source" not in act.kinds:
        return []
    return own_sources(order_of(act), act.isolations)


@once
def _locked(act: Act) -> list[Point]:
    keys = [each.pk for each in _own_sources(act)]
    if not keys:
        return []
    rows = Point.objects.filter(infeed__in=keys, unlocked_at__isnull=True)
    return list(rows.order_by("id"))


def _points(act: Act) -> list[tuple[str, UUID]]:
    return [("point", each.pk) for each in _locked(act)]


def _kept_out(act: Act) -> set[UUID]:
    """What an interlock keeps out that was proved on every section of the act: the
    site's own generator, and the ways of another section where it was proved too.

    PV or a UPS feeds beside the grid: no changeover keeps those out.
    """
    if not act.areas or not all(_interlocked(act, area) for area in act.areas):
        return set()
    return {each.pk for each in _own_sources(act) if _behind_it(act, each)}


def _behind_it(act: Act, source: Infeed) -> bool:
    if source.site_id != order_of(act).site_id:
        return False
    if source.kind == "generator":
        return True
    section = source.isolation
    if section is None or section.order_id != act.order or section.area in act.areas:
        return False
    return _interlocked(act, section.area)


def _interlocked(act: Act, area: str) -> bool:
    covers, now = covers_area(area), clock.now()
    return not newest_fresh(order_of(act), "interlock", covers, now=now)[1]


def _proved_open(act: Act) -> set[UUID]:
    records = [each.pk for each in held_by_area(act, "user_side_open")]
    lines = EvidenceLine.objects.filter(evidence__in=records, ok=True)
    named = lines.filter(infeed__isnull=False).values_list("infeed", flat=True)
    return set(named)
