"""Somebody on a site can be called from now on."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.places.facts import ContactAdded
from greenlane.places.models import Contact, Site


class AddContact(CommandForm):
    site = Id(kind="site", label=_("Site"))
    name = Text(max_length=80, label=_("Name"))
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 -]{2,38}$",
        label=_("Phone"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    role = Text(max_length=60, label=_("What they do there"), required=False)
    is_electrician = forms.BooleanField(
        label=_("Is the site's electrician"), required=False
    )


@command(
    "places.add_contact",
    title=_("Add a contact"),
    takes=AddContact,
    needs="intake",
    kind=DESK,
)
def add_contact(form: AddContact, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    site = rows.find(Site, given.pop("site"))
    contact = Contact.objects.create(unit_id=site.unit_id, site=site, **given)
    say(ContactAdded(contact.pk, site.pk), subjects=(contact, site), unit=site.unit_id)
    return answer("contact-added", contact=contact.pk)
