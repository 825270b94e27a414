"""The founding case: two rental blocks, playbook A, by the people who had to do it."""

from __future__ import annotations

from typing import Any

from greenlane.drills.playing import Play, Script
from greenlane.drills.wire import Refusal

PHASES = ("L1", "L2", "L3")
LINE = "Outgoing way 3 of transformer T-0512"


def refused(stage: Play, who: str, command: str, /, **data: Any) -> Refusal:
    """Somebody tries what must not be; the refusal is told. It must come."""
    try:
        stage.hand(who).do(command, **data)
    except Refusal as no:
        what = ", ".join(no.missing) or no.code
        stage.refusals.append(no.code)
        stage.tell(f"{stage.now:%H:%M}       refused: {command} ({what})")
        return no
    raise AssertionError(f"{command} was not refused")


def sign(stage: Play, who: str, kind: str, key: str, role: str) -> None:
    stage.hand(who).do("safety.sign", kind=kind, id=key, role=role)


def survey(stage: Play, task: dict[str, Any]) -> None:
    done = stage.hand("chen").do(
        "connections.record_survey",
        order=stage.order,
        source=stage.notes["source"],
        spare_kva=260,
        route_m=140,
        buried_services="no",
        live_parts="10 kV bushings of the transformer, 2.5 m above the work",
        alternatives="Transformer T-0518 across the road: 90 m more cable",
        method="outage",
        infeeds=[{"kind": "grid", "name": LINE, "device": stage.notes["source"]}],
        loads=[
            {"name": "120 rooms", "kw": 216, "basis": "assumed"},
            {"name": "Common services", "kw": 48, "basis": "declared"},
        ],
    )
    stage.notes["survey"] = done["survey"]
    sign(stage, "chen", "survey", done["survey"], "survey_leader")


def verdict(stage: Play, task: dict[str, Any]) -> None:
    stage.hand("chen").do(
        "connections.give_verdict",
        survey=stage.notes["survey"],
        verdict="cap",
        cap_kw=264,
        why="264 kW, 287 kVA at 0.92; 1.3 % over 140 m of 4x240",
    )
    stage.hand("chen").do(
        "connections.choose_option",
        order=stage.order,
        playbook="a-lv-existing-transformer",
        title="Low voltage from T-0512, two buildings",
        why="Spare capacity at the nearest transformer, no 10 kV work",
    )
    steps = stage.hand("he").do(
        "connections.plan_steps", order=stage.order, steps=_steps(stage)
    )["steps"]
    stage.notes["steps"] = steps


def _steps(stage: Play) -> list[dict[str, Any]]:
    one, two = stage.notes["points"]
    fed = "grid_temporary"
    return [
        {"act": "restore_source", "name": LINE, "area": "src"},
        {"act": "energise", "name": "Branch box 1", "area": "lv"},
        {"act": "energise", "name": "Block 1, ground floor", "area": "lv"},
        {"act": "energise", "name": "Block 1, upper floors", "area": "lv",
         "point": one, "gives_state": fed},
        {"act": "energise", "name": "Block 2, all floors in groups", "area": "lv",
         "point": two, "gives_state": fed},
    ]  # fmt: skip


def ticket(stage: Play, task: dict[str, Any]) -> None:
    done = stage.hand("chen").do(
        "safety.add_isolation",
        order=stage.order,
        source=stage.notes["source"],
        name=LINE,
        area="src",
    )
    stage.notes["isolation"] = done["isolation"]
    refused(
        stage, "sun", "safety.issue_ticket",
        order=stage.order, kind="repair", isolation=done["isolation"],
        scope="New cables", areas="src lv", leader=stage.ids["liu"],
    )  # fmt: skip
    made = stage.hand("sun").do(
        "safety.issue_ticket",
        order=stage.order,
        kind="lv",
        isolation=done["isolation"],
        scope="Connect the source end of two LV cables at T-0512",
        areas="src lv",
        leader=stage.ids["liu"],
    )
    stage.notes["ticket"] = made["ticket"]
    stage.hand("liu").do("safety.receive_ticket", ticket=made["ticket"])
    sign(stage, "liu", "ticket", made["ticket"], "leader")


def briefing(stage: Play, task: dict[str, Any]) -> None:
    crew = stage.notes["crew"]
    done = stage.hand("liu").do(
        "safety.brief",
        order=stage.order,
        hazards="10 kV stays live above; road traffic; heat",
        heads=[{"person": stage.ids[name]} for name in crew],
    )
    for name in crew:
        sign(stage, name, "evidence", done["evidence"], "head")


def told(stage: Play, task: dict[str, Any]) -> None:
    stage.hand("wang").do(
        "safety.tell_people",
        order=stage.order,
        people=[
            {"who": "Rental block 3, 24 flats", "told": "yes", "life_support": "no",
             "own_generator": "no"},
            {"who": "Noodle shop at the gate", "told": "yes", "life_support": "no",
             "own_generator": "no"},
        ],
    )  # fmt: skip


