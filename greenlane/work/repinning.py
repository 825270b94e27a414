"""Another way was chosen: the order goes on by another playbook; what is done stays."""

from __future__ import annotations

from datetime import datetime

from greenlane.work.models import Order, Stint, Task
from greenlane.work.orders import ANOTHER_WAY, pin_playbook

# What is true of the site and not of the way to supply it.
SHARED = frozenset({"intake", "survey"})


def change_playbook(order: Order, playbook_name: str, at: datetime) -> None:
    """Pin this playbook. The caller holds the order.

    Tasks of the old one that nobody began are dropped; done intake and survey count
    for the new one. The same playbook again changes nothing.
    """
    if order.playbook is not None and order.playbook.name == playbook_name:
        return
    old = list(order.tasks.filter(dropped_at__isnull=True))
    begun = set(Stint.objects.filter(task__order=order).values_list("task", flat=True))
    done = {_sort(task): task for task in old if task.finished_at is not None}
    for task in old:
        if task.finished_at is None and task.pk not in begun:
            task.dropped_at, task.dropped_why = at, ANOTHER_WAY
            task.save(update_fields=["dropped_at", "dropped_why"])
    order.playbook = None
    pin_playbook(order, playbook_name, at, known=order.tasks.all())
    keys = {task.key for task in old}
    for task in order.tasks.filter(stage__in=SHARED).exclude(key__in=keys):
        if _sort(task) in done:
            twin = done[_sort(task)]
            task.finished_at = twin.finished_at
            task.finished_source = twin.finished_source
            task.save(update_fields=["finished_at", "finished_source"])


def _sort(task: Task) -> tuple[str, str, str]:
    return (task.stage, task.skill, task.gives)
