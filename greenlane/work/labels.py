"""The order's label: a summary of what was last signed; never set, never a gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.work.models import Order, Task

LABELS: dict[str, Promise] = {
    "received": _("Received"),
    "taken_on": _("Taken on"),
    "surveyed": _("Surveyed"),
    "feasible": _("Verdict given"),
    "permitted": _("Permitted"),
    "built": _("Built"),
    "tested": _("Tested"),
    "works_accepted": _("Works accepted"),
    "ready": _("Ready"),
    "energising": _("Energising"),
    "live": _("Live"),
    "handed_over": _("Handed over"),
    "closed": _("Closed"),
    "cancelled": _("Cancelled"),
    "merged": _("Merged"),
    "held": _("On hold"),
    "stopped": _("Stopped"),
}
STOPS: dict[str, Promise] = {
    "stop": _("Stop-work"),
    "freeze": _("Freeze"),
    "hazard": _("Hazard"),
}
_BY_GATE = {
    "G1": "surveyed",
    "G2": "feasible",
    "G8": "permitted",
    "G9": "permitted",
    "G10": "tested",
    "G11": "works_accepted",
    "G12": "ready",
    "G13": "ready",
    "G18": "ready",
}
_CLOSINGS = frozenset({"energise", "transfer_supply"})


@dataclass(frozen=True)
class Label:
    """`code` is a key of LABELS; `step` counts closings; `beside`: held, stopped."""

    code: str
    step: int = 0
    beside: tuple[str, ...] = ()


def label(order: Order) -> Label:
    """What the order's rows say now: tasks, ends, holds, stops, prefetched or not."""
    beside = []
    if any(hold.until is None for hold in order.holds.all()):
        beside.append("held")
    if any(stop.lifted_at is None for stop in order.stops.all()):
        beside.append("stopped")
    for end in order.ends.all():
        if end.reopened_at is None:
            return Label(end.kind, beside=tuple(beside))
    code, step = stage(order.tasks.all())
    if code == "received" and order.taken_at:
        code = "taken_on"
    return Label(code, step, tuple(beside))


def stage(tasks: Iterable[Task]) -> tuple[str, int]:
    """(label, number of the closing) that the last finished tasks stand for."""
    wanted = [task for task in tasks if task.dropped_at is None]
    done = sorted(
        (task for task in wanted if task.finished_at),
        key=lambda task: (task.finished_at, task.place),
    )
    if any("hand_over" in task.list_of("acts") for task in done):
        return "handed_over", 0
    closings = [task for task in wanted if _CLOSINGS & set(task.list_of("acts"))]
    closed = [task for task in closings if task.finished_at]
    if closed:
        return ("live" if len(closed) == len(closings) else "energising"), len(closed)
    for task in reversed(done):
        codes = [_BY_GATE[gate] for gate in task.list_of("gives") if gate in _BY_GATE]
        if codes:
            return codes[-1], 0
        if task.stage == "build":
            return "built", 0
    return "received", 0
