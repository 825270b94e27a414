"""A wait is named: cause, holder, since, until. It explains time and allows nothing.

Other rooms call these inside their own commands, so a shortage and its wait are one
transaction. The caller holds the order's lock.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from greenlane.core import clock
from greenlane.core.command import current, say
from greenlane.work.facts.tasks import WaitClosed, WaitOpened
from greenlane.work.models import Order, Task, Wait


def open_wait(
    on: Task | Order,
    *,
    cause: str,
    holder: str,
    at: datetime,
    expected_end: datetime | None = None,
    note: str = "",
) -> Wait:
    """The wait of this cause that stands open on the task or order, begun if need be.

    Never refuses: a restriction may call it. `cause` is one of `causes.CAUSES`.
    """
    order_id, task = (on.order_id, on) if isinstance(on, Task) else (on.pk, None)
    standing = Wait.objects.current().filter(
        order=order_id, task=task, cause=cause, ended_at__isnull=True
    )
    if found := standing.first():
        return found
    wait = Wait.objects.create(
        unit_id=on.unit_id, order_id=order_id, task=task, cause=cause,
        holder=holder[:120], expected_end=expected_end, note=note[:240],
        happened_at=at, recorded_at=clock.now(), time_source=current().time_source,
    )  # fmt: skip
    say(
        WaitOpened(order_id, wait.pk, cause),
        subjects=_subjects(wait),
        unit=on.unit_id,
        at=at,
        stamps=(wait,),
    )
    return wait


def close_wait(wait: Wait, *, at: datetime) -> None:
    """What was waited for is there. A wait that has ended stays as it is."""
    if wait.ended_at is not None:
        return
    wait.end(at)
    say(
        WaitClosed(wait.order_id, wait.pk, wait.cause),
        subjects=_subjects(wait),
        unit=wait.unit_id,
        at=at,
        ends=(wait,),
    )


def close_all(order: Order, *, at: datetime) -> None:
    """Every open wait of the order ends: the order itself has."""
    for wait in Wait.objects.current().filter(order=order, ended_at__isnull=True):
        close_wait(wait, at=at)


def _subjects(wait: Wait) -> tuple[tuple[str, UUID], ...]:
    on_task = (("task", wait.task_id),) if wait.task_id else ()
    return (("order", wait.order_id), ("wait", wait.pk), *on_task)
