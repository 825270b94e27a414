"""What the door keeps: receipts of what was done, refusals, claims that wait."""

from __future__ import annotations

from django.db import models


class Receipt(models.Model):
    """A command was accepted once, and this was the answer."""

    id = models.UUIDField(primary_key=True)
    command = models.CharField(max_length=60)
    account = models.BigIntegerField(null=True)
    device = models.CharField(max_length=60, default="")
    device_seq = models.BigIntegerField(null=True)
    fingerprint = models.CharField(max_length=64)
    answer = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_receipt_a_device_number",
                fields=["account", "device", "device_seq"],
                condition=models.Q(device_seq__isnull=False),
            ),
        ]


class Refusal(models.Model):
    """A rule said no. The best safety statistics there are."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    account = models.BigIntegerField(null=True)
    command = models.CharField(max_length=60)
    command_id = models.UUIDField()
    code = models.CharField(max_length=60)
    facts = models.TextField(default="{}")
    at = models.DateTimeField()
    wall_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "code", "wall_at"]),
            models.Index(fields=["unit", "at"]),  # the safety figures of a period
        ]


class OpenClaim(models.Model):
    """A late claim that could not be taken as done: somebody has to decide."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    account = models.BigIntegerField(null=True)
    command = models.CharField(max_length=60)
    data = models.TextField()
    code = models.CharField(max_length=60)
    facts = models.TextField(default="{}")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)
    settled_how = models.CharField(max_length=10, default="", blank=True)
    settled_why = models.CharField(max_length=240, default="", blank=True)
