"""Switching orders on a page: the steps, who did what when, and which one is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.board.verbs import Verb, verb
from greenlane.board.whose import Next, of_people, reader
from greenlane.core import clock
from greenlane.core.actors import Actor, role_label
from greenlane.core.refusals import NotFound
from greenlane.safety.acts import STEPS, SWITCHING, VERBS
from greenlane.safety.in_turn import with_steps
from greenlane.safety.models import (
    EarthSet,
    Infeed,
    Instruction,
    SwitchingBreak,
    SwitchingOrder,
    SwitchingStep,
)
from greenlane.safety.signers import RULES
from greenlane.safety.signing import signatures
from greenlane.work.models import Order
from greenlane.work.queries import order_detail
from greenlane.workforce.models import Person
from greenlane.workforce.names import names_of

# The field of each verb that takes what the step is done on.
TAKES = {
    "isolate": "infeed",
    "prove_dead": "isolation",
    "place_earth": "isolation",
    "remove_earth": "earth",
    "unlock_point": "point",
}
_guards = RULES[("instruction", "guard")]  # who may sign it as guard
SECONDS = ("guard", "guarded_by", "placed_with", "removed_with")


@dataclass(frozen=True)
class StepView:
    """A step and its act in words; `due`: it is the next one."""

    step: SwitchingStep
    act: str
    due: bool


@dataclass(frozen=True)
class StopView:
    """A stop, and what whoever said it is called."""

    row: SwitchingBreak
    who: str


@dataclass(frozen=True)
class SwitchingView:
    """A switching order in a few words, and all its steps."""

    row: SwitchingOrder
    state: str
    steps: tuple[StepView, ...]
    done: int
    stops: tuple[StopView, ...]
    stopped: StopView | None


@dataclass(frozen=True)
class SwitchingPage:
    order: Order
    view: SwitchingView
    instruction: Instruction | None
    guards: tuple[Person, ...]
    next: Next | None
    stop: Verb | None
    abandon: Verb | None
    back: str  # to be added to the address of a verb: it leads back here


def switchings_of(order: Order) -> list[SwitchingView]:
    return [view_of(row) for row in with_steps(order.pk)]


def view_of(row: SwitchingOrder) -> SwitchingView:
    steps = list(row.steps.all())
    stops = _stops(row)
    rest = next((each for each in stops if each.row.resumed_at is None), None)
    due = next((each for each in steps if each.done_at is None), None)
    here = due if row.given_at and not row.ended_at else None
    return SwitchingView(
        row,
        _state(row, rest),
        tuple(StepView(s, str(STEPS.get(s.act, s.act)), s is here) for s in steps),
        sum(1 for each in steps if each.done_at),
        stops,
        rest,
    )


def _stops(row: SwitchingOrder) -> tuple[StopView, ...]:
    found = sorted(row.breaks.all(), key=lambda each: each.at)
    called = names_of(each.by for each in found if each.by)
    return tuple(StopView(each, called.get(each.by or 0, "")) for each in found)


def _state(row: SwitchingOrder, rest: StopView | None) -> str:
    if row.ended_at:
        return _("abandoned") if row.abandoned_why else _("carried out")
    if rest:
        return _("stopped")
    if row.given_at:
        return _("in force")
    return _("checked, not given yet") if row.checked_at else _("not checked yet")


def switching_page(actor: Actor, number: str, key: UUID) -> SwitchingPage:
    """One switching order of this order; whoever may see the order may look."""
    order, view = found(actor, number, key)
    given = given_of(view.row)
    guards = tuple(guards_of(given)) if given else ()
    page = f"/orders/{order.number}/switching/{key}"
    over = view.row.ended_at is not None
    known = {"switching": key}
    stop = None if over else verb(order, "safety.stop_switching", actor, **known)
    abandon = None if over else verb(order, "safety.abandon_switching", actor, **known)
    return SwitchingPage(
        order,
        view,
        given,
        guards,
        None if over else _next(order, view, given, guards, actor),
        stop if view.stopped is None else None,
        abandon if abandon and abandon.mine else None,
        f"back={quote(page)}",
    )


def found(actor: Actor, number: str, key: UUID) -> tuple[Order, SwitchingView]:
    """Raises NotFound, also for one of another order."""
    order = order_detail(actor, number)
    row = next((each for each in with_steps(order.pk) if each.pk == key), None)
    if row is None:
        raise NotFound("switchingorder", id=str(key))
    return order, view_of(row)


def given_of(row: SwitchingOrder) -> Instruction | None:
    """The dispatcher's order for the whole, the newest that was not withdrawn."""
    rows = Instruction.objects.filter(act=SWITCHING, target=row.pk, withdrawn_at=None)
    people = ("given_by", "read_back_by")
    return rows.select_related(*people).order_by("-given_at", "-id").first()


