"""A refusal as the page says it: every reason, who has it, and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from greenlane.core.actors import role_label
from greenlane.core.command import commands
from greenlane.core.fields import Rows
from greenlane.core.memory import Names, resolve
from greenlane.core.refusals import Malformed, Missing, Refused
from greenlane.core.texts import sentence
from greenlane.desk.lines import numbers
from greenlane.desk.mending import of_missing, of_refusal
from greenlane.desk.verbs import Asked, address
from greenlane.work.models import Order, Stint
from greenlane.workforce.reaching import Helper


@dataclass(frozen=True)
class Reason:
    """One reason, with the verb that would mend it where a verb can."""

    says: str
    step: str
    link: str = ""
    title: str = ""
    gate: str = ""
    holder: str = ""
    since: datetime | None = None
    oneself: bool = False
    helpers: tuple[Helper, ...] = ()


@dataclass(frozen=True)
class Problem:
    status: int
    reasons: tuple[Reason, ...]
    errors: tuple[tuple[str, str, str], ...] = ()  # anchor, label, what is wrong


def explain(
    refused: Refused, asked: Asked, sent: Mapping[str, Any] | None = None
) -> Problem:
    """The refusal in the reader's language, names instead of keys.

    `sent` is what the page sent: its rows keep their numbers when others are taken out.
    """
    if lacks := getattr(refused, "missing", ()):  # of gates, of people, of a count
        names = resolve(_keys(lacks))
        held = tuple(_missing(each, names, asked) for each in lacks)
        return Problem(refused.status, held)
    says, step = sentence(refused.code, _named(refused.facts))
    link, title = _mending(refused.next_step, asked.order)
    who = of_refusal(refused, asked)
    reason = Reason(says, step, link, title, oneself=who.oneself, helpers=who.helpers)
    errors: tuple[tuple[str, str, str], ...] = ()
    if isinstance(refused, Malformed):
        errors = tuple(_errors(refused, asked, sent or {}))
    return Problem(refused.status, (reason,), errors)


def _missing(missing: Missing, names: Names, asked: Asked) -> Reason:
    facts = {k: names.get(str(v), v) for k, v in missing.facts.items()}
    says, step = sentence(missing.what, facts)
    known = {"area": missing.facts.get("covers"), "stint": missing.facts.get("stint")}
    order = _order_at_work(missing, asked)
    link, title = _mending(missing.next_step, order, **known)
    holder = _holder(missing.holder, names)
    who = of_missing(missing, asked)
    return Reason(
        says,
        step,
        link,
        title,
        missing.gate,
        holder,
        missing.since,
        who.oneself,
        who.helpers,
    )


def _holder(holder: str, names: Names) -> str:
    """A person by name, a role by what it is called."""
    kind, _colon, key = holder.partition(":")
    if kind == "role":
        return role_label(key)
    return names[key] if kind == "person" and key else holder


def _order_at_work(missing: Missing, asked: Asked) -> Order | None:
    """Work that holds somebody may be work on another order: it is ended there."""
    if not (key := missing.facts.get("stint")):
        return asked.order
    rows = Stint.objects.seen_by(asked.actor).select_related("task__order")
    stint = rows.filter(pk=key).first()
    return stint.task.order if stint else asked.order


def _mending(next_step: str, order: Order | None, **known: Any) -> tuple[str, str]:
    """The page of the verb that would bring it, and what it is called."""
    command = commands().get(next_step)
    if command is None:
        return "", ""
    asks = command.takes.base_fields
    given = {k: v for k, v in known.items() if v and k in asks}
    return address(command, order, **given), str(command.title)


def _keys(held: tuple[Missing, ...]) -> Iterator[str]:
    for each in held:
        yield each.holder.partition(":")[2]
        yield from map(str, each.facts.values())


def _named(facts: Mapping[str, Any]) -> dict[str, Any]:
    names = resolve(map(str, facts.values()))
    return {key: names.get(str(value), value) for key, value in facts.items()}


def _errors(
    refused: Malformed, asked: Asked, sent: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for error in refused.errors:
        head = error.field.partition("[")[0].partition(".")[0]
        field = asked.command.takes.base_fields.get(head)
        label, anchor = str(field.label) if field else error.field, f"line-{head}"
        if isinstance(field, Rows) and (inner := _in_row(field, error.field)):
            number, name, named = inner
            label, there = f"{label} {number + 1}, {named}", numbers(sent, head)
            if number < len(there):
                anchor = f"{anchor}.{there[number]}.{name}"
        says, step = sentence(error.code, {})
        yield anchor if field else "", label, error.detail or f"{says} {step}"


def _in_row(rows: Rows, place: str) -> tuple[int, str, str] | None:
    """Which row it is, from 0, and which of its fields: `readings[1].value`."""
    found = re.fullmatch(r"\w+\[(\d+)\]\.(\w+)", place)
    field = rows.row_form.base_fields.get(found[2]) if found else None
    return (int(found[1]), found[2], str(field.label)) if found and field else None
