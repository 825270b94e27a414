"""What the address of a list asks for: words, lists to choose from, the next page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from greenlane.core import queries
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.scope import below


@dataclass(frozen=True)
class Choice:
    """One list to pick from, under the name that the address has for it."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Piece:
    """A page of a list: its rows, and the addresses of the first and the next one."""

    rows: tuple[Any, ...]
    first: str
    next: str


def words(query: QueryDict, *names: str) -> dict[str, str]:
    return {name: query.get(name, "").strip()[:80] for name in names}


def choice(
    name: str, label: Any, options: Mapping[str, Any], chosen: str, *, every: Any = ""
) -> Choice:
    """A list whose first line asks for nothing; what is unknown asks for nothing."""
    listed = tuple((code, str(text)) for code, text in options.items())
    first = (("", str(every or _("All"))),)
    return Choice(name, str(label), first + listed, chosen if chosen in options else "")


def bearing(actor: Actor, field: str) -> Q:
    """Roles that bear on what the reader sees: held there, or in a unit above it."""
    above = {
        ".".join(parts[:n]) + "."
        for parts in (path.rstrip(".").split(".") for path in actor.paths())
        for n in range(1, len(parts))
    }
    return below(actor, field) | Q(**{f"{field}__in": sorted(above)})


def units_of(actor: Actor) -> list[Unit]:
    """The units that the reader sees, from the top down. One query."""
    return list(queries.units(actor))


def unit_choice(units: list[Unit], chosen: str) -> Choice | None:
    """The list of units; where there is only one, nobody is asked."""
    if len(units) < 2:
        return None
    named = {unit.code: f"{unit.code} {unit}" for unit in units}
    return choice("unit", _("Unit"), named, chosen)


def unit_at(units: list[Unit], code: str) -> Unit | None:
    return next((unit for unit in units if unit.code == code), None)


def piece(
    rows: QuerySet[Any], query: QueryDict, *, by: str, size: int, seen: QuerySet[Any]
) -> Piece:
    """The rows after the one that the address names, in the order of `by` and key.

    Two queries, one on the first page: no page is dearer for lying further down.
    """
    if mark := _mark(query, seen):
        value = getattr(mark, by)
        later = Q(**{f"{by}__gt": value}) | Q(**{by: value, "pk__gt": mark.pk})
        rows = rows.filter(later)
    found = list(rows.order_by(by, "pk")[: size + 1])
    shown = found[:size]
    more = address(query, str(shown[-1].pk)) if len(found) > size else ""
    return Piece(tuple(shown), address(query) if mark else "", more)


def address(query: QueryDict, after: str = "") -> str:
    """This list further down; without a key, from its top."""
    where = query.copy()
    where.pop("after", None)
    if after:
        where["after"] = after
    return f"?{where.urlencode()}"


def _mark(query: QueryDict, seen: QuerySet[Any]) -> Model | None:
    try:
        key = UUID(query.get("after", ""))
    except ValueError:
        return None
    return seen.filter(pk=key).first()


def counted(rows: QuerySet[Any], most: int) -> str:
    """How many fit, counted up to `most`; with a plus where there are more."""
    found = len(rows.order_by().values_list("pk", flat=True)[: most + 1])
    return f"{most}+" if found > most else str(found)
