"""The units as a tree, each with what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import units_of
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.places.models import Depot, Site
from greenlane.workforce.models import Person, Pool, Team


@dataclass(frozen=True)
class UnitRow:
    """A unit; `depth` counts from the reader's own, `above` is its parent's code."""

    unit: Unit
    depth: int
    above: str
    people: int
    teams: int
    sites: int
    depots: int
    acts: list[Act]


@dataclass(frozen=True)
class UnitTree:
    rows: tuple[UnitRow, ...]


def unit_tree(actor: Actor, *, back: str) -> UnitTree:
    """From the top down, each with all below it. Five queries, however many units."""
    units, acts = units_of(actor), Acts(actor, back)
    works = Person.objects.filter(left_at__isnull=True).exclude(pool=Pool.MEMBER)
    people = _count(works.filter(unit__in=units))
    teams = _count(Team.objects.filter(unit__in=units))
    sites = _count(Site.objects.filter(unit__in=units))
    depots = _count(Depot.objects.filter(unit__in=units, closed_at__isnull=True))
    codes = {unit.pk: unit.code for unit in units}
    top = min((unit.path.count(".") for unit in units), default=0)
    rows = tuple(
        UnitRow(
            unit,
            min(unit.path.count(".") - top, 6),
            codes.get(unit.parent_id or 0, ""),
            _below(unit, units, people),
            _below(unit, units, teams),
            _below(unit, units, sites),
            _below(unit, units, depots),
            _acts(unit, acts),
        )
        for unit in units
    )
    return UnitTree(rows)


def _below(unit: Unit, units: list[Unit], counts: dict[int, int]) -> int:
    """How many there are in the unit and in all below it, as its lists show them."""
    return sum(
        counts.get(each.pk, 0) for each in units if each.path.startswith(unit.path)
    )


def _acts(unit: Unit, acts: Acts) -> list[Act]:
    known = {"unit": unit.code, "parent": unit.code}
    names = ("core.change_unit", "core.add_unit", "core.pin_pack", "core.tune_pack")
    return acts.several(unit.path, *names, **known)


def _count(rows: QuerySet[Any]) -> dict[int, int]:
    """Unit → how many. One query."""
    counted = rows.order_by().values("unit").annotate(n=Count("pk"))
    return {row["unit"]: row["n"] for row in counted}
