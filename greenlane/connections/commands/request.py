"""A place must get electricity now: who orders it, where, by when, who pays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import Requested
from greenlane.connections.models import Connection
from greenlane.connections.papers import owe_papers
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant, Rows, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import take
from greenlane.core.refusals import NotFound, Refused
from greenlane.core.rows import find
from greenlane.places.models import Site, SupplyPoint
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open, open_order, pin_playbook
from greenlane.work.playbook.catalogue import names_for


class PointRow(forms.Form):
    point = Id("supplypoint", label=_("Supply point"))


class Request(CommandForm):
    site = Id("site", label=_("Site"))
    authority = Text(max_length=160, label=_("Who orders it"))
    requested_by = Text(max_length=80, label=_("Who is calling"), required=False)
    requester_phone = Text(max_length=40, label=_("Telephone"), required=False)
    need_at = Instant(label=_("Wanted by"), required=False)
    playbook = forms.ChoiceField(
        choices=lambda: [(n, n) for n in names_for("connection")],
        label=_("Likely way to supply"),
        initial="a-lv-existing-transformer",
        required=False,
    )
    points = Rows(
        PointRow, min_rows=0, required=False, label=_("Supply points (empty: all)")
    )
    instruction_number = Text(
        max_length=80, label=_("Number of the instruction"), required=False
    )
    purpose = Text(max_length=160, label=_("What it is for"), required=False)
    people_count = forms.IntegerField(
        min_value=0, max_value=100000, label=_("How many people"), required=False
    )
    load_kw = forms.DecimalField(
        min_value=0,
        max_digits=9,
        decimal_places=2,
        label=_("Load (kW)"),
        required=False,
    )
    critical_loads = Text(max_length=400, label=_("Critical loads"), required=False)
    may_go_dark = YesNo(label=_("May it go dark meanwhile"), required=False)
    payer = Text(max_length=160, label=_("Who pays"), required=False)
    deadline = Instant(label=_("Hard deadline"), required=False)
    priority = forms.IntegerField(
        min_value=1, max_value=5, label=_("Priority (1 is first)"), required=False
    )
    part_of = Id("order", label=_("Part of the campaign"), required=False)
    although_open = forms.BooleanField(
        label=_("Another order is open for this site; open one more"), required=False
    )

    def clean(self) -> None:
        super().clean()
        need, limit = (self.cleaned_data.get(n) for n in ("need_at", "deadline"))
        if need and limit and limit < need:
            self.add_error(
                "deadline",
                forms.ValidationError(
                    _("The deadline lies before the time it is wanted by."),
                    code="time-reversed",
                ),
            )


ABOUT = (
    "authority", "instruction_number", "requested_by", "requester_phone", "payer",
    "purpose", "people_count", "load_kw", "critical_loads",
)  # fmt: skip


@command(
    "connections.request",
    title=_("New request"),
    takes=Request,
    needs="intake",
    kind=DESK,
)
def request(form: Request, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    site = find(Site, given["site"])
    campaign = find(Order, given["part_of"]) if given["part_of"] else None
    points = _points(site, [row["point"] for row in given["points"] or []])
    order = open_order(
        site.unit,
        site=site,
        points=points,
        mission="connection",
        requested_at=at,
        need_at=given["need_at"],
        deadline=given["deadline"],
        priority=given["priority"] or 3,
        parent=campaign,
    )
    if campaign is not None:
        must_be_open(*take(campaign))
    _not_asked_twice(order, bool(given["although_open"]))
    connection = Connection.objects.create(
        unit=site.unit,
        order=order,
        may_go_dark=given["may_go_dark"] or "unknown",
        **{name: given[name] for name in ABOUT},
    )
    pin_playbook(order, given["playbook"] or "a-lv-existing-transformer", at)
    say(
        Requested(order.pk, site.pk, len(points)),
        subjects=(order, site, connection),
        unit=site.unit_id,
    )
    owe_papers(order, at=at)
    return answer("requested", order=order.pk, number=order.number)


def _points(site: Site, wanted: list[UUID]) -> list[SupplyPoint]:
    known = {point.pk: point for point in site.points.order_by("id")}
    for key in wanted:
        if key not in known:
            raise NotFound("supplypoint", id=str(key))
    if not known:
        raise Refused("site-without-points", next_step="places.add_supply_point")
    return [known[key] for key in wanted] if wanted else list(known.values())


def _not_asked_twice(order: Order, although: bool) -> None:
    """An open order of this mission for the site is offered; the site is locked."""
    twin = (
        Order.objects.filter(site=order.site_id, mission="connection")
        .going_on()
        .exclude(pk=order.pk)
        .first()
    )
    if twin is not None and not although:
        raise Refused(
            "already-requested",
            next_step="work.merge_orders",
            order=str(twin.pk),
            number=twin.number,
        )
