"""Every fact the journal may hold, room by room."""

from greenlane.connections.facts import FACTS as CONNECTIONS
from greenlane.core.access_facts import FACTS as ACCESS
from greenlane.core.house_facts import FACTS as CORE
from greenlane.core.pack_facts import FACTS as PACKS
from greenlane.core.proof_facts import FACTS as PROOFS
from greenlane.dispatch.facts import FACTS as DISPATCH
from greenlane.dispatch.facts_kit import FACTS as KIT
from greenlane.network.facts import FACTS as NETWORK
from greenlane.notices.facts import FACTS as NOTICES
from greenlane.places.facts import FACTS as PLACES
from greenlane.safety.facts import FACTS as SAFETY
from greenlane.work.facts import FACTS as WORK
from greenlane.workforce.facts import FACTS as WORKFORCE

FACTS = (
    *CORE,
    *ACCESS,
    *PACKS,
    *PROOFS,
    *PLACES,
    *WORKFORCE,
    *NETWORK,
    *WORK,
    *SAFETY,
    *CONNECTIONS,
    *DISPATCH,
    *KIT,
    *NOTICES,
)
