"""What an order to switch may name, by its act: a thing of that order's plant."""

from collections.abc import Callable
from uuid import UUID

from greenlane.connections.acts import is_step_to
from greenlane.safety.acts import SWITCHING
from greenlane.safety.giving import is_switching_of, is_way_in
from greenlane.work.models import Order

TARGETS: dict[str, Callable[[Order, str, UUID], bool]] = {
    "isolate": is_way_in,
    "energise": is_step_to,
    "restore_source": is_step_to,
    "transfer_supply": is_step_to,
    SWITCHING: is_switching_of,
}
