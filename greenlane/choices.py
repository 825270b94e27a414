"""What the fields of forms may name, room by room. A later room may be narrower."""

from greenlane.connections.choices import CHOICES as CONNECTIONS
from greenlane.connections.choices import NOW as CONNECTIONS_NOW
from greenlane.connections.choices import ROWS as CONNECTION_ROWS
from greenlane.core.house_choices import CHOICES as HOUSE
from greenlane.core.house_choices import NOW as HOUSE_NOW
from greenlane.dispatch.choices import CHOICES as DISPATCH
from greenlane.network.choices import CHOICES as NETWORK
from greenlane.notices.choices import CHOICES as NOTICES
from greenlane.places.choices import CHOICES as PLACES
from greenlane.places.choices import NOW as PLACES_NOW
from greenlane.safety.choices import CHOICES as SAFETY
from greenlane.safety.choices import ROWS as SAFETY_ROWS
from greenlane.work.choices import CHOICES as WORK
from greenlane.work.choices import FIRST
from greenlane.work.choices import ROWS as WORK_ROWS
from greenlane.workforce.choices import CHOICES as WORKFORCE
from greenlane.workforce.now import NOW as WORKFORCE_NOW
from greenlane.workforce.now import ROWS as WORKFORCE_ROWS

CHOICES = {
    **HOUSE,
    **PLACES,
    **WORKFORCE,
    **NETWORK,
    **WORK,
    **SAFETY,
    **CONNECTIONS,
    **DISPATCH,
    **NOTICES,
}
__all__ = ["CHOICES", "FIRST", "NOW", "ROWS"]
ROWS = {**WORKFORCE_ROWS, **WORK_ROWS, **SAFETY_ROWS, **CONNECTION_ROWS}
NOW = {**HOUSE_NOW, **PLACES_NOW, **WORKFORCE_NOW, **CONNECTIONS_NOW}
