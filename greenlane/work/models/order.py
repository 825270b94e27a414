"""An order: somebody with authority wants something done at a site by some time."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from greenlane.core.models import Blob, PackVersion, Row
from greenlane.core.models.base import Scoped
from greenlane.work.models.playbook import PlaybookVersion


class Orders(Scoped["Order"]):
    """Orders, with the two ways to ask for those that have not ended."""

    def going_on(self) -> Self:
        """By the flag, for lists and searches."""
        return self.filter(ended=False)

    def without_end(self) -> Self:
        """By the signed rows, for whatever protects people: a flag is no evidence."""
        standing = Q(order=OuterRef("pk"), reopened_at__isnull=True)
        return self.filter(~Exists(OrderEnd.objects.filter(standing)))


class Order(Row):
    """Its label is computed from signed rows; there is no status to set."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 30

    number = models.CharField(max_length=24)
    mission = models.CharField(max_length=24)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children"
    )
    site = models.ForeignKey(
        "places.Site", on_delete=models.PROTECT, related_name="orders"
    )
    points = models.ManyToManyField("places.SupplyPoint", related_name="orders")
    requested_at = models.DateTimeField()
    need_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    channel = models.CharField(max_length=12, default="green")
    priority = models.PositiveSmallIntegerField(default=3)
    playbook = models.ForeignKey(
        PlaybookVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    pack = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    # The same as an end that stands; written with it, for lists. Gates read the end.
    ended = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = Orders.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(name="order_by_number", fields=["number"]),
            models.Index(name="orders_of_a_site", fields=["site", "-id"]),
            models.Index(
                name="orders_that_go_on", fields=["-id"], condition=Q(ended=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_order_a_number", fields=["unit", "number"]
            ),
            models.CheckConstraint(
                name="priority_from_1_to_5", condition=Q(priority__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderEnd(Row):
    """Why an order ended, and when. `reopened_at`: from then on it has not."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="ends")
    kind = models.CharField(max_length=12)  # closed, cancelled, merged
    reason = models.CharField(max_length=240, default="", blank=True)
    into = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_end_an_order",
                fields=["order"],
                condition=Q(reopened_at__isnull=True),
            ),
            models.CheckConstraint(
                name="merged_into_another",
                condition=~Q(kind="merged") | Q(into__isnull=False),
            ),
        ]


class OrderHold(Row):
    """The order rests by somebody's decision: a named wait, with a holder."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=240)
    holder = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_hold_an_order",
                fields=["order"],
                condition=Q(until__isnull=True),
            ),
        ]


class PriorityChange(Row):
    """No silent re-priority by a senior: who, from what, to what, why."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=240)
    at = models.DateTimeField()
    recorded_seq = models.BigIntegerField(null=True)


class Note(Row):
    """Something worth knowing, in somebody's own words. It decides nothing."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(max_length=1000)
    photo = models.ForeignKey(
        Blob, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
