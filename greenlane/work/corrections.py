"""What a corrected time must fit, and the row that takes the old one's place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.intervals import Interval
from greenlane.core.refusals import Refused
from greenlane.work.models import (
    Handoff,
    Head,
    Order,
    Stint,
    TimeCorrection,
    Wait,
)

KINDS: dict[str, type[Interval]] = {"stint": Stint, "wait": Wait, "handoff": Handoff}
CHOICES = [
    ("stint", _("Work on a task")),
    ("wait", _("Wait")),
    ("handoff", _("Handover of work")),
]
# What a correction does not carry over: its own key and telling, and the old clearance,
# which allows the act that the old row names and no other.
_OWN = frozenset(
    {"id", "happened_at", "ended_at", "time_source", "recorded_at", "recorded_seq"}
    | {"end_recorded_at", "ended_seq", "corrects", "started_at", "clearance"}
)


def order_of(row: Any) -> Order:
    """The order that the interval lies on."""
    found = row.order if isinstance(row, Wait) else row.task.order
    return Order.objects.get(pk=found.pk)


def must_fit(
    old: Interval, order: Order, *, began: datetime, ended: datetime, now: datetime
) -> None:
    """Raises Refused: open, corrected before, reversed, too early, too late, double."""
    if newer := type(old)._default_manager.filter(corrects=old).first():
        raise Refused("corrected-already", newer=str(newer.pk))
    if old.ended_at is None:
        raise Refused("interval-open")
    if ended < began:
        raise Refused("time-reversed", field="ended_at")
    if began < order.requested_at:
        raise Refused("time-before-request", field="began_at", order=order.number)
    if ended > now:
        raise Refused("time-in-future", field="ended_at")
    if (began, ended) == (old.happened_at, old.ended_at):
        raise Refused("time-is-so")
    beside = _overlapping(old).filter(happened_at__lt=ended)
    open_or_later = Q(ended_at__isnull=True) | Q(ended_at__gt=began)
    if other := beside.filter(open_or_later).first():
        raise Refused("time-overlaps", other=str(other.pk))


def _overlapping(old: Any) -> QuerySet[Any]:
    """What may not run at the same time: a person's stints, waits of one cause."""
    rows = type(old)._default_manager.current().exclude(pk=old.pk)
    if isinstance(old, Wait):
        return rows.filter(order=old.order_id, task=old.task_id, cause=old.cause)
    if isinstance(old, Handoff):
        return rows.filter(task=old.task_id)
    people = Head.objects.filter(stint=old).values("person")
    return rows.filter(heads__person__in=people).distinct()


def told_anew(
    old: Any, *, began: datetime, ended: datetime, reason: str, by: int | None
) -> Interval:
    """The same interval with other times; it allows nothing: it bears no clearance."""
    kept = {
        field.attname: getattr(old, field.attname)
        for field in old._meta.concrete_fields
        if field.name not in _OWN
    }
    now = clock.now()
    new = type(old).objects.create(
        **kept, happened_at=began, ended_at=ended, time_source="corrected",
        recorded_at=now, end_recorded_at=now, corrects=old,
    )  # fmt: skip
    if isinstance(old, Stint):
        _heads_anew(old, new)
    TimeCorrection.objects.create(
        unit_id=old.unit_id, kind=old._meta.model_name, old=old.pk, new=new.pk,
        reason=reason, corrected_by=by, at=now,
    )  # fmt: skip
    return new


def _heads_anew(old: Stint, new: Stint) -> None:
    """Who was there all the time still was; who came or went between stays as told."""
    began, ended = new.happened_at, new.ended_at
    assert ended is not None
    for head in Head.objects.filter(stint=old):
        joined = began if head.joined_at == old.happened_at else head.joined_at
        left = head.left_at
        if left is None or left == old.ended_at:
            left = ended
        Head.objects.create(
            unit_id=new.unit_id,
            stint=new,
            person_id=head.person_id,
            joined_at=min(max(joined, began), ended),
            left_at=min(max(left, began), ended),
        )
