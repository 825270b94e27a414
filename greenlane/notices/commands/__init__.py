"""The verbs of this room: an address is added, tested, switched off, removed."""

from greenlane.core.command import Command
from greenlane.notices.commands.add_webhook import add_webhook
from greenlane.notices.commands.remove_webhook import remove_webhook
from greenlane.notices.commands.switch_off_webhook import switch_off_webhook
from greenlane.notices.commands.try_webhook import try_webhook

COMMANDS: tuple[Command, ...] = (
    add_webhook,
    try_webhook,
    remove_webhook,
    switch_off_webhook,
)
