"""What is known before anybody types: the order, the only candidate, the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from greenlane.core.choices import fillers, standing
from greenlane.core.fields import Id, Rows
from greenlane.core.forms import META
from greenlane.core.text import lying_marks
from greenlane.desk.options import Options
from greenlane.desk.verbs import Asked
from greenlane.work import queries


def given(asked: Asked, query: QueryDict) -> QueryDict:
    """What the address says: the order, and fields of this verb by their names."""
    found = QueryDict(mutable=True)
    takes = asked.command.takes
    closed = {*META, *takes.PROOF, *takes.SECRETS}
    for name, field in takes.base_fields.items():
        if name in query and name not in closed and not isinstance(field, Rows):
            found[name] = query.get(name, "")[:2000]
    if asked.order is not None and "order" in takes.base_fields:
        found["order"] = str(asked.order.pk)
    return found


def is_whole(asked: Asked, said: QueryDict) -> bool:
    """The address says all that a release is asked: nothing is left to fill in."""
    takes = asked.command.takes
    closed = {*META, *takes.PROOF}
    asks = {
        name
        for name, field in takes.base_fields.items()
        if name not in closed and not field.widget.is_hidden
    }
    return asked.command.kind.proof and asks <= set(said)


def known(asked: Asked, options: Options, said: QueryDict) -> dict[str, Any]:
    """What each field begins with: said in the address, or the only one there is."""
    now = standing().get(asked.command.name)
    plain = {
        key: text for key, text in said.dict().items() if not lying_marks(str(text))
    }
    there = now(asked.actor, plain) if now else {}
    found: dict[str, Any] = {**there, **said.dict()}
    takes = asked.command.takes
    for name, field in takes.base_fields.items():
        if name in found or not field.required or isinstance(field, Rows):
            continue
        if only := options.only(f"{asked.command.name}.{name}", field):
            found[name] = only
        elif isinstance(field, Id) and field.kind == "task":
            found[name] = _holding_task(asked)
    return found


def settled(asked: Asked, options: Options, said: QueryDict) -> frozenset[str]:
    """What need not be asked any more: the address names it, or it is the only one."""
    found = set()
    for name, field in asked.command.takes.base_fields.items():
        path = f"{asked.command.name}.{name}"
        is_said = options.offers(path, field, str(said.get(name, "")))
        is_only = isinstance(field, Id) and field.required and name not in said
        if is_said or (is_only and options.only(path, field)):
            found.add(name)
    return frozenset(found)


def known_rows(asked: Asked, said: QueryDict) -> dict[str, Iterable[Mapping[str, Any]]]:
    """What each list of rows begins with."""
    found: dict[str, Iterable[Mapping[str, Any]]] = {}
    for name, field in asked.command.takes.base_fields.items():
        fill = fillers().get(f"{asked.command.name}.{name}")
        if isinstance(field, Rows) and fill is not None:
            found[name] = list(fill(asked.actor, asked.order, said.dict()))[
                : field.max_rows
            ]
    return found


def _holding_task(asked: Asked) -> str:
    """The task that holds the site dark now."""
    if asked.order is None:
        return ""
    holding = queries.holding_of(asked.order)
    if holding is None or holding.item is None:
        return ""
    row = asked.order.tasks.filter(key=holding.item).first()
    return str(row.pk) if row else ""
