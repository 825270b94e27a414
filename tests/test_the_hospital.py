"""Playbook D: more power for a hospital that must stay live, bridged by a truck.

Over HTTP, from the request to the handover; every refusal on the way is asserted. The
mains are never taken away while a ward lives on them.
"""

from __future__ import annotations

import pytest

from greenlane.connections.models import Handover
from greenlane.core.verify import verify
from tests.hospital import ended, fed, issued, locked, over, permitted, requested
from tests.phones import Phones

pytestmark = pytest.mark.django_db
COMPARED = {"amperes": 310, "rated_amperes": 630}


def everybody_told(p: Phones, ways: dict[str, str]) -> None:
    """Life support by name; the neighbour's PV first on record, then in the list."""
    mains = p.point(ways["src"], ways["mains"], "L-1")
    p.ordered("isolate", ways["mains"])
    ward = {"who": "ICU", "told": "yes", "life_support": "yes", "own_generator": "no"}
    hall = {
        "who": "体育馆",
        "told": "yes",
        "life_support": "no",
        "own_generator": "yes",
    }
    for told in ([ward], [{**ward, "confirmed_by": "李护士长"}, hall]):
        p.about("wang", "safety.tell_people", people=told)
        assert p.held("he", "safety.isolate_point", **mains) == {
            ("G5a", "evidence-failed"),
            ("G5b", "may-not-go-dark"),
        }
    seen = {"site": ways["gym"], "kind": "pv", "name": "屋顶光伏", "number": "PV-1"}
    seen["device"] = str(p.cast.source.pk)
    ways["pv"] = p.do("zhou", "safety.record_infeed", **seen)["infeed"]
    named = {**hall, "infeed": ways["pv"]}
    ward["confirmed_by"] = "李护士长"
    p.about("wang", "safety.tell_people", people=[ward, named])
    # All is told and ordered; the wards still live on these very mains.
    assert p.held("he", "safety.isolate_point", **mains) == {("G5b", "may-not-go-dark")}


def truck_connected(p: Phones, ways: dict[str, str]) -> None:
    """The generator way alone is made dead; the hospital stays on its mains."""
    ticket = issued(p, ways["board"], "board", "liu")
    locks = [
        locked(p, ways["board"], ways[way], lock)
        for way, lock in (("way", "L-3"), ("truck", "L-4"))
    ]
    p.sign("liu", "ticket", ticket, "leader")
    held = p.held("li", "safety.permit", ticket=ticket, channel="site")
    assert {gate for gate, _what in held} == {"G5", "G6", "G7"}  # the gym's PV is open
    locks.append(locked(p, ways["board"], ways["pv"], "L-5"))
    p.dead(ways["board"])
    earth = p.earthed(ways["board"], "E-1")
    permitted(p, ticket, "liu")
    p.proved("board")
    code = p.held("he", "safety.unlock_point", **p.unlocking(locks[1]))
    assert code == {("G12", "ticket-open"), ("G12", "earth-still-on")}
    ended(p, ticket, earth, "liu")
    for lock in locks:
        p.unlocked(lock)
    assert fed(p) == {"grid_permanent"}


def bridged(p: Phones, ways: dict[str, str]) -> None:
    """The truck takes the wards over: interlock tried, rotation compared, by two."""
    [step] = p.laid_out(over(p, "generator"))
    close = p.closing(step)
    assert p.held("he", "connections.energise_step", **close) == {
        ("G14", "no-order-given"),
        ("G18", "evidence-missing"),
    }
    p.interlock("board")
    p.turns("board", ways["mains"], ways["truck"], "unknown")
    words = {"act": "transfer_supply", "target": step, "text": "由市电切换至发电车"}
    given = p.about("zhao", "safety.give_instruction", **words)["instruction"]
    assert p.held("he", "connections.energise_step", **close) == {
        ("G14", "order-not-read-back"),
        ("G18", "evidence-failed"),
    }
    p.turns("board", ways["mains"], ways["truck"])
    p.do("he", "safety.read_back", instruction=given, text=words["text"])
    assert p.code("he", "connections.energise_step", **close) == "guard-unsigned"
    p.sign("gao", "energisestep", step, "guard")
    other = {**close, "guard": p.id("zhao")}
    code = p.code("he", "connections.energise_step", **other)
    assert code == "not-the-ones-ordered"  # who gave the order guards nothing
    p.do("he", "connections.energise_step", **close)
    p.do("he", "connections.read_step", **p.seen(step, **COMPARED))
    assert fed(p) == {"generator"}


