"""The one right step now: out of what holds the order and what its gates miss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from greenlane.board.gatelist import Checklist, acts_of
from greenlane.board.verbs import Verb, bringing, verb
from greenlane.connections.acts import next_act
from greenlane.connections.models import Connection, EnergiseStep
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import checklist, guards
from greenlane.core.refusals import Missing
from greenlane.core.texts import sentence
from greenlane.safety.coming import coming_ticket
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.labels import Label
from greenlane.work.ledger import Holding
from greenlane.work.models import Order, Stint, StopWork, Task, Wait

# The verb that does a guarded act.
DOES = {
    "issue_ticket": "safety.issue_ticket",
    "isolate": "safety.isolate_point",
    "place_earth": "safety.place_earth",
    "permit": "safety.permit",
    "remove_earth": "safety.remove_earth",
    "restore_source": "connections.energise_step",
    "energise": "connections.energise_step",
    "transfer_supply": "connections.energise_step",
    "hand_over": "connections.hand_over",
}
CLOSINGS = frozenset({"restore_source", "energise", "transfer_supply"})
# What a gate wants of somebody who is just doing it, where no act is at hand to ask.
BRINGS = {"G4": ("safety.brief", "briefing")}


@dataclass(frozen=True)
class Next:
    """The verb, why it is the next one, whether it is this reader's, else whose."""

    verb: Verb
    why: str
    mine: bool
    who: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """All that decides the next step of an order, read once."""

    order: Order
    tasks: Sequence[Task]
    held: Holding | None
    label: Label
    checks: Checklist | None
    stops: Sequence[StopWork]
    waits: Sequence[Wait]
    sheet: Connection | None
    steps: Sequence[EnergiseStep]


def next_step(scene: Scene, actor: Actor) -> Next | None:
    """None where nothing is left to do, or only another room can say."""
    if scene.label.code in {"closed", "cancelled", "merged"}:
        return None
    if scene.stops:
        stop = scene.stops[0]
        return _made(scene, actor, "work.lift_stop", stop.reason, stop=stop.pk)
    if scene.held is None:
        return _after_light(scene, actor)
    task = next((t for t in scene.tasks if t.key == scene.held.item), None)
    if scene.held.kind == "wait":
        return _waiting(scene, actor, scene.held, task)
    if task is None:
        why = _("The order waits for somebody to take it on.")
        return _made(scene, actor, scene.held.next_step, why)
    return _on_task(scene, actor, scene.held, task)


def _made(scene: Scene, actor: Actor, name: str, why: str, **given: Any) -> Next | None:
    found = verb(scene.order, name, actor, **given)
    return Next(found, why, found.mine, found.who) if found else None


def _ending(scene: Scene, actor: Actor, stint: Stint, why: str) -> Next | None:
    """Work is ended by those who are at it."""
    found = _made(scene, actor, "work.end_stint", why, stint=stint.pk)
    inside = stint.heads.filter(left_at__isnull=True, person__account=actor.account)
    mine = actor.account is not None and inside.exists()
    return replace(found, mine=mine, who=(str(stint.leader),)) if found else None


def _waiting(
    scene: Scene, actor: Actor, held: Holding, task: Task | None
) -> Next | None:
    """The wait that the ledger names: of the task, or of the whole order."""
    places = {None, task.pk if task else None}
    mine = (w for w in scene.waits if w.cause == held.cause and w.task_id in places)
    found = next((w for w in mine if w.ended_at is None), None)
    why = str(CAUSES[held.cause])
    return _made(scene, actor, held.next_step, why, wait=found.pk if found else None)


def _on_task(scene: Scene, actor: Actor, held: Holding, task: Task) -> Next | None:
    stints = list(task.stints.all())
    running = next((s for s in stints if s.ended_at is None), None)
    if running is None and not stints:
        offer = next((h for h in task.handoffs.all() if h.ended_at is None), None)
        given = {"task": task.pk, "handoff": offer.pk if offer else None}
        return _made(scene, actor, held.next_step, str(task), **given)
    if found := _deed(scene, actor, task):
        return found
    if running is not None:
        why = _("%(task)s: end the work, then say that it is done")
        why %= {"task": str(task)}
        return _ending(scene, actor, running, why)
    return _made(scene, actor, "work.finish_task", str(task), task=task.pk)


