"""Ways to look at the timeline: each is an address that can be sent to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.plan.axis import NEXT
from greenlane.board.plan.timeline import BY_CREW, BY_ORDER, Timeline

BY: dict[str, Promise] = {BY_CREW: _("By crew"), BY_ORDER: _("By order")}


@dataclass(frozen=True)
class Way:
    title: str
    url: str
    here: bool


@dataclass(frozen=True)
class Ways:
    """`kept`: what a form of the page has to carry along, as (name, value)."""

    by: tuple[Way, ...]
    axis: tuple[Way, ...]
    kept: tuple[tuple[str, str], ...]
    alone: str  # the address without what is compared


def ways_of(picture: Timeline, *, code: str) -> Ways:
    """`code`: of the unit, empty where the reader has only one."""
    shown = {
        "unit": code,
        "by": picture.by if picture.by != BY_CREW else "",
        "axis": picture.axis.name if picture.axis.name != NEXT else "",
        "against": str(picture.against.number or ""),
    }
    return Ways(
        tuple(_way(shown, title, picture.by, by=name) for name, title in BY.items()),
        tuple(
            _way(shown, title, picture.axis.name, axis=name)
            for name, title in picture.choices.items()
        ),
        tuple((k, v) for k, v in shown.items() if v and k != "against"),
        _address({**shown, "against": ""}),
    )


def _way(shown: dict[str, str], title: Promise, here: str, **change: str) -> Way:
    [(name, value)] = change.items()
    plain = "" if value in {BY_CREW, NEXT} else value
    return Way(str(title), _address({**shown, name: plain}), value == here)


def _address(shown: dict[str, str]) -> str:
    query = urlencode({k: v for k, v in shown.items() if v})
    return f"/plan?{query}" if query else "/plan"
