"""Depots: what stands where, and which teams start from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import (
    Choice,
    Piece,
    piece,
    unit_at,
    unit_choice,
    units_of,
    words,
)
from greenlane.core.actors import Actor
from greenlane.places.models import Depot
from greenlane.workforce.models import Team

ROWS = 50


@dataclass(frozen=True)
class DepotRow:
    depot: Depot
    teams: tuple[Team, ...]
    acts: list[Act]

    @property
    def is_placed(self) -> bool:
        return self.depot.longitude is not None and self.depot.latitude is not None


@dataclass(frozen=True)
class DepotList:
    depots: tuple[DepotRow, ...]
    piece: Piece
    asked: dict[str, str]
    choices: tuple[Choice, ...]
    add: Act | None


def depot_list(actor: Actor, query: QueryDict, *, back: str) -> DepotList:
    """By name, page by page. Four queries, however many depots."""
    asked, units = words(query, "unit", "closed"), units_of(actor)
    seen, acts = Depot.objects.seen_by(actor), Acts(actor, back)
    rows = seen.select_related("unit").filter(closed_at__isnull=not asked["closed"])
    if at := unit_at(units, asked["unit"]):
        rows = rows.filter(unit__path__startswith=at.path)
    found = piece(rows, query, by="name_zh", size=ROWS, seen=seen)
    teams: dict[UUID, list[Team]] = {}
    stationed = Team.objects.seen_by(actor).filter(depot__in=found.rows)
    for team in stationed.order_by("name_zh"):
        teams.setdefault(team.depot_id, []).append(team)  # type: ignore[arg-type]
    chosen = unit_choice(units, asked["unit"])
    return DepotList(
        tuple(
            DepotRow(each, tuple(teams.get(each.pk, ())), _acts(each, acts))
            for each in found.rows
        ),
        found,
        asked,
        (chosen,) if chosen else (),
        acts.one("places.add_depot"),
    )


def _acts(depot: Depot, acts: Acts) -> list[Act]:
    if depot.closed_at is not None:
        return []
    verbs = ("places.change_depot", "places.close_depot")
    return acts.several(depot.unit.path, *verbs, depot=depot.pk)
