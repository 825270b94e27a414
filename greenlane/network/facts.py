"""What is known of the grid, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class DeviceAdded:
    """A device is known by its dual name."""

    NAME: ClassVar[str] = "network.device_added"
    V: ClassVar[int] = 1
    device: UUID
    kind: str
    volts: int

    def sentence(self, names: Names) -> str:
        return _("The device %(device)s was added, %(volts)s V") % {
            "device": names[self.device],
            "volts": self.volts,
        }


@dataclass(frozen=True)
class DeviceChanged:
    """What is on record about a device was mended."""

    NAME: ClassVar[str] = "network.device_changed"
    V: ClassVar[int] = 1
    device: UUID
    kind: str
    volts: int

    def sentence(self, names: Names) -> str:
        return _("The device %(device)s is on record as changed, %(volts)s V") % {
            "device": names[self.device],
            "volts": self.volts,
        }


FACTS: tuple[type, ...] = (DeviceAdded, DeviceChanged)
