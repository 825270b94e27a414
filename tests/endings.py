"""The way back: earths come off, the permitter signs, the leader ends the ticket."""

from __future__ import annotations

from typing import Any

from greenlane.safety.models import EarthSet, Point, Ticket
from tests import stages
from tests.cast import Cast

SIDES = {"tags_off": "yes", "tools_out": "yes", "channel": "site"}


def unearth(cast: Cast, placed: EarthSet, *, leader: str | None = "liu") -> None:
    """The set comes off: people clear, second person signed."""
    if leader:
        stages.sign(cast, placed, "people_clear", by=leader)
    stages.sign(cast, placed, "removal_guard", by="gao")
    data = {"earth": str(placed.pk), "removed_with": cast.id("gao")}
    cast.do("safety.remove_earth", data, by="he")


def unlock(cast: Cast, point: Point, *, by: str = "he") -> Any:
    """Lock and tag come off, by two."""
    stages.sign(cast, point, "unlock_guard", by="gao")
    data = {"point": str(point.pk), "guarded_by": cast.id("gao")}
    return cast.do("safety.unlock_point", data, by=by)


def end(
    cast: Cast,
    ticket: Ticket,
    *,
    heads: int,
    earths: int,
    leader: str = "liu",
    **other: Any,
) -> Any:
    """The permitter signs it back, the leader ends it."""
    stages.sign(cast, ticket, "permitter", by="li")
    data = {
        "ticket": str(ticket.pk), "heads_out": heads, "earths_out": earths, **SIDES,
        **other,
    }  # fmt: skip
    return cast.do("safety.end_ticket", data, by=leader)
