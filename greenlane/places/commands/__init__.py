"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.places.commands.add_contact import add_contact
from greenlane.places.commands.add_depot import add_depot
from greenlane.places.commands.add_site import add_site
from greenlane.places.commands.add_supply_point import add_supply_point
from greenlane.places.commands.add_zone import add_zone
from greenlane.places.commands.change_depot import change_depot
from greenlane.places.commands.change_site import change_site
from greenlane.places.commands.close_depot import close_depot
from greenlane.places.commands.erase_contact import erase_contact
from greenlane.places.commands.import_sites import import_sites
from greenlane.places.commands.rename_point import rename_point
from greenlane.places.commands.set_zone import set_zone

COMMANDS: tuple[Command, ...] = (
    add_site,
    change_site,
    import_sites,
    add_supply_point,
    rename_point,
    add_contact,
    erase_contact,
    add_zone,
    set_zone,
    add_depot,
    change_depot,
    close_depot,
)
