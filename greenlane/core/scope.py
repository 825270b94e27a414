"""What an actor sees: rows of the units of the own roles, and of every unit below.

The one condition under every list, page, export, stream, search and file. A path ends
in a full stop, so that `1.2.` is no beginning of `1.20.`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from greenlane.core.actors import Actor


def below(actor: Actor, field: str, need: str = "") -> Q:
    """Rows whose unit, at this path (`unit__path`), lies where the actor sees.

    With a need: only where a role of the actor gives it.
    """
    allowed = Q(pk__in=[])
    for path in actor.paths(need):
        allowed |= Q(**{f"{field}__startswith": path})
    return allowed
