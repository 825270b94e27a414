"""Plans, what changed in them, what was promised, what people hold; equipment."""

from greenlane.dispatch.models.kit import Arrival, Equipment, Outage, StockCount
from greenlane.dispatch.models.line import Line, LineChange, LineCrew
from greenlane.dispatch.models.order import OrderPlan, Promise
from greenlane.dispatch.models.pin import Pin
from greenlane.dispatch.models.plan import STALE, Kind, Offer, Revision, UnitPlan

__all__ = (
    "STALE",
    "Arrival",
    "Equipment",
    "Kind",
    "Line",
    "LineChange",
    "LineCrew",
    "Offer",
    "OrderPlan",
    "Outage",
    "Pin",
    "Promise",
    "Revision",
    "StockCount",
    "UnitPlan",
)
