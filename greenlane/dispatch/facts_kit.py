"""Facts about equipment and material. Each of them asks for a new plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names
from greenlane.work.kit import EQUIPMENT, MATERIALS


@dataclass(frozen=True)
class EquipmentSet:
    """The unit has so many of a kind."""

    NAME: ClassVar[str] = "dispatch.equipment_set"
    V: ClassVar[int] = 1
    equipment: str
    count: int

    def sentence(self, names: Names) -> str:
        return _("Equipment to plan with: %(equipment)s, %(count)s of it") % {
            "equipment": EQUIPMENT.get(self.equipment, self.equipment),
            "count": self.count,
        }


@dataclass(frozen=True)
class EquipmentLost:
    """Some of a kind are out of service."""

    NAME: ClassVar[str] = "dispatch.equipment_lost"
    V: ClassVar[int] = 1
    outage: UUID
    equipment: str
    count: int

    def sentence(self, names: Names) -> str:
        return _("Equipment out of service: %(equipment)s, %(count)s of it") % {
            "equipment": EQUIPMENT.get(self.equipment, self.equipment),
            "count": self.count,
        }


@dataclass(frozen=True)
class EquipmentFound:
    """They are in service again."""

    NAME: ClassVar[str] = "dispatch.equipment_found"
    V: ClassVar[int] = 1
    outage: UUID
    equipment: str
    count: int

    def sentence(self, names: Names) -> str:
        return _("Equipment in service again: %(equipment)s, %(count)s of it") % {
            "equipment": EQUIPMENT.get(self.equipment, self.equipment),
            "count": self.count,
        }


@dataclass(frozen=True)
class StockCounted:
    """So much of an item lies in the store."""

    NAME: ClassVar[str] = "dispatch.stock_counted"
    V: ClassVar[int] = 1
    item: str
    amount: int

    def sentence(self, names: Names) -> str:
        return _("Material counted: %(item)s, %(amount)s of it") % {
            "item": MATERIALS.get(self.item, self.item),
            "amount": self.amount,
        }


@dataclass(frozen=True)
class StockExpected:
    """So much of an item is on its way."""

    NAME: ClassVar[str] = "dispatch.stock_expected"
    V: ClassVar[int] = 1
    arrival: UUID
    item: str
    amount: int

    def sentence(self, names: Names) -> str:
        return _("Material expected: %(item)s, %(amount)s of it") % {
            "item": MATERIALS.get(self.item, self.item),
            "amount": self.amount,
        }


@dataclass(frozen=True)
class StockArrived:
    """What was expected has come, or as much of it as came."""

    NAME: ClassVar[str] = "dispatch.stock_arrived"
    V: ClassVar[int] = 1
    arrival: UUID
    item: str
    amount: int

    def sentence(self, names: Names) -> str:
        return _("Material has come: %(item)s, %(amount)s of it") % {
            "item": MATERIALS.get(self.item, self.item),
            "amount": self.amount,
        }


FACTS = (
    EquipmentSet,
    EquipmentLost,
    EquipmentFound,
    StockCounted,
    StockExpected,
    StockArrived,
)
