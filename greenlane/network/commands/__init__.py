"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.network.commands.add_device import add_device
from greenlane.network.commands.change_device import change_device

COMMANDS: tuple[Command, ...] = (add_device, change_device)
