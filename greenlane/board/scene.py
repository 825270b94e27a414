"""All that decides the next step of an order, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.board.gatelist import Checklist
from greenlane.connections.models import Connection, EnergiseStep
from greenlane.work.labels import Label
from greenlane.work.ledger import Holding
from greenlane.work.models import Order, StopWork, Task, Wait
from greenlane.workforce.models import Person


@dataclass(frozen=True)
class Scene:
    """The order as it stands, and who looks at it."""

    order: Order
    tasks: Sequence[Task]
    held: Holding | None
    label: Label
    checks: Checklist | None
    stops: Sequence[StopWork]
    waits: Sequence[Wait]
    sheet: Connection | None
    steps: Sequence[EnergiseStep]
    me: Person | None = None

    def about(self, task: Task, step: UUID | None) -> str:
        """The task, and the step of switching in that it has come to."""
        found = next((each for each in self.steps if each.pk == step), None)
        if found is None:
            return str(task)
        words = {"task": str(task), "place": found.place, "step": found.name}
        return _("%(task)s, step %(place)s: %(step)s") % words
