"""Were the windows kept that sites were told? Figures by playbook, with their doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.dispatch.models import Promise
from greenlane.planning import scores

MINUTE = timedelta(minutes=1)
Score = scores.Score


@dataclass(frozen=True)
class Scored:
    """`first`: what a site heard first; `again`: windows that replaced another.

    `dark`: still dark past P80, counted as long as it is by now; `open`: not over yet.
    """

    first: tuple[Score, ...]
    again: tuple[Score, ...]
    dark: int
    open: int


def scored(
    promises: Iterable[Promise],
    lit: Mapping[UUID, datetime | None],
    *,
    now: datetime,
) -> Scored:
    """`lit`: order → when it was lit, None while it is dark; without the cancelled.

    Whoever is still dark past P80 has a broken promise already: left out, the late ones
    would look better than they are.
    """
    rows = sorted(
        (each for each in promises if each.order_id in lit),
        key=lambda each: each.promised_at,
    )
    told: set[UUID] = set()
    found: dict[bool, list[scores.Promise]] = {True: [], False: []}
    dark = waiting = 0
    for each in rows:
        at = lit[each.order_id]
        if at is not None and each.promised_at >= at:
            continue  # it was lit already: that is no promise
        is_first = each.order_id not in told
        told.add(each.order_id)
        if at is None and now <= each.p80_at:
            waiting += 1
            continue
        dark += at is None
        found[is_first].append(_case(each, at or now))
    return Scored(
        scores.scores(found[True]), scores.scores(found[False]), dark, waiting
    )


def _case(each: Promise, at: datetime) -> scores.Promise:
    """Minutes from the request, begun ones counted whole: kept to the minute."""
    asked = each.order.requested_at
    book = each.order.playbook
    return scores.Promise(
        book.name if book else "",
        _minutes(each.p50_at - asked),
        _minutes(each.p80_at - asked),
        _minutes(at - asked),
    )


def _minutes(length: timedelta) -> int:
    return -(-length // MINUTE)
