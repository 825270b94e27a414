"""What a form may name of the house: units, accounts, roles, keys, late messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from greenlane.core import emergency, queries
from greenlane.core.actors import Actor, role_label
from greenlane.core.choices import (
    MOST,
    Chooser,
    Option,
    Standing,
    clock_time,
    fields_now,
)
from greenlane.core.command import commands
from greenlane.core.models import Factor
from greenlane.core.proof_facts import KINDS


def units(actor: Actor, order: Any) -> Iterator[Option]:
    for unit in queries.units(actor)[:MOST]:
        yield unit.code, f"{unit.code} {unit}"


def accounts(actor: Actor, order: Any) -> Iterator[Option]:
    for account in queries.accounts(actor)[:MOST]:
        yield account.username, f"{account.name} ({account.username})"


def grants(actor: Actor, order: Any) -> Iterator[Option]:
    for account in queries.accounts(actor)[:MOST]:
        for grant in account.open_grants:  # type: ignore[attr-defined]
            said = _("%(name)s: %(role)s at %(unit)s") % {
                "name": account.name,
                "role": role_label(grant.role),
                "unit": grant.unit,
            }
            yield grant.pk, said


def tokens(actor: Actor, order: Any) -> Iterator[Option]:
    for token in queries.tokens(actor)[:MOST]:
        yield token.pk, f"{token.name} ({token.account.name})"


def factors(actor: Actor, order: Any) -> Iterator[Option]:
    """One's own second proofs."""
    rows = Factor.objects.filter(account=actor.account, removed_at__isnull=True)
    for row in rows.order_by("id"):
        yield row.pk, f"{row.name} ({KINDS[row.kind]})"


def emergencies(actor: Actor, order: Any) -> Iterator[Option]:
    for each in emergency.alarms(actor):
        if each.open and each.keeps:
            yield each.row.pk, f"{each.row.unit.code} {each.row.unit}"


def claims(actor: Actor, order: Any) -> Iterator[Option]:
    for claim in queries.open_claims(actor).select_related("unit")[:MOST]:
        known = commands().get(claim.command)
        title = known.title if known else claim.command
        yield claim.pk, f"{title} ({clock_time(claim.recorded_at, claim.unit)})"


def unit_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The names of the unit that the address names by its code."""
    row = queries.units(actor).filter(code=str(said.get("unit", ""))).first()
    return fields_now(row, "name_zh", "name_en")


NOW: dict[str, Standing] = {"core.change_unit": unit_now}
CHOICES: dict[str, Chooser] = {
    "unit": units,
    "core.add_unit.parent": units,
    "account": accounts,
    "grant": grants,
    "token": tokens,
    "factor": factors,
    "emergency": emergencies,
    "openclaim": claims,
}
