"""What holds an order, in so few words that they are read from across the room.

The whole sentence (`work.ledger.sentence`) says the next step too; on a wall nobody can
take it. Who has it and for how long stand beside these words, not in them.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.ledger import Holding
from greenlane.work.models import Order

_GAPS: dict[str, Promise] = {
    "work.accept_handoff": gettext_lazy("Offered and not accepted: %(item)s"),
    "work.assign": gettext_lazy("Nobody is on %(item)s"),
    "work.finish_task": gettext_lazy("Ended, nobody says that it is done: %(item)s"),
    "work.take_order": gettext_lazy("Nobody has taken the order"),
    "": gettext_lazy("No task is open"),
}
_IDLE = gettext_lazy("Given and not begun: %(item)s")
_WORK = gettext_lazy("At work on %(item)s")
_WAIT = gettext_lazy("Waits, %(cause)s: %(item)s")


def in_brief(order: Order, held: Holding) -> str:
    """One line without the holder, the age and the next step."""
    task = next((t for t in order.tasks.all() if t.key == held.item), None)
    item = _("“%(title)s”") % {"title": task} if task else _("the whole order")
    facts = {"item": item, "cause": CAUSES.get(held.cause, "")}
    return str(_text(held)) % facts


def _text(held: Holding) -> Promise:
    if held.kind == "wait":
        return _WAIT
    return _WORK if held.kind == "work" else _GAPS.get(held.next_step, _IDLE)
