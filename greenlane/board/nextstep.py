"""The one right step now: out of what holds the order and what its gates miss."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from greenlane.board.deed import BRINGS, bring, deed, made
from greenlane.board.scene import Scene
from greenlane.board.verbs import verb
from greenlane.board.whose import Next, of_people, of_those_at_work, own_task
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import look
from greenlane.core.ids import uuid7
from greenlane.core.refusals import Missing
from greenlane.core.texts import listed
from greenlane.safety.sign_choices import naming
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.ledger import Holding
from greenlane.work.models import Stint, Task
from greenlane.work.naming import called
from greenlane.work.queries import next_tasks
from greenlane.work.stints import act_of, is_desk

FIELD = "work.start_field_work"
# What people at work ask of somebody who is not: a signature, an order, a proof.
OF_OTHERS = frozenset(
    {
        "safety.sign",
        "safety.receive_ticket",
        "safety.give_instruction",
        "safety.prove_user_side_open",
    }
)


def next_step(scene: Scene, actor: Actor) -> Next | None:
    """None where nothing is left to do, or only another room can say."""
    if scene.label.code in {"closed", "cancelled", "merged"}:
        return None
    if scene.stops:
        stop = scene.stops[0]
        return made(scene, actor, "work.lift_stop", stop.reason, stop=stop.pk)
    if scene.held is None:
        return _after_light(scene, actor)
    if found := _own_signature(scene, actor):
        return found
    task = next((t for t in scene.tasks if t.key == scene.held.item), None)
    mine = own_task(scene.tasks, scene.held.item, scene.me)
    if mine is not None and mine is not task:
        return _on_task(scene, actor, _begins(mine), mine)
    found = _holding(scene, actor, scene.held, task)
    if found is not None and found.mine:
        return found
    return _beside_it(scene, actor) or found


def _holding(
    scene: Scene, actor: Actor, held: Holding, task: Task | None
) -> Next | None:
    """The step that ends what holds the order, whoever it is for."""
    if held.kind == "wait":
        return _waiting(scene, actor, held, task)
    if task is None:
        why = _("The order waits for somebody to take it on.")
        return made(scene, actor, held.next_step, why)
    return _on_task(scene, actor, held.next_step, task)


def _beside_it(scene: Scene, actor: Actor) -> Next | None:
    """What the reader can do while another task holds the order.

    Put people on a task that can begin, or give those at work what they wait for.
    """
    ready = {task.key for task in next_tasks(scene.order)}
    for task in scene.tasks:
        found = _beside(scene, actor, task) if task.key in ready else None
        if found and found.mine:
            return found
    return None


def _beside(scene: Scene, actor: Actor, task: Task) -> Next | None:
    if stints := task.stints.all():
        running = any(each.ended_at is None for each in stints)
        found = deed(scene, actor, task) if running else None
        return found if found and found.verb.name in OF_OTHERS else None
    given = (*task.assignments.all(), *task.handoffs.all())
    if all(each.ended_at for each in given):
        return _unmanned(scene, actor, task)
    return None if is_desk(task) else _before_it(scene, actor, task)


def _unmanned(scene: Scene, actor: Actor, task: Task) -> Next | None:
    why = _("%(task)s can begin, and nobody is on it.") % {"task": str(task)}
    return made(scene, actor, "work.assign", why, task=task.pk)


def _own_signature(scene: Scene, actor: Actor) -> Next | None:
    """A record names the reader: the crew of a briefing, the site's electrician."""
    if scene.me is None:
        return None
    for query, document in naming(actor, scene.order, scene.me):
        given = dict(parse_qsl(query))
        return made(scene, actor, "safety.sign", str(document), **given)
    return None


def _begins(task: Task) -> str:
    """The verb that begins the reader's own task."""
    return "work.start_desk_work" if is_desk(task) else FIELD


def _ending(scene: Scene, actor: Actor, stint: Stint, why: str) -> Next | None:
    found = verb(scene.order, "work.end_stint", actor, stint=stint.pk)
    return of_those_at_work(found, why, stint, actor) if found else None


def _waiting(
    scene: Scene, actor: Actor, held: Holding, task: Task | None
) -> Next | None:
    """The wait that the ledger names: of the task, or of the whole order."""
    places = {None, task.pk if task else None}
    mine = (w for w in scene.waits if w.cause == held.cause and w.task_id in places)
    found = next((w for w in mine if w.ended_at is None), None)
    why = str(CAUSES[held.cause])
    return made(scene, actor, held.next_step, why, wait=found.pk if found else None)


def _on_task(scene: Scene, actor: Actor, begins: str, task: Task) -> Next | None:
    stints = list(task.stints.all())
    running = next((s for s in stints if s.ended_at is None), None)
    if running is None and not stints:
        if begins == FIELD and (found := _before_it(scene, actor, task)):
            return found
        offer = next((h for h in task.handoffs.all() if h.ended_at is None), None)
        given = {"task": task.pk, "handoff": offer.pk if offer else None}
        begin = verb(scene.order, begins, actor, **given)
        rows = [each for each in task.assignments.all() if each.ended_at is None]
        people = [offer.taker] if offer else [each.person for each in rows]
        return of_people(begin, str(task), people, me=scene.me) if begin else None
    if found := deed(scene, actor, task):
        return found
    if running is not None:
        why = _("%(task)s: end the work, and say whether it is done")
        why %= {"task": str(task)}
        return _ending(scene, actor, running, why)
    done = verb(scene.order, "work.finish_task", actor, task=task.pk)
    people = [each.leader for each in stints]
    return of_people(done, str(task), people, me=scene.me) if done else None


def _before_it(scene: Scene, actor: Actor, task: Task) -> Next | None:
    """What the gates of beginning still miss: fenced, briefed, signed by everybody."""
    rows = [each for each in task.assignments.all() if each.ended_at is None]
    act = act_of(task, uuid7(), {each.person_id for each in rows})
    lacks = [each for each in look(act) if each.next_step != FIELD]
    for missing in lacks:
        if found := bring(scene, actor, missing, task=task.pk):
            alike = [m.holder for m in lacks if _alike(m, missing)]
            names = tuple(called(alike).values())
            if found.verb.name == BRINGS["G4"][0]:
                why = _("%(people)s: not briefed yet for “%(task)s”")
                about = {"people": listed(names), "task": str(task)}
                return replace(found, why=why % about)
            return replace(found, who=names) if len(alike) > 1 else found
    return None


def _alike(one: Missing, other: Missing) -> bool:
    return (one.what, one.next_step) == (other.what, other.next_step)


def _after_light(scene: Scene, actor: Actor) -> Next | None:
    """The site has light: the rest of the tasks, the papers, the end."""
    undone = [t for t in scene.tasks if not t.finished_at and not t.dropped_at]
    begun = (task for task in undone if task.stints.all())
    mine = own_task(scene.tasks, "", scene.me)
    if task := mine or next(begun, None) or next(iter(undone), None):
        named = any(each.ended_at is None for each in task.assignments.all())
        begins = _begins(task) if named else "work.assign"
        return _on_task(scene, actor, begins, task)
    owed = scene.order.papers.filter(received_at__isnull=True, waived_at__isnull=True)
    if paper := owed.order_by("due_at").first():
        why = _("Nothing is left but the papers.")
        return made(scene, actor, "connections.receive_paper", why, paper=paper.pk)
    why = _("Everything is done and every paper is here.")
    return made(scene, actor, "connections.close_order", why)
