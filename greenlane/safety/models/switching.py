"""The switching order: numbered steps, written by one, checked by another, in turn."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row


class SwitchingOrder(Row):
    """Never edited: what turns out wrong is abandoned, and another one is written.

    It is given by an `Instruction` of the act "switching", whose target it is.
    """

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 62

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="switchings"
    )
    number = models.CharField(max_length=40)
    purpose = models.CharField(max_length=400)
    written_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)  # for the first time: it is in force
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    abandoned_why = models.CharField(max_length=240, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_switching_order_a_number", fields=["unit", "number"]
            ),
            models.UniqueConstraint(
                name="one_switching_order_in_force",
                fields=["order"],
                condition=Q(given_at__isnull=False, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="checked_by_another_than_the_writer",
                condition=Q(checked_at__isnull=True)
                | Q(checked_by__isnull=False) & ~Q(checked_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="given_only_when_checked",
                condition=Q(given_at__isnull=True) | Q(checked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def document(self) -> dict[str, Any]:
        """What its writer and its checker have read. What was done is no part of it."""
        rows = self.steps.order_by("place")
        steps = [
            [
                each.place, each.act, each.device_id,
                each.target if each.target != each.pk else None,
                each.action, each.expected,
            ]
            for each in rows
        ]  # fmt: skip
        return {
            "number": self.number,
            "order": self.order_id,
            "purpose": self.purpose,
            "written_by": self.written_by_id,
            "written_at": self.written_at,
            "steps": steps,
        }


class SwitchingStep(Row):
    """One step. `target` is what its act is done on; a step by hand is its own."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 63

    switching = models.ForeignKey(
        SwitchingOrder, on_delete=models.PROTECT, related_name="steps"
    )
    place = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=24)
    target = models.UUIDField()
    device = models.ForeignKey(
        "network.Device", null=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=200)
    expected = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    operator = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    guard = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    found = models.CharField(max_length=200, default="", blank=True)
    made = models.UUIDField(null=True)  # the point, earth set or record it left
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_switching_step_a_place", fields=["switching", "place"]
            ),
            models.CheckConstraint(
                name="a_switching_step_is_done_by_two",
                condition=Q(done_at__isnull=True)
                | Q(operator__isnull=False, guard__isnull=False)
                & ~Q(operator=F("guard")),
            ),
        ]

    def __str__(self) -> str:
        return self.action


class SwitchingBreak(Row):
    """Somebody said stop. The dispatcher alone says go on, and why."""

    LOCK_RANK = 64

    switching = models.ForeignKey(
        SwitchingOrder, on_delete=models.PROTECT, related_name="breaks"
    )
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=240)
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    resumed_why = models.CharField(max_length=240, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_break_a_switching_order",
                fields=["switching"],
                condition=Q(resumed_at__isnull=True),
            ),
        ]
