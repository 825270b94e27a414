"""What happened at the places, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names
from greenlane.places.facts_depots import FACTS as DEPOTS
from greenlane.places.facts_import import FACTS as IMPORT
from greenlane.places.models import Supply


@dataclass(frozen=True)
class SiteAdded:
    """A site is known from now on."""

    NAME: ClassVar[str] = "places.site_added"
    V: ClassVar[int] = 1
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("The site %(site)s was added") % {"site": names[self.site]}


@dataclass(frozen=True)
class SupplyPointAdded:
    """Something at a site is to be energised, or is already."""

    NAME: ClassVar[str] = "places.supply_point_added"
    V: ClassVar[int] = 1
    point: UUID
    site: UUID
    state: str

    def sentence(self, names: Names) -> str:
        return _("The supply point %(point)s of %(site)s was added") % {
            "point": names[self.point],
            "site": names[self.site],
        }


@dataclass(frozen=True)
class SupplyChanged:
    """A supply point is fed in another way, or not at all."""

    NAME: ClassVar[str] = "places.supply_changed"
    V: ClassVar[int] = 1
    point: UUID
    before: str
    state: str

    def sentence(self, names: Names) -> str:
        labels = dict(Supply.choices)
        return _("%(point)s is now: %(state)s (before: %(before)s)") % {
            "point": names[self.point],
            "state": labels.get(self.state, self.state),
            "before": labels.get(self.before, self.before),
        }


@dataclass(frozen=True)
class ContactAdded:
    """There is somebody to call. Name and number stay in the row."""

    NAME: ClassVar[str] = "places.contact_added"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    contact: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("A contact of %(site)s was added") % {"site": names[self.site]}


@dataclass(frozen=True)
class ContactErased:
    """Name and number of somebody were erased."""

    NAME: ClassVar[str] = "places.contact_erased"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    contact: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("A contact of %(site)s was erased") % {"site": names[self.site]}


@dataclass(frozen=True)
class ZoneAdded:
    """An access zone with its rules is known."""

    NAME: ClassVar[str] = "places.zone_added"
    V: ClassVar[int] = 1
    zone: UUID

    def sentence(self, names: Names) -> str:
        return _("The access zone %(zone)s was added") % {"zone": names[self.zone]}


@dataclass(frozen=True)
class ZoneSet:
    """Another access zone holds at a site: who goes in needs its kit and escort."""

    NAME: ClassVar[str] = "places.zone_set"
    V: ClassVar[int] = 1
    site: UUID
    zone: UUID

    def sentence(self, names: Names) -> str:
        return _("%(site)s lies in the access zone %(zone)s") % {
            "site": names[self.site],
            "zone": names[self.zone],
        }


FACTS: tuple[type, ...] = (
    SiteAdded,
    SupplyPointAdded,
    SupplyChanged,
    ContactAdded,
    ContactErased,
    ZoneAdded,
    ZoneSet,
    *IMPORT,
    *DEPOTS,
)
