"""Before a task is moved in the plan: what would slip, and which promise would break.

A question, no deed. Whoever wants it so goes on to the verb that holds a task, filled
in, and confirms there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.command import commands
from greenlane.core.fields import Instant
from greenlane.core.models import Unit
from greenlane.core.templatetags.times import moment
from greenlane.desk.times import LocalTime, with_offset
from greenlane.desk.verbs import address
from greenlane.dispatch import pictured, queries
from greenlane.dispatch.lines import lines_between, lines_of_tasks
from greenlane.dispatch.models import Line, Pin
from greenlane.dispatch.one_question import one_question
from greenlane.dispatch.sentences import Told, crew_names, impossible
from greenlane.dispatch.slipping import Slipped, slips
from greenlane.work.models import Order, Task
from greenlane.workforce import crewkeys

MINUTE = timedelta(minutes=1)
OFFERED = 200  # tasks in the list of whoever asks without the picture
SAID = 6  # tasks that are named; the others are counted


class Move(forms.Form):
    """Which task, and either another crew or another start, or both."""

    task = forms.ChoiceField(label=_("Task"))
    crew = forms.ChoiceField(label=_("With this crew"), required=False)
    start = Instant(label=_("Not before"), required=False)

    def __init__(self, data: Any, unit: Unit, lines: Sequence[Line]) -> None:
        super().__init__(data)
        zone = ZoneInfo(unit.timezone)
        self.fields["start"].widget = LocalTime(zone)
        self.fields["task"].choices = list(_tasks(lines))  # type: ignore[attr-defined]
        crews = [("", _("as planned")), *_crews(unit, lines)]
        self.fields["crew"].choices = crews  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not (given.get("crew") or given.get("start")) and not self.errors:
            nothing = _("Name another crew, another start, or both.")
            self.add_error("start", ValidationError(nothing, code="moves-nothing"))
        if given.get("start") and given["start"] <= clock.now():
            past = _("The start lies before now: name a time to come.")
            self.add_error("start", ValidationError(past, code="start-is-past"))
        return given


@dataclass(frozen=True)
class OrderSlip:
    """`p80_now`, `p80_then`: expected, if a window was found; `promised`: its P80."""

    order: Order
    minutes: int
    p80_now: datetime | None
    p80_then: datetime | None
    promised: datetime | None
    breaks: bool


@dataclass(frozen=True)
class Answer:
    """`begins`: when the task itself would; `propose`: the verb, filled in."""

    line: Line
    crews: str
    begins: datetime | None
    late: bool  # it would begin later than was asked
    orders: tuple[OrderSlip, ...]
    tasks: tuple[tuple[Task, int], ...]
    more: int
    impossible: tuple[Told, ...]
    slipping: str  # keys of all tasks that slip, for the picture
    propose: str

    @property
    def broken(self) -> int:
        return sum(each.breaks for each in self.orders)


def form_of(unit: Unit, query: QueryDict) -> Move:
    """Bound as soon as the address says what to do with the task."""
    given = query.copy()
    given["start"] = with_offset(query.get("start", "")[:40], ZoneInfo(unit.timezone))
    lines = _lines(unit, query.get("task", ""))
    asked = bool(query.get("crew") or query.get("start") or query.get("ask"))
    if asked:
        return Move(given, unit, lines)
    form = Move(None, unit, lines)
    form.initial = {"task": query.get("task", "")}
    return form


def answered(unit: Unit, form: Move) -> Answer:
    """Refused runs-already, what-if-failed, what-if-busy beside another question."""
    given = form.cleaned_data
    key, crew, start = UUID(given["task"]), given["crew"], given["start"]
    [line] = lines_of_tasks([key])
    with one_question():
        found = slips(unit, key, crew=crew, start=start)
    names = dict(form.fields["crew"].choices)  # type: ignore[attr-defined]
    tasks = sorted(found.tasks.items(), key=lambda pair: -pair[1])
    others = [(pk, n) for pk, n in tasks if pk != key]
    rows = Task.objects.select_related("order__site").in_bulk(
        [pk for pk, _n in others[:SAID]]
    )
    return Answer(
        line,
        str(names[crew]) if crew else crew_names(line),
        found.begins,
        bool(start and found.begins and found.begins - start >= 5 * MINUTE),
        tuple(_orders(unit, found)),
        tuple((rows[pk], n) for pk, n in others[:SAID] if pk in rows),
        max(0, len(others) - SAID),
        tuple(impossible(asdict(each) for each in found.impossible)),
        " ".join(str(pk) for pk, _n in others),
        "" if found.begins is None else _propose(line, crew, start),
    )


def _orders(unit: Unit, found: Slipped) -> Iterator[OrderSlip]:
    """Broken promises first, then the farthest."""
    orders = [x for x in queries.orders_of_unit(unit) if x.pk in found.orders]
    plans, promises = queries.plans_of(orders), queries.promises_of(orders)
    orders.sort(key=lambda x: (x.pk not in found.breaks, -found.orders[x.pk]))
    for order in orders:
        plan, promise = plans.get(order.pk), promises.get(order.pk)
        p80, later = plan.p80_at if plan else None, found.orders[order.pk]
        yield OrderSlip(
            order,
            later,
            p80,
            p80 + later * MINUTE if p80 else None,
            promise.p80_at if promise else None,
            order.pk in found.breaks,
        )


def _propose(line: Line, crew: str, start: datetime | None) -> str:
    """What is held already stays held, where the move says nothing else."""
    held = queries.pins_of([line.task_id]).get(line.task_id)
    given: dict[str, Any] = {"task": line.task_id, **_held(held)}
    if crew:
        kind, key = crewkeys.parted(crew)
        given |= {"team": None, "person": None, kind: key}
    if start:
        given["start_at"] = start.isoformat()
    told = {k: str(v) for k, v in given.items() if v}
    verb = commands()["dispatch.pin_task"]
    return f"{address(verb, line.order)}?{urlencode(told)}"


def _held(pin: Pin | None) -> Mapping[str, Any]:
    if pin is None:
        return {}
    now = clock.now()
    start = pin.start_at.isoformat() if pin.start_at and pin.start_at > now else None
    return {
        "team": pin.team_id,
        "person": pin.person_id,
        "behind": pin.behind_id,
        "start_at": start,
    }


def _lines(unit: Unit, task: str) -> list[Line]:
    """What can be moved soon; and the one that is asked about, whenever it is."""
    horizon = clock.now() + timedelta(days=60)
    soon = lines_between(unit, horizon, most=OFFERED)
    if any(str(line.task_id) == task for line in soon):
        return soon
    try:
        mine = lines_of_tasks([UUID(task)])
    except ValueError:
        return soon
    return [*soon, *(line for line in mine if line.unit_id == unit.pk)]


def _tasks(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        of = f"{line.order.site} {line.order.number}"
        yield str(line.task_id), f"{moment(line.start_at)} {line.task} · {of}"


def _crews(unit: Unit, lines: Sequence[Line]) -> list[tuple[str, str]]:
    found = pictured.crews_of(unit, lines)
    return sorted(found.items(), key=lambda pair: pair[1])
