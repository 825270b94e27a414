"""Sessions in the database, as Django keeps them; which one it is, is asked all day."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.prepared import prepared


class SessionStore(db.SessionStore):
    """Django's own, but for the statement that finds a session."""

    def _get_session_from_db(self) -> Session | None:
        rows = _running(self.session_key or "", clock.wall())
        if not rows:
            self._session_key = None
            return None
        return rows[0]


@prepared
def _running(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
