"""Playbook C, played by hand: a block gets light from a generator truck first.

Every refusal on the way is asserted. Who goes on from here has two sources.
"""

from __future__ import annotations

from typing import Any

from greenlane.connections.models import Handover
from greenlane.core import guard
from greenlane.places.queries import states_now
from greenlane.work.models import Order
from tests.phones import Phones

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
    early |= {"leader": p.id("liu"), "no_infeeds": "yes", "customer_owned": "no"}
    assert p.held("sun", "safety.issue_ticket", **early) == {
        ("G1", "no-survey"),
        ("G2", "no-verdict"),
    }
    p.surveyed([GRID, TRUCK])
    ways = {row["kind"]: row["id"] for row in p.read("infeeds")}
    section = {"source": str(p.cast.source.pk), "name": "总配电盘", "area": "board"}
    board = p.about("chen", "safety.add_isolation", **section)["isolation"]
    return {"board": board, **ways}


def issued(p: Phones, board: str) -> str:
    form = {"order": p.order, "isolation": board, "customer_owned": "no", "scope": "-"}
    form |= {"areas": "board truck", "kind": "lv", "leader": p.id("liu")}
    code = p.code("sun", "safety.issue_ticket", **form | {"kind": "repair"})
    assert code == "repair-form-for-new-work"
    code = p.code("sun", "safety.issue_ticket", **form | {"leader": p.id("sun")})
    assert code == "leader-is-issuer"
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
    for change, code in (
        ({"guarded_by": p.id("he")}, "guard-is-the-operator"),
        ({"visible_break": "unknown"}, "break-not-visible"),
    ):
        assert p.code("he", "safety.isolate_point", **point | change) == code
    ways["mains_lock"] = p.do("he", "safety.isolate_point", **point)["point"]
    hung = {"isolation": ways["board"], "number": "E-1", "place": "-"}
    hung["placed_with"] = p.id("gao")
    assert p.held("he", "safety.place_earth", **hung) == {
        ("G5", "infeed-not-isolated"),
        ("G6", "evidence-missing"),
    }
    p.ordered("isolate", ways["generator"])
    point = p.point(ways["board"], ways["generator"], "L-2")
    ways["truck_lock"] = p.do("he", "safety.isolate_point", **point)["point"]
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
    count = next(t["heads_in"] for t in p.read("tickets") if t["id"] == ticket)
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
    p.unlocked(ways["truck_lock"])
    p.user_side("board")
    p.interlock("board", break_before_make="unknown")
    empty = {"act": "energise", "name": "总配电盘", "area": "board"}
    first, second = p.laid_out(empty, lit)
    p.ordered("energise", first)
    close = p.closing(first)
    held = p.held("he", "connections.energise_step", **close)
    assert held == {("G18", "evidence-failed")}
    p.interlock("board")
    code = p.code("he", "connections.energise_step", **close | {"guard": p.id("he")})
    assert code == "guard-is-the-operator"
    p.do("he", "connections.energise_step", **close)
    p.ordered("energise", second)
    later = p.closing(second)
    held = p.held("he", "connections.energise_step", **later)
    assert held == {("G15", "step-before-unread")}
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
    p.checked("board")
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
