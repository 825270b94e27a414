"""What waits for the reader: tasks and signatures, counted beside the pages of both.

A page does not wait for it: js/badge.js asks for the numbers on their own and keeps
what it was told while the reader goes from page to page.
"""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.board.whose import reader
from greenlane.connections.to_sign import waiting_for
from greenlane.core.actors import LINK, Actor
from greenlane.core.kept import kept
from greenlane.work.mine import my_count


@dataclass(frozen=True)
class Waiting:
    """How many of each; both together stand in the title of the page."""

    tasks: int = 0
    signatures: int = 0

    @property
    def all(self) -> int:
        return self.tasks + self.signatures


def waiting(actor: Actor) -> Waiting:
    """Nothing waits for whoever comes by a link."""
    if actor.via == LINK:
        return Waiting()
    key = (actor.account, actor.grants)
    return kept("waiting", key, lambda: _waiting(actor))


def _waiting(actor: Actor) -> Waiting:
    """Signatures that nobody else can give: the others are given at an act."""
    tasks, me = my_count(actor), reader(actor)
    named = (each.named for each in waiting_for(actor, me)) if me else ()
    return Waiting(tasks, sum(named))
