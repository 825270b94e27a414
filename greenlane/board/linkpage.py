"""What somebody with a link sees of the order: where it stands, who is behind what.

Of other orders on a shared section only how many people; telephones of whoever leads
here and of the duty officer alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from greenlane.board import ground, taskboard
from greenlane.board.alarming import AlarmLine, unreviewed
from greenlane.board.points import PointPage, point_pages
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound
from greenlane.safety.alarms import reports_on
from greenlane.safety.closure import closure
from greenlane.work import queries
from greenlane.work.labels import LABELS, label
from greenlane.work.models import Order, Task
from greenlane.workforce.models import Person
from greenlane.workforce.reaching import Helper, holding


@dataclass(frozen=True)
class OwnSection:
    """A section of this order; `others` are people of other orders behind it."""

    view: ground.SectionView
    tickets: tuple[ground.TicketView, ...]
    others: int


@dataclass(frozen=True)
class LinkPage:
    order: Order
    label: str
    step: int
    beside: tuple[str, ...]
    points: tuple[PointPage, ...]
    stages: tuple[taskboard.StageRow, ...]
    stops: tuple[taskboard.StopRow, ...]
    reports: tuple[AlarmLine, ...]
    sections: tuple[OwnSection, ...]
    tickets: tuple[ground.TicketView, ...]
    waits: tuple[taskboard.WaitRow, ...]
    leaders: tuple[Helper, ...]
    duty: tuple[Helper, ...]


def link_page_of(actor: Actor) -> LinkPage:
    """The order that this actor's link opens. Raises NotFound."""
    number = Order.objects.seen_by(actor).values_list("number", flat=True).first()
    if actor.only is None or number is None:
        raise NotFound("order")
    order = queries.order_detail(actor, number)
    tasks, mark, now = queries.tasks(order), label(order), clock.now()
    points = queries.points_of(order)
    held = next((held for _point, _time, held in points if held), None)
    touched = closure(order)
    stops = queries.open_stops(order.pk, order.site_id, touched)
    seen = ground.ground_of(order, actor)
    sections = tuple(_sections(order, seen))
    own = (*seen.tickets, *(each for one in sections for each in one.tickets))
    return LinkPage(
        order=order,
        label=str(LABELS[mark.code]),
        step=mark.step,
        beside=tuple(str(LABELS[code]) for code in mark.beside),
        points=tuple(point_pages(order, points, now)),
        stages=taskboard.stages(order, tasks, held, actor),
        stops=taskboard.stops(order, stops, actor),
        reports=tuple(
            unreviewed(each)
            for each in reports_on(order, touched)
            if each.order_id in {None, order.pk}  # of others only that they hold it
        ),
        sections=sections,
        tickets=seen.tickets,
        waits=tuple(
            row for row in taskboard.waits(order, actor, now=now) if row.until is None
        ),
        leaders=_leaders(order, tasks, own),
        duty=holding(["duty_officer"], order.unit),
    )


def _sections(order: Order, seen: ground.GroundView) -> Iterator[OwnSection]:
    for view in seen.sections:
        if view.section.order_id == order.pk:
            own = tuple(each for each in view.tickets if not each.foreign)
            yield OwnSection(view, own, view.people - sum(each.inside for each in own))


def _leaders(
    order: Order, tasks: Sequence[Task], tickets: Sequence[ground.TicketView]
) -> tuple[Helper, ...]:
    """Whoever leads on an open ticket or is at work; else whoever took the order."""
    found: list[Person] = [each.ticket.leader for each in tickets if each.is_open]
    for task in tasks:
        found += [s.leader for s in task.stints.all() if s.ended_at is None]
    if not found and order.taken_by:
        found = [order.taken_by]
    unique = {each.pk: each for each in found}
    return tuple(Helper(str(each), phone=each.phone) for each in unique.values())
