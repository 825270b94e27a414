"""Whoever works there without an account gets a link to this one order.

Its maker keeps the secret; here comes only the hash of it. It sees the order, stops
work and reports there; it releases nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.ids import uuid7
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Link
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import links
from greenlane.work.facts.links import LinkOpened
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open


class OpenLink(CommandForm):
    order = Id(kind="order", label=_("Order"))
    name = Text(
        max_length=120,
        label=_("For whom"),
        help_text=_("The firm or crew, as the journal shall name it. No telephone."),
    )
    why = Text(max_length=240, label=_("Why"))
    days = forms.IntegerField(
        min_value=1,
        max_value=366,
        required=False,
        label=_("Valid for, in days"),
        help_text=_("Empty: as long as the rule pack allows. It ends with the order."),
    )
    secret_sha256 = forms.RegexField(
        r"^[0-9a-f]{64}$", label=_("SHA-256 of the secret")
    )


@command(
    "work.open_link",
    title=_("Open a link for a contractor"),
    takes=OpenLink,
    needs="plan",
    kind=DESK,
)
def open_link(form: OpenLink, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [order] = locks.take(find(Order, given["order"]))
    must_be_open(order)
    most = links.most_days(order)
    days = given["days"] or most
    if days > most:
        raise Refused("link-lives-too-long", field="days", days=most)
    if Link.objects.filter(secret_sha256=given["secret_sha256"]).exists():
        raise Refused("link-secret-used", field="secret_sha256")
    assert by.account is not None  # the house itself plans nothing
    now = clock.wall()
    link = Link.objects.create(
        unit_id=order.unit_id, account=_nobodys(order, given["name"]),
        subject=order.pk, name=given["name"], why=given["why"],
        secret_sha256=given["secret_sha256"], opened_by_id=by.account, opened_at=now,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    say(
        LinkOpened(order.pk, link.pk),
        subjects=(order,),
        unit=order.unit_id,
        stamps=(link,),
    )
    return answer("link-opened", link=link.pk, expires_at=link.expires_at.isoformat())


def _nobodys(order: Order, name: str) -> Account:
    """The number under which the journal knows it. Nobody logs in with it."""
    return Account.objects.create(
        unit_id=order.unit_id,
        username=f"link-{uuid7().hex}",
        name=name,
        password=make_password(None),
        is_active=False,
    )
