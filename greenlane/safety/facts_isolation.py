"""What happened to infeeds, open points and earths, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names
from greenlane.safety.models.isolation import InfeedKind


@dataclass(frozen=True)
class IsolationAdded:
    """A section that is to be made dead is known from now on."""

    NAME: ClassVar[str] = "safety.isolation_added"
    V: ClassVar[int] = 1
    isolation: UUID
    source: UUID

    def sentence(self, names: Names) -> str:
        return _("The section %(isolation)s, fed by %(source)s, was added") % {
            "isolation": names[self.isolation],
            "source": names[self.source],
        }


@dataclass(frozen=True)
class InfeedRecorded:
    """Somebody saw a way in for volts; permitted tickets rest, empty lists are void."""

    NAME: ClassVar[str] = "safety.infeed_recorded"
    V: ClassVar[int] = 1
    infeed: UUID
    kind: str
    site: UUID
    interrupted: int
    voided: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "An infeed was found at %(site)s (%(kind)s): %(interrupted)s ticket "
            "interrupted, %(voided)s void",
            "An infeed was found at %(site)s (%(kind)s): %(interrupted)s tickets "
            "interrupted, %(voided)s void",
            self.interrupted,
        ) % {
            "site": names[self.site],
            "kind": InfeedKind(self.kind).label,
            "interrupted": self.interrupted,
            "voided": self.voided,
        }


@dataclass(frozen=True)
class InfeedRemoved:
    """An infeed is gone: taken away, not only switched off."""

    NAME: ClassVar[str] = "safety.infeed_removed"
    V: ClassVar[int] = 1
    infeed: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s removed the infeed %(infeed)s") % {
            "person": names[self.person],
            "infeed": names[self.infeed],
        }


@dataclass(frozen=True)
class PointIsolated:
    """An infeed was opened, locked and tagged by two people."""

    NAME: ClassVar[str] = "safety.point_isolated"
    V: ClassVar[int] = 1
    point: UUID
    infeed: UUID
    device: UUID
    operator: UUID
    guard: UUID

    def sentence(self, names: Names) -> str:
        return _(
            "%(operator)s opened, locked and tagged %(device)s, guarded by %(guard)s"
        ) % {
            "operator": names[self.operator],
            "device": names[self.device],
            "guard": names[self.guard],
        }


@dataclass(frozen=True)
class PointUnlocked:
    """Lock and tag came off; volts may come back from here."""

    NAME: ClassVar[str] = "safety.point_unlocked"
    V: ClassVar[int] = 1
    point: UUID
    device: UUID
    operator: UUID
    guard: UUID | None = None  # was not told before there had to be one

    def sentence(self, names: Names) -> str:
        if self.guard is None:
            return _("%(operator)s took lock and tag off %(device)s") % {
                "operator": names[self.operator],
                "device": names[self.device],
            }
        said = _("%(operator)s took lock and tag off %(device)s, guarded by %(guard)s")
        return said % {
            "operator": names[self.operator],
            "device": names[self.device],
            "guard": names[self.guard],
        }


@dataclass(frozen=True)
class EarthPlaced:
    """A numbered earth set went on."""

    NAME: ClassVar[str] = "safety.earth_placed"
    V: ClassVar[int] = 1
    earth: UUID
    isolation: UUID
    person: UUID
    helper: UUID

    def sentence(self, names: Names) -> str:
        return _(
            "%(person)s and %(helper)s placed earth set %(earth)s on %(isolation)s"
        ) % {
            "person": names[self.person],
            "helper": names[self.helper],
            "earth": names[self.earth],
            "isolation": names[self.isolation],
        }


@dataclass(frozen=True)
class EarthRemoved:
    """A numbered earth set came off."""

    NAME: ClassVar[str] = "safety.earth_removed"
    V: ClassVar[int] = 1
    earth: UUID
    isolation: UUID
    person: UUID
    helper: UUID

    def sentence(self, names: Names) -> str:
        return _(
            "%(person)s and %(helper)s took earth set %(earth)s off %(isolation)s"
        ) % {
            "person": names[self.person],
            "helper": names[self.helper],
            "earth": names[self.earth],
            "isolation": names[self.isolation],
        }


FACTS: tuple[type, ...] = (
    IsolationAdded,
    InfeedRecorded,
    InfeedRemoved,
    PointIsolated,
    PointUnlocked,
    EarthPlaced,
    EarthRemoved,
)
