"""Facts about links to one order, for those who work there without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class LinkOpened:
    """Somebody outside sees this order from now on, and may stop work there."""

    NAME: ClassVar[str] = "work.link_opened"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True  # who looks on makes nothing stale
    order: UUID
    link: UUID

    def sentence(self, names: Names) -> str:
        return _("A link to %(order)s was opened for %(name)s") % {
            "order": names[self.order],
            "name": names[self.link],
        }


@dataclass(frozen=True)
class LinkClosed:
    """The link opens nothing any more. `ended`: because the order has ended."""

    NAME: ClassVar[str] = "work.link_closed"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    order: UUID
    link: UUID
    ended: bool

    def sentence(self, names: Names) -> str:
        said = {"order": names[self.order], "name": names[self.link]}
        if self.ended:
            return _("The link of %(name)s ended with %(order)s") % said
        return _("The link of %(name)s to %(order)s was closed") % said


FACTS: tuple[type, ...] = (LinkOpened, LinkClosed)
