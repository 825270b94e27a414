"""The middle of the board: the next hours of all crews."""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.board.plan.timeline import NARROW, Asked, Timeline, timeline
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import unit_of
from greenlane.dispatch import queries
from greenlane.dispatch.models import UnitPlan


@dataclass(frozen=True)
class Middle:
    """Of the reader's own unit. `plan` is where it stands; none before the first."""

    shows: str
    plan: UnitPlan | None
    picture: Timeline


def middle_of(actor: Actor, shows: str) -> Middle:
    unit = unit_of(actor)
    plan = queries.plan_of(unit)
    asked = Asked(room=NARROW, to="/orders/%s")
    return Middle(shows, plan if plan and plan.number else None, timeline(unit, asked))
