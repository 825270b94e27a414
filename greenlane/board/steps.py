"""How far an order is: the stages of its playbook, done, now and to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from greenlane.board.words import STAGES, word
from greenlane.work.ledger import Holding
from greenlane.work.models import Order, Task


@dataclass(frozen=True)
class Steps:
    """The state of each stage in turn; `now` is the stage that holds the order."""

    states: tuple[str, ...] = ()
    now: str = ""

    @property
    def done(self) -> int:
        return self.states.count("done")


def steps_of(order: Order, held: Holding | None) -> Steps:
    """Out of the tasks alone, which are read along with the order."""
    by_stage: dict[str, list[Task]] = {}
    holding = ""
    for task in order.tasks.all():
        by_stage.setdefault(task.stage, []).append(task)
        if held and task.key == held.item:
            holding = task.stage
    states = tuple(
        "done" if _is_over(mine) else "now" if stage == holding else "later"
        for stage, mine in by_stage.items()
    )
    return Steps(states, word(STAGES, holding) if holding else "")


def _is_over(tasks: Iterable[Task]) -> bool:
    return all(task.finished_at or task.dropped_at for task in tasks)
