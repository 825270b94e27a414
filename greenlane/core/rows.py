"""Finding the rows a command names, for the one who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from greenlane.core import clock
from greenlane.core.command import Running, current
from greenlane.core.journal import last_told
from greenlane.core.models import Unit
from greenlane.core.one_order import is_of
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotAllowed, NotFound, Refused

M = TypeVar("M", bound=Model)


def find(model: type[M], key: Any) -> M:
    """The row, if the actor of the running command may see it and do this there.

    Invisible → NotFound (404). Visible, but the role is missing there → NotAllowed.
    A restriction or report reaches any row that can be named; with a link to one order
    (`core/one_order.py`) those of that order.
    """
    rows = _rows(model, key)
    if not rows:
        raise NotFound(model._meta.model_name or "row", id=str(key))
    row = rows[0]
    kind = model._meta.model_name or "row"
    run = current()
    if run.by.only is None:
        reach(row.unit, kind=kind)
        return row
    _must_be_timed_by(row.unit, run)
    if not is_of(row, run.by.only):
        raise NotFound(kind, id=str(key))
    return row


@prepared
def _rows(model: type[M], key: Any) -> QuerySet[M]:
    along = ["unit"] + ["order"] * any(f.name == "order" for f in model._meta.fields)
    return model._default_manager.select_related(*along).filter(pk=key)


def reach(unit: Unit, *, kind: str = "unit") -> Unit:
    """The same rule for a unit named directly."""
    run = current()
    _must_be_timed_by(unit, run)
    if run.by.only is not None:
        raise NotFound(kind)
    if run.command.kind.anyone:
        return unit
    if not run.by.sees(unit.path):
        raise NotFound(kind)
    if run.command.needs and not run.by.may(run.command.needs, unit.path):
        raise NotAllowed("role-missing", needs=run.command.needs)
    return unit


def _must_be_timed_by(unit: Unit, run: Running) -> None:
    """What is done in a unit is timed by its clock, whoever does it: else OtherClock.

    A drill's clock may stand years ahead or back. A stop recorded years ahead would
    hold every later release; an interruption recorded years ago would make no evidence
    void.
    """
    if unit.pk in run.units:
        return
    told = last_told(unit.pk)
    if unit.scene() != clock.scene() or (told and told >= clock.now()):
        raise clock.OtherClock(unit.pk)


def home_unit() -> Unit:
    """The unit of the one who acts."""
    return reach(Unit.objects.get(pk=current().by.unit))


def mend(row: Model, given: Mapping[str, Any]) -> list[str]:
    """Write into the row what was said and differs; what stays empty stays as it is.

    The names of the changed fields. Raises Refused: nothing-to-change.
    """
    changed = [
        name
        for name, value in given.items()
        if value not in ("", None) and value != getattr(row, name)
    ]
    if not changed:
        raise Refused("nothing-to-change")
    for name in changed:
        setattr(row, name, given[name])
    return changed
