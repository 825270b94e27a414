"""Facts about depots, and about the name of a supply point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class DepotAdded:
    """Crews, vehicles and material start from here too."""

    NAME: ClassVar[str] = "places.depot_added"
    V: ClassVar[int] = 1
    depot: UUID

    def sentence(self, names: Names) -> str:
        return _("The depot %(depot)s was added") % {"depot": names[self.depot]}


@dataclass(frozen=True)
class DepotChanged:
    """Name, place, or what stands there."""

    NAME: ClassVar[str] = "places.depot_changed"
    V: ClassVar[int] = 1
    depot: UUID

    def sentence(self, names: Names) -> str:
        return _("What is on record about the depot %(depot)s was changed") % {
            "depot": names[self.depot]
        }


@dataclass(frozen=True)
class DepotClosed:
    """Nobody starts from here any more."""

    NAME: ClassVar[str] = "places.depot_closed"
    V: ClassVar[int] = 1
    depot: UUID

    def sentence(self, names: Names) -> str:
        return _("The depot %(depot)s was closed") % {"depot": names[self.depot]}


@dataclass(frozen=True)
class PointRenamed:
    """A supply point is called otherwise."""

    NAME: ClassVar[str] = "places.point_renamed"
    V: ClassVar[int] = 1
    point: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("A supply point of %(site)s is now called %(point)s") % {
            "site": names[self.site],
            "point": names[self.point],
        }


FACTS: tuple[type, ...] = (
    DepotAdded,
    DepotChanged,
    DepotClosed,
    PointRenamed,
)
