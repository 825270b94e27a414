"""The whole plan of a table of people, and the table itself as surfaces know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.sheets.columns import Sheet
from greenlane.core.sheets.gather import Wanted
from greenlane.workforce.models import Person
from greenlane.workforce.register import belonging
from greenlane.workforce.register.papers import certificates
from greenlane.workforce.register.plan import PeoplePlan, Shift, begin, people
from greenlane.workforce.register.rows import COLUMNS


def planned(given: Mapping[str, Any], by: Actor) -> PeoplePlan:
    """For a dry run: read as things stand, nothing is locked."""
    plan, wanted, standing = begin(given, by)
    return judged(plan, wanted, standing, by=by, at=clock.now())


def judged(
    plan: PeoplePlan,
    wanted: Sequence[Wanted],
    standing: Mapping[tuple[int, str], Person],
    *,
    by: Actor,
    at: datetime,
) -> PeoplePlan:
    """Everything that is to be done, or everything that is wrong."""
    bodies = belonging.Bodies(wanted)
    people(plan, wanted, standing, by=by, bodies=bodies)
    belonging.affiliations(plan, wanted, bodies)
    belonging.teams(plan, wanted, Shift)
    certificates(plan, wanted, at=at)
    return plan


JOINT = ("import-organisation-unknown", "import-team-without-leader")
PEOPLE = Sheet(
    "people",
    _("People"),
    "workforce.import_people",
    COLUMNS,
    planned,
    key="staff_number",
    joint=frozenset(JOINT),
)
