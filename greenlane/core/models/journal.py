"""The memory: one append-only, hash-chained stream of facts per unit."""

from __future__ import annotations

from django.db import models


class Head(models.Model):
    """Where a unit's stream ends. Whoever appends holds this row until commit."""

    unit = models.OneToOneField(
        "core.Unit", primary_key=True, on_delete=models.PROTECT, related_name="head"
    )
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class Event(models.Model):
    """A fact, as it was told. `canonical` is the exact text that was hashed.

    `seal` is the digest of the receipt of its command; `alg` says whether one is due.
    """

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    name = models.CharField(max_length=60)
    v = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    command = models.UUIDField()
    alg = models.CharField(max_length=12)
    subjects = models.TextField()
    canonical = models.TextField()
    seal = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_event_a_number", fields=["unit", "seq"]),
        ]
        indexes = [models.Index(fields=["command"])]


class EventSubject(models.Model):
    """One fact, many subjects: a shared isolation's event is on every order behind."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=24)
    subject = models.UUIDField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_subject_an_event", fields=["unit", "seq", "kind", "subject"]
            ),
        ]
        indexes = [models.Index(fields=["subject", "kind", "unit", "seq"])]


class Cursor(models.Model):
    """How far a reader of the journal has come, and who holds the reading now."""

    id = models.BigAutoField(primary_key=True)
    reader = models.CharField(max_length=40)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=60, default="")
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_cursor", fields=["reader", "unit"]),
        ]
