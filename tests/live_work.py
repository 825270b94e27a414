"""Live work: a ticket for it, and the conditions under which it is done."""

from __future__ import annotations

from typing import Any

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


def conditions(cast: Cast, of: Order, **other: Any) -> None:
    data = {"order": str(of.pk), "watcher": cast.id("zheng"), **GOOD, **other}
    record(cast, data)


def record(cast: Cast, data: dict[str, Any], *, by: str = "he") -> None:
    """The conditions are read, and who is to watch signs that he does."""
    done = cast.do("safety.record_live_conditions", data, by=by)
    who = next(n for n, each in cast.people.items() if str(each.pk) == data["watcher"])
    signing = {"kind": "evidence", "id": done.facts["evidence"], "role": "watcher"}
    cast.do("safety.sign", signing, by=who)
