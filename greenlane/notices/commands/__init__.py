"""The verbs of this room: where notices go, and what becomes of an alarm."""

from greenlane.core.command import Command
from greenlane.notices.commands.acknowledge_alarm import acknowledge_alarm
from greenlane.notices.commands.add_webhook import add_webhook
from greenlane.notices.commands.clear_alarm import clear_alarm
from greenlane.notices.commands.escalate_alarm import escalate_alarm
from greenlane.notices.commands.raise_alarm import raise_alarm
from greenlane.notices.commands.remove_webhook import remove_webhook
from greenlane.notices.commands.switch_off_webhook import switch_off_webhook
from greenlane.notices.commands.try_webhook import try_webhook

COMMANDS: tuple[Command, ...] = (
    add_webhook,
    try_webhook,
    remove_webhook,
    switch_off_webhook,
    acknowledge_alarm,
    raise_alarm,
    escalate_alarm,
    clear_alarm,
)
