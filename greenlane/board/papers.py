"""Papers owed: each has an owner and a day; late ones are said, none holds volts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from greenlane.board.verbs import Verb, verb
from greenlane.connections.models import Paper
from greenlane.core.actors import Actor, role_label, roles
from greenlane.safety.doubts import open_paper
from greenlane.safety.limits import pack_of
from greenlane.work.models import Order


@dataclass(frozen=True)
class PaperRow:
    title: str
    owner: str
    stand_in: str
    due_at: datetime
    late: bool
    receive: Verb | None


@dataclass(frozen=True)
class PaperList:
    owed: tuple[PaperRow, ...]
    here: int
    unconfirmed: int = 0  # of those owed: terms that nobody has confirmed

    @property
    def late(self) -> int:
        return sum(1 for row in self.owed if row.late)


def owed(order: Order, actor: Actor, *, now: datetime) -> PaperList:
    """What is still owed, the first due first, and how many have come."""
    rows = list(order.papers.order_by("due_at", "kind"))
    waiting = [p for p in rows if p.received_at is None and p.waived_at is None]
    pack = pack_of(order)
    return PaperList(
        tuple(_row(paper, order, actor, now) for paper in waiting),
        len(rows) - len(waiting),
        sum(open_paper(pack, paper.kind) for paper in waiting),
    )


def _row(paper: Paper, order: Order, actor: Actor, now: datetime) -> PaperRow:
    receive = verb(order, "connections.receive_paper", actor, paper=paper.pk)
    return PaperRow(
        title=title_of(order, paper.kind),
        owner=role_label(paper.owner) if paper.owner in roles() else paper.owner,
        stand_in=_in_pack(order, paper.kind, "stand_in") or paper.stand_in,
        due_at=paper.due_at,
        late=paper.due_at < now,
        receive=receive if receive and receive.mine else None,
    )


def title_of(order: Order, kind: str) -> str:
    """What a paper is called; its kind, where the rule pack has no name for it."""
    return _in_pack(order, kind, "title") or kind


def _in_pack(order: Order, kind: str, what: str) -> str:
    """What the order's rule pack calls it, in the reader's language."""
    zh = (get_language() or "").startswith("zh")
    values = pack_of(order).values
    if what == "title":
        keys = (f"papers.{kind}.title_zh" if zh else f"papers.{kind}.title_en",)
    else:
        keys = (f"papers.{kind}.{what}" if zh else f"papers.{kind}.{what}_en",)
    return next((str(values[key].value) for key in keys if key in values), "")
