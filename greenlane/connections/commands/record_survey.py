"""What the survey found: source, route, live parts, every infeed, the loads."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import Surveyed
from greenlane.connections.models import Load, Survey, SurveyInfeed
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import BlobField, Id, Instant, Rows, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.core.timing import SKEW
from greenlane.network.models import Device
from greenlane.safety.closure import behind, closure
from greenlane.safety.models import Infeed
from greenlane.safety.models.isolation import InfeedKind
from greenlane.safety.subjects import settled_order
from greenlane.safety.surveyed import interrupt_for, locks_for
from greenlane.work.models import Order
from greenlane.workforce.queries import person_of

METHODS = [
    ("outage", _("Outage")),
    ("live", _("Live work")),
    ("generator", _("Generator")),
]
BASES = [
    ("measured", _("Measured")),
    ("nameplate", _("From the nameplate")),
    ("declared", _("Declared by the site")),
    ("assumed", _("Assumed")),
]


class LoadRow(forms.Form):
    name = Text(max_length=120, label=_("Load"))
    kw = forms.DecimalField(max_digits=9, decimal_places=2, min_value=0, label=_("kW"))
    phase = Text(max_length=8, label=_("Phase"), required=False)
    power_factor = forms.DecimalField(
        max_digits=4, decimal_places=3, min_value=0, max_value=1,
        label=_("Power factor"), required=False,
    )  # fmt: skip
    motor_start = forms.BooleanField(label=_("Motor start"), required=False)
    must_run = YesNo(label=_("Must run"), required=False)
    basis = forms.ChoiceField(choices=BASES, label=_("Where the figure comes from"))


class InfeedRow(forms.Form):
    kind = forms.ChoiceField(choices=InfeedKind.choices, label=_("Kind of infeed"))
    name = Text(max_length=160, label=_("Name"))
    number = Text(max_length=60, label=_("Number"), required=False)
    device = Id("device", label=_("Device"), required=False)


class RecordSurvey(CommandForm):
    order = Id("order", label=_("Order"))
    source = Id("device", label=_("Source (name and number)"))
    spare_kva = forms.DecimalField(
        max_digits=9, decimal_places=2, label=_("Spare at the source (kVA)"),
        required=False,
    )  # fmt: skip
    read_at = Instant(label=_("Time of that reading"), required=False)
    route_m = forms.IntegerField(
        min_value=0, max_value=100000, label=_("Length of the route (m)")
    )
    buried_services = YesNo(label=_("Buried services on the route"))
    live_parts = Text(max_length=400, label=_("What stays live, how near"))
    alternatives = Text(max_length=600, label=_("Alternatives considered"))
    method = forms.ChoiceField(choices=METHODS, label=_("Method"))
    infeeds = Rows(InfeedRow, label=_("Every possible infeed"))
    loads = Rows(LoadRow, label=_("Load list"))
    notes = Text(max_length=800, lines=True, label=_("Notes"), required=False)
    sketch = BlobField(label=_("Sketch or photo"), required=False)


PLAIN = (
    "spare_kva", "read_at", "route_m", "buried_services", "live_parts",
    "alternatives", "method", "notes", "sketch",
)  # fmt: skip


@command(
    "connections.record_survey",
    title=_("Record the survey"),
    takes=RecordSurvey,
    needs="survey",
    kind=CLAIM,
    relies_on=("safety.infeed", "connections.survey"),
)
def record_survey(form: RecordSurvey, *, by: Actor, at: datetime) -> Answer:
    given, leader = form.cleaned_data, person_of(by)
    if given["read_at"] and given["read_at"] > at + SKEW:
        raise Refused("time-in-future", field="read_at")
    source = find(Device, given["source"])
    named = {row["device"] for row in given["infeeds"] if row["device"]}
    order = settled_order(given["order"], *locks_for(sorted({source.pk, *named})))
    last = Survey.objects.filter(order=order).aggregate(last=Max("version"))["last"]
    survey = Survey.objects.create(
        unit_id=order.unit_id, order=order, version=(last or 0) + 1, leader=leader,
        source=source, at=at, recorded_at=clock.now(),
        **{name: given[name] for name in PLAIN},
    )  # fmt: skip
    Load.objects.bulk_create(_load(survey, row) for row in given["loads"])
    rows = Infeed.objects.filter(site=order.site_id)
    known = dict(rows.values_list("pk", "device"))
    infeeds = [_infeed(order, row, by, at) for row in given["infeeds"]]
    new = [each for each in infeeds if each.pk not in known]
    # One that learned its device reaches whatever else hangs on it, as a new one does.
    learned = [x for x in infeeds if x.device_id != known.get(x.pk, x.device_id)]
    interrupt_for([*new, *learned], order, closure(order), by=by, at=at)
    SurveyInfeed.objects.bulk_create(
        SurveyInfeed(unit_id=order.unit_id, survey=survey, infeed=each)
        for each in infeeds
    )
    fact = Surveyed(survey.pk, survey.version, leader.pk, len(infeeds))
    subjects = (*behind(order, closure(order)), ("survey", survey.pk))
    say(fact, subjects=subjects, unit=order.unit_id, stamps=(survey, *new))
    return answer("surveyed", survey=survey.pk, version=survey.version)


def _load(survey: Survey, row: dict) -> Load:
    known = {
        **row,
        "phase": row["phase"] or "ABC",
        "must_run": row["must_run"] or "unknown",
    }
    return Load(unit_id=survey.unit_id, survey=survey, **known)


def _infeed(order: Order, row: dict, by: Actor, at: datetime) -> Infeed:
    """The infeed of that name on the site, or a new one. It learns its device here, and
    its number.

    Two devices are two ways in, whatever they are called; and so are two numbers.
    """
    device = find(Device, row["device"]) if row["device"] else None
    alike = Infeed.objects.filter(
        site=order.site_id, name=row["name"], kind=row["kind"], gone_at__isnull=True
    )
    if device is not None:
        alike = alike.filter(Q(device=device) | Q(device__isnull=True))
    if row["number"]:
        alike = alike.filter(number__in=("", row["number"]))
    found = alike.order_by("device", "found_at").first()
    if found is not None:
        found.device = found.device or device
        found.number = found.number or row["number"]
        found.save(update_fields=["device", "number"])
    return found or Infeed.objects.create(
        unit_id=order.unit_id, site_id=order.site_id, kind=row["kind"],
        name=row["name"], number=row["number"], device=device, found_at=at,
        found_by=by.account,
    )  # fmt: skip
