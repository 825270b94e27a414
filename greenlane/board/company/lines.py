"""One line of the overview: what it is about, how it stands, and the next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.company.acts import Act, Acts, who_may
from greenlane.board.company.duties import Duty
from greenlane.core.models import Unit

STATES: dict[str, Promise] = {
    "done": _("in order"),
    "soon": _("soon due"),
    "missing": _("missing"),
}


@dataclass(frozen=True)
class Looking:
    """The unit that is looked at, with those below it, and what the reader may do."""

    unit: Unit
    units: list[Unit]
    now: datetime
    acts: Acts
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Line:
    """`state` is one of STATES; `place` is the page where one stands for it; `who`
    names the roles that may, where the reader may not.
    """

    name: str
    title: str
    state: str
    says: str
    place: str = ""
    acts: list[Act] = field(default_factory=list)
    who: str = ""

    @property
    def word(self) -> str:
        return str(STATES[self.state])


def doing(looking: Looking, *names: str) -> tuple[list[Act], str]:
    """These verbs as far as the reader may do them; else who may do the first."""
    known = {"unit": looking.unit.code, "parent": looking.unit.code}
    acts = looking.acts.several(looking.unit.path, *names, **known)
    return acts, "" if acts else who_may(names[0])
