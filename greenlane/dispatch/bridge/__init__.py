"""Between the tables and the engine: the problem of a unit as it stands at this moment.

Minute zero is now. Keys of tasks and orders are those of their rows; a crew is a team
("team:…") or somebody who is in none ("person:…").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.core import clock
from greenlane.core.models import Head, Unit
from greenlane.dispatch.bridge import open as opened
from greenlane.dispatch.bridge import zones
from greenlane.dispatch.bridge.figures import Figures, figures
from greenlane.dispatch.bridge.ground import ground
from greenlane.dispatch.bridge.jobs import Jobs, jobs
from greenlane.dispatch.bridge.kit import Kit, kit
from greenlane.dispatch.bridge.open import Open
from greenlane.dispatch.bridge.people import Staff, staff
from greenlane.dispatch.models import Line, LineCrew
from greenlane.places.models import Depot
from greenlane.planning.rows import Crew, Mission, Stay

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """What the tables say, in the engine's rows; nothing is refused yet.

    `seq` is the journal's position before the first question: what came later may or
    may not be in it, and asks for the next plan. `last` are the lines that stand.
    """

    unit: int
    zero: datetime
    seq: int
    open: Open
    staff: Staff
    jobs: Jobs
    kit: Kit
    figures: Figures
    missions: tuple[Mission, ...]
    places: Mapping[UUID, int]
    travel: tuple[tuple[int, ...], ...]
    last: Mapping[str, tuple[datetime, tuple[str, ...]]]

    @property
    def crews(self) -> tuple[Crew, ...]:
        return self.staff.crews

    @property
    def durations(self) -> dict[str, tuple[int, int, int]]:
        """Low, likely and high minutes of each job, as the plan counts them."""
        return {
            key: (span.low, span.likely, span.high)
            for key, span in self.jobs.spans.items()
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """What the plan does not know: `zones-not-asked`, nobody keeps that list."""
        closed = any(zones.access(order.site) for order in self.open.orders)
        return ("zones-not-asked",) if closed and not self.open.asks_passes else ()

    def minute(self, at: datetime) -> int:
        """Whole minutes from zero, rounded down."""
        return (at - self.zero) // _MINUTE

    def at(self, minute: int) -> datetime:
        return self.zero + minute * _MINUTE

    def with_staff(self, changed: Staff) -> Told:
        """The same with other people: what they are too few for takes longer."""
        anew = jobs(self.open, changed, self.places, self.figures, self.zero, self.kit)
        return replace(self, staff=changed, jobs=anew)

    def stays(self) -> tuple[Stay, ...]:
        """What people were told last of tasks that are open and not begun."""
        begun = {each.task for each in self.jobs.fixed}
        known = {job.key for job in self.jobs.jobs} - begun
        return tuple(
            Stay(key, crews, self.minute(start), self.figures.told)
            for key, (start, crews) in sorted(self.last.items())
            if key in known
        )


def read(unit: Unit) -> Told:
    """The unit's problem now, by the unit's own clock."""
    with clock.of(unit.scene()):
        now = clock.now()
        seq = Head.objects.filter(unit=unit).values_list("seq", flat=True).first() or 0
        with_ = figures(unit.pack)
        found = opened.read(unit)
        zero = now.replace(second=0, microsecond=0)
        sites = {order.site_id: order.site for order in found.orders}
        land = ground(
            sites.values(), Depot.objects.filter(unit=unit, closed_at=None), with_
        )
        things = kit(unit, with_, zero=zero)
        people = staff(unit, unit.pack, land.place, at=now, zero=zero)
        return Told(
            unit=unit.pk,
            zero=zero,
            seq=seq,
            open=found,
            staff=people,
            jobs=jobs(found, people, land.place, with_, zero, things),
            kit=things,
            figures=with_,
            missions=_missions(found, with_, zero),
            places=land.place,
            travel=land.travel,
            last=_last(unit),
        )


def _missions(found: Open, with_: Figures, zero: datetime) -> tuple[Mission, ...]:
    """Dark from the hour it was wanted; what is past already is nobody's choice."""
    return tuple(
        Mission(
            str(order.pk),
            weight=with_.weight[order.priority],
            need_at=max(0, ((order.need_at or order.requested_at) - zero) // _MINUTE),
            deadline=(order.deadline - zero) // _MINUTE if order.deadline else None,
        )
        for order in found.orders
    )


def _last(unit: Unit) -> dict[str, tuple[datetime, tuple[str, ...]]]:
    crews: dict[UUID, list[str]] = {}
    for each in LineCrew.objects.filter(unit=unit):
        crews.setdefault(each.line_id, []).append(each.key)
    lines = Line.objects.filter(unit=unit).values_list("pk", "task", "start_at")
    return {
        str(task): (start_at, tuple(sorted(crews.get(line, ()))))
        for line, task, start_at in lines
    }
