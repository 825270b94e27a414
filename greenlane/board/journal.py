"""The journal of an order, newest first; what repeats is said once and counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from greenlane.board.alarming import told_later
from greenlane.core import memory
from greenlane.core.kept import kept
from greenlane.work.models import Order

KEPT = 120  # sentences on the page
RECENT = 22  # lines that are unfolded
ALIKE = 3  # so many of a kind on end are one line
# What a reader must not miss among them.
LOUD = frozenset(
    {
        "work.work_stopped",
        "work.work_frozen",
        "work.hazard_reported",
        "safety.ticket_revoked",
        "safety.clearance_revoked",
        "safety.consider_switching_off",
        "safety.occurrence_reported",
        "safety.infeed_recorded",
        "connections.switched_off",
    }
)


@dataclass(frozen=True)
class Line:
    """One sentence and when; `more` are those of its kind before it, newest first."""

    seq: int
    at: str
    when: datetime
    new_day: bool
    loud: bool
    sentence: str
    later: datetime | None = None  # when it was recorded, if not at once
    by: str = ""  # whoever came in with a link; people are known by the sentence
    more: tuple[str, ...] = ()


def journal(order: Order) -> list[Line]:
    """Newest first; `new_day` is the line above which the day is said: its newest."""
    return kept("journal", (order.pk, get_language()), lambda: _journal(order))


def _journal(order: Order) -> list[Line]:
    zone = ZoneInfo(order.unit.timezone)
    found = memory.told(memory.events_of(order.pk, limit=KEPT))
    for row in found:
        row["when"] = datetime.fromisoformat(row["at"]).astimezone(zone)
        told = datetime.fromisoformat(row["recorded_at"]).astimezone(zone)
        row["later"] = told_later(row["when"], told)
    last, lines = None, []
    for run in reversed(_runs(found)):
        day = run[0]["when"].date()
        lines.append(_line(run[::-1], new_day=day != last))
        last = day
    return lines


def _runs(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Lines of one kind that follow each other. What is loud always stands alone."""
    found: list[list[dict[str, Any]]] = []
    for (name, _day, _by), each in groupby(rows, _kind):
        run = list(each)
        if name in LOUD or len(run) < ALIKE:
            found.extend([row] for row in run)
        else:
            found.append(run)
    return found


def _kind(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["name"], row["when"].date(), row["by"]


def _line(run: list[dict[str, Any]], *, new_day: bool) -> Line:
    newest, *rest = run
    return Line(
        newest["seq"],
        newest["at"],
        newest["when"],
        new_day,
        newest["name"] in LOUD,
        newest["sentence"],
        newest["later"],
        newest["by"],
        tuple(each["sentence"] for each in rest),
    )
