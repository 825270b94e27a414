"""The checklist of an act: the same object that the server refuses by, with words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from greenlane.board.verbs import Verb, bringing
from greenlane.board.words import GATES, word
from greenlane.connections.acts import next_act
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import Act, checklist, guards
from greenlane.core.refusals import Missing
from greenlane.core.texts import sentence
from greenlane.safety.acts import LABELS as ACTS
from greenlane.safety.coming import can_be_looked_at
from greenlane.work.models import Order, Task
from greenlane.work.naming import called


@dataclass(frozen=True)
class Lack:
    """What is missing: the sentence, who has it, since when, what would bring it."""

    says: str
    do: str
    holder: str
    since: datetime | None
    verb: Verb | None


@dataclass(frozen=True)
class GateRow:
    name: str
    title: str
    letter: str  # P: nobody can waive it; O: it belongs to the rule pack
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class Checklist:
    """`acts` are the acts of the playbook to choose from: code, word."""

    kind: str
    title: str
    rows: tuple[GateRow, ...]
    acts: tuple[tuple[str, str], ...]
    raw: tuple[dict[str, Any], ...]

    @property
    def open(self) -> int:
        return sum(1 for row in self.rows if row.lacks)

    @property
    def passed(self) -> int:
        return len(self.rows) - self.open

    @property
    def lacks(self) -> list[Missing]:
        return [each for row in self.raw for each in row["missing"]]


def acts_of(tasks: Sequence[Task]) -> list[str]:
    """The guarded acts of the playbook, in its order."""
    found = (a for t in tasks if not t.dropped_at for a in t.list_of("acts"))
    return [act for act in dict.fromkeys(found) if act in guards()]


def coming(tasks: Sequence[Task]) -> str:
    """The guarded act that comes next; empty when every one is behind."""
    undone = [t for t in tasks if not t.finished_at and not t.dropped_at]
    return next(iter(acts_of(undone)), "")


def checklist_of(
    order: Order, tasks: Sequence[Task], actor: Actor, *, wanted: str = ""
) -> Checklist | None:
    """The checklist of the act that was asked for, else of the one that comes next.

    None where none is left.
    """
    choice = [act for act in acts_of(tasks) if can_be_looked_at(order, act)]
    kind = wanted if wanted in choice else coming(tasks)
    if not kind:  # all are done
        return None
    kind = kind if kind in choice else next(iter(choice), "")
    if not kind:
        return None
    act = next_act(order, kind)
    raw = tuple(checklist(act))
    names = called(each.holder for row in raw for each in row["missing"])
    return Checklist(
        kind,
        word(ACTS, kind),
        tuple(_row(row, order, act, actor, names) for row in raw),
        tuple((each, word(ACTS, each)) for each in choice),
        raw,
    )


def _row(
    row: dict[str, Any], order: Order, act: Act, actor: Actor, names: dict[str, str]
) -> GateRow:
    lacks = tuple(_lack(each, order, act, actor, names) for each in row["missing"])
    return GateRow(row["gate"], word(GATES, row["gate"]), row["class"], lacks)


def _lack(
    missing: Missing, order: Order, act: Act, actor: Actor, names: dict[str, str]
) -> Lack:
    says, do = sentence(missing.what, missing.facts)
    target = {"act": act.kind, "target": act.subject}
    return Lack(
        says,
        do,
        names.get(missing.holder, missing.holder),
        missing.since,
        bringing(order, missing, actor, **target),
    )
