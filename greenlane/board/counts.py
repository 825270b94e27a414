"""How many sites are dark, kept on their old supply, on a generator, or lit.

Of the newest of what is open, and never of more than MOST: where there are more, a plus
says so. Three short queries, kept until something happens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from greenlane.connections.terms import REMOVAL
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.places.models import SupplyState
from greenlane.places.supply import LIT, whole
from greenlane.work.models import Order
from greenlane.work.queries import listed_at

MOST = 1000


@dataclass(frozen=True)
class Counts:
    """`ahead`: light is not wanted yet. `more`: older orders were not counted."""

    dark: int = 0
    ahead: int = 0
    keeps: int = 0
    generator: int = 0
    lit: int = 0
    more: bool = False


def counts_of(actor: Actor) -> Counts:
    """Of the open orders that this reader sees."""
    return kept("counts", (actor.sight, listed_at()), lambda: _counts(actor))


def _counts(actor: Actor) -> Counts:
    rows = Order.objects.seen_by(actor).going_on().exclude(mission=REMOVAL)
    newest = rows.order_by("-id")[: MOST + 1]
    told = list(newest.values_list("pk", "requested_at", "need_at"))
    if not told:
        return Counts()
    states = SupplyState.objects.current().filter(
        ended_at=None, point__orders__in=rows.filter(pk__gte=told[-1][0])
    )
    found: dict[object, list[tuple[str, datetime]]] = {}
    rows_of = states.values_list("point__orders", "state", "happened_at")
    for order, state, since in rows_of:
        found.setdefault(order, []).append((state, since))
    now, tally = clock.now(), Counter[str]()
    for key, requested, need in told[:MOST]:
        ahead = bool(need and need > now)
        tally[_kind(found.get(key, ()), requested, ahead=ahead)] += 1
    return Counts(**tally, more=len(told) > MOST)


def _kind(
    states: Iterable[tuple[str, datetime]], requested: datetime, *, ahead: bool
) -> str:
    """Light that was there when it was asked for is an old supply, kept."""
    rows = list(states)
    lamp = whole(state for state, _since in rows)
    if lamp == "generator":
        return "generator"
    if lamp in LIT:
        return "lit" if any(since > requested for _s, since in rows) else "keeps"
    return "ahead" if ahead else "dark"
