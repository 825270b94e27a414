"""The way back: earths come off, the permitter signs, the leader ends the ticket."""

from __future__ import annotations

from typing import Any

from greenlane.safety.models import EarthSet, Ticket
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
