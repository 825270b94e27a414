"""Live work: reclosing off, weather within limits, a watcher who does nothing else."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.locks import Lock
from greenlane.core.packs import Pack
from greenlane.safety.exclusions import may_take_the_watch
from greenlane.safety.limits import pack_of
from greenlane.safety.recording import Line, record
from greenlane.safety.subjects import settled_order, task_of
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named, person_of

FIGURES = {"wind": "live_work.wind.max", "humidity": "live_work.humidity.max"}
SKY = {"thunder": "live_work.thunder.allowed", "rain": "live_work.rain.allowed"}


class RecordLiveConditions(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    reclosing_off = YesNo(label=_("Auto-reclose is off"))
    wind = forms.DecimalField(
        max_digits=6, decimal_places=2, min_value=0, label=_("Wind (Beaufort grade)")
    )
    humidity = forms.DecimalField(
        max_digits=5, decimal_places=1, min_value=0, max_value=100,
        label=_("Humidity (%)"),
    )  # fmt: skip
    thunder = YesNo(label=_("Thunder"))
    rain = YesNo(label=_("Rain, snow or fog"))
    watcher = Id("person", label=_("Dedicated watcher"))


@command(
    "safety.record_live_conditions",
    title=_("Record the conditions for live work"),
    takes=RecordLiveConditions,
    needs="switch",
    kind=CLAIM,
    relies_on=("safety.",),
)
def record_live_conditions(
    form: RecordLiveConditions, *, by: Actor, at: datetime
) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    watcher = person_named(given["watcher"])
    # Nobody begins other work while he is being named.
    order = settled_order(given["order"], Lock(Person, watcher.pk))
    pack = pack_of(order)
    lines = [_figure(pack, name, given[name]) for name in FIGURES]
    lines += [_sky(pack, name, given[name]) for name in SKY]
    off = given["reclosing_off"]
    lines.append(Line("reclosing-off", off == "yes", answer=off))
    free = watcher.pk != person.pk and may_take_the_watch(watcher.pk, order.pk)
    lines.append(Line("watcher", free, person=watcher.pk))
    evidence = record(
        "live_conditions",
        order=order,
        task=task_of(order, given["task"]),
        covers="order",
        lines=lines,
        by=person,
        at=at,
    )
    return answer("conditions-recorded", evidence=evidence.pk, passed=evidence.passed)


def _figure(pack: Pack, name: str, value: Decimal) -> Line:
    bound = pack.value(FIGURES[name])
    ok = value <= Decimal(str(bound.value))
    return Line(name, ok, value=value, unit=bound.unit, limit=FIGURES[name])


def _sky(pack: Pack, name: str, said: str) -> Line:
    """Not known is never good weather, whatever the pack allows."""
    allowed = pack.value(SKY[name]).value is True and said == "yes"
    return Line(name, said == "no" or allowed, answer=said, limit=SKY[name])
