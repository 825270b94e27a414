"""G15: the step before was read and is normal; only then the next, or a live check.

And nobody closes a device that stands under lock and tag, by whatever order.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.connections.gate_reading import parents
from greenlane.connections.models import EnergiseStep
from greenlane.connections.reading import standing_steps
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.network.models import Device
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.models import Point

NAME, CLASS = "G15", "P"
GUARDS = CLOSINGS | {"live_check"}


def locks(act: Act) -> list[Lock]:
    # Steps are laid out, closed, read and opened under their order; a point is opened
    # and locked under its device.
    steps = standing_steps(act.order) if act.order else []
    mine = [step for step in steps if step.pk == act.step and step.device_id]
    return [*parents(act), *(Lock(Device, step.device_id) for step in mine)]


def missing(act: Act) -> list[Missing]:
    steps = standing_steps(act.order) if act.order else []
    if "live_check" in act.kinds:
        return _nothing_live(act, steps) or _unread(
            [step for step in steps if step.started_at]
        )
    mine = next((step for step in steps if step.pk == act.step), None)
    if mine is None:
        return [Missing(NAME, "step-not-laid-out", next_step="connections.plan_steps")]
    before = [step for step in steps if step.place < mine.place]
    return [*_unread(before), *_locked(mine)]


def _locked(step: EnergiseStep) -> list[Missing]:
    if step.device_id is None:
        return []
    return [
        Missing(
            NAME,
            "lock-still-on",
            holder="role:switching",
            since=point.opened_at,
            next_step="safety.unlock_point",
            evidence=(str(point.pk),),
            facts={"lock": point.lock_number},
        )
        for point in _open_at(step.device_id)
    ]


@prepared
def _open_at(device: UUID) -> QuerySet[Point]:
    rows = Point.objects.filter(device=device, unlocked_at__isnull=True)
    return rows.order_by("opened_at", "id")


def _nothing_live(act: Act, steps: list[EnergiseStep]) -> list[Missing]:
    live = {step.area for step in steps if step.started_at}
    if set(act.areas) <= live:
        return []
    return [
        Missing(
            NAME,
            "nothing-live-there",
            holder="role:switching",
            next_step="connections.energise_step",
        )
    ]


def _unread(steps: list[EnergiseStep]) -> list[Missing]:
    return [
        Missing(
            NAME,
            _why(step),
            holder="role:switching",
            since=step.started_at,
            next_step=(
                "connections.read_step"
                if step.started_at
                else "connections.energise_step"
            ),
            evidence=(str(step.pk),),
            facts={"place": step.place},
        )
        for step in steps
        if _why(step)
    ]


def _why(step: EnergiseStep) -> str:
    if step.started_at is None:
        return "step-before-open"
    if step.read_at is None:
        return "step-before-unread"
    return "" if step.normal == "yes" else "step-before-not-normal"
