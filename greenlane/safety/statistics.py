"""What safety was like in a unit and a period: counted, and nobody is named.

A gate that held did its work. Nothing here is set beside a person or a team, and
nothing says who was fast.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from greenlane.core.actors import Actor
from greenlane.core.models import Emergency, Refusal, Unit
from greenlane.core.scope import below
from greenlane.safety.alarms import CALM
from greenlane.safety.models import Evidence, NearMiss, Occurrence, Ticket, TicketBreak
from greenlane.work.models import Clearance, StopWork

MOST = 50  # near misses whose words are shown, the newest


@dataclass(frozen=True)
class Period:
    """From the first instant to the last one, which is no part of it."""

    start: datetime
    end: datetime

    def q(self, name: str) -> Q:
        return Q(**{f"{name}__gte": self.start, f"{name}__lt": self.end})


@dataclass(frozen=True)
class Lengths:
    """Lengths of time that have ended, and how many have not."""

    ended: tuple[timedelta, ...] = ()
    open: int = 0

    @property
    def median(self) -> timedelta | None:
        seconds = [each.total_seconds() for each in self.ended]
        return timedelta(seconds=median(seconds)) if seconds else None

    @property
    def longest(self) -> timedelta | None:
        return max(self.ended, default=None)


@dataclass(frozen=True)
class Figures:
    """`by_gate`: attempts that the gate held. `held`: until that act was released."""

    units: tuple[Unit, ...]
    attempts: int
    by_gate: Mapping[str, int]
    held: Mapping[str, Lengths]
    by_act: Mapping[str, int]
    by_rule: Mapping[str, int]
    exceptions: Mapping[str, int]
    stops: Mapping[str, int]
    stopped: Lengths
    occurrences: Mapping[str, int]
    reviewed: Lengths
    near_misses: int
    told: tuple[NearMiss, ...] = field(default=())


def figures(actor: Actor, unit: Unit, period: Period) -> Figures:
    """Of the unit and those below it, as far as the reader sees them."""
    where = below(actor, "path") & Q(path__startswith=unit.path)
    units = tuple(Unit.objects.filter(where).order_by("path"))
    mine = Q(unit__in=[each.pk for each in units])
    rows = list(_refused(mine & period.q("at")))
    stops = list(StopWork.objects.filter(mine & period.q("at")))
    reports = list(Occurrence.objects.filter(mine & period.q("recorded_at")))
    misses = NearMiss.objects.filter(mine & period.q("recorded_at"))
    return Figures(
        units=units,
        attempts=len(rows),
        by_gate=Counter(gate for row in rows for gate in row.gates),
        held=_held(rows),
        by_act=Counter(row.act for row in rows if row.act),
        by_rule=_by_rule(mine & period.q("at")),
        exceptions=_exceptions(mine, period),
        stops=Counter(row.kind for row in stops),
        stopped=_lengths((row.at, row.lifted_at) for row in stops),
        occurrences=Counter(row.kind for row in reports),
        reviewed=_lengths((row.recorded_at, row.reviewed_at) for row in reports),
        near_misses=misses.count(),
        told=tuple(misses.select_related("site").order_by("-recorded_at")[:MOST]),
    )


@dataclass(frozen=True)
class _Refused:
    """One attempt that gates held: when, of which act on which order, by which."""

    at: datetime
    act: str
    order: str
    gates: frozenset[str]


def _refused(where: Q) -> Iterator[_Refused]:
    rows = Refusal.objects.filter(where, code="gate-held").order_by("at", "id")
    for at, text in rows.values_list("at", "facts").iterator():
        facts: dict[str, Any] = json.loads(text)
        gates = frozenset(each["gate"] for each in facts.get("missing", ()))
        yield _Refused(at, facts.get("act", ""), facts.get("order", ""), gates)


def _held(rows: Iterable[_Refused]) -> dict[str, Lengths]:
    """From the first attempt that a gate held until that act was let go on that order.

    What was refused before acts were written down with it is counted, not measured.
    """
    known = [row for row in rows if row.act and row.order]
    given = _released(known)
    ended: dict[str, list[timedelta]] = defaultdict(list)
    still: Counter[str] = Counter()
    begun: dict[tuple[str, str, str], datetime] = {}
    for row in known:
        for gate in row.gates:
            key = (row.order, row.act, gate)
            began = begun.setdefault(key, row.at)
            if over := _next(given, row, after=began, until=row.at):
                ended[gate].append(over - began)
                begun[key] = row.at
    for (order, act, gate), at in begun.items():
        over = next((each for each in given[order, act] if each > at), None)
        if over:
            ended[gate].append(over - at)
        else:
            still[gate] += 1
    found = {*ended, *still}
    return {gate: Lengths(tuple(ended[gate]), still[gate]) for gate in found}


def _next(
    given: Mapping[tuple[str, str], list[datetime]],
    row: _Refused,
    *,
    after: datetime,
    until: datetime,
) -> datetime | None:
    """When the act was let go between these two moments, if it was."""
    times = given[row.order, row.act]
    return next((each for each in times if after < each <= until), None)


def _released(rows: list[_Refused]) -> dict[tuple[str, str], list[datetime]]:
    """Order and act → when it was let go, however often."""
    orders = {UUID(row.order) for row in rows}
    given: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    found = Clearance.objects.filter(order__in=orders).order_by("given_at")
    for order, kind, at in found.values_list("order", "kind", "given_at"):
        given[str(order), kind].append(at)
    return given


def _by_rule(where: Q) -> dict[str, int]:
    """Every other rule that said no."""
    rows = Refusal.objects.filter(where).exclude(code="gate-held")
    return dict(_counted(rows, "code"))


def _exceptions(mine: Q, period: Period) -> dict[str, int]:
    """What was taken back, broken off or opened out of turn."""
    breaks = TicketBreak.objects.filter(mine & period.q("at"))
    found = {
        "ticket-revoked": Ticket.objects.filter(mine & period.q("revoked_at")).count(),
        "permit-rested": breaks.exclude(cause__in=CALM).count(),
        "permit-refused": breaks.filter(cause="permit-refused").count(),
        "record-withdrawn": Evidence.objects.filter(
            mine & period.q("withdrawn_at")
        ).count(),
        "record-failed": Evidence.objects.filter(
            mine & period.q("recorded_at"), passed=False
        ).count(),
        "clearance-revoked": Clearance.objects.filter(
            mine & period.q("revoked_at")
        ).count(),
        "emergency-opened": Emergency.objects.filter(
            mine & period.q("opened_at")
        ).count(),
    }
    return {code: count for code, count in found.items() if count}


def _lengths(spans: Iterable[tuple[datetime, datetime | None]]) -> Lengths:
    rows = list(spans)
    return Lengths(
        tuple(end - start for start, end in rows if end is not None),
        sum(1 for _start, end in rows if end is None),
    )


def _counted(rows: QuerySet[Any], name: str) -> Iterator[tuple[str, int]]:
    found = rows.values_list(name).annotate(n=Count("pk")).order_by("-n", name)
    yield from found
