"""What keeps volts away from people: infeeds, open points, earth sets."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from greenlane.core.models import Row


class InfeedKind(models.TextChoices):
    GRID = "grid", _("Grid")
    LV_SIDE = "lv_side", _("Low-voltage side of a transformer")
    GENERATOR = "generator", _("Generator")
    PV = "pv", _("Photovoltaics")
    STORAGE = "storage", _("Storage or UPS")
    CABLE = "cable", _("Another crew's temporary cable")
    OTHER = "other", _("Other")


class Isolation(Row):
    """A section that is made dead; many tickets, of many orders, may stand on it."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 20

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="isolations"
    )
    site = models.ForeignKey(
        "places.Site", on_delete=models.PROTECT, related_name="isolations"
    )
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=24, default="src")
    source = models.ForeignKey(
        "network.Device", on_delete=models.PROTECT, related_name="isolations"
    )

    def __str__(self) -> str:
        return self.name


class Infeed(Row):
    """A way in for volts. Whoever sees one records it; nobody can be told to wait."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 25

    site = models.ForeignKey(
        "places.Site", on_delete=models.PROTECT, related_name="infeeds"
    )
    isolation = models.ForeignKey(
        Isolation, null=True, on_delete=models.PROTECT, related_name="infeeds"
    )
    device = models.ForeignKey(
        "network.Device", null=True, on_delete=models.PROTECT, related_name="infeeds"
    )
    kind = models.CharField(max_length=12, choices=InfeedKind)
    name = models.CharField(max_length=160)
    number = models.CharField(max_length=60, default="", blank=True)
    found_at = models.DateTimeField()
    found_by = models.BigIntegerField(null=True)
    gone_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.number}".rstrip()


class Point(Row):
    """An infeed is open here: visible break, lock, tag; by two people."""

    LOCK_RANK = 27

    isolation = models.ForeignKey(
        Isolation, on_delete=models.PROTECT, related_name="points"
    )
    infeed = models.ForeignKey(Infeed, on_delete=models.PROTECT, related_name="points")
    device = models.ForeignKey(
        "network.Device", on_delete=models.PROTECT, related_name="points"
    )
    lock_number = models.CharField(max_length=40)
    tag_number = models.CharField(max_length=40)
    visible_break = models.BooleanField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    guarded_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    unlocked_at = models.DateTimeField(null=True)
    unlocked_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unlocked_with = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_point_an_infeed",
                fields=["infeed", "isolation"],
                condition=Q(unlocked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="opened_by_two_people", condition=~Q(opened_by=F("guarded_by"))
            ),
            models.CheckConstraint(
                name="a_point_shows_its_break", condition=Q(visible_break=True)
            ),
            models.CheckConstraint(  # of what came off before, one person is known
                name="unlocked_by_two_people",
                condition=Q(unlocked_with__isnull=True)
                | Q(unlocked_by__isnull=False) & ~Q(unlocked_by=F("unlocked_with")),
            ),
        ]

    def document(self) -> dict[str, Any]:
        """Which lock and tag hang where: what the guard signs before they come off."""
        return {
            "isolation": self.isolation_id,
            "infeed": self.infeed_id,
            "device": self.device_id,
            "lock_number": self.lock_number,
            "tag_number": self.tag_number,
            "opened_at": self.opened_at,
            "unlocked_at": self.unlocked_at,
        }


class EarthSet(Row):
    """A numbered earth set: on by two people, off by two people."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 28
    isolation = models.ForeignKey(
        Isolation, on_delete=models.PROTECT, related_name="earths"
    )
    number = models.CharField(max_length=40)
    place = models.CharField(max_length=160)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    placed_with = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_with = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_earth_set_is_in_one_place",
                fields=["unit", "number"],
                condition=Q(removed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="earthed_by_two_people", condition=~Q(placed_by=F("placed_with"))
            ),
            models.CheckConstraint(
                name="earth_off_by_two_people",
                condition=Q(removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_with__isnull=False)
                & ~Q(removed_by=F("removed_with")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def document(self) -> dict[str, Any]:
        """Which set hangs where, and who put it there: what both people sign."""
        return {
            "isolation": self.isolation_id,
            "number": self.number,
            "place": self.place,
            "placed_at": self.placed_at,
            "placed_by": self.placed_by_id,
            "placed_with": self.placed_with_id,
            "removed_at": self.removed_at,
        }
