"""Every release that walks gates, brought to the moment where only its word is missing.

Each scene gives the command as it would be performed next: verb, data, and by whom.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from greenlane.core import guard
from greenlane.work.models import Order, Task
from tests import evidence, stages, supply_stages, switching_stages
from tests.asked import Asked, next_ask
from tests.cast import Cast
from tests.handing import agree, handed_over
from tests.live_work import conditions, live


class Undone(Exception):
    """The deed was done, and is taken back."""


@contextmanager
def undone() -> Any:
    """Whatever is done inside never was: the next one finds the same stage."""
    with pytest.raises(Undone), transaction.atomic():
        yield
        raise Undone


def issue(cast: Cast) -> Asked:
    of = stages.order(cast)
    section = stages.section(cast, of)
    return next_ask(stages.issue, cast, of, section)


def isolate(cast: Cast) -> Asked:
    of = stages.order(cast)
    section = stages.section(cast, of)
    infeed = section.infeeds.get()
    stages.told(cast, of)
    stages.ordered(cast, of, infeed)
    return next_ask(stages.isolate, cast, section, infeed)


def earth(cast: Cast) -> Asked:
    return next_ask(stages.earth, cast, stages.dead(cast, stages.order(cast)))


def permit(cast: Cast) -> Asked:
    return next_ask(stages.permit, cast, stages.ready(cast, stages.order(cast)))


def permit_live(cast: Cast) -> Asked:
    ticket = live(cast)
    conditions(cast, ticket.order)
    return next_ask(stages.permit, cast, ticket)


def resume(cast: Cast) -> Asked:
    ticket = stages.permitted(cast, stages.order(cast))
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.sign(cast, ticket, "leader", by="liu")
    return "safety.resume_ticket", {"ticket": str(ticket.pk)}, "li"


def change_leader(cast: Cast) -> Asked:
    ticket = stages.permitted(cast, stages.order(cast))
    handed_over(cast, ticket, "ma")
    return next_ask(agree, cast, ticket, "ma")


def extend(cast: Cast) -> Asked:
    ticket = stages.permitted(cast, stages.order(cast))
    assert ticket.valid_until is not None
    until = ticket.valid_until + timedelta(hours=2)
    data = {"ticket": str(ticket.pk), "until": until.isoformat(), "why": "-"}
    asked = cast.do("safety.ask_extension", data, by="liu")
    return "safety.extend_ticket", {"extension": str(asked.facts["extension"])}, "li"


def remove_earth(cast: Cast) -> Asked:
    placed = stages.earth(cast, stages.dead(cast, stages.order(cast)))
    stages.sign(cast, placed, "removal_guard", by="gao")
    data = {"earth": str(placed.pk), "removed_with": cast.id("gao")}
    return "safety.remove_earth", data, "he"


def unlock(cast: Cast) -> Asked:
    point = stages.isolated(cast, stages.order(cast)).points.get()
    stages.sign(cast, point, "unlock_guard", by="gao")
    data = {"point": str(point.pk), "guarded_by": cast.id("gao")}
    return "safety.unlock_point", data, "he"


def step_by_hand(cast: Cast) -> Asked:
    of = stages.order(cast)
    stages.section(cast, of)
    stages.told(cast, of)
    return _by_hand(cast, of, "open", device=str(cast.source.pk))


def taken_off_by_hand(cast: Cast) -> Asked:
    return _by_hand(cast, stages.isolated(cast, stages.order(cast)).order, "take_off")


def looked_at_by_hand(cast: Cast) -> Asked:
    return _by_hand(cast, stages.order(cast), "check")


def _by_hand(cast: Cast, of: Order, act: str, **more: str) -> Asked:
    row = switching_stages.in_force(cast, of, [switching_stages.line(act, **more)])
    return next_ask(switching_stages.by_hand, cast, row, 1)


def brief(cast: Cast, of: Order, *names: str) -> None:
    heads = [{"person": cast.id(name)} for name in names]
    data = {"order": str(of.pk), "hazards": "-", "heads": heads}
    done = cast.do("safety.brief", data, by="liu")
    row = of.evidence.get(pk=done.facts["evidence"])
    for name in names:
        stages.sign(cast, row, "head", by=name)


def begin(cast: Cast, of: Order, key: str, *, by: str = "zhou") -> Asked:
    brief(cast, of, by)
    data = {"task": str(Task.objects.get(order=of, key=key).pk), "heads": []}
    return "work.start_field_work", data, by


def build(cast: Cast) -> Asked:
    of = stages.order(cast)
    stages.surveyed(cast, of)
    return begin(cast, of, "T1")


def work_isolated(cast: Cast) -> Asked:
    return begin(cast, stages.permitted(cast, stages.order(cast)).order, "T2")


def work_live(cast: Cast) -> Asked:
    ticket = live(cast)
    conditions(cast, ticket.order)
    return begin(cast, stages.permit(cast, ticket).order, "T3")


def try_dead(cast: Cast) -> Asked:
    of = stages.order(cast)
    with guard.lifted():
        of.tasks.filter(key="T1").update(
            skill="test", stage="test", exclusive=True, gives="G10"
        )
    evidence.close_area(cast, of, "lv")
    return begin(cast, of, "T1", by="qian")


def measure(cast: Cast) -> Asked:
    of = stages.order(cast)
    evidence.close_area(cast, of, "lv")
    return next_ask(evidence.measured, cast, of, "lv")


def join(cast: Cast) -> Asked:
    verb, data, by = build(cast)
    begun = cast.do(verb, data, by=by)
    brief(cast, Order.objects.get(), "zhou", "xu")
    data = {"stint": str(begun.facts["stint"]), "person": cast.id("xu")}
    return "work.join_stint", data, "zhou"


def restore(cast: Cast) -> Asked:
    return _closing(cast, supply_stages.ready(cast)[0])


def energise(cast: Cast) -> Asked:
    steps = supply_stages.ready(cast)
    supply_stages.closed(cast, steps[:1])
    return _closing(cast, steps[1])


def transfer(cast: Cast) -> Asked:
    of = supply_stages.requested(cast, playbook="d-hot-site-bridge")
    truck = {"kind": "generator", "name": "发电车", "number": "F-2"}
    ways = [supply_stages.grid(cast), truck]
    supply_stages.verdict(cast, supply_stages.survey(cast, of, infeeds=ways))
    supply_stages.proved(cast, of, "board")
    evidence.interlock(cast, of, "board")
    evidence.rotation(cast, of, "board")
    with guard.lifted():
        cast.block1.states.update(state="grid_permanent")
    row = {
        "act": "transfer_supply", "name": "切换", "area": "board",
        "point": str(cast.block1.pk), "gives_state": "generator",
    }  # fmt: skip
    return _closing(cast, supply_stages.lay_out(cast, of, [row])[0])


def _closing(cast: Cast, step: Any) -> Asked:
    supply_stages.ordered(cast, step)
    stages.sign(cast, step, "guard", by="gao")
    return next_ask(supply_stages.try_to_close, cast, step)


def check_live(cast: Cast) -> Asked:
    return next_ask(supply_stages.checked, cast, supply_stages.live(cast))


def hand_over(cast: Cast) -> Asked:
    of = supply_stages.live(cast)
    supply_stages.checked(cast, of)
    supply_stages.sheet(cast, of)
    return next_ask(supply_stages.hand_over, cast, of)


# Scene → the verb, and the kinds of act that it walks for.
SCENES: dict[Callable[[Cast], Asked], tuple[str, str]] = {
    issue: ("safety.issue_ticket", "issue_ticket"),
    isolate: ("safety.isolate_point", "isolate"),
    earth: ("safety.place_earth", "place_earth"),
    permit: ("safety.permit", "permit"),
    permit_live: ("safety.permit", "permit"),
    resume: ("safety.resume_ticket", "resume"),
    extend: ("safety.extend_ticket", "extend"),
    change_leader: ("safety.change_leader", "change_leader"),
    remove_earth: ("safety.remove_earth", "remove_earth"),
    unlock: ("safety.unlock_point", "unlock_point"),
    step_by_hand: ("safety.carry_out_step", "switching_step isolate"),
    taken_off_by_hand: ("safety.carry_out_step", "switching_step unlock_point"),
    looked_at_by_hand: ("safety.carry_out_step", "switching_step"),
    build: ("work.start_field_work", "stint build"),
    work_isolated: ("work.start_field_work", "stint stint_isolated build"),
    work_live: ("work.start_field_work", "stint stint_live build"),
    try_dead: ("work.start_field_work", "stint stint_test"),
    measure: ("safety.record_test", "dead_test"),
    join: ("work.join_stint", "stint build"),
    restore: ("connections.energise_step", "restore_source"),
    energise: ("connections.energise_step", "energise"),
    transfer: ("connections.energise_step", "transfer_supply"),
    check_live: ("safety.record_live_check", "live_check"),
    hand_over: ("connections.hand_over", "hand_over"),
}
