"""Sites: found by name, code, address or initials; one with points, people, orders."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import (
    Choice,
    Piece,
    counted,
    piece,
    unit_at,
    unit_choice,
    units_of,
    words,
)
from greenlane.core.actors import Actor
from greenlane.core.texts import said_as
from greenlane.places import queries as places
from greenlane.places.models import Contact, Site, Supply, SupplyPoint
from greenlane.places.queries import states_now
from greenlane.places.search import find_sites
from greenlane.places.supply import whole
from greenlane.work import orderlists
from greenlane.work.labels import LABELS, label
from greenlane.work.models import Order
from greenlane.work.narrowing import Filters

ROWS, FOUND, COUNTED, ORDERS = 50, 200, 5000, 20


@dataclass(frozen=True)
class SiteRow:
    site: Site
    lamp: str
    lamp_word: str
    points: int


@dataclass(frozen=True)
class SiteList:
    sites: tuple[SiteRow, ...]
    piece: Piece
    asked: dict[str, str]
    choices: tuple[Choice, ...]
    count: str
    acts: list[Act]


@dataclass(frozen=True)
class PointShown:
    point: SupplyPoint
    lamp: str
    lamp_word: str
    area: str
    rename: Act | None


@dataclass(frozen=True)
class SitePage:
    view: places.SiteView
    lamp_word: str
    points: tuple[PointShown, ...]
    contacts: tuple[tuple[Contact, Act | None], ...]
    orders: tuple[tuple[Order, str], ...]
    record: list[Act]
    add_point: Act | None
    add_contact: Act | None
    next: Act | None
    tells: bool


def site_list(actor: Actor, query: QueryDict, *, back: str) -> SiteList:
    """By code, page by page; what a search finds, by code too. Six queries at most."""
    asked, units = words(query, "q", "unit"), units_of(actor)
    seen = Site.objects.seen_by(actor)
    rows = seen.select_related("unit", "zone").prefetch_related("points")
    if at := unit_at(units, asked["unit"]):
        rows = rows.filter(unit__path__startswith=at.path)
    if asked["q"]:
        hits = find_sites(actor, asked["q"], limit=FOUND)
        rows = rows.filter(pk__in=[each.pk for each in hits])
    found = piece(rows, query, by="code", size=ROWS, seen=seen)
    states = states_now(point for site in found.rows for point in site.points.all())
    chosen = unit_choice(units, asked["unit"])
    return SiteList(
        tuple(_row(site, states) for site in found.rows),
        found,
        asked,
        (chosen,) if chosen else (),
        counted(rows, COUNTED),
        Acts(actor, back).several(None, "places.add_site", "places.add_zone"),
    )


def _row(site: Site, states: dict[UUID, str]) -> SiteRow:
    points = site.points.all()
    lamp = whole(states[point.pk] for point in points)
    return SiteRow(site, lamp, str(Supply(lamp).label), len(points))


def site_page(actor: Actor, key: UUID, *, back: str) -> SitePage:
    """Raises NotFound (404) for a foreign site."""
    view = places.site(actor, key)
    site, acts = view.site, Acts(actor, back)
    path, here = site.unit.path, {"site": site.pk}
    found = orderlists.orders_list(actor, Filters(site=key, ended=None, limit=ORDERS))
    points = tuple(
        PointShown(
            each.point,
            each.code,
            str(Supply(each.code).label),
            str(said_as("area", each.point.area)),
            acts.one("places.rename_point", path, point=each.point.pk),
        )
        for each in view.points
    )
    add_point = acts.one("places.add_supply_point", path, **here)
    return SitePage(
        view,
        str(Supply(view.state).label),
        points,
        tuple(
            (each, acts.one("places.erase_contact", path, contact=each.pk))
            for each in view.contacts
        ),
        tuple((each, str(LABELS[label(each).code])) for each in found.orders),
        acts.several(path, "places.change_site", "places.set_zone", **here),
        add_point,
        acts.one("places.add_contact", path, **here),
        _request(acts, site) if points else add_point,
        bool(actor.needs() - {"read", "site"}),
    )


def _request(acts: Acts, site: Site) -> Act | None:
    """A new request for this site, on the page of its own that requests have."""
    if (found := acts.one("connections.request", site.unit.path)) is None:
        return None
    known = urlencode({"site": str(site.pk), "where": site.code})
    return Act(found.title, f"{reverse('desk:request')}?{known}")
