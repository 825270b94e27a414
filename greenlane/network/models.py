"""Devices of the grid, by dual name: a name and a number.

Where a device stands may be on record, for finding the way; a pin never names it.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenlane.core.models import Row


class DeviceKind(models.TextChoices):
    TRANSFORMER = "transformer", _("Transformer")
    BREAKER = "breaker", _("Breaker")
    SWITCH = "switch", _("Load switch")
    FUSE = "fuse", _("Drop-out fuse")
    BOX = "box", _("Branch box")
    BOARD = "board", _("Board")
    CHANGEOVER = "changeover", _("Changeover switch")
    GENERATOR = "generator", _("Generator")
    OTHER = "other", _("Other")


class Device(Row):
    """Something that can be opened, or that feeds. `parent` is what feeds it."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 15

    name = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=16, choices=DeviceKind)
    volts = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children"
    )
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_device_a_dual_name", fields=["unit", "name", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
