"""What the gates of this room share."""

from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.places.models import Site
from greenlane.safety.gate_reading import order_of
from greenlane.work.models import Order


def parents(act: Act) -> list[Lock]:
    """Site and order: surveys, infeeds and steps are written under them."""
    return [Lock(Site, order_of(act).site_id), Lock(Order, named(act.order))]
