"""Energising, step by step: source, box, floor; volts and rotation read at each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row


class EnergiseStep(Row):
    """One closing. `act` is energise, restore_source or transfer_supply."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 60

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="steps"
    )
    task = models.ForeignKey(
        "work.Task", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    place = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    area = models.CharField(max_length=24)
    device = models.ForeignKey(
        "network.Device", null=True, on_delete=models.PROTECT, related_name="+"
    )
    point = models.ForeignKey(
        "places.SupplyPoint", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    gives_state = models.CharField(max_length=16, default="", blank=True)
    started_at = models.DateTimeField(null=True)
    # Dark for long before it: the load draws more, and is read before anything goes on.
    cold = models.BooleanField(default=False)
    clearance = models.OneToOneField(
        "work.Clearance", null=True, on_delete=models.PROTECT, related_name="step"
    )
    operator = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    guard = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(null=True)
    volts = models.CharField(max_length=60, default="", blank=True)
    rotation = models.CharField(max_length=12, default="", blank=True)
    amperes = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    rated_amperes = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    normal = models.CharField(max_length=8, default="", blank=True)
    opened_at = models.DateTimeField(null=True)
    opened_why = models.CharField(max_length=240, default="", blank=True)
    opened_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )  # who may switch and says that it is open; none: somebody else said it
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_step_a_place",
                fields=["order", "place"],
                condition=Q(opened_at__isnull=True),
            ),
            models.CheckConstraint(
                name="no_step_without_its_own_clearance",
                condition=Q(started_at__isnull=True)
                | Q(clearance__isnull=False, clearance=F("id")),
            ),
            models.CheckConstraint(
                name="a_step_has_operator_and_guard",
                condition=Q(started_at__isnull=True)
                | Q(operator__isnull=False, guard__isnull=False)
                & ~Q(operator=F("guard")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def document(self) -> dict[str, Any]:
        """The step as its guard signs it, before the closing."""
        return {
            "order": self.order_id,
            "place": self.place,
            "act": self.act,
            "name": self.name,
            "area": self.area,
        }
