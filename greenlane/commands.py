"""Every command of the house, room by room. Add yours to its room's list."""

from greenlane.connections.commands import COMMANDS as CONNECTIONS
from greenlane.core.commands import COMMANDS as CORE
from greenlane.dispatch.commands import COMMANDS as DISPATCH
from greenlane.network.commands import COMMANDS as NETWORK
from greenlane.notices.commands import COMMANDS as NOTICES
from greenlane.places.commands import COMMANDS as PLACES
from greenlane.safety.commands import COMMANDS as SAFETY
from greenlane.work.commands import COMMANDS as WORK
from greenlane.workforce.commands import COMMANDS as WORKFORCE

COMMANDS = (
    *CORE,
    *PLACES,
    *WORKFORCE,
    *NETWORK,
    *WORK,
    *SAFETY,
    *CONNECTIONS,
    *DISPATCH,
    *NOTICES,
)
