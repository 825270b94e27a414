"""Playbook C, then the transfer: light by a generator first, the grid later, and back.

Over HTTP, on the unit's own clock; every refusal on the way is asserted. The
transfer is an order of its own: the truck is a second source from now on.
"""

from __future__ import annotations

import pytest

from greenlane.connections.models import Handover
from greenlane.core.verify import verify
from tests.generator_first import GRID, TRUCK, by_generator, fed
from tests.phones import Phones

pytestmark = pytest.mark.django_db


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
    p.unlocked(ways["mains_lock"])
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
    p.checked("board")
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
    p.unlocked(lock)
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
    p.checked("board")
    over = p.sheet()
    assert p.held("wu", "connections.hand_over", **over) == {
        ("G18a", "source-left-not-locked")
    }
    p.interlock("board")  # the grid stays ready behind it
    p.do("wu", "connections.hand_over", **over)
    assert Handover.objects.filter(order=p.order).exists()
    assert verify().whole
