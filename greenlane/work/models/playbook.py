"""A playbook as it was when an order began to run on it; never edited."""

from __future__ import annotations

from django.db import models


class PlaybookVersion(models.Model):
    """The canonical text is pinned by its digest."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    p50_minutes = models.PositiveIntegerField(null=True)
    p80_minutes = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
