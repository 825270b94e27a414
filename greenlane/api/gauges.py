"""The figures of /metrics, read from the tables when they are asked for."""

from prometheus_client import Gauge

from greenlane.core import checkpoint, last_backup
from greenlane.core.models import Cursor, Head, OpenClaim, Receipt, Refusal
from greenlane.work.models import Order, StopWork

EVENTS = Gauge("greenlane_events", "Events in the journals of all units")
COMMANDS = Gauge("greenlane_commands_accepted", "Commands accepted so far")
REFUSALS = Gauge("greenlane_refusals", "Commands refused by a rule so far")
OPEN_ORDERS = Gauge("greenlane_open_orders", "Orders that have not ended")
STOPS = Gauge("greenlane_stops_standing", "Stop-works, freezes and hazards not lifted")
CLAIMS = Gauge("greenlane_open_claims", "Late claims waiting for a decision")
LAG = Gauge("greenlane_reader_lag_events", "Events a reader has not seen", ["reader"])
CHECKPOINT_AGE = Gauge(
    "greenlane_checkpoint_age_seconds", "Age of the last checkpoint; +Inf: none"
)
BACKUP_AGE = Gauge(
    "greenlane_backup_age_seconds", "Age of the last backup made here; +Inf: none"
)


def refresh() -> None:
    """Read every figure now."""
    heads = dict(Head.objects.values_list("unit", "seq"))
    EVENTS.set(sum(heads.values()))
    COMMANDS.set(Receipt.objects.count())
    REFUSALS.set(Refusal.objects.count())
    OPEN_ORDERS.set(Order.objects.going_on().count())
    STOPS.set(StopWork.objects.filter(lifted_at__isnull=True).count())
    CLAIMS.set(OpenClaim.objects.filter(settled_at__isnull=True).count())
    for reader in set(Cursor.objects.values_list("reader", flat=True)):
        seen = dict(Cursor.objects.filter(reader=reader).values_list("unit", "seq"))
        behind = sum(seq - seen.get(unit, 0) for unit, seq in heads.items())
        LAG.labels(reader).set(behind)
    age = checkpoint.age()
    CHECKPOINT_AGE.set(float("inf") if age is None else age)
    since = last_backup.age()
    BACKUP_AGE.set(since.total_seconds() if since is not None else float("inf"))
