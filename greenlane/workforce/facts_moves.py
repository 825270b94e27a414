"""Facts of a company's Monday: who moves, leaves, comes back, gets a login; teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class PersonMoved:
    """Somebody belongs to another unit; told in the stream of both."""

    NAME: ClassVar[str] = "workforce.person_moved"
    V: ClassVar[int] = 1
    person: UUID
    code: str

    def sentence(self, names: Names) -> str:
        return _("%(person)s moved to %(unit)s") % {
            "person": names[self.person],
            "unit": self.code,
        }


@dataclass(frozen=True)
class PersonLeft:
    """Somebody works here no more, from this moment on."""

    NAME: ClassVar[str] = "workforce.person_left"
    V: ClassVar[int] = 1
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s left the company") % {"person": names[self.person]}


@dataclass(frozen=True)
class PersonCameBack:
    """Somebody works here again; roles are granted anew."""

    NAME: ClassVar[str] = "workforce.person_came_back"
    V: ClassVar[int] = 1
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s works here again") % {"person": names[self.person]}


@dataclass(frozen=True)
class LoginGiven:
    """Somebody logs in with this account from now on."""

    NAME: ClassVar[str] = "workforce.login_given"
    V: ClassVar[int] = 1
    person: UUID
    account: int

    def sentence(self, names: Names) -> str:
        return _("%(person)s got a login") % {"person": names[self.person]}


@dataclass(frozen=True)
class TeamLeft:
    """Somebody stands in a team no more; where he led it, it has no leader now."""

    NAME: ClassVar[str] = "workforce.team_left"
    V: ClassVar[int] = 1
    team: UUID
    person: UUID
    led: bool

    def sentence(self, names: Names) -> str:
        known = {"person": names[self.person], "team": names[self.team]}
        if self.led:
            return _("%(person)s left %(team)s, which has no leader now") % known
        return _("%(person)s left %(team)s") % known


@dataclass(frozen=True)
class TeamRenamed:
    """A team is called otherwise."""

    NAME: ClassVar[str] = "workforce.team_renamed"
    V: ClassVar[int] = 1
    team: UUID

    def sentence(self, names: Names) -> str:
        return _("A team is now called %(team)s") % {"team": names[self.team]}


@dataclass(frozen=True)
class TeamStationed:
    """A team starts from this depot; from none where none is named."""

    NAME: ClassVar[str] = "workforce.team_stationed"
    V: ClassVar[int] = 1
    team: UUID
    depot: UUID | None

    def sentence(self, names: Names) -> str:
        team = names[self.team]
        if self.depot is None:
            return _("%(team)s starts from no depot") % {"team": team}
        depot = names[self.depot]
        return _("%(team)s starts from %(depot)s") % {"team": team, "depot": depot}


FACTS: tuple[type, ...] = (
    PersonMoved,
    PersonLeft,
    PersonCameBack,
    LoginGiven,
    TeamLeft,
    TeamRenamed,
    TeamStationed,
)
