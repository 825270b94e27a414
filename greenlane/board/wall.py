"""The board on the wall: every order that is dark, what holds it, and who has that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from greenlane.board.listing import LIT, Lane, lanes_of, urgency
from greenlane.core.actors import Actor
from greenlane.work import orderlists, queries
from greenlane.work.narrowing import Filters

MOST = 200  # orders on one board
REMOVAL = "removal"  # there it is light that ends


@dataclass(frozen=True)
class Wall:
    """`dark` counts the orders without the light that was wanted by now."""

    lanes: tuple[Lane, ...]
    dark: int
    ahead: int
    stopped: int
    lit: int
    generator: int
    is_whole: bool


def wall_of(actor: Actor) -> Wall:
    """Stopped first, then what nobody works at, then by priority and longest dark."""
    page = orderlists.orders_list(actor, Filters(ended=False, limit=MOST))
    wanted = [order for order in page.orders if order.mission != REMOVAL]
    lanes = lanes_of(wanted, queries.moments_of(wanted))
    held = [lane for lane in lanes if lane.sentence]
    held.sort(
        key=lambda lane: (not lane.stopped, lane.group != "person", urgency(lane))
    )
    lamps = Counter(lane.lamp for lane in lanes)
    clocks = Counter(lane.clock.kind for lane in held if lane.clock)
    return Wall(
        tuple(held),
        dark=clocks["dark"],
        ahead=clocks["ahead"],
        stopped=sum(1 for lane in lanes if lane.stopped),
        lit=sum(count for lamp, count in lamps.items() if lamp in LIT),
        generator=lamps["generator"],
        is_whole=page.next is None,
    )
