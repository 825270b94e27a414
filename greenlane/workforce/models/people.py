"""People, what they are certified for, the teams they work in, who is on site now."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenlane.core.intervals import Interval
from greenlane.core.models import Row
from greenlane.workforce.skills import LABELS


class OrganisationKind(models.TextChoices):
    UTILITY = "utility", _("Utility")
    CONTRACTOR = "contractor", _("Contractor")
    CUSTOMER = "customer", _("Customer")
    AUTHORITY = "authority", _("Authority")
    PARTY = "party", _("Party organisation")
    VOLUNTEERS = "volunteers", _("Volunteers")
    OTHER = "other", _("Other")


class Organisation(Row):
    """A company, contractor, Party organisation: an affiliation, never a permission."""

    NAMED = True  # its name stands in sentences

    name_zh = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, default="", blank=True)
    kind = models.CharField(max_length=24, choices=OrganisationKind, default="utility")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_organisation_a_name", fields=["unit", "name_zh"]
            ),
        ]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en or self.name_zh


class Pool(models.TextChoices):
    FIELD = "field", _("Field workforce")
    OFFICE = "office", _("Office")
    SITE = "site", _("Site's own people")
    VOLUNTEER = "volunteer", _("Volunteer")
    MEMBER = "member", _("On record as a member only")


# Whoever is in these takes no certificate and is offered for no work.
WITHOUT_TRADE = (Pool.VOLUNTEER, Pool.MEMBER)


class Person(Row):
    """A person. Volunteers have no electrical competence, by definition."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 35

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="person",
    )
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, default="", blank=True)
    staff_number = models.CharField(max_length=40)
    phone = models.CharField(max_length=40, default="", blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="people"
    )
    pool = models.CharField(max_length=12, choices=Pool, default=Pool.FIELD)
    unfit_since = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)  # works here no more

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_person_a_staff_number", fields=["unit", "staff_number"]
            ),
        ]
        indexes = [models.Index(fields=["name_zh", "id"], name="people_by_name")]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en or self.name_zh


class Affiliation(Row):
    """Somebody belongs to an organisation: never a skill, a priority or a permission.

    Whom a person works for is `Person.organisation`; this is all else, the Party too.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="affiliations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="affiliated_once", fields=["person", "organisation"]
            ),
        ]


class Certificate(Row):
    """A qualification, good from when to when. Compared at the act, every time."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="certificates"
    )
    skill = models.CharField(max_length=24)
    number = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_certificate_a_number", fields=["unit", "number"]
            ),
            models.CheckConstraint(
                name="certificate_expires_after_issue",
                condition=models.Q(expires_at__gt=models.F("issued_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{LABELS.get(self.skill, self.skill)}, {self.number}"


class Team(Row):
    """A crew with a leader, and the depot that it starts from."""

    NAMED = True  # its name stands in sentences
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="", blank=True)
    leader = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    members = models.ManyToManyField(Person, through="TeamMember", related_name="teams")
    depot = models.ForeignKey(
        "places.Depot", null=True, on_delete=models.PROTECT, related_name="teams"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_team_a_name", fields=["unit", "name_zh"]),
        ]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en or self.name_zh


class TeamMember(Row):
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="once_in_a_team", fields=["team", "person"]),
        ]


class Presence(Interval):
    """Somebody was on a site, from check-in to check-out."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stays")
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="+")

    class Meta(Interval.Meta):
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(
                name="on_one_site_at_a_time",
                fields=["person"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]
