"""Links to one order: what stands of each on its page, and the opening of a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django import forms
from django.core.validators import MaxValueValidator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, codes
from greenlane.core.actors import Actor
from greenlane.core.door import perform
from greenlane.core.models import Link
from greenlane.work import links
from greenlane.work.commands.open_link import OpenLink
from greenlane.work.models import Order


@dataclass(frozen=True)
class LinkRow:
    """One link as its page says it."""

    row: Link
    used: datetime | None
    open: bool


@dataclass(frozen=True)
class Drawn:
    """What is said once: the address with its secret, and its picture."""

    code: str
    address: str
    qr: str


def rows(actor: Actor, order: Order) -> list[LinkRow]:
    """The newest first, those that have ended too."""
    now = clock.wall()
    return [_row(each, now) for each in links.of_order(actor, order)]


def _row(link: Link, now: datetime) -> LinkRow:
    use = getattr(link, "use", None)
    good = link.closed_at is None and link.expires_at > now
    return LinkRow(link, use.used_at if use else None, good)


class NewLink(forms.Form):
    """What a person says of a new link; the secret is drawn here."""

    name = OpenLink.base_fields["name"]
    why = OpenLink.base_fields["why"]
    days = forms.IntegerField(
        min_value=1,
        label=_("Valid for, in days"),
        help_text=_("It ends with the order, or soon after the handover."),
    )

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most, days = links.most_days(order), self.fields["days"]
        days.initial = most
        days.validators.append(MaxValueValidator(most))
        days.widget.attrs["max"] = most


def draw(request: HttpRequest, form: NewLink, order: Order, *, by: Actor) -> Drawn:
    """Open the link through the door; its secret, which nobody can say again."""
    given, code = form.cleaned_data, codes.drawn()
    data = {
        "order": str(order.pk),
        "name": given["name"],
        "why": given["why"],
        "days": given["days"],
        "secret_sha256": codes.digest(code),
    }
    perform("work.open_link", data, by=by)
    # Behind the #: a browser keeps it to itself, no log and no Referer holds it.
    address = request.build_absolute_uri(reverse("desk:link")) + "#" + code
    picture = segno.make(address, error="m").svg_data_uri(scale=6, border=2)
    return Drawn(code, address, picture)
