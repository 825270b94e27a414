"""The acts of this mission, as the gates see them: ids only, closure computed."""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.models import Connection, EnergiseStep
from greenlane.connections.reading import live_areas, standing_steps
from greenlane.core.gatewalk import Act
from greenlane.safety.closure import closure
from greenlane.safety.coming import coming_pair, coming_subject, coming_ticket
from greenlane.safety.signing import signatures
from greenlane.work.models import Order


def act_of(
    step: EnergiseStep,
    isolations: tuple[UUID, ...] | None = None,
    people: tuple[UUID, ...] = (),
) -> Act:
    """The act of closing this step; `people` are operator and guard."""
    touched = isolations
    if touched is None:
        touched = closure(step.order, *switched_by(step))
    return Act(
        step.act,
        unit=step.unit_id,
        order=step.order_id,
        step=step.pk,
        subject=step.pk,
        areas=(step.area,),
        isolations=touched,
        people=people,
        device=step.device_id,
    )


def switched_by(step: EnergiseStep) -> tuple[UUID, ...]:
    """The device that this step closes, where one is named."""
    return (step.device_id,) if step.device_id else ()


def is_step_to(order: Order, act: str, key: UUID) -> bool:
    """Whether this is a step of the order, and of this act."""
    return EnergiseStep.objects.filter(order=order, act=act, pk=key).exists()


def handing_over(order: Order, *people: UUID) -> Act:
    """The act of handing over; `people` are the receiver and then who keeps watch."""
    return Act(
        "hand_over",
        unit=order.unit_id,
        order=order.pk,
        areas=live_areas(order),
        isolations=closure(order),
        people=people,
    )


def next_act(order: Order, kind: str) -> Act:
    """The act of this kind that comes next on the order: for looking, not for doing."""
    step = next(
        (s for s in standing_steps(order.pk) if s.started_at is None and s.act == kind),
        None,
    )
    if step is not None:
        return act_of(step)
    if kind == "hand_over":
        return handing_over(order, *_receiver(order))
    ticket, subject = coming_ticket(order, kind), coming_subject(order, kind)
    own = (ticket.isolation_id,) if ticket and ticket.isolation_id else ()
    return Act(
        kind,
        unit=order.unit_id,
        order=order.pk,
        ticket=ticket.pk if ticket else None,
        subject=subject,
        people=_people(order, kind, subject),
        areas=tuple(ticket.areas.split()) if ticket else _areas(order),
        isolations=tuple(sorted({*closure(order), *own})),
    )


def _people(order: Order, kind: str, subject: UUID | None) -> tuple[UUID, ...]:
    """Who would do it: of live checks, those who guarded the closings."""
    if kind == "live_check":
        live = [step.guard_id for step in standing_steps(order.pk) if step.started_at]
        return tuple(dict.fromkeys(each for each in live if each))
    return coming_pair(subject) if kind == "remove_earth" else ()


def _areas(order: Order) -> tuple[str, ...]:
    rows = order.tasks.values_list("areas", flat=True)
    return tuple(sorted({area for areas in rows for area in areas.split()}))


def _receiver(order: Order) -> tuple[UUID, ...]:
    """Who has signed the sheet to take over, if somebody has."""
    sheet = Connection.objects.filter(order=order).first()
    signed = signatures(sheet) if sheet else []
    return tuple(s.person_id for s in signed if s.role == "receiver")[-1:]
