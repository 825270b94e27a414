"""Somebody fell ill or is too tired: no gate lets this person work from now on.

Nobody is asked what it is; no health data is kept.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.workforce.facts_people import PersonUnfit
from greenlane.workforce.models import Person


class ReportUnfit(CommandForm):
    person = Id(kind="person", label=_("Person"))


@command(
    "workforce.report_unfit",
    title=_("Report somebody unfit"),
    takes=ReportUnfit,
    needs="",
    kind=RESTRICT,
)
def report_unfit(form: ReportUnfit, *, by: Actor, at: datetime) -> Answer:
    [person] = locks.take(rows.find(Person, form.cleaned_data["person"]))
    if person.unfit_since is None:
        person.unfit_since = at
        person.save(update_fields=["unfit_since"])
        say(PersonUnfit(person.pk), subjects=(person,), unit=person.unit_id)
    return answer("reported-unfit", person=person.pk)
