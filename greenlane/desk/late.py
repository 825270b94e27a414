"""It happened earlier than it is entered: said on the page, and both times are kept.

So a form that was filled in by hand on a day without computers is entered afterwards. A
release is never asked: what was let go then is not let go now.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import QueryDict

from greenlane.core.fields import Instant
from greenlane.core.refusals import FieldError, Malformed
from greenlane.desk.times import with_offset
from greenlane.desk.verbs import Asked

HAPPENED = "happened_at"  # the page's own field, beside those of the verb


def is_asked(asked: Asked) -> bool:
    """Only where the door keeps a time that was told later."""
    return asked.command.kind.clamps


def moment(asked: Asked, data: QueryDict) -> datetime | None:
    """When it happened, if that was said; None is now.

    Raises Malformed, but never for what stops or reports: a time that cannot be read
    must not keep a stop out.
    """
    text = data.get(HAPPENED, "").strip()[:40]
    if not text or not is_asked(asked):
        return None
    try:
        said = Instant().clean(with_offset(text, ZoneInfo(asked.unit.timezone)))
    except ValidationError as wrong:
        if asked.command.kind.anyone:
            return None
        raise Malformed([FieldError(HAPPENED, "not-a-time")]) from wrong
    return said if isinstance(said, datetime) else None
