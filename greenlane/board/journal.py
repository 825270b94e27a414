"""The journal of an order as sentences, newest first: a page of it, and what was asked.

What repeats is said once and counted. `?journal=safety&by=12&before=4711` is the page
that everybody sees under this address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenlane.board.alarming import told_later
from greenlane.core import memory
from greenlane.core.kept import kept
from greenlane.work.models import Order
from greenlane.workforce.names import names_of

A_PAGE = 30  # sentences
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
# A plan comes every few minutes; of an order it tells something in its own kind only.
_STORY = ~Q(name__in=["dispatch.plan_published", "dispatch.plan_went_stale"])
_PAPERS = Q(name__startswith="connections.paper_")
_STOPS = Q(name__in=[*LOUD, "work.stop_lifted"])
# Kinds of sentences, in the order of their words; each fact is of one or another.
KINDS: dict[str, tuple[Promise, Q]] = {
    "safety": (_("Safety"), Q(name__startswith="safety.") | _STOPS),
    "work": (_("Work"), Q(name__startswith="work.") & ~_STOPS),
    "supply": (
        _("Supply"),
        (Q(name__startswith="connections.") | Q(name__startswith="places."))
        & ~_PAPERS
        & ~_STOPS,
    ),
    "plan": (_("Plan"), Q(name__startswith="dispatch.")),
    "papers": (_("Papers"), _PAPERS),
}


@dataclass(frozen=True)
class Asked:
    """What of the journal is wanted; what nobody understands is left out."""

    kind: str = ""
    by: int | None = None
    before: int | None = None

    @property
    def address(self) -> str:
        told = {"journal": self.kind, "by": self.by, "before": self.before}
        return urlencode({key: value for key, value in told.items() if value})


def asked_of(query: Mapping[str, str]) -> Asked:
    kind = query.get("journal", "")
    return Asked(
        kind if kind in KINDS else "",
        _number(query.get("by", "")),
        _number(query.get("before", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


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


@dataclass(frozen=True)
class Choice:
    """A filter that can be chosen: its word, its address, whether it is on."""

    word: str
    address: str
    is_on: bool


@dataclass(frozen=True)
class Journal:
    """`people`: (account, name) of everybody whose doing stands in it."""

    asked: Asked
    lines: Sequence[Line]
    older: str  # the address of the page before this one; empty at the beginning
    newest: str  # of the first page, where this is another one
    kinds: tuple[Choice, ...]
    people: tuple[tuple[int, str], ...]


def journal(order: Order, asked: Asked) -> Journal:
    """A page of it. Four queries and one for each kind of row that is named."""
    lines, older = _page(order, asked)
    return Journal(
        asked,
        lines,
        replace(asked, before=older).address if older else "",
        replace(asked, before=None).address or "journal=" if asked.before else "",
        tuple(_choices(asked)),
        kept("tellers", (order.pk, get_language()), lambda: _people(order)),
    )


def newest(order: Order, most: int) -> Sequence[Line]:
    """The last few sentences, for whoever looks at the order from elsewhere."""
    return _page(order, Asked())[0][:most]


def _choices(asked: Asked) -> list[Choice]:
    told = {
        "": _("What happened"),
        **{code: word for code, (word, _names) in KINDS.items()},
    }
    return [
        Choice(
            str(word),
            replace(asked, kind=code, before=None).address or "journal=",
            code == asked.kind,
        )
        for code, word in told.items()
    ]


def _people(order: Order) -> tuple[tuple[int, str], ...]:
    names = names_of(memory.told_by(order.pk))
    return tuple(sorted(names.items(), key=lambda each: each[1]))


def _page(order: Order, asked: Asked) -> tuple[Sequence[Line], int | None]:
    key = (order.pk, get_language(), asked)
    return kept("journal", key, lambda: _read(order, asked))


def _read(order: Order, asked: Asked) -> tuple[Sequence[Line], int | None]:
    names = KINDS[asked.kind][1] if asked.kind else _STORY
    found = memory.page_of(
        order.pk, names=names, by=asked.by, before=asked.before, limit=A_PAGE
    )
    return _lines(order, memory.told(found.events)), found.older


def _lines(order: Order, found: list[dict[str, Any]]) -> list[Line]:
    """Newest first; `new_day` is the line above which the day is said: its newest."""
    zone = ZoneInfo(order.unit.timezone)
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
