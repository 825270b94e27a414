"""Intervals that are told once: a correction is a new row, never an edit.

`recorded_seq` is the number of the event that told it, `ended_seq` of the one that
ended it; a row that `corrects` another takes its place from its own number on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from greenlane.core import clock
from greenlane.core.models.base import M, Row, Scoped


class Intervals(Scoped[M]):
    """Intervals as they are known now, or were at some number of the unit's stream."""

    def as_of(self, seq: int) -> Self:
        """What had been told up to this number, corrections applied."""
        replaced = self.model._default_manager.filter(
            corrects__isnull=False, recorded_seq__lte=seq
        ).values("corrects")
        return self.filter(recorded_seq__lte=seq).exclude(pk__in=replaced)

    def current(self) -> Self:
        """What holds now: every row that nothing has corrected."""
        return self.filter(corrected_by__isnull=True)


class Interval(Row):
    """Something that began, and may have ended."""

    happened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    time_source = models.CharField(max_length=10, default="live")
    recorded_at = models.DateTimeField()
    recorded_seq = models.BigIntegerField(null=True)
    end_recorded_at = models.DateTimeField(null=True)
    ended_seq = models.BigIntegerField(null=True)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    objects = Intervals.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_began",
                condition=Q(ended_at__isnull=True)
                | Q(ended_at__gte=models.F("happened_at")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_when_its_end_was_told",
                condition=Q(ended_at__isnull=True, end_recorded_at__isnull=True)
                | Q(ended_at__isnull=False, end_recorded_at__isnull=False),
            ),
        ]

    def end(self, at: datetime) -> None:
        """It ended then; that is told now. An end before the start is the start."""
        self.ended_at = max(at, self.happened_at)
        self.end_recorded_at = clock.now()
        self.save(update_fields=["ended_at", "end_recorded_at"])
