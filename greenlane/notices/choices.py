"""What a form may name of this room: webhooks, the own and those in one's care."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Chooser, Option
from greenlane.notices.owned import webhooks


def hooks(actor: Actor, order: Any) -> Iterator[Option]:
    for hook in webhooks(actor)[:MOST]:
        yield hook.pk, f"{hook.name} ({hook.host})"


CHOICES: dict[str, Chooser] = {"webhook": hooks}
