"""Playbook C, then the transfer: light by a generator first, the grid later, and back.

Over HTTP, on the unit's own clock; every refusal on the way is asserted. The
transfer is an order of its own: the truck is a second source from now on.
"""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.connections.models import Handover
from greenlane.core import guard
from greenlane.core.verify import verify
from greenlane.places.queries import states_now
from greenlane.safety.models import Ticket
from greenlane.work.models import Order
from tests.phones import Phones

pytestmark = pytest.mark.django_db
COMPARED = {"amperes": 52, "rated_amperes": 250}
GRID = {"kind": "grid", "name": "进线柜", "number": "AH-1"}
TRUCK = {"kind": "generator", "name": "发电车", "number": "F-07"}
PERSONS = ("xu", "zhou", "qian", "liu", "wu")


def begun_until(p: Phones, key: str) -> None:
    """What comes before this task in the playbook is done."""
    of = Order.objects.get(pk=p.order)
    place = of.tasks.get(key=key).place
    with guard.lifted():
        of.tasks.filter(place__lt=place).update(finished_at=of.requested_at)


def task(p: Phones, key: str, *heads: str) -> dict[str, Any]:
    """What it takes to begin with this task."""
    begun_until(p, key)
    row = Order.objects.get(pk=p.order).tasks.get(key=key)
    return {"task": str(row.pk), "heads": [{"person": p.id(name)} for name in heads]}


def fed(p: Phones) -> str:
    block = p.cast.block1
    return str(states_now([block])[block.pk])


def started(p: Phones) -> dict[str, str]:
    """Requested and surveyed, every way in known; the section named. Keys by name."""
    p.requested("c-generator-first", points=[{"point": str(p.cast.block1.pk)}])
    early = {"order": p.order, "kind": "lv", "scope": "-", "areas": "board truck"}
    early |= {"leader": p.id("liu"), "no_infeeds": "yes"}
    assert p.held("sun", "safety.issue_ticket", **early) == {
        ("G1", "no-survey"),
        ("G2", "no-verdict"),
    }
    p.surveyed([GRID, TRUCK])
    ways = {row["kind"]: row["id"] for row in p.read("infeeds")}
    board = p.about(
        "chen", "safety.add_isolation", source=str(p.cast.source.pk), name="总配电盘",
        area="board",
    )  # fmt: skip
    return {"board": board["isolation"], **ways}


def issued(p: Phones, board: str) -> str:
    form = {"order": p.order, "isolation": board, "scope": "接入发电车"}
    form |= {"areas": "board truck", "kind": "lv", "leader": p.id("liu")}
    repair = {**form, "kind": "repair"}
    code = p.code("sun", "safety.issue_ticket", **repair)
    assert code == "repair-form-for-new-work"
    himself = {**form, "leader": p.id("sun")}
    assert p.code("sun", "safety.issue_ticket", **himself) == "leader-is-issuer"
    assert p.code("zhou", "safety.issue_ticket", **form) == "role-missing"
    return str(p.do("sun", "safety.issue_ticket", **form)["ticket"])


def ordered_by_rule(p: Phones, infeed: str) -> None:
    """An order to switch: by whom it is read back, and in which words."""
    words = {"act": "isolate", "target": infeed, "text": "拉开进线柜AH-1"}
    other = {"order": p.order, **words}
    assert p.code("stranger", "safety.give_instruction", **other) == "not-found"
    given = p.about("zhao", "safety.give_instruction", **words)["instruction"]
    back = {"instruction": given, "text": words["text"]}
    assert p.code("he", "safety.read_back", **back | {"text": "合上"}) == (
        "read-back-differs"
    )
    p.do("he", "safety.read_back", **back)
    assert p.code("he", "safety.read_back", **back) == "already-read-back"
    both = {"kind": "instruction", "id": given, "role": "guard"}
    assert p.code("he", "safety.sign", **both) == "not-your-signature"
    p.do("gao", "safety.sign", **both)


