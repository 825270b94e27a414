"""What a form may name of this room: webhooks in one's care, alarms nobody has seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Chooser, Option
from greenlane.notices.alarms import standing
from greenlane.notices.owned import webhooks
from greenlane.notices.sorts import LABELS


def hooks(actor: Actor, order: Any) -> Iterator[Option]:
    for hook in webhooks(actor)[:MOST]:
        yield hook.pk, f"{hook.name} ({hook.host})"


def unseen(actor: Actor, order: Any) -> Iterator[Option]:
    """Alarms that stand and that nobody has acknowledged; of the order, if any."""
    for alarm in standing(actor)[:MOST]:
        if alarm.acknowledged_at or (order and alarm.order_id != order.pk):
            continue
        where = alarm.order.number if alarm.order else alarm.unit.code
        yield alarm.pk, f"{where}: {LABELS[alarm.sort]}"


CHOICES: dict[str, Chooser] = {"webhook": hooks, "alarm": unseen}