def guards_of(given: Instruction) -> Sequence[Person]:
    """Whoever has signed it as guard, as it stands."""
    return [each.person for each in signatures(given) if each.role == "guard"]


def _next(
    order: Order,
    view: SwitchingView,
    given: Instruction | None,
    guards: Sequence[Person],
    actor: Actor,
) -> Next | None:
    row, me = view.row, reader(actor)

    def made(name: str, why: str, **known: Any) -> Next | None:
        there = verb(order, name, actor, **known)
        return Next(there, why, there.mine, there.who) if there else None

    if row.checked_at is None:
        why = _("Another operator than %(writer)s goes through it.")
        why %= {"writer": str(row.written_by)}
        asked = made("safety.check_switching", why, switching=row.pk)
        if asked and me == row.written_by:
            return Next(asked.verb, why, mine=False, who=asked.who)
        return asked
    if given is None:
        why = _("It is checked, and the dispatcher has not given it.")
        told = {"act": SWITCHING, "target": row.pk}
        return made("safety.give_instruction", why, **told)
    if view.stopped:
        why = _("Stopped: %(reason)s") % {"reason": view.stopped.row.reason or "–"}
        return made("safety.resume_switching", why, switching=row.pk)
    if given.read_back_by is None:
        return made("safety.read_back", given.text, instruction=given.pk)
    if not guards:
        why = _("The guard signs the whole order before its first step.")
        signing = {"kind": "instruction", "id": given.pk, "role": "guard"}
        asked = made("safety.sign", why, **signing)
        mine = me is not None and _guards(given, me, clock.now())
        return asked and replace(asked, mine=mine, who=(role_label("switching"),))
    return _step(order, view, given.read_back_by, guards[-1], actor)


def _step(
    order: Order, view: SwitchingView, operator: Person, guard: Person, actor: Actor
) -> Next | None:
    """The next step, for the one who read the order back; at the end his report."""
    me, due = reader(actor), next((each for each in view.steps if each.due), None)
    if due is None:
        why = _("Every step is done.")
        told = {"switching": view.row.pk}
        there = verb(order, "safety.end_switching", actor, **told)
    else:
        step = due.step
        why = _("Step %(place)s: %(action)s")
        why %= {"place": step.place, "action": step.action}
        name = VERBS.get(step.act, "safety.carry_out_step")
        there = verb(order, name, actor, **known_of(step, guard))
    return of_people(there, why, [operator], me=me) if there else None


def known_of(step: SwitchingStep, guard: Person) -> dict[str, Any]:
    """What the verb of this step need not be told again."""
    known: dict[str, Any] = {TAKES.get(step.act, "step"): step.target}
    known |= dict.fromkeys(SECONDS, guard.pk)
    if step.act == "isolate":
        infeed = Infeed.objects.filter(pk=step.target).first()
        known["isolation"] = infeed.isolation_id if infeed else None
    if step.act == "remove_earth":
        earth = EarthSet.objects.filter(pk=step.target).first()
        known["isolation"] = earth.isolation_id if earth else None
    return known
