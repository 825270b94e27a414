"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.places.commands.add_contact import add_contact
from greenlane.places.commands.add_site import add_site
from greenlane.places.commands.add_supply_point import add_supply_point
from greenlane.places.commands.add_zone import add_zone
from greenlane.places.commands.erase_contact import erase_contact
from greenlane.places.commands.import_sites import import_sites
from greenlane.places.commands.set_zone import set_zone

COMMANDS: tuple[Command, ...] = (
    add_site,
    import_sites,
    add_supply_point,
    add_contact,
    erase_contact,
    add_zone,
    set_zone,
)
