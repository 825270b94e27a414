"""The list of orders as its address asks for it: filters, a search, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenlane.board.beside import owing
from greenlane.board.listing import OVER, Lane, lanes_for, urgency
from greenlane.board.words import CHANNELS, MISSIONS
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.places.models import Site
from greenlane.work import orderlists
from greenlane.work.labels import LABELS
from greenlane.work.narrowing import STANDING, Filters
from greenlane.work.queries import listed_at
from greenlane.work.search import find_orders

ENDED = {"no": False, "yes": True, "all": None}
ROWS, COUNTED = 40, 200
FIELDS = (
    "q", "stage", "standing", "mission", "channel", "ended", "site", "mine", "late",
    "papers",
)  # fmt: skip
STANDINGS: dict[str, Promise] = {
    "stopped": _("Stopped"),
    "held": _("On hold"),
    "waiting": _("Waiting for something named"),
    "handoff": _("Offered, and nobody took it"),
    "material": _("Waiting for material"),
}
# They stand beside a label and are none.
STAGES = {code: text for code, text in LABELS.items() if code not in STANDINGS}


@dataclass(frozen=True)
class Choice:
    """One list to pick from, under the name that the address has for it."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class OrderList:
    drawn: SafeString  # the lanes in their groups; nothing where none fits
    foremost: str  # the number of the order on top, or nothing
    asked: Mapping[str, str]
    choices: tuple[Choice, ...]
    site: Site | None
    count: str  # how many fit; with a plus where there are more
    first: str  # the address of the first page, and of the next one, or nothing
    next: str
    is_first: bool
    is_narrowed: bool
    is_folded: bool  # nothing is chosen in the lists


def order_list(actor: Actor, query: QueryDict) -> OrderList:
    """What the address asks for; what it asks wrongly is left out."""
    asked = {name: query.get(name, "").strip()[:80] for name in FIELDS}
    site = _site(actor, asked["site"])
    filters = _filters(actor, asked, site, _key(query.get("after", "")))
    page = orderlists.orders_list(actor, filters)
    lanes = lanes_for(page.orders, actor)
    listed = asked["ended"] not in {"", "no"} or any(
        asked[name] for name in ("stage", "standing", "mission", "channel")
    )
    groups = grouped(lanes)
    return OrderList(
        drawn=drawn(groups),
        foremost=next((lane.order.number for _g, rows in groups for lane in rows), ""),
        asked=asked,
        choices=_choices(asked),
        site=site,
        count=_count(actor, filters, page),
        first=_address(query, None),
        next=_address(query, page.next) if page.next else "",
        is_first=filters.after is None,
        is_narrowed=listed
        or any(asked[n] for n in ("q", "site", "mine", "late", "papers")),
        is_folded=not listed,
    )


Groups = Sequence[tuple[str, Sequence[Lane]]]


def grouped(lanes: Sequence[Lane]) -> Groups:
    """What needs a person, what is on its way, the rest: the most urgent first."""
    return [
        (group, sorted((x for x in lanes if x.group == group), key=urgency))
        for group in ("person", "moving", "rest")
    ]


def drawn(groups: Groups) -> SafeString:
    """The lanes as they are shown. The dearest part of the page, so it is kept."""
    lanes = [lane for _group, rows in groups for lane in rows]
    here = (get_language(), timezone.get_current_timezone_name(), listed_at())
    acts = tuple((lane.act.url, lane.act.title) if lane.act else () for lane in lanes)
    key = (tuple(lane.order.pk for lane in lanes), acts, here)
    return kept("drawn", key, lambda: _drawn(groups))


def _drawn(groups: Groups) -> SafeString:
    axis = next((lane.axis for _group, rows in groups for lane in rows), None)
    found = {"groups": groups, "axis": axis}
    shown = render_to_string("board/_lanes.html", found)
    return mark_safe(shown.strip())  # noqa: S308 (a template of ours wrote it)


def _filters(
    actor: Actor, asked: Mapping[str, str], site: Site | None, after: UUID | None
) -> Filters:
    stage = asked["stage"] if asked["stage"] in STAGES else ""
    # What has ended is at no stage but its end.
    ended = True if stage in OVER else ENDED.get(asked["ended"] or "no", False)
    return Filters(
        mission=asked["mission"][:24],
        channel=asked["channel"][:12],
        ended=ended,
        after=after,
        ids=_among(actor, asked, ended=ended),
        limit=ROWS,
        site=site.pk if site else None,
        stage=stage,
        standing=asked["standing"] if asked["standing"] in STANDING else "",
        mine=bool(asked["mine"]),
        late=bool(asked["late"]),
    )


def _among(
    actor: Actor, asked: Mapping[str, str], *, ended: bool | None
) -> tuple[UUID, ...] | None:
    """The keys of what a search found, and of what owes a late paper."""
    late = owing(actor) if asked["papers"] == "late" else None
    if not asked["q"]:
        return late
    found = find_orders(actor, asked["q"], ended=ended)
    return found if late is None else tuple(pk for pk in found if pk in set(late))


def _site(actor: Actor, text: str) -> Site | None:
    key = _key(text)
    return Site.objects.seen_by(actor).filter(pk=key).first() if key else None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _address(query: QueryDict, after: UUID | None) -> str:
    """This list further down; without a key, from its top."""
    where = query.copy()
    where.pop("after", None)
    if after is not None:
        where["after"] = str(after)
    return f"?{where.urlencode()}"


def _count(actor: Actor, filters: Filters, page: orderlists.Page) -> str:
    """Counted up to COUNTED; where each row was looked at, what this page shows."""
    if page.next is None and filters.after is None:
        return str(len(page.orders))  # all of them are here
    whole = Filters(**{**vars(filters), "after": None})
    found = orderlists.orders_count(actor, whole, most=COUNTED + 1)
    if found is None:
        return f"{len(page.orders)}+" if page.next else str(len(page.orders))
    return f"{COUNTED}+" if found > COUNTED else str(found)


def _choices(asked: Mapping[str, str]) -> tuple[Choice, ...]:
    ended: dict[str, Promise] = {
        "no": _("Open orders"),
        "yes": _("Ended orders"),
        "all": _("Both"),
    }
    lists: tuple[tuple[str, Any, dict[str, Promise]], ...] = (
        ("stage", _("Stage"), STAGES),
        ("standing", _("Stands still"), STANDINGS),
        ("mission", _("Mission"), MISSIONS),
        ("channel", _("Channel"), CHANNELS),
        ("ended", _("Open or ended"), ended),
    )
    return tuple(
        Choice(
            name,
            str(label),
            (
                *([] if name == "ended" else [("", str(_("All")))]),
                *((code, str(text)) for code, text in words.items()),
            ),
            asked[name],
        )
        for name, label, words in lists
    )
