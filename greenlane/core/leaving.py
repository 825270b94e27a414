"""Somebody is let in no more: roles, keys and logins of an account end together."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Model, QuerySet

from greenlane.core import clock
from greenlane.core.access_facts import AccountClosed
from greenlane.core.actors import Actor
from greenlane.core.called import account_subject
from greenlane.core.command import say
from greenlane.core.commands.revoke_role import KEEPER, another_keeper
from greenlane.core.house_facts import RoleRevoked, TokenRevoked
from greenlane.core.models import Account, Grant, Token
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.rows import reach


class Ended(NamedTuple):
    """How many roles and keys ended."""

    roles: int
    tokens: int


def may_be_shut(account: Account, *, by: Actor) -> None:
    """Nobody shuts himself out; the emergency account is shut by its own verb.

    Raises NotAllowed: emergency-account-stays, not-out-by-oneself.
    """
    if account.sealed:
        raise NotAllowed("emergency-account-stays", next_step="own-account")
    if account.pk == by.account:
        raise NotAllowed("not-out-by-oneself", next_step="second-administrator")


def locks_for(account: Account) -> list[Model]:
    """All that ends with it: to be locked by whoever calls `shut_out`."""
    grants, tokens = list(_grants(account)), list(_tokens(account))
    units = {row.unit_id: row.unit for row in (*grants, *tokens)}
    return [*units.values(), account, *grants, *tokens]


def shut_out(account: Account, *, by: Actor) -> Ended:
    """End everything; the account's row is locked and given fresh.

    Raises NotAllowed role-held-elsewhere where a role or key is held in a unit that is
    not in the actor's care, and Refused last-security-administrator.
    """
    now = clock.now()
    grants, tokens = list(_grants(account)), list(_tokens(account))
    for row in (*grants, *tokens):
        if not by.may("secure", row.unit.path):
            raise NotAllowed("role-held-elsewhere", next_step="ask-above")
        reach(row.unit, kind="account")
    for grant in grants:
        if grant.role == KEEPER and not another_keeper(grant):
            raise Refused("last-security-administrator", next_step="core.grant_role")
    for grant in grants:
        grant.revoked_at = now
        grant.save(update_fields=["revoked_at"])
        _say(RoleRevoked(account.pk, grant.unit_id, grant.role), grant, account)
    for token in tokens:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        _say(TokenRevoked(token.pk, account.pk), token, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.end_sessions()
    ended = Ended(len(grants), len(tokens))
    say(
        AccountClosed(account.pk, *ended),
        subjects=(account_subject(account.pk),),
        unit=account.unit_id,
    )
    return ended


def _say(
    fact: RoleRevoked | TokenRevoked, row: Grant | Token, account: Account
) -> None:
    say(fact, subjects=(row, account_subject(account.pk)), unit=row.unit_id)


def _grants(account: Account) -> QuerySet[Grant]:
    rows = Grant.objects.filter(account=account, revoked_at__isnull=True)
    return rows.select_related("unit").order_by("pk")


def _tokens(account: Account) -> QuerySet[Token]:
    rows = Token.objects.filter(account=account, revoked_at__isnull=True)
    return rows.select_related("unit").order_by("pk")
