"""The waiting site and the command centre get an address that says how far it is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import codes, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.ids import uuid7
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import statuslinks
from greenlane.work.facts.status import StatusLinkOpened
from greenlane.work.models import Order, StatusLink
from greenlane.work.orders import must_be_open


class OpenStatusLink(CommandForm):
    order = Id(kind="order", label=_("Order"))
    name = Text(
        max_length=60,
        label=_("For whom"),
        help_text=_("The site, or the command centre. No name of a person."),
    )
    phone = Text(
        max_length=40,
        label=_("Telephone on the page"),
        help_text=_("Of the duty room: everybody with the address reads it."),
    )


@command(
    "work.open_status_link",
    title=_("Open a status page"),
    takes=OpenStatusLink,
    needs="intake",
    kind=DESK,
)
def open_status_link(form: OpenStatusLink, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [order] = locks.take(find(Order, given["order"]))
    must_be_open(order)
    if not _is_number(given["phone"]):
        raise Refused("status-phone", field="phone")
    standing = StatusLink.objects.filter(order=order, closed_at__isnull=True)
    if standing.count() >= statuslinks.MOST:
        raise Refused("status-links-many", most=statuslinks.MOST)
    key = uuid7()
    link = StatusLink.objects.create(
        pk=key,
        unit_id=order.unit_id,
        order=order,
        name=given["name"],
        phone=given["phone"],
        code_sha256=codes.digest(statuslinks.code_of(key)),
        opened_by_id=by.account,
        opened_at=at,
    )
    say(
        StatusLinkOpened(order.pk, link.pk),
        subjects=(order,),
        unit=order.unit_id,
        stamps=(link,),
    )
    return answer("status-link-opened", link=link.pk)


def _is_number(text: str) -> bool:
    """Digits with what stands between them: a telephone dials it as it is."""
    digits = sum(each.isdecimal() for each in text)
    return digits >= 3 and all(each in "+-() 0123456789" for each in text)
