"""What this room says when it refuses: code → (sentence, next step)."""

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {}
