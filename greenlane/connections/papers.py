"""The ledger of papers owed: opened at request from the rule pack, with due times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from greenlane.connections.facts_request import PaperDeferred
from greenlane.connections.models import Paper
from greenlane.core import written
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
    days = _working_days(order.unit)
    owed = [
        _paper(order, kind, at, days)
        for kind in kinds_of(order)
        if (known := values.get(f"papers.{kind}.owed_from_start"))
        and known.value is True
    ]
    written.insert(owed)
    for paper in owed:
        _say_owed(paper, at)


def owe(order: Order, kind: str, *, at: datetime, **about: str) -> Paper:
    """One paper is owed from now on. Refused unknown-paper when the pack lacks it."""
    paper = _paper(order, kind, at, _working_days(order.unit), **about)
    paper.save(force_insert=True)
    _say_owed(paper, at)
    return paper


def _paper(
    order: Order, kind: str, at: datetime, days: WorkingDays, **about: str
) -> Paper:
    values = pack_of(order).values
    key = f"papers.{kind}"
    if f"{key}.due" not in values:
        raise Refused("unknown-paper", kind=kind)
    return Paper(
        unit_id=order.unit_id,
        order=order,
        kind=kind,
        owner=about.get("owner") or _said(values, f"{key}.owner"),
        stand_in=about.get("stand_in") or _said(values, f"{key}.stand_in"),
        reason=about.get("reason", ""),
        deferred_at=at,
        due_at=_due(order.unit, days, values[f"{key}.due"], at),
    )


def _say_owed(paper: Paper, at: datetime) -> None:
    say(
        PaperDeferred(paper.pk, paper.kind),
        subjects=(("order", paper.order_id), paper),
        unit=paper.unit_id,
        at=at,
        stamps=(paper,),
    )


def _said(values: Mapping[str, Value], key: str) -> str:
    return str(values[key].value) if key in values else ""


def due(unit: Unit, limit: Value, start: datetime) -> datetime:
    """When it is due, in working days (WD), days or hours, on the unit's calendar."""
    return _due(unit, _working_days(unit), limit, start)


def _working_days(unit: Unit) -> WorkingDays:
    overrides = dict(Holiday.objects.filter(unit=unit).values_list("day", "works"))
    return WorkingDays(unit.country, overrides)


def _due(unit: Unit, days: WorkingDays, limit: Value, start: datetime) -> datetime:
    return days.due(start, limit.number, unit=limit.unit, zone=ZoneInfo(unit.timezone))
