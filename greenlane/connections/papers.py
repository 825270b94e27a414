"""The ledger of papers owed: opened at request from the rule pack, with due times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from greenlane.connections.facts_request import PaperDeferred
from greenlane.connections.models import Paper
from greenlane.core.calendar import WorkingDays
from greenlane.core.command import say
from greenlane.core.models import Holiday, Unit
from greenlane.core.packs import Value
from greenlane.core.refusals import Refused
from greenlane.safety.limits import pack_of
from greenlane.work.models import Order


def kinds_of(order: Order) -> tuple[str, ...]:
    """The kinds of paper that the order's rule pack knows."""
    return pack_of(order).under("papers")


def owe_papers(order: Order, *, at: datetime) -> None:
    """What the pack says is owed from the start; none of it blocks volts."""
    values = pack_of(order).values
    for kind in kinds_of(order):
        key = f"papers.{kind}.owed_from_start"
        if key in values and values[key].value is True:
            owe(order, kind, at=at)


def owe(order: Order, kind: str, *, at: datetime, **about: str) -> Paper:
    """One paper is owed from now on. Refused unknown-paper when the pack lacks it."""
    values = pack_of(order).values
    key = f"papers.{kind}"
    if f"{key}.due" not in values:
        raise Refused("unknown-paper", kind=kind)
    paper = Paper.objects.create(
        unit_id=order.unit_id,
        order=order,
        kind=kind,
        owner=about.get("owner") or _said(values, f"{key}.owner"),
        stand_in=about.get("stand_in") or _said(values, f"{key}.stand_in"),
        reason=about.get("reason", ""),
        deferred_at=at,
        due_at=due(order.unit, values[f"{key}.due"], at),
    )
    say(
        PaperDeferred(paper.pk, kind),
        subjects=(("order", order.pk), paper),
        unit=order.unit_id,
        at=at,
        stamps=(paper,),
    )
    return paper


def _said(values: Mapping[str, Value], key: str) -> str:
    return str(values[key].value) if key in values else ""


def due(unit: Unit, limit: Value, start: datetime) -> datetime:
    """When it is due, in working days (WD), days or hours, on the unit's calendar."""
    overrides = dict(Holiday.objects.filter(unit=unit).values_list("day", "works"))
    days = WorkingDays(unit.country, overrides)
    return days.due(start, limit.number, unit=limit.unit, zone=ZoneInfo(unit.timezone))
