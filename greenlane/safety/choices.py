"""What a form may name of safety: sections, infeeds, points, earths, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from greenlane.core.actors import Actor
from greenlane.core.choices import (
    MOST,
    Chooser,
    Filler,
    Option,
    clock_time,
)
from greenlane.safety.acts import BY_HAND
from greenlane.safety.closure import closure, devices_of
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Instruction,
    Isolation,
    Occurrence,
    Point,
    ShiftHandover,
    SwitchingOrder,
    SwitchingStep,
)
from greenlane.safety.reading_choices import READING_ROWS, READINGS
from greenlane.safety.sign_choices import waiting
from greenlane.safety.ticket_choices import TICKETS
from greenlane.work.choices import crew_of_task
from greenlane.work.models import Assignment, Head
from greenlane.work.stints import is_desk
from greenlane.workforce.choices import site_people, skilled
from greenlane.workforce.models import Person

EVERYBODY = "all"  # the skill of a muster: every crew that is called


def sections(actor: Actor, order: Any) -> Iterator[Option]:
    """What an act on the order touches, of any order that the actor may see."""
    rows = Isolation.objects.seen_by(actor).select_related("order", "source")
    if order is not None:
        rows = rows.filter(pk__in=closure(order))
    for each in rows.order_by("-id")[:MOST]:
        yield each.pk, f"{each.name}, {each.source} ({each.order.number})"


def infeeds(actor: Actor, order: Any) -> Iterator[Option]:
    """Ways in for volts that nobody has taken away: of the site, of its sections, and
    of whoever else hangs on the same device.
    """
    rows = Infeed.objects.seen_by(actor).filter(gone_at__isnull=True)
    if order is not None:
        near = Q(site=order.site_id) | Q(isolation__in=closure(order))
        rows = rows.filter(near | Q(device__in=devices_of(order)))
    for infeed in rows.select_related("device").order_by("-id")[:MOST]:
        device = f", {infeed.device}" if infeed.device else ""
        yield infeed.pk, f"{infeed} ({infeed.get_kind_display()}{device})"


def open_points(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Point.objects.seen_by(actor).filter(unlocked_at__isnull=True)
    if order is not None:
        rows = rows.filter(isolation__in=closure(order))
    for point in rows.select_related("infeed", "device").order_by("-id")[:MOST]:
        yield point.pk, f"{point.infeed}, {point.device}, {point.lock_number}"


def hanging_earths(actor: Actor, order: Any) -> Iterator[Option]:
    rows = EarthSet.objects.seen_by(actor).filter(removed_at__isnull=True)
    if order is not None:
        rows = rows.filter(isolation__in=closure(order))
    for earth in rows.order_by("-id")[:MOST]:
        yield earth.pk, f"{earth.number}, {earth.place}"


def instructions(actor: Actor, order: Any) -> Iterator[Option]:
    """Given, and neither carried out nor withdrawn."""
    yield from _instructions(actor, order)


def unread_instructions(actor: Actor, order: Any) -> Iterator[Option]:
    """Given, and nobody has read them back yet."""
    yield from _instructions(actor, order, read_back_at__isnull=True)


def _instructions(actor: Actor, order: Any, **state: bool) -> Iterator[Option]:
    rows = Instruction.objects.seen_by(actor).filter(
        used_at__isnull=True, withdrawn_at__isnull=True, **state
    )
    if order is not None:
        rows = rows.filter(order=order)
    for each in rows.select_related("unit").order_by("-given_at")[:MOST]:
        yield each.pk, f"“{each.text}” {clock_time(each.given_at, each.unit)}"


def switchings(actor: Actor, order: Any) -> Iterator[Option]:
    """Written, and neither reported as done nor abandoned."""
    rows = SwitchingOrder.objects.seen_by(actor).filter(ended_at__isnull=True)
    if order is not None:
        rows = rows.filter(order=order)
    for each in rows.order_by("-written_at", "-id")[:MOST]:
        yield each.pk, f"{each.number}, {each.purpose}"


def due_steps(actor: Actor, order: Any) -> Iterator[Option]:
    """The steps by hand that are not done yet, in their order."""
    rows = SwitchingStep.objects.seen_by(actor).filter(
        act__in=BY_HAND,
        done_at__isnull=True,
        switching__ended_at__isnull=True,
        switching__given_at__isnull=False,
    )
    if order is not None:
        rows = rows.filter(switching__order=order)
    rows = rows.select_related("switching", "device").order_by("switching", "place")
    for each in rows[:MOST]:
        device = f" · {each.device}" if each.device else ""
        yield each.pk, f"{each.switching} {each.place}: {each.action}{device}"


def evidence(actor: Actor, order: Any) -> Iterator[Option]:
    """Records that stand, the newest first."""
    rows = Evidence.objects.seen_by(actor).filter(
        withdrawn_at__isnull=True, corrected_by__isnull=True
    )
    if order is not None:
        rows = rows.filter(order=order)
    for each in rows.select_related("by", "unit").order_by("-at")[:MOST]:
        at = clock_time(each.at, each.unit)
        yield each.pk, f"{each.get_kind_display()}, {each.by}, {at}"


def occurrences(actor: Actor, order: Any) -> Iterator[Option]:
    """Reported, and not reviewed yet."""
    rows = Occurrence.objects.seen_by(actor).filter(reviewed_at__isnull=True)
    if order is not None:
        rows = rows.filter(Q(order=order) | Q(site=order.site_id))
    for each in rows.select_related("unit").order_by("at")[:MOST]:
        yield each.pk, f"{each.what or each.kind} ({clock_time(each.at, each.unit)})"


def shift_handovers(actor: Actor, order: Any) -> Iterator[Option]:
    rows = ShiftHandover.objects.seen_by(actor).filter(accepted_at__isnull=True)
    for each in rows.select_related("giver", "taker", "unit").order_by("at")[:MOST]:
        at = clock_time(each.at, each.unit)
        yield each.pk, f"{each.giver} → {each.taker}, {at}"


def present(
    actor: Actor, order: Any, said: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Who is briefed: the one who briefs, who mustered, who is to work in the field.

    Before a task in the field, those of the task alone: the others have signed.
    """
    if order is None:
        return
    tasks = list(order.tasks.filter(finished_at=None, dropped_at=None))
    field = [task for task in tasks if not is_desk(task)]
    if said.get("task") in {str(task.pk) for task in field}:
        yield from crew_of_task(actor, order, said)
        return
    given = Assignment.objects.current().filter(task__in=field, ended_at=None)
    came = Head.objects.filter(stint__task__order=order, stint__task__skill=EVERYBODY)
    me = Person.objects.filter(account=actor.account) if actor.account else ()
    people = [each.pk for each in me]
    people += came.order_by("id").values_list("person", flat=True)
    people += given.order_by("happened_at").values_list("person", flat=True)
    yield from ({"person": str(person)} for person in dict.fromkeys(people))


CHOICES: dict[str, Chooser] = {
    **TICKETS,
    "safety.sign": waiting,
    "isolation": sections,
    "infeed": infeeds,
    "point": open_points,
    "earthset": hanging_earths,
    "instruction": instructions,
    "safety.read_back.instruction": unread_instructions,
    "switchingorder": switchings,
    "switchingstep": due_steps,
    "evidence": evidence,
    "occurrence": occurrences,
    "shifthandover": shift_handovers,
    "safety.isolate_point.guarded_by": skilled("switch"),
    "safety.prove_dead.guarded_by": skilled("switch"),
    "safety.unlock_point.guarded_by": skilled("switch"),
    "safety.carry_out_step.guard": skilled("switch"),
    "safety.place_earth.placed_with": skilled("switch"),
    "safety.remove_earth.removed_with": skilled("switch"),
    "safety.record_live_check.authority": skilled("switch"),
    "safety.hand_over_shift.taker": skilled("permit"),
    "safety.prove_user_side_open.electrician": site_people,
    **READINGS,
}
ROWS: dict[str, Filler] = {
    **READING_ROWS,
    "safety.brief.heads": present,
}
