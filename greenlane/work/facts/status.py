"""Facts about status pages that ask for no login."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class StatusLinkOpened:
    """Whoever has its address reads from now on how far the order is."""

    NAME: ClassVar[str] = "work.status_link_opened"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True  # who looks on makes nothing stale
    order: UUID
    link: UUID

    def sentence(self, names: Names) -> str:
        return _("A status page of %(order)s was opened for %(name)s") % {
            "order": names[self.order],
            "name": names[self.link],
        }


@dataclass(frozen=True)
class StatusLinkWithdrawn:
    """Its address shows nothing any more."""

    NAME: ClassVar[str] = "work.status_link_withdrawn"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    order: UUID
    link: UUID

    def sentence(self, names: Names) -> str:
        return _("The status page of %(order)s for %(name)s was withdrawn") % {
            "order": names[self.order],
            "name": names[self.link],
        }


FACTS: tuple[type, ...] = (StatusLinkOpened, StatusLinkWithdrawn)
