"""What is set up and what is missing, line by line, each with its next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from greenlane.board.company import (
    setup_house,
    setup_people,
    setup_places,
)
from greenlane.board.company.acts import Acts
from greenlane.board.company.asking import Choice, unit_at, unit_choice, units_of, words
from greenlane.board.company.duties import Duty, duties
from greenlane.board.company.lines import Line, Looking
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.models import Unit

# In the order in which a company is set up.
PARTS: tuple[Callable[[Looking], Iterator[Line]], ...] = (
    setup_house.lines,
    setup_people.lines,
    setup_places.lines,
)


@dataclass(frozen=True)
class SetUp:
    """`next` is the first line that lacks something this reader can bring."""

    unit: Unit
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]
    duties: tuple[Duty, ...]
    missing: int
    next: Line | None


def set_up(actor: Actor, query: QueryDict, *, back: str) -> SetUp:
    """For the unit that the address names, with all below it; else the own one."""
    asked, units = words(query, "unit"), units_of(actor)
    home = next((unit for unit in units if unit.pk == actor.unit), None)
    unit = unit_at(units, asked["unit"]) or home or units[0]
    below = [each for each in units if each.path.startswith(unit.path)]
    now = clock.now()
    filled = duties(unit, now)
    looking = Looking(unit, below, now, Acts(actor, back), filled)
    lines = tuple(line for part in PARTS for line in part(looking))
    chosen = unit_choice(units, unit.code)
    lacking = [line for line in lines if line.state == "missing"]
    return SetUp(
        unit,
        (chosen,) if chosen else (),
        lines,
        filled,
        len(lacking),
        next((line for line in lacking if line.acts), None),
    )
