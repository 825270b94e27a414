"""Each gate with a release in which only what it asks for is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from greenlane.connections.models import Connection, EnergiseStep, Survey
from greenlane.core import clock, guard
from greenlane.safety.models import Evidence, Isolation, Ticket
from greenlane.safety.tests.stage import stint
from greenlane.work.models import Order
from tests import evidence, releases, stages, supply_stages
from tests.asked import Asked, next_ask
from tests.cast import Cast
from tests.test_exclusions import able

Scene = Callable[[Cast], Asked]
INFEED = {"kind": "pv", "name": "屋顶光伏"}


def _but(scene: Scene, spoil: Callable[[Cast], Any]) -> Scene:
    """The scene as it is; and then this happens, before anybody asks."""

    def spoiled(cast: Cast) -> Asked:
        asked = scene(cast)
        spoil(cast)
        return asked

    return spoiled


def _withdrawn(scene: Scene, kind: str, covers: str) -> Scene:
    def withdraw(cast: Cast) -> None:
        row = Evidence.objects.get(kind=kind, covers__startswith=covers)
        cast.do("safety.withdraw_evidence", {"evidence": str(row.pk)}, by="zhou")

    return _but(scene, withdraw)


def _stopped(cast: Cast) -> None:
    order = str(Order.objects.get().pk)
    cast.do("work.stop_work", {"order": order, "reason": "有人触电"}, by="zhou")


def _infeed_seen(cast: Cast) -> None:
    cast.do("safety.record_infeed", {"site": str(cast.site.pk), **INFEED}, by="zhou")


def _verdict_turned(cast: Cast) -> None:
    with guard.lifted():
        Survey.objects.update(verdict="no")


def _another_earth(cast: Cast) -> None:
    stages.earth(cast, Isolation.objects.get(), "E2")


def _one_hand_on_an_earth(cast: Cast) -> None:
    data = {
        "isolation": str(Isolation.objects.get().pk), "number": "E2", "place": "2杆",
        "placed_with": cast.id("gao"),
    }  # fmt: skip
    cast.do("safety.place_earth", data, by="he")
    stages.sign(cast, Ticket.objects.get(), "leader", by="liu")


def _infeed_beside_the_proof(cast: Cast) -> None:
    """It is seen and left as it is; the section is proved dead once more."""
    _infeed_seen(cast)
    proof = stages.proof(Isolation.objects.get())
    cast.do("safety.prove_dead", proof, by="he")


def _unbriefed(cast: Cast) -> Asked:
    verb, data, by = releases.build(cast)
    return verb, {**data, "heads": [{"person": cast.id("xu")}]}, by


def _resting(cast: Cast) -> None:
    pause = {"ticket": str(Ticket.objects.get().pk), "cause": "danger"}
    cast.do("safety.interrupt_ticket", pause, by="zhou")


def _people_in(cast: Cast) -> Asked:
    earth = stages.permitted(cast, stages.order(cast)).isolation.earths.get()
    stages.sign(cast, earth, "removal_guard", by="gao")
    data = {"earth": str(earth.pk), "removed_with": cast.id("gao")}
    return "safety.remove_earth", data, "he"


def _at_work(cast: Cast) -> Asked:
    """Live work is to be permitted while a crew builds at the same site."""
    asked = releases.permit_live(cast)
    verb, data, by = releases.begin(cast, Order.objects.get(), "T1")
    cast.do(verb, data, by=by)
    return asked


def _leaves_his_crew(cast: Cast) -> Asked:
    stages.permitted(cast, stages.order(cast))
    far = stages.shared_pole(cast)
    stages.surveyed(cast, far)
    return releases.begin(cast, far, "T1", by="liu")


def _tired(cast: Cast) -> None:
    """The permitter has sat at a desk for as long as anybody may work."""
    row = stint(cast, stages.order(cast, "BY-9"), leader="li")
    with guard.lifted():
        row.heads.update(joined_at=clock.now() - timedelta(hours=17))
        type(row).objects.filter(pk=row.pk).update(field=False)


def _hospital(cast: Cast) -> None:
    """What is to be opened feeds a place of which somebody said that it stays live."""
    of = Order.objects.get()
    with guard.lifted():
        Connection.objects.create(unit=of.unit, order=of, may_go_dark="no")
        cast.block1.states.update(state="grid_permanent")


def _accepted_by_the_surveyor(cast: Cast) -> None:
    able(cast, "chen", "inspector", "inspect")
    data = {"area": "lv", "checks": [{"what": "-", "ok": "yes"}]}
    of = Order.objects.get()
    evidence.given(cast, "safety.accept_works", of, data, by="chen")


def _nothing_locked(cast: Cast) -> Asked:
    """The truck feeds; the grid that it was taken from may come back at any time."""
    _verb, data, _by = releases.transfer(cast)
    step = EnergiseStep.objects.get(pk=data["step"])
    with guard.lifted():  # the other block is no part of it
        step.order.points.remove(cast.block2)
    supply_stages.try_to_close(cast, step)
    supply_stages.read(cast, step)
    supply_stages.checked(cast, step.order, "board")
    supply_stages.sheet(cast, step.order)
    return next_ask(supply_stages.hand_over, cast, step.order)


def _earthed(cast: Cast) -> None:
    section = Isolation.objects.get()
    cast.do("safety.prove_dead", stages.proof(section), by="he")
    stages.earth(cast, section)


def _unread(cast: Cast) -> Asked:
    first, second, *_rest = supply_stages.ready(cast)
    supply_stages.close(cast, first)
    supply_stages.ordered(cast, second)
    stages.sign(cast, second, "guard", by="gao")
    return next_ask(supply_stages.try_to_close, cast, second)


def _unordered(cast: Cast) -> None:
    row = Order.objects.get().instructions.get(used_at=None)
    key = {"instruction": str(row.pk)}
    cast.do("safety.withdraw_instruction", key, by="zhao")


TEMPTATIONS: dict[str, Scene] = {
    "G0": _but(releases.permit, _stopped),
    "G1": _but(releases.issue, _infeed_seen),
    "G2": _but(releases.issue, _verdict_turned),
    "G3": _but(releases.permit, _another_earth),
    "G3a": _leaves_his_crew,
    "G3b": _but(releases.permit, _tired),
    "G4": _unbriefed,
    "G5": _but(releases.permit, _infeed_beside_the_proof),
    "G5a": _withdrawn(releases.isolate, "people_told", "order"),
    "G5b": _but(releases.isolate, _hospital),
    "G6": _withdrawn(releases.permit, "proved_dead", ""),
    "G7": _but(releases.permit, _one_hand_on_an_earth),
    "G7a": _people_in,
    "G8": _but(releases.work_isolated, _resting),
    "G9": _withdrawn(releases.permit_live, "live_conditions", "order"),
    "G9a": _at_work,
    "G10a": _withdrawn(releases.try_dead, "area_closed", "area:lv"),
    "G10": _withdrawn(releases.energise, "dead_test", "area:lv"),
    "G11": _withdrawn(releases.energise, "acceptance", "area:lv"),
    "G11a": _but(releases.energise, _accepted_by_the_surveyor),
    "G12": _but(releases.unlock, _earthed),
    "G13": _withdrawn(releases.energise, "user_side_open", "area:lv"),
    "G14": _but(releases.energise, _unordered),
    "G15": _unread,
    "G16": _withdrawn(releases.hand_over, "live_check", "area:lv"),
    "G18": _withdrawn(releases.transfer, "interlock", "area:board"),
    "G18a": _nothing_locked,
}