def close_area(area: str) -> Any:
    def closed(stage: Play, task: dict[str, Any]) -> None:
        stage.hand("qian").do(
            "safety.close_area", order=stage.order, task=task["id"], area=area,
            fenced="yes", everybody_out="yes", watcher="Qian Jin",
        )  # fmt: skip

    return closed


def _dead_test(stage: Play, task: dict[str, Any], area: str, insulation: float) -> None:
    rows: list[dict[str, Any]] = [
        {"kind": "insulation_lv", "phase": p, "value": insulation,
         "unit_of_measure": "MΩ"}
        for p in PHASES
    ]  # fmt: skip
    rows.append({"kind": "polarity", "answer": "yes"})
    stage.hand("qian").do(
        "safety.record_test", order=stage.order, task=task["id"], area=area,
        instrument="Insulation tester 500 V, no. 7", readings=rows,
    )  # fmt: skip


def lv_test(stage: Play, task: dict[str, Any]) -> None:
    _dead_test(stage, task, "lv", 0.3)
    stage.tell(f"{stage.now:%H:%M}       0.3 MΩ: found a damp termination, dried it")
    _dead_test(stage, task, "lv", 120)


def src_test(stage: Play, task: dict[str, Any]) -> None:
    _dead_test(stage, task, "src", 150)


def accept(area: str) -> Any:
    def accepted(stage: Play, task: dict[str, Any]) -> None:
        checks = [{"what": "Workmanship, labels, clearances", "ok": "yes"}]
        deed = "safety.accept_works"
        facts = {"order": stage.order, "task": task["id"], "area": area}
        stage.hand("wu").do(deed, **facts, checks=checks)

    return accepted


def _order(stage: Play, act: str, target: str, words: str) -> str:
    given = stage.hand("zhao").do(
        "safety.give_instruction",
        order=stage.order,
        act=act,
        target=target,
        text=words,
    )["instruction"]
    stage.hand("he").do("safety.read_back", instruction=given, text=words)
    return str(given)


def order_to_isolate(stage: Play, task: dict[str, Any]) -> None:
    infeeds = stage.hand("chen").read(f"/api/v1/orders/{stage.number}/infeeds")
    stage.notes["infeed"] = infeeds["infeeds"][0]["id"]
    words = f"Open, lock and tag {LINE}"
    given = _order(stage, "isolate", stage.notes["infeed"], words)
    sign(stage, "gao", "instruction", given, "guard")


def isolate(stage: Play, task: dict[str, Any]) -> None:
    refused(stage, "li", "safety.permit", ticket=stage.notes["ticket"], channel="site")
    done = stage.hand("he").do(
        "safety.isolate_point",
        isolation=stage.notes["isolation"],
        infeed=stage.notes["infeed"],
        device=stage.notes["source"],
        visible_break="yes",
        lock_number="L-07",
        tag_number="T-07",
        guarded_by=stage.ids["gao"],
    )
    stage.notes["point"] = done["point"]


def prove_and_earth(stage: Play, task: dict[str, Any]) -> None:
    stage.hand("he").do(
        "safety.prove_dead",
        isolation=stage.notes["isolation"],
        phases="three",
        place="Cable lugs of outgoing way 3",
        tester="VT-12",
        proved_before="yes",
        proved_after="yes",
        readings=[{"phase": p, "volts": 0.4, "lit": "no"} for p in PHASES],
    )
    done = stage.hand("he").do(
        "safety.place_earth",
        isolation=stage.notes["isolation"],
        number="E-21",
        place="Outgoing way 3",
        placed_with=stage.ids["gao"],
    )
    stage.notes["earth"] = done["earth"]
    sign(stage, "gao", "earthset", done["earth"], "guard")


def permit(stage: Play, task: dict[str, Any]) -> None:
    stage.hand("li").do("safety.permit", ticket=stage.notes["ticket"], channel="site")


def count_and_end(stage: Play, task: dict[str, Any]) -> None:
    out = {"heads_out": stage.notes["heads_in"], "tags_off": "yes", "tools_out": "yes"}
    end = {"ticket": stage.notes["ticket"], "channel": "site", **out}
    sign(stage, "li", "ticket", stage.notes["ticket"], "permitter")
    refused(stage, "liu", "safety.end_ticket", **end, earths_out=0)
    sign(stage, "liu", "earthset", stage.notes["earth"], "people_clear")
    sign(stage, "gao", "earthset", stage.notes["earth"], "removal_guard")
    earth = {"earth": stage.notes["earth"], "removed_with": stage.ids["gao"]}
    stage.hand("he").do("safety.remove_earth", **earth)
    sign(stage, "li", "ticket", stage.notes["ticket"], "permitter")
    stage.hand("liu").do("safety.end_ticket", **end, earths_out=1)
    stage.hand("he").do("safety.unlock_point", point=stage.notes["point"])


