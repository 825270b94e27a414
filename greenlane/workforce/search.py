"""People are found by name, staff number, and by the pinyin initials of their name.

They are a few thousand and their names are short: the initials are compared here, so
that somebody is found however the row came in.
"""

from __future__ import annotations

import unicodedata
from uuid import UUID

from django.db.models import Q

from greenlane.core.actors import Actor
from greenlane.core.grams import spells
from greenlane.workforce.models import Person

MOST = 500  # whoever types so little looks for nobody in particular


def find_people(actor: Actor, typed: str) -> list[UUID]:
    """Keys of the people that fit, in the order of names: MOST at most. One query."""
    said = unicodedata.normalize("NFKC", typed).casefold().strip()
    rows = Person.objects.seen_by(actor).order_by("name_zh", "id")
    if not (said.isascii() and said.replace(" ", "").isalpha()):
        fits = Q(name_zh__icontains=said) | Q(name_en__icontains=said)
        found = rows.filter(fits | Q(staff_number__icontains=said))
        return list(found.values_list("pk", flat=True)[:MOST])
    letters = said.replace(" ", "")
    told = rows.values_list("pk", "name_zh", "name_en", "staff_number")
    hits = (pk for pk, *names in told.iterator() if _fits(letters, *names))
    return [pk for _n, pk in zip(range(MOST), hits, strict=False)]


def _fits(letters: str, name_zh: str, name_en: str, number: str) -> bool:
    plain = name_en.replace(" ", "").casefold()
    return spells(name_zh, letters) or letters in plain or letters in number.casefold()