def _deed(scene: Scene, actor: Actor, task: Task) -> Next | None:
    """What the task is for and has not been done: its act, else what it proves."""
    if unread := _unread(scene):
        why = str(task)
        return _made(scene, actor, "connections.read_step", why, step=unread.pk)
    for act in task.list_of("acts"):
        if act in DOES and _is_to_do(scene, act):
            return _act(scene, actor, task, act)
    for gate in task.list_of("gives"):
        if found := _proof(scene, actor, task, gate):
            return found
    return None


def _unread(scene: Scene) -> EnergiseStep | None:
    steps = scene.steps
    return next((s for s in steps if s.started_at and s.read_at is None), None)


def _is_to_do(scene: Scene, act: str) -> bool:
    order = scene.order
    if act == "issue_ticket":
        return not order.tickets.exists()
    if act == "permit":
        return coming_ticket(order, "permit") is not None
    if act == "hand_over":
        return not hasattr(order, "handover")
    coming = next_act(order, act)
    if act == "place_earth":
        hung = order.isolations.filter(earths__removed_at__isnull=True)
        return not hung.filter(earths__isnull=False).exists()
    nothing_planned = act in CLOSINGS and not scene.steps
    return coming.subject is not None or nothing_planned


def _act(scene: Scene, actor: Actor, task: Task, act: str) -> Next | None:
    """The verb of the act; before it, whatever its gates still miss."""
    coming = next_act(scene.order, act)
    for missing in _lacks(scene, act, task):
        if missing.next_step != DOES[act] and (
            found := _bring(scene, actor, missing, act=act, target=coming.subject)
        ):
            return found
    known = {"ticket": coming.ticket, "step": coming.step, "earth": coming.subject}
    known |= {"infeed": coming.subject, "isolation": coming.subject}
    if act == "isolate":
        known["isolation"] = next(iter(coming.isolations), None)
    return _made(scene, actor, DOES[act], str(task), **known)


def _proof(scene: Scene, actor: Actor, task: Task, gate: str) -> Next | None:
    if gate in BRINGS:
        name, kind = BRINGS[gate]
        rows = scene.order.evidence.filter(kind=kind, withdrawn_at__isnull=True)
        if rows.exists():
            return None
        return _made(scene, actor, name, str(task), task=task.pk)
    undone = [t for t in scene.tasks if not t.finished_at and not t.dropped_at]
    act = next((a for a in acts_of(undone) if gate in guards()[a]), None)
    if act is None:
        return None
    target = next_act(scene.order, act).subject
    for missing in _lacks(scene, act, task):
        if missing.gate == gate:
            given = {"task": task.pk, "act": act, "target": target}
            return _bring(scene, actor, missing, **given)
    return None


def _lacks(scene: Scene, act: str, task: Task) -> list[Missing]:
    """What the gates of this act miss on the sections of this task."""
    areas = task.list_of("areas")
    coming = next_act(scene.order, act)
    if scene.checks and scene.checks.kind == act and areas in {(), coming.areas}:
        return scene.checks.lacks
    rows = checklist(replace(coming, areas=areas or coming.areas))
    return [each for row in rows for each in row["missing"]]


def _bring(scene: Scene, actor: Actor, missing: Missing, **given: Any) -> Next | None:
    says, _do = sentence(missing.what, missing.facts)
    if missing.what == "handover-unsigned" and scene.sheet:
        if not scene.sheet.do_not:
            return _made(scene, actor, "connections.prepare_handover", says)
        given["id"] = scene.sheet.pk
    found = bringing(scene.order, missing, actor, **given)
    return Next(found, says, found.mine, found.who) if found else None


def _after_light(scene: Scene, actor: Actor) -> Next | None:
    """The site has light: the rest of the tasks, the papers, the end."""
    undone = [t for t in scene.tasks if not t.finished_at and not t.dropped_at]
    for task in undone:
        stints = list(task.stints.all())
        running = next((s for s in stints if s.ended_at is None), None)
        if stints and (found := _deed(scene, actor, task)):
            return found
        if running:
            return _ending(scene, actor, running, str(task))
        if stints:
            why = str(task)
            return _made(scene, actor, "work.finish_task", why, task=task.pk)
    if undone:
        why = str(undone[0])
        return _made(scene, actor, "work.start_field_work", why, task=undone[0].pk)
    owed = scene.order.papers.filter(received_at__isnull=True, waived_at__isnull=True)
    if paper := owed.order_by("due_at").first():
        why = _("Nothing is left but the papers.")
        return _made(scene, actor, "connections.receive_paper", why, paper=paper.pk)
    why = _("Everything is done and every paper is here.")
    return _made(scene, actor, "connections.close_order", why)