def isolated(p: Phones, ways: dict[str, str]) -> None:
    """Told and asked, ordered, two people; mains and truck locked; proved, earthed."""
    point = p.point(ways["board"], ways["grid"], "L-1")
    assert p.held("he", "safety.isolate_point", **point) == {
        ("G5a", "evidence-missing"),
        ("G14", "no-order-given"),
    }
    p.told(own_generator="yes")  # they have one, and nobody has put it on record
    ordered_by_rule(p, ways["grid"])
    assert p.held("he", "safety.isolate_point", **point) == {("G5a", "evidence-failed")}
    p.told()
    alone = {**point, "guarded_by": p.id("he")}
    assert p.code("he", "safety.isolate_point", **alone) == "guard-is-the-operator"
    blind = {**point, "visible_break": "unknown"}
    assert p.code("he", "safety.isolate_point", **blind) == "break-not-visible"
    ways["mains_lock"] = p.do("he", "safety.isolate_point", **point)["point"]
    hung = {"isolation": ways["board"], "number": "E-1", "place": "-"}
    hung["placed_with"] = p.id("gao")
    assert p.held("he", "safety.place_earth", **hung) == {
        ("G5", "infeed-not-isolated"),
        ("G6", "evidence-missing"),
    }
    p.ordered("isolate", ways["generator"])
    truck = p.point(ways["board"], ways["generator"], "L-2")
    ways["truck_lock"] = p.do("he", "safety.isolate_point", **truck)["point"]
    p.dead(ways["board"], proved_after="unknown")
    assert p.held("he", "safety.place_earth", **hung) == {("G6", "evidence-failed")}
    p.dead(ways["board"])
    ways["earth"] = p.earthed(ways["board"], "E-1")


def permitted(p: Phones, ticket: str) -> None:
    form = {"ticket": ticket, "channel": "site"}
    held = p.held("li", "safety.permit", **form)
    assert held == {("G3", "ticket-not-received"), ("G3", "leader-unsigned")}
    p.do("liu", "safety.receive_ticket", ticket=ticket)
    p.sign("liu", "ticket", ticket, "leader")
    p.do("li", "safety.permit", **form)


def connected(p: Phones, ways: dict[str, str], ticket: str) -> None:
    """The cables go in, dead; a cable of another crew stops everybody meanwhile."""
    work = task(p, "C06b", "xu")
    assert ("G4", "briefing-unsigned") in p.held("xu", "work.start_field_work", **work)
    p.briefed(*PERSONS)
    stint = p.do("xu", "work.start_field_work", **work)["stint"]
    seen = {"site": str(p.cast.site.pk), "kind": "cable", "name": "别队临时电缆"}
    cable = p.do("stranger", "safety.record_infeed", **seen)["infeed"]
    p.do("xu", "work.end_stint", stint=stint)
    assert p.held("xu", "work.start_field_work", **work) == {
        ("G8", "no-permitted-ticket")
    }
    p.sign("liu", "ticket", ticket, "leader")
    assert p.held("li", "safety.resume_ticket", ticket=ticket) == {
        ("G5", "infeed-not-isolated"),
        ("G6", "evidence-stale"),
    }
    p.do("he", "safety.remove_infeed", infeed=cable, seen_apart="yes")
    p.dead(ways["board"])
    p.sign("liu", "ticket", ticket, "leader")
    p.do("li", "safety.resume_ticket", ticket=ticket)
    again = p.do("xu", "work.start_field_work", **work)["stint"]
    trying = task(p, "C07", "qian")
    assert p.held("qian", "work.start_field_work", **trying) == {
        ("G10a", "others-in-the-area"),
        ("G10a", "evidence-missing"),
    }
    p.do("xu", "work.end_stint", stint=again)


def tried(p: Phones) -> None:
    """The area is closed first; while it is tried, nobody enters."""
    trying = task(p, "C07", "qian")
    fence = {"fenced": "yes", "everybody_out": "yes", "watcher": "郑安"}
    for area in ("board", "truck"):
        p.about("qian", "safety.close_area", area=area, **fence)
    stint = p.do("qian", "work.start_field_work", **trying)["stint"]
    late = task(p, "C07b", "wu")
    assert ("G10a", "test-is-running") in p.held("wu", "work.start_field_work", **late)
    p.do("qian", "work.end_stint", stint=stint)
    p.proved("board")


def ended(p: Phones, ways: dict[str, str], ticket: str) -> None:
    heads = Ticket.objects.get(pk=ticket)
    count = next(t["heads_in"] for t in p.read("tickets") if t["id"] == str(heads.pk))
    out = {"ticket": ticket, "heads_out": count, "tags_off": "yes", "tools_out": "yes"}
    out["channel"] = "site"
    p.sign("li", "ticket", ticket, "permitter")
    assert p.code("liu", "safety.end_ticket", **out, earths_out=0) == "not-all-back"
    off = {"earth": ways["earth"], "removed_with": p.id("gao")}
    assert p.held("he", "safety.remove_earth", **off) == {
        ("G7a", "people-clear-unsigned"),
        ("G7a", "removal-unsigned"),
    }
    p.sign("liu", "earthset", ways["earth"], "people_clear")
    p.sign("gao", "earthset", ways["earth"], "removal_guard")
    p.do("he", "safety.remove_earth", **off)
    p.sign("li", "ticket", ticket, "permitter")
    p.do("liu", "safety.end_ticket", **out, earths_out=1)


