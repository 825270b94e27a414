"""Sites, the points on them that are energised, whom to call, and what zone it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenlane.core.intervals import Interval
from greenlane.core.models import Row


class ZoneKind(models.TextChoices):
    """The zone decides escort and protective kit. Nobody's test result is kept."""

    OPEN = "open", _("Open")
    PREVENTION = "prevention", _("Prevention zone")
    CONTROL = "control", _("Control zone")
    LOCKDOWN = "lockdown", _("Lockdown zone")


class Supply(models.TextChoices):
    DARK = "dark", _("Dark")
    PARTIAL = "partial", _("Partly supplied")
    GENERATOR = "generator", _("On a generator")
    GRID_TEMPORARY = "grid_temporary", _("On the grid, temporary")
    GRID_PERMANENT = "grid_permanent", _("On the grid, permanent")
    DUAL = "dual", _("Two sources")
    UNKNOWN = "unknown", _("Not known")


class Zone(Row):
    """An access zone: who goes in needs its kit and escort."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=ZoneKind)
    escort = models.BooleanField(default=False)
    kit = models.CharField(max_length=200, default="", blank=True)


class Site(Row):
    """A place with an address, a muster point and one or more supply points."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 10

    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, default="", blank=True)
    address = models.CharField(max_length=240, default="", blank=True)
    muster_point = models.CharField(max_length=240, default="", blank=True)
    zone = models.ForeignKey(Zone, null=True, on_delete=models.PROTECT)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_site_a_code", fields=["unit", "code"]),
        ]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en or self.name_zh


class SupplyPoint(Row):
    """The thing that is energised: a building, floor, checkpoint, theatre block."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 12

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="points")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="", blank=True)
    area = models.CharField(max_length=24, default="lv")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_point_a_name", fields=["site", "name_zh"]
            ),
        ]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en or self.name_zh


class SupplyState(Interval):
    """How a supply point was fed, from when to when."""

    point = models.ForeignKey(
        SupplyPoint, on_delete=models.PROTECT, related_name="states"
    )
    state = models.CharField(max_length=16, choices=Supply)

    class Meta(Interval.Meta):
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(
                name="one_open_state_a_point",
                fields=["point"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]


class Depot(Row):
    """Where crews, vehicles, generators and material start from.

    `holds` says in words what stands there; a closed one is started from no more.
    """

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 14

    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="", blank=True)
    address = models.CharField(max_length=240, default="", blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    holds = models.CharField(max_length=400, default="", blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_depot_a_name", fields=["unit", "name_zh"]
            ),
        ]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en or self.name_zh


class Contact(Row):
    """Somebody on site to call. Erased on request: the row stays, the name goes."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=40)
    role = models.CharField(max_length=60, default="", blank=True)
    is_electrician = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
