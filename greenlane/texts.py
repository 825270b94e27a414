"""What refusals and missing evidence say, room by room: code → sentence, next step."""

from greenlane.connections.texts import TEXTS as CONNECTIONS
from greenlane.core.blob_texts import TEXTS as BLOBS
from greenlane.core.field_texts import TEXTS as FIELDS
from greenlane.core.house_texts import TEXTS as HOUSE
from greenlane.core.proof_texts import TEXTS as PROOFS
from greenlane.core.sheets.texts import TEXTS as SHEETS
from greenlane.core.texts import TEXTS as CORE
from greenlane.core.web_texts import TEXTS as WEB
from greenlane.dispatch.texts import TEXTS as DISPATCH
from greenlane.network.texts import TEXTS as NETWORK
from greenlane.notices.texts import TEXTS as NOTICES
from greenlane.places.texts import TEXTS as PLACES
from greenlane.safety.texts import TEXTS as SAFETY
from greenlane.work.texts import TEXTS as WORK
from greenlane.workforce.texts import TEXTS as WORKFORCE

TEXTS = {
    **CORE,
    **FIELDS,
    **HOUSE,
    **PROOFS,
    **BLOBS,
    **WEB,
    **SHEETS,
    **PLACES,
    **WORKFORCE,
    **NETWORK,
    **WORK,
    **SAFETY,
    **CONNECTIONS,
    **DISPATCH,
    **NOTICES,
}