def loaded(p: Phones, ways: dict[str, str]) -> None:
    """The block was dark for long: no load first, and its current read afterwards."""
    lit = {"act": "energise", "name": "1号楼", "area": "board"}
    lit |= {"point": str(p.cast.block1.pk), "gives_state": "generator"}
    [only] = p.laid_out(lit)
    held = p.held("he", "connections.energise_step", **p.closing(only))
    assert {("G15", "cold-load-in-one-go"), ("G15", "lock-still-on")} <= held
    assert {("G13", "evidence-missing"), ("G18", "evidence-missing")} <= held
    p.do("he", "safety.unlock_point", point=ways["truck_lock"])
    p.user_side("board")
    p.interlock("board", break_before_make="unknown")
    empty = {"act": "energise", "name": "总配电盘", "area": "board"}
    first, second = p.laid_out(empty, lit)
    p.ordered("energise", first)
    close = p.closing(first)
    assert p.held("he", "connections.energise_step", **close) == {
        ("G18", "evidence-failed")
    }
    p.interlock("board")
    alone = {**close, "guard": p.id("he")}
    code = p.code("he", "connections.energise_step", **alone)
    assert code == "guard-is-the-operator"
    p.do("he", "connections.energise_step", **close)
    p.ordered("energise", second)
    later = p.closing(second)
    assert p.held("he", "connections.energise_step", **later) == {
        ("G15", "step-before-unread")
    }
    p.do("he", "connections.read_step", **p.seen(first))
    p.do("he", "connections.energise_step", **later)
    code = p.code("he", "connections.read_step", **p.seen(second))
    assert code == "cold-load-unread"
    p.do("he", "connections.read_step", **p.seen(second, **COMPARED))
    assert fed(p) == "generator"


def taken_over(p: Phones) -> None:
    check = p.live_check("board", "li")
    assert p.held("qian", "safety.record_live_check", **check) == {
        ("G15", "not-the-guard-of-the-closing")
    }
    p.do("qian", "safety.record_live_check", **p.live_check("board", "gao"))
    over = {"order": p.order, "receiver": p.id("tang"), "watcher": p.id("tang")}
    assert p.held("wu", "connections.hand_over", **over) == {
        ("G17", "handover-unsigned"),
        ("G17", "no-watch"),
    }
    p.do("wu", "connections.hand_over", **p.sheet())
    assert Handover.objects.get(order=p.order).received_by == p.cast.people["tang"]


def by_generator(cast: Any) -> tuple[Phones, dict[str, str]]:
    """Playbook C, from the request to the handover."""
    p = Phones.of(cast)
    ways = started(p)
    ticket = issued(p, ways["board"])
    p.minutes(20)
    isolated(p, ways)
    permitted(p, ticket)
    connected(p, ways, ticket)
    tried(p)
    ended(p, ways, ticket)
    p.minutes(15)
    loaded(p, ways)
    taken_over(p)
    return p, ways


def another_order(p: Phones) -> str:
    """The grid comes to the changeover: an order of its own, which may not go dark."""
    point = [{"point": str(p.cast.block1.pk)}]
    twice = {
        "site": str(p.cast.site.pk), "authority": "-", "may_go_dark": "no",
        "playbook": "t-transfer-supply", "points": point,
    }  # fmt: skip
    assert p.code("wang", "connections.request", **twice) == "already-requested"
    p.minutes(60)
    p.requested("t-transfer-supply", points=point, may_go_dark="no", although_open=True)
    p.surveyed([GRID, TRUCK])
    return str(
        p.about(
            "chen", "safety.add_isolation", source=str(p.cast.source.pk), name="切换柜",
            area="board",
        )["isolation"]
    )  # fmt: skip


def grid_comes(p: Phones, ways: dict[str, str]) -> tuple[str, str]:
    """To the changeover, and no further. The keys of both closings."""
    over = {"act": "transfer_supply", "name": "切换开关", "area": "board"}
    point = {"point": str(p.cast.block1.pk), "gives_state": "grid_temporary"}
    code = p.code("he", "connections.plan_steps", order=p.order, steps=[over])
    assert code == "transfer-without-point"
    stray = {**over, **point, "area": "truck"}
    code = p.code("he", "connections.plan_steps", order=p.order, steps=[stray])
    assert code == "unknown-area"
    mains = {"act": "energise", "name": "进线柜AH-1", "area": "board"}
    first, second = p.laid_out(mains, {**over, **point})
    held = p.held("he", "connections.energise_step", **p.closing(second))
    assert held == {
        ("G10", "evidence-missing"),
        ("G11", "evidence-missing"),
        ("G14", "no-order-given"),
        ("G15", "step-before-open"),
        ("G15", "lock-still-on"),
        ("G18", "evidence-missing"),
    }
    p.proved("board")
    p.user_side("board")
    p.interlock("board")
    p.ordered("energise", first)
    p.minutes(61)  # what was seen an hour ago says nothing now
    assert p.held("he", "connections.energise_step", **p.closing(first)) == {
        ("G13", "evidence-too-old")
    }
    p.user_side("board")
    p.do("he", "safety.unlock_point", point=ways["mains_lock"])
    assert p.held("he", "connections.energise_step", **p.closing(first)) == {
        ("G18", "evidence-stale")  # a lock came off since it was tried
    }
    p.interlock("board")
    p.do("he", "connections.energise_step", **p.closing(first))
    return first, second


