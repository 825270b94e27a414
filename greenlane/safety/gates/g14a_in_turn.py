"""G14a: what goes by a written switching order is done as its next step, or not at all.

Which acts need one is the rule pack's to say; what stands in one that is in force keeps
its place, whatever the pack says.
"""

from __future__ import annotations

from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS, VERBS
from greenlane.safety.gate_reading import parents
from greenlane.safety.in_turn import Standing, asked, in_force, open_ones
from greenlane.safety.models import SwitchingStep

NAME, CLASS = "G14a", "O"
GUARDS = CLOSINGS | {
    "isolate",
    "place_earth",
    "remove_earth",
    "switching_step",
    "unlock_point",
}


def locks(act: Act) -> list[Lock]:
    # They are written, given, stopped, done and ended under their order.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    order = named(act.order)
    force = in_force(order)
    step = force.step_for(act) if force else None
    if force and step:
        return _waits(force, step)
    if act.kind != "switching_step" and not asked(act):
        return []
    for draft in open_ones(order):
        if draft is not force and draft.step_for(act):
            return [_not_given(draft)]
    return [
        Missing(
            NAME,
            "no-switching-order",
            holder="role:switching",
            next_step="safety.write_switching",
        )
    ]


def _waits(force: Standing, step: SwitchingStep) -> list[Missing]:
    """Given, read back, going on, and every step before it done."""
    number = {"switching": force.row.number}
    if force.instruction is None:
        return [_not_given(force)]
    found = []
    if force.instruction.read_back_at is None:
        found.append(
            Missing(
                NAME,
                "order-not-read-back",
                holder="role:switching",
                since=force.instruction.given_at,
                next_step="safety.read_back",
                evidence=(str(force.instruction.pk),),
            )
        )
    if force.stopped:
        found.append(
            Missing(
                NAME,
                "switching-stopped",
                holder="role:dispatcher",
                next_step="safety.resume_switching",
                evidence=(str(force.row.pk),),
                facts=number,
            )
        )
    if (due := force.next) is not None and due.pk != step.pk:
        found.append(
            Missing(
                NAME,
                "not-the-next-step",
                holder="role:switching",
                next_step=VERBS.get(due.act, "safety.carry_out_step"),
                evidence=(str(due.target),),
                facts={**number, "place": due.place, "step": due.action},
            )
        )
    return found


def _not_given(draft: Standing) -> Missing:
    facts, key = {"switching": draft.row.number}, (str(draft.row.pk),)
    if draft.row.checked_at is None:
        return Missing(
            NAME,
            "switching-unchecked",
            holder="role:switching",
            since=draft.row.written_at,
            next_step="safety.check_switching",
            evidence=key,
            facts=facts,
        )
    return Missing(
        NAME,
        "switching-not-given",
        holder="role:dispatcher",
        since=draft.row.checked_at,
        next_step="safety.give_instruction",
        evidence=key,
        facts=facts,
    )
