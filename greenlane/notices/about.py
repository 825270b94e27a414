"""What a notice may name: of what it is about, as far as its reader sees it now."""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.connections.to_sign import waiting_for
from greenlane.core.actors import Actor
from greenlane.core.models import Event
from greenlane.core.texts import said_as
from greenlane.notices.facts import AlarmEscalated
from greenlane.notices.kinds import ALARMS, TRIAL
from greenlane.notices.models import Alarm, Delivery
from greenlane.notices.queueing import subjects
from greenlane.notices.recipients import Unwanted
from greenlane.work.mine import my_tasks
from greenlane.work.models import Order, Task
from greenlane.workforce.models import Person


@dataclass(frozen=True)
class About:
    """What a sentence may name: all of it of a unit that the reader sees."""

    unit: str
    order: Order | None = None
    task: Task | None = None
    document: str = ""
    alarm: Alarm | None = None
    again: bool = False  # the alarm was not acknowledged in time


def about(row: Delivery, event: Event, actor: Actor) -> About:
    """Raises Unwanted where it waits for nobody any more."""
    unit = str(row.unit)
    if row.kind in {"assigned", "handoff"}:
        task = my_tasks(actor).filter(pk=str(row.about))
        found = task.select_related("order__site").first()
        if found is None or found.begun:  # type: ignore[attr-defined]
            raise Unwanted("waits-no-more")
        return About(unit, found.order, found)
    order = _order(event, actor) if row.kind != TRIAL else None
    if row.kind == "signature":
        return About(unit, order, document=_document(row, actor))
    if event.name in ALARMS:
        alarm, again = _alarm(row, event), event.name == AlarmEscalated.NAME
        return About(unit, order, alarm=alarm, again=again)
    return About(unit, order)


def _order(event: Event, actor: Actor) -> Order | None:
    key = next((key for kind, key in subjects(event) if kind == "order"), None)
    rows = Order.objects.seen_by(actor).select_related("site")
    return rows.filter(pk=key).first() if key is not None else None


def _alarm(row: Delivery, event: Event) -> Alarm:
    alarm = Alarm.objects.filter(pk=str(row.about), unit=row.unit_id).first()
    if alarm is None or alarm.cleared_at:
        raise Unwanted("alarm-over")
    if alarm.acknowledged_at and event.name == AlarmEscalated.NAME:
        raise Unwanted("acknowledged")
    return alarm


def _document(row: Delivery, actor: Actor) -> str:
    """What kind of document it is: its own name may hold those of people."""
    person = Person.objects.filter(account=actor.account).first()
    for each in waiting_for(actor, person) if person else ():
        if each.row.pk == row.about and each.named:
            return str(said_as("kind", each.kind))
    raise Unwanted("waits-no-more")
