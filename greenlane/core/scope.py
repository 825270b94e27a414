"""What an actor sees: rows of the units of the own roles, and of every unit below.

The one condition under every list, page, export, stream, search and file. A path ends
in a full stop, so that `1.2.` is no beginning of `1.20.`. A link to one order sees that
order and its rows, and holds no role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Model, Q

if TYPE_CHECKING:
    from uuid import UUID

    from greenlane.core.actors import Actor


def below(actor: Actor, field: str, need: str = "") -> Q:
    """Rows whose unit, at this path (`unit__path`), lies where the actor sees.

    With a need: only where a role of the actor gives it.
    """
    allowed = Q(pk__in=[])
    for path in actor.paths(need):
        allowed |= Q(**{f"{field}__startswith": path})
    return allowed


def of_one(model: type[Model], order: UUID) -> Q:
    """Rows of the one order that a link opens: it, and what bears its key."""
    if model._meta.model_name == "order":
        return Q(pk=order)
    if any(field.name == "order" for field in model._meta.concrete_fields):
        return Q(order=order)
    return Q(pk__in=[])
