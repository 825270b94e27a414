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
from greenlane.safety.models import EarthSet
from greenlane.safety.signing import signatures
from greenlane.work.models import Task


def before_it(scene: Scene, actor: Actor, task: Task, coming: Act) -> Next | None:
    """The guard signs the order to open, or the step to close, before it is done."""
    row = _signed_by_two(scene, coming)
    if row is None or _guards(row):
        return None
    given = {"kind": row._meta.model_name, "id": row.pk, "role": "guard"}
    found = verb(scene.order, "safety.sign", actor, **given)
    about = scene.about(task, coming.step)
    why = _("%(task)s: the guard signs before it is done") % {"task": about}
    return of_guard(found, why, task, me=scene.me, at=clock.now()) if found else None


def guarded(scene: Scene, deed: Next, task: Task, coming: Act) -> Next:
    """The deed itself, for the operator at work; whoever signed as the second waits."""
    row = _signed_by_two(scene, coming)
    leads = [each.leader for each in task.stints.all() if each.ended_at is None]
    if scene.me is None or scene.me.pk not in _seconds(scene, coming):
        return of_people(deed.verb, deed.why, leads, me=scene.me) if row else deed
    names = dict.fromkeys(str(each) for each in leads if row and each != scene.me)
    why = _("%(task)s: you have signed as guard") % {"task": str(task)}
    return Next(deed.verb, why, mine=False, who=tuple(names) or deed.who)


def known(scene: Scene, coming: Act) -> dict[str, Any]:
    """Fields of the deed that two signatures have said already: who is the second."""
    second = next(iter(_seconds(scene, coming)), None)
    return dict.fromkeys(("guard", "guarded_by", "removed_with"), second)


def _seconds(scene: Scene, coming: Act) -> set[Any]:
    if coming.kind == "remove_earth":
        earth = EarthSet.objects.filter(pk__in=[coming.subject]).first()
        return _signers(earth, "removal_guard") if earth else set()
    row = _signed_by_two(scene, coming)
    return _guards(row) if row else set()


def _signed_by_two(scene: Scene, coming: Act) -> Any:
    if coming.kind == "isolate" and coming.subject:
        return instructions.ready(scene.order.pk, coming.kind, coming.subject)
    return next((s for s in scene.steps if s.pk == coming.step), None)


def _guards(row: Any) -> set[Any]:
    return _signers(row, "guard")


def _signers(row: Any, role: str) -> set[Any]:
    return {s.person_id for s in signatures(row) if s.role == role}
