"""The dispatcher's order for one act: given, read back word for word, used once."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row
from greenlane.safety.acts import SWITCHING
from greenlane.safety.models.switching import SwitchingStep


class Instruction(Row):
    """`target` is the key of the step, point or isolation that it is for."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 65

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="instructions"
    )
    act = models.CharField(max_length=24)
    target = models.UUIDField()
    text = models.CharField(max_length=400)
    given_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    read_back_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    read_back_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    used_for = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="read_back_by_another_person",
                condition=Q(read_back_by__isnull=True) | ~Q(read_back_by=F("given_by")),
            ),
            models.CheckConstraint(
                name="used_only_after_read_back",
                condition=Q(used_at__isnull=True) | Q(read_back_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def document(self) -> dict[str, Any]:
        """The words of the order: what is read back."""
        return {
            "order": self.order_id,
            "act": self.act,
            "target": self.target,
            "text": self.text,
            "given_by": self.given_by_id,
            "given_at": self.given_at,
            **self._steps(),
        }

    def _steps(self) -> dict[str, Any]:
        """Of a whole switching order every step: who signs has read them all."""
        rows = SwitchingStep.objects.filter(switching=self.target).order_by("place")
        found = rows.values_list("place", "act", "device", "action", "expected")
        keys = [list(row) for row in found] if self.act == SWITCHING else []
        return {"steps": keys} if keys else {}
