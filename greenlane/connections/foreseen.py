"""Which closing is foreseen where: the name of an act is no way round its gates.

Each act has gates of its own. A new supply that was called a restoring would ask for no
verdict, and a step at the wrong section for the tests of another one.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.prepared import prepared
from greenlane.core.refusals import Refused
from greenlane.work.models import Order, Task


def must_be_foreseen(order: Order, act: str, area: str) -> None:
    """Refused step-not-foreseen, unless a task of the order does this closing here.

    A task that names no section closes any. What was isolated may always be restored.
    """
    for task in _tasks(order.pk):
        areas = task.list_of("areas")
        acts = {*task.list_of("acts"), *_also(task.list_of("acts"))}
        if act in acts and (not areas or area in areas):
            return
    if act == "restore_source" and order.isolations.filter(area=area).exists():
        return
    step = "connections.choose_option"
    raise Refused("step-not-foreseen", next_step=step, act=act, area=area)


def _also(acts: tuple[str, ...]) -> set[str]:
    """What went dark before its transfer is energised there: that asks for more."""
    return {"energise"} if "transfer_supply" in acts else set()


@prepared
def _tasks(order: UUID) -> QuerySet[Task]:
    return Task.objects.filter(order=order, dropped_at__isnull=True)
