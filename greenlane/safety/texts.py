"""What this room says when it refuses: code → (sentence, next step)."""

from greenlane.core.texts import Text
from greenlane.safety.texts_evidence import TEXTS as EVIDENCE
from greenlane.safety.texts_switching import TEXTS as SWITCHING
from greenlane.safety.texts_tickets import TEXTS as TICKETS

TEXTS: dict[str, Text] = {**EVIDENCE, **TICKETS, **SWITCHING}
