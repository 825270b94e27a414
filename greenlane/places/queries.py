"""Reads about places: sites with their supply points, states, zones and contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotFound
from greenlane.places.inorder import in_order
from greenlane.places.models import Contact, Site, SupplyPoint, SupplyState, Zone
from greenlane.places.supply import whole


@dataclass(frozen=True)
class PointView:
    """A supply point and how it is fed now; `since` is None where nobody said."""

    point: SupplyPoint
    state: SupplyState | None

    @property
    def code(self) -> str:
        return self.state.state if self.state else "unknown"


@dataclass(frozen=True)
class SiteView:
    """A site as a page or the API shows it."""

    site: Site
    state: str
    points: tuple[PointView, ...]
    contacts: tuple[Contact, ...]


def sites(actor: Actor) -> list[SiteView]:
    """Every site the actor may see, by code; four queries, however many there are."""
    return [_view(site) for site in _rows(actor).order_by("code")]


def site(actor: Actor, key: UUID) -> SiteView:
    """One site. Raises NotFound (404) for a foreign one."""
    return kept("site", (actor.sight, key), lambda: _seen(actor, key))


def _seen(actor: Actor, key: UUID) -> SiteView:
    for site in _site(key):
        if actor.only is None and actor.sees(site.unit.path):
            return _view(_whole(site))
    found = _rows(actor).filter(pk=key).first() if actor.only else None
    if found is None:
        raise NotFound("site", id=str(key))
    return _view(found)


@prepared
def _site(key: UUID) -> QuerySet[Site]:
    return Site.objects.filter(pk=key).select_related("zone", "unit").order_by("pk")


def _whole(site: Site) -> Site:
    """With its points, how they are fed now, and whom to call: three queries."""
    points = _points(site.pk)
    states = {state.point_id: state for state in _states(tuple(p.pk for p in points))}
    for point in points:
        point.now = [states[point.pk]] if point.pk in states else []  # type: ignore[attr-defined]
    site.with_states = points  # type: ignore[attr-defined]
    site.to_call = _contacts(site.pk)  # type: ignore[attr-defined]
    return site


@prepared
def _points(site: UUID) -> QuerySet[SupplyPoint]:
    return SupplyPoint.objects.filter(site=site)


@prepared
def _states(points: tuple[UUID, ...]) -> QuerySet[SupplyState]:
    now = SupplyState.objects.current().filter(ended_at__isnull=True)
    return now.filter(point__in=points)


@prepared
def _contacts(site: UUID) -> QuerySet[Contact]:
    rows = Contact.objects.filter(site=site, erased_at__isnull=True)
    return rows.order_by("name")


def zones(actor: Actor) -> QuerySet[Zone]:
    """The access zones that the actor's units know."""
    return Zone.objects.seen_by(actor).order_by("name")


def history(actor: Actor, point: UUID) -> QuerySet[SupplyState]:
    """How a point was fed, from the first day on, corrections applied."""
    rows = SupplyState.objects.seen_by(actor).current().filter(point=point)
    return rows.order_by("happened_at", "recorded_at")


def _rows(actor: Actor) -> QuerySet[Site]:
    now = SupplyState.objects.current().filter(ended_at__isnull=True)
    points = SupplyPoint.objects.prefetch_related(
        Prefetch("states", queryset=now, to_attr="now")
    )
    callable_ones = Contact.objects.filter(erased_at__isnull=True).order_by("name")
    return (
        Site.objects.seen_by(actor)
        .select_related("zone", "unit")
        .prefetch_related(
            Prefetch("points", queryset=points, to_attr="with_states"),
            Prefetch("contacts", queryset=callable_ones, to_attr="to_call"),
        )
    )


def _view(site: Site) -> SiteView:
    points = tuple(
        PointView(point, point.now[0] if point.now else None)  # type: ignore[attr-defined]
        for point in in_order(site.with_states)  # type: ignore[attr-defined]
    )
    contacts = tuple(site.to_call)  # type: ignore[attr-defined]
    return SiteView(site, whole(each.code for each in points), points, contacts)


def states_now(points: Iterable[SupplyPoint]) -> dict[UUID, str]:
    """Point → how it is fed now; `unknown` where nobody said. One query."""
    keys = tuple(sorted({point.pk for point in points}))
    return kept("states", keys, lambda: _states_now(keys))


def _states_now(keys: Iterable[UUID]) -> dict[UUID, str]:
    found = dict.fromkeys(keys, "unknown")
    rows = SupplyState.objects.current().filter(point__in=found, ended_at__isnull=True)
    return {**found, **dict(rows.values_list("point", "state"))}
