"""Somebody may enter closed zones of a kind, from then to then: said by name.

No affiliation brings it. Where a unit keeps such a list, the plan sends nobody else in.
"""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_hours import ClearedForZone
from greenlane.workforce.models import Person, ZoneClearance
from greenlane.workforce.models.hours import CLOSED_ZONES


class ClearForZone(CommandForm):
    person = Id(kind="person", label=_("Person"))
    zone = forms.ChoiceField(
        choices=[(str(kind), kind.label) for kind in CLOSED_ZONES],
        label=_("Kind of zone"),
    )
    starts_at = Instant(label=_("From"))
    ends_at = Instant(label=_("Until"))

    def clean_ends_at(self) -> datetime:
        ends: datetime = self.cleaned_data["ends_at"]
        starts = self.cleaned_data.get("starts_at")
        if starts and ends <= starts:
            raise forms.ValidationError(
                _("It cannot end before it starts."), code="time-reversed"
            )
        return ends


@command(
    "workforce.clear_for_zone",
    title=_("Clear somebody for a closed zone"),
    takes=ClearForZone,
    needs="plan",
    kind=DESK,
)
def clear_for_zone(form: ClearForZone, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [person] = locks.take(rows.find(Person, given["person"]))
    if person.left_at:
        raise Refused("person-left", next_step="workforce.come_back")
    if given["ends_at"] <= at:
        raise Refused("zone-clearance-over-already", field="ends_at")
    made = ZoneClearance.objects.create(
        unit_id=person.unit_id,
        person=person,
        zone=given["zone"],
        starts_at=given["starts_at"],
        ends_at=given["ends_at"],
    )
    say(
        ClearedForZone(person.pk, made.pk, made.zone),
        subjects=(person,),
        unit=person.unit_id,
        stamps=(made,),
    )
    return answer("cleared-for-zone", clearance=made.pk)
