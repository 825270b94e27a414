"""What a form may name of work: orders, tasks, and what is open on an order now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.choices import (
    MOST,
    Asked,
    Chooser,
    Filler,
    Option,
    clock_time,
    in_language,
    row_said,
)
from greenlane.core.refusals import Refused
from greenlane.work import causes, corrections
from greenlane.work.areas import LABELS
from greenlane.work.choices_links import links, status_links
from greenlane.work.models import (
    Assignment,
    Clearance,
    Handoff,
    Order,
    Stint,
    StopWork,
    Task,
    Wait,
)
from greenlane.work.playbook.catalogue import names_for
from greenlane.work.playbook.model import MISSION
from greenlane.work.recipes import recipe
from greenlane.workforce.choices import certified, people_by_skill, skilled
from greenlane.workforce.skills import LABELS as SKILLS


def orders(actor: Actor, order: Any) -> Iterator[Option]:
    """The order of the page, or every open one, newest first."""
    rows = Order.objects.seen_by(actor).select_related("site").order_by("-id")
    rows = rows.going_on() if order is None else rows.filter(pk=order.pk)
    yield from map(_order, rows[:MOST])


def other_orders(actor: Actor, order: Any) -> Iterator[Option]:
    """Open orders that a duplicate may be merged into; those of its site first."""
    rows = Order.objects.seen_by(actor).going_on()
    rows = rows.select_related("site").order_by("-id")
    if order is None:
        yield from map(_order, rows[:MOST])
        return
    rows = rows.exclude(pk=order.pk)
    yield from map(_order, rows.filter(site=order.site_id))
    yield from map(_order, rows.exclude(site=order.site_id)[:MOST])


def _order(order: Order) -> Option:
    return order.pk, f"{order.number} {order.site}"


def tasks(actor: Actor, order: Any) -> Iterator[Option]:
    """What is not done yet and not dropped, in the order of the playbook."""
    rows = Task.objects.seen_by(actor).filter(
        finished_at__isnull=True, dropped_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(order=order)
    for task in rows.select_related("order").order_by("-order", "place")[:MOST]:
        yield task.pk, _of(task.order, order, task_name(task))


def tasks_to_give(actor: Actor, order: Any) -> Iterator[Option]:
    """The same with what each asks of people, where it asks for a certificate."""
    asks = dict(
        Task.objects.filter(order=order, skill__in=SKILLS).values_list("pk", "skill")
    )
    for key, name in tasks(actor, order):
        asked = {"task": name, "skill": SKILLS.get(asks.get(key, ""), "")}
        yield key, _("%(task)s (needs: %(skill)s)") % asked if key in asks else name


def able(actor: Actor, said: Mapping[str, Any]) -> list[UUID]:
    """Who is certified for what the task of the address asks."""
    task = row_said(Task, actor, said, "task")
    return certified(task.skill) if task is not None and task.skill else []


def task_name(task: Task) -> str:
    return f"{task.key} {in_language(task.title_zh, task.title_en)}"


def _of(its: Order, shown: Any, label: str) -> str:
    """On the page of an order its number need not be said again."""
    return label if shown is not None else f"{its.number}: {label}"


def stints(actor: Actor, order: Any) -> Iterator[Option]:
    """People at work now."""
    rows = Stint.objects.seen_by(actor).current().filter(ended_at__isnull=True)
    if order is not None:
        rows = rows.filter(task__order=order)
    rows = rows.select_related("task__order", "leader", "unit")
    for stint in rows.order_by("-happened_at")[:MOST]:
        said = _("%(task)s, %(leader)s, since %(since)s") % {
            "task": task_name(stint.task),
            "leader": stint.leader,
            "since": clock_time(stint.happened_at, stint.unit),
        }
        yield stint.pk, _of(stint.task.order, order, said)


def handoffs(actor: Actor, order: Any) -> Iterator[Option]:
    """Offered and not accepted; what is offered to the one who looks comes first."""
    rows = Handoff.objects.seen_by(actor).current().filter(ended_at__isnull=True)
    if order is not None:
        rows = rows.filter(task__order=order)
    rows = rows.select_related("task__order", "taker__account")
    mine = sorted(rows[:MOST], key=lambda row: row.taker.account_id != actor.account)
    for handoff in mine:
        said = f"{task_name(handoff.task)} → {handoff.taker}"
        yield handoff.pk, _of(handoff.task.order, order, said)


def assignments(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Assignment.objects.seen_by(actor).current().filter(ended_at__isnull=True)
    if order is not None:
        rows = rows.filter(task__order=order)
    for each in rows.select_related("task__order", "person")[:MOST]:
        said = f"{task_name(each.task)}: {each.person}"
        yield each.pk, _of(each.task.order, order, said)


def waits(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Wait.objects.seen_by(actor).current().filter(ended_at__isnull=True)
    if order is not None:
        rows = rows.filter(order=order)
    for wait in rows.select_related("order", "unit").order_by("happened_at")[:MOST]:
        since = clock_time(wait.happened_at, wait.unit)
        cause = causes.LABELS.get(wait.cause, wait.cause)
        yield wait.pk, _of(wait.order, order, f"{cause}, {wait.holder}, {since}")


def stops(actor: Actor, order: Any) -> Iterator[Option]:
    """What stands on the order or its site, or on anything, oldest first."""
    rows = StopWork.objects.seen_by(actor).filter(lifted_at__isnull=True)
    if order is not None:
        rows = rows.filter(Q(order=order) | Q(site=order.site_id))
    for stop in rows.select_related("unit").order_by("at")[:MOST]:
        yield stop.pk, f"{stop.reason} ({clock_time(stop.at, stop.unit)})"


def clearances(actor: Actor, order: Any) -> Iterator[Option]:
    """Taken back, and nobody has said yet that the people are out."""
    rows = Clearance.objects.seen_by(actor).filter(
        revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(order=order)
    for each in rows.select_related("given_by", "unit").order_by("given_at")[:MOST]:
        yield each.pk, f"{each.given_by}, {clock_time(each.given_at, each.unit)}"


def areas(actor: Actor, order: Any) -> Iterator[Option]:
    """The sections that the order's tasks lie in."""
    if order is None:
        return
    codes = order.tasks.order_by("place").values_list("areas", flat=True)
    for area in dict.fromkeys(word for each in codes for word in each.split()):
        yield area, LABELS.get(area, area)


