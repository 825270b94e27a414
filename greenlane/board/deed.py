"""The verb that a task comes to next: its act, or what a gate still misses for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from greenlane.board import second
from greenlane.board.gatelist import acts_of
from greenlane.board.scene import Scene
from greenlane.board.verbs import bringing, verb
from greenlane.board.whose import Next, of_holder
from greenlane.connections.acts import next_act
from greenlane.connections.models import EnergiseStep, SupplyOption
from greenlane.connections.reading import newest_survey
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import checklist, guards
from greenlane.core.refusals import Missing
from greenlane.core.texts import sentence
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.coming import can_be_looked_at, coming_ticket
from greenlane.safety.models import Infeed, Ticket
from greenlane.safety.signing import signatures
from greenlane.work.models import Task

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
# Signed as it stands at the act itself: asked for any earlier it would go stale.
AT_THE_ACT = frozenset({"leader-unsigned", "second-permitter-unsigned"})
# His own work is still going on: that it ends is the last thing to ask for.
AT_THE_END = frozenset({"people-still-in"})
# What a gate wants of somebody who is just doing it, where no act is at hand to ask.
BRINGS = {"G4": ("safety.brief", "briefing")}


def deed(scene: Scene, actor: Actor, task: Task) -> Next | None:
    """What the task is for and has not been done: its act, else what it proves."""
    if CLOSINGS.intersection(task.list_of("acts")) and (unread := _unread(scene)):
        why = scene.about(task, unread.pk)
        return made(scene, actor, "connections.read_step", why, step=unread.pk)
    for act in task.list_of("acts"):
        if act in DOES and _is_to_do(scene, act):
            return _act(scene, actor, task, act)
    for gate in task.list_of("gives"):
        if found := _proof(scene, actor, task, gate):
            return found
    return _way(scene, actor, task)


def _way(scene: Scene, actor: Actor, task: Task) -> Next | None:
    """Whoever has said that it can be connected also says which way."""
    survey = newest_survey(scene.order) if "G2" in task.list_of("gives") else None
    if survey is None or survey.verdict in {"", "no"}:
        return None
    if SupplyOption.objects.filter(order=scene.order, dropped_at=None).exists():
        return None
    why = _("The verdict is given. No way to supply is chosen yet.")
    return made(scene, actor, "connections.choose_option", why)


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
            found := bring(scene, actor, missing, act=act, target=coming.subject)
        ):
            return found
    if act == "issue_ticket" and (unnamed := _section(scene, actor)):
        return unnamed
    if unguarded := second.before_it(scene, actor, task, coming):
        return unguarded
    known: dict[str, Any] = {
        "ticket": coming.ticket,
        "step": coming.step,
        "earth": coming.subject,
    }
    known |= {"infeed": coming.subject, "isolation": coming.subject}
    if act in {"isolate", "issue_ticket"}:
        known["isolation"] = next(iter(coming.isolations), None)
        known["areas"] = " ".join(coming.areas)
    # What was opened is said by who opened it: it is never filled in for him.
    known |= second.known(scene, coming)
    if act == "hand_over" and scene.sheet:
        signed = (s for s in signatures(scene.sheet) if s.role == "receiver")
        known["receiver"] = next((each.person_id for each in signed), None)
    why = scene.about(task, coming.step)
    done = made(scene, actor, DOES[act], why, **known)
    return second.guarded(scene, done, task, coming) if done else None


def _section(scene: Scene, actor: Actor) -> Next | None:
    """What is fed is named as a section before a ticket can stand on it."""
    order = scene.order
    fed = Infeed.objects.filter(site=order.site_id, gone_at__isnull=True)
    infeed = fed.order_by("found_at", "id").first()
    if infeed is None or order.isolations.exists():
        return None
    why = _("%(infeed)s feeds the site, and no section behind it is named yet.")
    why %= {"infeed": str(infeed)}
    given = {"source": infeed.device_id, "name": infeed.name}
    return made(scene, actor, "safety.add_isolation", why, **given)


def _proof(scene: Scene, actor: Actor, task: Task, gate: str) -> Next | None:
    if gate in BRINGS:
        name, kind = BRINGS[gate]
        rows = scene.order.evidence.filter(kind=kind, withdrawn_at__isnull=True)
        if rows.exists():
            return None
        return made(scene, actor, name, str(task), task=task.pk)
    undone = [t for t in scene.tasks if not t.finished_at and not t.dropped_at]
    guarded = (a for a in acts_of(undone) if gate in guards()[a])
    # What is in and read, or handed over, asks for nothing any more.
    once = CLOSINGS | {"hand_over"}
    ahead = (a for a in guarded if a not in once or _is_to_do(scene, a))
    act = next(ahead, None)
    if act is None:
        return None
    target = next_act(scene.order, act).subject
    for missing in _lacks(scene, act, task):
        if missing.gate == gate and missing.what not in AT_THE_ACT | AT_THE_END:
            given = {"task": task.pk, "act": act, "target": target}
            return bring(scene, actor, missing, **given)
    return None


def _lacks(scene: Scene, act: str, task: Task) -> list[Missing]:
    """What the gates of this act miss on the sections of this task.

    Nothing while the row is not there that it would be about, or not there any more:
    a permit is given while its task goes on.
    """
    if not can_be_looked_at(scene.order, act):
        return []
    areas = task.list_of("areas")
    coming = next_act(scene.order, act)
    if scene.checks and scene.checks.kind == act and areas in {(), coming.areas}:
        return scene.checks.lacks
    rows = checklist(replace(coming, areas=areas or coming.areas))
    return [each for row in rows for each in row["missing"]]


def _not_received(missing: Missing) -> Missing | None:
    """A ticket is ended when its permitter has received it, as it stands now."""
    ticket = Ticket.objects.filter(pk__in=missing.evidence[:1]).first()
    if ticket is None or any(s.role == "permitter" for s in signatures(ticket)):
        return None
    return replace(
        missing,
        what="permitter-unsigned",
        holder=f"person:{ticket.permitter_id}",
        next_step="safety.sign",
        facts={"ticket": ticket.number},
    )


def bring(scene: Scene, actor: Actor, missing: Missing, **given: Any) -> Next | None:
    """The verb that brings what a gate misses, asked of the one who has it."""
    unplanned = given.get("act") in CLOSINGS and not scene.steps
    if unplanned and missing.next_step == "safety.give_instruction":
        why = _("No steps of switching in are laid out yet.")
        return made(scene, actor, "connections.plan_steps", why)
    if missing.next_step == "safety.end_ticket":
        missing = _not_received(missing) or missing
    says, _do = sentence(missing.what, missing.facts)
    if missing.what == "handover-unsigned" and scene.sheet:
        if not scene.sheet.do_not:
            why = _("The handover sheet is not written yet.")
            return made(scene, actor, "connections.prepare_handover", why)
        given["id"] = scene.sheet.pk
    found = bringing(scene.order, missing, actor, **given)
    if found is None:
        return None
    if found.name == BRINGS["G4"][0]:  # asked of who briefs, not of who was not there
        return Next(found, says, found.mine, found.who)
    return of_holder(found, says, missing.holder, me=scene.me, actor=actor)


def made(
    scene: Scene, actor: Actor, name: str, why: str, /, **given: Any
) -> Next | None:
    found = verb(scene.order, name, actor, **given)
    return Next(found, why, found.mine, found.who) if found else None
