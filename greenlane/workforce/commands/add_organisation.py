"""A company or another body that people come from is known from now on."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.called import unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_people import OrganisationAdded
from greenlane.workforce.models import Organisation, OrganisationKind


class AddOrganisation(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    name_zh = Text(max_length=160, label=_("Name in Chinese"))
    name_en = Text(max_length=160, label=_("Name in English"), required=False)
    kind = forms.ChoiceField(
        choices=OrganisationKind.choices, label=_("Kind of organisation")
    )


@command(
    "workforce.add_organisation",
    title=_("Add an organisation"),
    takes=AddOrganisation,
    needs="administer",
    kind=DESK,
)
def add_organisation(form: AddOrganisation, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given.pop("unit"))
    if Organisation.objects.filter(unit=unit, name_zh=given["name_zh"]).exists():
        raise Refused("organisation-name-used", field="name_zh")
    made = Organisation.objects.create(unit=unit, **given)
    say(OrganisationAdded(made.pk), subjects=(made,), unit=unit.pk)
    return answer("organisation-added", organisation=made.pk)
