"""A signature: one person, over the digest of the document as it was shown."""

from __future__ import annotations

from django.db import models

from greenlane.core.models import Row


class Signature(Row):
    """Acts of two people are two rows over one digest. Nobody signs for another."""

    document = models.CharField(max_length=24)
    document_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="signatures"
    )
    role = models.CharField(max_length=24)
    device = models.CharField(max_length=60, default="", blank=True)
    proof = models.CharField(max_length=12)
    at = models.DateTimeField()
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="signed_once_in_a_role",
                fields=["document", "document_id", "digest", "person", "role"],
            ),
        ]
        indexes = [models.Index(fields=["document_id", "document"])]
