"""Plans as they stand, what changed in them, what was promised, what people hold."""

from greenlane.dispatch.models.line import Line, LineChange, LineCrew
from greenlane.dispatch.models.order import OrderPlan, Promise
from greenlane.dispatch.models.pin import Pin
from greenlane.dispatch.models.plan import STALE, Kind, Offer, Revision, UnitPlan

__all__ = (
    "STALE",
    "Kind",
    "Line",
    "LineChange",
    "LineCrew",
    "Offer",
    "OrderPlan",
    "Pin",
    "Promise",
    "Revision",
    "UnitPlan",
)
