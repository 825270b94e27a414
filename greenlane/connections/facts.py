"""What happened in this room, as the journal tells it."""

from greenlane.connections.facts_request import FACTS as REQUEST
from greenlane.connections.facts_supply import FACTS as SUPPLY

FACTS: tuple[type, ...] = (*REQUEST, *SUPPLY)
