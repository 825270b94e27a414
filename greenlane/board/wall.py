"""The board on the wall: every order that is dark, what holds it, and who has that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from greenlane.board.inbrief import in_brief
from greenlane.board.listing import Lane, lanes_of
from greenlane.board.passing import Pass, passes_of
from greenlane.connections.terms import REMOVAL
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.places.models import Supply
from greenlane.places.supply import LIT
from greenlane.work import orderlists, queries
from greenlane.work.ledger import Holding
from greenlane.work.ledger.sentence import age
from greenlane.work.models import Order
from greenlane.work.narrowing import Filters

MOST = 200  # orders on one board
NONE = timedelta()


@dataclass(frozen=True)
class WallLane:
    """A lane in one line. `mark` is another one when something of it has changed."""

    lane: Lane
    what: str
    age: str
    mark: str


@dataclass(frozen=True)
class Wall:
    """`dark` counts the orders without the light that was wanted by now.

    `unknown`: nobody has told of their light. `is_whole`: these are all orders.
    """

    lanes: tuple[WallLane, ...]
    passes: tuple[Pass, ...]
    dark: int
    ahead: int
    stopped: int
    lit: int
    generator: int
    unknown: int
    is_whole: bool

    @property
    def digits(self) -> int:
        """So many letters the count takes: the more, the smaller they are."""
        return len(str(self.dark)) + (not self.is_whole)

    @property
    def is_known(self) -> bool:
        """Only then "none" means that none is dark."""
        return self.is_whole and not self.unknown


def wall_of(actor: Actor) -> Wall:
    """Stopped first, then the longest dark, then what will be needed soonest."""
    page = orderlists.orders_list(actor, Filters(ended=False, limit=MOST))
    wanted = [order for order in page.orders if order.mission != REMOVAL]
    moments = queries.moments_of(wanted)
    lanes = lanes_of(wanted, moments)
    held = sorted((lane for lane in lanes if lane.sentence), key=longest_dark)
    lamps = Counter(lane.lamp for lane in lanes)
    clocks = Counter(lane.clock.kind for lane in held if lane.clock)
    now = clock.now()
    return Wall(
        tuple(_on_wall(each, moments[each.order.pk][1], now) for each in held),
        passes_of([lane.order for lane in held]),
        dark=clocks["dark"],
        ahead=clocks["ahead"],
        stopped=sum(1 for lane in lanes if lane.stopped),
        lit=sum(count for lamp, count in lamps.items() if lamp in LIT),
        generator=lamps[Supply.GENERATOR],
        unknown=_untold(lanes),
        is_whole=page.next is None,
    )


def longest_dark(lane: Lane) -> tuple[bool, bool, timedelta]:
    """How lanes are sorted on a wall: what will be needed comes after all that is."""
    clock_ = lane.clock
    if clock_ is None:
        return not lane.stopped, True, NONE
    ahead = clock_.kind == "ahead"
    return not lane.stopped, ahead, clock_.length if ahead else -clock_.length


def _untold(lanes: Sequence[Lane]) -> int:
    """Not said to be dark, and nobody knows that they are lit."""
    return sum(1 for x in lanes if not x.sentence and x.lamp == Supply.UNKNOWN)


def _on_wall(lane: Lane, held: Holding | None, now: datetime) -> WallLane:
    what = in_brief(lane.order, held) if held else lane.sentence
    long = age(now - lane.since) if lane.since else ""
    return WallLane(lane, what, long, _mark(lane, lane.order, held))


def _mark(lane: Lane, order: Order, held: Holding | None) -> str:
    """Out of what is no mere passing of time: no age, no window that drifts."""
    told = [order.number, lane.label, lane.step, *lane.beside, lane.stopped, lane.lamp]
    told += [lane.late, bool(lane.slack and lane.slack.late), order.priority]
    if held is not None:
        told += [held.kind, held.cause, held.item, held.holder, held.since.isoformat()]
    return sha256("|".join(map(str, told)).encode()).hexdigest()[:12]
