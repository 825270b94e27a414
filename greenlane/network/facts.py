"""What happened in this room, as the journal tells it."""

FACTS: tuple[type, ...] = ()
