"""Whom and what a sentence about an order names, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenlane.core.actors import role_label
from greenlane.core.kept import kept
from greenlane.core.memory import resolve
from greenlane.work.ledger import Holding
from greenlane.work.ledger.sentence import sentence
from greenlane.work.models import Order
from greenlane.workforce.models import Person

PERSON, ROLE = "person:", "role:"


def called(holders: Iterable[str]) -> dict[str, str]:
    """Holder → name, all looked up at once: a person, a role, or what was typed."""
    wanted = {holder for holder in holders if holder}
    people = {h.removeprefix(PERSON) for h in wanted if h.startswith(PERSON)}
    keys = tuple(sorted(people))
    names = kept("names", (keys, get_language()), lambda: resolve(keys, Person))
    found = {holder: holder for holder in wanted}
    for holder in wanted:
        if holder.startswith(PERSON):
            found[holder] = names[holder.removeprefix(PERSON)]
        elif holder.startswith(ROLE):
            found[holder] = role_label(holder.removeprefix(ROLE))
    return found


def said(order: Order, found: Holding, names: Mapping[str, str], now: datetime) -> str:
    """The one sentence that says what holds the order. `names` are of `called`."""
    titles = {
        task.key: _("“%(title)s”") % {"title": str(task)} for task in order.tasks.all()
    }
    return sentence(found, {**titles, **names}, now=now)
