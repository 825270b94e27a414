"""What each room wants finished before an order ends: it raises, or says nothing."""

from greenlane.safety.unended import must_be_switched

ENDINGS = (must_be_switched,)
