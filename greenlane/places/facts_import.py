"""Facts of a table of sites: taken in whole; what was known and is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class SitesImported:
    """A table of sites was taken in, whole. What it was about is told one by one."""

    NAME: ClassVar[str] = "places.sites_imported"
    V: ClassVar[int] = 1
    created: int
    changed: int
    unchanged: int

    def sentence(self, names: Names) -> str:
        return _(
            "A table of sites was taken in: %(created)s added,"
            " %(changed)s changed, %(unchanged)s as they were"
        ) % {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
        }


@dataclass(frozen=True)
class SiteChanged:
    """Name, address, muster point or place of a site was mended."""

    NAME: ClassVar[str] = "places.site_changed"
    V: ClassVar[int] = 1
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("What is on record about the site %(site)s was changed") % {
            "site": names[self.site]
        }


@dataclass(frozen=True)
class SupplyPointRenamed:
    """The English name of a supply point was mended."""

    NAME: ClassVar[str] = "places.supply_point_renamed"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    point: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("The English name of %(point)s of %(site)s was changed") % {
            "point": names[self.point],
            "site": names[self.site],
        }


@dataclass(frozen=True)
class ContactChanged:
    """Somebody is called by another number, or does something else there."""

    NAME: ClassVar[str] = "places.contact_changed"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    contact: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("A contact of %(site)s was changed") % {"site": names[self.site]}


FACTS: tuple[type, ...] = (
    SitesImported,
    SiteChanged,
    SupplyPointRenamed,
    ContactChanged,
)
