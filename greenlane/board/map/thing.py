"""One thing of the map: what it is, where, what is known about it, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.places.datum import Place

# How a site stands, the least pressing first: of many sites the last of these is told.
STATES: dict[str, Promise] = {
    "lit": _("Lit"),
    "keeps": _("Old supply kept"),
    "unknown": _("Not known"),
    "generator": _("On a generator"),
    "partial": _("Partly supplied"),
    "dark": _("Dark"),
    "gap": _("Nobody at work"),
    "stopped": _("Stopped"),
}
RANK = {state: place for place, state in enumerate(STATES)}
KINDS: dict[str, Promise] = {
    "site": _("Sites"),
    "crew": _("Crews"),
    "isolation": _("Isolations in force"),
    "source": _("Sources and devices"),
    "depot": _("Depots"),
    "zone": _("Access zones"),
}


@dataclass(frozen=True)
class Thing:
    """`place` is None where nobody has said it: then the list alone has the thing.

    `state` is a key of STATES for a site, of AGES for a crew, else what `kind` says of
    itself; `word` the same for people. `order` is the number of the order it leads to.
    """

    kind: str
    key: str
    name: str
    place: Place | None
    area: int  # the unit that it belongs to
    state: str = ""
    word: str = ""
    says: str = ""
    order: str = ""
    url: str = ""
    at: datetime | None = None  # of what is known about it
    slot: int = 0  # beside others at the same place

    @property
    def rank(self) -> int:
        return RANK.get(self.state, 0)


def placed(longitude: float | None, latitude: float | None) -> Place | None:
    """A place has both, or it is none."""
    if longitude is None or latitude is None:
        return None
    return longitude, latitude
