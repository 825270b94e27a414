"""Facts about teams: formed, and formed anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class TeamAdded:
    """A crew stands together from now on."""

    NAME: ClassVar[str] = "workforce.team_added"
    V: ClassVar[int] = 1
    team: UUID
    leader: UUID
    heads: int

    def sentence(self, names: Names) -> str:
        return _("%(team)s was formed with %(heads)s people, led by %(leader)s") % {
            "team": names[self.team],
            "heads": self.heads,
            "leader": names[self.leader],
        }


@dataclass(frozen=True)
class TeamChanged:
    """Another leader, or other people. `joined` and `left` are keys of people."""

    NAME: ClassVar[str] = "workforce.team_changed"
    V: ClassVar[int] = 1
    team: UUID
    leader: UUID
    heads: int
    joined: tuple[UUID, ...]
    left: tuple[UUID, ...]

    def sentence(self, names: Names) -> str:
        return _("%(team)s now has %(heads)s people, led by %(leader)s") % {
            "team": names[self.team],
            "heads": self.heads,
            "leader": names[self.leader],
        }


FACTS: tuple[type, ...] = (TeamAdded, TeamChanged)
