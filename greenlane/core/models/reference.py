"""Reference rows: pinned rule packs, holidays, blobs, search grams."""

from __future__ import annotations

from django.db import models

from greenlane.core.models.base import Row


class PackVersion(models.Model):
    """A rule pack as it was when an order began; never edited."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Holiday(Row):
    """A day that this unit works or rests on, against the country's calendar."""

    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_holiday_a_day", fields=["unit", "day"]),
        ]


class Blob(models.Model):
    """A photo or file, named by the hash of its bytes; the bytes lie in a folder."""

    hash = models.CharField(primary_key=True, max_length=64)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80)
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField(null=True)


class BlobHolder(models.Model):
    """A unit that has stored these bytes itself: two may hold the same form."""

    id = models.BigAutoField(primary_key=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="holders")
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_holder_a_unit", fields=["blob", "unit"]),
        ]


class SearchGram(models.Model):
    """A gram of a subject's names: two characters, or pinyin initials."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    gram = models.CharField(max_length=8)
    kind = models.CharField(max_length=24)
    subject = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_gram_a_subject", fields=["gram", "kind", "subject"]
            ),
        ]
