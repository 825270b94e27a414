"""The board at the desk: the list, the timeline or the map, and the chosen order."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.bycrew import CrewList, crew_list
from greenlane.board.counts import Counts, counts_of
from greenlane.board.orderlist import OrderList, order_list
from greenlane.board.pane import Pane, pane_of
from greenlane.board.quick import Quick, beside, part_at, quick
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound

# What can stand in the middle.
MIDDLES: dict[str, Promise] = {"timeline": _("Timeline"), "map": _("Map")}


@dataclass(frozen=True)
class Middle:
    """What stands in the middle; `ways` are name, title and address of each choice."""

    shows: str
    ways: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Board:
    """`list` by order, or `crews` by crew; `pane` only where an order was chosen."""

    at: str
    list: OrderList | None
    crews: CrewList | None
    counts: Counts
    quick: tuple[Quick, ...]
    middle: Middle
    pane: Pane | None

    @property
    def foremost(self) -> str:
        """The order that is shown where none was chosen."""
        if self.list:
            return self.list.foremost
        return self.crews.foremost if self.crews else ""


def board_of(actor: Actor, query: QueryDict, *, alone: bool) -> Board:
    """`alone`: the list without what is beside it, as an open page asks for it."""
    by_crew = query.get("by") == "crew"
    shows = query.get("middle", "")
    shows = shows if shows in MIDDLES else next(iter(MIDDLES))
    return Board(
        at=part_at(query),
        list=None if by_crew else order_list(actor, query),
        crews=crew_list(actor) if by_crew else None,
        counts=counts_of(actor),
        quick=() if alone else quick(query),
        middle=Middle(
            shows,
            tuple(
                (name, str(title), beside(query, middle=name))
                for name, title in MIDDLES.items()
            ),
        ),
        pane=None if alone else _chosen(actor, query.get("order", "")[:24]),
    )


def _chosen(actor: Actor, number: str) -> Pane | None:
    """An order that is not there leaves the list as it is."""
    try:
        return pane_of(actor, number) if number else None
    except NotFound:
        return None
