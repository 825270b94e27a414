"""What if: one thing is otherwise, and the engine says what would come of it.

A question, no deed: it goes past the door, writes nothing and tells nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.models import Unit
from greenlane.core.templatetags.times import moment
from greenlane.dispatch import pictured, queries
from greenlane.dispatch.asking import Change, Row, ask
from greenlane.dispatch.lines import lines_of_unit
from greenlane.dispatch.models import Line
from greenlane.dispatch.sentences import Told, impossible
from greenlane.work.kit import EQUIPMENT
from greenlane.work.models import Order
from greenlane.workforce.skills import LABELS as SKILLS

MINUTE = timedelta(minutes=1)
FIELD = ("survey", "cable", "joint", "install", "switch", "test", "permit", "inspect")
MOST_HEADS, MOST_MINUTES = 40, 2880


@dataclass(frozen=True)
class Kind:
    """One thing that can be asked, with its own form."""

    code: str
    title: str
    form: forms.Form


@dataclass(frozen=True)
class AnswerRow:
    """An order as planned and then. `later` in minutes, below zero sooner."""

    order: Order
    now: datetime | None
    then: datetime | None
    later: int | None
    breaks: bool

    @property
    def by(self) -> int:
        return abs(self.later or 0)


@dataclass(frozen=True)
class Shown:
    """Orders that would end otherwise first; the rest is counted."""

    rows: tuple[AnswerRow, ...]
    same: int
    cost: int  # weighted minutes more; below zero fewer
    moved: int
    impossible: tuple[Told, ...]

    @property
    def by(self) -> int:
        return abs(self.cost)


class AddCrew(forms.Form):
    skill = forms.ChoiceField(label=_("Skill"))
    heads = forms.IntegerField(
        label=_("People"), min_value=1, max_value=MOST_HEADS, initial=2
    )
    at = forms.ChoiceField(label=_("From where this crew starts"), required=False)

    def change(self) -> Change:
        told = self.cleaned_data
        return Change(add=((told["skill"], told["heads"]),), at=told["at"])


class LoseCrew(forms.Form):
    crew = forms.ChoiceField(label=_("Which crew"))

    def change(self) -> Change:
        return Change(lose=(self.cleaned_data["crew"],))


class LoseKit(forms.Form):
    kind = forms.ChoiceField(label=_("Equipment"))
    count = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST_HEADS, initial=1
    )

    def change(self) -> Change:
        told = self.cleaned_data
        return Change(without={told["kind"]: told["count"]})


class Raise(forms.Form):
    order = forms.ChoiceField(label=_("Order"))
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=[(n, n) for n in range(1, 6)], coerce=int
    )

    def change(self) -> Change:
        told = self.cleaned_data
        return Change(weight={UUID(told["order"]): told["priority"]})


class Delay(forms.Form):
    task = forms.ChoiceField(label=_("Task"))
    minutes = forms.IntegerField(
        label=_("Not before so many minutes from now"),
        min_value=1, max_value=MOST_MINUTES, initial=60,
    )  # fmt: skip

    def change(self) -> Change:
        told = self.cleaned_data
        return Change(delay={UUID(told["task"]): told["minutes"]})


FORMS: dict[str, tuple[Any, Any]] = {
    "add": (_("One more crew"), AddCrew),
    "lose": (_("A crew drops out"), LoseCrew),
    "kit": (_("Equipment drops out"), LoseKit),
    "raise": (_("An order counts otherwise"), Raise),
    "delay": (_("A task begins later"), Delay),
}


def kinds(unit: Unit, data: Any = None) -> list[Kind]:
    """The forms, that one filled in which was sent."""
    lines, found = lines_of_unit(unit), []
    kit = queries.equipment_of(unit)
    for code, (title, form) in FORMS.items():
        mine = data is not None and data.get("what") == code
        made = form(data if mine else None, auto_id=f"id_{code}_%s")
        _fill(made, lines, kit)
        if code != "kit" or kit:
            found.append(Kind(code, str(title), made))
    return found


def _fill(form: forms.Form, lines: Sequence[Line], kit: Iterable[str]) -> None:
    crews = _crews(lines)
    options: dict[str, list[tuple[str, Any]]] = {
        "skill": [(code, str(SKILLS[code])) for code in FIELD],
        "at": [("", str(_("nowhere in particular"))), *crews],
        "crew": crews,
        "kind": [(kind, str(EQUIPMENT.get(kind, kind))) for kind in kit],
        "order": _orders(lines),
        "task": _tasks(lines),
    }
    for name, field in form.fields.items():
        if name in options:
            field.choices = options[name]  # type: ignore[attr-defined]


def _crews(lines: Iterable[Line]) -> list[tuple[str, str]]:
    found = pictured.crews_named(lines)
    return sorted(found.items(), key=lambda pair: pair[1])


def _orders(lines: Iterable[Line]) -> list[tuple[str, str]]:
    found = {str(x.order_id): f"{x.order.number} {x.order.site}" for x in lines}
    return sorted(found.items(), key=lambda pair: pair[1])


def _tasks(lines: Iterable[Line]) -> list[tuple[str, Any]]:
    """By order, as the plan has them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        title = f"{line.order.number} {line.order.site}"
        says = f"{moment(line.start_at)} {line.task}"
        if not line.fixed:
            found.setdefault(title, []).append((str(line.task_id), says))
    return sorted(found.items())


def answered(unit: Unit, form: Any) -> Shown:
    """Refused what-if-failed when the engine gives no answer in time."""
    zero = clock.now().replace(second=0, microsecond=0)
    found = ask(unit, form.change())
    orders = {order.pk: order for order in queries.orders_of_unit(unit)}
    rows = [_row(each, orders[each.order], zero) for each in found.rows
            if each.order in orders]  # fmt: skip
    otherwise = [x for x in rows if x.later or x.breaks or (x.now and not x.then)]
    otherwise.sort(key=lambda x: (not x.breaks, -(x.later or 0)))
    return Shown(
        tuple(otherwise),
        len(rows) - len(otherwise),
        found.cost_then - found.cost_now,
        len(found.moved),
        tuple(impossible(asdict(each) for each in found.impossible)),
    )


def _row(each: Row, order: Order, zero: datetime) -> AnswerRow:
    now, then = (
        zero + n * MINUTE if n is not None else None
        for n in (each.end_now, each.end_then)
    )
    return AnswerRow(order, now, then, each.later, each.breaks)
