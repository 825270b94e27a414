"""Logins by name and password; whose session it is, is asked once for many requests."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from greenlane.core.kept import kept
from greenlane.core.models import Account
from greenlane.core.prepared import prepared


class KnownLogins(ModelBackend):
    """Django's own, but for the account of a session, which is kept until a change."""

    def get_user(self, user_id: Any) -> Account | None:
        found = kept("account", int(user_id), lambda: _account(int(user_id)))
        return found if found and found.is_active else None


def _account(key: int) -> Account | None:
    return next(iter(_accounts(key)), None)


@prepared
def _accounts(key: int) -> QuerySet[Account]:
    return Account.objects.filter(pk=key)
