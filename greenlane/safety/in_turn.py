"""Switching orders as they stand: which is in force, its next step, who asks for one.

All of it is written under the order's own lock, which every act holds that reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from greenlane.core.gatewalk import Act, once
from greenlane.core.prepared import prepared
from greenlane.network.models import Device
from greenlane.safety.acts import CLOSINGS, SWITCHING
from greenlane.safety.gate_reading import order_of
from greenlane.safety.limits import pack_of
from greenlane.safety.models import (
    EarthSet,
    Infeed,
    Instruction,
    Isolation,
    Point,
    SwitchingOrder,
    SwitchingStep,
)
from greenlane.safety.ticket_chooser import HIGH

ACTS, VOLTS = "switching.hv.acts", "switching.hv.volts"


@dataclass(frozen=True)
class Standing:
    """A switching order that has not ended: its steps by place, its open break."""

    row: SwitchingOrder
    steps: Sequence[SwitchingStep]
    instruction: Instruction | None  # given, and not withdrawn
    stopped: bool

    @cached_property
    def next(self) -> SwitchingStep | None:
        return next((each for each in self.steps if each.done_at is None), None)

    def step_for(self, act: Act) -> SwitchingStep | None:
        """The first step that is not done and is this very act."""
        undone = (each for each in self.steps if each.done_at is None)
        return next((each for each in undone if is_of(each, act)), None)


def is_of(step: SwitchingStep, act: Act) -> bool:
    if act.kind == "switching_step":
        return step.pk == act.subject
    return (step.act, step.target) == (act.kind, act.subject)


@once
def open_ones(order: UUID) -> list[Standing]:
    """Those of the order that have not ended: the one in force first."""
    rows = _unended(order)
    if not rows:
        return []
    keys = tuple(row.pk for row in rows)
    given = {each.target: each for each in _given(order, keys)}
    return [_standing(row, given.get(row.pk)) for row in rows]


@prepared
def _unended(order: UUID) -> QuerySet[SwitchingOrder]:
    rows = SwitchingOrder.objects.filter(order=order, ended_at__isnull=True)
    return rows.order_by("given_at", "written_at", "id")


@prepared
def _given(order: UUID, keys: tuple[UUID, ...]) -> QuerySet[Instruction]:
    return Instruction.objects.filter(
        order=order, act=SWITCHING, target__in=keys, withdrawn_at__isnull=True
    )


def _standing(row: SwitchingOrder, given: Instruction | None) -> Standing:
    steps = list(row.steps.select_related("device").order_by("place"))
    stopped = row.breaks.filter(resumed_at__isnull=True).exists()
    return Standing(row, steps, given, stopped)


def in_force(order: UUID) -> Standing | None:
    """The one that was given and has not ended; an order has one at most."""
    return next((each for each in open_ones(order) if each.row.given_at), None)


def in_turn(order: UUID, act: str, target: UUID) -> Instruction | None:
    """The instruction of the order in force, where this act is one of its steps."""
    force = in_force(order)
    if force is None or force.instruction is None:
        return None
    for step in force.steps:
        mine = act == "switching_step" and step.pk == target
        if step.done_at is None and (mine or (step.act, step.target) == (act, target)):
            return force.instruction
    return None


def asked(act: Act) -> bool:
    """Whether the order's rule pack wants this act on a written switching order.

    A pack that was pinned before it could say so wants none.
    """
    values = pack_of(order_of(act)).values
    if ACTS not in values or VOLTS not in values:
        return False
    named = values[ACTS].value
    wanted = named if isinstance(named, tuple) else (named,)
    return act.kind in wanted and _is_high(act, int(values[VOLTS].number))


def _is_high(act: Act, volts: int) -> bool:
    """High voltage by what it touches; an area that is called so counts as well."""
    devices, areas = _touched(act)
    if HIGH & set(areas):
        return True
    known = [each for each in devices if each is not None]
    return Device.objects.filter(pk__in=known, volts__gte=volts).exists()


def _touched(act: Act) -> tuple[set[UUID | None], tuple[str, ...]]:
    """Devices and areas of the row that the act is done on."""
    section: Isolation | None = None
    devices, key = {act.device}, act.subject
    if key is None or act.kind in CLOSINGS:
        return devices, act.areas
    if act.kind == "isolate":
        infeed = Infeed.objects.filter(pk=key).first()
        devices.add(infeed.device_id if infeed else None)
        section = infeed.isolation if infeed else None
    elif act.kind == "place_earth":
        section = Isolation.objects.filter(pk=key).first()
    elif act.kind == "remove_earth":
        earth = EarthSet.objects.filter(pk=key).first()
        section = earth.isolation if earth else None
    elif act.kind == "unlock_point":
        point = Point.objects.filter(pk=key).first()
        devices.add(point.device_id if point else None)
        section = point.isolation if point else None
    if section is None:
        return devices, ()
    return {*devices, section.source_id}, (section.area,)


def with_steps(order: UUID) -> QuerySet[SwitchingOrder]:
    """Every switching order of an order, the newest last, as a page shows it."""
    steps = SwitchingStep.objects.select_related("device", "operator", "guard")
    related = ("order", "unit", "written_by", "checked_by", "ended_by")
    rows = SwitchingOrder.objects.filter(order=order).select_related(*related)
    return rows.prefetch_related(
        Prefetch("steps", steps.order_by("place")), "breaks__resumed_by"
    ).order_by("written_at", "id")
