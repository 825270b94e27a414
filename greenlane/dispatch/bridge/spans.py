"""How long open work still takes: low, likely, high, learnt where there are cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from greenlane.dispatch.bridge.figures import Figures
from greenlane.dispatch.bridge.open import Open
from greenlane.planning.rows import Fixed, Span
from greenlane.work.models import Task

_MINUTE = timedelta(minutes=1)


def spans(
    open_: Open,
    short: Mapping[UUID, tuple[int, int]],
    with_: Figures,
    fixed: Iterable[Fixed],
) -> dict[str, Span]:
    """By the key of the job. What runs is told from its own start."""
    begun = {each.task: each.start for each in fixed}
    found = {}
    for task in open_.tasks:
        told, start = open_.span(task), begun.get(str(task.pk))
        found[str(task.pk)] = Span(
            *(
                _left(minutes, task, open_, short, with_, start)
                for minutes in (told.low, told.likely, told.high)
            )
        )
    return found


def _left(
    minutes: int,
    task: Task,
    open_: Open,
    short: Mapping[UUID, tuple[int, int]],
    with_: Figures,
    start: int | None,
) -> int:
    """Less what was worked on it, more where hands are missing; never quite nothing."""
    if task.pk in short and not task.gate_class:
        wanted, there = short[task.pk]
        minutes = -(-minutes * wanted // there)
    if start is not None:
        return max(start + minutes, with_.overrun) - start
    if task.pk in open_.worked:
        return max(minutes - open_.worked[task.pk] // _MINUTE, with_.overrun)
    return minutes
