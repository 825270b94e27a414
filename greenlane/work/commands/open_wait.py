"""From here on the time has a name: what is waited for, and who has it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Instant, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import causes, waits
from greenlane.work.models import Order, Task, Wait
from greenlane.work.orders import must_be_open


class OpenWait(CommandForm):
    order = Id(kind="order", label=_("Order"))
    task = Id(kind="task", label=_("Task"), required=False)
    cause = forms.ChoiceField(
        choices=[(c, causes.LABELS[c]) for c in causes.NAMED],
        label=_("What is waited for"),
    )
    holder = Text(max_length=120, label=_("Who has it"))
    expected_end = Instant(label=_("Expected until"), required=False)
    note = Text(max_length=240, label=_("Note"), required=False)


@command(
    "work.open_wait",
    title=_("Name a wait"),
    takes=OpenWait,
    needs="field",
    kind=OBSERVE,
)
def open_wait(form: OpenWait, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [order] = locks.take(find(Order, given["order"]))
    must_be_open(order)
    if given["expected_end"] and given["expected_end"] < at:
        raise Refused("time-reversed", field="expected_end")
    on: Order | Task = order
    if given["task"]:
        on = find(Task, given["task"])
        if on.order_id != order.pk:
            raise Refused("task-of-another-order", task=on.key)
    _must_be_new(order, given)
    wait = waits.open_wait(
        on,
        cause=given["cause"],
        holder=given["holder"],
        at=at,
        expected_end=given["expected_end"],
        note=given["note"],
    )
    return answer("wait-opened", wait=wait.pk)


def _must_be_new(order: Order, given: dict[str, Any]) -> None:
    same = Wait.objects.current().filter(
        order=order, task=given["task"], cause=given["cause"], ended_at__isnull=True
    )
    if found := same.first():
        raise Refused(
            "wait-open-already", next_step="work.close_wait", wait=str(found.pk)
        )
