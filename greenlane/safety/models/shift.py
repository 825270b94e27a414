"""Shift handover: every open permit is read out and signed for by both shifts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row


class ShiftHandover(Row):
    """`permits` is the list as it was read out; its digest is what both sign."""

    giver = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    taker = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    permits = models.TextField()
    digest = models.CharField(max_length=64)
    accepted_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handed_to_another_person", condition=~Q(giver=F("taker"))
            ),
            models.UniqueConstraint(
                name="one_open_shift_handover",
                fields=["unit"],
                condition=Q(accepted_at__isnull=True),
            ),
        ]

    def document(self) -> dict[str, Any]:
        """The permits as they were read out, and between whom."""
        return {
            "unit": self.unit_id,
            "giver": self.giver_id,
            "taker": self.taker_id,
            "at": self.at,
            "permits": self.permits,
            "digest": self.digest,
        }
