"""A release needs the person, here, now: a live challenge and the person's own PIN."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import signing
from django.db.models import Max, Q, QuerySet

from greenlane.core import clock
from greenlane.core import facts as facts_
from greenlane.core.actors import WEB, Actor
from greenlane.core.command import Command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.models import Account, EventSubject, Refusal
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotAllowed, Stale

SECONDS = 60  # a challenge lives at most one minute, by design, in no pack
TRIES, PAUSE = 5, timedelta(minutes=5)  # wrong PINs before a pause
_SALT = "greenlane.release"


def named_subjects(takes: type[CommandForm], data: dict[str, Any]) -> dict[str, UUID]:
    """The rows that a form names: field → key."""
    found = {}
    for name, field in takes.base_fields.items():
        if isinstance(field, Id) and data.get(name):
            found[name] = UUID(str(data[name]))
    return found


def state_digest(command: Command, data: dict[str, Any]) -> str:
    """What the journal says of the named rows and, if relied on, of their orders."""
    own, orders = _subjects(command, data)
    relies_on = frozenset(command.relies_on)
    behind = tuple(sorted(orders)) if relies_on else ()
    rows = _newest(tuple(sorted(own)), behind, relies_on)
    told = (f"{subject}:{unit}.{last}" for subject, unit, last in rows)
    # The keys too: a row of which nothing was told yet is still this row, no other.
    keys = sorted(map(str, own))
    text = " ".join((command.name, *keys, *told, command.takes.shown(data)))
    return hashlib.sha256(text.encode()).hexdigest()


@prepared
def _newest(
    own: tuple[UUID, ...], orders: tuple[UUID, ...], relies_on: frozenset[str]
) -> QuerySet[Any, tuple[Any, ...]]:
    """Subject and unit, and the number of the newest event about it that counts."""
    wanted = Q(subject__in=own)
    if orders:
        starts = [Q(name__startswith=each) for each in sorted(relies_on)]
        wanted |= Q(subject__in=orders) & reduce(or_, starts)
    quiet = [n for n, fact in facts_.known().items() if getattr(fact, "QUIET", False)]
    told = EventSubject.objects.filter(wanted).exclude(name__in=quiet)
    newest = told.values_list("subject", "unit").annotate(last=Max("seq"))
    return newest.order_by("subject", "unit")


def _subjects(command: Command, data: dict[str, Any]) -> tuple[set[UUID], set[UUID]]:
    own: set[UUID] = set()
    orders: set[UUID] = set()
    for name, key in named_subjects(command.takes, data).items():
        own.add(key)
        kind = command.takes.base_fields[name].kind  # type: ignore[attr-defined]
        for model in apps.get_models():
            if model._meta.model_name != kind:
                continue
            if any(f.attname == "order_id" for f in model._meta.concrete_fields):
                rows = model._default_manager.filter(pk=key, order__isnull=False)
                orders.update(rows.values_list("order_id", flat=True))
    return own, orders


def challenge(command: Command, data: dict[str, Any], *, by: Actor) -> str:
    """A signed question, good for a minute, bound to person, device, act and state."""
    content = [by.account, by.device, command.name, state_digest(command, data)]
    return signing.TimestampSigner(salt=_SALT).sign_object(content)


def check(command: Command, form: CommandForm, *, by: Actor) -> str:
    """The digest this person was shown. Refuses a machine, a stale or wrong proof."""
    if by.via != WEB or by.account is None:
        raise NotAllowed("release-needs-a-person", next_step="log-in")
    _pause_after_wrong_pins(by)
    try:
        content = signing.TimestampSigner(salt=_SALT).unsign_object(
            form.cleaned_data["challenge"], max_age=SECONDS
        )
    except signing.SignatureExpired:
        raise Stale("challenge-expired", next_step="look-again") from None
    except (signing.BadSignature, ValueError):
        raise NotAllowed("challenge-wrong", next_step="look-again") from None
    if not isinstance(content, list) or content[:3] != [
        by.account,
        by.device,
        command.name,
    ]:
        raise NotAllowed("challenge-wrong", next_step="look-again")
    account = Account.objects.get(pk=by.account)
    if account.sealed:  # nobody's own: it signs nothing, whatever it holds
        raise NotAllowed("release-needs-a-person", next_step="log-in")
    if not account.check_pin(form.cleaned_data["pin"]):
        raise NotAllowed("pin-wrong", next_step="type-pin-again")
    return str(content[3])


def _pause_after_wrong_pins(by: Actor) -> None:
    since = clock.wall() - PAUSE
    wrong = Refusal.objects.filter(
        account=by.account, code="pin-wrong", wall_at__gt=since
    )
    if wrong.count() >= TRIES:
        raise NotAllowed("pin-paused", next_step="wait-five-minutes")
