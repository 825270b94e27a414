"""What a stop asks for: on what, and why. The order or site is always named."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.rows import find
from greenlane.places.models import Site
from greenlane.work.models import Order, StopWork
from greenlane.work.stops import raise_stop


class StopForm(CommandForm):
    order = Id(kind="order", label=_("Order"), required=False)
    site = Id(kind="site", label=_("Site"), required=False)
    isolation = Id(kind="isolation", label=_("Isolation"), required=False)
    reason = Text(max_length=240, label=_("Why"))

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("order") and not self.cleaned_data.get("site"):
            raise forms.ValidationError(
                _("Name the order or the site; an isolation goes with one of them."),
                code="order-or-site",
            )


def stop_from(form: StopForm, kind: str, *, by: Actor, at: datetime) -> StopWork:
    """The stop as it was said; nothing about order or site makes it refused."""
    given = form.cleaned_data
    order = find(Order, given["order"]) if given["order"] else None
    site = find(Site, given["site"]) if given["site"] else None
    return raise_stop(
        kind,
        order=order,
        site=site,
        isolation=given["isolation"],
        reason=given["reason"],
        by=by,
        at=at,
    )
