"""Who reads the journal behind the commands, each with a cursor of its own."""

from greenlane.core import checkpoint
from greenlane.core.follow import Reader
from greenlane.dispatch.live import silence
from greenlane.notices import queueing, watching
from greenlane.places import erasures
from greenlane.safety import expiring


def readers() -> tuple[Reader, ...]:
    """Made anew for each follower: a reader may remember what it has read."""
    return (
        checkpoint.reader(),
        erasures.reader(),
        queueing.reader(),
        expiring.reader(),
        silence.reader(),
        watching.reader(),
    )
