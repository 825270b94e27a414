"""A table of people is taken in: all of it, or nothing.

Everybody has a staff number: who is known by it is changed, who is not is added, and
what stays empty stays as it is. The same table again changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Malformed
from greenlane.core.sheets.limits import MOST_ROWS
from greenlane.workforce.register.plan import NEED, begin, known
from greenlane.workforce.register.rows import PersonRow
from greenlane.workforce.register.whole import judged
from greenlane.workforce.register.write import carry_out


class ImportPeople(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    rows = Rows(PersonRow, max_rows=MOST_ROWS, label=_("People"))


@command(
    "workforce.import_people",
    title=_("Import people"),
    takes=ImportPeople,
    needs=NEED,
    kind=DESK,
)
def import_people(form: ImportPeople, *, by: Actor, at: datetime) -> Answer:
    """Rows were bound before the transaction; under the lock they meet the tables."""
    plan, wanted, standing = begin(form.cleaned_data, by)
    locks.take_all(standing.values())
    judged(plan, wanted, known(wanted), by=by, at=at)
    if plan.errors:
        raise Malformed(plan.errors)
    carry_out(plan)
    return answer("people-imported", **plan.counts())
