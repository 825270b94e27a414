"""The work has ended: whether the task is done is asked on the same page.

They stay two verbs. That nobody works any more is a fact and never refused; that the
task is done is a claim. Where the claim is refused the work has ended all the same, and
the page says what is missing.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

from django.http import QueryDict

from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.desk.verbs import Asked
from greenlane.work.models import Stint

ENDS, FINISHES = "work.end_stint", "work.finish_task"
DONE = "done"  # the page's own field, beside those of the verb


def is_asked(asked: Asked) -> bool:
    """The page of this verb asks whether the task is done as well."""
    return asked.command.name == ENDS


def finishing(asked: Asked, data: QueryDict) -> tuple[Asked, QueryDict] | None:
    """The verb that says so with what it takes, where the answer was yes."""
    if not is_asked(asked) or data.get(DONE) != "yes":
        return None
    rows = Stint.objects.filter(pk=str(data["stint"]))
    task = rows.values_list("task", flat=True).first()
    found = QueryDict(mutable=True)
    found["task"] = str(task or "")
    return replace(asked, command=commands()[FINISHES]), found


def finish(asked: Asked, data: QueryDict, page: UUID) -> None:
    """Say that the task is done; the same page says it once. Raises Refused."""
    perform(FINISHES, data, by=asked.actor, id=uuid5(page, DONE))