def _user_side(stage: Play, task: dict[str, Any], area: str, what: str) -> None:
    done = stage.hand("wu").do(
        "safety.prove_user_side_open", order=stage.order, task=task["id"], area=area,
        electrician=stage.ids["tang"], warned="yes",
        points=[{"what": what, "open": "yes"}],
    )  # fmt: skip
    sign(stage, "tang", "evidence", done["evidence"], "site_electrician")


def order_to_restore(stage: Play, task: dict[str, Any]) -> None:
    _user_side(stage, task, "src", "Neighbours' generators: none, asked by name")
    _order(stage, "restore_source", stage.notes["steps"][0], f"Close {LINE}")


def walk_down(stage: Play, task: dict[str, Any]) -> None:
    _user_side(stage, task, "lv", "Main switches of both blocks")


def order_to_energise(stage: Play, task: dict[str, Any]) -> None:
    for place, step in enumerate(stage.notes["steps"][1:], 2):
        _order(stage, "energise", step, f"Close step {place}")


def closing(*places: int) -> Any:
    def closed(stage: Play, task: dict[str, Any]) -> None:
        for place in places:
            _close(stage, stage.notes["steps"][place - 1], place)

    return closed


def _close(stage: Play, step: str, place: int) -> None:
    if place == 3:
        later = stage.notes["steps"][place]
        sign(stage, "gao", "energisestep", later, "guard")
        guard = {"guard": stage.ids["gao"]}
        refused(stage, "he", "connections.energise_step", step=later, **guard)
    sign(stage, "gao", "energisestep", step, "guard")
    stage.hand("he").do("connections.energise_step", step=step, guard=stage.ids["gao"])
    stage.hand("he").do(
        "connections.read_step", step=step, volts="231 / 230 / 232",
        rotation="right", amperes=42, normal="yes",
    )  # fmt: skip


def live_checks(stage: Play, task: dict[str, Any]) -> None:
    rows = [{"kind": "voltage_single_phase", "phase": p, "value": 0.5,
             "unit_of_measure": "%"} for p in PHASES]  # fmt: skip
    stage.hand("qian").do(
        "safety.record_live_check", order=stage.order, task=task["id"], area="lv",
        authority=stage.ids["gao"], instrument="Multimeter no. 3", readings=rows,
    )  # fmt: skip


def hand_over(stage: Play, task: dict[str, Any]) -> None:
    sheet = stage.hand("wu").do(
        "connections.prepare_handover", order=stage.order, load_cap_kw=264,
        do_not="No electric heating beyond 264 kW; nobody opens the branch boxes.",
    )  # fmt: skip
    take = {"order": stage.order, "receiver": stage.ids["tang"]}
    take["watcher"] = stage.ids["gao"]
    refused(stage, "wu", "connections.hand_over", **take)
    sign(stage, "tang", "connection", sheet["connection"], "receiver")
    stage.hand("wu").do("connections.hand_over", **take)


LEADS = {
    "A01": ("wang",), "A03": ("chen",), "A04": ("chen",), "A06": ("sun",),
    "A07": ("liu",), "A07b": ("wang",), "A15": ("qian",), "A16": ("wu",),
    "A07c": ("he", "gao"), "A08": ("he", "gao"), "A08b": ("he", "gao"),
    "A09": ("li",), "A12b": ("zhou",), "A12c": ("qian",), "A16b": ("wu",),
    "A17": ("liu",), "A17b": ("he", "gao"), "A18a": ("he", "gao"), "A17c": ("wu",),
    "A17d": ("he", "gao"), "A18": ("he", "gao"), "A18b": ("he", "gao"),
    "A19": ("qian",), "A20": ("wu",),
}  # fmt: skip

SCRIPT = Script(
    leads=LEADS,
    before={"A15": close_area("lv"), "A12c": close_area("src")},
    during={
        "A03": survey,
        "A04": verdict,
        "A06": ticket,
        "A07": briefing,
        "A07b": told,
        "A15": lv_test,
        "A16": accept("lv"),
        "A07c": order_to_isolate,
        "A08": isolate,
        "A08b": prove_and_earth,
        "A09": permit,
        "A12c": src_test,
        "A16b": accept("src"),
        "A17b": order_to_restore,
        "A18a": closing(1),
        "A17c": walk_down,
        "A17d": order_to_energise,
        "A18": closing(2, 3, 4),
        "A18b": closing(5),
        "A19": live_checks,
        "A20": hand_over,
    },
    after={"A17": count_and_end},
)