def reconnected(p: Phones, ways: dict[str, str]) -> None:
    """The mains are isolated now that nobody lives on them; the truck may not be."""
    p.ordered("isolate", ways["truck"])
    truck = p.point(ways["board"], ways["truck"], "L-6")
    assert p.held("he", "safety.isolate_point", **truck) == {("G5b", "may-not-go-dark")}
    ticket = issued(p, ways["src"], "src", "ma")
    mains = locked(p, ways["src"], ways["mains"], "L-1")
    pv = locked(p, ways["src"], ways["pv"], "L-2")
    p.dead(ways["src"])
    earth = p.earthed(ways["src"], "E-2")
    permitted(p, ticket, "ma")
    late = {"site": str(p.cast.site.pk), "kind": "storage", "name": "机房UPS"}
    ups = p.do("tang", "safety.record_infeed", **late)["infeed"]
    p.sign("ma", "ticket", ticket, "leader")
    assert p.held("li", "safety.resume_ticket", ticket=ticket) == {
        ("G5", "infeed-not-isolated"),
        ("G6", "evidence-stale"),
    }
    p.do("he", "safety.remove_infeed", infeed=ups, seen_apart="yes")
    p.dead(ways["src"])
    p.sign("ma", "ticket", ticket, "leader")
    p.do("li", "safety.resume_ticket", ticket=ticket)
    p.minutes(45)
    p.proved("src")
    ended(p, ticket, earth, "ma")
    ways |= {"mains_lock": mains, "pv_lock": pv}


def mains_back(p: Phones, ways: dict[str, str]) -> list[str]:
    """Neighbours come back with the source: their PV is a gate, and so is cold load."""
    source = {"act": "restore_source", "name": "公变T-0512", "area": "src"}
    cable = {"act": "energise", "name": "医院进线柜AH-2", "area": "src"}
    steps = p.laid_out(source, cable, over(p, "grid_permanent"))
    close = p.closing(steps[0])
    p.ordered("restore_source", steps[0])
    p.user_side("src")
    assert p.held("he", "connections.energise_step", **close) == {
        ("G12", "lock-still-on"),
        ("G13", "own-source-not-open"),  # the truck, and no interlock on this section
    }
    p.unlocked(ways["mains_lock"])
    p.unlocked(ways["pv_lock"])
    for area in ("src", "board"):
        p.interlock(area)
    assert p.held("he", "connections.energise_step", **close) == {
        ("G13", "own-source-not-open")  # the gym's PV: no changeover keeps it out
    }
    p.user_side("src", infeed=ways["pv"])
    p.do("he", "connections.energise_step", **close)
    code = p.code("he", "connections.read_step", **p.seen(steps[0]))
    assert code == "cold-load-unread"  # the neighbours were dark for long
    p.do("he", "connections.read_step", **p.seen(steps[0], **COMPARED))
    p.closed("energise", steps[1])
    return steps


def back_again(p: Phones, ways: dict[str, str], step: str) -> None:
    """What was compared before the work says nothing of how the mains turn now."""
    p.ordered("transfer_supply", step)
    close = p.closing(step)
    assert p.held("he", "connections.energise_step", **close) == {
        ("G18", "evidence-stale")
    }
    p.interlock("board")
    p.turns("board", ways["truck"], ways["mains"], "counter")
    assert p.held("he", "connections.energise_step", **close) == {
        ("G18", "evidence-failed")
    }
    p.turns("board", ways["truck"], ways["mains"])
    p.do("he", "connections.energise_step", **close)
    p.do("he", "connections.read_step", **p.seen(step, **COMPARED))
    assert fed(p) == {"grid_permanent"}


def taken_over(p: Phones) -> None:
    for area in ("src", "board"):
        alone = p.live_check(area, "qian")
        assert p.held("qian", "safety.record_live_check", **alone) == {
            ("G15", "not-the-guard-of-the-closing")
        }
        p.checked(area)
    form = p.sheet()
    assert p.held("wu", "connections.hand_over", **form) == {
        ("G18a", "source-left-not-locked")
    }
    p.interlock("board")  # the truck stays on watch behind it
    p.do("wu", "connections.hand_over", **form)


def test_the_wards_stay_live_from_the_request_to_the_handover(cast):
    p, ways = requested(cast)
    everybody_told(p, ways)
    truck_connected(p, ways)
    bridged(p, ways)
    reconnected(p, ways)
    steps = mains_back(p, ways)
    back_again(p, ways, steps[2])
    taken_over(p)
    assert Handover.objects.get(order=p.order).received_by == cast.people["tang"]
    lived = cast.block1.states.order_by("happened_at").values_list("state", flat=True)
    assert list(lived) == ["grid_permanent", "generator", "grid_permanent"]
    assert verify().whole
