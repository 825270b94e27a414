"""Who has worked too long and must rest, and until when.

Counted from the stints that were recorded, told late or corrected ones too; how much is
too much stands in the rule pack. Nothing runs in between: it is asked at the act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.choices import clock_time
from greenlane.core.models import PackVersion
from greenlane.core.pinned import figure
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.work.models import Head, Order

Spell = tuple[datetime, datetime]


@dataclass(frozen=True)
class Limits:
    """At most `most` of work in any `window`; then `rest` without a break."""

    most: timedelta
    window: timedelta
    rest: timedelta

    @property
    def reach(self) -> timedelta:
        """As far back as work can still count."""
        return self.window * 2 + self.rest


@dataclass(frozen=True)
class Tired:
    """Somebody who may begin nothing before `until`."""

    person: UUID
    until: datetime


@dataclass(frozen=True)
class Duty:
    """From when somebody may work, for how long then, and what follows that."""

    free_from: datetime
    left: timedelta
    most: timedelta
    rest: timedelta


def duties(
    people: Iterable[UUID], pack: PackVersion | None, *, at: datetime
) -> dict[UUID, Duty]:
    """For a plan: how long each of them may still be on duty without a break.

    What he worked in the window before counts in full, also where some of it would
    have left the window meanwhile: a plan errs on the side of rest.
    """
    keys, limits = tuple(sorted(set(people))), limits_of(pack)
    spells: dict[UUID, list[Spell]] = {key: [] for key in keys}
    for person, began, ended in _worked(keys, at - limits.reach, at):
        spells[person].append((began, min(ended or at, at)))
    found = {}
    for key in keys:
        until = rest_until(spells[key], limits, at=at)
        spent = _sum(_together(spells[key]), until, limits.window)
        left = limits.most if until > at else limits.most - spent
        found[key] = Duty(until, left, limits.most, limits.rest)
    return found


def tired(
    people: Iterable[UUID], pack: PackVersion | None, *, at: datetime
) -> list[Tired]:
    """Those of them who must rest at this moment. Lock the people first.

    A stint begins under its people, so none is added meanwhile; one that ends
    meanwhile can only make the sum smaller.
    """
    keys = tuple(sorted(set(people)))
    if not keys:
        return []
    limits = limits_of(pack)
    spells: dict[UUID, list[Spell]] = {key: [] for key in keys}
    for person, began, ended in _worked(keys, at - limits.reach, at):
        spells[person].append((began, min(ended or at, at)))
    found = [Tired(key, rest_until(spells[key], limits, at=at)) for key in keys]
    return [each for each in found if each.until > at]


def must_rest(
    people: Iterable[UUID], order: Order, *, at: datetime, gate: str = ""
) -> list[Missing]:
    """The same as a refusal says it: who rests, and until when."""
    return [
        Missing(
            gate,
            "person-must-rest",
            holder=f"person:{each.person}",
            next_step="work.assign",
            facts={
                "person": str(each.person),
                "until": clock_time(each.until, order.unit),
            },
        )
        for each in tired(people, order.pack, at=at)
    ]


def rest_until(spells: Sequence[Spell], limits: Limits, *, at: datetime) -> datetime:
    """When he may begin again; a moment that is past: he may now."""
    until = at
    kept = _together(spells)
    for number, (_began, ended) in enumerate(kept):
        if _sum(kept, ended, limits.window) < limits.most:
            continue
        # He reached the limit here: the first whole rest after it sets him free.
        until = max(until, _after_rest(kept[number:], limits.rest))
    while kept and _sum(kept, until, limits.window) >= limits.most:
        until = _older_out(kept, until, limits)
    return until


def limits_of(pack: PackVersion | None) -> Limits:
    return _limits(pack.pk if pack else None)


@lru_cache(maxsize=32)
def _limits(pack: int | None) -> Limits:
    version = PackVersion.objects.get(pk=pack) if pack is not None else None
    most, window, rest = (
        timedelta(hours=figure(version, key))
        for key in ("people.duty.max", "people.duty.window", "people.rest.min")
    )
    return Limits(most, window, rest)


def _together(spells: Sequence[Spell]) -> list[Spell]:
    """In their order; what overlaps (a record told twice) counts once."""
    kept: list[Spell] = []
    for began, ended in sorted(spells):
        if kept and began <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], ended))
        elif ended > began:
            kept.append((began, ended))
    return kept


def _sum(spells: Sequence[Spell], until: datetime, window: timedelta) -> timedelta:
    """Time worked in the window that ends then."""
    since = until - window
    parts = (min(ended, until) - max(began, since) for began, ended in spells)
    return sum((part for part in parts if part > timedelta()), timedelta())


def _after_rest(spells: Sequence[Spell], rest: timedelta) -> datetime:
    """The end of the first rest that is long enough."""
    for (_began, ended), (begins, _ends) in pairwise(spells):
        if begins - ended >= rest:
            return ended + rest
    return spells[-1][1] + rest


def _older_out(spells: Sequence[Spell], at: datetime, limits: Limits) -> datetime:
    """When enough of the oldest work has left the window, if nothing is added."""
    since = at - limits.window
    more = _sum(spells, at, limits.window) - limits.most
    for began, ended in spells:
        here = ended - max(began, since)
        if here <= timedelta():
            continue
        if here > more:
            # One moment later than equal: the limit itself is reached, not passed.
            return max(began, since) + more + limits.window + timedelta.resolution
        more -= here
    return at + limits.rest


@prepared
def _worked(
    people: tuple[UUID, ...], since: datetime, at: datetime
) -> QuerySet[Head, tuple[UUID, datetime, datetime | None]]:
    still = Q(left_at__isnull=True) | Q(left_at__gt=since)
    rows = Head.objects.filter(
        still,
        person__in=people,
        joined_at__lt=at,
        stint__corrected_by__isnull=True,
    )
    return rows.values_list("person", "joined_at", "left_at")
