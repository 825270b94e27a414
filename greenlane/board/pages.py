"""Everything that the page of an order shows, read before the template begins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from greenlane.board import ground, papers, taskboard
from greenlane.board.alarming import AlarmLine, unreviewed
from greenlane.board.gatelist import Checklist, checklist_of
from greenlane.board.journal import Asked, Journal, journal
from greenlane.board.listing import Clock
from greenlane.board.materials import Materials, materials_of
from greenlane.board.nextstep import next_step
from greenlane.board.photos import Photo, photos_of
from greenlane.board.picture import Picture, draw
from greenlane.board.plan.order import OrderBlock, order_block
from greenlane.board.points import (
    PointPage,
    Points,
    clock_for,
    foremost,
    point_pages,
)
from greenlane.board.scene import Scene
from greenlane.board.switchings import SwitchingView, switchings_of
from greenlane.board.verbs import Verb, others, verb
from greenlane.board.whose import Next, reader
from greenlane.board.words import CHANNELS, MISSIONS, word
from greenlane.connections.models import Connection, EnergiseStep, Term
from greenlane.connections.reading import standing_steps
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import one_reading
from greenlane.core.prepared import prepared
from greenlane.places.queries import SiteView, site
from greenlane.safety.alarms import reports_on
from greenlane.safety.closure import closure
from greenlane.safety.in_turn import knows_switching
from greenlane.work import queries
from greenlane.work.labels import LABELS, label
from greenlane.work.ledger import Holding
from greenlane.work.models import Order, StopWork, Task

ALL = Asked()  # the newest page of the whole journal


@dataclass(frozen=True)
class OrderPage:
    order: Order
    playbook: str
    label: str
    step: int
    beside: tuple[str, ...]
    mission: str
    channel: str
    late: bool
    clock: Clock | None
    points: tuple[PointPage, ...]
    picture: Picture | None
    sheet: Connection | None
    site: SiteView
    term: Term | None
    stages: tuple[taskboard.StageRow, ...]
    next: Next | None
    stop: Verb | None
    checks: Checklist | None
    ground: ground.GroundView
    steps: Sequence[EnergiseStep]
    switchings: Sequence[SwitchingView]
    knows_switching: bool
    papers: papers.PaperList
    materials: Materials
    waits: tuple[taskboard.WaitRow, ...]
    stops: tuple[taskboard.StopRow, ...]
    reports: tuple[AlarmLine, ...]
    notes: Sequence[Any]
    journal: Journal
    photos: tuple[Photo, ...]
    verbs: Sequence[tuple[str, list[Verb]]]
    plan: OrderBlock | None


def order_page(
    actor: Actor, number: str, *, wanted: str = "", asked: Asked = ALL
) -> OrderPage:
    """The page of one order; `wanted`: the act whose checklist was asked for.

    `asked` says which page of its journal, and of what.
    """
    with one_reading():
        return _page(actor, queries.order_detail(actor, number), wanted, asked)


def _page(actor: Actor, order: Order, wanted: str, asked: Asked) -> OrderPage:
    tasks, mark, now = queries.tasks(order), label(order), clock.now()
    points, touched = queries.points_of(order), closure(order)
    shown, plan = tuple(point_pages(order, points, now)), order_block(order, actor)
    checks = checklist_of(order, tasks, actor, wanted=wanted)
    coming = checklist_of(order, tasks, actor) if wanted else checks
    stops = queries.open_stops(order.pk, order.site_id, touched)
    scene = replace(scene_of(order, tasks, points, coming, stops), me=reader(actor))
    return OrderPage(
        order=order,
        label=str(LABELS[mark.code]),
        step=mark.step,
        beside=tuple(str(LABELS[code]) for code in mark.beside),
        **_words(order),
        late=_is_late(order, scene.held, now=now),
        clock=clock_for(order, points, now=now),
        points=shown,
        picture=_picture(order, shown, plan),
        sheet=scene.sheet,
        site=site(actor, order.site_id),
        term=next(iter(_terms(order.pk)), None),
        stages=taskboard.stages(order, tasks, scene.held, actor),
        next=next_step(scene, actor),
        stop=verb(order, "work.stop_work", actor),
        checks=checks,
        ground=ground.ground_of(order, actor),
        steps=scene.steps,
        switchings=switchings_of(order),
        knows_switching=knows_switching(order),
        papers=papers.owed(order, actor, now=now),
        materials=materials_of(order, tasks, plan.plan if plan else None),
        waits=taskboard.waits(order, actor, now=now),
        stops=taskboard.stops(order, stops, actor),
        reports=tuple(map(unreviewed, reports_on(order, touched))),
        notes=list(order.notes.all()),
        journal=journal(order, asked),
        photos=photos_of(order),
        verbs=others(order, actor),
        plan=plan,
    )


def _picture(
    order: Order, shown: Sequence[PointPage], plan: OrderBlock | None
) -> Picture | None:
    stories = [(each.name, each.time) for each in shown]
    return draw(order, stories, plan.plan if plan else None, now=clock.now())


def _words(order: Order) -> dict[str, str]:
    return {
        "mission": word(MISSIONS, order.mission),
        "channel": word(CHANNELS, order.channel),
        "playbook": _playbook(order),
    }


def _is_late(order: Order, held: Holding | None, *, now: datetime) -> bool:
    due = order.deadline or order.need_at
    return bool(held and due and due < now)


def _playbook(order: Order) -> str:
    """The way to supply, as the pinned playbook calls itself."""
    if order.playbook is None:
        return ""
    zh = (get_language() or "").startswith("zh")
    said_in = json.loads(order.playbook.text)
    return str(said_in["title_zh" if zh else "title_en"])


def scene_of(
    order: Order,
    tasks: Sequence[Task],
    points: Points,
    checks: Checklist | None,
    stops: Sequence[StopWork],
) -> Scene:
    """The order as its next step is told from; who looks is still to be said."""
    return Scene(
        order,
        tasks,
        foremost(points),
        label(order),
        checks,
        stops,
        list(order.waits.all()),
        next(iter(_sheets(order.pk)), None),
        standing_steps(order.pk),
    )


@prepared
def _sheets(order: UUID) -> QuerySet[Connection]:
    return Connection.objects.filter(order=order).order_by("pk")


@prepared
def _terms(order: UUID) -> QuerySet[Term]:
    return Term.objects.filter(order=order).order_by("-starts_at")
