"""Every site, as it stands: stopped, with nobody at work, dark, on a generator, lit.

Stops and supply are told of all sites. Whether nobody is at work is worked out for the
newest MOST open orders, as on the wall; older ones are told by stops and supply alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from greenlane.board.listing import LIT, Lane, lanes_of, urgency
from greenlane.board.map.thing import STATES, Thing, placed
from greenlane.board.wall import MOST, REMOVAL
from greenlane.core.actors import Actor
from greenlane.places.models import Site, SupplyPoint, SupplyState
from greenlane.places.supply import whole
from greenlane.safety.models import Isolation
from greenlane.work import orderlists, queries
from greenlane.work.models import Order, StopWork
from greenlane.work.narrowing import Filters

OLDER = 2000  # orders beyond those, of which only the number is told
_FIELDS = ("code", "name_zh", "name_en", "longitude", "latitude", "zone", "unit")


@dataclass
class Told:
    """What is known about one site. `fed`: state and since when, of each point."""

    fed: list[tuple[str, datetime | None]] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    older: str = ""  # the number of an open order that has no lane here
    stopped: bool = False


def rows_of(actor: Actor) -> list[Site]:
    return list(Site.objects.seen_by(actor).only(*_FIELDS).order_by("code", "pk"))


def sites_of(actor: Actor, rows: Iterable[Site]) -> list[Thing]:
    """A dozen queries and those of the wall, however many sites."""
    told: defaultdict[UUID, Told] = defaultdict(Told)
    _feed(actor, told)
    _orders(actor, told)
    for key in _stopped(actor):
        told[key].stopped = True
    return [_site(row, told[row.pk]) for row in rows]


def _site(row: Site, told: Told) -> Thing:
    state = _state(told)
    lane = min(told.lanes, key=urgency, default=None)
    number = lane.order.number if lane else told.older
    return Thing(
        "site",
        str(row.pk),
        str(row),
        placed(row.longitude, row.latitude),
        row.unit_id,
        state=state,
        word=str(STATES[state]),
        says=(lane.stopped or lane.sentence) if lane else "",
        order=number,
        url=reverse("board:order", args=[number]) if number else "",
    )


def _state(told: Told) -> str:
    if told.stopped or any(lane.stopped for lane in told.lanes):
        return "stopped"
    if any(lane.group == "person" for lane in told.lanes):
        return "gap"
    lamp = whole(state for state, _since in told.fed)
    if lamp not in LIT:
        return lamp
    return "keeps" if any(_kept(lane, told) for lane in told.lanes) else "lit"


def _kept(lane: Lane, told: Told) -> bool:
    """Light that was there when it was asked for is an old supply, kept."""
    asked = lane.order.requested_at
    return bool(lane.sentence) and all(s and s <= asked for _state, s in told.fed)


def _feed(actor: Actor, told: dict[UUID, Told]) -> None:
    open_ones = SupplyState.objects.seen_by(actor).current().filter(ended_at=None)
    fed = {
        point: (state, since)
        for point, state, since in open_ones.values_list(
            "point", "state", "happened_at"
        )
    }
    points = SupplyPoint.objects.seen_by(actor).values_list("site", "pk")
    for site, point in points:
        told[site].fed.append(fed.get(point, ("unknown", None)))


def _orders(actor: Actor, told: dict[UUID, Told]) -> None:
    page = orderlists.orders_list(actor, Filters(ended=False, limit=MOST))
    wanted = [order for order in page.orders if order.mission != REMOVAL]
    for lane in lanes_of(wanted, queries.moments_of(wanted)):
        told[lane.order.site_id].lanes.append(lane)
    if page.next is None:
        return
    rows = Order.objects.seen_by(actor).going_on().exclude(mission=REMOVAL)
    older = rows.filter(pk__lt=page.next).order_by("-pk")
    for site, number in older.values_list("site", "number")[:OLDER]:
        told[site].older = told[site].older or number


def _stopped(actor: Actor) -> Iterator[UUID]:
    """Sites with a stop on themselves, on an order, or on an isolation there."""
    rows = StopWork.objects.seen_by(actor).filter(lifted_at=None)
    sections = []
    for site, of_order, section in rows.values_list("site", "order__site", "isolation"):
        yield from (each for each in (site, of_order) if each)
        if section:
            sections.append(section)
    if sections:
        there = Isolation.objects.filter(pk__in=sections)
        yield from there.values_list("site", flat=True)
