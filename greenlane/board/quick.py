"""The filters that are asked for all day, each an address that can be sent to somebody.

They narrow what the address asks for already; one that is chosen leads back.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Name and value in the address, and what the link is called.
LINKS: tuple[tuple[str, str, Promise], ...] = (
    ("mine", "yes", _("Mine")),
    ("late", "yes", pgettext_lazy("orders", "Late")),
    ("standing", "handoff", pgettext_lazy("orders", "Handoff")),
    ("standing", "material", pgettext_lazy("orders", "Material")),
    ("papers", "late", _("Late papers")),
    ("by", "crew", _("By crew")),
)
# Where one looks, not what one looks for: no list is another for it.
PLACE = ("order", "middle")


@dataclass(frozen=True)
class Quick:
    title: str
    url: str
    chosen: bool


def quick(query: QueryDict) -> tuple[Quick, ...]:
    """All of them, after the one that takes every filter away."""
    whole = query.copy()
    for name in [name for name in whole if name not in PLACE]:
        whole.pop(name)
    none = not any(query.get(name) for name in query if name not in PLACE)
    links = [Quick(str(_("All")), _url(whole), chosen=none)]
    for name, value, title in LINKS:
        where = query.copy()
        where.pop("after", None)
        chosen = query.get(name) == value
        if chosen:
            where.pop(name)
        else:
            where[name] = value
        links.append(Quick(str(title), _url(where), chosen=chosen))
    return tuple(links)


def part_at(query: QueryDict) -> str:
    """The address of the list alone: whoever looks at the same list shares it."""
    where = query.copy()
    for name in PLACE:
        where.pop(name, None)
    return _url(where)


def beside(query: QueryDict, **given: str) -> str:
    """The same board with another order chosen, or another middle."""
    where = query.copy()
    for name, value in given.items():
        where[name] = value
    return _url(where)


def _url(where: QueryDict) -> str:
    return f"/?{where.urlencode()}" if where else "/"
