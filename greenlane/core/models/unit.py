"""The operating unit: a county company or station, in a tree."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from greenlane.core.clock import Scene


class Unit(models.Model):
    """Its small key travels in every position; its path says what lies below it."""

    LOCK_RANK = 1

    id = models.SmallAutoField(primary_key=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=120, unique=True)
    code = models.CharField(max_length=8, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    country = models.CharField(max_length=2, default="CN")
    pack = models.ForeignKey("core.PackVersion", null=True, on_delete=models.PROTECT)
    is_drill = models.BooleanField(default=False)
    clock_start = models.DateTimeField(null=True)
    clock_set_at = models.DateTimeField(null=True)
    clock_speed = models.FloatField(default=1.0)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en

    def scene(self) -> Scene | None:
        """The unit's own clock, or None where it runs with the wall's."""
        if self.clock_start is None or self.clock_set_at is None:
            return None
        return Scene(self.clock_start, self.clock_set_at, self.clock_speed)
