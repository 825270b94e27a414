"""Switching orders as they stand: which is in force, its next step, who asks for one.

All of it is written under the order's own lock, which every act holds that reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from greenlane.core.gatewalk import Act, once
from greenlane.core.packs import BadPack
from greenlane.core.prepared import prepared
from greenlane.network.models import Device
from greenlane.safety.acts import SWITCHING
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
from greenlane.work.models import Order

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


def knows_switching(order: Order) -> bool:
    """Whether the order's rule pack says which acts go by a switching order.

    A pack past the bounds says nothing that counts; its gates hold, and say so.
    """
    try:
        values = pack_of(order).values
    except BadPack:
        return True
    return ACTS in values and VOLTS in values


def asked(act: Act) -> bool:
    """Whether the order's rule pack wants this act on a written switching order.

    A pack that was pinned before it could say so wants none.
    """
    order = order_of(act)
    values = pack_of(order).values
    if not knows_switching(order):
        return False
    named = values[ACTS].value
    wanted = named if isinstance(named, tuple) else (named,)
    return act.kind in wanted and _is_high(act, int(values[VOLTS].number))


def _is_high(act: Act, volts: int) -> bool:
    """High voltage by what it touches; an area that is called so counts as well."""
    devices, areas = _touched(act)
    if HIGH & set(areas):
        return True
    if act.device is not None and act.device not in {each.pk for each in devices}:
        devices += _device(act.device)
    return any(each.volts >= volts for each in devices)


@prepared
def _device(key: UUID) -> QuerySet[Device]:
    return Device.objects.filter(pk=key)


def _touched(act: Act) -> tuple[list[Device], tuple[str, ...]]:
    """Devices and areas of the row that the act is done on."""
    find = _ROWS.get(act.kind)
    if find is None or act.subject is None:
        return [], act.areas
    found: list[Device] = []
    areas: list[str] = []
    for row in find(act.subject):
        own = getattr(row, "device", None)  # of an infeed, of an open point
        section = row if isinstance(row, Isolation) else row.isolation
        found += [own] if own else []
        if section is not None:
            found.append(section.source)
            areas.append(section.area)
    return found, tuple(areas)


@prepared
def _infeed(key: UUID) -> QuerySet[Infeed]:
    rows = Infeed.objects.select_related("device", "isolation__source")
    return rows.filter(pk=key)


@prepared
def _section(key: UUID) -> QuerySet[Isolation]:
    return Isolation.objects.select_related("source").filter(pk=key)


@prepared
def _earth(key: UUID) -> QuerySet[EarthSet]:
    return EarthSet.objects.select_related("isolation__source").filter(pk=key)


@prepared
def _point(key: UUID) -> QuerySet[Point]:
    rows = Point.objects.select_related("device", "isolation__source")
    return rows.filter(pk=key)


_ROWS: dict[str, Callable[[UUID], list[Any]]] = {
    "isolate": _infeed,
    "place_earth": _section,
    "remove_earth": _earth,
    "unlock_point": _point,
}


def with_steps(order: UUID) -> list[SwitchingOrder]:
    """Every switching order of an order, the newest last, as a page shows it."""
    return list(_with_steps(order)) if _any_of(order) else []


@prepared
def _any_of(order: UUID) -> QuerySet[SwitchingOrder]:
    return SwitchingOrder.objects.filter(order=order)[:1]


def _with_steps(order: UUID) -> QuerySet[SwitchingOrder]:
    steps = SwitchingStep.objects.select_related("device", "operator", "guard")
    related = ("order", "unit", "written_by", "checked_by", "ended_by")
    rows = SwitchingOrder.objects.filter(order=order).select_related(*related)
    return rows.prefetch_related(
        Prefetch("steps", steps.order_by("place")), "breaks__resumed_by"
    ).order_by("written_at", "id")
