"""A table of sites is taken in, with points and contacts: all of it, or nothing.

Every site has a code: which is known by it is changed, which is not is added, and what
stays empty stays as it is. The same table again changes nothing.
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
from greenlane.places.register.plan import NEED, begin, judged, known
from greenlane.places.register.rows import SiteRow
from greenlane.places.register.write import carry_out


class ImportSites(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    rows = Rows(SiteRow, max_rows=MOST_ROWS, label=_("Sites"))


@command(
    "places.import_sites",
    title=_("Import sites"),
    takes=ImportSites,
    needs=NEED,
    kind=DESK,
)
def import_sites(form: ImportSites, *, by: Actor, at: datetime) -> Answer:
    """Rows were bound before the transaction; under the lock they meet the tables."""
    plan, wanted, standing = begin(form.cleaned_data, by)
    locks.take_all(standing.values())
    judged(plan, wanted, known(wanted))
    if plan.errors:
        raise Malformed(plan.errors)
    carry_out(plan, at=at)
    return answer("sites-imported", **plan.counts())
