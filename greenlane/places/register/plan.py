"""What a table of sites would do: what is new, what changes, what is wrong.

Nothing is written here. How a point is fed is said once, when it is new: later only the
acts that energise it, or somebody who was there, say how it is fed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.refusals import FieldError
from greenlane.core.sheets.columns import Sheet
from greenlane.core.sheets.gather import Row, Wanted, gather, units_of, wrong
from greenlane.places.models import Contact, Site, Supply, SupplyPoint
from greenlane.places.register.rows import COLUMNS

NEED = "intake"
OWN = ("name_zh", "name_en", "address", "muster_point", "longitude", "latitude")
Known = Mapping[tuple[int, str], Site]


@dataclass
class SitesPlan:
    """`points` are new ones with the state they are in."""

    errors: list[FieldError] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    created: list[Site] = field(default_factory=list)
    changed: list[Site] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    points: list[tuple[SupplyPoint, str]] = field(default_factory=list)
    renamed: list[SupplyPoint] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    mended: list[Contact] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        made = {site.pk for site in self.created}
        changed = len(self.touched - made)
        return {
            "created": len(made),
            "changed": changed,
            "unchanged": len(self.sites) - len(made) - changed,
            "points": len(self.points),
            "contacts": len(self.contacts),
        }

    def new_names(self) -> Mapping[str, Sequence[str]]:
        return {}


def planned(given: Mapping[str, Any], by: Actor) -> SitesPlan:
    """For a dry run: read as things stand, nothing is locked."""
    plan, wanted, standing = begin(given, by)
    return judged(plan, wanted, standing)


def begin(
    given: Mapping[str, Any], by: Actor
) -> tuple[SitesPlan, list[Wanted], dict[tuple[int, str], Site]]:
    """The rows by site, and which of them is known: the command locks these first."""
    rows = given["rows"]
    units = units_of(rows, by, need=NEED, home=given["unit"])
    gathered = gather(rows, units, key="code", own=OWN)
    return SitesPlan(gathered.errors), gathered.wanted, known(gathered.wanted)


def known(wanted: Sequence[Wanted]) -> dict[tuple[int, str], Site]:
    """(unit, code) → site, of those that the table names."""
    asked = {(each.unit.pk, each.key) for each in wanted}
    rows = Site.objects.filter(unit__in={unit for unit, _key in asked})
    return {
        (row.unit_id, row.code): row for row in rows if (row.unit_id, row.code) in asked
    }


def judged(plan: SitesPlan, wanted: Sequence[Wanted], standing: Known) -> SitesPlan:
    """Everything that is to be done, or everything that is wrong."""
    keys = [site.pk for site in standing.values()]
    points = {
        (row.site_id, row.name_zh): row
        for row in SupplyPoint.objects.filter(site__in=keys)
    }
    contacts = {
        (row.site_id, row.name): row
        for row in Contact.objects.filter(site__in=keys, erased_at__isnull=True)
    }
    for each in wanted:
        site = _site(plan, each, standing.get((each.unit.pk, each.key)))
        for place, row in each.rows:
            if row["point"]:
                _point(plan, points, site, place, row)
            if row["contact"]:
                _contact(plan, contacts, site, place, row)
    return plan


def _site(plan: SitesPlan, each: Wanted, site: Site | None) -> Site:
    is_new = site is None
    if site is None:
        site = Site(unit=each.unit, code=each.key)
        plan.created.append(site)
        if not each.own.get("name_zh"):
            plan.errors.append(wrong(each.row, "name_zh", "import-site-without"))
    plan.sites.append(site)
    changed = [k for k, value in each.own.items() if getattr(site, k) != value]
    for name in changed:
        setattr(site, name, each.own[name])
    if changed and not is_new:
        plan.changed.append(site)
    if changed or is_new:
        plan.touched.add(site.pk)
    return site


def _point(
    plan: SitesPlan,
    points: dict[tuple[UUID, str], SupplyPoint],
    site: Site,
    place: int,
    row: Row,
) -> None:
    found = points.get((site.pk, row["point"]))
    if found is None:
        made = SupplyPoint(
            unit=site.unit,
            site=site,
            name_zh=row["point"],
            name_en=row["point_en"],
            area=row["area"] or "lv",
        )
        points[site.pk, row["point"]] = made
        plan.points.append((made, row["state"] or Supply.UNKNOWN.value))
        plan.touched.add(site.pk)
        return
    if row["area"] and row["area"] != found.area:
        plan.errors.append(wrong(place, "area", "import-point-area"))
    if row["point_en"] and row["point_en"] != found.name_en:
        found.name_en = row["point_en"]
        plan.renamed.append(found)
        plan.touched.add(site.pk)


def _contact(
    plan: SitesPlan,
    contacts: dict[tuple[UUID, str], Contact],
    site: Site,
    place: int,
    row: Row,
) -> None:
    fresh: dict[str, Any] = {k: row[k] for k in ("phone", "role") if row[k]}
    if row["electrician"]:
        fresh["is_electrician"] = row["electrician"] == "yes"
    found = contacts.get((site.pk, row["contact"]))
    if found is None:
        if not row["phone"]:
            plan.errors.append(wrong(place, "phone", "import-contact-without"))
        made = Contact(unit=site.unit, site=site, name=row["contact"], **fresh)
        contacts[site.pk, row["contact"]] = made
        plan.contacts.append(made)
        plan.touched.add(site.pk)
        return
    changed = [name for name, value in fresh.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, fresh[name])
    if changed and found not in plan.contacts:
        plan.mended.append(found)
        plan.touched.add(site.pk)


SITES = Sheet("sites", _("Sites"), "places.import_sites", COLUMNS, planned, key="code")
