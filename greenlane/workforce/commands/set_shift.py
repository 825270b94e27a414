"""A team or a person has shifts: a whole week is said in one go.

The plan uses nobody outside of them. Hours of rest count all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant, Rows
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_hours import ShiftsSet
from greenlane.workforce.models import Person, Shift, Team

LONGEST = timedelta(hours=24)


class Hours(forms.Form):
    starts_at = Instant(label=_("From"))
    ends_at = Instant(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            text = _("A shift ends after it starts.")
            self.add_error("ends_at", ValidationError(text, code="time-reversed"))
        return given


class SetShift(CommandForm):
    team = Id(kind="team", label=_("Team"), required=False)
    person = Id(
        kind="person",
        label=_("Person"),
        required=False,
        help_text=_("Who has shifts of his own is planned by himself, in no team."),
    )
    shifts = Rows(Hours, max_rows=40, label=_("Shifts"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and bool(given["team"]) == bool(given["person"]):
            self.add_error("team", ValidationError("", code="shift-of-whom"))
        return given


@command(
    "workforce.set_shift",
    title=_("Set shifts"),
    takes=SetShift,
    needs="plan",
    kind=DESK,
)
def set_shift(form: SetShift, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    key = given["team"] or given["person"]
    [who] = locks.take(rows.find(Team if given["team"] else Person, key))
    of = {"team": who} if given["team"] else {"person": who}
    told = sorted((row["starts_at"], row["ends_at"]) for row in given["shifts"])
    standing = Shift.objects.filter(**of, cancelled_at__isnull=True, ends_at__gt=at)
    _must_be_shifts([*told, *standing.values_list("starts_at", "ends_at")], at)
    made = [
        Shift.objects.create(unit_id=who.unit_id, starts_at=a, ends_at=b, **of)
        for a, b in told
    ]
    say(
        ShiftsSet(who.pk, len(made)),
        subjects=(who,),
        unit=who.unit_id,
        stamps=tuple(made),
    )
    return answer("shifts-set", shifts=len(made))


def _must_be_shifts(found: list[tuple[datetime, datetime]], at: datetime) -> None:
    """Refused: shift-over-already, shift-too-long, shifts-overlap."""
    found.sort()
    if any(ends <= at for _starts, ends in found):
        raise Refused("shift-over-already", field="shifts")
    if any(ends - starts > LONGEST for starts, ends in found):
        raise Refused("shift-too-long", field="shifts")
    if any(one[1] > two[0] for one, two in pairwise(found)):
        raise Refused("shifts-overlap", field="shifts")
