"""What can be read: orders, tasks, the ledger, what holds a site, events, gates."""

from __future__ import annotations

import json

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language

from greenlane.api.asking import choice, key, number, unit_number, word
from greenlane.api.doing import endpoint
from greenlane.api.shapes import (
    holding_json,
    ledger_json,
    order_json,
    page_json,
    task_json,
)
from greenlane.core import memory
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.web.viewer import ViewerRequest
from greenlane.work import orderlists, queries
from greenlane.work.narrowing import Filters
from greenlane.work.search import find_orders


@endpoint("GET")
def orders(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Orders, newest first: ?ended=no|yes|all &mission &channel &q &after &limit."""
    ended = choice(request, "ended", {"no": False, "yes": True, "all": None}, "no")
    typed = word(request, "q", most=80)
    filters = Filters(
        mission=word(request, "mission", most=24),
        channel=word(request, "channel", most=12),
        ended=ended,
        after=key(request, "after"),
        ids=find_orders(actor, typed, ended=ended) if typed else None,
        limit=number(request, "limit", 50, 1, 200),
    )
    asked = (actor.sight, filters, get_language())
    text = (
        kept("orders-json", asked, lambda: _listed(actor, filters))
        if filters.is_common
        else _listed(actor, filters)
    )
    return HttpResponse(text, content_type="application/json")


def _listed(actor: Actor, filters: Filters) -> str:
    return json.dumps(page_json(orderlists.orders_list(actor, filters)))


@endpoint("GET")
def order(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """One order with its stage, what holds it, and its supply points."""
    return JsonResponse(order_json(queries.order_line(actor, number), whole=True))


@endpoint("GET")
def tasks(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Its tasks in playbook order, with who is at work and what they wait for."""
    found = queries.tasks(queries.order_detail(actor, number))
    return JsonResponse({"tasks": [task_json(task) for task in found]})


@endpoint("GET")
def ledger(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Where the time went, of every supply point: work + wait + gap = elapsed."""
    row = queries.order_detail(actor, number)
    points = [
        {
            "point": str(point.pk),
            "name": str(point),
            **ledger_json(queries.ledger_of(row, point)),
        }
        for point in row.points.all()
    ]
    return JsonResponse({"order": row.number, "points": points})


@endpoint("GET")
def holding(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """What holds each supply point dark now, who has it, since when, the next verb."""
    row = queries.order_detail(actor, number)
    points = [
        {
            "point": str(point.pk),
            "name": str(point),
            "holding": holding_json(row, queries.holding_of(row, point)),
        }
        for point in row.points.all()
    ]
    return JsonResponse({"order": row.number, "points": points})


@endpoint("GET")
def order_events(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """What happened on this order, as data and as sentences."""
    row = queries.order_detail(actor, number)
    return JsonResponse({"events": memory.told(memory.events_of(row.pk))})


@endpoint("GET")
def events(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """A unit's events after a number: ?unit=1&after=0&limit=200."""
    found = memory.events_for(
        actor,
        unit_number(request, actor),
        after=number(request, "after", 0, 0, 2**62),
        limit=number(request, "limit", 200, 1, 1000),
    )
    return JsonResponse({"events": memory.told(found)})
