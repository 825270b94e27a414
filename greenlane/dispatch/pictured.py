"""What a picture of the plan asks beside its lines: shifts, ends, what is beyond."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet

from greenlane.core.models import Unit
from greenlane.dispatch.models import Line, LineChange, LineCrew, Revision
from greenlane.work.models import Order, Task
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Shift, Team

_DAY, _NIGHT = 8, 20  # o'clock, where nobody keeps a roster
_HALF = timedelta(hours=12)
_LONGEST = timedelta(hours=16)


def shift_at(unit: Unit, now: datetime) -> tuple[datetime, datetime]:
    """The shift that runs, by the roster; else from eight to eight. One query."""
    rows = Shift.objects.filter(
        unit=unit, cancelled_at=None, starts_at__lte=now, ends_at__gt=now
    )
    found = rows.aggregate(start=Min("starts_at"), end=Max("ends_at"))
    if found["start"] and found["end"] - found["start"] <= _LONGEST:
        return found["start"], found["end"]
    here = now.astimezone(ZoneInfo(unit.timezone))
    start = here.replace(hour=_DAY, minute=0, second=0, microsecond=0)
    if here.hour >= _NIGHT:
        start = start.replace(hour=_NIGHT)
    elif here.hour < _DAY:
        start -= _HALF
    return start, start + _HALF


def last_end(unit: Unit) -> datetime | None:
    """When the last line of the plan ends. One query."""
    return _open(unit).aggregate(end=Max("end_at"))["end"]


def ends_of(orders: Collection[Order]) -> dict[UUID, tuple[datetime, int]]:
    """Order → the end of its last line, and how many lines it has. One query."""
    rows = Line.objects.filter(
        order__in=list(orders), task__finished_at=None, task__dropped_at=None
    )
    told = rows.values("order").annotate(end=Max("end_at"), count=Count("pk"))
    return {row["order"]: (row["end"], row["count"]) for row in told}


def later_of(unit: Unit, after: datetime) -> dict[str, int]:
    """Crew → its lines that begin then or later. One query."""
    rows = LineCrew.objects.filter(line__in=_open(unit).filter(start_at__gte=after))
    told = rows.values("team", "person").annotate(count=Count("pk"))
    found: dict[str, int] = {}
    for row in told:
        key = crewkeys.of(team=row["team"], person=row["person"])
        found[key] = row["count"]
    return found


def teams_of(unit: Unit) -> list[Team]:
    return list(Team.objects.filter(unit=unit).order_by("name_zh", "pk"))


def crews_of(unit: Unit, lines: Iterable[Line]) -> dict[str, str]:
    """Crew → its name: every team of the unit, and whoever the lines name."""
    teams = {crewkeys.of_team(team.pk): str(team) for team in teams_of(unit)}
    return teams | crews_named(lines)


def crews_named(lines: Iterable[Line]) -> dict[str, str]:
    """Crew → its name, of those that these lines name."""
    crews = [crew for line in lines for crew in line.crews.all()]
    return {crew.key: str(crew.team or crew.person) for crew in crews}


def revisions_of(unit: Unit, *, most: int) -> list[Revision]:
    """The newest revisions that told somebody something else. One query."""
    rows = Revision.objects.filter(unit=unit).defer("pinned").order_by("-number")
    return list(rows[:most])


def changes_after(unit: Unit, number: int) -> list[LineChange]:
    """What revisions after this one told otherwise, the oldest first. One query.

    Of tasks that are still to be done; changes are kept for a week.
    """
    rows = LineChange.objects.filter(
        unit=unit, revision__gt=number, task__finished_at=None, task__dropped_at=None
    )
    return list(
        rows.select_related("task", "order__site").order_by("revision", "at", "pk")
    )


def tasks_by_key(orders: Collection[UUID]) -> dict[tuple[UUID, str], Task]:
    """(order, key in the playbook) → the task. One query."""
    rows = Task.objects.filter(order__in=list(orders))
    return {(task.order_id, task.key): task for task in rows}


def _open(unit: Unit) -> QuerySet[Line]:
    return Line.objects.filter(
        unit=unit, task__finished_at=None, task__dropped_at=None, order__ended=False
    )
