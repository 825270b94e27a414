"""Live work on its way: its ticket received, its conditions recorded."""

from __future__ import annotations

from greenlane.safety.models import Ticket
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast

GOOD = {
    "reclosing_off": "yes", "wind": "3", "humidity": "50", "thunder": "no",
    "rain": "no",
}  # fmt: skip


def live(cast: Cast) -> Ticket:
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, kind="live_work", areas="tee")
    return stages.received(cast, ticket)


def conditions(cast: Cast, of: Order, **other: str) -> None:
    data = {"order": str(of.pk), "watcher": cast.id("zheng"), **GOOD, **other}
    cast.do("safety.record_live_conditions", data, by="he")
