"""Who was erased, told outside the database: a backup from before still has the name.

A line holds the key of the row and nothing of the person. It lies beside the signed
checkpoints, is signed as they are, and is carried away with them. When a backup is
restored, whoever stands in these lines is erased once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from greenlane.core import checkpoint
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader
from greenlane.core.models import Event, EventSubject, Unit
from greenlane.places.facts import ContactErased
from greenlane.places.models import Contact

READER = "erasures"


def take(unit: Unit, events: Sequence[Event]) -> None:
    """Write down what was erased in these events. The same one twice does no harm."""
    numbers = [each.seq for each in events if each.name == ContactErased.NAME]
    if not numbers:
        return
    rows = EventSubject.objects.filter(unit=unit, seq__in=numbers, kind="contact")
    checkpoint.write(
        [
            checkpoint.signed({"unit": unit.code, "seq": seq, "erased": str(contact)})
            for seq, contact in rows.order_by("seq").values_list("seq", "subject")
        ],
        name=checkpoint.ERASURES,
    )


def reader() -> Reader:
    return Reader(READER, take)


def erase_again(told: Path) -> int:
    """Erase whom this file names and this house still knows. Gives how many.

    Lines that nobody here signed are left out.
    """
    keys = checkpoint.public_keys()
    lines = [
        each for each in checkpoint.read(told) if checkpoint.is_genuine(each, keys)
    ]
    named = {UUID(str(each["erased"])) for each in lines if "erased" in each}
    known = Contact.objects.filter(pk__in=named, erased_at__isnull=True)
    rows = list(known.select_related("unit").order_by("pk"))
    for row in rows:
        data = {"contact": str(row.pk)}
        perform("places.erase_contact", data, by=system(row.unit))
    return len(rows)
