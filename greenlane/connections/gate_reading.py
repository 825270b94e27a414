"""What the gates of this room share."""

from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.places.models import Site
from greenlane.work.models import Order


def order_of(act: Act) -> Order:
    return Order.objects.select_related("site", "pack").get(pk=named(act.order))


def parents(act: Act) -> list[Lock]:
    """Site and order: surveys, infeeds and steps are written under them."""
    site = Order.objects.values_list("site", flat=True).get(pk=named(act.order))
    return [Lock(Site, site), Lock(Order, named(act.order))]
