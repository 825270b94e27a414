"""Links to the verbs of the house: which a reader may do here, and what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from greenlane.core.actors import Actor, role_label, roles
from greenlane.core.command import commands
from greenlane.core.texts import listed


@dataclass(frozen=True)
class Act:
    """A verb and its page, with what is known filled in."""

    title: str
    url: str


class Acts:
    """The verbs that this reader may do, each leading back to the page it stands on."""

    def __init__(self, actor: Actor, back: str) -> None:
        self.actor, self.back = actor, back

    def one(self, name: str, path: str | None = None, /, **known: Any) -> Act | None:
        """The verb, where a role gives it in the unit at this path (or anywhere)."""
        found = commands()[name]
        needs = "" if found.kind.anyone else found.needs
        if needs and not self.actor.may(needs, path):
            return None
        return Act(str(found.title), self.url(name, **known))

    def several(self, path: str | None, *names: str, **known: Any) -> list[Act]:
        """Those of these verbs that the reader may do, in this order."""
        made = (self.one(name, path, **known) for name in names)
        return [each for each in made if each is not None]

    def url(self, name: str, **known: Any) -> str:
        found = commands()[name]
        fields = found.takes.base_fields
        filled = {key: str(value) for key, value in known.items() if key in fields}
        where = reverse("desk:do", args=[found.room, found.slug])
        return f"{where}?{urlencode({**filled, 'back': self.back})}"


def who_may(name: str) -> str:
    """The roles that include a verb, as people call them."""
    needs = commands()[name].needs
    able = [role for role, given in roles().items() if needs in given]
    return listed(role_label(role) for role in able if role != "system")
