"""What comes in with a link may do, and on what: stop and report, on its order alone.

Two nets. The door looks at every row that the form names before the deed begins, also
at those that a deed only writes down; `core/rows.py` looks at every row that it finds.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from greenlane.core.actors import Actor
from greenlane.core.command import Command
from greenlane.core.fields import BlobField, Id, Rows
from greenlane.core.forms import CommandForm
from greenlane.core.refusals import NotAllowed, NotFound


def may(command: Command) -> bool:
    """Restrictions and reports, and what the table of roles names beside."""
    told = import_module(settings.GREENLANE_ROLES).LINK_TELLS
    return not command.kind.proof and (command.kind.anyone or command.name in told)


def must_be_told(command: Command, *, by: Actor) -> None:
    """Raises NotAllowed (403): the verb is not for a link, whatever is sent along."""
    if by.only is None or not may(command):
        raise NotAllowed("link-stops-and-reports", next_step="call-the-foreman")


def must_be_of_it(command: Command, form: CommandForm, *, by: Actor) -> None:
    """Raises NotFound (404): a row that the form names is not of the order."""
    assert by.only is not None  # must_be_told
    for name, field in command.takes.base_fields.items():
        given = form.cleaned_data.get(name)
        if not given:
            continue
        if isinstance(field, Rows | BlobField):  # nobody has said whose these are
            raise NotFound(name)
        if isinstance(field, Id):
            _must_be_of(by.only, field.kind, given)


def _must_be_of(order: UUID, kind: str, key: Any) -> None:
    model = _models().get(kind)
    row = model._default_manager.filter(pk=key).first() if model else None
    if row is None or not is_of(row, order):
        raise NotFound(kind, id=str(key))


@cache
def _models() -> dict[str, type[Model]]:
    return {model._meta.model_name or "": model for model in apps.get_models()}


def is_of(row: Model, order: UUID) -> bool:
    """Whether the row is the order, belongs to it, or is one that it is about."""
    if row._meta.model_name == "order":
        return bool(row.pk == order)
    if any(field.name == "order" for field in row._meta.concrete_fields):
        return bool(row.order_id == order)  # type: ignore[attr-defined]
    for each in row._meta.related_objects:
        if each.many_to_many and each.related_model._meta.model_name == "order":
            orders = getattr(row, str(each.get_accessor_name()))
            return bool(orders.filter(pk=order).exists())
    return False
