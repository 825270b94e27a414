"""Reads about the house: its units, who holds what role, keys, days, late messages."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from greenlane.core.actors import Actor
from greenlane.core.models import Account, Grant, Holiday, OpenClaim, Token, Unit
from greenlane.core.scope import below


def units(actor: Actor) -> QuerySet[Unit]:
    """The actor's units and all below, from the top of the tree down."""
    return Unit.objects.filter(below(actor, "path")).order_by("path")


def accounts(actor: Actor) -> QuerySet[Account]:
    """Who may log in, each with `open_grants`: the roles held now."""
    held = Grant.objects.filter(revoked_at__isnull=True).select_related("unit")
    return (
        Account.objects.filter(below(actor, "unit__path"), link__isnull=True)
        .select_related("unit")
        .prefetch_related(
            Prefetch("grants", queryset=held.order_by("role"), to_attr="open_grants")
        )
        .order_by("username")
    )


def own_account(actor: Actor) -> Account:
    """The account of a person who is logged in."""
    return Account.objects.get(pk=actor.account or 0)


def tokens(actor: Actor) -> QuerySet[Token]:
    """The keys that open something still: the own ones, and all of one's own care.

    Whoever lets people in (`secure`) sees those of his units; the hash stays where it
    is.
    """
    mine = Q(account=actor.account) | below(actor, "unit__path", "secure")
    rows = Token.objects.filter(mine, revoked_at__isnull=True)
    along = rows.select_related("account", "unit", "use")
    return along.defer("secret_sha256").order_by("expires_at", "id")


def holidays(actor: Actor) -> QuerySet[Holiday]:
    """The days set against the country's calendar."""
    return Holiday.objects.seen_by(actor).select_related("unit").order_by("day")


def open_claims(actor: Actor) -> QuerySet[OpenClaim]:
    """Late messages that wait for a decision, the oldest first."""
    waiting = OpenClaim.objects.filter(settled_at__isnull=True)
    return waiting.filter(below(actor, "unit__path")).order_by("recorded_at")
