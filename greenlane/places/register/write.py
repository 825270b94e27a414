"""A plan of sites is carried out: rows in few statements, a fact for each."""

from __future__ import annotations

from datetime import datetime

from greenlane.core.called import unit_subject
from greenlane.core.command import current, say
from greenlane.core.models import Unit
from greenlane.places.facts import ContactAdded, SiteAdded, SupplyPointAdded
from greenlane.places.facts_import import (
    ContactChanged,
    SiteChanged,
    SitesImported,
    SupplyPointRenamed,
)
from greenlane.places.models import Contact, Site, SupplyPoint
from greenlane.places.register.plan import OWN, SitesPlan
from greenlane.places.supply import begin


def carry_out(plan: SitesPlan, *, at: datetime) -> None:
    """Inside the running command only; the sites that were known are locked."""
    _sites(plan)
    _points(plan, at)
    _contacts(plan)
    counts = plan.counts()
    unit = Unit.objects.get(pk=current().by.unit)
    say(
        SitesImported(counts["created"], counts["changed"], counts["unchanged"]),
        subjects=(unit_subject(unit),),
        unit=unit.pk,
    )


def _sites(plan: SitesPlan) -> None:
    Site.objects.bulk_create(plan.created)
    for each in plan.created:
        say(SiteAdded(each.pk), subjects=(each,), unit=each.unit_id)
    for each in plan.changed:
        each.save(update_fields=OWN)
        say(SiteChanged(each.pk), subjects=(each,), unit=each.unit_id)


def _points(plan: SitesPlan, at: datetime) -> None:
    SupplyPoint.objects.bulk_create(point for point, _state in plan.points)
    for point, state in plan.points:
        row = begin(point, state, at, source=current().time_source)
        say(
            SupplyPointAdded(point.pk, point.site_id, state),
            subjects=(point, ("site", point.site_id)),
            unit=point.unit_id,
            stamps=(row,),
        )
    for each in plan.renamed:
        each.save(update_fields=["name_en"])
        say(
            SupplyPointRenamed(each.pk, each.site_id),
            subjects=(each, ("site", each.site_id)),
            unit=each.unit_id,
        )


def _contacts(plan: SitesPlan) -> None:
    Contact.objects.bulk_create(plan.contacts)
    for each in plan.contacts:
        about = (each, ("site", each.site_id))
        say(ContactAdded(each.pk, each.site_id), subjects=about, unit=each.unit_id)
    for each in plan.mended:
        each.save(update_fields=["phone", "role", "is_electrician"])
        about = (each, ("site", each.site_id))
        say(ContactChanged(each.pk, each.site_id), subjects=about, unit=each.unit_id)
