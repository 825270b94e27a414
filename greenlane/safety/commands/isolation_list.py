"""The verbs of isolating, in the order of the physical sequence."""

from greenlane.core.command import Command
from greenlane.safety.commands.add_isolation import add_isolation
from greenlane.safety.commands.isolate_point import isolate_point
from greenlane.safety.commands.place_earth import place_earth
from greenlane.safety.commands.prove_dead import prove_dead
from greenlane.safety.commands.record_infeed import record_infeed
from greenlane.safety.commands.remove_earth import remove_earth
from greenlane.safety.commands.remove_infeed import remove_infeed
from greenlane.safety.commands.unlock_point import unlock_point

ISOLATIONS: tuple[Command, ...] = (
    add_isolation,
    record_infeed,
    remove_infeed,
    isolate_point,
    prove_dead,
    place_earth,
    remove_earth,
    unlock_point,
)
