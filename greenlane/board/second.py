"""Switching is done by two: the guard signs first, then the operator switches."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from greenlane.board.scene import Scene
from greenlane.board.verbs import verb
from greenlane.board.whose import Next, of_guard, of_people
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import Act
from greenlane.safety import instructions
from greenlane.safety.signing import signatures
from greenlane.work.models import Task


def before_it(scene: Scene, actor: Actor, task: Task, coming: Act) -> Next | None:
    """The guard signs the order to open, or the step to close, before it is done."""
    row = _signed_by_two(scene, coming)
    if row is None or _guards(row):
        return None
    given = {"kind": row._meta.model_name, "id": row.pk, "role": "guard"}
    found = verb(scene.order, "safety.sign", actor, **given)
    why = _("%(task)s: the guard signs before it is done") % {"task": str(task)}
    return of_guard(found, why, task, me=scene.me, at=clock.now()) if found else None


def guarded(scene: Scene, deed: Next, task: Task, coming: Act) -> Next:
    """The deed itself, for the operator at work; whoever has signed as guard waits."""
    row = _signed_by_two(scene, coming)
    if row is None:
        return deed
    leads = [each.leader for each in task.stints.all() if each.ended_at is None]
    if scene.me is None or scene.me.pk not in _guards(row):
        return of_people(deed.verb, deed.why, leads, me=scene.me)
    names = tuple(dict.fromkeys(str(each) for each in leads if each != scene.me))
    why = _("%(task)s: you have signed as guard") % {"task": str(task)}
    return Next(deed.verb, why, mine=False, who=names or deed.who)


def known(scene: Scene, coming: Act) -> dict[str, Any]:
    """Fields of the deed that two signatures have said already: who guards it."""
    row = _signed_by_two(scene, coming)
    guard = next(iter(_guards(row)), None) if row is not None else None
    return {"guard": guard, "guarded_by": guard}


def _signed_by_two(scene: Scene, coming: Act) -> Any:
    if coming.kind == "isolate" and coming.subject:
        return instructions.ready(scene.order.pk, coming.kind, coming.subject)
    return next((s for s in scene.steps if s.pk == coming.step), None)


def _guards(row: Any) -> set[Any]:
    return {s.person_id for s in signatures(row) if s.role == "guard"}
