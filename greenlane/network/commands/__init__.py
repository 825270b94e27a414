"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command

COMMANDS: tuple[Command, ...] = ()
