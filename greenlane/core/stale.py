"""Is what was shown still so? A release compares digests; a desk act its positions."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from greenlane.core import locks, proof
from greenlane.core.command import Command
from greenlane.core.forms import CommandForm
from greenlane.core.models import EventSubject
from greenlane.core.refusals import Stale


def check(
    command: Command,
    form: CommandForm,
    *,
    seen: Mapping[int, int],
    shown: str | None,
) -> None:
    """Refuse when the locked rows have moved on since they were shown."""
    if shown is not None and proof.state_digest(command, form.cleaned_data) != shown:
        raise Stale("changed-since-shown", next_step="look-again")
    may_be_stale = command.kind.refuses_stale or command.kind.may_stay_open
    if not seen or not command.relies_on or not may_be_stale:
        return
    held = locks.held.get()
    keys = [lock.pk for lock in held.locks if isinstance(lock.pk, UUID)] if held else []
    names = Q(pk__in=[])
    for start in command.relies_on:
        names |= Q(name__startswith=start)
    newer = Q(pk__in=[])
    for unit, seq in seen.items():
        newer |= Q(unit=unit, seq__gt=seq)
    if EventSubject.objects.filter(names & newer, subject__in=keys).exists():
        raise Stale("changed-since-shown", next_step="look-again")
