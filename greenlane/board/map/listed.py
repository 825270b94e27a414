"""The same as a list, by kind, state and area: for ears, and where no map is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.board.map.thing import KINDS, STATES, Thing
from greenlane.board.map.things import Things, things_of
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.queries import units

ROWS = 100


@dataclass(frozen=True)
class Way:
    """A choice of the list: what it is called, how many there are, its address."""

    name: str
    title: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """`ago` is how old what is known is; `area` only where there are several."""

    thing: Thing
    area: str
    ago: str


@dataclass(frozen=True)
class MapList:
    kinds: tuple[Way, ...]
    states: tuple[Way, ...]  # of sites
    areas: tuple[Way, ...]
    rows: tuple[Row, ...]
    count: int
    unplaced: int  # of all these, how many have no place on the map
    previous: str
    next: str


def map_list(actor: Actor, query: QueryDict, *, at: str) -> MapList:
    """What the address asks for, wrong words left out. `at` is that of the page."""
    found = things_of(actor)
    kind, state, area = (query.get(name, "")[:16] for name in ("kind", "state", "area"))
    kind = kind if kind in KINDS else "site"
    names = {unit.pk: (unit.code, str(unit)) for unit in units(actor)}
    here = [each for each in found.of(kind) if _in(each, area, names)]
    rows = [each for each in here if not state or each.state == state]
    rows.sort(key=_pressing)
    page = min(_number(query.get("page", "")), max(len(rows) - 1, 0) // ROWS)
    some = rows[page * ROWS : page * ROWS + ROWS]
    asked = _Asked(at, kind, state, area)
    return MapList(
        _kinds(found, asked),
        _states(here, asked) if kind == "site" else (),
        _areas(found.of(kind), names, asked),
        _rows(some, names),
        len(rows),
        sum(each.place is None for each in rows),
        asked.but(page=str(page - 1)) if page else "",
        asked.but(page=str(page + 1)) if len(rows) > (page + 1) * ROWS else "",
    )


@dataclass(frozen=True)
class _Asked:
    at: str
    kind: str
    state: str
    area: str

    def but(self, **other: str) -> str:
        """The address of the list with something else in it."""
        said = {"kind": self.kind, "state": self.state, "area": self.area, **other}
        asked = QueryDict(mutable=True)
        asked.update({name: value for name, value in said.items() if value})
        return f"{self.at}?{asked.urlencode()}"


def _pressing(thing: Thing) -> tuple[int, float, str]:
    return -thing.rank, -(thing.at.timestamp() if thing.at else 0), thing.name


def _in(thing: Thing, area: str, names: dict[int, tuple[str, str]]) -> bool:
    return not area or names.get(thing.area, ("",))[0] == area


def _kinds(found: Things, asked: _Asked) -> tuple[Way, ...]:
    counts = Counter(each.kind for each in found.things)
    return tuple(
        Way(
            kind,
            str(title),
            counts[kind],
            asked.but(kind=kind, state=""),
            kind == asked.kind,
        )
        for kind, title in KINDS.items()
    )


def _states(here: Sequence[Thing], asked: _Asked) -> tuple[Way, ...]:
    counts = Counter(each.state for each in here)
    ways = [
        Way(code, str(word), counts[code], asked.but(state=code), code == asked.state)
        for code, word in reversed(STATES.items())
        if counts[code] or code == asked.state
    ]
    whole = Way("", _("All"), len(here), asked.but(state=""), not asked.state)
    return (whole, *ways)


def _areas(
    rows: Sequence[Thing], names: dict[int, tuple[str, str]], asked: _Asked
) -> tuple[Way, ...]:
    counts = Counter(each.area for each in rows)
    if len(names) < 2:
        return ()
    ways = [
        Way(code, name, counts[pk], asked.but(area=code), code == asked.area)
        for pk, (code, name) in names.items()
        if counts[pk]
    ]
    whole = Way("", _("All"), len(rows), asked.but(area=""), not asked.area)
    return (whole, *ways) if len(ways) > 1 or asked.area else ()


def _rows(some: Sequence[Thing], names: dict[int, tuple[str, str]]) -> tuple[Row, ...]:
    now, several = clock.now(), len(names) > 1
    return tuple(
        Row(
            each,
            names.get(each.area, ("", ""))[1] if several else "",
            ago(each.at, now) if each.at else "",
        )
        for each in some
    )


def ago(at: datetime, now: datetime) -> str:
    """Whole minutes under two hours, then hours and minutes."""
    minutes = max(int((now - at).total_seconds() // 60), 0)
    if minutes < 120:
        said = ngettext("%(count)d min ago", "%(count)d min ago", minutes)
        return said % {"count": minutes}
    told = {"hours": minutes // 60, "minutes": minutes % 60}
    return _("%(hours)d h %(minutes)02d min ago") % told


def _number(text: str) -> int:
    return int(text[:6]) if text.isascii() and text.isdigit() else 0
