"""The middle of the board: the next hours of all crews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import get_language

from greenlane.board.plan.timeline import Timeline, timeline
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.models import Unit
from greenlane.core.web.viewer import unit_of
from greenlane.dispatch import queries
from greenlane.dispatch.known import known
from greenlane.dispatch.models import UnitPlan
from greenlane.work.queries import listed_at

HOURS = 6
ROOM = 290  # pixels of a row
MOST = 400  # lines that are drawn


@dataclass(frozen=True)
class Middle:
    """Of the reader's own unit. `plan` is where it stands; none before the first."""

    shows: str
    plan: UnitPlan | None
    picture: Timeline


def middle_of(actor: Actor, shows: str) -> Middle:
    unit = unit_of(actor)
    plan = queries.plan_of(unit)
    picture = kept(
        "middle", (unit.pk, get_language(), listed_at()), lambda: _picture(unit)
    )
    return Middle(shows, plan if plan and plan.number else None, picture)


def _picture(unit: Unit) -> Timeline:
    now = clock.now()
    until = now + timedelta(hours=HOURS)
    lines = queries.lines_between(unit, until, most=MOST)
    pins = queries.pins_of([line.task_id for line in lines])
    names = known(lines)
    return timeline(
        lines, pins, names, now=now, hours=HOURS, zone=unit.timezone, room=ROOM
    )
