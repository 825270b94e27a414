"""G15: the step before was read and is normal; only then the next, or a live check.

And nobody closes a device that stands under lock and tag, by whatever order. What was
dark for long is never lit by the first closing. Live checks name who answers for them:
the guard of the last closing there, or the leader of a ticket of their own.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.connections.cold import closings_before, is_cold
from greenlane.connections.feeding import lives_on
from greenlane.connections.gate_reading import order_of, parents
from greenlane.connections.models import EnergiseStep
from greenlane.connections.reading import standing_steps
from greenlane.core import clock
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.network.models import Device
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.models import Infeed, Point
from greenlane.safety.ticket_queries import permitted_tickets

NAME, CLASS = "G15", "P"
GUARDS = CLOSINGS | {"live_check"}


def locks(act: Act) -> list[Lock]:
    # Steps are laid out, closed, read and opened under their order; a point is opened
    # and locked under its device; how a supply point is fed is written under its site.
    steps = standing_steps(act.order) if act.order else []
    mine = [step for step in steps if step.pk == act.step and step.device_id]
    return [*parents(act), *(Lock(Device, step.device_id) for step in mine)]


def missing(act: Act) -> list[Missing]:
    steps = standing_steps(act.order) if act.order else []
    if "live_check" in act.kinds:
        live = [step for step in steps if step.started_at]
        return _nothing_live(act, steps) or [*_unread(live), *_authority(act, live)]
    mine = next((step for step in steps if step.pk == act.step), None)
    if mine is None:
        return [Missing(NAME, "step-not-laid-out", next_step="connections.plan_steps")]
    before = [step for step in steps if step.place < mine.place]
    return [*_unread(before), *_locked(act, mine), *_in_one_go(act, mine, before)]


def _in_one_go(
    act: Act, step: EnergiseStep, before: list[EnergiseStep]
) -> list[Missing]:
    """No load first: then, by its groups, what was dark for long."""
    order = order_of(act)
    if step.point_id is None or len(before) >= closings_before(order):
        return []
    if not is_cold(step, order, now=clock.now()):
        return []
    return [
        Missing(
            NAME,
            "cold-load-in-one-go",
            holder="role:switching",
            next_step="connections.plan_steps",
            evidence=(str(step.pk),),
            facts={"place": step.place},
        )
    ]


def _authority(act: Act, live: list[EnergiseStep]) -> list[Missing]:
    """Who is named for a section: its newest closing's guard, or a ticket's leader."""
    newest = {step.area: step for step in live if step.area in act.areas}
    leaders = {
        (area, ticket.leader_id)
        for ticket in permitted_tickets(named(act.order))
        for area in ticket.areas.split()
    }
    return [
        Missing(
            NAME,
            "not-the-guard-of-the-closing",
            holder=f"person:{step.guard_id}",
            since=step.started_at,
            next_step="safety.record_live_check",
            evidence=(str(step.pk),),
            facts={"place": step.place, "area": area},
        )
        for area, step in sorted(newest.items())
        if not {step.guard_id, *(who for at, who in leaders if at == area)}
        & set(act.people)
    ]


def _locked(act: Act, step: EnergiseStep) -> list[Missing]:
    at_device = _open_at(step.device_id) if step.device_id else []
    source = _source_locked(order_of(act).site_id, step.gives_state)
    points = {each.pk: each for each in (*at_device, *source)}
    return [
        Missing(
            NAME,
            "lock-still-on",
            holder="role:switching",
            since=point.opened_at,
            next_step="safety.unlock_point",
            evidence=(str(point.pk),),
            facts={"lock": point.lock_number},
        )
        for point in points.values()
    ]


def _source_locked(site: UUID, state: str) -> list[Point]:
    """The locks on what the point would live on, where not one way of it is free."""
    ways = Infeed.objects.filter(site=site, gone_at__isnull=True)
    ways = ways.filter(kind__in=lives_on(state))
    locked = Point.objects.filter(infeed__in=ways, unlocked_at__isnull=True)
    found = list(locked.order_by("opened_at", "id")) if lives_on(state) else []
    shut = {each.infeed_id for each in found}
    return [] if found and ways.exclude(pk__in=shut).exists() else found


@prepared
def _open_at(device: UUID) -> QuerySet[Point]:
    rows = Point.objects.filter(device=device, unlocked_at__isnull=True)
    return rows.order_by("opened_at", "id")


def _nothing_live(act: Act, steps: list[EnergiseStep]) -> list[Missing]:
    live = {step.area for step in steps if step.started_at}
    if set(act.areas) <= live:
        return []
    return [
        Missing(
            NAME,
            "nothing-live-there",
            holder="role:switching",
            next_step="connections.energise_step",
        )
    ]


def _unread(steps: list[EnergiseStep]) -> list[Missing]:
    return [
        Missing(
            NAME,
            _why(step),
            holder="role:switching",
            since=step.started_at,
            next_step=(
                "connections.read_step"
                if step.started_at
                else "connections.energise_step"
            ),
            evidence=(str(step.pk),),
            facts={"place": step.place},
        )
        for step in steps
        if _why(step)
    ]


def _why(step: EnergiseStep) -> str:
    if step.started_at is None:
        return "step-before-open"
    if step.read_at is None:
        return "step-before-unread"
    return "" if step.normal == "yes" else "step-before-not-normal"
