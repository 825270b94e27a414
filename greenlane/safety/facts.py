"""What happened in this room, as the journal tells it."""

from greenlane.safety.facts_evidence import FACTS as EVIDENCE
from greenlane.safety.facts_isolation import FACTS as ISOLATION
from greenlane.safety.facts_paper import FACTS as PAPER
from greenlane.safety.facts_switching import FACTS as SWITCHING
from greenlane.safety.facts_ticket import FACTS as TICKET

FACTS: tuple[type, ...] = (*EVIDENCE, *ISOLATION, *PAPER, *SWITCHING, *TICKET)