def intervals(actor: Actor, order: Any) -> Iterator[Option]:
    """Stints, waits and handovers of work whose times may be told anew."""
    if order is None:
        return
    for kind, title in corrections.CHOICES:
        rows: Any = corrections.KINDS[kind]._default_manager
        mine = Q(order=order) if kind == "wait" else Q(task__order=order)
        found = rows.filter(mine, corrected_by__isnull=True)
        for row in found.select_related("unit", "task")[:MOST]:
            name = f" {task_name(row.task)}" if row.task else ""
            yield row.pk, f"{title}{name}, {clock_time(row.happened_at, row.unit)}"


def playbooks(actor: Actor, order: Any) -> Iterator[Option]:
    """The ways to supply a site, by their titles."""
    for name in names_for(order.mission if order else MISSION):
        try:
            book = recipe(name).book
        except Refused:  # a draft is not offered
            continue
        yield name, in_language(book.title_zh, book.title_en)


def crew_of_task(
    actor: Actor, order: Any, said: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """The people who are assigned to the task that the page is about."""
    rows = Task.objects.seen_by(actor).filter(order=order)
    task = next((t for t in rows if str(t.pk) == said.get("task")), None)
    if task is not None:
        yield from _assigned(Q(task=task))


def _assigned(which: Q) -> Iterator[Mapping[str, Any]]:
    rows = Assignment.objects.current().filter(which, ended_at__isnull=True)
    people = rows.order_by("happened_at").values_list("person", flat=True)
    yield from ({"person": str(person)} for person in dict.fromkeys(people))


CHOICES: dict[str, Chooser] = {
    "order": orders,
    "work.merge_orders.into": other_orders,
    "task": tasks,
    "stint": stints,
    "handoff": handoffs,
    "assignment": assignments,
    "wait": waits,
    "link": links,
    "statuslink": status_links,
    "stopwork": stops,
    "clearance": clearances,
    "area": areas,
    "areas": areas,
    "playbook": playbooks,
    "work.assign.task": tasks_to_give,
    "work.assign.person": people_by_skill,
    "work.correct_time.interval": intervals,
    "work.start_field_work.leader": skilled("leader"),
    "work.replace_stint_leader.leader": skilled("leader"),
}
ROWS: dict[str, Filler] = {"work.start_field_work.heads": crew_of_task}
FIRST: dict[str, Asked] = {"work.assign.person": able}