def goes_over(p: Phones, ways: dict[str, str], first: str, second: str) -> None:
    """Both turn alike, and were read after the last closing; then break before make."""
    p.ordered("transfer_supply", second)
    close = p.closing(second)
    assert p.held("he", "connections.energise_step", **close) == {
        ("G15", "step-before-unread"),
        ("G18", "evidence-missing"),
    }
    p.do("he", "connections.read_step", **p.seen(first))
    same = {
        "order": p.order, "area": "board", "instrument": "P-4",
        "old_source": ways["generator"], "old_rotation": "clockwise",
        "new_source": ways["generator"], "new_rotation": "clockwise",
    }  # fmt: skip
    assert p.code("he", "safety.compare_rotation", **same) == "one-source-twice"
    p.turns("board", ways["generator"], ways["grid"], "counter")
    assert p.held("he", "connections.energise_step", **close) == {
        ("G18", "evidence-failed")  # the pumps would run backwards
    }
    p.turns("board", ways["generator"], ways["grid"])
    p.do("he", "connections.energise_step", **close)
    p.do("he", "connections.read_step", **p.seen(second))
    assert fed(p) == "grid_temporary"


def locked_out(p: Phones, section: str, ways: dict[str, str]) -> str:
    """The generator is off, locked and tagged before the site takes over."""
    p.do("qian", "safety.record_live_check", **p.live_check("board", "gao"))
    over = p.sheet()
    assert p.held("wu", "connections.hand_over", **over) == {
        ("G18a", "source-left-not-locked")
    }
    p.ordered("isolate", ways["generator"])
    point = p.point(section, ways["generator"], "L-9")
    lock = p.do("he", "safety.isolate_point", **point)["point"]
    assert p.held("wu", "connections.hand_over", **over) == {("G16", "evidence-stale")}
    return str(lock)


def comes_back(p: Phones, ways: dict[str, str], lock: str) -> None:
    """The grid has to be worked on: back to the truck, by its own steps and orders."""
    point = {"point": str(p.cast.block1.pk), "gives_state": "generator"}
    over = {"act": "transfer_supply", "name": "切换开关", "area": "board", **point}
    wrong = {**over, "gives_state": "grid_temporary"}
    [nothing] = p.laid_out(wrong)
    p.ordered("transfer_supply", nothing)
    assert p.held("he", "connections.energise_step", **p.closing(nothing)) == {
        ("G18", "evidence-stale")
    }
    p.interlock("board")
    p.turns("board", ways["grid"], ways["generator"])
    code = p.code("he", "connections.energise_step", **p.closing(nothing))
    assert code == "fed-so-already"
    [back] = p.laid_out(over)
    p.ordered("transfer_supply", back)
    assert p.held("he", "connections.energise_step", **p.closing(back)) == {
        ("G15", "lock-still-on")
    }
    p.do("he", "safety.unlock_point", point=lock)
    assert p.held("he", "connections.energise_step", **p.closing(back)) == {
        ("G18", "evidence-stale")
    }
    p.interlock("board")
    p.turns("board", ways["grid"], ways["generator"])
    p.do("he", "connections.energise_step", **p.closing(back))
    p.do("he", "connections.read_step", **p.seen(back))
    assert fed(p) == "generator"


def test_the_generator_comes_first(cast):
    by_generator(cast)
    assert verify().whole


def test_then_the_grid_takes_over_and_the_truck_again(cast):
    p, ways = by_generator(cast)
    section = another_order(p)
    p.told()
    p.ordered("isolate", ways["generator"])
    off = p.point(section, ways["generator"], "L-9")
    assert p.held("he", "safety.isolate_point", **off) == {("G5b", "may-not-go-dark")}
    first, second = grid_comes(p, ways)
    goes_over(p, ways, first, second)
    lock = locked_out(p, section, ways)
    comes_back(p, ways, lock)
    p.do("qian", "safety.record_live_check", **p.live_check("board", "gao"))
    over = p.sheet()
    assert p.held("wu", "connections.hand_over", **over) == {
        ("G18a", "source-left-not-locked")
    }
    p.interlock("board")  # the grid stays ready behind it
    p.do("wu", "connections.hand_over", **over)
    assert Handover.objects.filter(order=p.order).exists()
    assert verify().whole
