"""Tasks by stage, waits, stops and the pieces of the ledger, as lines to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from greenlane.board.verbs import Verb, verb
from greenlane.board.words import STAGES, word
from greenlane.core.actors import Actor
from greenlane.core.texts import listed
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.ledger import Holding, Ledger
from greenlane.work.models import Order, StopWork, Task
from greenlane.work.naming import called
from greenlane.work.queries import next_tasks


@dataclass(frozen=True)
class TaskRow:
    """A task. `state` is done, dropped, wait, work, ready or later.

    `did` led its work, whether it goes on or not: the paper keeps that.
    """

    key: str
    title: str
    state: str
    who: str
    wait: str
    begun_at: datetime | None
    did: str
    finished_at: datetime | None
    likely: int
    gate_class: str
    give: Verb | None  # nobody is on it, and the reader may say who is


@dataclass(frozen=True)
class StageRow:
    """A stage of the playbook. `state` is done, now or later."""

    title: str
    state: str
    tasks: tuple[TaskRow, ...]

    @property
    def done(self) -> int:
        return sum(1 for task in self.tasks if task.state in {"done", "dropped"})


@dataclass(frozen=True)
class WaitRow:
    cause: str
    holder: str
    task: str
    since: datetime
    until: datetime | None
    expected: datetime | None
    length: timedelta
    note: str
    close: Verb | None


@dataclass(frozen=True)
class StopRow:
    stop: StopWork
    lift: Verb | None


@dataclass(frozen=True)
class PieceRow:
    start: datetime
    end: datetime
    kind: str
    cause: str
    task: str
    holder: str
    length: timedelta


def stages(
    order: Order, tasks: Sequence[Task], held: Holding | None, actor: Actor
) -> tuple[StageRow, ...]:
    """The stages in the order of the playbook, each with its tasks."""
    ready = {task.key for task in next_tasks(order)}
    holding = next((t.stage for t in tasks if held and t.key == held.item), "")
    found = []
    for stage in dict.fromkeys(task.stage for task in tasks):
        mine = [task for task in tasks if task.stage == stage]
        over = all(task.finished_at or task.dropped_at for task in mine)
        state = "done" if over else "now" if stage == holding else "later"
        rows = tuple(_task(task, ready, order, actor) for task in mine)
        found.append(StageRow(word(STAGES, stage), state, rows))
    return tuple(found)


def _task(task: Task, ready: set[str], order: Order, actor: Actor) -> TaskRow:
    stints = list(task.stints.all())
    running = [each for each in stints if each.ended_at is None]
    assigned = [each for each in task.assignments.all() if each.ended_at is None]
    waiting = [each for each in task.waits.all() if each.ended_at is None]
    offered = [each for each in task.handoffs.all() if each.ended_at is None]
    people = [each.leader for each in running] or [each.person for each in assigned]
    people = people or [each.taker for each in offered]
    asks = task.key in ready and not people
    give = verb(order, "work.assign", actor, task=task.pk) if asks else None
    return TaskRow(
        task.key,
        str(task),
        _state(task, waits=bool(waiting), runs=bool(running), ready=task.key in ready),
        listed(dict.fromkeys(map(str, people))),
        listed(CAUSES[each.cause] for each in waiting),
        min((s.started_at for s in stints if s.started_at), default=None),
        listed(dict.fromkeys(str(each.leader) for each in stints)),
        task.finished_at,
        task.likely,
        task.gate_class,
        give if give and give.mine else None,
    )


def _state(task: Task, *, waits: bool, runs: bool, ready: bool) -> str:
    if task.dropped_at:
        return "dropped"
    if task.finished_at:
        return "done"
    if waits:
        return "wait"
    if runs:
        return "work"
    return "ready" if ready else "later"


def waits(order: Order, actor: Actor, *, now: datetime) -> tuple[WaitRow, ...]:
    """Named waits, the open ones first."""
    rows = sorted(order.waits.all(), key=lambda w: (w.ended_at is not None, w.id))
    names = called(row.holder for row in rows)
    titles = {task.pk: str(task) for task in order.tasks.all()}
    return tuple(
        WaitRow(
            str(CAUSES[row.cause]),
            names.get(row.holder, row.holder),
            titles.get(row.task_id, "") if row.task_id else "",
            row.happened_at,
            row.ended_at,
            row.expected_end,
            (row.ended_at or now) - row.happened_at,
            row.note,
            verb(order, "work.close_wait", actor, wait=row.pk)
            if row.ended_at is None
            else None,
        )
        for row in rows
    )


def stops(order: Order, rows: Sequence[StopWork], actor: Actor) -> tuple[StopRow, ...]:
    """What stands still, and the verb that lifts it where the reader may."""
    return tuple(
        StopRow(row, verb(order, "work.lift_stop", actor, stop=row.pk)) for row in rows
    )


def pieces(order: Order, time: Ledger, names: dict[str, str]) -> tuple[PieceRow, ...]:
    """The ledger as lines, the same that the picture is drawn of."""
    titles = {task.key: str(task) for task in order.tasks.all()}
    return tuple(
        PieceRow(
            piece.start,
            piece.end,
            piece.kind,
            str(CAUSES[piece.cause]) if piece.cause else "",
            titles.get(piece.item or "", ""),
            names.get(piece.holder, piece.holder),
            piece.end - piece.start,
        )
        for piece in time.pieces
    )
