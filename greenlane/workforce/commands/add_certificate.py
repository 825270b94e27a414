"""Somebody shows a certificate. It is compared at every act, not only today."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_people import CertificateAdded
from greenlane.workforce.models import WITHOUT_TRADE, Certificate, Person
from greenlane.workforce.skills import LABELS


class AddCertificate(CommandForm):
    person = Id(kind="person", label=_("Person"))
    skill = forms.ChoiceField(choices=list(LABELS.items()), label=_("Skill"))
    number = Text(max_length=60, label=_("Number of the certificate"))
    issued_at = Instant(label=_("Issued at"))
    expires_at = Instant(label=_("Expires at"))

    def clean_expires_at(self) -> datetime:
        expires: datetime = self.cleaned_data["expires_at"]
        issued = self.cleaned_data.get("issued_at")
        if issued and expires <= issued:
            raise forms.ValidationError(
                _("It cannot expire before it was issued."), code="time-reversed"
            )
        return expires


@command(
    "workforce.add_certificate",
    title=_("Record a certificate"),
    takes=AddCertificate,
    needs="administer",
    kind=DESK,
)
def add_certificate(form: AddCertificate, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [person] = locks.take(rows.find(Person, given.pop("person")))
    if person.pool in WITHOUT_TRADE:
        raise Refused("volunteer-never-certified", next_step="workforce.change_person")
    if person.left_at:
        raise Refused("person-left", next_step="workforce.come_back")
    if given["issued_at"] > at:
        raise Refused("time-in-future", field="issued_at")
    if given["expires_at"] <= at:
        raise Refused("certificate-over-already", field="expires_at")
    number, mine = given["number"], Certificate.objects.filter(unit=person.unit_id)
    if mine.filter(number=number).exists():
        raise Refused("certificate-number-used", field="number", number=number)
    made = Certificate.objects.create(unit_id=person.unit_id, person=person, **given)
    say(
        CertificateAdded(made.pk, person.pk, made.skill),
        subjects=(made, person),
        unit=person.unit_id,
    )
    return answer("certificate-added", certificate=made.pk)
