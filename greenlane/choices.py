"""What the fields of forms may name, room by room. A later room may be narrower."""

from greenlane.connections.choices import CHOICES as CONNECTIONS
from greenlane.connections.choices import ROWS as CONNECTION_ROWS
from greenlane.core.house_choices import CHOICES as HOUSE
from greenlane.network.choices import CHOICES as NETWORK
from greenlane.notices.choices import CHOICES as NOTICES
from greenlane.places.choices import CHOICES as PLACES
from greenlane.safety.choices import CHOICES as SAFETY
from greenlane.safety.choices import ROWS as SAFETY_ROWS
from greenlane.work.choices import CHOICES as WORK
from greenlane.work.choices import ROWS as WORK_ROWS
from greenlane.workforce.choices import CHOICES as WORKFORCE

CHOICES = {
    **HOUSE,
    **PLACES,
    **WORKFORCE,
    **NETWORK,
    **WORK,
    **SAFETY,
    **CONNECTIONS,
    **NOTICES,
}
ROWS = {**WORK_ROWS, **SAFETY_ROWS, **CONNECTION_ROWS}
