"""A status page of one order that asks for no login: for whom, and until when."""

from __future__ import annotations

from django.db import models

from greenlane.core.models import Row
from greenlane.work.models.order import Order


class StatusLink(Row):
    """Whoever has its address reads how far the order is, and nothing of anybody.

    `phone` is the number that the page gives: of a duty room, not of a person.
    """

    NAMED = True  # its name stands in sentences

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="status_links"
    )
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40)
    code_sha256 = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(
        "core.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
