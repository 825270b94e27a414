"""Rows as JSON: plain keys, instants with offset, minutes as numbers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from greenlane.core import clock
from greenlane.work import orderlists, queries
from greenlane.work.labels import label
from greenlane.work.ledger import Holding, Ledger
from greenlane.work.models import Order, Task
from greenlane.work.naming import called, said
from greenlane.work.stints import is_desk


def when(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def minutes(value: timedelta) -> float:
    return round(value.total_seconds() / 60, 2)


def page_json(page: orderlists.Page) -> dict[str, Any]:
    return {
        "orders": [order_json(order) for order in page.orders],
        "next": str(page.next) if page.next else None,
    }


def order_json(order: Order, *, whole: bool = False) -> dict[str, Any]:
    """An order; with its supply points and times when it is asked for alone."""
    said = label(order)
    found: dict[str, Any] = {
        "id": str(order.pk),
        "number": order.number,
        "unit": order.unit.code,
        "mission": order.mission,
        "site": {"id": str(order.site_id), "name": str(order.site)},
        "stage": said.code,
        "beside": list(said.beside),
        "priority": order.priority,
        "channel": order.channel,
        "requested_at": when(order.requested_at),
        "need_at": when(order.need_at),
        "deadline": when(order.deadline),
    }
    if whole:
        found["playbook"] = str(order.playbook) if order.playbook else None
        found["points"] = [
            {"id": str(point.pk), "name": str(point)} for point in order.points.all()
        ]
        found["holding"] = holding_json(order, queries.holding_of(order))
    return found


def task_json(task: Task) -> dict[str, Any]:
    return {
        "id": str(task.pk),
        "key": task.key,
        "title_zh": task.title_zh,
        "title_en": task.title_en,
        "stage": task.stage,
        "after": list(task.list_of("after")),
        "skill": task.skill,
        "heads": task.heads,
        "minutes": [task.low, task.likely, task.high],
        "gives": list(task.list_of("gives")),
        "acts": list(task.list_of("acts")),
        "areas": list(task.list_of("areas")),
        "desk": is_desk(task),
        "finished_at": when(task.finished_at),
        "dropped_at": when(task.dropped_at),
        "at_work": [
            {"stint": str(s.pk), "leader": str(s.leader), "since": when(s.happened_at)}
            for s in task.stints.all()
            if s.ended_at is None
        ],
        "waits": [
            {"wait": str(w.pk), "cause": w.cause, "since": when(w.happened_at)}
            for w in task.waits.all()
            if w.ended_at is None
        ],
    }


def ledger_json(found: Ledger) -> dict[str, Any]:
    """Minutes, rounded for reading; the pieces carry the exact instants."""
    return {
        "elapsed_minutes": minutes(found.elapsed),
        "work_minutes": minutes(found.work),
        "wait_minutes": minutes(found.wait),
        "gap_minutes": minutes(found.gap),
        "dark_minutes": minutes(found.dark),
        "by_cause": {cause: minutes(t) for cause, t in found.by_cause.items()},
        "pieces": [
            {
                "start": when(piece.start),
                "end": when(piece.end),
                "kind": piece.kind,
                "cause": piece.cause,
                "item": piece.item,
                "holder": piece.holder,
            }
            for piece in found.pieces
        ],
    }


def holding_json(order: Order, found: Holding | None) -> dict[str, Any] | None:
    """What holds it dark, and the one sentence that says so."""
    if found is None:
        return None
    return {
        "item": found.item,
        "kind": found.kind,
        "cause": found.cause,
        "holder": found.holder,
        "since": when(found.since),
        "next_step": found.next_step,
        "sentence": said(order, found, called([found.holder]), clock.now()),
    }
