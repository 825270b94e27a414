"""Facts about working hours and closed zones: who is planned when, who may go in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names
from greenlane.places.models import ZoneKind


@dataclass(frozen=True)
class ShiftsSet:
    """A team or a person has these shifts too: `who` is the key of either."""

    NAME: ClassVar[str] = "workforce.shifts_set"
    V: ClassVar[int] = 1
    who: UUID
    shifts: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(shifts)s shift of %(who)s was set",
            "%(shifts)s shifts of %(who)s were set",
            self.shifts,
        ) % {"shifts": self.shifts, "who": names[self.who]}


@dataclass(frozen=True)
class ShiftCancelled:
    """A shift is not worked, or not to its end."""

    NAME: ClassVar[str] = "workforce.shift_cancelled"
    V: ClassVar[int] = 1
    who: UUID
    shift: UUID

    def sentence(self, names: Names) -> str:
        return _("A shift of %(who)s was called off") % {"who": names[self.who]}


@dataclass(frozen=True)
class ClearedForZone:
    """Somebody may enter closed zones of this kind, from then to then."""

    NAME: ClassVar[str] = "workforce.cleared_for_zone"
    V: ClassVar[int] = 1
    person: UUID
    clearance: UUID
    zone: str

    def sentence(self, names: Names) -> str:
        return _("%(person)s may enter zones of this kind: %(zone)s") % {
            "person": names[self.person],
            "zone": dict(ZoneKind.choices).get(self.zone, self.zone),
        }


@dataclass(frozen=True)
class ZoneClearanceWithdrawn:
    """Somebody may enter them no more."""

    NAME: ClassVar[str] = "workforce.zone_clearance_withdrawn"
    V: ClassVar[int] = 1
    person: UUID
    clearance: UUID
    zone: str

    def sentence(self, names: Names) -> str:
        return _("%(person)s may not enter zones of this kind any more: %(zone)s") % {
            "person": names[self.person],
            "zone": dict(ZoneKind.choices).get(self.zone, self.zone),
        }


FACTS: tuple[type, ...] = (
    ShiftsSet,
    ShiftCancelled,
    ClearedForZone,
    ZoneClearanceWithdrawn,
)
