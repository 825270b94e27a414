"""A contact asked to be forgotten: the row stays, name, number and part go."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.places.facts import ContactErased
from greenlane.places.models import Contact


class EraseContact(CommandForm):
    contact = Id(kind="contact", label=_("Contact"))


@command(
    "places.erase_contact",
    title=_("Erase a contact"),
    takes=EraseContact,
    needs="forget",
    kind=DESK,
)
def erase_contact(form: EraseContact, *, by: Actor, at: datetime) -> Answer:
    [contact] = locks.take(rows.find(Contact, form.cleaned_data["contact"]))
    if contact.erased_at:
        raise Refused("contact-erased-already")
    contact.name = contact.phone = contact.role = ""
    contact.erased_at = at
    contact.save()
    say(
        ContactErased(contact.pk, contact.site_id),
        subjects=(contact, ("site", contact.site_id)),
        unit=contact.unit_id,
    )
    return answer("contact-erased", contact=contact.pk)
