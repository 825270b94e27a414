"""Status pages of one order: their addresses with pictures, and the opening of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno
from django import forms
from django.http import HttpRequest
from django.urls import reverse

from greenlane.core.actors import Actor
from greenlane.core.door import perform
from greenlane.core.refusals import Refused
from greenlane.core.web.problems import as_dict
from greenlane.work import statuslinks
from greenlane.work.commands.open_status_link import OpenStatusLink
from greenlane.work.models import Order, StatusLink


@dataclass(frozen=True)
class Row:
    """One status page; without an address where it cannot be shown again."""

    link: StatusLink
    address: str
    qr: str


def rows(request: HttpRequest, actor: Actor, order: Order, *, opens: bool) -> list[Row]:
    """The newest first. Whoever may not open one is not told an address either."""
    return [
        _row(request, each, shown=opens and each.closed_at is None)
        for each in statuslinks.of_order(actor, order)
    ]


def _row(request: HttpRequest, link: StatusLink, *, shown: bool) -> Row:
    code = statuslinks.shown_code(link) if shown else ""
    if not code:
        return Row(link, "", "")
    address = request.build_absolute_uri(reverse("board:status", args=[code]))
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=2)
    return Row(link, address, picture)


class NewStatusLink(forms.Form):
    """For whom, and the telephone that was given the last time."""

    name = OpenStatusLink.base_fields["name"]
    phone = OpenStatusLink.base_fields["phone"]

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = StatusLink.objects.filter(unit=order.unit_id).order_by("-id").first()
        self.fields["phone"].initial = last.phone if last else ""


def opened(form: NewStatusLink, order: Order, *, by: Actor) -> bool:
    """Through the door; what it refuses stands beside its field."""
    data = {"order": str(order.pk), **form.cleaned_data}
    try:
        perform("work.open_status_link", data, by=by)
    except Refused as refused:
        said, field = as_dict(refused), refused.facts.get("field")
        form.add_error(field, f"{said['title']} {said['next_step']}")
        return False
    return True
