"""Names of what the codes of a plan are about, looked up once for a whole page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from greenlane.core.memory import Names, resolve
from greenlane.core.texts import listed, said_as
from greenlane.dispatch.models import Line, LineChange, OrderPlan
from greenlane.work.models import Task
from greenlane.workforce.models import Person, Team


@dataclass(frozen=True)
class Known:
    """Names of what a page's codes are about, and the lines that stand, by task."""

    names: Names
    lines: Mapping[UUID, Line] = field(default_factory=dict)

    def crews(self, keys: str) -> str:
        """Crew keys with blanks between them, as names."""
        return listed(self.name(key) for key in keys.split())

    def name(self, key: str) -> str:
        """A task, team or person by name; equipment and material as they are called."""
        bare = key.rpartition(":")[2]
        if bare in self.names:
            return self.names[bare]
        return str(said_as("equipment", said_as("item", key)))

    def at(self, revision: int) -> Known:
        """With those lines alone that stand as they stood in that revision."""
        lines = {k: x for k, x in self.lines.items() if x.revision <= revision}
        return Known(self.names, lines)

    def line(self, key: str) -> Line | None:
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Line]:
        return {str(pk): line for pk, line in self.lines.items()}


def known(
    lines: Iterable[Line] = (),
    changes: Iterable[LineChange] = (),
    plans: Iterable[OrderPlan] = (),
) -> Known:
    """Everything that these name, looked up in three queries."""
    rows, told = list(lines), list(changes)
    about = [line.about for line in rows] + [each.about for each in told]
    about += [f"{each.crews_before} {each.crews}" for each in told]
    for plan in plans:
        for one in (*plan.holds, *plan.shorten, *plan.unplanned):
            about += [str(value) for value in one.values()]
    keys = {word.rpartition(":")[2] for text in about for word in words_of(text)}
    keys |= {
        str(crew.team_id or crew.person_id) for x in rows for crew in x.crews.all()
    }
    return Known(resolve(keys, Task, Team, Person), {x.task_id: x for x in rows})


def words_of(text: str) -> list[str]:
    """Keys that stand one after another, with blanks or commas between them."""
    return text.replace(",", " ").split()
