"""What a unit has to work with, as its planner knows it: equipment and material.

A register of counts, until a room for materials keeps the pieces themselves.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row


class Equipment(Row):
    """So many of a kind the unit has. Another count takes the place of the last."""

    kind = models.CharField(max_length=24)
    count = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_count_a_kind",
                fields=["unit", "kind"],
                condition=Q(replaced_at__isnull=True),
            ),
        ]


class Outage(Row):
    """Some of a kind are out of service, until they are found fit again.

    `back_at`: expected; without it nobody knows.
    """

    kind = models.CharField(max_length=24)
    count = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="back_after_it_went_out",
                condition=Q(back_at__isnull=True) | Q(back_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(name="some_are_out", condition=Q(count__gt=0)),
        ]


class StockCount(Row):
    """Somebody counted what of an item lies there. The last count is where one starts.

    What tasks begun since then take, and what has arrived since, comes on top.
    """

    item = models.CharField(max_length=24)
    amount = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                name="counts_of_an_item", fields=["unit", "item", "-counted_at"]
            ),
        ]


class Arrival(Row):
    """So much of an item is expected; `came` says how much did, when it had come."""

    item = models.CharField(max_length=24)
    amount = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    came = models.PositiveIntegerField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="something_is_expected", condition=Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="what_came_has_its_hour",
                condition=Q(arrived_at__isnull=True, came__isnull=True)
                | Q(arrived_at__isnull=False, came__isnull=False),
            ),
        ]
