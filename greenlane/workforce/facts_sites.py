"""Facts about who is on a site: in, and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class CheckedIn:
    """Somebody is on a site."""

    NAME: ClassVar[str] = "workforce.checked_in"
    V: ClassVar[int] = 1
    person: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s checked in at %(site)s") % {
            "person": names[self.person],
            "site": names[self.site],
        }


@dataclass(frozen=True)
class CheckedOut:
    """Somebody has left a site."""

    NAME: ClassVar[str] = "workforce.checked_out"
    V: ClassVar[int] = 1
    person: UUID
    site: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s checked out of %(site)s") % {
            "person": names[self.person],
            "site": names[self.site],
        }


FACTS: tuple[type, ...] = (CheckedIn, CheckedOut)
