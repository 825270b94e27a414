"""A revision takes the place of the one that stood: lines, offers, promises, a fact."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime

from greenlane.core import locks
from greenlane.core.command import say
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch import differing, promises
from greenlane.dispatch.facts import PlanPublished
from greenlane.dispatch.models import Kind, Offer, Revision, UnitPlan
from greenlane.dispatch.sheet import Sheet, SheetOffer

KEPT = 40  # revisions that can be computed anew


def standing(unit: Unit) -> UnitPlan:
    """The one row of the unit's plan, locked; made the first time."""
    row, _new = UnitPlan.objects.get_or_create(unit=unit)
    [plan] = locks.take(row)
    return plan


def publish(plan: UnitPlan, new: Sheet, *, at: datetime) -> Revision:
    """The caller holds the plan. Refused plan-overtaken: a newer one stands."""
    if new.seq < plan.seq:
        raise Refused("plan-overtaken", number=new.seq, known=plan.seq)
    revision = _revision(plan, new, at)
    changed = differing.write(plan.unit, new, revision, at=at)
    revision.changed = changed.count
    revision.save(update_fields=["changed"])
    plan.number, plan.seq, plan.planned_at = revision.number, new.seq, at
    if new.kind in {Kind.BETTER, Kind.CHOSEN}:  # the others only stand in for these
        plan.stale_since, plan.stale_why = None, ""
    plan.save()
    _offer(plan.unit, new.offers, revision.number)
    say(
        PlanPublished(
            revision.number,
            new.kind,
            new.cause,
            new.digest,
            new.objective,
            changed.count,
        ),
        subjects=(plan, *(("order", key) for key in sorted(changed.orders))),
        unit=plan.unit_id,
        stamps=(revision,),
    )
    promises.first(plan.unit, new.orders, revision.number, at=at)
    return revision


def _revision(plan: UnitPlan, new: Sheet, at: datetime) -> Revision:
    old = Revision.objects.filter(unit=plan.unit, number__lte=plan.number + 1 - KEPT)
    old.exclude(pinned=b"").update(pinned=b"")
    return Revision.objects.create(
        unit=plan.unit, number=plan.number + 1, seq=new.seq, made_at=at,
        kind=Kind(new.kind), cause=new.cause[:60], objective=new.objective,
        bound=new.bound, greedy=new.greedy, proven=new.proven, seconds=new.seconds,
        digest=new.digest, tasks=len(new.lines), changed=0,
        pinned=base64.b64decode(new.pinned),
    )  # fmt: skip


def _offer(unit: Unit, offers: Iterable[SheetOffer], number: int) -> None:
    Offer.objects.filter(unit=unit).delete()
    Offer.objects.bulk_create(
        Offer(
            unit=unit, number=number, kind=each.kind, cost=each.cost, dark=each.dark,
            crews_changed=each.crews_changed, moved=dict(each.moved),
            sheet=base64.b64decode(each.sheet),
        )
        for each in offers
    )  # fmt: skip
